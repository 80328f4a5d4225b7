# The guide for any other provider, and for scripts.

guide_generic_name = your identity provider
guide_generic_connect_title = Connect your identity provider
guide_generic_connect_app = Sign in to your identity provider as an administrator and add an application that supports provisioning with SCIM 2.0. It may be called user provisioning, outbound provisioning or directory sync.
guide_generic_connect_url = Paste the SCIM URL as the base URL, tenant URL or endpoint. Do not add /Users.
guide_generic_connect_token = Choose bearer token as the authentication method and paste your token. If you can only set a header, its name is Authorization and this is its value.
guide_generic_connect_match = Match users by userName and groups by displayName. If you are asked for a media type, choose application/scim+json.
guide_generic_connect_actions = Allow it to create, update and deactivate users. To use groups here, also allow it to send groups.
guide_generic_connect_test = If there is a button to test the connection, click it. Then save.
guide_generic_connect_assign = Assign the users and groups to be sent, and start provisioning.
guide_generic_script_title = Try it with a script
guide_generic_script_list = This command lists the users of the connection. Replace the placeholder with your token first.
guide_generic_script_create = This command adds a user. If the connection sends invitations automatically, an email is sent to this address.
