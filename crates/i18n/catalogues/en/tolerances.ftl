# What a dialect let pass.

tolerances_string_scalar = A boolean or a number was sent as text and was converted.
tolerances_dotted_key = A key such as name.givenName was read as a path.
tolerances_unqualified_name = An attribute of an extension was sent without the URN of the extension and was recognized by its name.
tolerances_old_urn = An old URN from before the RFC was read as the current one.
tolerances_missing_element = The value to be changed did not exist and was created.
tolerances_remove_values = A remove operation listed values, and only those were removed.
tolerances_bare_value = A value was sent without the object or list around it and was accepted.
tolerances_blank_clears = An empty value was sent, and the attribute was cleared.
tolerances_encoded_value = The value of a PATCH was sent as JSON text and was read as an object.
tolerances_unknown_attribute = An attribute that is in no schema was ignored.
tolerances_unknown_schema = A URN that belongs to no schema was ignored.
tolerances_missing_schema = The URN of the resource’s own schema was missing and was added.
tolerances_members_replace_is_add = A request to replace a group’s members was treated as an addition: no one was removed.
tolerances_read_only_echo = A read-only attribute in a PATCH was ignored.
tolerances_stray_member = The request contained something that is not in the RFC, which was ignored.
tolerances_repeated_schema = The same URN was listed twice and was counted once.
tolerances_put_keeps_members = A request for a group did not mention its members, so they were kept.
tolerances_unquoted_literal = A filter contained text without quotation marks and was accepted.
tolerances_encoded_filter = A filter was percent-encoded twice and was decoded once more.
tolerances_element_comparison = A filter with a comparison after the brackets was accepted.
tolerances_repeated_value = A list contained the same value twice, and only the first was kept.
tolerances_replace_drops_many = Many members were removed because the group’s members were replaced with a single one. It may have been meant as an addition.
tolerances_raw_token = The word “Bearer” was missing before the token, and the token was accepted.
tolerances_post_reactivates = A request to create a user reactivated an existing one.
tolerances_policy = The policy of the connection does not allow a part of the request; the rest was done.
