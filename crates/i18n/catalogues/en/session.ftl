# Signing in, and the first start.

session_title = Sign in
session_email = Email address
session_password = Password
session_button = Sign in
session_wrong = The email address or the password is wrong.
session_forgotten = Forgotten your password?
password_title = Forgotten your password?
password_text = Enter your email address. If it belongs to an account, we send it a link to choose a new password. The link works once and expires after { $minutes } minutes.
password_button = Send link
password_back = Back to sign-in
password_notice_mailed = If this address belongs to an account, we have sent it an email with a link. If it does not arrive within a few minutes, check your spam folder or ask the person who added you as an administrator.
password_choice_title = Choose a password
password_choice_text = This sets the password for { $email } and signs you out of all browsers.
password_choice_first = This sets the password for { $email }.
password_new = New password
password_choice_button = Save and sign in
password_over_title = This link no longer works
password_over_text = It has already been used or has expired. Request a new link. If you have already chosen a password, sign in.
password_over_button = Request a new link
setup_title = Welcome to Rollbook
setup_text = Create the first account: the owner of this installation. The owner can then invite other administrators.
setup_name = Your name
setup_password_hint = At least { $least } characters. A few unrelated words are easy to remember and hard to guess.
setup_button = Create account
setup_link_title = Open the setup link
setup_link_text = The first owner is created with the link that “rollbook serve” prints when it starts. The link works once and expires after three days. Restart the server to get a new one. If an owner already exists, sign in.
