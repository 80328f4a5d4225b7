# Signing in, and the first start.

session_title = ログイン
session_email = メール アドレス
session_password = パスワード
session_button = ログイン
session_wrong = メール アドレスまたはパスワードが正しくありません。
session_forgotten = パスワードをお忘れですか?
password_title = パスワードをお忘れですか?
password_text = メール アドレスを入力してください。該当するアカウントがある場合は、新しいパスワードを設定するためのリンクをメールで送信します。リンクは一度だけ、{ $minutes } 分間有効です。
password_button = リンクを送信
password_back = ログインに戻る
password_notice_mailed = このメール アドレスのアカウントがある場合は、リンクを記載したメールを送信しました。数分経っても届かない場合は、迷惑メールを確認するか、管理者に追加した担当者にお問い合わせください。
password_choice_title = パスワードの設定
password_choice_text = { $email } のパスワードを設定します。ログイン中のすべてのブラウザからログアウトされます。
password_new = 新しいパスワード
password_choice_button = 保存してログイン
password_over_title = このリンクは無効です
password_over_text = リンクはすでに使用されたか、有効期限が切れています。新しいリンクをリクエストしてください。すでにパスワードを設定した場合は、ログインしてください。
password_over_button = 新しいリンクをリクエスト
setup_title = Rollbook へようこそ
setup_text = 最初のアカウントとして、このインストールのオーナーを作成します。ほかの管理者は、後からオーナーが招待します。
setup_name = お名前
setup_password_hint = { $least } 文字以上。無関係な単語をいくつか並べると、覚えやすく推測されにくくなります。
setup_button = アカウントを作成
setup_link_title = サーバーが表示するリンクを使用してください
setup_link_text = 最初のオーナーは、rollbook serve の起動時に表示されるリンクから作成します。リンクは一度だけ、3 日間有効です。サーバーを再起動すると新しいリンクが表示されます。すでにオーナーがいる場合は、ログインしてください。
