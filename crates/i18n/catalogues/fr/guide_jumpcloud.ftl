# The guide for JumpCloud.

guide_jumpcloud_add_title = Ajouter l’application dans JumpCloud
guide_jumpcloud_add_new = Connectez-vous au JumpCloud Admin Portal, ouvrez ‹SSO Applications› et cliquez sur ‹Add New Application›. Une application existante pour l’authentification unique convient aussi.
guide_jumpcloud_add_custom = Choisissez ‹Custom Application›, cochez ‹Export users to this app (Identity Management)› et cliquez sur ‹Next›.
guide_jumpcloud_add_name = Donnez-lui un nom que vos collègues reconnaîtront, cliquez sur ‹Save Application›, puis sur ‹Configure Application›.
guide_jumpcloud_connect_title = Connecter JumpCloud
guide_jumpcloud_connect_url = Ouvrez ‹Identity Management›, choisissez la version ‹SCIM 2.0› et collez l’URL SCIM dans ‹Base URL›.
guide_jumpcloud_connect_token = Collez votre jeton dans ‹Token Key›.
guide_jumpcloud_connect_email = Saisissez une adresse qui vous appartient dans ‹Test User Email›. Le test crée ici un utilisateur avec cette adresse, puis le supprime ; si les invitations sont automatiques, un e-mail y est envoyé.
guide_jumpcloud_connect_test = Cliquez sur ‹{ $button }›. Si le test réussit, cliquez sur ‹Activate›, puis sur ‹Save›.
guide_jumpcloud_assign_title = Choisir les groupes
guide_jumpcloud_assign_groups = Dans l’application, ouvrez l’onglet ‹User Groups›, sélectionnez les groupes et cliquez sur ‹Save›. Leurs membres sont envoyés, ainsi que les groupes.
guide_jumpcloud_assign_members = Seuls les membres d’un groupe sélectionné sont envoyés. Pour envoyer une personne, ouvrez ‹User Groups› dans le menu principal, le groupe, puis ‹Users›, et ajoutez-la.
