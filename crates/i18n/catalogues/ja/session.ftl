# Signing in, and the first start.

session_title = ログイン
session_email = メール アドレス
session_password = パスワード
session_button = ログイン
session_wrong = メール アドレスまたはパスワードが正しくありません。
session_forgotten = パスワードをお忘れですか?
setup_title = Rollbook へようこそ
setup_text = 最初のアカウントとして、このインストールのオーナーを作成します。ほかの管理者は、後からオーナーが招待します。
setup_name = お名前
setup_password_hint = { $least } 文字以上。無関係な単語をいくつか並べると、覚えやすく推測されにくくなります。
setup_button = アカウントを作成
setup_link_title = サーバーが表示するリンクを使用してください
setup_link_text = 最初のオーナーは、rollbook serve の起動時に表示されるリンクから作成します。リンクは一度だけ、3 日間有効です。サーバーを再起動すると新しいリンクが表示されます。すでにオーナーがいる場合は、ログインしてください。
