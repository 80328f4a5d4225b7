# The request log of a connection.

requests_title = Request log
requests_text = What { $provider } sent, what came of it, why, and what to do. The list renews itself.
requests_filter = Filter
requests_all = All calls
requests_refused = Refused only
requests_off = The request log of this connection is switched off: calls are not kept.
requests_none = No call yet
requests_none_text = As soon as the provider calls, it shows here, be it accepted or refused.
requests_none_refused = No refused call
requests_none_refused_text = None of the calls that are kept was refused.
requests_at = Time
requests_call = Call
requests_status = Status
requests_outcome = What came of it
requests_about = User or group
requests_tolerated_count = { $count ->
    [one] { $count } departure from the standard was tolerated.
   *[other] { $count } departures from the standard were tolerated.
}
requests_pages = Pages
requests_kept = { $count ->
    [one] { $count } call is kept.
   *[other] { $count } calls are kept.
}
requests_dropped = { $count } were left out because the server was too busy.
requests_newest = Newest
requests_older = Older
requests_advice = What to do
requests_took = Took
requests_no_token = None that was let in: the call was refused at the door.
requests_body = What was sent
requests_answer = What was answered
requests_empty = No body.
requests_cut = The body is not kept: it was too long, or no JSON.
requests_tolerated = What was tolerated
requests_tolerated_text = The call departed from the standard, and was taken all the same.
requests_redacted = Passwords and tokens are taken out before a call is written down.
