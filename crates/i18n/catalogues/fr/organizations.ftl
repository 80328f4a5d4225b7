# The organizations.

organizations_title = Organisations
organizations_name = Nom
organizations_empty_title = Aucune organisation pour l’instant
organizations_empty_text = Une organisation est un client de votre produit. Créez-en une, puis connectez son fournisseur d’identité.
organizations_new = Nouvelle organisation
organizations_create = Créer
organizations_notice_created = L’organisation a été créée. Étape suivante : connecter son fournisseur d’identité.
