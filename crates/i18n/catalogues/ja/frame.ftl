# What stands around every page of the portal.

frame_skip = 本文へ移動
frame_nav = メインナビゲーション
frame_menu = メニュー
frame_switch = 組織を切り替え
frame_account = アカウント
frame_sign_out = サインアウト
frame_overview = 概要
frame_people = ユーザ
frame_users = ユーザ
frame_groups = ユーザグループ
frame_admin = 管理
frame_identity = ID
frame_connections = ユーザ プロビジョニング
frame_system = システム
frame_attributes = 属性
frame_configurations = 構成
frame_audit = 監査トライアル
frame_administrators = 管理者
frame_settings = 設定
frame_organizations = 組織
frame_language = 言語
frame_copy = コピー
frame_copied = コピーしました
frame_copy_press = Ctrl+Cを押してください
frame_notice_signed_out = サインアウトしました。
frame_provisioning_off = この環境全体でプロビジョニングが無効になっています。IDプロバイダからの呼び出しはすべてステータス401で拒否されます。ユーザとグループはそのまま残ります。有効にするには、サーバーの運用担当者が設定「provisioning」をtrueに変更し（--provisioning true）、サーバーを再起動します。
