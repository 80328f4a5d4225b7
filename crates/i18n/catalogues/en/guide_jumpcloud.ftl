# The guide for JumpCloud.

guide_jumpcloud_add_title = Add the application in JumpCloud
guide_jumpcloud_add_new = Sign in to the JumpCloud Admin Portal, open ‹SSO Applications› and click ‹Add New Application›. An application that you have already for single sign-on will do as well.
guide_jumpcloud_add_custom = Choose ‹Custom Application›, select ‹Export users to this app (Identity Management)› and click ‹Next›.
guide_jumpcloud_add_name = Give it a name that your colleagues will recognise, click ‹Save Application› and then ‹Configure Application›.
guide_jumpcloud_connect_title = Connect JumpCloud
guide_jumpcloud_connect_url = Open ‹Identity Management›, choose ‹SCIM 2.0› as the version and paste the SCIM URL into ‹Base URL›.
guide_jumpcloud_connect_token = Paste your token into ‹Token Key›.
guide_jumpcloud_connect_email = Enter an address of your own as ‹Test User Email›. The test makes a user with it here and removes it again; where invitations are sent automatically, a mail goes to it.
guide_jumpcloud_connect_test = Click ‹{ $button }›. When it has succeeded, click ‹Activate›, then ‹Save›.
guide_jumpcloud_assign_title = Choose the groups
guide_jumpcloud_assign_groups = In the application, open the tab ‹User Groups›, select the groups and click ‹Save›. Their members are sent, and the groups with them.
guide_jumpcloud_assign_members = Only members of a selected group are sent. To send somebody, open ‹User Groups› in the main menu, the group, and ‹Users› there, and add them.
