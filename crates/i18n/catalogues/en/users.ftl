# The list of users, and one more of them.

users_title = Users
users_add = Add user
users_empty_title = No users yet
users_empty_text = Connect your identity provider to import its users, or add a user yourself.
users_empty_connect = Connect an identity provider
users_search = Search
users_search_hint = Name, user name or email
users_name = Name
users_user_name = User name
users_email = Email
users_status = Status
users_invitation = Invitation
users_created = Added
users_protected = Protected
users_held = Held changes
users_held_access = Held: lost access
users_held_removal = Held: removal
users_held_none_title = No held changes
users_held_none_text = No user who matches the filters has a held change, or all of them have been decided.
users_count = { $count ->
    [one] One user
   *[other] { $count } users
}
users_count_more = More than { $count } users
users_tick = Select
users_tick_all = Select this page
users_tick_one = Select { $name }
users_everyone = { $count ->
    [one] The one user found
   *[other] All { $count } users found
}
users_everyone_more = All users found (more than { $count })
users_more_acts = More actions
users_act_protect = Protect
users_act_apply_held = Apply held change
users_act_undo_held = Undo held change
users_act_unprotect = Remove protection
users_new_title = Add user
users_new_text = This is a local user of the organization. No provider changes it, unless a connection is set to take over local users.
users_user_name_hint = Leave empty to use the email address.
users_user_name_missing = Enter an email address or a user name.
users_entry = Access
users_entry_invited = Invite now
users_entry_invited_hint = The user gets an invitation by email and uses a seat. Access starts when they accept.
users_entry_staged = Invite later
users_entry_staged_hint = No email is sent and no seat is used until you invite the user.
users_entry_confirmed = Give access without an invitation
users_entry_confirmed_hint = No email is sent. The user has access immediately, with the status “Confirmed”, and uses a seat.
