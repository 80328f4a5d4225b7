# What to change in the provider after a call was refused. The providers' own pages are named as they name themselves.

advice_url_okta = "SCIM connector base URL" on the Provisioning tab
advice_url_entra = "Tenant URL" of Admin Credentials
advice_url_onelogin = "SCIM Base URL" on the Configuration tab
advice_url_jumpcloud = "Base URL" of Identity Management
advice_url = the SCIM base URL

advice_token_okta = "HTTP Header" or "OAuth Bearer Token" on the Provisioning tab
advice_token_entra = "Secret Token" of Admin Credentials
advice_token_onelogin = "SCIM Bearer Token" on the Configuration tab
advice_token_jumpcloud = "Token Key" of Identity Management
advice_token = the field of the bearer token

advice_mapping_onelogin = the "SCIM JSON Template"
advice_mapping = the attribute mapping

advice_matching_okta = "Unique identifier field for users" on the Provisioning tab
advice_matching_entra = the matching attribute of the attribute mapping
advice_matching_onelogin = the "SCIM Username" parameter
advice_matching = the matching attribute

advice_again_okta = unassign the person and assign them again
advice_again_entra = choose "Restart provisioning"
advice_again_onelogin = choose "Sync logins"
advice_again_jumpcloud = activate Identity Management again
advice_again = let it synchronize everything again

advice_or_dialect = , or choose the dialect "{ $dialect }" for this connection, which takes it
advice_or_switch = , or switch `{ $switch }` on for this connection
advice_or_reactivate = ; if it is somebody who was only deactivated, switch `{ $switch }` on for this connection

advice_bearer_typed = { $name } sends the token without `Bearer ` in front, as Header Auth does with what was typed: type `Bearer ` and then the token{ $or }.
advice_bearer = The token comes without `Bearer ` in front: let { $name } send it as a bearer token{ $or }.
advice_no_token = { $name } sends no token of ours: copy the whole token of this connection into { $token }.
advice_wrong_secret = { $name } still has the token of before it was renewed, or a misspelt one: paste the new one into { $token }.
advice_expired_token = The token has expired: renew it and paste the new one into { $token } of { $name }.
advice_inactive_token = The token is set to inactive: activate it, or paste an active one into { $token } of { $name }.
advice_disabled_connection = The connection is switched off: enable it, and { $name } needs no change.
advice_wrong_address = The token belongs to another connection: paste this connection's own into { $token } of { $name }.
advice_unknown_token = { $name } has a token that does not exist any more: make one and paste it into { $token }.

advice_deleted_before = { $name } deletes what is not here any more; there is nothing to change.
advice_gone_group = { $name } asks for a group that is not here any more, or never was: unlink the group there and push it again, so that it is looked for by name and made where it is missing.
advice_gone_user = { $name } asks for a user who is not here any more, or never was: { $again }, so that they are looked for by name and made where they are missing.
advice_no_address = { $name } calls an address that does not exist: paste the SCIM URL of this connection into { $url } exactly as it is shown, with nothing behind it.
advice_no_method = { $name } uses a method that this address does not have: check the SCIM URL in { $url }.
advice_taken_group = There is a group of that name already: rename one of the two in { $name }, or let { $name } link the one that is there.
advice_taken_user = Somebody has that userName already: let { $matching } be `userName`, or give the two different ones in { $name }{ $or }.

advice_policy = The connection's policy does not let this happen ({ $rule }): do in { $name } what the answer says, or turn the knob of the connection.
advice_protected = The user is protected, and { $name } may neither disable nor remove them: take the protection away if that is what you want.
advice_no_seat = The organization has no free seat: unassign somebody in { $name }, or give the organization more seats.
advice_unknown_member = { $name } puts somebody into a group who is not here: assign that person to the application too, and then send the group again.
advice_changed = The resource was changed by somebody else meanwhile; { $name } reads it again and needs no change.
advice_too_large = { $name } sends more at once than fits: let it send fewer members or a shorter filter in one request; the answer names the limit.
advice_not_json = { $name } sends the body in another form than JSON: choose application/scim+json there.
advice_too_often = { $name } calls more often than it may and tries again later; there is nothing to change.
advice_not_offered = { $name } asks for something that is not offered here; the answer says what to use instead.
advice_unavailable = The server could not do it at that moment; { $name } tries again by itself, and if it goes on, tell whoever runs the server.

advice_manager_text_reference = { $name } sent manager as text; the mapping of `manager` should be of type Reference.
advice_manager_list_reference = { $name } sent manager as a list; the mapping of `manager` should be of type Reference.
advice_manager_text = { $name } sent manager as text; { $mapping } should give an object with the id as its `value`{ $or }.
advice_manager_list = { $name } sent manager as a list; { $mapping } should give an object with the id as its `value`{ $or }.
advice_active_text = { $name } sent `active` as text; { $mapping } should give true or false for it{ $or }.
advice_filter = { $name } looks for users or groups in a way that cannot be answered: let { $matching } be a plain `userName`, `externalId` or, for groups, `displayName`{ $or }.
advice_no_target = { $name } changes a part of a list that is not there: let { $mapping } send the whole attribute{ $or }.
advice_read_only = { $name } changes `{ $attribute }`, which only the server sets: take it out of { $mapping }.
advice_unknown_attribute = { $name } sends `{ $attribute }`, which is no attribute as it stands there: correct it in { $mapping } or take it out{ $or }.
advice_bad_value = { $name } sends a value for `{ $attribute }` that does not fit: correct it in { $mapping }, as the answer says.
advice_malformed = { $name } sends a request that cannot be understood; the answer says what is wrong with it.
