//! The guide for OneLogin.

messages! { Portal:
    guide_onelogin_add_title();
    guide_onelogin_add_find();
    guide_onelogin_add_save();
    guide_onelogin_connect_title();
    guide_onelogin_connect_url();
    guide_onelogin_connect_token();
    guide_onelogin_connect_enable();
    guide_onelogin_send_title();
    guide_onelogin_send_enable();
    guide_onelogin_send_leavers();
    guide_onelogin_send_user_name();
    guide_onelogin_send_groups();
    guide_onelogin_assign_title();
    guide_onelogin_assign_user();
    guide_onelogin_assign_approve();
    guide_onelogin_attribute_parameter();
    guide_onelogin_attribute_template();
}
