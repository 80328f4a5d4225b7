# An organization at a glance.

overview_number = { $count }
overview_new_title = Three steps to your first users
overview_new_text = Users and groups come from your identity provider by themselves, and stay up to date.
overview_new_connect = Pick your identity provider
overview_new_connect_text = Okta, Entra ID or any other that speaks SCIM 2.0.
overview_new_token = Generate a token
overview_new_token_text = You get a SCIM URL and a token, each with a button to copy it.
overview_new_push = Put both into the provider
overview_new_push_text = The guide shows where, and this page shows the first call when it comes.
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
overview_seats_used = { $used } of { $max } seats are taken
overview_seats_full = All { $max } seats are taken. Nobody else can be let in before one is free.
overview_restored = Restored
overview_restored_text = The data came back from a backup on { $time }.
overview_restored_more = Until the providers have sent everything again, some of it may be older than what they have.
overview_refused = Refused calls
overview_refused_text =
    { $count ->
        [one] { $connection }: { $count } call was refused in the last 24 hours.
       *[other] { $connection }: { $count } calls were refused in the last 24 hours.
    }
overview_refused_about = The last one was about { $name }.
overview_refused_link = See the request log
overview_token = Token
overview_token_expires = A token of { $connection } expires on { $time }.
overview_token_expired = A token of { $connection } expired on { $time }.
overview_token_none = No token of { $connection } lets its provider in.
overview_token_link = See the tokens
overview_confirm = To confirm
overview_confirm_text =
    { $count ->
        [one] { $count } user waits to be confirmed.
       *[other] { $count } users wait to be confirmed.
    }
overview_expired = Expired invitations
overview_expired_text =
    { $count ->
        [one] { $count } invitation has expired.
       *[other] { $count } invitations have expired.
    }
overview_at_least = There may be more: not all are counted.
overview_users_link = See the users
overview_mails = Mail
overview_mails_text =
    { $count ->
        [one] { $count } mail could not be sent.
       *[other] { $count } mails could not be sent.
    }
overview_mails_given_up =
    { $count ->
        [one] { $count } of them is not tried any more.
       *[other] { $count } of them are not tried any more.
    }
overview_mails_link = Test the mail settings
overview_chart_added = Users added
overview_chart_changed = Users changed
overview_chart_lost = Users disabled or removed
overview_chart_groups = Groups changed
overview_chart_most = { $total } in all, most of them on { $date }: { $count }.
overview_chart_nothing = Nothing on any of these days.
overview_chart_day = Day
overview_chart_count = Number
overview_chart_table = As a table
