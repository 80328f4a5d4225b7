# Why something is not done, for the administrator who asked for it in the portal.

refusals_illegible = 名前には、目に見える文字を1文字以上含めてください。改行などの制御文字は使用できません。
refusals_bad_name = 名前は、目に見える文字を含む1～{ $max }文字で、制御文字を含めずに入力してください。
refusals_organization_name_taken = 同じ名前の組織がすでに存在します。別の名前を入力してください。
refusals_connection_name_taken = この組織には同じ名前の接続がすでに存在します。別の名前を入力してください。
refusals_user_name_taken = この組織には同じユーザ名のユーザがすでに存在します。別のユーザ名を入力するか、既存のユーザを変更してください。
refusals_group_name_taken = 同じ名前のグループがすでに存在します。別の名前を入力するか、既存のグループを変更してください。
refusals_too_many_tokens = { $max ->
    [1] 保持できるトークンは1個だけです。既存のトークンを更新するか、先に削除してください。
   *[other] 保持できるトークンは最大{ $max }個です。先に1個削除してください。
}

refusals_bad_text = 件名は1行で1～{ $subject }文字、本文は1～{ $text }文字です。制御文字は使用できません。
refusals_text_mistake = この文面は使用できません。{ $mistake }
refusals_too_large = 上限の{ $max }バイトを超えます。値を減らすか、短くしてください。
refusals_too_long = { $attribute }が上限の{ $max }バイトを超えます。短い値を入力してください。
refusals_okta_replaces = { $switch }はOktaでは使用できません。Oktaがグループのメンバーを置き換える場合は、他のメンバーを外す必要があるためです。オプションをオフにしてください。

refusals_nested_group = 接続のポリシーにより、グループをグループのメンバーにすることはできません。代わりに、そのメンバーを追加してください。
refusals_group_name_elsewhere = 接続{ $connection }に同じ名前のグループがあります。別の名前を入力するか、先にそのグループを削除してください。
refusals_group_name_local = この組織には同じ名前のローカルグループがあります。別の名前を入力するか、先にそのグループを削除してください。
refusals_group_of_connection = このグループは接続{ $connection }から同期されているため、ここで変更しても上書きされます。プロバイダで変更してください。
refusals_several_groups = 複数の接続に同じ名前のグループがあります。IDで指定してください。
refusals_nobody_named = { $names }に該当するユーザまたはグループが見つかりません。ユーザ名またはIDを確認してください。何も変更されていません。
refusals_too_many_invited = メールアドレスで指定したメンバーにより{ $count }人が追加されますが、一度に追加できるのは{ $max }人までです。何回かに分けて追加してください。
refusals_unknown_members = IDが{ $ids }のユーザまたはグループはありません。先にユーザまたはグループを追加してから、メンバーにしてください。
refusals_own_member = グループを自分自身のメンバーにすることはできません。別のメンバーを選択してください。
refusals_group_in_itself = { $group }はすでに{ $member }に含まれているため（{ $path }）、{ $member }を{ $group }のメンバーにすることはできません。先にそこから外してください。
refusals_nested_too_deep = グループのネストが{ $levels }階層以上になります。上限は{ $max }階層です。内側のグループのメンバーを、より外側のグループに直接追加してください。

refusals_user_name_no_email = 接続のポリシーにより、ユーザ名はメールアドレスの形式で入力してください。
refusals_user_name_not_the_email = 接続のポリシーにより、ユーザ名とメールアドレスには同じ値を入力してください。
refusals_user_name_fixed = 接続のポリシーにより、ユーザ名は後から変更できません。ユーザを削除し、新しいユーザを追加してください。
refusals_email_required = 接続のポリシーにより、メールアドレスが必要です。入力してください。
refusals_email_taken = このメールアドレスは別のユーザが使用しています。別のメールアドレスを入力するか、既存のユーザを変更してください。
refusals_too_many_emails = 接続のポリシーにより、メールアドレスは1つだけです。他のメールアドレスを外してください。
refusals_email_fixed = 接続のポリシーにより、メールアドレスは後から変更できません。ユーザを削除し、新しいユーザを追加してください。
refusals_user_is_local = この組織には、同じユーザがローカルユーザとしてすでに存在します。そのユーザを変更するか、先に削除してください。
refusals_created_inactive = 接続のポリシーにより、非アクティブなユーザは追加できません。先にアクティブに設定してください。
refusals_names_required = 接続のポリシーにより、名前が必要です。姓または名を入力してください。
refusals_external_id_taken = この接続の別のユーザまたはグループが同じ外部IDを使用しています。別の外部IDを入力してください。
refusals_external_id_too_long = 外部IDは{ $max }文字以内で入力してください。
refusals_no_seat = { $max ->
    [0] 組織にシートがありません。シートの追加を依頼してください。
   *[other] 組織のシート（{ $max }）がすべて使用されています。不要なユーザを無効化または削除するか、シートの追加を依頼してください。
}
refusals_protected = このユーザは保護されているため、無効化または削除できません。先に保護を解除してください。
refusals_invite_again = アクセスできなくなったユーザは、アクティブに設定しても復元されません。もう一度招待してください。
refusals_no_invitations = この接続では招待を使用しません。プロバイダが送信したユーザは、すぐにアクセスできます。操作は必要ありません。
refusals_not_adopted = これは組織のローカルのもので、接続にリンクされていないため、プロバイダからは削除できません。管理者がここで削除できます。
refusals_disabled = このユーザは無効です。先に有効にしてください。
refusals_revoked = このユーザのアクセスは取り消されています。先に復元してください。
refusals_not_invited = このユーザはまだ招待されていません。先に招待してください。
refusals_invited_before = このユーザはすでに招待されています。招待を再送してください。
refusals_not_accepted = このユーザはまだ招待を承諾していません。承諾を待つか、招待を再送してください。
refusals_accepted_before = このユーザはすでに招待を承諾しています。操作は必要ありません。
refusals_has_access = このユーザはすでにアクセスできます。操作は必要ありません。

