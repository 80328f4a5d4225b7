# The guide for CyberArk Identity.

guide_cyberark_connect_title = CyberArkを接続する
guide_cyberark_connect_app = CyberArk IdentityのAdmin Portalにサインインし、‹[Apps & Widgets] > [Web Apps]› を開きます。このサービスのSAMLアプリケーションを開くか、追加します。プロビジョニングはその一部です。
guide_cyberark_connect_enable = ‹[Provisioning]› タブを開き、‹[Enable provisioning for this application]› を選択し、‹[Yes]› で確定します。
guide_cyberark_connect_url = SCIM URLを ‹[SCIM Service URL]› に貼り付けます。
guide_cyberark_connect_token = トークンをベアラートークンのフィールドに貼り付け、‹[{ $button }]› をクリックします。成功すると、下に追加のオプションが表示されます。
guide_cyberark_connect_leavers = 割り当てを解除されたユーザがここでもアクセスできなくなるように、‹[Do not de-provision (deactivate or delete) users in target application]› の選択を解除します。
guide_cyberark_assign_title = 送信するユーザを選択する
guide_cyberark_assign_roles = ‹[Role Mappings]› で ‹[Add]› をクリックし、ロールと、ここでのグループとなる ‹[Destination Group]› を選択します。ロールのユーザとグループが送信されます。
guide_cyberark_assign_permissions = ‹[Permissions]› タブで、ユーザまたはロールにアプリケーションが割り当てられていることを確認し、保存します。
