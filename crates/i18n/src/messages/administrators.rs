//! Who is administrator.

messages! { Portal:
    administrators_text();
    administrators_installation_title();
    administrators_installation_text();
    administrators_empty_title();
    administrators_empty_text();
    administrators_name();
    administrators_role();
    administrators_state();
    administrators_signed_in();
    administrators_state_active();
    administrators_state_invited();
    administrators_state_unreached();
    administrators_add();
    administrators_owners_alone();
    administrators_add_text();
    administrators_add_button();
    administrators_already();
    administrators_mail();
    administrators_mail_waiting();
    administrators_mail_sent(at);
    administrators_mail_failed(why);
    administrators_tell_again();
    administrators_change();
    administrators_change_ends();
    administrators_change_ends_here();
    administrators_stale(name, role);
    administrators_remove();
    administrators_removal_title(name);
    administrators_remove_text();
    administrators_remove_text_here();
    administrators_remove_self();
    administrators_remove_self_here();
    administrators_remove_self_back();
    administrators_remove_button();
    administrators_notice_added();
    administrators_notice_changed();
    administrators_notice_removed();
    administrators_notice_told();
}
