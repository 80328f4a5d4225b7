# The guide for authentik.

guide_authentik_connect_title = Connecter authentik
guide_authentik_connect_new = Connectez-vous à authentik en tant qu’administrateur et ouvrez l’Admin interface. Ouvrez ‹Applications > Applications› et cliquez sur ‹New Application›.
guide_authentik_connect_type = Donnez un nom à l’application, cliquez sur ‹Next›, choisissez ‹SCIM› comme type de fournisseur et cliquez à nouveau sur ‹Next›.
guide_authentik_connect_url = Collez l’URL SCIM dans ‹URL›.
guide_authentik_connect_token = Collez votre jeton dans ‹Token›. Continuez jusqu’à la fin et cliquez sur ‹Create›.
guide_authentik_connect_backchannel = Modifiez l’application : à côté de ‹Backchannel providers›, cliquez sur le signe plus, choisissez le nouveau fournisseur SCIM, cliquez sur ‹Confirm› et enregistrez. Sans cette étape, rien n’est envoyé.
guide_authentik_attribute = Sous ‹Customization > Property Mappings›, créez un mappage SCIM qui place chaque attribut sous l’espace de noms, et sélectionnez-le dans le fournisseur SCIM.
guide_authentik_next_hourly = authentik envoie chaque modification aussitôt et resynchronise l’ensemble toutes les heures.
