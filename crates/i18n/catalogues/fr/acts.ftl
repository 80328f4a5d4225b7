# What is done to many users at once.

acts_nobody_title = Aucun utilisateur sélectionné
acts_nobody_text = Revenez à la liste, cochez des utilisateurs et choisissez à nouveau l’action.
acts_back = Retour aux utilisateurs
acts_ticked = { $count ->
    [one] { $count } utilisateur sélectionné
   *[other] { $count } utilisateurs sélectionnés
}
acts_found = { $count ->
    [one] Le seul utilisateur trouvé
   *[other] Les { $count } utilisateurs trouvés
}
acts_more = { $count ->
    [one] et un autre
   *[other] et { $count } autres
}
acts_do_invite = { $count ->
    [one] Inviter un utilisateur
   *[other] Inviter { $count } utilisateurs
}
acts_do_invite_again = { $count ->
    [one] Renvoyer une invitation
   *[other] Renvoyer { $count } invitations
}
acts_do_withdraw = { $count ->
    [one] Retirer une invitation
   *[other] Retirer { $count } invitations
}
acts_do_confirm = { $count ->
    [one] Confirmer un utilisateur
   *[other] Confirmer { $count } utilisateurs
}
acts_do_restore = { $count ->
    [one] Rétablir un utilisateur
   *[other] Rétablir { $count } utilisateurs
}
acts_do_keep_out = { $count ->
    [one] Désactiver un utilisateur
   *[other] Désactiver { $count } utilisateurs
}
acts_do_remove = { $count ->
    [one] Supprimer un utilisateur
   *[other] Supprimer { $count } utilisateurs
}
acts_do_apply_held = { $count ->
    [one] Appliquer la modification retenue d’un utilisateur
   *[other] Appliquer les modifications retenues de { $count } utilisateurs
}
acts_do_undo_held = { $count ->
    [one] Défaire la modification retenue d’un utilisateur
   *[other] Défaire les modifications retenues de { $count } utilisateurs
}
acts_do_protect = { $count ->
    [one] Protéger un utilisateur
   *[other] Protéger { $count } utilisateurs
}
acts_do_unprotect = { $count ->
    [one] Lever la protection d’un utilisateur
   *[other] Lever la protection de { $count } utilisateurs
}
acts_about_invite = Chaque utilisateur reçoit une invitation par e-mail et occupe une place. Les utilisateurs qui ont déjà accès ne sont pas modifiés.
acts_about_invite_again = Chaque utilisateur reçoit une nouvelle invitation. Les anciens liens ne fonctionnent plus.
acts_about_withdraw = Les invitations ne fonctionnent plus et les places se libèrent. Vous pourrez inviter ces utilisateurs de nouveau plus tard.
acts_about_confirm = Les utilisateurs qui ont accepté leur invitation obtiennent l’accès. Leur statut devient Confirmé.
acts_about_restore = Les utilisateurs désactivés ou révoqués retrouvent leur statut précédent, et occupent de nouveau une place si ce statut en demande une.
acts_about_keep_out = Ces utilisateurs perdent leur accès et leurs places se libèrent. Selon les paramètres de leur connexion, leur statut devient Désactivé ou Révoqué. Vous pourrez les rétablir plus tard.
acts_about_remove = Ces utilisateurs et toutes leurs données sont supprimés, et ils quittent leurs groupes. Cette action est irréversible. Les utilisateurs protégés sont supprimés aussi : la protection ne vaut que pour les fournisseurs. Un fournisseur qui les a encore peut les renvoyer.
acts_about_held_removed = { $count ->
    [one] Un utilisateur est supprimé avec toutes ses données et quitte ses groupes, comme le fournisseur le veut. Cette action est irréversible.
   *[other] { $count } utilisateurs sont supprimés avec toutes leurs données et quittent leurs groupes, comme le fournisseur le veut. Cette action est irréversible.
}
acts_about_held_kept_out = { $count ->
    [one] Un utilisateur, que le fournisseur a seulement désactivé, reste sans accès et ne figure plus parmi les modifications retenues.
   *[other] { $count } utilisateurs, que le fournisseur a seulement désactivés, restent sans accès et ne figurent plus parmi les modifications retenues.
}
acts_about_held_nothing = Rien n’est plus retenu pour ces utilisateurs : aucun n’est supprimé.
acts_about_undo_held = Les utilisateurs retrouvent le statut qu’ils avaient avant la modification du fournisseur. Ceux qui avaient accès le retrouvent, et occupent une place si leur statut en demande une. Le fournisseur n’en est pas informé : corrigez aussi la cause chez lui, sinon sa prochaine modification peut leur retirer de nouveau l’accès.
acts_about_protect = Les fournisseurs ne peuvent plus désactiver ni supprimer ces utilisateurs. Les administrateurs le peuvent toujours.
acts_about_unprotect = Les fournisseurs peuvent de nouveau désactiver et supprimer ces utilisateurs.
acts_each_alone = Les utilisateurs pour lesquels l’action est impossible restent inchangés, et la raison est indiquée pour chacun.
acts_progress = Progression
acts_reached = { $reached } utilisateurs traités sur { $all }
acts_over = { $count ->
    [one] Terminé : { $count } utilisateur
   *[other] Terminé : { $count } utilisateurs
}
acts_go_on = Continuer
acts_go_on_hint = Gardez cette page ouverte jusqu’à la fin. Si vous la quittez, les modifications effectuées sont conservées et les autres utilisateurs ne sont pas modifiés.
acts_stop = Arrêter
acts_interrupted = La dernière étape a échoué à cause d’une erreur du serveur. Les modifications précédentes sont conservées. Patientez un instant, puis continuez.
acts_results = Résultats
acts_all = Tous ({ $count })
acts_tab_done = Fait ({ $count })
acts_tab_nothing = Aucun changement ({ $count })
acts_tab_refused = Refusé ({ $count })
acts_tab_gone = Introuvable ({ $count })
acts_done = Fait
acts_nothing = Aucun changement
acts_refused = Refusé
acts_gone = Introuvable
acts_outcome = Résultat
acts_why = Raison
acts_kept_out_meanwhile = Cet utilisateur a perdu son accès après le début de l’opération : il n’a pas été modifié. Consultez son historique et rétablissez-le individuellement si nécessaire.
acts_held_meanwhile = Cet utilisateur a perdu son accès après le début de l’opération : il n’a pas été modifié. Il figure parmi les modifications retenues : décidez de son cas séparément.
acts_held = Cet utilisateur figure parmi les modifications retenues et n’a pas été modifié. Appliquez la modification retenue ou défaites-la.
acts_has_access = L’utilisateur a déjà accès.
acts_left_kept_out = { $count ->
    [one] Un utilisateur correspondant au filtre a encore accès : il a été ajouté ou modifié pendant l’opération, ou refusé. Vérifiez-le et relancez l’action.
   *[other] { $count } utilisateurs correspondant au filtre ont encore accès : ils ont été ajoutés ou modifiés pendant l’opération, ou refusés. Vérifiez-les et relancez l’action.
}
acts_left_removed = { $count ->
    [one] Un utilisateur correspondant au filtre existe encore : il a été ajouté ou modifié pendant l’opération, ou refusé. Vérifiez-le et relancez l’action.
   *[other] { $count } utilisateurs correspondant au filtre existent encore : ils ont été ajoutés ou modifiés pendant l’opération, ou refusés. Vérifiez-les et relancez l’action.
}
acts_left_link = Afficher les utilisateurs correspondant au filtre
acts_lost = { $count ->
    [one] Le résultat de { $count } utilisateur n’est plus conservé sur ce serveur. Il est inclus dans le total ci-dessus, et la piste d’audit indique ce qui a changé.
   *[other] Les résultats de { $count } utilisateurs ne sont plus conservés sur ce serveur. Ils sont inclus dans les totaux ci-dessus, et la piste d’audit indique ce qui a changé.
}
acts_bounds = Jusqu’à { $most } résultats sont conservés, pendant { $minutes } minutes.
