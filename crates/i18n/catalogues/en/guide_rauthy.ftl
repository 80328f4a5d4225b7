# The guide for Rauthy.

guide_rauthy_connect_title = Connect Rauthy
guide_rauthy_connect_client = Sign in to the Rauthy admin panel, open ‹Clients›, and open the client for this service, or add one.
guide_rauthy_connect_enable = Open the SCIM settings of the client and turn on ‹Enable SCIMv2›.
guide_rauthy_connect_url = Paste the SCIM URL as the base URI.
guide_rauthy_connect_token = Paste your token as the bearer token.
guide_rauthy_connect_groups = To send groups, turn on ‹Synchronize Groups›. With ‹Groups Filter Prefix›, only groups whose names start with the prefix are sent, and only their members.
guide_rauthy_connect_save = Save. Rauthy sends all users immediately.
guide_rauthy_next_delete = The configuration of Rauthy decides what happens here to users who are deleted there: scim.sync_delete_users, and scim.sync_delete_groups for groups. They are either deleted or deactivated.
guide_rauthy_attribute = Rauthy does not send attributes of this namespace, so the custom attributes of this connection stay empty.
