# The tokens of a connection.

tokens_title = Jetons
tokens_text = { $max ->
    [one] La connexion peut avoir un seul jeton ({ $max }). Le régénérer remplace aussitôt l’ancien.
   *[other] La connexion peut avoir jusqu’à { $max } jetons : vous pouvez ainsi en remplacer un sans interruption.
}
tokens_empty = Aucun jeton pour l’instant. Générez-en un et collez-le chez le fournisseur avec l’URL SCIM.
tokens_token = Jeton
tokens_name = ID du jeton
tokens_status = Statut
tokens_created = Créé le
tokens_expires = Expire le
tokens_last_used = Dernière utilisation
tokens_act = Actions
tokens_active = Actif
tokens_inactive = Inactif
tokens_expired = Expiré
tokens_expires_soon = Actif (expire bientôt)
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
tokens_new_text = Le fournisseur d’identité utilise le jeton pour ajouter, modifier et désactiver vos utilisateurs. Toute personne qui possède le jeton peut en faire autant.
tokens_new_once = Il n’est affiché qu’une seule fois, sur la page suivante.
tokens_new_secret = Conservez-le aussi soigneusement qu’un mot de passe, et ne l’envoyez ni par e-mail ni par messagerie.
tokens_renew_title = Renouveler le jeton
tokens_renew_warning = L’ancien jeton cesse aussitôt de fonctionner, même si d’autres modifications de la page n’ont pas été enregistrées. Les appels sont refusés tant que vous n’avez pas saisi le nouveau jeton chez le fournisseur.
tokens_renew_text = Le jeton garde son ID et reçoit une nouvelle valeur et une nouvelle date d’expiration. Le nouveau jeton n’est affiché qu’une seule fois, sur la page suivante.
tokens_regenerate_title = Régénérer le jeton
tokens_days = Validité (jours)
tokens_days_hint = De 1 à { $max } jours. Renouvelez le jeton avant son expiration.
tokens_bad_days = Un jeton peut être valable de 1 à { $max } jours. Saisissez un nombre entier.
tokens_secret_title = Enregistrez le jeton et l’URL SCIM
tokens_secret_made = Le jeton a été généré.
tokens_secret_renewed = Le jeton a été renouvelé. L’ancien jeton ne fonctionne plus.
tokens_secret_save = Veillez à bien enregistrer les deux.
tokens_secret_once = Le jeton n’est affiché qu’une seule fois. Si vous le perdez, vous devrez le renouveler.
tokens_secret_next = Collez ensuite les deux chez le fournisseur. Le guide montre où, pas à pas.
tokens_secret_guide = J’ai enregistré les deux : passer au guide
tokens_secret_done = Retour à la connexion
tokens_delete_title = Supprimer le jeton
tokens_delete_warning = Cette action est irréversible. Si { $connection } utilise encore ce jeton, ses appels seront désormais refusés.
tokens_notice_active = Le jeton est maintenant actif.
tokens_notice_inactive = Le jeton est maintenant inactif. Les appels qui l’utilisent sont désormais refusés.
tokens_notice_deleted = Le jeton a été supprimé.
tokens_notice_changed = Aucun jeton n’a été généré, car les jetons ont changé depuis l’ouverture de cette page. Un jeton n’est affiché qu’une seule fois. Si vous l’avez perdu, renouvelez-le.
