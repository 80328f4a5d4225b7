# What was done to a user or a group.

history_empty_title = Aucun historique pour l’instant
history_empty_text = Les modifications s’afficheront ici, avec leur auteur.
history_changes = { $count ->
    [one] { $count } attribut modifié
   *[other] { $count } attributs modifiés
}
history_newest = Les plus récents
history_older = Plus anciens
