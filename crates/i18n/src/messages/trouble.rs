//! What goes wrong.

messages! { Portal:
    trouble_sign_in_title();
    trouble_sign_in_text();
    trouble_sign_in_link();
    trouble_home_link();
    trouble_not_found_title();
    trouble_not_found_text();
    trouble_forbidden_title();
    trouble_forbidden_owner_text();
    trouble_forbidden_admin_text();
    trouble_form_title();
    trouble_form_foreign_text();
    trouble_form_forged_text();
    trouble_form_unclear_text();
    trouble_form_large_text();
    trouble_often_title();
    trouble_often_text();
    trouble_often_network_text();
    trouble_often_mail_title();
    trouble_often_mail_text();
    trouble_much_title();
    trouble_much_search_text();
    trouble_much_export_text();
    trouble_stale_title();
    trouble_stale_text();
    trouble_refused_title();
    trouble_later_title();
    trouble_later_text();
    confirm_title();
    confirm_text();
    confirm_wrong();
    confirm_button();
}
