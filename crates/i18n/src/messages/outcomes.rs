//! What came of a call, in the list of the request log.

messages! { Portal:
    outcomes_refused(why);
    outcomes_created_user();
    outcomes_created_group();
    outcomes_taken_back();
    outcomes_read_user();
    outcomes_read_group();
    outcomes_listed_users(total);
    outcomes_listed_groups(total);
    outcomes_listed_all(total);
    outcomes_listed();
    outcomes_found_users(by, found);
    outcomes_found_groups(by, found);
    outcomes_found_all(by, found);
    outcomes_looked(by);
    outcomes_updated_user();
    outcomes_updated_group();
    outcomes_changed_user(attributes);
    outcomes_changed_group(attributes);
    outcomes_activated();
    outcomes_deactivated();
    outcomes_added(added);
    outcomes_removed(removed);
    outcomes_members(added, removed);
    outcomes_replaced(members);
    outcomes_deleted_user();
    outcomes_deleted_group();
    outcomes_bulk(done, refused);
    outcomes_discovered();
    outcomes_done();
}
