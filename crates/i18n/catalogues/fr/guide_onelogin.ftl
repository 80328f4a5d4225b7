# The guide for OneLogin.

guide_onelogin_add_title = Ajouter l’application dans OneLogin
guide_onelogin_add_find = Connectez-vous à OneLogin en tant qu’administrateur, ouvrez ‹Applications› et cliquez sur ‹Add App›. Recherchez ‹SCIM Provisioner with SAML (SCIM v2 Enterprise)› et ouvrez-la.
guide_onelogin_add_save = Donnez-lui un nom que vos collègues reconnaîtront et cliquez sur ‹Save›. D’autres onglets apparaissent.
guide_onelogin_connect_title = Connecter OneLogin
guide_onelogin_connect_url = Dans l’onglet ‹Configuration›, collez l’URL SCIM dans ‹SCIM Base URL›.
guide_onelogin_connect_token = Collez votre jeton dans ‹SCIM Bearer Token›. Laissez ‹SCIM JSON Template› tel quel.
guide_onelogin_connect_enable = Cliquez sur ‹Enable› à côté d’‹API Status›. OneLogin appelle aussitôt ce service et affiche ‹Enabled›. Cliquez sur ‹Save›.
guide_onelogin_send_title = Choisir ce que OneLogin envoie
guide_onelogin_send_enable = Dans l’onglet ‹Provisioning›, cochez ‹Enable provisioning›. Pour envoyer les modifications sans approbation, décochez ‹Create user›, ‹Update user› et ‹Delete user› en dessous.
guide_onelogin_send_leavers = Dans le même onglet, choisissez ce qui est envoyé lorsqu’un utilisateur est supprimé dans OneLogin ou perd l’accès à l’application : ‹Suspend› le désactive ici, ‹Delete› le supprime. Cliquez sur ‹Save›.
guide_onelogin_send_user_name = Dans l’onglet ‹Parameters›, réglez le nom d’utilisateur SCIM sur ‹Email›.
guide_onelogin_send_groups = Pour envoyer des groupes, ouvrez la ligne ‹Groups› de l’onglet ‹Parameters›, cochez ‹Include in User Provisioning› et cliquez sur ‹Save›. Dans l’onglet ‹Rules›, ajoutez une règle qui définit les groupes, par exemple à partir des rôles.
guide_onelogin_assign_title = Affecter des utilisateurs
guide_onelogin_assign_user = Ouvrez ‹Users›, un utilisateur, puis ‹Applications›. Cliquez sur le signe plus, choisissez l’application, cliquez sur ‹Continue›, puis sur ‹Save›. Un rôle permet de l’affecter à plusieurs à la fois.
guide_onelogin_assign_approve = Si le statut est ‹Pending›, cliquez dessus, puis sur ‹Approve›. Il passe à ‹Provisioned› lorsque ce service a accepté l’utilisateur.
guide_onelogin_attribute_parameter = Dans l’onglet ‹Parameters›, ajoutez un paramètre pour chaque attribut, avec son nom comme nom de champ, et choisissez sa valeur.
guide_onelogin_attribute_template = Dans l’onglet ‹Configuration›, ajoutez cette ligne au ‹SCIM JSON Template›, avant sa dernière accolade, avec une virgule à la fin de la ligne précédente.
