//! What can be switched on a connection's dialect.

messages! { Portal:
    switches_remove_values();
    switches_missing_element();
    switches_string_scalars();
    switches_dotted_keys();
    switches_unqualified_names();
    switches_old_urns();
    switches_bare_values();
    switches_blank_clears();
    switches_encoded_value();
    switches_unknown_attributes();
    switches_unknown_schemas();
    switches_read_only_echo();
    switches_put_keeps_members();
    switches_unquoted_literals();
    switches_encoded_filters();
    switches_element_comparison();
    switches_members_replace_is_add();
    switches_group_patch_answers_body();
    switches_raw_token();
    switches_post_reactivates();
}
