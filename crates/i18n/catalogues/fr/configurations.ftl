# Configurations: what the product is told of each user.

configurations_title = Configurations
configurations_about = Des textes que le produit reçoit pour chaque utilisateur, avec les valeurs de cet utilisateur.
configurations_new = Nouvelle configuration
configurations_name = Nom
configurations_created = Créée
configurations_empty_title = Aucune configuration pour l’instant
configurations_empty_text = Une configuration est un ensemble de champs, comme l’adresse d’un serveur de messagerie et un nom de compte. Tapez $ dans un champ pour y mettre une valeur de l’utilisateur ; le produit reçoit alors les champs de chaque utilisateur.
configurations_full = Il y a { $count } configurations, le maximum possible. Supprimez-en une pour en créer une autre.
configurations_fields = Champs
configurations_fields_hint = Tapez $ pour voir ce qui peut être utilisé, ou ouvrez la liste ci-dessous.
configurations_fields_full = Il y a { $count } champs, le maximum pour une configuration.
configurations_field = Champ { $number }
configurations_field_name = Nom du champ
configurations_field_text = Texte
configurations_up = Monter
configurations_down = Descendre
configurations_add = Ajouter un champ
configurations_remove = Supprimer
configurations_variables = Ce qui peut être utilisé
configurations_no_variable = Rien ne porte ce nom.
configurations_escape = Écrivez { $written } pour le texte { $meant } lui-même.
configurations_save = Enregistrer les modifications
configurations_cancel = Annuler
configurations_delete = Supprimer
configurations_preview = Aperçu
configurations_preview_text = Ce que deviennent les champs pour un utilisateur, tels qu’ils figurent ici, enregistrés ou non.
configurations_find = Rechercher un utilisateur par son nom
configurations_find_button = Rechercher
configurations_choose = Choisir un utilisateur
configurations_more =
    { $count ->
        [one] et { $count } autre
       *[other] et { $count } autres
    }
configurations_nobody = Il n’y a pas encore d’utilisateurs.
configurations_not_found = Aucun utilisateur ne s’appelle « { $text } ».
configurations_no_fields = Il n’y a pas encore de champs.
configurations_value = Valeur
configurations_empty_value = vide
configurations_missing = Aucune valeur pour :
configurations_too_long = Le texte serait trop long.
configurations_mistaken = Le texte du champ n’est pas encore utilisable.
configurations_stale = Une autre personne a enregistré cette configuration entre-temps. Votre saisie figure toujours ci-dessous, et voici ce qui est enregistré maintenant. Enregistrez une nouvelle fois pour le remplacer.
configurations_gone = Une autre personne a supprimé cette configuration entre-temps. Votre saisie figure toujours ci-dessous. Enregistrez-la pour recréer la configuration.
configurations_deletion_title = Supprimer la configuration { $name } ?
configurations_deletion_text = Le produit est informé de sa suppression, et plus aucun utilisateur ne reçoit ces champs. Cette action est irréversible.
configurations_deletion_button = Supprimer la configuration
configurations_back = Retour à la configuration
configurations_notice_saved = La configuration a été enregistrée.
configurations_notice_deleted = La configuration a été supprimée.
