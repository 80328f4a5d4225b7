# The guide for any other provider, and for scripts.

guide_generic_name = your identity provider
guide_generic_connect_title = Connect your identity provider
guide_generic_connect_app = Sign in to your identity provider as an administrator and add an application with provisioning by SCIM 2.0. It may be called user provisioning, outbound provisioning or directory sync.
guide_generic_connect_url = Paste the SCIM URL as the base URL, tenant URL or endpoint: the address up to, and without, /Users.
guide_generic_connect_token = Choose bearer token as the authentication and paste your token. Where only a header can be set, its name is Authorization and this is its value.
guide_generic_connect_match = Let users be looked for by userName and groups by displayName, and choose application/scim+json as the media type if you are asked.
guide_generic_connect_actions = Allow it to create, update and deactivate users, and to send groups if you want them here.
guide_generic_connect_test = Test the connection if there is a button for it, and save.
guide_generic_connect_assign = Assign the users and groups that shall be sent, and start the provisioning.
guide_generic_script_title = Try it with a script
guide_generic_script_list = This lists the users of the connection. Put your token in its place first.
guide_generic_script_create = This adds a user. Where the connection invites automatically, a mail goes to the address.
