# The guide for Google Workspace.

guide_google_note = Google Workspace ne provisionne que les applications de son catalogue qui proposent le provisionnement automatique. Il n’existe pas d’application SCIM générique. Si la vôtre n’en fait pas partie, utilisez un autre fournisseur.
guide_google_connect_title = Connecter Google
guide_google_connect_open = Connectez-vous à la console d’administration Google et ouvrez ‹Applications > Applications Web et mobiles›. Ouvrez l’application ; son authentification unique (SAML) doit déjà être configurée.
guide_google_connect_configure = Dans la section ‹Provisionnement automatique›, cliquez sur ‹Configurer le provisionnement automatique›.
guide_google_connect_values = Collez votre jeton, ainsi que l’URL SCIM si elle est demandée, puis cliquez sur ‹Continuer›.
guide_google_connect_map = Vérifiez que chaque attribut marqué d’un astérisque est mappé, puis cliquez sur ‹Continuer›.
guide_google_connect_scope = Pour n’envoyer que certains groupes, recherchez-les et ajoutez-les. Cliquez sur ‹Continuer›.
guide_google_connect_leavers = Choisissez le délai après lequel Google signale qu’une personne a été suspendue ou supprimée, ou n’a plus accès à l’application. Terminez.
guide_google_connect_on = Activez le ‹Provisionnement automatique› et vérifiez que l’application est activée pour les utilisateurs à envoyer.
guide_google_next_hours = Google envoie les modifications à quelques heures d’intervalle. Les départs sont envoyés après le délai choisi.
