# An organization at a glance.

overview_number = { $count }
overview_new_title = Three steps to your first users
overview_new_text = Your identity provider adds users and groups automatically and keeps them up to date.
overview_new_administrator = Add the organization’s administrator
overview_new_administrator_text = Someone at your customer who sees only this organization. They get an email and can connect the identity provider themselves.
overview_new_connect = Choose your identity provider
overview_new_connect_text = Okta, Entra ID or any other provider that supports SCIM 2.0.
overview_new_token = Generate a token
overview_new_token_text = You get a token and a SCIM URL, each with a Copy button.
overview_new_push = Enter both in your provider
overview_new_push_text = The guide shows you where. This page shows the first call as soon as it arrives.
overview_new_button = Connect an identity provider
overview_attention = Needs attention
overview_calm = Nothing needs attention.
overview_sources = By source
overview_source = Source
overview_all = All
overview_no_connection = No identity provider is connected.
overview_connection = Connection
overview_health = Health
overview_last_call = Last call
overview_activity = The last { $days } days
overview_seats = Seats
overview_seats_used = { $used } of { $max } seats used
overview_seats_full = No free seats ({ $max } of { $max } in use). No more users can be invited or added until a seat is free.
overview_restored = Restored
overview_restored_text = The data was restored from a backup on { $time }.
overview_restored_more = Until the providers have sent everything again, some data may be older than theirs.
overview_refused = Calls refused
overview_refused_text =
    { $count ->
        [one] { $connection }: { $count } call was refused in the last 24 hours and has not succeeded since.
       *[other] { $connection }: { $count } calls were refused in the last 24 hours and have not succeeded since.
    }
overview_refused_about = The last refused call was about { $name }.
overview_refused_link = View request log
overview_token = Token
overview_token_expires = A token of { $connection } expires on { $time }. Renew it before then.
overview_token_expired = A token of { $connection } expired on { $time }. Renew it.
overview_token_none = { $connection } has no usable token, so all its calls are refused. Generate or renew a token.
overview_token_link = View tokens
overview_held = Held changes
overview_held_text =
    { $count ->
        [one] { $connection } took access away from many users at once: { $count } change is held.
       *[other] { $connection } took access away from many users at once: { $count } changes are held.
    }
overview_held_owner = These users have no access, and none of them is removed until you decide. Undo the changes if they were a mistake, or apply them.
overview_held_admin = These users have no access, and none of them is removed until an owner decides. Undo the changes if they were a mistake, or disable the users to let the loss of access stand. Only an owner can apply removals.
overview_held_auditor = These users have no access, and none of them is removed until an administrator decides.
overview_held_link = Review held changes
overview_held_removed =
    { $count ->
        [one] { $count } user was removed before this was noticed. The audit trail names them.
       *[other] { $count } users were removed before this was noticed. The audit trail names them.
    }
overview_confirm = To confirm
overview_confirm_text =
    { $count ->
        [one] { $count } user is waiting to be confirmed.
       *[other] { $count } users are waiting to be confirmed.
    }
overview_expired = Expired invitations
overview_expired_text =
    { $count ->
        [one] { $count } invitation has expired.
       *[other] { $count } invitations have expired.
    }
overview_at_least = There may be more: not everything was counted.
overview_users_link = View users
overview_mails = Email
overview_mails_text =
    { $count ->
        [one] { $count } email could not be sent.
       *[other] { $count } emails could not be sent.
    }
overview_mails_given_up =
    { $count ->
        [one] { $count } of them will not be retried.
       *[other] { $count } of them will not be retried.
    }
overview_mails_link = Test email settings
overview_chart_added = Users added
overview_chart_changed = Users changed
overview_chart_lost = Users disabled or removed
overview_chart_groups = Groups changed
overview_chart_most = { $total } in total. Busiest day: { $date }, with { $count }.
overview_chart_nothing = No activity in this period.
overview_chart_day = Day
overview_chart_count = Number
overview_chart_table = Show as table
