# The guide for Keycloak with a SCIM extension.

guide_keycloak_note = Keycloak envoie les utilisateurs par SCIM au moyen d’une extension. Ces étapes sont celles de l’extension keycloak-scim ; les autres se configurent de manière semblable.
guide_keycloak_install_title = Installer l’extension
guide_keycloak_install_file = Placez le fichier JAR de l’extension dans le dossier /opt/keycloak/providers/ du serveur et redémarrez Keycloak.
guide_keycloak_install_events = Dans l’Admin Console de votre royaume, ouvrez les paramètres des événements, ajoutez ‹scim› à ‹Event listeners› et enregistrez. Chaque modification est alors signalée à l’extension.
guide_keycloak_connect_title = Connecter Keycloak
guide_keycloak_connect_add = Ouvrez ‹User federation› et ajoutez un fournisseur de type ‹scim›.
guide_keycloak_connect_url = Collez l’URL SCIM comme point de terminaison et choisissez application/scim+json comme type de contenu s’il est proposé.
guide_keycloak_connect_token = Choisissez ‹Bearer› comme mode d’authentification et collez votre jeton.
guide_keycloak_connect_sync = Activez la propagation des utilisateurs et des groupes. Si vous souhaitez que Keycloak resynchronise l’ensemble de temps en temps, activez aussi une synchronisation complète périodique. Enregistrez.
guide_keycloak_connect_now = Lancez une synchronisation de tous les utilisateurs. Elle envoie aussi ceux qui existaient déjà.
