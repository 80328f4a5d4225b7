# What can be switched on a connection's dialect.

switches_remove_values = A remove that lists values removes those and no others; otherwise it is refused.
switches_missing_element = A write to a value that is not there yet, such as emails[type eq "work"].value, makes it; otherwise it is refused.
switches_string_scalars = The texts "True" and "False" count as booleans and numerals as numbers; otherwise they are refused.
switches_dotted_keys = A key such as name.givenName is read as the path that it looks like; otherwise it is an unknown attribute.
switches_unqualified_names = An attribute of an extension is found without the extension's URN; otherwise it is an unknown attribute.
switches_old_urns = A schema's URN from before the RFC, such as urn:scim:schemas:extension:enterprise:1.0, is read as the one that replaced it; otherwise nothing has that name.
switches_bare_values = A value without its object or its list, such as the id of a manager as plain text, is taken for what it stands for; otherwise it is refused.
switches_blank_clears = A blank text clears the attribute; otherwise it is kept as it is.
switches_encoded_value = The value of a PATCH may be the JSON text of an object; otherwise it is refused.
switches_unknown_attributes = Attributes that no schema declares are left out and reported; otherwise the request is refused.
switches_unknown_schemas = Unknown URNs in schemas are left out and a missing one is added; otherwise the request is refused.
switches_read_only_echo = Read-only attributes among others in a PATCH are left out; otherwise the request is refused.
switches_put_keeps_members = A PUT of a group that does not speak of members keeps them; otherwise it empties the group.
switches_unquoted_literals = A filter may have a text without quotation marks; otherwise it is refused.
switches_encoded_filters = A filter that was percent-encoded twice is decoded once more; otherwise it is refused.
switches_element_comparison = A filter may be emails[type eq "work"].value eq "…"; otherwise it is refused.
switches_members_replace_is_add = A replace of a group's members adds them and removes nobody; otherwise they become its only members.
switches_group_patch_answers_body = A PATCH of a group is answered with the group; otherwise with 204 and no body.
switches_raw_token = A token is taken without the word Bearer in front of it; otherwise it is refused.
switches_post_reactivates = Creating a user whose userName an inactive user of this connection has updates and reactivates that one; otherwise it is a conflict.
