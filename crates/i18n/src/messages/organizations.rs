//! The organizations.

messages! { Portal:
    organizations_title();
    organizations_name();
    organizations_empty_title();
    organizations_empty_text();
    organizations_new();
    organizations_create();
    organizations_notice_created();
}
