//! What stands around every page of the portal.

messages! { Portal:
    frame_skip();
    frame_nav();
    frame_menu();
    frame_switch();
    frame_account();
    frame_sign_out();
    frame_overview();
    frame_people();
    frame_users();
    frame_groups();
    frame_admin();
    frame_identity();
    frame_connections();
    frame_system();
    frame_attributes();
    frame_configurations();
    frame_audit();
    frame_administrators();
    frame_settings();
    frame_organizations();
    frame_language();
    frame_copy();
    frame_copied();
    frame_copy_press();
    frame_notice_signed_out();
    frame_provisioning_off();
    frame_provisioning_off_ask();
}
