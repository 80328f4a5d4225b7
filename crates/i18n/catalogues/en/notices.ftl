# What mails to administrators say.

notices_reset_subject = Choose a new password for Rollbook
notices_reset_text = Somebody, probably you, has asked for a new password for this e-mail address.
notices_reset_ignore = If it was not you, do nothing: your password stays as it is.
notices_appointment_subject = You are now an administrator of { $organization }
notices_appointment_text = You have been made an administrator of { $organization }. Your role: { $role }.
notices_installation_subject = You are now an administrator of Rollbook
notices_installation_text = You have been made an administrator of this installation of Rollbook, with all its organizations. Your role: { $role }.
notices_appointment_ignore = If you did not expect this mail, you need not do anything.
notices_choose_how = To choose your password, open this link:
notices_choose_button = Choose a password
notices_sign_in_how = Sign in with your e-mail address and your password:
notices_sign_in_button = Sign in
notices_test_subject = Test mail from Rollbook
notices_test_text = This is the test mail that you asked for. Mails from Rollbook arrive.
notices_test_how = It comes from the portal at this address:
notices_test_button = Open the portal
notices_test_ignore = You need not do anything.
