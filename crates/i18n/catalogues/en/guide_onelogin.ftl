# The guide for OneLogin.

guide_onelogin_add_title = Add the application in OneLogin
guide_onelogin_add_find = Sign in to OneLogin as an administrator, open ‹Applications› and click ‹Add App›. Search for ‹SCIM Provisioner with SAML (SCIM v2 Enterprise)› and open it.
guide_onelogin_add_save = Give it a name that your colleagues will recognize and click ‹Save›. More tabs appear.
guide_onelogin_connect_title = Connect OneLogin
guide_onelogin_connect_url = On the ‹Configuration› tab, paste the SCIM URL into ‹SCIM Base URL›.
guide_onelogin_connect_token = Paste your token into ‹SCIM Bearer Token›. Leave the ‹SCIM JSON Template› as it is.
guide_onelogin_connect_enable = Click ‹Enable› next to ‹API Status›. OneLogin calls this service immediately and shows ‹Enabled›. Click ‹Save›.
guide_onelogin_send_title = Choose what OneLogin sends
guide_onelogin_send_enable = On the ‹Provisioning› tab, select ‹Enable provisioning›. To send changes without approval, clear ‹Create user›, ‹Update user› and ‹Delete user› below it.
guide_onelogin_send_leavers = On the same tab, choose what is sent when a user is deleted in OneLogin or loses the application: ‹Suspend› deactivates the user here, ‹Delete› deletes the user. Click ‹Save›.
guide_onelogin_send_user_name = On the ‹Parameters› tab, set the SCIM user name to ‹Email›.
guide_onelogin_send_groups = To send groups, open the row ‹Groups› on the ‹Parameters› tab, select ‹Include in User Provisioning› and click ‹Save›. On the ‹Rules› tab, add a rule that sets the groups, for example from the roles.
guide_onelogin_assign_title = Assign users
guide_onelogin_assign_user = Open ‹Users›, open a user, then ‹Applications›. Click the plus sign, choose the application, click ‹Continue› and ‹Save›. To assign it to many users at once, use a role.
guide_onelogin_assign_approve = If the status is ‹Pending›, click it, then click ‹Approve›. It changes to ‹Provisioned› when this service has accepted the user.
guide_onelogin_attribute_parameter = On the ‹Parameters› tab, add a parameter for each attribute, with the attribute name as the field name, and choose its value.
guide_onelogin_attribute_template = On the ‹Configuration› tab, add this line to the ‹SCIM JSON Template› before its last brace, and add a comma at the end of the line above it.
