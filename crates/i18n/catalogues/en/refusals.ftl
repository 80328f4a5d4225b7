# Why something is not done, for the administrator who asked for it in the portal.

refusals_bad_name = The name must have 1 to { $max } characters and no control characters.
refusals_organization_name_taken = Another organization has this name. Choose another name.
refusals_connection_name_taken = Another connection of the organization has this name. Choose another name.
refusals_user_name_taken = Another user of the organization has this user name. Choose another one, or change the user who is there.
refusals_group_name_taken = Another group has this name. Choose another name, or change the group that is there.
refusals_too_many_tokens = { $max ->
    [one] The connection has its one token already. Renew or delete it first.
   *[other] The connection has { $max } tokens already, and may have no more. Renew or delete one first.
}

refusals_bad_text = A subject has 1 to { $subject } characters on one line, and a text 1 to { $text }; neither has control characters.
refusals_text_mistake = The text cannot be used. { $mistake }
refusals_too_large = This would have more than { $max } bytes, which is the most. Enter fewer or shorter values.
refusals_too_long = { $attribute } would have more than { $max } bytes, which is the most. Enter a shorter value.
refusals_okta_replaces = { $switch } is not for Okta: when Okta replaces the members of a group, it means that the others leave. Leave the switch off.

refusals_nested_group = A group cannot be a member of a group here, because the connection's policy does not let it. Add its members instead.
refusals_group_name_elsewhere = The connection { $connection } has a group of this name. Choose another name, or remove that group first.
refusals_group_name_local = The organization has a local group of this name. Choose another name, or remove that group first.
refusals_group_of_connection = The group comes from the connection { $connection }, whose provider would undo the change. Change it in the provider.
refusals_several_groups = Several connections have a group of this name. Name it by its ID.
refusals_nobody_named = Nobody and no group is found by { $names }. Check the user name or the ID; nothing was changed.
refusals_too_many_invited = The members named by e-mail address would bring in { $count } people, and { $max } is the most at once. Add them in several steps.
refusals_unknown_members = No user and no group has the ID { $ids }. Add the user or the group first, and then the member.
refusals_own_member = A group cannot be a member of itself. Choose another member.
refusals_group_in_itself = { $member } cannot be a member of { $group }, because { $group } is in { $member } already ({ $path }). Take it out there first.
refusals_nested_too_deep = The groups would be nested in { $levels } levels or more, and { $max } is the most. Add the inner groups' members further out instead.

refusals_user_name_no_email = The user name must have the form of an e-mail address, as the connection's policy says. Enter one.
refusals_user_name_not_the_email = The user name and the e-mail address must be the same, as the connection's policy says. Enter the same for both.
refusals_user_name_fixed = The user name cannot be changed once the user is there, as the connection's policy says. Remove the user and add a new one instead.
refusals_email_required = The user needs an e-mail address, as the connection's policy says. Enter one.
refusals_email_taken = Somebody has this e-mail address already, and people are known by it here. Enter another one, or change the user who is there.
refusals_too_many_emails = The user may have one e-mail address only, as the connection's policy says. Leave the others out.
refusals_email_fixed = The e-mail address cannot be changed once the user is there, as the connection's policy says. Remove the user and add a new one instead.
refusals_user_is_local = The organization has this person already as a local user. Change that user, or remove them first.
refusals_created_inactive = Nobody can be added who is inactive, as the connection's policy says. Set the user to active first.
refusals_names_required = The user needs a name, as the connection's policy says. Enter a given name or a family name.
refusals_external_id_taken = Another user or group of this connection has this external ID. Enter another one.
refusals_external_id_too_long = An external ID has at most { $max } characters. Enter a shorter one.
refusals_no_seat = { $max ->
    [0] The organization has no seats. Ask for some.
    [one] The organization's one seat is taken. Disable or remove somebody, or ask for more seats.
   *[other] All { $max } seats of the organization are taken. Disable or remove somebody, or ask for more seats.
}
refusals_protected = The user is protected and can be neither disabled nor removed. Take the protection away first.
refusals_invite_again = Somebody who was kept out does not come back by being activated. Invite them again.
refusals_no_invitations = Nobody is invited here: as the connection's policy says, whoever the provider brings in is there at once.
refusals_not_adopted = This belongs to the organization itself, and the connection has not adopted it. Remove it as an administrator.
refusals_disabled = The user is disabled. Enable them first.
refusals_revoked = The user's access is revoked. Restore it first.
refusals_not_invited = The user has not been invited yet. Invite them first.
refusals_invited_before = The user has been invited already. Send the invitation again instead.
refusals_not_accepted = The user has not accepted the invitation yet. Wait, or send it again.
refusals_accepted_before = The user has accepted the invitation already. There is nothing to do.

