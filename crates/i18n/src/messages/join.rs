//! The pages that the link of an invitation leads to.

messages! { Mail:
    join_title(organization);
    join_opening(organization);
    join_names();
    join_given_name();
    join_family_name();
    join_names_missing(most);
    join_button();
    join_until(until);

    joined_title();
    joined_text(organization);
    accepted_title();
    accepted_text(organization);

    used_title();
    used_text(organization);
    expired_title();
    expired_text(organization, until);
    disabled_title();
    disabled_text(organization);
    gone_title();
    gone_text();
    later_title();
    later_text();
}
