//! What was done to a user or a group.

messages! { Portal:
    history_empty_title();
    history_empty_text();
    history_changes(count);
    history_newest();
    history_older();
}
