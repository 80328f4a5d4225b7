# 日本語。波括弧の中は呼び出し側が渡す値で、一覧は crates/i18n/src/messages.rs にある。

mail-invitation-subject = { $organization } への招待
mail-invitation-opening = { $organization } に招待されました。
mail-reminder-subject = リマインダー: { $organization } への招待
mail-reminder-opening = { $organization } に招待されていますが、まだ承諾されていません。
mail-greeting = { $name } 様
mail-greeting-nobody = こんにちは。
mail-how = 招待を承諾するには、次のリンクを開き、ページのボタンを押してください。
mail-button = 招待を承諾する
mail-until = このリンクは { $until } まで、1 回だけ有効です。
mail-ignore = このメールに心当たりがない場合は、何もする必要はありません。同意がない限り、何も行われません。

join-title = { $organization } への招待
join-opening = { $organization } に招待されました。
join-names = お名前を入力してください。
join-given-name = 名
join-family-name = 姓
join-names-missing = 姓と名の両方を、それぞれ { $most } 文字以内で入力してください。
join-button = 承諾する
join-until = この招待は { $until } まで承諾できます。

joined-title = ようこそ
joined-text = { $organization } に参加しました。このページは閉じて構いません。
accepted-title = ありがとうございます
accepted-text = { $organization } への招待を承諾しました。次に管理者が確認します。お客様の操作は必要ありません。このページは閉じて構いません。

used-title = この招待はすでに承諾されています
used-text = { $organization } への招待はすでに承諾済みです。今回は何も行われませんでした。
expired-title = この招待は期限切れです
expired-text = { $organization } への招待の承諾期限は { $until } でした。何も行われませんでした。管理者に新しい招待を依頼してください。
disabled-title = このアカウントは無効です
disabled-text = { $organization } のアカウントが現在無効になっているため、招待を承諾できません。何も行われませんでした。管理者にお問い合わせください。
gone-title = このリンクは使えません
gone-text = 招待が取り消されたか、新しい招待に置き換えられたか、アカウントが削除されたか、リンクが途中で切れています。何も行われませんでした。新しいメールを確認するか、管理者にお問い合わせください。
later-title = もう一度お試しください
later-text = 現在、サーバーで処理できません。何も行われませんでした。数分後にもう一度お試しください。
