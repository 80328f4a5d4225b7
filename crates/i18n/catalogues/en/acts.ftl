# What is done to many users at once.

acts_nobody_title = No users selected
acts_nobody_text = Go back, select users in the list, and choose the action again.
acts_back = Back to users
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
acts_do_invite = { $count ->
    [one] Invite one user
   *[other] Invite { $count } users
}
acts_do_invite_again = { $count ->
    [one] Resend one invitation
   *[other] Resend { $count } invitations
}
acts_do_withdraw = { $count ->
    [one] Withdraw one invitation
   *[other] Withdraw { $count } invitations
}
acts_do_confirm = { $count ->
    [one] Confirm one user
   *[other] Confirm { $count } users
}
acts_do_restore = { $count ->
    [one] Restore one user
   *[other] Restore { $count } users
}
acts_do_keep_out = { $count ->
    [one] Disable one user
   *[other] Disable { $count } users
}
acts_do_remove = { $count ->
    [one] Remove one user
   *[other] Remove { $count } users
}
acts_do_apply_held = { $count ->
    [one] Apply the held change of 1 user
   *[other] Apply the held changes of { $count } users
}
acts_do_undo_held = { $count ->
    [one] Undo the held change of 1 user
   *[other] Undo the held changes of { $count } users
}
acts_do_protect = { $count ->
    [one] Protect one user
   *[other] Protect { $count } users
}
acts_do_unprotect = { $count ->
    [one] Remove protection from one user
   *[other] Remove protection from { $count } users
}
acts_about_invite = Each user gets an invitation by email and uses a seat. For users who already have access there is nothing to do.
acts_about_invite_again = Each user gets a new invitation. Earlier links no longer work.
acts_about_withdraw = The invitations stop working and the seats become free. You can invite the users again later.
acts_about_confirm = Users who have accepted their invitation get access. Their status becomes Confirmed.
acts_about_restore = Disabled and revoked users return to their previous status. Each uses a seat again if that status needs one.
acts_about_keep_out = The users lose access and their seats become free. Depending on the settings of their connection, their status becomes Disabled or Revoked. You can restore them later.
acts_about_remove = The users and all of their data are removed, and they leave their groups. This cannot be undone. Protected users are removed as well: protection applies only to providers. A provider that still has them may send them again.
acts_about_held_removed = { $count ->
    [one] 1 user is removed with all of their data, and leaves their groups, as the provider wants. This cannot be undone.
   *[other] { $count } users are removed with all of their data, and leave their groups, as the provider wants. This cannot be undone.
}
acts_about_held_kept_out = { $count ->
    [one] 1 user, whom the provider only deactivated, stays without access and is no longer listed as held.
   *[other] { $count } users, whom the provider only deactivated, stay without access and are no longer listed as held.
}
acts_about_held_nothing = Nothing is held for these users any longer: nobody is removed.
acts_about_undo_held = Users return to the status they had before the provider’s change. Those who had access get it back, and use a seat if their status needs one. The provider is not told: correct the cause there too, or it may take their access away again with its next change.
acts_about_protect = Providers can no longer disable or remove these users. Administrators still can.
acts_about_unprotect = Providers can disable and remove these users again.
acts_each_alone = Users for whom this is not possible are left unchanged, and the reason is shown for each.
acts_progress = Progress
acts_reached = { $reached } of { $all } users done
acts_over = { $count ->
    [one] Finished: one user
   *[other] Finished: { $count } users
}
acts_go_on = Continue
acts_go_on_hint = Keep this page open until everything is done. If you leave it, completed changes are kept and the remaining users are not changed.
acts_stop = Stop
acts_interrupted = The last step failed because of a server error. Changes made before it are kept. Wait a moment, then continue.
acts_results = Results
acts_all = All ({ $count })
acts_tab_done = Done ({ $count })
acts_tab_nothing = No change ({ $count })
acts_tab_refused = Refused ({ $count })
acts_tab_gone = Not found ({ $count })
acts_done = Done
acts_nothing = No change
acts_refused = Refused
acts_gone = Not found
acts_outcome = Result
acts_why = Reason
acts_kept_out_meanwhile = This user lost access after this run started, so they were left unchanged. Check their history, and restore them individually if appropriate.
acts_held_meanwhile = This user lost access after this run started, so they were left unchanged. They are listed as held: decide about them separately.
acts_held = This user is among the held changes and was left unchanged. Apply or undo the held change instead.
acts_has_access = The user already has access.
acts_left_kept_out = { $count ->
    [one] One user who matches the filters still has access: they were added or changed during this run, or refused. Check them and run the action again.
   *[other] { $count } users who match the filters still have access: they were added or changed during this run, or refused. Check them and run the action again.
}
acts_left_removed = { $count ->
    [one] One user who matches the filters still exists: they were added or changed during this run, or refused. Check them and run the action again.
   *[other] { $count } users who match the filters still exist: they were added or changed during this run, or refused. Check them and run the action again.
}
acts_left_link = Show the users who match the filters
acts_lost = { $count ->
    [one] The result of one user is no longer kept on this server. It is included in the total above, and the audit trail shows what changed.
   *[other] The results of { $count } users are no longer kept on this server. They are included in the totals above, and the audit trail shows what changed.
}
acts_bounds = Up to { $most } results are kept, for { $minutes } minutes.
