//! What to change in the provider after a call was refused. The providers' own pages are named as they name themselves.

messages! { Portal:
    advice_url_okta();
    advice_url_entra();
    advice_url_onelogin();
    advice_url_jumpcloud();
    advice_url();

    advice_token_okta();
    advice_token_entra();
    advice_token_onelogin();
    advice_token_jumpcloud();
    advice_token();

    advice_mapping_onelogin();
    advice_mapping();

    advice_matching_okta();
    advice_matching_entra();
    advice_matching_onelogin();
    advice_matching();

    advice_again_okta();
    advice_again_entra();
    advice_again_onelogin();
    advice_again_jumpcloud();
    advice_again();

    advice_group_again_okta();
    advice_group_again_entra();
    advice_group_again_onelogin();
    advice_group_again_jumpcloud();
    advice_group_again();

    advice_or_dialect(dialect);
    advice_or_switch(switch);
    advice_or_reactivate(switch);
    advice_or_link_okta();

    advice_bearer_typed(name, or);
    advice_bearer(name, or);
    advice_no_token(name, token);
    advice_foreign_token(name, token);
    advice_mistyped_token(name, token);
    advice_wrong_secret(name, token);
    advice_expired_token(name, token);
    advice_inactive_token(name, token);
    advice_disabled_connection(name);
    advice_provisioning_off(name);
    advice_wrong_address(name, token);
    advice_unknown_token(name, token);

    advice_deleted_before(name);
    advice_missed_group(name, again);
    advice_missed_user(name, again);
    advice_gone_group(name, again);
    advice_gone_user(name, again);
    advice_doubled(endpoint, url);
    advice_no_address(name, url);
    advice_no_method(name, url);
    advice_taken_group(name, or);
    advice_taken_user(name, matching, or);

    advice_policy(name, rule);
    advice_protected(name);
    advice_no_seat(name);
    advice_unknown_member(name);
    advice_changed(name);
    advice_too_large(name);
    advice_not_json(name);
    advice_too_often(name);
    advice_not_offered(name);
    advice_unavailable(name);

    advice_manager_text_reference(name);
    advice_manager_list_reference(name);
    advice_manager_text(name, mapping, or);
    advice_manager_list(name, mapping, or);
    advice_active_text(name, mapping, or);
    advice_filter(name, matching, or);
    advice_no_target(name, mapping, or);
    advice_read_only(name, attribute, mapping);
    advice_unknown_attribute(name, attribute, mapping, or);
    advice_bad_value(name, attribute, mapping);
    advice_malformed(name);
}
