# What to change in the provider after a call was refused. The providers' own pages are named as they name themselves.

advice_url_okta = [プロビジョニング] タブの [SCIM 2.0ベースURL] フィールド
advice_url_entra = [Admin Credentials] の [Tenant URL] フィールド
advice_url_onelogin = [Configuration] タブの [SCIM Base URL] フィールド
advice_url_jumpcloud = [Identity Management] の [Base URL] フィールド
advice_url = SCIMベースURLのフィールド

advice_token_okta = [プロビジョニング] タブの [OAuthベアラトークン] または [HTTP Header] フィールド
advice_token_entra = [Admin Credentials] の [Secret Token] フィールド
advice_token_onelogin = [Configuration] タブの [SCIM Bearer Token] フィールド
advice_token_jumpcloud = [Identity Management] の [Token Key] フィールド
advice_token = ベアラートークンのフィールド

advice_mapping_onelogin = [SCIM JSON Template] テンプレート
advice_mapping = 属性マッピング

advice_matching_okta = [プロビジョニング] タブの [Unique identifier field for users] フィールド
advice_matching_entra = 属性マッピングの照合属性
advice_matching_onelogin = [SCIM Username] パラメーター
advice_matching = 照合属性

advice_again_okta = そのユーザの割り当てを解除してから、もう一度割り当ててください
advice_again_entra = [Restart provisioning] を選択してください
advice_again_onelogin = [Sync logins] を選択してください
advice_again_jumpcloud = [Identity Management] をもう一度有効にしてください
advice_again = すべてをもう一度同期してください

advice_group_again_okta = [Push Groups] でグループのリンクを解除してから、もう一度プッシュしてください
advice_group_again_entra = アプリケーションからグループを削除してから、もう一度割り当ててください
advice_group_again_onelogin = [Reapply entitlement mappings] を選択してください
advice_group_again_jumpcloud = アプリケーションからグループを外してから、もう一度追加してください
advice_group_again = グループをもう一度同期してください

advice_or_dialect = または、この接続の互換性プロファイルを、これを受け入れる「{ $dialect }」に変更してください。
advice_or_switch = または、この接続の互換性設定で`{ $switch }`をオンにしてください。
advice_or_reactivate = 非アクティブになっただけのユーザであれば、この接続の互換性設定で`{ $switch }`をオンにしてください。
advice_or_link_okta = または、[Push Groups] で既存のグループにリンクしてください。

advice_bearer_typed = { $name }が、トークンを`Bearer `なしで送信しています。[Header Auth] は入力された値をそのまま送信するため、`Bearer `に続けてトークンを入力してください。{ $or }
advice_bearer = トークンの前に`Bearer `がありません。{ $name }で、ベアラートークンとして送信するように設定してください。{ $or }
advice_no_token = { $name }がトークンを送信していません。この接続のトークンを貼り付けてください（{ $token }）。
advice_foreign_token = { $name }が、このサーバーのトークンではないものを送信しています。この接続のトークンを貼り付けてください（{ $token }）。
advice_mistyped_token = { $name }のトークンに誤りがあるか、途中で切れています。トークン全体をもう一度コピーして貼り付けてください（{ $token }）。トークンが手元にない場合は、更新してください。
advice_wrong_secret = { $name }に設定されているトークンが、更新前のものか、誤っています。新しいトークンを貼り付けてください（{ $token }）。
advice_expired_token = トークンの有効期限が切れています。[更新] をクリックし、新しいトークンを{ $name }に貼り付けてください（{ $token }）。
advice_inactive_token = トークンが非アクティブに設定されています。アクティブに設定するか、アクティブなトークンを{ $name }に貼り付けてください（{ $token }）。
advice_disabled_connection = この接続ではSCIMが無効になっています。SCIMを有効にしてください。{ $name }の変更は必要ありません。
advice_provisioning_off = この環境全体でプロビジョニングが無効になっています。運用担当者に設定「provisioning」を有効にするよう依頼してください。{ $name }の変更は必要ありません。
advice_wrong_address = 別の接続のトークンが使われています。この接続のトークンを{ $name }に貼り付けてください（{ $token }）。
advice_unknown_token = { $name }に設定されたトークンはすでに存在しません。新しいトークンを生成して貼り付けてください（{ $token }）。

