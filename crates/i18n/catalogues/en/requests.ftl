# The request log of a connection.

requests_title = Request log
requests_text = Calls from { $provider }, with the result, the reason and what to do. The list updates automatically.
requests_filter = Filter
requests_all = All calls
requests_refused = Refused only
requests_off = The request log of this connection is off, so calls are not kept. Turn it on under “Edit settings”.
requests_none = No calls yet
requests_none_text = Calls from the provider will be listed here, whether they are accepted or refused.
requests_none_refused = No refused calls
requests_none_refused_text = None of the calls in the log was refused.
requests_at = Time
requests_call = Call
requests_status = Status
requests_outcome = Result
requests_about = User or group
requests_tolerated_count = { $count ->
    [one] { $count } difference from the standard was accepted.
   *[other] { $count } differences from the standard were accepted.
}
requests_pages = Pages
requests_kept = { $count ->
    [one] { $count } call in the log.
   *[other] { $count } calls in the log.
}
requests_kept_refused = { $count ->
    [one] { $count } refused call in the log.
   *[other] { $count } refused calls in the log.
}
requests_dropped = Not logged because the server was too busy: { $count }.
requests_newest = Newest
requests_older = Older
requests_advice = What to do
requests_took = Duration
requests_no_token = None: the call was refused before a token was accepted.
requests_body = Request body
requests_answer = Response body
requests_empty = Empty.
requests_cut = The body was not kept because it was too long or not JSON.
requests_tolerated = Accepted differences
requests_tolerated_text = The call differed from the standard but was accepted.
requests_redacted = Passwords and tokens are removed before a call is logged.
