# The tokens of a connection.

tokens_title = Jetons
tokens_text = { $max ->
    [one] Un seul jeton à la fois ({ $max }). Le régénérer remplace aussitôt l’ancien.
   *[other] { $max } jetons au maximum à la fois : l’un peut être remplacé sans interruption.
}
tokens_empty = Il n’y a pas encore de jeton. Générez-en un et collez-le chez le fournisseur avec l’URL SCIM.
tokens_token = Jeton
tokens_name = ID du jeton
tokens_status = État
tokens_created = Créé
tokens_expires = Expire
tokens_last_used = Dernière utilisation
tokens_act = Actions
tokens_active = Actif
tokens_inactive = Inactif
tokens_expired = Expiré
tokens_expires_soon = Actif, expire bientôt
tokens_select = Sélectionner
tokens_set_active = Définir sur Actif
tokens_set_inactive = Définir sur Inactif
tokens_renew = Renouveler
tokens_select_renew = Renouvellement
tokens_delete = Supprimer
tokens_generate = Générer
tokens_regenerate = Régénérer
tokens_cancel = Annuler
tokens_back = Retour aux jetons
tokens_new_title = Générer un jeton
tokens_new_text = Avec un jeton, le fournisseur d’identité prouve à ce service qu’il peut ajouter, modifier et désactiver vos utilisateurs. Quiconque le possède peut en faire autant.
tokens_new_once = Il est affiché une seule fois, à la page suivante, et plus jamais ensuite.
tokens_new_secret = Conservez-le là où vous conservez vos mots de passe, et ne l’envoyez à personne par e-mail ou messagerie.
tokens_renew_title = Renouveler le jeton
tokens_renew_warning = L’ancien secret cesse aussitôt de fonctionner, même si rien d’autre n’a été enregistré sur la page. Les appels sont refusés jusqu’à ce que le nouveau jeton soit chez le fournisseur.
tokens_renew_text = Le jeton garde son ID et reçoit un nouveau secret et une nouvelle date d’expiration. Le nouveau secret est affiché une seule fois, à la page suivante.
tokens_regenerate_title = Régénérer le jeton
tokens_days = Validité (jours)
tokens_days_hint = De 1 à { $max } jours. Renouvelez le jeton avant qu’il n’expire.
tokens_bad_days = Un jeton est valable de 1 à { $max } jours. Saisissez un nombre entier.
tokens_secret_title = Enregistrez le jeton et l’URL SCIM
tokens_secret_made = Le jeton a été généré.
tokens_secret_renewed = Le jeton a été renouvelé. L’ancien secret ne fonctionne plus.
tokens_secret_save = Veillez à bien enregistrer les deux.
tokens_secret_once = Cette page n’affiche le jeton qu’une fois. S’il est perdu, il ne peut plus être affiché, seulement renouvelé.
tokens_secret_next = Collez ensuite les deux chez le fournisseur. Le guide montre où, pas à pas.
tokens_secret_guide = Les deux sont enregistrés : passer au guide
tokens_secret_done = Retour à la connexion
tokens_delete_title = Supprimer le jeton
tokens_delete_warning = C’est définitif. Si { $connection } utilise encore ce jeton, ses appels sont désormais refusés.
tokens_notice_active = Le jeton a été défini sur Actif.
tokens_notice_inactive = Le jeton a été défini sur Inactif. Quiconque l’utilise est désormais refusé.
tokens_notice_deleted = Le jeton a été supprimé.
tokens_notice_changed = Rien n’a été généré : les jetons ont changé depuis l’ouverture de cette page. Un jeton n’est affiché qu’une fois ; s’il est perdu, renouvelez-le.
