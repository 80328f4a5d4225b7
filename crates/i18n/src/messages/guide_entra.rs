//! The guide for Microsoft Entra ID, in the words of its admin center.

messages! { Portal:
    guide_entra_add_title();
    guide_entra_add_sign_in();
    guide_entra_add_new();
    guide_entra_add_name();
    guide_entra_connect_title();
    guide_entra_connect_open();
    guide_entra_connect_url();
    guide_entra_connect_token();
    guide_entra_connect_test(button);
    guide_entra_test_button();
    guide_entra_map_title();
    guide_entra_map_open();
    guide_entra_map_external_id();
    guide_entra_map_user_name();
    guide_entra_map_user_name_email();
    guide_entra_map_groups();
    guide_entra_assign_title();
    guide_entra_assign_open();
    guide_entra_assign_select();
    guide_entra_start_title();
    guide_entra_start_demand();
    guide_entra_start_scope();
    guide_entra_start_start();
    guide_entra_attribute_unlock();
    guide_entra_attribute_list();
    guide_entra_attribute_map();
    guide_entra_next_cycle();
    guide_entra_next_delete();
    guide_entra_trouble_log();
}
