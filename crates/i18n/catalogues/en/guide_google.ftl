# The guide for Google Workspace.

guide_google_note = Google Workspace can provision only applications from its own catalog that support auto-provisioning. There is no general SCIM application. If yours is not in the catalog, use another provider.
guide_google_connect_title = Connect Google
guide_google_connect_open = Sign in to the Google Admin console and open ‹Apps > Web and mobile apps›. Open the application. Its single sign-on (SAML) must already be set up.
guide_google_connect_configure = In the section ‹Auto-provisioning›, click ‹Configure auto-provisioning›.
guide_google_connect_values = Paste your token, and the SCIM URL if you are asked for it. Click ‹Continue›.
guide_google_connect_map = Make sure that each attribute with an asterisk is mapped, and click ‹Continue›.
guide_google_connect_scope = To send only certain groups, search for them and add them. Click ‹Continue›.
guide_google_connect_leavers = Choose how long Google waits before it reports that a user is suspended, deleted or no longer has the application. Then finish.
guide_google_connect_on = Turn on ‹Auto-provisioning› and make sure that the application is on for the users to be sent.
guide_google_next_hours = Google sends changes every few hours. Users who leave are sent after the delay that you chose.
