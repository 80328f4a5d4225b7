# Why something is not done, for the administrator who asked for it in the portal.

refusals_illegible = A name must contain at least one visible character, and no line breaks or other control characters.
refusals_bad_name = The name must have 1 to { $max } characters, at least one of them visible, and no control characters.
refusals_organization_name_taken = Another organization already has this name. Choose another name.
refusals_connection_name_taken = Another connection of this organization already has this name. Choose another name.
refusals_user_name_taken = Another user of this organization already has this user name. Choose another one, or edit the existing user.
refusals_group_name_taken = Another group already has this name. Choose another name, or edit the existing group.
refusals_too_many_tokens = { $max ->
    [one] You can generate only one token at a time. Renew the existing token instead, or delete it first.
   *[other] You can generate up to { $max } tokens at a time. Delete one first.
}

refusals_bad_text = A subject must be one line of 1 to { $subject } characters, and a text must have 1 to { $text } characters. Control characters are not allowed.
refusals_text_mistake = The text cannot be used. { $mistake }
refusals_too_large = This exceeds the limit of { $max } bytes. Enter fewer or shorter values.
refusals_too_long = { $attribute } exceeds the limit of { $max } bytes. Enter a shorter value.
refusals_okta_replaces = { $switch } cannot be used with Okta: when Okta replaces the members of a group, the others have to leave it. Turn the option off.

refusals_nested_group = The policy of the connection does not allow a group as a member of a group. Add the members of that group instead.
refusals_group_name_elsewhere = The connection { $connection } already has a group with this name. Choose another name, or delete that group first.
refusals_group_name_local = The organization already has a local group with this name. Choose another name, or delete that group first.
refusals_group_of_connection = This group is managed by the connection { $connection }, and a change made here would be overwritten. Change it in the provider.
refusals_several_groups = Several connections have a group with this name. Enter the ID of the group instead.
refusals_nobody_named = No user or group matches { $names }, so nothing was changed. Check the user name or the ID.
refusals_too_many_invited = The members given by email address would add { $count } users, but only { $max } can be added at once. Add them in several steps.
refusals_unknown_members = No user or group has the ID { $ids }. Add the user or group first, then add it as a member.
refusals_own_member = A group cannot be a member of itself. Choose another member.
refusals_group_in_itself = { $member } cannot be a member of { $group }, because { $group } is already in { $member } ({ $path }). Remove it there first.
refusals_nested_too_deep = The groups would be nested { $levels } levels deep or more. The limit is { $max } levels. Add the members of the inner groups to an outer group instead.

refusals_user_name_no_email = The policy of the connection requires the user name to be an email address. Enter an email address.
refusals_user_name_not_the_email = The policy of the connection requires the user name and the email address to be the same. Enter the same value for both.
refusals_user_name_fixed = The policy of the connection does not allow the user name to be changed. Remove the user and add a new one instead.
refusals_email_required = The policy of the connection requires an email address. Enter one.
refusals_email_taken = Another user already has this email address, which identifies users here. Enter another one, or edit the existing user.
refusals_too_many_emails = The policy of the connection allows only one email address. Remove the others.
refusals_email_fixed = The policy of the connection does not allow the email address to be changed. Remove the user and add a new one instead.
refusals_user_is_local = This person already exists as a local user of the organization. Edit that user, or remove it first.
refusals_created_inactive = The policy of the connection does not allow inactive users to be added. Set the user to Active first.
refusals_names_required = The policy of the connection requires a name. Enter a given name or a family name.
refusals_external_id_taken = Another user or group of this connection already has this external ID. Enter another one.
refusals_external_id_too_long = An external ID can have at most { $max } characters. Enter a shorter one.
refusals_no_seat = { $max ->
    [0] The organization has no seats. Ask for seats.
    [one] The only seat of the organization is in use. Disable or remove a user, or ask for more seats.
   *[other] All { $max } seats of the organization are in use. Disable or remove a user, or ask for more seats.
}
refusals_protected = The user is protected and cannot be disabled or removed. Remove the protection first.
refusals_invite_again = The user no longer has access, and setting them to Active does not restore it. Invite the user again.
refusals_no_invitations = This connection does not use invitations: users sent by the provider have access immediately. You do not need to do anything.
refusals_not_adopted = This is local to the organization and is not linked to the connection, so the provider cannot delete it. An administrator can remove it here.
refusals_disabled = The user is disabled. Enable the user first.
refusals_revoked = The user’s access is revoked. Restore the user first.
refusals_not_invited = The user has not been invited yet. Invite the user first.
refusals_invited_before = The user has already been invited. Resend the invitation instead.
refusals_not_accepted = The user has not accepted the invitation yet. Wait, or resend the invitation.
refusals_accepted_before = The user has already accepted the invitation. You do not need to do anything.
refusals_has_access = The user already has access. You do not need to do anything.

