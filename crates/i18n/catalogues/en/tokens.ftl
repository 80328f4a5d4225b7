# The tokens of a connection.

tokens_title = Tokens
tokens_text = { $max ->
    [one] The connection can have one token ({ $max }). Regenerating it replaces the old token immediately.
   *[other] The connection can have up to { $max } tokens, so you can replace one without interruption.
}
tokens_empty = No tokens yet. Generate one, and paste it into your provider along with the SCIM URL.
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
tokens_expires_soon = Active (expires soon)
tokens_select = Select
tokens_set_active = Set to Active
tokens_set_inactive = Set to Inactive
tokens_renew = Renew
tokens_select_renew = Renew
tokens_delete = Delete
tokens_generate = Generate
tokens_regenerate = Regenerate
tokens_cancel = Cancel
tokens_back = Back to tokens
tokens_new_title = Generate a token
tokens_new_text = The identity provider uses the token to add, change and deactivate your users. Anyone who has the token can do the same.
tokens_new_once = It is shown only once, on the next page.
tokens_new_secret = Store it as safely as a password, and do not send it by email or chat.
tokens_renew_title = Renew the token
tokens_renew_warning = The old token stops working immediately, even if other changes on the page have not been saved. Calls are refused until you enter the new token in the provider.
tokens_renew_text = The token keeps its ID and gets a new value and a new expiry date. The new token is shown only once, on the next page.
tokens_regenerate_title = Regenerate the token
tokens_days = Valid for (days)
tokens_days_hint = 1 to { $max } days. Renew the token before it expires.
tokens_bad_days = A token can be valid for 1 to { $max } days. Enter a whole number.
tokens_secret_title = Save the token and the SCIM URL
tokens_secret_made = The token has been generated.
tokens_secret_renewed = The token has been renewed. The old token no longer works.
tokens_secret_save = Make sure to save both.
tokens_secret_once = The token is shown only once. If you lose it, you have to renew it.
tokens_secret_next = Next, paste both into your provider. The guide shows you where, step by step.
tokens_secret_guide = I have saved both: continue to the guide
tokens_secret_done = Back to the connection
tokens_delete_title = Delete the token
tokens_delete_warning = This cannot be undone. If { $connection } still uses this token, its calls are refused from now on.
tokens_notice_active = The token has been set to Active.
tokens_notice_inactive = The token has been set to Inactive. Calls that use it are refused from now on.
tokens_notice_deleted = The token has been deleted.
tokens_notice_changed = No token was generated, because the tokens have changed since you opened that page. A token is shown only once. If you lost it, renew it.
