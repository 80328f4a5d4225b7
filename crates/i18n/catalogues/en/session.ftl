# Signing in, and the first start.

session_title = Sign in
session_email = E-mail address
session_password = Password
session_button = Sign in
session_wrong = The e-mail address or the password is wrong.
session_forgotten = Forgotten your password?
setup_title = Welcome to Rollbook
setup_text = You make the first account: that of the owner of this installation. Others are invited by you.
setup_name = Your name
setup_password_hint = At least { $least } characters. A few words that nobody would put together are easy to remember and hard to guess.
setup_button = Create the account
setup_link_title = Use the link of the server
setup_link_text = The first owner is made with a link that “rollbook serve” prints when it starts. It works once and for three days; starting the server again prints a new one. If there is an owner already, sign in.
