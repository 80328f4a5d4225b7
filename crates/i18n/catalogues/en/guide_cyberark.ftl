# The guide for CyberArk Identity.

guide_cyberark_connect_title = Connect CyberArk
guide_cyberark_connect_app = Sign in to the CyberArk Identity Admin Portal and open ‹Apps & Widgets > Web Apps›. Open the SAML application for this service, or add one. Provisioning is part of it.
guide_cyberark_connect_enable = Open the ‹Provisioning› tab, select ‹Enable provisioning for this application› and confirm with ‹Yes›.
guide_cyberark_connect_url = Paste the SCIM URL into ‹SCIM Service URL›.
guide_cyberark_connect_token = Paste your token into the bearer token field and click ‹{ $button }›. If the test succeeds, more options appear below.
guide_cyberark_connect_leavers = Clear ‹Do not de-provision (deactivate or delete) users in target application›, so that users who leave lose access here.
guide_cyberark_assign_title = Choose which users are sent
guide_cyberark_assign_roles = Under ‹Role Mappings›, click ‹Add›, choose a role and, as its ‹Destination Group›, the name of the group here. The users of the role are sent, together with the group.
guide_cyberark_assign_permissions = On the ‹Permissions› tab, make sure that the users or roles have the application, and save.
