# The guide for any other provider, and for scripts.

guide_generic_name = votre fournisseur d’identité
guide_generic_connect_title = Connecter votre fournisseur d’identité
guide_generic_connect_app = Connectez-vous à votre fournisseur d’identité en tant qu’administrateur et ajoutez une application avec provisionnement SCIM 2.0. Il peut s’appeler provisionnement des utilisateurs, provisionnement sortant ou synchronisation d’annuaire.
guide_generic_connect_url = Collez l’URL SCIM comme URL de base, URL de locataire ou point de terminaison. N’ajoutez pas /Users.
guide_generic_connect_token = Choisissez le jeton Bearer comme méthode d’authentification et collez votre jeton. Si seul un en-tête peut être défini, il se nomme Authorization et voici sa valeur.
guide_generic_connect_match = Faites correspondre les utilisateurs par userName et les groupes par displayName. Si un type de média est demandé, choisissez application/scim+json.
guide_generic_connect_actions = Autorisez la création, la mise à jour et la désactivation des utilisateurs. Pour utiliser les groupes ici, autorisez aussi leur envoi.
guide_generic_connect_test = Testez la connexion si un bouton le permet, puis enregistrez.
guide_generic_connect_assign = Affectez les utilisateurs et les groupes à envoyer, puis démarrez le provisionnement.
guide_generic_script_title = Essayer avec un script
guide_generic_script_list = Cette commande liste les utilisateurs de la connexion. Remplacez d’abord le texte indicatif par votre jeton.
guide_generic_script_create = Cette commande ajoute un utilisateur. Si la connexion envoie les invitations automatiquement, un e-mail est envoyé à cette adresse.
