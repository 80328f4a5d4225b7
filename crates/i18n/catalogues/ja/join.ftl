# The pages that the link of an invitation leads to.

join_title = { $organization }への招待
join_opening = { $organization }に招待されました。
join_names = お名前を入力してください。
join_given_name = 名
join_family_name = 姓
join_names_missing = 姓と名の両方を、それぞれ{ $most }文字以内で入力してください。
join_button = 承諾する
join_until = この招待は{ $until }まで承諾できます。

joined_title = ようこそ
joined_text = { $organization }に参加しました。このページは閉じて構いません。
accepted_title = ありがとうございます
accepted_text = { $organization }への招待を承諾しました。このあと管理者が確認します。他に必要な操作はありません。このページは閉じて構いません。

used_title = この招待はすでに承諾されています
used_text = { $organization }への招待はすでに承諾済みです。他に必要な操作はありません。
expired_title = この招待は期限切れです
expired_text = { $organization }への招待の有効期限は{ $until }でした。現在は承諾できません。管理者に新しい招待を依頼してください。
disabled_title = このアカウントは無効です
disabled_text = { $organization }のアカウントが無効になっているため、招待を承諾できません。管理者にお問い合わせください。
gone_title = このリンクは使用できません
gone_text = 招待が取り消されたか、新しい招待が送信されたか、アカウントが削除されたか、リンクが不完全です。新しいメールを確認するか、管理者にお問い合わせください。
later_title = もう一度お試しください
later_text = サーバーで問題が発生したため、処理できませんでした。何も変更されていません。数分後にもう一度お試しください。
