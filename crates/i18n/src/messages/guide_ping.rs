//! The guide for PingOne and PingFederate.

messages! { Portal:
    guide_ping_one_title();
    guide_ping_one_new();
    guide_ping_one_store();
    guide_ping_one_url();
    guide_ping_one_token();
    guide_ping_one_test(button);
    guide_ping_one_preferences();
    guide_ping_one_rule();
    guide_ping_federate_title();
    guide_ping_federate_connector();
    guide_ping_federate_url();
    guide_ping_federate_token();
    guide_ping_federate_channel();
}
