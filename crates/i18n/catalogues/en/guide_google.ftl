# The guide for Google Workspace.

guide_google_note = Google Workspace provisions only applications of its own catalogue that offer auto-provisioning; there is no general SCIM application. If yours is not among them, let another provider send the users.
guide_google_connect_title = Connect Google
guide_google_connect_open = Sign in to the Google Admin console and open ‹Apps > Web and mobile apps›. Open the application; its single sign-on (SAML) has to be set up already.
guide_google_connect_configure = In the section ‹Auto-provisioning›, click ‹Configure auto-provisioning›.
guide_google_connect_values = Paste your token, and the SCIM URL if it is asked for, and click ‹Continue›.
guide_google_connect_map = See that each attribute with an asterisk is mapped, and click ‹Continue›.
guide_google_connect_scope = To send certain groups only, search for them and add them. Click ‹Continue›.
guide_google_connect_leavers = Choose how long Google waits before it sends that somebody is suspended, deleted or without the application. Finish.
guide_google_connect_on = Switch ‹Auto-provisioning› on, and see that the application is on for the users who shall be sent.
guide_google_next_hours = Google sends changes every few hours. Whoever leaves is sent after the delay that you chose.
