# The list of users, and one more of them.

users_title = Users
users_add = Add user
users_empty_title = No users yet
users_empty_text = Connect your identity provider, which then sends its users, or add somebody by hand.
users_empty_connect = Connect a provider
users_search = Search
users_search_hint = Name, login name or e-mail
users_name = Name
users_user_name = Login name
users_email = E-mail
users_status = Status
users_invitation = Invitation
users_created = Added
users_protected = Protected
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
users_everyone_more = All users found, more than { $count }
users_more_acts = More actions
users_act_protect = Protect
users_act_unprotect = End protection
users_new_title = Add a user
users_new_text = This user belongs to the organization itself. No provider changes them, unless one is set to take over local users.
users_user_name_hint = Leave it empty if it is the e-mail address.
users_user_name_missing = Enter an e-mail address or a login name.
users_entry = How they come in
users_entry_invited = Invite now
users_entry_invited_hint = They get an invitation by mail and take a seat. When they have accepted, they are in.
users_entry_staged = Wait
users_entry_staged_hint = No mail is sent and no seat is taken until you invite them.
users_entry_confirmed = They are in already
users_entry_confirmed_hint = No mail is sent. They take a seat and can be used at once.
