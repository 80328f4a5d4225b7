# Configurations: what the product is told of each user.

configurations_title = Configurations
configurations_about = Texts that the product gets for each user, with the user’s own values in them.
configurations_new = New configuration
configurations_name = Name
configurations_created = Created
configurations_empty_title = No configuration yet
configurations_empty_text = A configuration is a set of fields such as a mail server’s address and an account name. Write $ in a field to put a user’s value there; the product then gets the fields of every user.
configurations_full = There are { $count } configurations, as many as there may be. Delete one to make another.
configurations_fields = Fields
configurations_fields_hint = Type $ to see what can be used, or open the list below.
configurations_fields_full = There are { $count } fields, as many as a configuration may have.
configurations_field = Field { $number }
configurations_field_name = Name of the field
configurations_field_text = Text
configurations_up = Move up
configurations_down = Move down
configurations_add = Add field
configurations_remove = Remove
configurations_variables = What can be used
configurations_no_variable = Nothing is called so.
configurations_escape = Write { $written } for the text { $meant } itself.
configurations_save = Save Changes
configurations_cancel = Cancel
configurations_delete = Delete
configurations_preview = Preview
configurations_preview_text = What the fields become for a user, as they stand here, saved or not.
configurations_find = Find a user by name
configurations_find_button = Find
configurations_choose = Choose a user
configurations_more =
    { $count ->
        [one] and { $count } more
       *[other] and { $count } more
    }
configurations_nobody = There are no users yet.
configurations_not_found = No user is called “{ $text }”.
configurations_no_fields = There are no fields yet.
configurations_value = Value
configurations_empty_value = empty
configurations_missing = No value for:
configurations_too_long = The text would be too long.
configurations_mistaken = The text of the field cannot be used yet.
configurations_stale = Somebody else saved this configuration meanwhile. What you typed still stands below, and this is what is saved now. Save once more to replace it.
configurations_gone = Somebody else deleted this configuration meanwhile. What you typed still stands below. Save it to make the configuration again.
configurations_deletion_title = Delete the configuration { $name }?
configurations_deletion_text = The product is told that it is gone, and no user gets these fields any more. This cannot be undone.
configurations_deletion_button = Delete configuration
configurations_back = Back to the configuration
configurations_notice_saved = The configuration has been saved.
configurations_notice_deleted = The configuration has been deleted.
