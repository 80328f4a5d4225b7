//! Signing in, a forgotten password, and the first start.

messages! { Portal:
    session_title();
    session_email();
    session_password();
    session_button();
    session_wrong();
    session_forgotten();
    password_title();
    password_text(minutes);
    password_button();
    password_back();
    password_notice_mailed();
    password_choice_title();
    password_choice_text(email);
    password_choice_first(email);
    password_new();
    password_choice_button();
    password_over_title();
    password_over_text();
    password_over_button();
    setup_title();
    setup_text();
    setup_name();
    setup_password_hint(least);
    setup_button();
    setup_link_title();
    setup_link_text();
}
