//! Why a call was refused, in the list of the request log.

messages! { Portal:
    causes_gone_user();
    causes_gone_group();
    causes_deleted_user();
    causes_deleted_group();
    causes_doubled(endpoint);
    causes_no_address();
    causes_no_method();
    causes_taken_user();
    causes_taken_group();
    causes_policy(rule);
    causes_protected();
    causes_no_seat();
    causes_unknown_member();
    causes_changed();
    causes_too_large();
    causes_not_json();
    causes_too_often();
    causes_not_offered();
    causes_unavailable();
    causes_manager_text();
    causes_manager_list();
    causes_active_text();
    causes_filter();
    causes_no_target();
    causes_read_only(attribute);
    causes_unknown_attribute(attribute);
    causes_bad_value(attribute);
    causes_malformed();
}
