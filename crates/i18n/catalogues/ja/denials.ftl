# Why a credential lets nobody in.

denials_no_token = トークンがないか、形式が正しくありません。
denials_unknown_token = トークンが見つかりません。存在しないか、削除されています。
denials_wrong_secret = トークンに誤りがあるか、更新前のトークンが使われています。
denials_inactive_token = トークンが非アクティブに設定されています。
denials_expired_token = トークンの有効期限が切れています。
denials_disabled_connection = 接続が無効になっています。
denials_wrong_address = SCIM URL がどの接続のものでもないか、トークンの接続のものではありません。
denials_raw_token = トークンの前に「Bearer」がありません。
