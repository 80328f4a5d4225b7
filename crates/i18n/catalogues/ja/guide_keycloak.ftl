# The guide for Keycloak with a SCIM extension.

guide_keycloak_note = KeycloakがSCIMでユーザを送信するには、拡張機能が必要です。ここでは拡張機能keycloak-scimの手順を示します。他の拡張機能の設定も同様です。
guide_keycloak_install_title = 拡張機能をインストールする
guide_keycloak_install_file = 拡張機能のJARファイルをサーバーの/opt/keycloak/providers/フォルダーに配置し、Keycloakを再起動します。
guide_keycloak_install_events = レルムのAdmin Consoleでイベントの設定を開き、‹[Event listeners]› に ‹[scim]› を追加して保存します。以降、変更が拡張機能に通知されます。
guide_keycloak_connect_title = Keycloakを接続する
guide_keycloak_connect_add = ‹[User federation]› を開き、‹[scim]› タイプのプロバイダを追加します。
guide_keycloak_connect_url = SCIM URLをエンドポイントとして貼り付けます。コンテンツタイプは、選択できる場合はapplication/scim+jsonを選択します。
guide_keycloak_connect_token = 認証モードとして ‹[Bearer]› を選択し、トークンを貼り付けます。
guide_keycloak_connect_sync = ユーザとグループの伝播を有効にします。定期的に全体を同期する場合は、定期的なフル同期も有効にします。保存します。
guide_keycloak_connect_now = すべてのユーザの同期を開始します。以前から存在するユーザも送信されます。
