# Configurations: what the product is told of each user.

configurations_title = Configurations
configurations_about = Sets of fields that the product receives for each user, filled in with the user’s own values.
configurations_new = New configuration
configurations_name = Name
configurations_created = Created
configurations_empty_title = No configurations yet
configurations_empty_text = A configuration is a set of fields, such as a mail server’s address and an account name. Type $ in a field to insert a value of the user. The product receives the fields for every user.
configurations_full = You have reached the limit of { $count } configurations. Delete one to create another.
configurations_fields = Fields
configurations_fields_hint = Type $ to see the available variables, or open the list below.
configurations_fields_full = You have reached the limit of { $count } fields in a configuration.
configurations_field = Field { $number }
configurations_field_name = Field name
configurations_field_text = Text
configurations_up = Move up
configurations_down = Move down
configurations_add = Add field
configurations_remove = Remove
configurations_variables = Available variables
configurations_no_variable = No variable has this name.
configurations_escape = To write { $meant } as plain text, enter { $written }.
configurations_save = Save Changes
configurations_cancel = Cancel
configurations_delete = Delete
configurations_preview = Preview
configurations_preview_text = Shows the fields for a user as you have entered them here, saved or not.
configurations_find = Search for a user by name
configurations_find_button = Search
configurations_choose = Choose a user
configurations_more =
    { $count ->
        [one] and { $count } more
       *[other] and { $count } more
    }
configurations_nobody = There are no users yet.
configurations_not_found = No user has the name “{ $text }”.
configurations_no_fields = There are no fields yet.
configurations_value = Value
configurations_empty_value = empty
configurations_missing = No value for:
configurations_too_long = The text would be too long.
configurations_mistaken = Correct the text of the field to see its value.
configurations_stale = Someone else saved this configuration while you were editing. Your changes are still in the fields below. What is saved now is shown here. Save again to replace it.
configurations_gone = Someone else deleted this configuration while you were editing. Your changes are still in the fields below. Save to create the configuration again.
configurations_deletion_title = Delete the configuration { $name }?
configurations_deletion_text = The product is notified, and no user gets these fields any more. This cannot be undone.
configurations_deletion_button = Delete configuration
configurations_back = Back to the configuration
configurations_notice_saved = The configuration has been saved.
configurations_notice_deleted = The configuration has been deleted.
