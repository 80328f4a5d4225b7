# The organizations.

organizations_title = 組織
organizations_name = 名前
organizations_empty_title = 組織はまだありません
organizations_empty_text = 組織とは、製品を利用するお客様のことです。組織を作成し、その ID プロバイダを接続してください。
organizations_new = 新しい組織
organizations_create = 作成
organizations_notice_created = 組織を作成しました。次に、ID プロバイダを接続してください。
