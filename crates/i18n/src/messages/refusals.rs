//! Why something is not done, for the administrator who asked for it in the portal.

messages! { Portal:
    refusals_illegible();
    refusals_bad_name(max);
    refusals_organization_name_taken();
    refusals_connection_name_taken();
    refusals_user_name_taken();
    refusals_group_name_taken();
    refusals_too_many_tokens(max);

    refusals_bad_text(subject, text);
    refusals_text_mistake(mistake);
    refusals_too_large(max);
    refusals_too_long(attribute, max);
    refusals_okta_replaces(switch);

    refusals_nested_group();
    refusals_group_name_elsewhere(connection);
    refusals_group_name_local();
    refusals_group_of_connection(connection);
    refusals_several_groups();
    refusals_nobody_named(names);
    refusals_too_many_invited(count, max);
    refusals_unknown_members(ids);
    refusals_own_member();
    refusals_group_in_itself(member, group, path);
    refusals_nested_too_deep(levels, max);

    refusals_user_name_no_email();
    refusals_user_name_not_the_email();
    refusals_user_name_fixed();
    refusals_email_required();
    refusals_email_taken();
    refusals_too_many_emails();
    refusals_email_fixed();
    refusals_user_is_local();
    refusals_created_inactive();
    refusals_names_required();
    refusals_external_id_taken();
    refusals_external_id_too_long(max);
    refusals_no_seat(max);
    refusals_protected();
    refusals_invite_again();
    refusals_no_invitations();
    refusals_not_adopted();
    refusals_disabled();
    refusals_revoked();
    refusals_not_invited();
    refusals_invited_before();
    refusals_not_accepted();
    refusals_accepted_before();
    refusals_has_access();

    refusals_bad_email(max);
    refusals_bad_password(min, max);
    refusals_last_owner();

    refusals_attribute_bad_name(name, max);
    refusals_attribute_built_in(name);
    refusals_attribute_declared(name);
    refusals_attribute_spelt(name);
    refusals_attribute_no_extension();
    refusals_attribute_too_many(max);
    refusals_attribute_being_removed(name);
    refusals_attribute_used(name, users);
    refusals_attribute_urn_in_use(name);
    refusals_invitation_subject(language);
    refusals_invitation_text(language);
    refusals_reminder_subject(language);
    refusals_reminder_text(language);

    refusals_configuration_name_taken();
    refusals_configuration_too_many(max);
    refusals_configuration_fields(max);
    refusals_configuration_field_name(max);
    refusals_configuration_field_twice(name);
    refusals_configuration_mistake(field, mistake);

    refusals_variable_meant(position, name, meant);
    refusals_variable_unknown(position, name);
    refusals_variable_unclosed(position);
    refusals_variable_nameless(position);
    refusals_variable_control(position);
    refusals_variable_too_long(max);
    refusals_variable_too_many(max);

    refusals_policy_preset(presets);
    refusals_policy_form();
    refusals_policy_no_knob(name);
    refusals_policy_value(name, choices);

    refusals_quoted(text);
}
