# The guide for Rippling.

guide_rippling_add_title = Ripplingで統合を作成する
guide_rippling_add_new = 管理者としてRipplingにサインインします。‹[IT] > [Third-Party Access]› を開き、‹[Add Integration]›、‹[Create New Custom Integration]› の順にクリックします。アカウントによっては、‹[Custom App]›、‹[Create New App]› の場合があります。
guide_rippling_add_scim = 名前を入力し、カテゴリを選択してロゴをアップロードします。‹[User Management via SCIM]› を選択し、‹[Continue]› をクリックします。
guide_rippling_connect_title = Ripplingを接続する
guide_rippling_connect_url = SCIMのバージョンは2.0を選択し、SCIM URLを ‹[SCIM Base URL]› に貼り付けます。
guide_rippling_connect_method = ‹[SCIM Authorization Method]› で ‹[Bearer Token]› を選択し、グループ、ページング、グループの作成と削除、‹[Use PATCH to edit Groups]› のオプションを選択します。
guide_rippling_connect_attributes = ‹[Supported SCIM Attributes]› に次の属性を追加します。
guide_rippling_connect_install = 統合をインストールし、ベアラートークンを求められたらトークンを貼り付けます。
guide_rippling_assign_title = 送信するユーザを選択する
guide_rippling_assign_rules = アクセスルールとプロビジョニングの時期を設定します。これによって、送信するユーザと、新しい従業員を送信する時期が決まります。
guide_rippling_assign_match = 既存のユーザは、Ripplingのアカウントと照合してリンクします。
