# The list of users, and one more of them.

users_title = Utilisateurs
users_add = Ajouter un utilisateur
users_empty_title = Aucun utilisateur pour l’instant
users_empty_text = Connectez votre fournisseur d’identité, qui enverra ses utilisateurs, ou ajoutez quelqu’un à la main.
users_empty_connect = Connecter un fournisseur
users_search = Rechercher
users_search_hint = Nom, identifiant ou e-mail
users_name = Nom
users_user_name = Identifiant
users_email = E-mail
users_status = État
users_invitation = Invitation
users_created = Ajout
users_protected = Protégé
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
users_act_unprotect = Lever la protection
users_new_title = Ajouter un utilisateur
users_new_text = Cet utilisateur appartient à l’organisation elle-même. Aucun fournisseur ne le modifie, sauf s’il est réglé pour reprendre les utilisateurs locaux.
users_user_name_hint = Laissez ce champ vide s’il s’agit de l’adresse e-mail.
users_user_name_missing = Saisissez une adresse e-mail ou un identifiant.
users_entry = Mode d’arrivée
users_entry_invited = Inviter maintenant
users_entry_invited_hint = Il reçoit une invitation par e-mail et occupe une place. Dès qu’il l’accepte, il est dans l’organisation.
users_entry_staged = Mettre en attente
users_entry_staged_hint = Aucun e-mail n’est envoyé et aucune place n’est occupée avant que vous ne l’invitiez.
users_entry_confirmed = Déjà dans l’organisation
users_entry_confirmed_hint = Aucun e-mail n’est envoyé. Il occupe une place et il est actif immédiatement.
