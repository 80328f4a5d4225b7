//! The guide for Google Workspace.

messages! { Portal:
    guide_google_note();
    guide_google_connect_title();
    guide_google_connect_open();
    guide_google_connect_configure();
    guide_google_connect_values();
    guide_google_connect_map();
    guide_google_connect_scope();
    guide_google_connect_leavers();
    guide_google_connect_on();
    guide_google_next_hours();
}
