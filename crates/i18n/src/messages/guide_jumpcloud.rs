//! The guide for JumpCloud.

messages! { Portal:
    guide_jumpcloud_add_title();
    guide_jumpcloud_add_new();
    guide_jumpcloud_add_custom();
    guide_jumpcloud_add_name();
    guide_jumpcloud_connect_title();
    guide_jumpcloud_connect_url();
    guide_jumpcloud_connect_token();
    guide_jumpcloud_connect_email();
    guide_jumpcloud_connect_test(button);
    guide_jumpcloud_assign_title();
    guide_jumpcloud_assign_groups();
    guide_jumpcloud_assign_members();
}
