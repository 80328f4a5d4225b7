# What was done to a user or a group.

history_empty_title = まだありません
history_empty_text = 今後の変更が、変更した人とともにここに表示されます。
history_changes = { $count } 個の属性の変更
history_newest = 最新
history_older = 以前の履歴
