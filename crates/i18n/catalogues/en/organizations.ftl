# The organizations.

organizations_title = Organizations
organizations_name = Name
organizations_empty_title = No organization yet
organizations_empty_text = An organization is a customer of your product. Create one, then connect its identity provider.
organizations_new = New organization
organizations_create = Create
organizations_notice_created = The organization has been created. Next: connect its identity provider.
