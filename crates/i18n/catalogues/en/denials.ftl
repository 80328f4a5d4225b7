# Why a credential lets nobody in.

denials_no_token = There is no token in the request.
denials_foreign_token = The request has something else in place of a token of this server.
denials_mistyped_token = The token is mistyped or cut off.
denials_unknown_token = This token does not exist. It may have been deleted.
denials_wrong_secret = The token is mistyped, or it was renewed and this is the old one.
denials_inactive_token = The token is set to Inactive.
denials_expired_token = The token has expired.
denials_disabled_connection = SCIM is disabled for this connection.
denials_provisioning_off = Provisioning is disabled for this whole installation.
denials_wrong_address = The SCIM URL does not belong to the connection of the token.
denials_raw_token = The word “Bearer” is missing before the token.
