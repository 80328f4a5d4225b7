# What is done to many users at once.

acts_nobody_title = Nobody is selected
acts_nobody_text = Go back, tick users in the list, and choose again what is to be done.
acts_back = Back to the users
acts_ticked = { $count ->
    [one] One selected user
   *[other] { $count } selected users
}
acts_found = { $count ->
    [one] The one user found
   *[other] All { $count } users found
}
acts_more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
acts_about_invite = Each gets an invitation by mail and takes a seat.
acts_about_invite_again = Each gets a new invitation. Links that were sent before stop working.
acts_about_withdraw = The invitations stop working, the seats are freed, and the users wait to be invited again.
acts_about_confirm = Those who have accepted their invitation are confirmed and have access from then on.
acts_about_restore = Those who are disabled or revoked get back the status that they had before, and a seat where it takes one.
acts_about_keep_out = They lose their access and their seats are freed. Where the settings of their connection say so, they are called revoked. You can restore them later.
acts_about_remove = They are removed with all that is known of them and leave their groups. This cannot be undone. A provider that still has them may send them again.
acts_about_protect = No provider can disable or remove them any more. Administrators still can.
acts_about_unprotect = Their providers can disable and remove them again.
acts_each_alone = Each user is decided on alone: whoever it is not possible for is left as they are, and you are told why.
acts_progress = Progress
acts_reached = { $reached } of { $all } users done so far
acts_over = { $count ->
    [one] Finished: one user
   *[other] Finished: { $count } users
}
acts_go_on = Go on
acts_go_on_hint = Keep this page open until it has finished. If you leave it, what was done stays done, and the others stay as they are.
acts_stop = Stop
acts_interrupted = The server could not do the last step. What was done before stays done. Wait a moment, then go on.
acts_results = Results
acts_all = All ({ $count })
acts_tab_done = Done ({ $count })
acts_tab_nothing = Nothing to do ({ $count })
acts_tab_refused = Refused ({ $count })
acts_tab_gone = Not found ({ $count })
acts_done = Done
acts_nothing = Nothing to do
acts_refused = Refused
acts_gone = Not found
acts_outcome = Result
acts_why = Reason
acts_kept_out_meanwhile = They lost their access after this began, so they were left as they are. Look at their history, and restore them one by one if that is right.
acts_left_kept_out = { $count ->
    [one] One user who fits the filter still has access at this moment: they came or were changed while this went on, or were refused. Look at them, and do it again for them.
   *[other] { $count } users who fit the filter still have access at this moment: they came or were changed while this went on, or were refused. Look at them, and do it again for them.
}
acts_left_removed = { $count ->
    [one] One user who fits the filter is still there at this moment: they came or were changed while this went on, or were refused. Look at them, and do it again for them.
   *[other] { $count } users who fit the filter are still there at this moment: they came or were changed while this went on, or were refused. Look at them, and do it again for them.
}
acts_left_link = Show the users who fit the filter
acts_lost = { $count ->
    [one] The result of one user is not kept on this server any more. It is counted above, and stands in the audit trail if something changed.
   *[other] The results of { $count } users are not kept on this server any more. They are counted above, and what changed stands in the audit trail.
}
acts_bounds = Results are kept for { $minutes } minutes, { $most } of them at most.
