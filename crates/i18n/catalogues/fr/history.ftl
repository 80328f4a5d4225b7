# What was done to a user or a group.

history_empty_title = Rien pour l’instant
history_empty_text = Tout ce qui sera modifié s’affichera ici, avec son auteur.
history_changes = { $count ->
    [one] { $count } attribut modifié
   *[other] { $count } attributs modifiés
}
history_newest = Les plus récents
history_older = Plus anciens
