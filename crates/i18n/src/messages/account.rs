//! Somebody's own account.

messages! { Portal:
    account_title();
    account_roles();
    account_installation();
    account_password();
    account_password_old();
    account_password_ends();
    account_password_button();
    account_old_wrong();
    account_language();
    account_language_browser();
    account_save();
    account_sessions();
    account_sessions_text();
    account_since();
    account_seen();
    account_browser();
    account_this();
    account_other();
    account_end_others();
    account_notice_saved();
    account_notice_password();
    account_notice_others();
}
