# Somebody's own account.

account_title = アカウント
account_roles = 管理対象
account_installation = このインストール
account_password = パスワード
account_password_old = 現在のパスワード
account_password_ends = このブラウザではログインしたままになり、ほかのすべてのブラウザからはログアウトされます。
account_password_button = パスワードを変更
account_old_wrong = 現在のパスワードが正しくありません。何も変更されていません。
account_language = ページおよび自分宛てのメールの言語
account_language_browser = ブラウザの設定に従う
account_save = 保存
account_sessions = ログイン中のブラウザ
account_sessions_text = 30 分間操作がない場合、または 12 時間が経過すると、セッションは終了します。
account_since = ログイン日時
account_seen = 最終アクセス
account_browser = ブラウザ
account_this = このブラウザ
account_other = ほかのブラウザ
account_end_others = ほかのすべてのブラウザからログアウト
account_notice_saved = 設定を保存しました。
account_notice_password = パスワードを変更しました。ほかのすべてのブラウザからログアウトされました。
account_notice_others = ほかのすべてのブラウザからログアウトしました。
