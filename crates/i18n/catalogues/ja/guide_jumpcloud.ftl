# The guide for JumpCloud.

guide_jumpcloud_add_title = JumpCloudでアプリケーションを追加する
guide_jumpcloud_add_new = JumpCloud Admin Portalにサインインし、‹[SSO Applications]› を開いて ‹[Add New Application]› をクリックします。シングルサインオン用の既存のアプリケーションを使用することもできます。
guide_jumpcloud_add_custom = ‹[Custom Application]› を選択し、‹[Export users to this app (Identity Management)]› を選択して ‹[Next]› をクリックします。
guide_jumpcloud_add_name = 同僚が見て分かる名前を付け、‹[Save Application]›、‹[Configure Application]› の順にクリックします。
guide_jumpcloud_connect_title = JumpCloudを接続する
guide_jumpcloud_connect_url = ‹[Identity Management]› を開き、バージョンとして ‹[SCIM 2.0]› を選択し、SCIM URLを ‹[Base URL]› に貼り付けます。
guide_jumpcloud_connect_token = トークンを ‹[Token Key]› に貼り付けます。
guide_jumpcloud_connect_email = ‹[Test User Email]› にご自身が使用できるアドレスを入力します。テストでは、このアドレスのユーザがここに作成され、すぐに削除されます。招待が自動的に送信される設定では、このアドレスにメールが届きます。
guide_jumpcloud_connect_test = ‹[{ $button }]› をクリックします。成功したら、‹[Activate]›、‹[Save]› の順にクリックします。
guide_jumpcloud_assign_title = グループを選択する
guide_jumpcloud_assign_groups = アプリケーションで ‹[User Groups]› タブを開き、グループを選択して ‹[Save]› をクリックします。グループとそのメンバーが送信されます。
guide_jumpcloud_assign_members = 選択したグループのメンバーだけが送信されます。ユーザを送信するには、メインメニューの ‹[User Groups]› でグループを開き、‹[Users]› で追加します。
