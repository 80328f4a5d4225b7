# What mails say.

mail_invitation_subject = Invitation to { $organization }
mail_invitation_opening = You are invited to join { $organization }.
mail_reminder_subject = Reminder: invitation to { $organization }
mail_reminder_opening = You have been invited to join { $organization } but have not accepted yet.
mail_greeting = Hello { $name },
mail_greeting_nobody = Hello,
mail_how = To accept, open this link and click the button on the page:
mail_button = Accept invitation
mail_until = The link works once, until { $until }.
mail_ignore = If you did not expect this email, you can ignore it: nothing happens unless you accept.
