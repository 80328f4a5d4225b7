# What lists have in common.

lists_any = All
lists_source = Source
lists_last_modified = Last modified
lists_filter = Apply filters
lists_clear = Clear filters
lists_sort = Sort by:
lists_none_title = No results
lists_none_text = Shorten the search, or clear the filters.
lists_previous = Previous
lists_next = Next
lists_cancel = Cancel
