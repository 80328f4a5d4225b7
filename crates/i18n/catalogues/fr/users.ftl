# The list of users, and one more of them.

users_title = Utilisateurs
users_add = Ajouter un utilisateur
users_empty_title = Aucun utilisateur pour l’instant
users_empty_text = Connectez votre fournisseur d’identité pour importer ses utilisateurs, ou ajoutez un utilisateur vous-même.
users_empty_connect = Connecter un fournisseur d’identité
users_search = Rechercher
users_search_hint = Nom, nom d’utilisateur ou e-mail
users_name = Nom
users_user_name = Nom d’utilisateur
users_email = E-mail
users_status = Statut
users_invitation = Invitation
users_created = Ajouté le
users_protected = Protégé
users_held = Modifications retenues
users_held_access = Retenu : perte d’accès
users_held_removal = Retenu : suppression
users_held_none_title = Aucune modification retenue
users_held_none_text = Aucun utilisateur correspondant aux filtres n’a de modification retenue, ou toutes ont déjà fait l’objet d’une décision.
users_count = { $count ->
    [one] { $count } utilisateur
   *[other] { $count } utilisateurs
}
users_count_more = Plus de { $count } utilisateurs
users_tick = Sélectionner
users_tick_all = Sélectionner cette page
users_tick_one = Sélectionner { $name }
users_everyone = { $count ->
    [one] Le seul utilisateur trouvé
   *[other] Les { $count } utilisateurs trouvés
}
users_everyone_more = Tous les utilisateurs trouvés, plus de { $count }
users_more_acts = Autres actions
users_act_protect = Protéger
users_act_apply_held = Appliquer la modification retenue
users_act_undo_held = Défaire la modification retenue
users_act_unprotect = Lever la protection
users_new_title = Ajouter un utilisateur
users_new_text = Il s’agit d’un utilisateur local de l’organisation. Aucun fournisseur ne le modifie, sauf si une connexion est configurée pour reprendre les utilisateurs locaux.
users_user_name_hint = Laissez vide pour utiliser l’adresse e-mail.
users_user_name_missing = Saisissez une adresse e-mail ou un nom d’utilisateur.
users_entry = Accès
users_entry_invited = Inviter maintenant
users_entry_invited_hint = L’utilisateur reçoit une invitation par e-mail et occupe une place. Il a accès dès qu’il l’accepte.
users_entry_staged = Inviter plus tard
users_entry_staged_hint = Aucun e-mail n’est envoyé et aucune place n’est occupée avant que vous n’invitiez l’utilisateur.
users_entry_confirmed = Donner accès sans invitation
users_entry_confirmed_hint = Aucun e-mail n’est envoyé. L’utilisateur a accès immédiatement, avec le statut « Confirmé », et occupe une place.
