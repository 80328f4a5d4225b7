# The guide for SailPoint.

guide_sailpoint_connect_title = Connecter SailPoint
guide_sailpoint_connect_source = Connectez-vous à SailPoint en tant qu’administrateur et créez une source (dans IdentityIQ, une application) de type ‹SCIM 2.0›.
guide_sailpoint_connect_url = Dans les paramètres de connexion, collez l’URL SCIM dans ‹Host URL› (dans IdentityIQ, l’URL de base).
guide_sailpoint_connect_token = Choisissez ‹API Token› comme ‹Authentication Type›, collez votre jeton et cliquez sur ‹Save›.
guide_sailpoint_connect_test = Cliquez sur ‹{ $button }›. SailPoint lit dans ce service les attributs disponibles ; rien n’est modifié.
guide_sailpoint_send_title = Lire les utilisateurs existants, puis provisionner
guide_sailpoint_send_schema = Vérifiez les schémas des comptes et des groupes, et faites de ‹userName› le nom du compte.
guide_sailpoint_send_aggregate = Lancez une agrégation des comptes et une agrégation des groupes. SailPoint connaît alors les utilisateurs existants et les rapproche des identités.
guide_sailpoint_send_profile = Définissez dans le profil de création quelle valeur va à quel attribut, puis accordez l’accès par des rôles ou des profils d’accès, comme pour les autres sources.
guide_sailpoint_attribute = Les attributs personnalisés figurent dans ce que SailPoint lit : relancez la découverte du schéma, et ils apparaissent sous ces noms.
