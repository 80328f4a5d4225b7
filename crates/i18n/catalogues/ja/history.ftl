# What was done to a user or a group.

history_empty_title = 履歴はまだありません
history_empty_text = 変更があると、変更した人とともにここに表示されます。
history_changes = { $count }個の属性の変更
history_newest = 最新
history_older = 以前の履歴
