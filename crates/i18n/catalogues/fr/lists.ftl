# What lists have in common.

lists_any = Tous
lists_source = Source
lists_last_modified = Dernière modification
lists_filter = Filtrer
lists_clear = Effacer les filtres
lists_none_title = Aucun utilisateur ne correspond
lists_none_text = Essayez avec moins de lettres ou effacez les filtres.
lists_previous = Précédent
lists_next = Suivant
lists_cancel = Annuler
