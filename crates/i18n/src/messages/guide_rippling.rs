//! The guide for Rippling.

messages! { Portal:
    guide_rippling_add_title();
    guide_rippling_add_new();
    guide_rippling_add_scim();
    guide_rippling_connect_title();
    guide_rippling_connect_url();
    guide_rippling_connect_method();
    guide_rippling_connect_attributes();
    guide_rippling_connect_install();
    guide_rippling_assign_title();
    guide_rippling_assign_rules();
    guide_rippling_assign_match();
}
