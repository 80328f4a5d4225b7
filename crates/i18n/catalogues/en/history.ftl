# What was done to a user or a group.

history_empty_title = No history yet
history_empty_text = Changes will be listed here, with who made them.
history_changes = { $count ->
    [one] One attribute changed
   *[other] { $count } attributes changed
}
history_newest = Newest
history_older = Older
