# Configurations: what the product is told of each user.

configurations_title = Configurations
configurations_about = Ensembles de champs que le produit reçoit pour chaque utilisateur, remplis avec les valeurs de cet utilisateur.
configurations_new = Nouvelle configuration
configurations_name = Nom
configurations_created = Créée le
configurations_empty_title = Aucune configuration pour l’instant
configurations_empty_text = Une configuration est un ensemble de champs, comme l’adresse d’un serveur de messagerie et un nom de compte. Tapez $ dans un champ pour y insérer une valeur de l’utilisateur. Le produit reçoit les champs de chaque utilisateur.
configurations_full = Vous avez atteint la limite de { $count } configurations. Supprimez-en une pour en créer une autre.
configurations_fields = Champs
configurations_fields_hint = Tapez $ pour voir les variables disponibles, ou ouvrez la liste ci-dessous.
configurations_fields_full = Vous avez atteint la limite de { $count } champs par configuration.
configurations_field = Champ { $number }
configurations_field_name = Nom du champ
configurations_field_text = Texte
configurations_up = Monter
configurations_down = Descendre
configurations_add = Ajouter un champ
configurations_remove = Supprimer
configurations_variables = Variables disponibles
configurations_no_variable = Aucune variable ne porte ce nom.
configurations_escape = Pour écrire { $meant } comme simple texte, saisissez { $written }.
configurations_save = Enregistrer les modifications
configurations_cancel = Annuler
configurations_delete = Supprimer
configurations_preview = Aperçu
configurations_preview_text = Affiche les champs pour un utilisateur, tels que vous les avez saisis ici, enregistrés ou non.
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
configurations_mistaken = Corrigez le texte du champ pour afficher sa valeur.
configurations_stale = Une autre personne a enregistré cette configuration pendant que vous la modifiiez. Votre saisie figure toujours dans les champs ci-dessous. Voici ce qui est enregistré actuellement. Enregistrez de nouveau pour le remplacer.
configurations_gone = Une autre personne a supprimé cette configuration pendant que vous la modifiiez. Votre saisie figure toujours dans les champs ci-dessous. Enregistrez pour recréer la configuration.
configurations_deletion_title = Supprimer la configuration { $name } ?
configurations_deletion_text = Le produit en est informé, et plus aucun utilisateur ne reçoit ces champs. Cette action est irréversible.
configurations_deletion_button = Supprimer la configuration
configurations_back = Retour à la configuration
configurations_notice_saved = La configuration a été enregistrée.
configurations_notice_deleted = La configuration a été supprimée.
