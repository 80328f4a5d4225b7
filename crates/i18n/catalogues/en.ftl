# English. What stands here in braces is given by the caller; crates/i18n/src/messages.rs lists it.

mail-invitation-subject = Invitation to { $organization }
mail-invitation-opening = You are invited to join { $organization }.
mail-reminder-subject = Reminder: invitation to { $organization }
mail-reminder-opening = You were invited to join { $organization } and have not accepted yet.
mail-greeting = Hello { $name },
mail-greeting-nobody = Hello,
mail-how = To accept, open this link and press the button on the page:
mail-button = Accept the invitation
mail-until = The link works once, until { $until }.
mail-ignore = If you did not expect this mail, do nothing: without your consent nothing happens.

join-title = Invitation to { $organization }
join-opening = You are invited to join { $organization }.
join-names = Please say what you are called.
join-given-name = Given name
join-family-name = Family name
join-names-missing = Please fill in both names, with at most { $most } characters each.
join-button = Accept
join-until = This invitation can be accepted until { $until }.

joined-title = Welcome
joined-text = You have joined { $organization }. You can close this page.
accepted-title = Thank you
accepted-text = You have accepted the invitation to { $organization }. An administrator confirms it next; you need not do anything. You can close this page.

used-title = This invitation was accepted already
used-text = You have accepted the invitation to { $organization } before. Nothing was done now.
expired-title = This invitation has expired
expired-text = The invitation to { $organization } could be accepted until { $until }. Nothing was done. Ask your administrator for a new one.
disabled-title = This account is disabled
disabled-text = Your account at { $organization } is disabled at the moment, so the invitation cannot be accepted. Nothing was done. Ask your administrator.
gone-title = This link does not work
gone-text = The invitation was withdrawn or replaced by a newer one, the account was removed, or the link is incomplete. Nothing was done. Look for a newer mail, or ask your administrator.
later-title = Please try again
later-text = The server cannot do this at the moment. Nothing was done. Try again in a few minutes.
