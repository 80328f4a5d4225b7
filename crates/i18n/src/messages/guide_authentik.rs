//! The guide for authentik.

messages! { Portal:
    guide_authentik_connect_title();
    guide_authentik_connect_new();
    guide_authentik_connect_type();
    guide_authentik_connect_url();
    guide_authentik_connect_token();
    guide_authentik_connect_backchannel();
    guide_authentik_attribute();
    guide_authentik_next_hourly();
}
