# Why a credential lets nobody in.

denials_no_token = The request had no token, or none of the form of ours.
denials_unknown_token = There is no such token: it never was, or it has been deleted.
denials_wrong_secret = The token is misspelt, or it is the one of before it was renewed.
denials_inactive_token = The token is set to inactive.
denials_expired_token = The token has expired.
denials_disabled_connection = The connection is switched off.
denials_wrong_address = The address is that of no connection, or of another one than the token's.
denials_raw_token = The token came without the word Bearer before it.
