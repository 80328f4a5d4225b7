//! What lists have in common.

messages! { Portal:
    lists_any();
    lists_source();
    lists_last_modified();
    lists_filter();
    lists_clear();
    lists_sort();
    lists_none_title();
    lists_none_text();
    lists_previous();
    lists_next();
    lists_cancel();
}
