# The guide for Keycloak with a SCIM extension.

guide_keycloak_note = To send users with SCIM, Keycloak needs an extension. These steps are for the extension keycloak-scim. Others are set up in a similar way.
guide_keycloak_install_title = Install the extension
guide_keycloak_install_file = Copy the extension’s JAR file into the folder /opt/keycloak/providers/ on the server and restart Keycloak.
guide_keycloak_install_events = In the Admin Console of your realm, open the event settings, add ‹scim› to ‹Event listeners› and save. From then on, the extension is notified of each change.
guide_keycloak_connect_title = Connect Keycloak
guide_keycloak_connect_add = Open ‹User federation› and add a provider of type ‹scim›.
guide_keycloak_connect_url = Paste the SCIM URL as the endpoint. If you can choose a content type, choose application/scim+json.
guide_keycloak_connect_token = Choose ‹Bearer› as the authentication mode and paste your token.
guide_keycloak_connect_sync = Turn on the propagation of users and groups. If you want Keycloak to synchronize all users again from time to time, also turn on a periodic full sync. Save.
guide_keycloak_connect_now = Start a sync of all users. It also sends users who already existed.
