# The guide for Rauthy.

guide_rauthy_connect_title = Rauthyを接続する
guide_rauthy_connect_client = Rauthyの管理パネルにサインインし、‹[Clients]› を開いて、このサービスのクライアントを開くか、追加します。
guide_rauthy_connect_enable = クライアントのSCIM設定を開き、‹[Enable SCIMv2]› をオンにします。
guide_rauthy_connect_url = SCIM URLをベースURIとして貼り付けます。
guide_rauthy_connect_token = トークンをベアラートークンとして貼り付けます。
guide_rauthy_connect_groups = グループも送信する場合は、‹[Synchronize Groups]› をオンにします。‹[Groups Filter Prefix]› を設定すると、名前がその文字列で始まるグループと、そのメンバーだけが送信されます。
guide_rauthy_connect_save = 保存します。Rauthyはすぐにすべてのユーザを送信します。
guide_rauthy_next_delete = Rauthyで削除されたユーザをここで削除するか無効化するかは、Rauthyの設定scim.sync_delete_users（グループはscim.sync_delete_groups）で決まります。
guide_rauthy_attribute = Rauthyは、この名前空間の属性を送信しません。この接続のカスタム属性は空のままになります。
