//! The guide for Okta, in the words of its console.

messages! { Portal:
    guide_okta_add_title();
    guide_okta_add_sign_in();
    guide_okta_add_browse();
    guide_okta_add_find();
    guide_okta_add_name();
    guide_okta_connect_title();
    guide_okta_connect_open();
    guide_okta_connect_url();
    guide_okta_connect_token();
    guide_okta_connect_test(button);
    guide_okta_connect_header();
    guide_okta_test_button();
    guide_okta_send_title();
    guide_okta_send_enable();
    guide_okta_send_user_name();
    guide_okta_assign_title();
    guide_okta_assign_create_person();
    guide_okta_assign_create_group();
    guide_okta_assign_people();
    guide_okta_assign_groups();
    guide_okta_push_title();
    guide_okta_push_why();
    guide_okta_push_find();
    guide_okta_push_name();
    guide_okta_push_status();
    guide_okta_attribute_open();
    guide_okta_attribute_add();
    guide_okta_attribute_map();
    guide_okta_next_import();
    guide_okta_next_deactivate();
}
