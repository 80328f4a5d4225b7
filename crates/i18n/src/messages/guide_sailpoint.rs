//! The guide for SailPoint.

messages! { Portal:
    guide_sailpoint_connect_title();
    guide_sailpoint_connect_source();
    guide_sailpoint_connect_url();
    guide_sailpoint_connect_token();
    guide_sailpoint_connect_test(button);
    guide_sailpoint_send_title();
    guide_sailpoint_send_schema();
    guide_sailpoint_send_aggregate();
    guide_sailpoint_send_profile();
    guide_sailpoint_attribute();
}
