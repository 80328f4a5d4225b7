# Somebody's own account.

account_title = Your account
account_roles = Your roles
account_installation = This installation
account_password = Password
account_password_old = Current password
account_password_ends = You stay signed in here and are signed out of all other browsers.
account_password_button = Change password
account_old_wrong = The current password is wrong, so nothing was changed. Try again.
account_language = Language of pages and emails
account_language_browser = Same as the browser
account_save = Save
account_sessions = Active sessions
account_sessions_text = You are signed out after 30 minutes without activity, and after 12 hours in any case.
account_since = Signed in
account_seen = Last activity
account_browser = Browser
account_this = This browser
account_other = Another browser
account_end_others = Sign out of all other browsers
account_notice_saved = Your settings have been saved.
account_notice_password = Your password has been changed. You have been signed out of all other browsers.
account_notice_others = You have been signed out of all other browsers.
