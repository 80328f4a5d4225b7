//! Signing in, and the first start.

messages! { Portal:
    session_title();
    session_email();
    session_password();
    session_button();
    session_wrong();
    session_forgotten();
    setup_title();
    setup_text();
    setup_name();
    setup_password_hint(least);
    setup_button();
    setup_link_title();
    setup_link_text();
}
