//! What was done to a user or a group.

messages! { Portal:
    history_empty_title();
    history_empty_text();
    history_changes(count);
    history_attribute();
    history_before();
    history_after();
    history_newest();
    history_older();
}
