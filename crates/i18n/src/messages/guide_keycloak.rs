//! The guide for Keycloak with a SCIM extension.

messages! { Portal:
    guide_keycloak_note();
    guide_keycloak_install_title();
    guide_keycloak_install_file();
    guide_keycloak_install_events();
    guide_keycloak_connect_title();
    guide_keycloak_connect_add();
    guide_keycloak_connect_url();
    guide_keycloak_connect_token();
    guide_keycloak_connect_sync();
    guide_keycloak_connect_now();
}
