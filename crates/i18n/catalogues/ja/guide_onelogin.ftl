# The guide for OneLogin.

guide_onelogin_add_title = OneLoginでアプリケーションを追加する
guide_onelogin_add_find = 管理者としてOneLoginにサインインし、‹[Applications]› を開いて ‹[Add App]› をクリックします。‹[SCIM Provisioner with SAML (SCIM v2 Enterprise)]› を検索して開きます。
guide_onelogin_add_save = 同僚が見て分かる名前を付けて ‹[Save]› をクリックします。タブが追加で表示されます。
guide_onelogin_connect_title = OneLoginを接続する
guide_onelogin_connect_url = ‹[Configuration]› タブで、SCIM URLを ‹[SCIM Base URL]› に貼り付けます。
guide_onelogin_connect_token = トークンを ‹[SCIM Bearer Token]› に貼り付けます。‹[SCIM JSON Template]› はそのままにします。
guide_onelogin_connect_enable = ‹[API Status]› の横の ‹[Enable]› をクリックします。OneLoginがすぐにこのサービスを呼び出し、‹[Enabled]› と表示されます。‹[Save]› をクリックします。
guide_onelogin_send_title = OneLoginから送信する内容を選択する
guide_onelogin_send_enable = ‹[Provisioning]› タブで ‹[Enable provisioning]› を選択します。変更ごとの承認が不要な場合は、その下の ‹[Create user]›、‹[Update user]›、‹[Delete user]› の選択を解除します。
guide_onelogin_send_leavers = 同じタブで、ユーザがOneLoginで削除された場合、またはアプリケーションへのアクセスを失った場合の動作を選択します。‹[Suspend]› ではここで無効化され、‹[Delete]› では削除されます。‹[Save]› をクリックします。
guide_onelogin_send_user_name = ‹[Parameters]› タブで、SCIMのユーザ名を ‹[Email]› に設定します。
guide_onelogin_send_groups = グループを送信する場合は、‹[Parameters]› タブの ‹[Groups]› の行を開き、‹[Include in User Provisioning]› を選択して ‹[Save]› をクリックします。‹[Rules]› タブで、ロールなどからグループを設定するルールを追加します。
guide_onelogin_assign_title = ユーザを割り当てる
guide_onelogin_assign_user = ‹[Users]› でユーザを開き、‹[Applications]› を表示します。プラス記号をクリックしてアプリケーションを選択し、‹[Continue]›、‹[Save]› の順にクリックします。ロールを使用すると、多数のユーザに一度に割り当てられます。
guide_onelogin_assign_approve = ステータスが ‹[Pending]› の場合は、それをクリックして ‹[Approve]› をクリックします。このサービスがユーザを受け入れると、‹[Provisioned]› に変わります。
guide_onelogin_attribute_parameter = ‹[Parameters]› タブで、属性ごとに、その名前をフィールド名とするパラメーターを追加し、値を選択します。
guide_onelogin_attribute_template = ‹[Configuration]› タブの ‹[SCIM JSON Template]› で、最後の波かっこの前に次の行を追加します。直前の行の末尾にはコンマを付けます。
