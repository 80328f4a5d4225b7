# The guide for Rippling.

guide_rippling_add_title = Create the integration in Rippling
guide_rippling_add_new = Sign in to Rippling as an administrator. Open ‹IT > Third-Party Access› and click ‹Add Integration›, then ‹Create New Custom Integration›. In some accounts, these are called ‹Custom App› and ‹Create New App›.
guide_rippling_add_scim = Enter a name, choose a category, upload a logo, select ‹User Management via SCIM› and click ‹Continue›.
guide_rippling_connect_title = Connect Rippling
guide_rippling_connect_url = Choose SCIM version 2.0 and paste the SCIM URL into ‹SCIM Base URL›.
guide_rippling_connect_method = Choose ‹Bearer Token› as ‹SCIM Authorization Method›, and select the options for groups, pagination, creating and deleting groups, and ‹Use PATCH to edit Groups›.
guide_rippling_connect_attributes = Under ‹Supported SCIM Attributes›, add these attributes.
guide_rippling_connect_install = Install the integration, and paste your token when you are asked for the bearer token.
guide_rippling_assign_title = Choose which users are sent
guide_rippling_assign_rules = Set the access rules and the time of provisioning. They decide which users are sent, and when new employees are sent.
guide_rippling_assign_match = Match existing users with their Rippling accounts, so that they are linked.
