//! The request log of a connection.

messages! { Portal:
    requests_title();
    requests_text(provider);
    requests_filter();
    requests_all();
    requests_refused();
    requests_off();
    requests_none();
    requests_none_text();
    requests_none_refused();
    requests_none_refused_text();
    requests_at();
    requests_call();
    requests_status();
    requests_outcome();
    requests_about();
    requests_tolerated_count(count);
    requests_pages();
    requests_kept(count);
    requests_kept_refused(count);
    requests_dropped(count);
    requests_newest();
    requests_older();
    requests_advice();
    requests_took();
    requests_no_token();
    requests_body();
    requests_answer();
    requests_empty();
    requests_cut();
    requests_tolerated();
    requests_tolerated_text();
    requests_redacted();
}
