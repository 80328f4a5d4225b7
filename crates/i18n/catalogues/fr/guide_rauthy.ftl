# The guide for Rauthy.

guide_rauthy_connect_title = Connecter Rauthy
guide_rauthy_connect_client = Connectez-vous au panneau d’administration de Rauthy, ouvrez ‹Clients›, puis le client de ce service, ou ajoutez-en un.
guide_rauthy_connect_enable = Ouvrez les paramètres SCIM du client et activez ‹Enable SCIMv2›.
guide_rauthy_connect_url = Collez l’URL SCIM comme URI de base.
guide_rauthy_connect_token = Collez votre jeton comme jeton Bearer.
guide_rauthy_connect_groups = Si les groupes doivent être envoyés, activez ‹Synchronize Groups›. ‹Groups Filter Prefix› n’envoie que les groupes dont le nom commence ainsi, et leurs membres.
guide_rauthy_connect_save = Enregistrez. Rauthy envoie aussitôt tous les utilisateurs.
guide_rauthy_next_delete = La configuration de Rauthy détermine si les utilisateurs supprimés dans Rauthy sont supprimés ou seulement désactivés ici : scim.sync_delete_users, et scim.sync_delete_groups pour les groupes.
guide_rauthy_attribute = Rauthy n’envoie pas d’attributs de cet espace de noms : les attributs personnalisés de cette connexion restent vides.
