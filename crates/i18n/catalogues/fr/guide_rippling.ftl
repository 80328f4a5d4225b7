# The guide for Rippling.

guide_rippling_add_title = Créer l’intégration dans Rippling
guide_rippling_add_new = Connectez-vous à Rippling en tant qu’administrateur. Ouvrez ‹IT > Third-Party Access› et cliquez sur ‹Add Integration›, puis sur ‹Create New Custom Integration›. Dans certains comptes, il s’agit de ‹Custom App› et de ‹Create New App›.
guide_rippling_add_scim = Saisissez un nom, choisissez une catégorie, importez un logo, cochez ‹User Management via SCIM› et cliquez sur ‹Continue›.
guide_rippling_connect_title = Connecter Rippling
guide_rippling_connect_url = Choisissez la version SCIM 2.0 et collez l’URL SCIM dans ‹SCIM Base URL›.
guide_rippling_connect_method = Choisissez ‹Bearer Token› comme ‹SCIM Authorization Method›, et cochez les options concernant les groupes, la pagination, la création et la suppression de groupes, ainsi que ‹Use PATCH to edit Groups›.
guide_rippling_connect_attributes = Sous ‹Supported SCIM Attributes›, ajoutez ces attributs.
guide_rippling_connect_install = Installez l’intégration et collez votre jeton lorsque le jeton Bearer est demandé.
guide_rippling_assign_title = Choisir les utilisateurs envoyés
guide_rippling_assign_rules = Définissez les règles d’accès et le moment du provisionnement. Ils déterminent quels utilisateurs sont envoyés, et quand les nouveaux employés le sont.
guide_rippling_assign_match = Associez les utilisateurs existants à leur compte Rippling, afin de les lier.
