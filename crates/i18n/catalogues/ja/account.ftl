# Somebody's own account.

account_title = アカウント
account_roles = ロール
account_installation = この環境
account_password = パスワード
account_password_old = 現在のパスワード
account_password_ends = このブラウザではサインインしたままになり、他のすべてのブラウザからはサインアウトされます。
account_password_button = パスワードを変更
account_old_wrong = 現在のパスワードが正しくないため、何も変更されていません。もう一度入力してください。
account_language = ページとメールの言語
account_language_browser = ブラウザの設定に従う
account_save = 保存
account_sessions = アクティブなセッション
account_sessions_text = 30分間操作がない場合、またはサインインから12時間が経過した場合は、自動的にサインアウトされます。
account_since = サインイン日時
account_seen = 最終アクセス
account_browser = ブラウザ
account_this = このブラウザ
account_other = 他のブラウザ
account_end_others = 他のすべてのブラウザからサインアウト
account_notice_saved = 設定を保存しました。
account_notice_password = パスワードを変更しました。他のすべてのブラウザからサインアウトされました。
account_notice_others = 他のすべてのブラウザからサインアウトしました。
