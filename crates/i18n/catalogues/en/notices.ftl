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
notices_held_subject = { $organization }: many users lost access at once
notices_held_text = Within ten minutes, an identity provider took away access to { $organization } from many users. This may be a mistake, such as a changed assignment in the provider.
notices_held_about = These users have no access. Since Rollbook noticed this, none of them has been removed. If it was a mistake, undo the held changes: the users get their access back.
notices_held_how = To see which users these are, open this page:
notices_held_button = Look at the held changes
notices_held_ignore = If this was intended, the only thing left to do is to apply the held changes, which an owner can do.
