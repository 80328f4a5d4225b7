//! What a dialect let pass.

messages! { Portal:
    tolerances_string_scalar();
    tolerances_dotted_key();
    tolerances_unqualified_name();
    tolerances_old_urn();
    tolerances_missing_element();
    tolerances_remove_values();
    tolerances_bare_value();
    tolerances_blank_clears();
    tolerances_encoded_value();
    tolerances_unknown_attribute();
    tolerances_unknown_schema();
    tolerances_missing_schema();
    tolerances_members_replace_is_add();
    tolerances_read_only_echo();
    tolerances_stray_member();
    tolerances_repeated_schema();
    tolerances_put_keeps_members();
    tolerances_unquoted_literal();
    tolerances_encoded_filter();
    tolerances_element_comparison();
    tolerances_repeated_value();
    tolerances_replace_drops_many();
    tolerances_raw_token();
    tolerances_post_reactivates();
    tolerances_policy();
}
