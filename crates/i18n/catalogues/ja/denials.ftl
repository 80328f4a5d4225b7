# Why a credential lets nobody in.

denials_no_token = リクエストにトークンがありません。
denials_foreign_token = リクエストに、このサーバーのものではないトークンが含まれています。
denials_mistyped_token = トークンに誤りがあるか、途中で切れています。
denials_unknown_token = トークンが見つかりません。削除された可能性があります。
denials_wrong_secret = トークンに誤りがあるか、更新前の古いトークンが使われています。
denials_inactive_token = トークンが非アクティブに設定されています。
denials_expired_token = トークンの有効期限が切れています。
denials_disabled_connection = この接続ではSCIMが無効になっています。
denials_provisioning_off = この環境全体でプロビジョニングが無効になっています。
denials_wrong_address = SCIM URLが、トークンの接続のものではありません。
denials_raw_token = トークンの前に「Bearer」がありません。
