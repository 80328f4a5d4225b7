# The attributes that configurations can use.

attributes_title = Attributes
attributes_about = Variables that you can use in the fields of a configuration. Each is replaced with the user’s own value.
attributes_custom = Custom attributes
attributes_name = Name
attributes_type = Type
attributes_connection = Connection
attributes_used_by = Used by
attributes_declared = Added
attributes_variable = Variable
attributes_meaning = Meaning
attributes_add = Add custom attribute
attributes_add_text = Add the attribute here first, then map it in the identity provider. Values for attributes that have not been added here are discarded.
attributes_add_button = Add attribute
attributes_name_hint = Letters, digits, “-” and “_”, up to { $most } characters. In configurations, write { $variable }.
attributes_closed_text = No connection accepts custom attributes yet. Open a connection, choose “Edit settings”, and enter a namespace of custom attributes in its policy.
attributes_connect = Connect an identity provider
attributes_empty_title = No custom attributes yet
attributes_empty_text = Add an attribute that your identity provider sends for each user, such as a cost center or badge number. It appears on the user’s Attributes tab, and you can use it in configurations.
attributes_delete = Delete
attributes_back = Back to attributes
attributes_lacking_title = Some connections are missing custom attributes
attributes_lacking_text = Users of these connections have no value for the missing attributes, so configuration fields that use them cannot be filled in. Add the attributes to these connections too, and map them in the provider.
attributes_lacking = Missing in { $connection }:
attributes_lacking_configurations = Used by these configurations:
attributes_unsent_title = Some connections do not send their custom attributes
attributes_unsent_text = No user of these connections has a value for these attributes, so configuration fields that use them cannot be filled in. Map the attributes in the identity provider.
attributes_unsent = No user of { $connection } has a value for:
attributes_unsent_lately = None of the { $count } most recently changed users of { $connection } has a value for:
attributes_unsent_guide = Open the guide
attributes_removing_title = Removing the values of { $attribute }
attributes_removing_text = { $connection }: { $done } of { $all } users done.
attributes_built_in = Built-in variables
attributes_built_in_text = You can use these with any provider. A user without a value in the profile has none here.
attributes_deletion_title = Delete the attribute { $name }?
attributes_deletion_text = The connection { $connection } no longer accepts the attribute, and its users lose their values. This cannot be undone.
attributes_deletion_nobody = No user has a value for it.
attributes_deletion_users =
    { $count ->
        [one] { $count } user has a value, which is removed.
       *[other] { $count } users have a value, which is removed.
    }
attributes_deletion_users_at_most = The connection has { $count } users. All values of this attribute are removed.
attributes_deletion_configurations = No configuration and no invitation text uses it.
attributes_deletion_others = These connections keep the attribute and the values of their users:
attributes_deletion_button = Delete attribute
attributes_notice_added = The attribute has been added. Next: map it in the identity provider.
attributes_notice_deleted = The attribute has been deleted. Its values are being removed.
attributes_variable_custom = Custom attribute of type IDP. The identity provider sends its value.
attributes_variable_uid = The user name, which identifies the user.
attributes_variable_uid_local_part = The part of the user name before the @.
attributes_variable_uid_domain = The part of the user name after the @.
attributes_variable_email = The primary email address, or the first one.
attributes_variable_email_local_part = The part of the email address before the @.
attributes_variable_email_domain = The part of the email address after the @.
attributes_variable_first_name = The given name.
attributes_variable_last_name = The family name.
attributes_variable_display_name = The display name.
attributes_variable_locale = The language and region, such as en-US.
attributes_variable_upn = The user principal name. It is the same as the user name.
attributes_variable_department = The department (enterprise extension).
