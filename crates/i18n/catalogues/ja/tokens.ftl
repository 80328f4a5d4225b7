# The tokens of a connection.

tokens_title = トークン
tokens_text = { $max ->
    [1] 保持できるトークンは{ $max }個です。再生成すると、古いトークンはすぐに使用できなくなります。
   *[other] 保持できるトークンは最大{ $max }個です。1個ずつ置き換えれば、プロビジョニングは中断されません。
}
tokens_empty = トークンはまだありません。トークンを生成して、SCIM URLと一緒にプロバイダに貼り付けてください。
tokens_token = トークン
tokens_name = トークンID
tokens_status = ステータス
tokens_created = 作成日時
tokens_expires = 有効期限
tokens_last_used = 最終使用
tokens_act = 操作
tokens_active = アクティブ
tokens_inactive = 非アクティブ
tokens_expired = 期限切れ
tokens_expires_soon = アクティブ（まもなく期限切れ）
tokens_select = 選択
tokens_set_active = アクティブに設定
tokens_set_inactive = 非アクティブに設定
tokens_renew = 更新
tokens_select_renew = 更新
tokens_delete = 削除
tokens_generate = 生成
tokens_regenerate = 再生成
tokens_cancel = キャンセル
tokens_back = トークンに戻る
tokens_new_title = トークンの生成
tokens_new_text = IDプロバイダは、トークンを使ってユーザを追加、変更、無効化します。トークンを知っている人は誰でも同じことができます。
tokens_new_once = トークンは、次のページで1回だけ表示されます。
tokens_new_secret = パスワードと同様に安全な場所に保管し、メールやチャットでは送信しないでください。
tokens_renew_title = トークンの更新
tokens_renew_warning = ページの他の変更が保存されていなくても、古いトークンはすぐに使用できなくなります。新しいトークンをプロバイダに入力するまで、呼び出しは拒否されます。
tokens_renew_text = トークンのIDはそのままで、値と有効期限が新しくなります。新しいトークンは、次のページで1回だけ表示されます。
tokens_regenerate_title = トークンの再生成
tokens_days = 有効期間（日数）
tokens_days_hint = 1～{ $max }日。期限が切れる前にトークンを更新してください。
tokens_bad_days = トークンの有効期間は1～{ $max }日です。整数で入力してください。
tokens_secret_title = トークンとSCIM URLを保存してください
tokens_secret_made = トークンを生成しました。
tokens_secret_renewed = トークンを更新しました。古いトークンは使用できなくなりました。
tokens_secret_save = 必ず両方を保存してください。
tokens_secret_once = トークンが表示されるのは1回だけです。紛失した場合は、更新する必要があります。
tokens_secret_next = 次に、両方をプロバイダに貼り付けます。貼り付ける場所は、ガイドで順を追って確認できます。
tokens_secret_guide = 両方を保存しました。ガイドに進む
tokens_secret_done = 接続に戻る
tokens_delete_title = トークンの削除
tokens_delete_warning = この操作は元に戻せません。{ $connection }がまだこのトークンを使用している場合、以後の呼び出しは拒否されます。
tokens_notice_active = トークンをアクティブに設定しました。
tokens_notice_inactive = トークンを非アクティブに設定しました。以後、このトークンを使った呼び出しは拒否されます。
tokens_notice_deleted = トークンを削除しました。
tokens_notice_changed = このページを開いた後にトークンが変更されたため、トークンは生成されませんでした。トークンが表示されるのは1回だけです。紛失した場合は更新してください。
