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
acts_about_invite = Chacun reçoit une invitation par e-mail et occupe une place.
acts_about_invite_again = Chacun reçoit une nouvelle invitation. Les liens envoyés auparavant ne fonctionnent plus.
acts_about_withdraw = Les invitations ne fonctionnent plus, les places sont libérées et les utilisateurs attendent une nouvelle invitation.
acts_about_confirm = Ceux qui ont accepté leur invitation sont confirmés et ont dès lors accès.
acts_about_restore = Ceux qui sont désactivés ou révoqués retrouvent leur état précédent, et une place si cet état en occupe une.
acts_about_keep_out = Ils perdent leur accès et leurs places sont libérées. Selon les paramètres de leur connexion, ils sont dits révoqués. Vous pourrez les rétablir plus tard.
acts_about_remove = Ils sont supprimés avec toutes leurs données et quittent leurs groupes. Cette action est irréversible. Un fournisseur qui les connaît encore peut les renvoyer.
acts_about_protect = Aucun fournisseur ne peut plus les désactiver ni les supprimer. Les administrateurs le peuvent toujours.
acts_about_unprotect = Leurs fournisseurs peuvent de nouveau les désactiver et les supprimer.
acts_each_alone = Chaque utilisateur est traité séparément : ceux pour qui l’action est impossible restent inchangés, et la raison vous est indiquée.
acts_progress = Progression
acts_reached = { $reached } utilisateurs traités sur { $all }
acts_over = { $count ->
    [one] Terminé : { $count } utilisateur
   *[other] Terminé : { $count } utilisateurs
}
acts_go_on = Continuer
acts_go_on_hint = Gardez cette page ouverte jusqu’à la fin. Si vous la quittez, ce qui est fait reste fait et les autres utilisateurs restent inchangés.
acts_stop = Arrêter
acts_interrupted = Le serveur n’a pas pu effectuer la dernière étape. Ce qui a été fait reste fait. Patientez un instant, puis continuez.
acts_results = Résultats
acts_all = Tous ({ $count })
acts_tab_done = Fait ({ $count })
acts_tab_nothing = Rien à faire ({ $count })
acts_tab_refused = Refusé ({ $count })
acts_tab_gone = Introuvable ({ $count })
acts_done = Fait
acts_nothing = Rien à faire
acts_refused = Refusé
acts_gone = Introuvable
acts_outcome = Résultat
acts_why = Raison
acts_kept_out_meanwhile = Cet utilisateur a perdu son accès après le début de l’opération : il est resté tel quel. Consultez son historique et restaurez-le individuellement si c’est justifié.
acts_left_kept_out = { $count ->
    [one] Un utilisateur correspondant au filtre a encore accès en ce moment : il a été ajouté ou modifié pendant l’opération, ou refusé. Vérifiez-le et recommencez pour lui.
   *[other] { $count } utilisateurs correspondant au filtre ont encore accès en ce moment : ils ont été ajoutés ou modifiés pendant l’opération, ou refusés. Vérifiez-les et recommencez pour eux.
}
acts_left_removed = { $count ->
    [one] Un utilisateur correspondant au filtre est encore présent en ce moment : il a été ajouté ou modifié pendant l’opération, ou refusé. Vérifiez-le et recommencez pour lui.
   *[other] { $count } utilisateurs correspondant au filtre sont encore présents en ce moment : ils ont été ajoutés ou modifiés pendant l’opération, ou refusés. Vérifiez-les et recommencez pour eux.
}
acts_left_link = Afficher les utilisateurs correspondant au filtre
acts_lost = { $count ->
    [one] Le résultat de { $count } utilisateur n’est plus conservé sur ce serveur. Il est compté ci-dessus, et la piste d’audit indique ce qui a changé.
   *[other] Les résultats de { $count } utilisateurs ne sont plus conservés sur ce serveur. Ils sont comptés ci-dessus, et la piste d’audit indique ce qui a changé.
}
acts_bounds = Les résultats sont conservés { $minutes } minutes, { $most } au maximum.
