# What to change in the provider after a call was refused. The providers' own pages are named as they name themselves.

advice_url_okta = “SCIM connector base URL” on the Provisioning tab
advice_url_entra = “Tenant URL” under Admin Credentials
advice_url_onelogin = “SCIM Base URL” on the Configuration tab
advice_url_jumpcloud = “Base URL” under Identity Management
advice_url = the SCIM base URL field

advice_token_okta = “HTTP Header” or “OAuth Bearer Token” on the Provisioning tab
advice_token_entra = “Secret Token” under Admin Credentials
advice_token_onelogin = “SCIM Bearer Token” on the Configuration tab
advice_token_jumpcloud = “Token Key” under Identity Management
advice_token = the bearer token field

advice_mapping_onelogin = the “SCIM JSON Template”
advice_mapping = the attribute mapping

advice_matching_okta = “Unique identifier field for users” on the Provisioning tab
advice_matching_entra = the matching attribute in the attribute mapping
advice_matching_onelogin = the “SCIM Username” parameter
advice_matching = the matching attribute

advice_again_okta = unassign the user and assign them again
advice_again_entra = choose “Restart provisioning”
advice_again_onelogin = choose “Sync logins”
advice_again_jumpcloud = activate Identity Management again
advice_again = synchronize everything again

advice_group_again_okta = unlink the group under “Push Groups” and push it again
advice_group_again_entra = remove the group from the application and assign it again
advice_group_again_onelogin = choose “Reapply entitlement mappings”
advice_group_again_jumpcloud = remove the group from the application and add it again
advice_group_again = synchronize the group again

advice_or_dialect = , or choose the compatibility profile “{ $dialect }” for this connection, which accepts it
advice_or_switch = , or turn on the compatibility option `{ $switch }` for this connection
advice_or_reactivate = ; if the user was only deactivated, turn on the compatibility option `{ $switch }` for this connection
advice_or_link_okta = , or link to the existing group under “Push Groups”

advice_bearer_typed = { $name } sends the token without `Bearer ` before it, because Header Auth sends exactly what was entered. Enter `Bearer ` followed by the token{ $or }.
advice_bearer = `Bearer ` is missing before the token. Configure { $name } to send it as a bearer token{ $or }.
advice_no_token = { $name } does not send a token. Paste the token of this connection into { $token }.
advice_foreign_token = { $name } sends something that is not a token of this server. Paste the token of this connection into { $token }.
advice_mistyped_token = The token in { $name } is mistyped or cut off. Copy the whole token again and paste it into { $token }. If you no longer have it, renew it.
advice_wrong_secret = { $name } still has the old token from before it was renewed, or a mistyped one. Paste the new token into { $token }.
advice_expired_token = The token has expired. Renew it and paste the new token into { $token } in { $name }.
advice_inactive_token = The token is set to Inactive. Set it to Active, or paste an active token into { $token } in { $name }.
advice_disabled_connection = SCIM is disabled for this connection. Enable it. Nothing needs to be changed in { $name }.
advice_provisioning_off = Provisioning is disabled for this whole installation. Ask its operator to enable the setting “provisioning”. Nothing needs to be changed in { $name }.
advice_wrong_address = The token belongs to another connection. Paste a token of this connection into { $token } in { $name }.
advice_unknown_token = { $name } uses a token that no longer exists. Generate a new token and paste it into { $token }.

advice_deleted_before = { $name } tried to delete something that no longer exists. You do not need to do anything.
advice_missed_group = { $name } asked for a group that no longer exists. If it was deleted on purpose, you do not need to do anything. Otherwise, { $again }.
advice_missed_user = { $name } asked for a user who no longer exists. If the user was deleted on purpose, you do not need to do anything. Otherwise, { $again }.
advice_gone_group = { $name } requested a group that no longer exists, or never did. In { $name }, { $again }. The group is then found by name, or created if it is missing.
advice_gone_user = { $name } requested a user who no longer exists, or never did. In { $name }, { $again }. The user is then found by user name, or created if they are missing.
advice_doubled = The SCIM URL ends with /{ $endpoint }; remove it. Paste the SCIM URL of this connection into { $url } exactly as shown, with nothing after it.
advice_no_address = { $name } calls an address that does not exist. Paste the SCIM URL of this connection into { $url } exactly as shown, with nothing after it.
advice_no_method = { $name } uses an HTTP method that this address does not support. Check the SCIM URL in { $url }.
advice_taken_group = A group with this name already exists. Rename one of the two in { $name }{ $or }.
advice_taken_user = Another user already has this userName. Set { $matching } to `userName`, or give each user a different userName in { $name }{ $or }.

advice_policy = The policy of the connection does not allow this ({ $rule }). Follow the instructions in the response in { $name }, or change the policy of the connection.
advice_protected = The user is protected, so { $name } cannot disable or remove them. If you want to allow it, remove the protection.
advice_no_seat = The organization has no free seats. Unassign a user in { $name }, or increase the seats of the organization.
advice_unknown_member = { $name } tried to add a user to a group who does not exist here. Assign that user to the application too, then send the group again.
advice_changed = The user or group was changed by someone else in the meantime. { $name } reads it again by itself. You do not need to do anything.
advice_too_large = { $name } sends too much in one request. Reduce the number of members or shorten the filter. The response states the limit.
advice_not_json = { $name } does not send JSON. Choose application/scim+json there.
advice_too_often = { $name } calls too often. It will try again later. You do not need to do anything.
advice_not_offered = { $name } uses a feature that is not supported. The response says what to use instead.
advice_unavailable = The server could not process the call at that moment. { $name } tries again by itself. If this keeps happening, contact the operator of the server.

advice_manager_text_reference = { $name } sent `manager` as text. Set the type of the `manager` mapping to Reference.
advice_manager_list_reference = { $name } sent `manager` as a list. Set the type of the `manager` mapping to Reference.
advice_manager_text = { $name } sent `manager` as text. Change { $mapping } to send an object with the ID as its `value`{ $or }.
advice_manager_list = { $name } sent `manager` as a list. Change { $mapping } to send an object with the ID as its `value`{ $or }.
advice_active_text = { $name } sent `active` as text. Change { $mapping } to send true or false{ $or }.
advice_filter = { $name } searches for users or groups in a way that is not supported. Set { $matching } to `userName`, `externalId` or, for groups, `displayName`{ $or }.
advice_no_target = { $name } tried to change a value in a list that does not exist. Change { $mapping } to send the whole attribute{ $or }.
advice_read_only = { $name } tried to change `{ $attribute }`, which only the server can set. Remove it from { $mapping }.
advice_unknown_attribute = { $name } sent `{ $attribute }`, which is not an attribute. Correct it in { $mapping } or remove it{ $or }.
advice_bad_value = { $name } sent a value for `{ $attribute }` that is not valid. Correct it in { $mapping }, as the response says.
advice_malformed = { $name } sent a request that is not valid. The response says what is wrong.