refusals_bad_email = メールアドレスの形式が正しくないか、{ $max }文字を超えています。zoe@example.comのように入力してください。
refusals_bad_password = パスワードは{ $min }～{ $max }文字で入力してください。無関係な単語をいくつか並べると、覚えやすく推測されにくくなります。
refusals_last_owner = 最後のオーナーです。オーナーがいないと、管理者を管理できなくなります。先に別の管理者をオーナーにしてください。

refusals_attribute_bad_name = { $name }は属性の名前として使用できません。英字で始まり、英数字、「-」、「_」を使って（スペースなし）{ $max }文字以内で入力してください。
refusals_attribute_built_in = { $name }は組み込み変数の名前です。別の名前を入力してください。
refusals_attribute_declared = この接続には属性{ $name }がすでにあります。別の名前を入力してください。
refusals_attribute_spelt = 組織の別の接続では、この属性の名前は{ $name }です。変数では大文字と小文字が区別されるため、同じ表記で入力してください。
refusals_attribute_no_extension = この接続のポリシーではカスタム属性を使用できません。先に、ポリシーの「カスタム属性の名前空間」に名前を入力してください。
refusals_attribute_too_many = この接続の属性は上限の{ $max }個に達しています。先に1つ削除してください。
refusals_attribute_being_removed = 削除した属性{ $name }の値を削除しています。しばらくしてから、もう一度お試しください。
refusals_attribute_used = 属性{ $name }は{ $users }で使用されています。先にそこから変数を外してください。
refusals_attribute_urn_in_use = 属性の値は名前空間の下に保存されているため、接続にカスタム属性がある間は名前空間を変更できません。名前空間を{ $name }のままにしてください。変更するには、先に属性を削除する必要があります（属性の値も削除されます）。
refusals_invitation_subject = 招待メールの件名（{ $language }）
refusals_invitation_text = 招待メールの本文（{ $language }）
refusals_reminder_subject = リマインダーの件名（{ $language }）
refusals_reminder_text = リマインダーの本文（{ $language }）

refusals_configuration_name_taken = この組織には同じ名前の構成がすでに存在します。別の名前を入力するか、既存の構成を変更してください。
refusals_configuration_too_many = 組織の構成は上限の{ $max }個に達しています。先に1つ削除してください。
refusals_configuration_fields = 構成のフィールドは1～{ $max }個です。追加または削除してください。
refusals_configuration_field_name = フィールドの名前は1～{ $max }文字で、制御文字を含めずに入力してください。
refusals_configuration_field_twice = { $name }という名前のフィールドが2つあります。それぞれに別の名前を付けてください。
refusals_configuration_mistake = フィールド{ $field }は使用できません。{ $mistake }

refusals_variable_meant = { $position }文字目の変数{ $name }はありません。{ $meant }ではありませんか？
refusals_variable_unknown = { $position }文字目の変数{ $name }はありません。一覧から選択するか、先に同じ名前のカスタム属性を接続に追加してください。
refusals_variable_unclosed = { $position }文字目の変数に閉じ括弧がありません。括弧を閉じるか、ドル記号を文字として表示する場合は2つ続けて入力してください。
refusals_variable_nameless = { $position }文字目の変数に名前がありません。名前を入力するか、ドル記号を文字として表示する場合は2つ続けて入力してください。
refusals_variable_control = { $position }文字目に制御文字があります。削除してください。
refusals_variable_too_long = 文字数が上限の{ $max }文字を超えています。短くしてください。
refusals_variable_too_many = 変数が上限の{ $max }個を超えています。減らすか、2つのフィールドに分けてください。

refusals_policy_preset = ポリシーは、次のプリセットのいずれかで始めてください: { $presets }。
refusals_policy_form = ポリシーの設定は、invite=manualのように入力してください。
refusals_policy_no_knob = ポリシーに{ $name }という設定はありません。一覧から選択してください。
refusals_policy_value = { $name }に設定できる値は次のとおりです: { $choices }。

refusals_quoted = 「{ $text }」