refusals_bad_email = This is no e-mail address, or it has more than { $max } characters. Enter one like zoe@example.com.
refusals_bad_password = The password must have { $min } to { $max } characters. A few words that nobody would put together are easy to remember and hard to guess.
refusals_last_owner = This is the last owner, and without one nobody could appoint anybody. Make somebody else owner first.

refusals_attribute_bad_name = The name of an attribute begins with a letter and has up to { $max } letters, digits, "-" and "_".
refusals_attribute_built_in = { $name } is a built-in variable, which every user has. Choose another name.
refusals_attribute_declared = The connection has the attribute { $name } already. Choose another name.
refusals_attribute_spelt = Another connection of the organization has this attribute as { $name }. Use the same spelling: variables are told apart by case.
refusals_attribute_no_extension = The connection's policy has no custom attributes. Give the policy the name of an extension first.
refusals_attribute_too_many = The connection has { $max } attributes, as many as it may have. Delete one of them first.
refusals_attribute_being_removed = The values of the former attribute { $name } are still being removed. Try again in a moment.
refusals_attribute_used = The attribute { $name } is used by { $users }. Take the variable out there first.
refusals_attribute_urn_in_use = The name of the extension cannot change while there are attributes, because their values stand under it. Delete the attributes first.
refusals_invitation_subject = the subject of invitations ({ $language })
refusals_invitation_text = the text of invitations ({ $language })
refusals_reminder_subject = the subject of reminders ({ $language })
refusals_reminder_text = the text of reminders ({ $language })

refusals_configuration_name_taken = The organization has a configuration of this name. Choose another name, or change the one that is there.
refusals_configuration_too_many = The organization has { $max } configurations, as many as it may have. Delete one of them first.
refusals_configuration_fields = A configuration has 1 to { $max } fields. Add or remove some.
refusals_configuration_field_name = The name of a field must have 1 to { $max } characters and no control characters.
refusals_configuration_field_twice = Two fields have the name { $name }. Give each its own.
refusals_configuration_mistake = The field { $field } cannot be used. { $mistake }

refusals_variable_meant = At character { $position }, there is no variable { $name }. Did you mean { $meant }?
refusals_variable_unknown = At character { $position }, there is no variable { $name }. Choose one of the list, or add a custom attribute of that name to a connection first.
refusals_variable_unclosed = The variable at character { $position } has no closing brace. Add it, or write two dollar signs for the text itself.
refusals_variable_nameless = The variable at character { $position } has no name. Enter one, or write two dollar signs for the text itself.
refusals_variable_control = There is a control character at character { $position }. Take it out.
refusals_variable_too_long = The text is longer than { $max } characters. Shorten it.
refusals_variable_too_many = The text has more than { $max } variables. Use fewer, or two fields.

refusals_policy_preset = A policy begins with one of the presets: { $presets }.
refusals_policy_form = A setting of a policy is written like this: invite=manual.
refusals_policy_no_knob = A policy has no setting { $name }. Choose one of the list.
refusals_policy_value = { $name } can be set to: { $choices }.

refusals_quoted = "{ $text }"
