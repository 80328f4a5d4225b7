# What a dialect let pass.

tolerances_string_scalar = 真偽値または数値がテキストで送信されたため、変換して受け付けました。
tolerances_dotted_key = name.givenNameのようなキーを、パスとして受け付けました。
tolerances_unqualified_name = 拡張スキーマの属性がURNなしで送信されたため、名前から判断しました。
tolerances_old_urn = RFC以前の古いURNを、現在のURNとして受け付けました。
tolerances_missing_element = 変更対象の値がなかったため、新しく作成しました。
tolerances_remove_values = 削除操作に値が指定されていたため、その値だけを削除しました。
tolerances_bare_value = オブジェクトまたはリストで囲まれていない値を、意図された値として受け付けました。
tolerances_blank_clears = 空のテキストが送信されたため、その属性の値を削除しました。
tolerances_encoded_value = PATCHの値がJSONテキストで送信されたため、オブジェクトとして受け付けました。
tolerances_unknown_attribute = どのスキーマにもない属性を無視しました。
tolerances_unknown_schema = どのスキーマにもないURNを無視しました。
tolerances_missing_schema = リソースのスキーマのURNがなかったため、補いました。
tolerances_members_replace_is_add = グループのメンバーの置き換えを追加として扱い、誰も削除しませんでした。
tolerances_read_only_echo = PATCHに含まれる読み取り専用の属性を無視しました。
tolerances_stray_member = リクエストに含まれるRFCにない項目を無視しました。
tolerances_repeated_schema = 同じURNが2回指定されていたため、1回とみなしました。
tolerances_put_keeps_members = グループのリクエストにメンバーの指定がなかったため、メンバーを維持しました。
tolerances_unquoted_literal = フィルターの値に引用符がありませんでしたが、受け付けました。
tolerances_encoded_filter = 二重にエンコードされたフィルターを、もう一度デコードしました。
tolerances_element_comparison = 角括弧の後で値を比較するフィルターを受け付けました。
tolerances_repeated_value = リストに同じ値が2回含まれていたため、最初の値を採用しました。
tolerances_replace_drops_many = グループのメンバーを1人に置き換えたため、多数のメンバーが外れました。追加のつもりだった可能性があります。
tolerances_raw_token = トークンの前に「Bearer」がありませんでしたが、受け付けました。
tolerances_post_reactivates = ユーザの作成要求により、既存のユーザを再びアクティブにしました。
tolerances_policy = リクエストの一部は接続のポリシーで許可されていないため、残りの部分だけが実行されました。
