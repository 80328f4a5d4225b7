# What lists have in common.

lists_any = Tous
lists_source = Source
lists_last_modified = Dernière modification
lists_filter = Appliquer les filtres
lists_clear = Effacer les filtres
lists_sort = Trier par :
lists_none_title = Aucun résultat
lists_none_text = Raccourcissez la recherche ou effacez les filtres.
lists_previous = Précédent
lists_next = Suivant
lists_cancel = Annuler
