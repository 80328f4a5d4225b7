# The guide for Google Workspace.

guide_google_note = Google Workspaceがプロビジョニングできるのは、自動プロビジョニングに対応したカタログのアプリだけで、汎用のSCIMアプリはありません。対象のアプリがない場合は、別のプロバイダからユーザを送信してください。
guide_google_connect_title = Googleを接続する
guide_google_connect_open = Google管理コンソールにサインインし、‹[アプリ] > [ウェブアプリとモバイルアプリ]› を開きます。アプリを開きます。シングルサインオン（SAML）の設定が完了している必要があります。
guide_google_connect_configure = ‹[自動プロビジョニング]› セクションで、‹[自動プロビジョニングを設定]› をクリックします。
guide_google_connect_values = トークンを貼り付けます。求められた場合はSCIM URLも貼り付け、‹[続行]› をクリックします。
guide_google_connect_map = アスタリスクの付いた属性がすべてマッピングされていることを確認し、‹[続行]› をクリックします。
guide_google_connect_scope = 特定のグループだけを送信する場合は、検索して追加します。‹[続行]› をクリックします。
guide_google_connect_leavers = ユーザの停止、削除、アプリの無効化を送信するまでの期間を選択し、完了します。
guide_google_connect_on = ‹[自動プロビジョニング]› をオンにし、送信するユーザに対してアプリがオンになっていることを確認します。
guide_google_next_hours = Googleは数時間ごとに変更を送信します。停止または削除されたユーザは、選択した期間が経過した後に送信されます。
