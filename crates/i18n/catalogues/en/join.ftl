# The pages that the link of an invitation leads to.

join_title = Invitation to { $organization }
join_opening = You are invited to join { $organization }.
join_names = Please say what you are called.
join_given_name = Given name
join_family_name = Family name
join_names_missing = Please fill in both names, with at most { $most } characters each.
join_button = Accept
join_until = This invitation can be accepted until { $until }.

joined_title = Welcome
joined_text = You have joined { $organization }. You can close this page.
accepted_title = Thank you
accepted_text = You have accepted the invitation to { $organization }. An administrator confirms it next; you need not do anything. You can close this page.

used_title = This invitation was accepted already
used_text = You have accepted the invitation to { $organization } before. Nothing was done now.
expired_title = This invitation has expired
expired_text = The invitation to { $organization } could be accepted until { $until }. Nothing was done. Ask your administrator for a new one.
disabled_title = This account is disabled
disabled_text = Your account at { $organization } is disabled at the moment, so the invitation cannot be accepted. Nothing was done. Ask your administrator.
gone_title = This link does not work
gone_text = The invitation was withdrawn or replaced by a newer one, the account was removed, or the link is incomplete. Nothing was done. Look for a newer mail, or ask your administrator.
later_title = Please try again
later_text = The server cannot do this at the moment. Nothing was done. Try again in a few minutes.
