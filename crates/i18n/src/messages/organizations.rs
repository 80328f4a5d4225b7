//! The organizations.

messages! { Portal:
    organizations_title();
    organizations_about();
    organizations_name();
    organizations_empty_title();
    organizations_empty_text();
    organizations_none_text();
    organizations_new();
    organizations_create();
    organizations_create_text();
    organizations_find();
    organizations_find_button();
    organizations_clear();
    organizations_connections();
    organizations_seats();
    organizations_last_activity();
    organizations_role();
    organizations_concerns();
    organizations_concern_resync();
    organizations_concern_tokens();
    organizations_concern_refused();
    organizations_concern_confirm();
    organizations_concern_held();
    organizations_concern_mails();
    organizations_concern_seats();
    organizations_fine();
    organizations_previous();
    organizations_next();
    organizations_pages();
    organizations_notice_created();
}
