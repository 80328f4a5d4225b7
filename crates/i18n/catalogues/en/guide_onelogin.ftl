# The guide for OneLogin.

guide_onelogin_add_title = Add the application in OneLogin
guide_onelogin_add_find = Sign in to OneLogin as an administrator, open ‹Applications› and click ‹Add App›. Search for ‹SCIM Provisioner with SAML (SCIM v2 Enterprise)› and open it.
guide_onelogin_add_save = Give it a name that your colleagues will recognise and click ‹Save›. More tabs appear.
guide_onelogin_connect_title = Connect OneLogin
guide_onelogin_connect_url = On the tab ‹Configuration›, paste the SCIM URL into ‹SCIM Base URL›.
guide_onelogin_connect_token = Paste your token into ‹SCIM Bearer Token›. Leave the ‹SCIM JSON Template› as it is.
guide_onelogin_connect_enable = Click ‹Enable› beside ‹API Status›. OneLogin calls this service at once and shows ‹Enabled›. Click ‹Save›.
guide_onelogin_send_title = Choose what OneLogin sends
guide_onelogin_send_enable = On the tab ‹Provisioning›, select ‹Enable provisioning›. Clear ‹Create user›, ‹Update user› and ‹Delete user› below it if nobody shall have to approve each change.
guide_onelogin_send_leavers = On the same tab, choose what is sent when a user is deleted in OneLogin or loses the application: ‹Suspend› deactivates them here, ‹Delete› deletes them. Click ‹Save›.
guide_onelogin_send_user_name = On the tab ‹Parameters›, set the SCIM user name to ‹Email›.
guide_onelogin_send_groups = For groups, open the row ‹Groups› on the tab ‹Parameters›, select ‹Include in User Provisioning› and click ‹Save›. On the tab ‹Rules›, add a rule that sets the groups, for example from the roles.
guide_onelogin_assign_title = Assign users
guide_onelogin_assign_user = Open ‹Users›, a user, and ‹Applications› there. Click the plus sign, choose the application, click ‹Continue› and ‹Save›. A role assigns it to many at once.
guide_onelogin_assign_approve = If the status is ‹Pending›, click it and then ‹Approve›. It turns to ‹Provisioned› when this service has accepted the user.
guide_onelogin_attribute_parameter = On the tab ‹Parameters›, add a parameter for each attribute, with its name as the field name, and choose its value.
guide_onelogin_attribute_template = On the tab ‹Configuration›, add this line to the ‹SCIM JSON Template› before its last brace, with a comma after the line above it.
