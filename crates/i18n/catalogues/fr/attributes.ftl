# The attributes that configurations can use.

attributes_title = Attributs
attributes_about = Variables utilisables dans les champs d’une configuration. Chacune est remplacée par la valeur de l’utilisateur.
attributes_custom = Attributs personnalisés
attributes_name = Nom
attributes_type = Type
attributes_connection = Connexion
attributes_used_by = Utilisé par
attributes_declared = Ajouté le
attributes_variable = Variable
attributes_meaning = Signification
attributes_add = Ajouter un attribut personnalisé
attributes_add_text = Ajoutez d’abord l’attribut ici, puis mappez-le chez le fournisseur d’identité. Les valeurs d’attributs non ajoutés ici ne sont pas conservées.
attributes_add_button = Ajouter l’attribut
attributes_name_hint = Lettres, chiffres, « - » et « _ », { $most } caractères au plus. Dans une configuration, écrivez { $variable }.
attributes_closed_text = Aucune connexion n’accepte encore d’attributs personnalisés. Ouvrez une connexion, choisissez « Modifier les paramètres » et saisissez un espace de noms des attributs personnalisés dans sa politique.
attributes_connect = Connecter un fournisseur d’identité
attributes_empty_title = Aucun attribut personnalisé pour l’instant
attributes_empty_text = Ajoutez un attribut que votre fournisseur d’identité envoie pour chaque utilisateur, comme un centre de coûts ou un numéro de badge. Il apparaît dans l’onglet Attributs de l’utilisateur et peut être utilisé dans les configurations.
attributes_delete = Supprimer
attributes_back = Retour aux attributs
attributes_lacking_title = Des attributs personnalisés manquent à certaines connexions
attributes_lacking_text = Les utilisateurs de ces connexions n’ont pas de valeur pour les attributs manquants : les champs de configuration qui les utilisent ne peuvent pas être remplis. Ajoutez aussi ces attributs à ces connexions et mappez-les chez le fournisseur.
attributes_lacking = Manquants dans { $connection } :
attributes_lacking_configurations = Utilisé par ces configurations :
attributes_unsent_title = Certaines connexions n’envoient pas leurs attributs personnalisés
attributes_unsent_text = Aucun utilisateur de ces connexions n’a de valeur pour ces attributs : les champs de configuration qui les utilisent ne peuvent pas être remplis. Mappez les attributs chez le fournisseur d’identité.
attributes_unsent = Aucun utilisateur de la connexion { $connection } n’a de valeur pour :
attributes_unsent_lately = Aucun des { $count } derniers utilisateurs modifiés de la connexion { $connection } n’a de valeur pour :
attributes_unsent_guide = Ouvrir le guide
attributes_removing_title = Suppression des valeurs de l’attribut { $attribute }
attributes_removing_text = { $connection } : { $done } utilisateurs traités sur { $all }.
attributes_built_in = Variables intégrées
attributes_built_in_text = Elles peuvent être utilisées avec tous les fournisseurs. Un utilisateur dont le profil n’a pas de valeur n’en a pas ici.
attributes_deletion_title = Supprimer l’attribut { $name } ?
attributes_deletion_text = La connexion { $connection } ne l’acceptera plus et ses utilisateurs perdront leurs valeurs. Cette action est irréversible.
attributes_deletion_nobody = Aucun utilisateur n’a de valeur pour cet attribut.
attributes_deletion_users =
    { $count ->
        [one] { $count } utilisateur a une valeur, qui sera supprimée.
       *[other] { $count } utilisateurs ont une valeur, qui sera supprimée.
    }
attributes_deletion_users_at_most = La connexion compte { $count } utilisateurs. Toutes les valeurs de cet attribut seront supprimées.
attributes_deletion_configurations = Aucune configuration ni aucun texte d’invitation ne l’utilise.
attributes_deletion_others = Ces connexions conservent l’attribut et les valeurs de leurs utilisateurs :
attributes_deletion_button = Supprimer l’attribut
attributes_notice_added = L’attribut a été ajouté. Étape suivante : le mapper chez le fournisseur d’identité.
attributes_notice_deleted = L’attribut a été supprimé. Ses valeurs sont en cours de suppression.
attributes_variable_custom = Attribut personnalisé de type IDP. Le fournisseur d’identité envoie sa valeur.
attributes_variable_uid = Le nom d’utilisateur, qui identifie l’utilisateur.
attributes_variable_uid_local_part = La partie du nom d’utilisateur avant le @.
attributes_variable_uid_domain = La partie du nom d’utilisateur après le @.
attributes_variable_email = L’adresse e-mail principale, ou la première.
attributes_variable_email_local_part = La partie de l’adresse e-mail avant le @.
attributes_variable_email_domain = La partie de l’adresse e-mail après le @.
attributes_variable_first_name = Le prénom.
attributes_variable_last_name = Le nom de famille.
attributes_variable_display_name = Le nom d’affichage.
attributes_variable_locale = La langue et la région, comme fr-FR.
attributes_variable_upn = Le nom d’utilisateur principal, identique au nom d’utilisateur.
attributes_variable_department = Le service (extension d’entreprise).
