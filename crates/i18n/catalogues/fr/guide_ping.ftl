# The guide for PingOne and PingFederate.

guide_ping_one_title = Connecter PingOne
guide_ping_one_new = Connectez-vous à PingOne, choisissez votre environnement, ouvrez ‹Integrations > Provisioning›, cliquez sur le signe plus, puis sur ‹New connection›.
guide_ping_one_store = À côté d’‹Identity Store›, cliquez sur ‹Select›, choisissez ‹SCIM Outbound›, cliquez sur ‹Next›, donnez un nom à la connexion et cliquez à nouveau sur ‹Next›.
guide_ping_one_url = Collez l’URL SCIM dans ‹SCIM base URL›. Laissez la ressource des utilisateurs sur /Users, celle des groupes sur /Groups, et choisissez la version SCIM 2.0.
guide_ping_one_token = Choisissez ‹OAuth 2 Bearer Token› comme méthode d’authentification, de type Bearer, et collez votre jeton dans ‹OAuth Access Token›.
guide_ping_one_test = Cliquez sur ‹{ $button }›. Si le test réussit, passez aux préférences.
guide_ping_one_preferences = Choisissez ‹userName› comme attribut de correspondance des utilisateurs, indiquez si les utilisateurs qui partent sont désactivés ou supprimés, puis enregistrez. Activez la connexion.
guide_ping_one_rule = Toujours sous ‹Provisioning›, créez une règle : choisissez PingOne comme source et cette connexion comme cible, définissez le filtre des utilisateurs à envoyer, vérifiez le mappage des attributs, choisissez les groupes et activez la règle.
guide_ping_federate_title = Ou connecter PingFederate
guide_ping_federate_connector = PingFederate nécessite le connecteur SCIM de Ping Identity. Une fois celui-ci installé, créez une connexion SP avec un provisionnement sortant de type SCIM.
guide_ping_federate_url = Collez l’URL SCIM dans ‹SCIM URL› et choisissez ‹2.0› comme ‹SCIM Version›.
guide_ping_federate_token = Choisissez ‹OAuth 2 Bearer Token› sous ‹Authentication Methods›, collez votre jeton dans ‹Access Token› et laissez ‹Unique User Identifier› sur ‹userName›.
guide_ping_federate_channel = Ajoutez un canal pour l’annuaire dont proviennent les utilisateurs, mappez ses attributs, puis activez le canal et la connexion.
