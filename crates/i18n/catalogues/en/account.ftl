# Somebody's own account.

account_title = Your account
account_roles = Administrator of
account_installation = This installation
account_password = Password
account_password_old = Current password
account_password_ends = You stay signed in here; all other browsers are signed out.
account_password_button = Change the password
account_old_wrong = The current password is wrong. Nothing was changed.
account_language = Language of the pages and of mails to you
account_language_browser = As the browser asks for
account_save = Save
account_sessions = Where you are signed in
account_sessions_text = A session ends after 30 minutes without a click, and after 12 hours in any case.
account_since = Since
account_seen = Last seen
account_browser = Browser
account_this = This one
account_other = Another one
account_end_others = Sign out everywhere else
account_notice_saved = Your settings are saved.
account_notice_password = Your password is changed. All other browsers are signed out.
account_notice_others = All other browsers are signed out.
