# What came of a call, in the list of the request log.

outcomes_refused = 拒否しました。{ $why }
outcomes_created_user = ユーザを作成しました。
outcomes_created_group = グループを作成しました。
outcomes_taken_back = ユーザを新しく作成する代わりに、既存のユーザを再びアクティブにしました。
outcomes_read_user = ユーザを取得しました。
outcomes_read_group = グループを取得しました。
outcomes_listed_users = { $total ->
    [0] ユーザを一覧表示しました: 0件です。
   *[other] ユーザを一覧表示しました: { $total }件です。
}
outcomes_listed_groups = { $total ->
    [0] グループを一覧表示しました: 0件です。
   *[other] グループを一覧表示しました: { $total }件です。
}
outcomes_listed_all = { $total ->
    [0] ユーザとグループを一覧表示しました: 0件です。
   *[other] ユーザとグループを一覧表示しました: { $total }件です。
}
outcomes_listed = 一覧を取得しました。
outcomes_found_users = { $found ->
    [0] { $by }でユーザを検索しました: 見つかりませんでした。
   *[other] { $by }でユーザを検索しました: { $found }件見つかりました。
}
outcomes_found_groups = { $found ->
    [0] { $by }でグループを検索しました: 見つかりませんでした。
   *[other] { $by }でグループを検索しました: { $found }件見つかりました。
}
outcomes_found_all = { $found ->
    [0] { $by }でユーザとグループを検索しました: 見つかりませんでした。
   *[other] { $by }でユーザとグループを検索しました: { $found }件見つかりました。
}
outcomes_looked = { $by }で検索しました。
outcomes_updated_user = ユーザを更新しました。
outcomes_updated_group = グループを更新しました。
outcomes_changed_user = ユーザを更新しました: { $attributes }
outcomes_changed_group = グループを更新しました: { $attributes }
outcomes_activated = ユーザをアクティブに設定しました。
outcomes_deactivated = ユーザを非アクティブに設定しました。
outcomes_added = メンバーを{ $added }人追加しました。
outcomes_removed = メンバーを{ $removed }人削除しました。
outcomes_members = グループのメンバー: { $added }人を追加、{ $removed }人を削除しました。
outcomes_replaced = { $members ->
    [0] グループのメンバーをすべて削除しました。
   *[other] グループのメンバーを{ $members }人に置き換えました。
}
outcomes_deleted_user = ユーザをデプロビジョニングしました。
outcomes_deleted_group = グループを削除しました。
outcomes_bulk = 一括処理: { $done }件を実行し、{ $refused }件を拒否しました。
outcomes_discovered = サーバーの機能を確認しました。
outcomes_done = 完了しました。