refusals_bad_email = This is not a valid email address, or it has more than { $max } characters. Enter an address such as zoe@example.com.
refusals_bad_password = The password must have { $min } to { $max } characters. A few unrelated words are easy to remember and hard to guess.
refusals_last_owner = This is the last owner. Without an owner, no one could manage administrators. Make another administrator an owner first.

refusals_attribute_bad_name = { $name } cannot be the name of an attribute: it must start with a letter, and can have up to { $max } letters, digits, “-” and “_”, without spaces.
refusals_attribute_built_in = { $name } is the name of a built-in variable. Choose another name.
refusals_attribute_declared = The connection already has the attribute { $name }. Choose another name.
refusals_attribute_spelt = Another connection of the organization has this attribute as { $name }. Use the same spelling: variables are case-sensitive.
refusals_attribute_no_extension = The policy of the connection does not allow custom attributes. First enter a namespace of custom attributes in its policy.
refusals_attribute_too_many = The connection has reached the limit of { $max } attributes. Delete one first.
refusals_attribute_being_removed = The values of the deleted attribute { $name } are still being removed. Try again in a moment.
refusals_attribute_used = The attribute { $name } is used by { $users }. Remove the variable there first.
refusals_attribute_urn_in_use = The namespace cannot be changed while the connection has custom attributes, because their values are stored under it. Leave the namespace set to { $name }, or delete the attributes first, which deletes their values.
refusals_invitation_subject = the subject of invitations ({ $language })
refusals_invitation_text = the text of invitations ({ $language })
refusals_reminder_subject = the subject of reminders ({ $language })
refusals_reminder_text = the text of reminders ({ $language })

refusals_configuration_name_taken = The organization already has a configuration with this name. Choose another name, or edit the existing configuration.
refusals_configuration_too_many = The organization has reached the limit of { $max } configurations. Delete one first.
refusals_configuration_fields = A configuration must have 1 to { $max } fields. Add or remove fields.
refusals_configuration_field_name = The name of a field must have 1 to { $max } characters and no control characters.
refusals_configuration_field_twice = Two fields have the name { $name }. Give each field its own name.
refusals_configuration_mistake = The field { $field } cannot be used. { $mistake }

refusals_variable_meant = At character { $position }: there is no variable { $name }. Did you mean { $meant }?
refusals_variable_unknown = At character { $position }: there is no variable { $name }. Choose one from the list, or add a custom attribute with this name to a connection first.
refusals_variable_unclosed = The variable at character { $position } has no closing brace. Add it, or enter two dollar signs to write a dollar sign.
refusals_variable_nameless = The variable at character { $position } has no name. Enter one, or enter two dollar signs to write a dollar sign.
refusals_variable_control = There is a control character at character { $position }. Remove it.
refusals_variable_too_long = The text is longer than { $max } characters. Shorten it.
refusals_variable_too_many = The text has more than { $max } variables. Use fewer, or split the text into two fields.

refusals_policy_preset = A policy starts with one of these presets: { $presets }.
refusals_policy_form = Write a setting of a policy like this: invite=manual.
refusals_policy_no_knob = A policy has no setting { $name }. Choose one from the list.
refusals_policy_value = { $name } can be set to: { $choices }.

refusals_quoted = “{ $text }”
