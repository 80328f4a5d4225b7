# The guide for authentik.

guide_authentik_connect_title = authentikを接続する
guide_authentik_connect_new = 管理者としてauthentikにサインインし、Admin interfaceを開きます。‹[Applications] > [Applications]› を開き、‹[New Application]› をクリックします。
guide_authentik_connect_type = アプリケーションに名前を付けて ‹[Next]› をクリックし、プロバイダの種類として ‹[SCIM]› を選択して、もう一度 ‹[Next]› をクリックします。
guide_authentik_connect_url = SCIM URLを ‹[URL]› に貼り付けます。
guide_authentik_connect_token = トークンを ‹[Token]› に貼り付けます。最後まで進み、‹[Create]› をクリックします。
guide_authentik_connect_backchannel = アプリケーションを編集します。‹[Backchannel providers]› の横のプラス記号をクリックし、新しいSCIMプロバイダを選択して ‹[Confirm]› をクリックし、保存します。この手順を行わないと、何も送信されません。
guide_authentik_attribute = ‹[Customization] > [Property Mappings]› で、各属性を名前空間の下に置くSCIMマッピングを作成し、SCIMプロバイダで選択します。
guide_authentik_next_hourly = authentikは変更をその都度送信し、さらに1時間ごとに全体を同期します。
