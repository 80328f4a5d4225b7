# The guide for JumpCloud.

guide_jumpcloud_add_title = Add the application in JumpCloud
guide_jumpcloud_add_new = Sign in to the JumpCloud Admin Portal, open ‹SSO Applications› and click ‹Add New Application›. You can also use an application that you already have for single sign-on.
guide_jumpcloud_add_custom = Choose ‹Custom Application›, select ‹Export users to this app (Identity Management)› and click ‹Next›.
guide_jumpcloud_add_name = Enter a name that your colleagues will recognize, click ‹Save Application›, then ‹Configure Application›.
guide_jumpcloud_connect_title = Connect JumpCloud
guide_jumpcloud_connect_url = Open ‹Identity Management›, choose ‹SCIM 2.0› as the version and paste the SCIM URL into ‹Base URL›.
guide_jumpcloud_connect_token = Paste your token into ‹Token Key›.
guide_jumpcloud_connect_email = Enter an address of your own in ‹Test User Email›. The test creates a user with it here and removes it again. If invitations are sent automatically, an email is sent to this address.
guide_jumpcloud_connect_test = Click ‹{ $button }›. If the test succeeds, click ‹Activate›, then ‹Save›.
guide_jumpcloud_assign_title = Choose the groups
guide_jumpcloud_assign_groups = In the application, open the ‹User Groups› tab, select the groups and click ‹Save›. The groups and their members are sent.
guide_jumpcloud_assign_members = Only members of a selected group are sent. To send a user, open ‹User Groups› in the main menu, open the group, and add the user under ‹Users›.
