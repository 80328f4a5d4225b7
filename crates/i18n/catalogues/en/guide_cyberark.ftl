# The guide for CyberArk Identity.

guide_cyberark_connect_title = Connect CyberArk
guide_cyberark_connect_app = Sign in to the CyberArk Identity Admin Portal and open ‹Apps & Widgets > Web Apps›. Open the SAML application of this service, or add one; provisioning is a part of it.
guide_cyberark_connect_enable = Open the tab ‹Provisioning›, select ‹Enable provisioning for this application› and confirm with ‹Yes›.
guide_cyberark_connect_url = Paste the SCIM URL into ‹SCIM Service URL›.
guide_cyberark_connect_token = Paste your token into the field of the bearer token and click ‹{ $button }›. When it has succeeded, more options appear below.
guide_cyberark_connect_leavers = Clear ‹Do not de-provision (deactivate or delete) users in target application›, so that whoever leaves is deactivated here.
guide_cyberark_assign_title = Choose who is sent
guide_cyberark_assign_roles = Under ‹Role Mappings›, click ‹Add›, choose a role and, as its ‹Destination Group›, the group that it shall be here. Users of the role are sent, and the group with them.
guide_cyberark_assign_permissions = See on the tab ‹Permissions› that the users or roles have the application, and save.
