# Signing in, and the first start.

session_title = サインイン
session_email = メールアドレス
session_password = パスワード
session_button = サインイン
session_wrong = メールアドレスまたはパスワードが正しくありません。
session_forgotten = パスワードをお忘れですか？
password_title = パスワードをお忘れですか？
password_text = メールアドレスを入力してください。アカウントがある場合は、新しいパスワードを設定するためのリンクをメールで送信します。リンクは一度だけ使用でき、{ $minutes }分で期限切れになります。
password_button = リンクを送信
password_back = サインインに戻る
password_notice_mailed = このメールアドレスのアカウントがある場合は、リンクを記載したメールを送信しました。数分経っても届かない場合は、迷惑メールフォルダーを確認するか、あなたを管理者に追加した人にお問い合わせください。
password_choice_title = パスワードの設定
password_choice_text = { $email }のパスワードを設定します。サインイン中のすべてのブラウザからサインアウトされます。
password_choice_first = { $email }のパスワードを設定します。
password_new = 新しいパスワード
password_choice_button = 保存してサインイン
password_over_title = このリンクは使用できません
password_over_text = リンクはすでに使用されたか、有効期限が切れています。新しいリンクを送信してください。すでにパスワードを設定した場合は、サインインしてください。
password_over_button = 新しいリンクを送信
setup_title = Rollbookへようこそ
setup_text = この環境のオーナーとなる最初のアカウントを作成します。他の管理者は、後からオーナーが招待できます。
setup_name = お名前
setup_password_hint = { $least }文字以上。無関係な単語をいくつか並べると、覚えやすく推測されにくくなります。
setup_button = アカウントを作成
setup_link_title = セットアップ用のリンクを開いてください
setup_link_text = 最初のオーナーは、rollbook serveの起動時に表示されるリンクから作成します。リンクは一度だけ使用でき、3日で期限切れになります。サーバーを再起動すると新しいリンクが表示されます。すでにオーナーがいる場合は、サインインしてください。
