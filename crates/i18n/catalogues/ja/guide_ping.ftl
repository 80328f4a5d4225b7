# The guide for PingOne and PingFederate.

guide_ping_one_title = PingOneを接続する
guide_ping_one_new = PingOneにサインインして環境を選択し、‹[Integrations] > [Provisioning]› を開きます。プラス記号をクリックし、‹[New connection]› をクリックします。
guide_ping_one_store = ‹[Identity Store]› の横の ‹[Select]› をクリックし、‹[SCIM Outbound]› を選択して ‹[Next]› をクリックします。接続に名前を付け、もう一度 ‹[Next]› をクリックします。
guide_ping_one_url = SCIM URLを ‹[SCIM base URL]› に貼り付けます。ユーザのリソースは/Users、グループのリソースは/Groupsのままにし、SCIMのバージョンは2.0を選択します。
guide_ping_one_token = 認証方法として ‹[OAuth 2 Bearer Token]›、種類としてBearerを選択し、トークンを ‹[OAuth Access Token]› に貼り付けます。
guide_ping_one_test = ‹[{ $button }]› をクリックします。成功したら、設定に進みます。
guide_ping_one_preferences = ユーザの照合に ‹[userName]› を使用するように設定し、割り当てを解除されたユーザを無効化するか削除するかを選択して保存します。接続を有効にします。
guide_ping_one_rule = 続けて ‹[Provisioning]› でルールを作成します。ソースとしてPingOne、ターゲットとしてこの接続を選択し、送信するユーザを決めるユーザフィルターを設定し、属性マッピングを確認し、グループを選択して、ルールを有効にします。
guide_ping_federate_title = PingFederateを接続する場合
guide_ping_federate_connector = PingFederateには、Ping IdentityのSCIMコネクターが必要です。インストール後、SCIMタイプのアウトバウンドプロビジョニングを含むSP接続を作成します。
guide_ping_federate_url = SCIM URLを ‹[SCIM URL]› に貼り付け、‹[SCIM Version]› で ‹[2.0]› を選択します。
guide_ping_federate_token = ‹[Authentication Methods]› で ‹[OAuth 2 Bearer Token]› を選択し、トークンを ‹[Access Token]› に貼り付けます。‹[Unique User Identifier]› は ‹[userName]› のままにします。
guide_ping_federate_channel = ユーザの取得元となるディレクトリのチャネルを追加し、属性をマッピングして、チャネルと接続を有効にします。
