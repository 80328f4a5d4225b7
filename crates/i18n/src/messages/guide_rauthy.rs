//! The guide for Rauthy.

messages! { Portal:
    guide_rauthy_connect_title();
    guide_rauthy_connect_client();
    guide_rauthy_connect_enable();
    guide_rauthy_connect_url();
    guide_rauthy_connect_token();
    guide_rauthy_connect_groups();
    guide_rauthy_connect_save();
    guide_rauthy_next_delete();
    guide_rauthy_attribute();
}