advice_deleted_before = { $name }が削除しようとしたものは、すでに存在しません。操作は必要ありません。
advice_missed_group = { $name }が要求したグループは、すでに存在しません。意図して削除した場合、操作は必要ありません。そうでない場合は、{ $again }。
advice_missed_user = { $name }が要求したユーザは、すでに存在しません。意図して削除した場合、操作は必要ありません。そうでない場合は、{ $again }。
advice_gone_group = { $name }が要求したグループは、すでに存在しないか、もともと存在しません。{ $name }の管理画面で、{ $again }。名前で検索され、存在しない場合は作成されます。
advice_gone_user = { $name }が要求したユーザは、削除されたか、もともと存在しません。{ $name }の管理画面で、{ $again }。ユーザ名で検索され、存在しない場合は作成されます。
advice_doubled = SCIM URLの末尾に/{ $endpoint }が付いています。これを削除してください。この接続のSCIM URLを、何も付け加えずにそのまま貼り付けてください（{ $url }）。
advice_no_address = { $name }が存在しないアドレスを呼び出しています。この接続のSCIM URLを、何も付け加えずにそのまま貼り付けてください（{ $url }）。
advice_no_method = { $name }が、このアドレスでは使用できないHTTPメソッドを使っています。設定したSCIM URLを確認してください（{ $url }）。
advice_taken_group = 同じ名前のグループがすでに存在します。{ $name }でどちらかの名前を変更してください。{ $or }
advice_taken_user = 同じuserNameのユーザがすでに存在します。{ $matching }を`userName`にするか、{ $name }でそれぞれに異なるuserNameを設定してください。{ $or }

advice_policy = 接続のポリシーで許可されていません（{ $rule }）。応答の指示に従って{ $name }を変更するか、接続のポリシーを変更してください。
advice_protected = このユーザは保護されているため、{ $name }から無効化や削除はできません。許可する場合は、保護を解除してください。
advice_no_seat = 組織に空きシートがありません。{ $name }で不要なユーザの割り当てを解除するか、組織のシート数を増やしてください。
advice_unknown_member = { $name }が、この接続に存在しないユーザをグループに追加しようとしました。そのユーザもアプリケーションに割り当ててから、グループをもう一度送信してください。
advice_changed = その間に別の変更が行われていました。{ $name }が自動的に読み直すため、操作は必要ありません。
advice_too_large = { $name }が一度に送信する量が多すぎます。1回のリクエストのメンバーを減らすか、フィルターを短くしてください。上限は応答に記載されています。
advice_not_json = { $name }がJSON以外の形式で送信しています。{ $name }でapplication/scim+jsonを選択してください。
advice_too_often = { $name }の呼び出しの頻度が高すぎます。後で自動的に再試行されるため、操作は必要ありません。
advice_not_offered = { $name }が、対応していない機能を使用しています。代わりに使える機能は応答に記載されています。
advice_unavailable = そのとき、サーバーで呼び出しを処理できませんでした。{ $name }が自動的に再試行します。繰り返し発生する場合は、サーバーの運用担当者に連絡してください。

advice_manager_text_reference = { $name }が`manager`をテキストとして送信しました。`manager`のマッピングの種類をReferenceにしてください。
advice_manager_list_reference = { $name }が`manager`をリストとして送信しました。`manager`のマッピングの種類をReferenceにしてください。
advice_manager_text = { $name }が`manager`をテキストとして送信しました。{ $mapping }で、IDを`value`に持つオブジェクトを送信するように設定してください。{ $or }
advice_manager_list = { $name }が`manager`をリストとして送信しました。{ $mapping }で、IDを`value`に持つオブジェクトを送信するように設定してください。{ $or }
advice_active_text = { $name }が`active`をテキストとして送信しました。{ $mapping }で、trueまたはfalseを送信するように設定してください。{ $or }
advice_filter = { $name }によるユーザまたはグループの検索を処理できません。{ $matching }を`userName`または`externalId`、グループの場合は`displayName`にしてください。{ $or }
advice_no_target = { $name }が、リストにない値を変更しようとしました。{ $mapping }で、属性全体を送信するように設定してください。{ $or }
advice_read_only = { $name }が、サーバーだけが設定する`{ $attribute }`を変更しようとしました。この属性を、{ $mapping }から外してください。
advice_unknown_attribute = { $name }が送信した`{ $attribute }`は、このままでは属性として扱えません。{ $mapping }で修正するか、外してください。{ $or }
advice_bad_value = { $name }が送信した`{ $attribute }`の値が正しくありません。応答の指示に従って、{ $mapping }で修正してください。
advice_malformed = { $name }のリクエストの形式が正しくありません。問題の内容は応答に記載されています。
