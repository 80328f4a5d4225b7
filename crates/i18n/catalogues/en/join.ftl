# The pages that the link of an invitation leads to.

join_title = Invitation to { $organization }
join_opening = You are invited to join { $organization }.
join_names = Please enter your name.
join_given_name = Given name
join_family_name = Family name
join_names_missing = Enter your given name and your family name, with at most { $most } characters each.
join_button = Accept
join_until = You can accept this invitation until { $until }.

joined_title = Welcome
joined_text = You have joined { $organization }. You can close this page.
accepted_title = Thank you
accepted_text = You have accepted the invitation to { $organization }. An administrator now has to confirm you. There is nothing else for you to do. You can close this page.

used_title = This invitation has already been accepted
used_text = You have already accepted the invitation to { $organization }. There is nothing else to do.
expired_title = This invitation has expired
expired_text = The invitation to { $organization } was valid until { $until } and can no longer be accepted. Ask your administrator for a new one.
disabled_title = This account is disabled
disabled_text = Your account at { $organization } is disabled, so you cannot accept the invitation. Contact your administrator.
gone_title = This link does not work
gone_text = The invitation was withdrawn or replaced by a newer one, the account was removed, or the link is incomplete. Look for a newer email, or contact your administrator.
later_title = Please try again
later_text = Something went wrong on the server, and nothing was changed. Try again in a few minutes.
