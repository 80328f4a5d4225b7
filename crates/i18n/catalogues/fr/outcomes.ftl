# What came of a call, in the list of the request log.

outcomes_refused = Refusé. { $why }
outcomes_created_user = Utilisateur créé.
outcomes_created_group = Groupe créé.
outcomes_taken_back = Utilisateur existant réactivé au lieu d’en créer un autre.
outcomes_read_user = Utilisateur lu.
outcomes_read_group = Groupe lu.
outcomes_listed_users = { $total ->
    [0] Liste des utilisateurs : il n’y en a aucun.
    [one] Liste des utilisateurs : il y en a un.
   *[other] Liste des utilisateurs : il y en a { $total }.
}
outcomes_listed_groups = { $total ->
    [0] Liste des groupes : il n’y en a aucun.
    [one] Liste des groupes : il y en a un.
   *[other] Liste des groupes : il y en a { $total }.
}
outcomes_listed_all = { $total ->
    [0] Liste des utilisateurs et des groupes : il n’y en a aucun.
    [one] Liste des utilisateurs et des groupes : il y en a un.
   *[other] Liste des utilisateurs et des groupes : il y en a { $total }.
}
outcomes_listed = Liste lue.
outcomes_found_users = { $found ->
    [0] Recherche d’un utilisateur par { $by } : aucun trouvé.
    [one] Recherche d’un utilisateur par { $by } : un trouvé.
   *[other] Recherche d’utilisateurs par { $by } : { $found } trouvés.
}
outcomes_found_groups = { $found ->
    [0] Recherche d’un groupe par { $by } : aucun trouvé.
    [one] Recherche d’un groupe par { $by } : un trouvé.
   *[other] Recherche de groupes par { $by } : { $found } trouvés.
}
outcomes_found_all = { $found ->
    [0] Recherche d’utilisateurs et de groupes par { $by } : aucun trouvé.
    [one] Recherche d’utilisateurs et de groupes par { $by } : un trouvé.
   *[other] Recherche d’utilisateurs et de groupes par { $by } : { $found } trouvés.
}
outcomes_looked = Recherche par { $by }.
outcomes_updated_user = Utilisateur mis à jour.
outcomes_updated_group = Groupe mis à jour.
outcomes_changed_user = Utilisateur mis à jour : { $attributes }.
outcomes_changed_group = Groupe mis à jour : { $attributes }.
outcomes_activated = Utilisateur activé.
outcomes_deactivated = Utilisateur désactivé.
outcomes_added = { $added ->
    [one] Membre ajouté.
   *[other] { $added } membres ajoutés.
}
outcomes_removed = { $removed ->
    [one] Membre retiré.
   *[other] { $removed } membres retirés.
}
outcomes_members = Membres d’un groupe : { $added } ajoutés, { $removed } retirés.
outcomes_replaced = { $members ->
    [0] Tous les membres d’un groupe retirés.
    [one] Membres d’un groupe remplacés par un membre.
   *[other] Membres d’un groupe remplacés par { $members } membres.
}
outcomes_deleted_user = Utilisateur déprovisionné.
outcomes_deleted_group = Groupe supprimé.
outcomes_bulk = Requête groupée : { $done } opérations effectuées, { $refused } refusées.
outcomes_discovered = Capacités du serveur consultées.
outcomes_done = Effectué.
