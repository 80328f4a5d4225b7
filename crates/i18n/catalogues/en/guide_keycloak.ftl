# The guide for Keycloak with a SCIM extension.

guide_keycloak_note = Keycloak sends users by SCIM with an extension. These steps are those of the extension keycloak-scim; others are set up in a similar way.
guide_keycloak_install_title = Install the extension
guide_keycloak_install_file = Put the extension's JAR file into the folder /opt/keycloak/providers/ of the server and restart Keycloak.
guide_keycloak_install_events = In the Admin Console of your realm, open the settings of events, add ‹scim› to ‹Event listeners› and save. From then on each change is told to the extension.
guide_keycloak_connect_title = Connect Keycloak
guide_keycloak_connect_add = Open ‹User federation› and add a provider of the type ‹scim›.
guide_keycloak_connect_url = Paste the SCIM URL as the endpoint, and choose application/scim+json as its content type if it is offered.
guide_keycloak_connect_token = Choose ‹Bearer› as the authentication mode and paste your token.
guide_keycloak_connect_sync = Switch on that users and groups are propagated, and a periodic full sync if you want Keycloak to go through everybody again from time to time. Save.
guide_keycloak_connect_now = Start a sync of all users. Users who were there before are sent by it.
