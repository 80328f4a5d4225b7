//! The guide for CyberArk Identity.

messages! { Portal:
    guide_cyberark_connect_title();
    guide_cyberark_connect_app();
    guide_cyberark_connect_enable();
    guide_cyberark_connect_url();
    guide_cyberark_connect_token(button);
    guide_cyberark_connect_leavers();
    guide_cyberark_assign_title();
    guide_cyberark_assign_roles();
    guide_cyberark_assign_permissions();
}
