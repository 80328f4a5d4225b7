# What goes wrong.

trouble_sign_in_title = ログインしてください
trouble_sign_in_text = ログインしていないか、30 分間操作がなかった、または 12 時間が経過したためログアウトされました。何も変更されていません。
trouble_sign_in_link = ログイン
trouble_home_link = トップページへ
trouble_not_found_title = ページが見つかりません
trouble_not_found_text = このアドレスが示すものは存在しないか、削除されたか、表示する権限がありません。何も変更されていません。
trouble_forbidden_title = この操作は許可されていません
trouble_forbidden_owner_text = この操作を実行できるのはオーナーだけです。何も変更されていません。この組織のオーナーに依頼してください。
trouble_forbidden_admin_text = 現在のロールでは閲覧のみ可能です。何も変更されていません。この組織のオーナーまたは管理者に依頼してください。
trouble_form_title = フォームを受け付けられません
trouble_form_foreign_text = ブラウザによると、フォームは別のサイトから送信されました。何も変更されていません。このサイトでページを開いて、もう一度お試しください。それでも同じ場合は、Rollbook の前段のプロキシが Host ヘッダをそのまま渡すように設定してください。
trouble_form_forged_text = フォームはログインまたはログアウトの前に表示されたか、このブラウザ用に作成されたものではありません。何も変更されていません。前のページに戻り、再読み込みしてから、もう一度送信してください。
trouble_form_large_text = フォームが大きすぎるか、送信に時間がかかりすぎました。何も変更されていません。
trouble_often_title = 試行回数が多すぎます
trouble_often_text = このメール アドレスでのパスワードの試行回数が多すぎます。1 分ほど待ってからもう一度試すか、メールで新しいパスワードを設定してください。
trouble_often_network_text = お使いのネットワークから送信されたフォームが多すぎるため、今回のフォームは処理されませんでした。数秒待ってから、もう一度送信してください。サーバーを運用している場合は、Rollbook の前段のプロキシが、各クライアントのアドレスを X-Forwarded-For ヘッダーで渡すように設定してください。
trouble_stale_title = その間に変更されました
trouble_stale_text = 直前にほかの人が変更したため、今回の変更は行われませんでした。前のページに戻って再読み込みし、現在の内容を確認してください。
trouble_refused_title = 実行できませんでした
trouble_later_title = もう一度お試しください
trouble_later_text = サーバーは現在この処理を実行できません。フォームを送信した場合は、再送信する前に処理が行われたかどうかを確認してください。詳細はサーバーのログに記録されています。
confirm_title = 本人確認
confirm_text = 保護が必要な情報の表示または変更です。前回のパスワード入力から 5 分以上経過しているため、続けるにはもう一度パスワードを入力してください。
confirm_wrong = パスワードが正しくありません。何も実行されていません。
confirm_button = 続ける
