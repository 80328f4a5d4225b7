# The attributes that configurations can use.

attributes_title = Attributes
attributes_about = What can stand in the fields of a configuration, and is replaced by the user’s own value.
attributes_custom = Custom attributes
attributes_name = Name
attributes_type = Type
attributes_connection = Connection
attributes_used_by = Used by
attributes_declared = Declared
attributes_variable = Variable
attributes_meaning = Meaning
attributes_add = Add custom attribute
attributes_add_text = Declare the attribute here first, then let the identity provider send it. Values that come for an attribute that is not declared are not kept.
attributes_add_button = Add attribute
attributes_name_hint = Letters, digits, “-” and “_”, up to { $most } characters. Configurations write it as { $variable }.
attributes_closed_text = No connection takes custom attributes yet: their policies have no custom extension. Open a connection, and give its policy the name of an extension.
attributes_connect = Connect an identity provider
attributes_empty_title = No custom attribute yet
attributes_empty_text = Declare an attribute that your identity provider sends for each user, such as a cost center or a badge number. It then shows on the user’s Attributes tab, and configurations can use it.
attributes_delete = Delete
attributes_back = Back to attributes
attributes_lacking_title = Some connections do not declare what others do
attributes_lacking_text = Users of these connections have no value for such an attribute, and fields of configurations that use it have none for them. Declare it there as well, and let the provider send it.
attributes_lacking = { $connection } does not declare:
attributes_lacking_configurations = These configurations use it:
attributes_unsent_title = Some connections do not send what they declare
attributes_unsent_text = No user of these connections has a value of such an attribute, and fields of configurations that use it have none. Let the identity provider send it for each user.
attributes_unsent = No user of { $connection } has a value of:
attributes_unsent_lately = None of the { $count } users of { $connection } who changed last has a value of:
attributes_unsent_guide = Open the guide
attributes_removing_title = Removing the values of { $attribute }
attributes_removing_text = { $connection }: { $done } of { $all } users done.
attributes_built_in = Built-in variables
attributes_built_in_text = Every user has these, whatever the provider is.
attributes_deletion_title = Delete the attribute { $name }?
attributes_deletion_text = The connection { $connection } will not take it any more, and its users lose their values. This cannot be undone.
attributes_deletion_nobody = No user has a value now.
attributes_deletion_users =
    { $count ->
        [one] { $count } user has a value, which is removed.
       *[other] { $count } users have a value, which is removed.
    }
attributes_deletion_users_at_most = The connection has { $count } users. Those who have a value lose it.
attributes_deletion_configurations = No configuration and no invitation text uses it.
attributes_deletion_others = These connections keep it, with the values of their users:
attributes_deletion_button = Delete attribute
attributes_notice_added = The attribute has been added. The identity provider can send it now.
attributes_notice_deleted = The attribute has been deleted. Its values are being removed.
attributes_variable_custom = Custom attribute of type IDP: what the identity provider sends.
attributes_variable_uid = The user name, by which the person signs in.
attributes_variable_uid_local_part = What stands before the @ of the user name.
attributes_variable_uid_domain = What stands behind the @ of the user name.
attributes_variable_email = The primary e-mail address, or the first one.
attributes_variable_email_local_part = What stands before the @ of the e-mail address.
attributes_variable_email_domain = What stands behind the @ of the e-mail address.
attributes_variable_first_name = The given name.
attributes_variable_last_name = The family name.
attributes_variable_display_name = The display name.
attributes_variable_locale = The language and region, such as en-US.
attributes_variable_upn = The user principal name, which is the user name.
attributes_variable_department = The department, of the enterprise extension.
