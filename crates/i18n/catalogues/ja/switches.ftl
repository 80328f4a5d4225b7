# What can be switched on a connection's dialect.

switches_remove_values = 削除操作に値が指定されている場合、その値だけを削除します。オフの場合は拒否します。
switches_missing_element = emails[type eq "work"].value のように、まだ存在しない値への書き込みがあった場合、その値を作成します。オフの場合は拒否します。
switches_string_scalars = "True" と "False" を真偽値、数字のテキストを数値として受け付けます。オフの場合は拒否します。
switches_dotted_keys = name.givenName のようなキーをパスとして受け付けます。オフの場合は不明な属性として扱います。
switches_unqualified_names = 拡張スキーマの属性を URN なしでも受け付けます。オフの場合は不明な属性として扱います。
switches_old_urns = urn:scim:schemas:extension:enterprise:1.0 のような RFC 以前のスキーマの URN を、現在の URN として受け付けます。オフの場合は該当するものがないとみなします。
switches_bare_values = 上司の ID だけのテキストのように、オブジェクトまたはリストで囲まれていない値を受け付けます。オフの場合は拒否します。
switches_blank_clears = 空のテキストで属性をクリアします。オフの場合は空のまま保存します。
switches_encoded_value = PATCH の値として、オブジェクトの JSON テキストを受け付けます。オフの場合は拒否します。
switches_unknown_attributes = どのスキーマにもない属性を無視し、記録します。オフの場合はリクエストを拒否します。
switches_unknown_schemas = schemas に含まれる不明な URN を無視し、不足している URN を補います。オフの場合はリクエストを拒否します。
switches_read_only_echo = PATCH に他の属性とともに含まれる読み取り専用の属性を無視します。オフの場合はリクエストを拒否します。
switches_put_keeps_members = メンバーの指定がないグループの PUT では、メンバーを維持します。オフの場合はグループを空にします。
switches_unquoted_literals = フィルタの値に引用符がなくても受け付けます。オフの場合は拒否します。
switches_encoded_filters = 2 重にエンコードされたフィルタを、もう一度デコードします。オフの場合は拒否します。
switches_element_comparison = emails[type eq "work"].value eq "…" という形のフィルタを受け付けます。オフの場合は拒否します。
switches_members_replace_is_add = グループのメンバーの置き換えを追加として扱い、誰も削除しません。オフの場合は、指定されたメンバーだけになります。
switches_group_patch_answers_body = グループの PATCH に対して、グループを応答します。オフの場合は 204 を本文なしで応答します。
switches_raw_token = 前に「Bearer」がないトークンを受け付けます。オフの場合は拒否します。
switches_post_reactivates = この接続の非アクティブなユーザと同じ userName でユーザの作成が要求された場合、そのユーザを更新して再びアクティブにします。オフの場合は競合とみなします。
