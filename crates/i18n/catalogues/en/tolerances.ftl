# What a dialect let pass.

tolerances_string_scalar = Text stood for a boolean or a number, and was read as one.
tolerances_dotted_key = A key such as name.givenName was read as the path that it looks like.
tolerances_unqualified_name = An attribute of an extension came without the extension's URN, and was found.
tolerances_old_urn = A URN from before the RFC was read as the one that replaced it.
tolerances_missing_element = A value that was to be changed was not there, and was made.
tolerances_remove_values = A remove listed values, and removed those and no others.
tolerances_bare_value = A value came without the object or the list around it, and was taken for what it stands for.
tolerances_blank_clears = A blank value cleared an attribute.
tolerances_encoded_value = The value of a PATCH was the JSON text of an object, and was read as the object.
tolerances_unknown_attribute = An attribute that no schema declares was left out.
tolerances_unknown_schema = A URN that no schema has was left out.
tolerances_missing_schema = The URN of the resource's own schema was missing, and was added.
tolerances_members_replace_is_add = A replace of a group's members added them and removed nobody.
tolerances_read_only_echo = A read-only attribute in a PATCH was left out.
tolerances_stray_member = Something that the RFC does not know stood beside the request, and was left out.
tolerances_repeated_schema = The same URN was listed twice, and counted once.
tolerances_put_keeps_members = A request about a group said nothing of its members, and they were kept.
tolerances_unquoted_literal = A filter had a text without quotation marks, and was read.
tolerances_encoded_filter = A filter was percent-encoded twice, and was decoded once more.
tolerances_element_comparison = A filter compared something behind the brackets, and was read.
tolerances_repeated_value = A list had the same value twice, and the first was kept.
tolerances_replace_drops_many = A replace of a group's members by a single one took many out of it; perhaps it was meant as an addition.
tolerances_raw_token = The token came without the word Bearer before it, and was taken.
tolerances_post_reactivates = Creating a user reactivated the one who was there.
tolerances_policy = The connection's policy did not let a part of the request happen; the rest was done.
