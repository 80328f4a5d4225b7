# What was done to a user or a group.

history_empty_title = Nothing yet
history_empty_text = Whatever is changed from now on is listed here, with who did it.
history_changes = { $count ->
    [one] One attribute changed
   *[other] { $count } attributes changed
}
history_newest = Newest
history_older = Older
