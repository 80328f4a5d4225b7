# What mails to administrators say.

notices_reset_subject = Rollbookの新しいパスワードの設定
notices_reset_text = このメールアドレスのパスワード再設定のリクエストを受け付けました。
notices_reset_ignore = 心当たりがない場合は、このメールを無視してください。パスワードは変更されません。
notices_appointment_subject = { $organization }の管理者になりました
notices_by = { $who }さんが追加しました。
notices_appointment_text = { $organization }の管理者に追加されました。ロールは「{ $role }」です。
notices_appointment_about = Rollbookは、{ $organization }にアクセスできるユーザとグループ、およびそのIDプロバイダを管理します。
notices_installation_subject = Rollbookの管理者になりました
notices_installation_text = このRollbookとすべての組織の管理者に追加されました。ロールは「{ $role }」です。
notices_installation_about = Rollbookは、各組織にアクセスできるユーザとグループ、およびそのIDプロバイダを管理します。
notices_appointment_ignore = このメールに心当たりがない場合は、無視してください。
notices_choose_how = パスワードを設定するには、次のリンクを開いてください。
notices_choose_button = パスワードを設定
notices_sign_in_how = メールアドレスとパスワードでサインインしてください。
notices_sign_in_button = サインイン
notices_test_subject = Rollbookからのテストメール
notices_test_text = リクエストされたテストメールです。Rollbookからのメールは正常に送信されています。
notices_test_how = このメールは次のアドレスのポータルから送信されました。
notices_test_button = ポータルを開く
notices_test_ignore = 何もする必要はありません。
notices_held_subject = { $organization }: 多数のユーザが一度にアクセスできなくなりました
notices_held_text = IDプロバイダが、10分以内に多数のユーザの{ $organization }へのアクセスを停止しました。プロバイダでの割り当ての変更など、操作の誤りの可能性があります。
notices_held_about = 対象のユーザは、現在アクセスできません。Rollbookが検知した後は、対象のユーザは1人も削除されていません。誤りの場合は、保留中の変更を元に戻すと、再びアクセスできるようになります。
notices_held_how = 対象のユーザを確認するには、次のページを開いてください。
notices_held_button = 保留中の変更を確認
notices_held_ignore = 意図した変更の場合は、オーナーが保留中の変更を適用してください。他に必要な操作はありません。
