# What mails say.

mail_invitation_subject = { $organization }への招待
mail_invitation_opening = { $organization }に招待されました。
mail_reminder_subject = リマインダー: { $organization }への招待
mail_reminder_opening = { $organization }に招待されていますが、まだ承諾されていません。
mail_greeting = { $name }様
mail_greeting_nobody = こんにちは。
mail_how = 招待を承諾するには、次のリンクを開き、ページのボタンをクリックしてください。
mail_button = 招待を承諾
mail_until = このリンクは{ $until }まで有効で、使用できるのは1回だけです。
mail_ignore = このメールに心当たりがない場合は、無視してください。承諾しない限り、何も行われません。
