//! What is done to many users at once.

messages! { Portal:
    acts_nobody_title();
    acts_nobody_text();
    acts_back();
    acts_ticked(count);
    acts_found(count);
    acts_more(count);
    acts_about_invite();
    acts_about_invite_again();
    acts_about_withdraw();
    acts_about_confirm();
    acts_about_restore();
    acts_about_keep_out();
    acts_about_remove();
    acts_about_protect();
    acts_about_unprotect();
    acts_each_alone();
    acts_progress();
    acts_reached(reached, all);
    acts_over(count);
    acts_go_on();
    acts_go_on_hint();
    acts_stop();
    acts_interrupted();
    acts_results();
    acts_all(count);
    acts_tab_done(count);
    acts_tab_nothing(count);
    acts_tab_refused(count);
    acts_tab_gone(count);
    acts_done();
    acts_nothing();
    acts_refused();
    acts_gone();
    acts_outcome();
    acts_why();
    acts_kept_out_meanwhile();
    acts_has_access();
    acts_left_kept_out(count);
    acts_left_removed(count);
    acts_left_link();
    acts_lost(count);
    acts_bounds(minutes, most);
}
