# What lists have in common.

lists_any = Any
lists_source = Source
lists_last_modified = Last modified
lists_filter = Filter
lists_clear = Clear filters
lists_none_title = Nobody matches
lists_none_text = Try fewer letters, or clear the filters.
lists_previous = Previous
lists_next = Next
lists_cancel = Cancel
