# What mails say.

mail_invitation_subject = Invitation to { $organization }
mail_invitation_opening = You are invited to join { $organization }.
mail_reminder_subject = Reminder: invitation to { $organization }
mail_reminder_opening = You were invited to join { $organization } and have not accepted yet.
mail_greeting = Hello { $name },
mail_greeting_nobody = Hello,
mail_how = To accept, open this link and press the button on the page:
mail_button = Accept the invitation
mail_until = The link works once, until { $until }.
mail_ignore = If you did not expect this mail, do nothing: without your consent nothing happens.
