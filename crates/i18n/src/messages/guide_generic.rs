//! The guide for any other provider, and for scripts.

messages! { Portal:
    guide_generic_name();
    guide_generic_connect_title();
    guide_generic_connect_app();
    guide_generic_connect_url();
    guide_generic_connect_token();
    guide_generic_connect_match();
    guide_generic_connect_actions();
    guide_generic_connect_test();
    guide_generic_connect_assign();
    guide_generic_script_title();
    guide_generic_script_list();
    guide_generic_script_create();
}
