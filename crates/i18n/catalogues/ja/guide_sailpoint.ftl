# The guide for SailPoint.

guide_sailpoint_connect_title = SailPointを接続する
guide_sailpoint_connect_source = 管理者としてSailPointにサインインし、‹[SCIM 2.0]› タイプのソース（IdentityIQではアプリケーション）を作成します。
guide_sailpoint_connect_url = 接続設定で、SCIM URLを ‹[Host URL]›（IdentityIQではベースURL）に貼り付けます。
guide_sailpoint_connect_token = ‹[Authentication Type]› で ‹[API Token]› を選択し、トークンを貼り付けて ‹[Save]› をクリックします。
guide_sailpoint_connect_test = ‹[{ $button }]› をクリックします。SailPointは、使用できる属性をこのサービスから読み取ります。これによって何かが変更されることはありません。
guide_sailpoint_send_title = 既存のユーザを読み込み、プロビジョニングする
guide_sailpoint_send_schema = アカウントとグループのスキーマを確認し、アカウント名を ‹[userName]› にします。
guide_sailpoint_send_aggregate = アカウントとグループのアグリゲーションを実行します。SailPointは既存のユーザを把握し、IDと照合します。
guide_sailpoint_send_profile = 作成プロファイルで、どの値をどの属性に送信するかを定義します。他のソースと同様に、ロールまたはアクセスプロファイルでアクセスを付与します。
guide_sailpoint_attribute = カスタム属性は、SailPointが読み取る内容に含まれています。スキーマを再検出すると、次の名前で表示されます。
