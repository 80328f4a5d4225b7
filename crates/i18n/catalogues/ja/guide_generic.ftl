# The guide for any other provider, and for scripts.

guide_generic_name = IDプロバイダ
guide_generic_connect_title = IDプロバイダを接続する
guide_generic_connect_app = 管理者としてIDプロバイダにサインインし、SCIM 2.0でプロビジョニングするアプリケーションを追加します。「ユーザプロビジョニング」、「アウトバウンドプロビジョニング」、「ディレクトリ同期」などの名称の場合があります。
guide_generic_connect_url = SCIM URLを、ベースURL、テナントURL、エンドポイントなどのフィールドに貼り付けます。/Usersは含めません。
guide_generic_connect_token = 認証方法としてベアラートークンを選択し、トークンを貼り付けます。ヘッダーだけを設定できる場合は、名前をAuthorization、値を次のようにします。
guide_generic_connect_match = ユーザはuserName、グループはdisplayNameで照合するように設定します。メディアタイプを求められた場合はapplication/scim+jsonを選択します。
guide_generic_connect_actions = ユーザの作成、更新、無効化を許可します。グループも使用する場合は、グループの送信も許可します。
guide_generic_connect_test = 接続テストのボタンがある場合はテストし、保存します。
guide_generic_connect_assign = 送信するユーザとグループを割り当て、プロビジョニングを開始します。
guide_generic_script_title = スクリプトで試す
guide_generic_script_list = 接続のユーザを一覧表示します。先にトークンを置き換えてください。
guide_generic_script_create = ユーザを追加します。接続で自動招待が有効な場合は、このアドレスにメールが送信されます。
