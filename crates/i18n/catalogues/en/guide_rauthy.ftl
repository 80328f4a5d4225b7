# The guide for Rauthy.

guide_rauthy_connect_title = Connect Rauthy
guide_rauthy_connect_client = Sign in to the admin panel of Rauthy, open ‹Clients›, and open the client of this service, or add one.
guide_rauthy_connect_enable = Open the SCIM settings of the client and switch ‹Enable SCIMv2› on.
guide_rauthy_connect_url = Paste the SCIM URL as the base URI.
guide_rauthy_connect_token = Paste your token as the bearer token.
guide_rauthy_connect_groups = If groups shall be sent, switch ‹Synchronize Groups› on. ‹Groups Filter Prefix› sends only groups whose names begin so, and only their members.
guide_rauthy_connect_save = Save. Rauthy sends everybody at once.
guide_rauthy_next_delete = Whether people who are deleted in Rauthy are deleted or only deactivated here is decided by its configuration: scim.sync_delete_users, and scim.sync_delete_groups for groups.
guide_rauthy_attribute = Rauthy sends no attributes of this namespace. The custom attributes of this connection stay empty.
