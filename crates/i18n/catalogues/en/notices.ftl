# What mails to administrators say.

notices_reset_subject = Choose a new password for Rollbook
notices_reset_text = Someone, probably you, asked to reset the password for this email address.
notices_reset_ignore = If this was not you, ignore this email: your password does not change.
notices_appointment_subject = You are now an administrator of { $organization }
notices_by = { $who } added you.
notices_appointment_text = You have been added as an administrator of { $organization }. Your role: { $role }.
notices_appointment_about = Rollbook manages who has access to { $organization }: its users and groups, and the identity providers they come from.
notices_installation_subject = You are now an administrator of Rollbook
notices_installation_text = You have been added as an administrator of this Rollbook installation and all its organizations. Your role: { $role }.
notices_installation_about = Rollbook manages who has access to each organization: its users and groups, and the identity providers they come from.
notices_appointment_ignore = If you did not expect this email, you can ignore it.
notices_choose_how = To choose your password, open this link:
notices_choose_button = Choose a password
notices_sign_in_how = Sign in with your email address and your password:
notices_sign_in_button = Sign in
notices_test_subject = Test email from Rollbook
notices_test_text = This is the test email you requested. Rollbook can send email.
notices_test_how = It was sent from the portal at this address:
notices_test_button = Open the portal
notices_test_ignore = There is nothing you need to do.
