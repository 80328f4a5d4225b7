# The tokens of a connection.

tokens_title = Tokens
tokens_text = { $max ->
    [one] One token at a time ({ $max }). Regenerating it replaces the old one at once.
   *[other] At most { $max } tokens at a time, so that one can be replaced without a gap.
}
tokens_empty = There is no token yet. Generate one, and paste it into the provider together with the SCIM URL.
tokens_token = Token
tokens_name = Token ID
tokens_status = Status
tokens_created = Created
tokens_expires = Expires
tokens_last_used = Last used
tokens_act = Actions
tokens_active = Active
tokens_inactive = Inactive
tokens_expired = Expired
tokens_expires_soon = Active, expires soon
tokens_select = Select
tokens_set_active = Set to Active
tokens_set_inactive = Set to Inactive
tokens_renew = Renew
tokens_select_renew = Renew
tokens_delete = Delete
tokens_generate = Generate
tokens_regenerate = Regenerate
tokens_cancel = Cancel
tokens_back = Back to the tokens
tokens_new_title = Generate a token
tokens_new_text = With a token the identity provider proves to this service that it may add, change and deactivate your users. Whoever has it can do the same.
tokens_new_once = It is shown once, on the next page, and never again.
tokens_new_secret = Keep it where you keep passwords, and send it to nobody by mail or chat.
tokens_renew_title = Renew the token
tokens_renew_warning = The old secret stops working at once, even if nothing else on the page has been saved. Calls are refused until the new token is in the provider.
tokens_renew_text = The token keeps its ID and gets a new secret and a new expiry. The new secret is shown once, on the next page.
tokens_regenerate_title = Regenerate the token
tokens_days = Valid for (days)
tokens_days_hint = 1 to { $max } days. Renew the token before it expires.
tokens_bad_days = A token is valid for 1 to { $max } days. Enter a whole number.
tokens_secret_title = Save the token and the SCIM URL
tokens_secret_made = The token has been generated.
tokens_secret_renewed = The token has been renewed. The old secret does not work any more.
tokens_secret_save = Be sure to save both.
tokens_secret_once = This page shows the token once. If it is lost, it cannot be shown again, only renewed.
tokens_secret_next = Next, paste both into the provider. The guide shows where, step by step.
tokens_secret_guide = Both are saved: go on with the guide
tokens_secret_done = Back to the connection
tokens_delete_title = Delete the token
tokens_delete_warning = This is final. If { $connection } still uses this token, its calls are refused from now on.
tokens_notice_active = The token has been set to active.
tokens_notice_inactive = The token has been set to inactive. Whoever uses it is refused from now on.
tokens_notice_deleted = The token has been deleted.
tokens_notice_changed = Nothing was generated: the tokens have changed since that page was opened. A token is shown only once; if it is lost, renew it.
