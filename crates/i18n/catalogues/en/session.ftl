# Signing in, and the first start.

session_title = Sign in
session_email = E-mail address
session_password = Password
session_button = Sign in
session_wrong = The e-mail address or the password is wrong.
session_forgotten = Forgotten your password?
password_title = Forgotten your password?
password_text = Give your e-mail address. If there is an account with it, you get a mail with a link to choose a new password. The link works once, for { $minutes } minutes.
password_button = Send the link
password_back = Back to sign-in
password_notice_mailed = If there is an account with this address, a mail with a link is on its way. If none arrives within some minutes, look among unwanted mails, or ask whoever appointed you.
password_choice_title = Choose a password
password_choice_text = This is the password for { $email }. All browsers in which you are signed in are signed out.
password_new = New password
password_choice_button = Save and sign in
password_over_title = This link does not work any more
password_over_text = It was used already, or it has expired. Ask for a new one; if you have chosen a password already, sign in.
password_over_button = Ask for a new link
setup_title = Welcome to Rollbook
setup_text = You make the first account: that of the owner of this installation. Others are invited by you.
setup_name = Your name
setup_password_hint = At least { $least } characters. A few words that nobody would put together are easy to remember and hard to guess.
setup_button = Create the account
setup_link_title = Use the link of the server
setup_link_text = The first owner is made with a link that “rollbook serve” prints when it starts. It works once and for three days; starting the server again prints a new one. If there is an owner already, sign in.
