# The guide for authentik.

guide_authentik_connect_title = authentik を接続する
guide_authentik_connect_new = 管理者として authentik にサインインし、Admin interface を開きます。‹[Applications] > [Applications]› を開き、‹[New Application]› をクリックします。
guide_authentik_connect_type = アプリケーションに名前を付けて ‹[Next]› をクリックし、プロバイダの種類として ‹[SCIM]› を選択して、もう一度 ‹[Next]› をクリックします。
guide_authentik_connect_url = SCIM URL を ‹[URL]› に貼り付けます。
guide_authentik_connect_token = トークンを ‹[Token]› に貼り付けます。最後まで進み、‹[Create]› をクリックします。
guide_authentik_connect_backchannel = アプリケーションを編集します。‹[Backchannel providers]› の横のプラス記号をクリックし、新しい SCIM プロバイダを選択して ‹[Confirm]› をクリックし、保存します。この手順を行わないと、何も送信されません。
guide_authentik_attribute = ‹[Customization] > [Property Mappings]› で、各属性を名前空間の下に置く SCIM マッピングを作成し、SCIM プロバイダで選択します。
guide_authentik_next_hourly = authentik は変更をその都度送信し、さらに 1 時間ごとに全体を同期します。
