# The guide for CyberArk Identity.

guide_cyberark_connect_title = Connecter CyberArk
guide_cyberark_connect_app = Connectez-vous à l’Admin Portal de CyberArk Identity et ouvrez ‹Apps & Widgets > Web Apps›. Ouvrez l’application SAML de ce service ou ajoutez-en une ; le provisionnement en fait partie.
guide_cyberark_connect_enable = Ouvrez l’onglet ‹Provisioning›, cochez ‹Enable provisioning for this application› et confirmez avec ‹Yes›.
guide_cyberark_connect_url = Collez l’URL SCIM dans ‹SCIM Service URL›.
guide_cyberark_connect_token = Collez votre jeton dans le champ du jeton Bearer et cliquez sur ‹{ $button }›. Si le test réussit, d’autres options apparaissent en dessous.
guide_cyberark_connect_leavers = Décochez ‹Do not de-provision (deactivate or delete) users in target application›, afin que les utilisateurs qui partent perdent aussi leur accès ici.
guide_cyberark_assign_title = Choisir les utilisateurs envoyés
guide_cyberark_assign_roles = Sous ‹Role Mappings›, cliquez sur ‹Add›, choisissez un rôle et, comme ‹Destination Group›, le groupe correspondant ici. Les utilisateurs du rôle sont envoyés, ainsi que le groupe.
guide_cyberark_assign_permissions = Vérifiez dans l’onglet ‹Permissions› que les utilisateurs ou les rôles disposent de l’application, puis enregistrez.
