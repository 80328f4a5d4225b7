# The attributes that configurations can use.

attributes_title = Attributs
attributes_about = Ce qui peut figurer dans les champs d’une configuration et y est remplacé par la valeur de chaque utilisateur.
attributes_custom = Attributs personnalisés
attributes_name = Nom
attributes_type = Type
attributes_connection = Connexion
attributes_used_by = Utilisé par
attributes_declared = Déclaré
attributes_variable = Variable
attributes_meaning = Signification
attributes_add = Ajouter un attribut personnalisé
attributes_add_text = Déclarez d’abord l’attribut ici, puis faites-le envoyer par le fournisseur d’identité. Les valeurs d’un attribut non déclaré ne sont pas conservées.
attributes_add_button = Ajouter l’attribut
attributes_name_hint = Lettres, chiffres, « - » et « _ », { $most } caractères au plus. Les configurations l’écrivent { $variable }.
attributes_closed_text = Aucune connexion n’accepte encore d’attributs personnalisés : leurs stratégies n’ont pas d’extension personnalisée. Ouvrez une connexion et donnez un nom d’extension à sa stratégie.
attributes_connect = Connecter un fournisseur d’identité
attributes_empty_title = Aucun attribut personnalisé pour l’instant
attributes_empty_text = Déclarez un attribut que votre fournisseur d’identité envoie pour chaque utilisateur, comme un centre de coûts ou un numéro de badge. Il apparaît ensuite dans l’onglet Attributs de l’utilisateur, et les configurations peuvent s’en servir.
attributes_delete = Supprimer
attributes_back = Retour aux attributs
attributes_lacking_title = Certaines connexions ne déclarent pas ce que d’autres déclarent
attributes_lacking_text = Les utilisateurs de ces connexions n’ont pas de valeur pour cet attribut, et les champs de configuration qui l’utilisent n’en ont pas non plus. Déclarez-le aussi sur ces connexions et faites-le envoyer par le fournisseur.
attributes_lacking = { $connection } ne déclare pas :
attributes_lacking_configurations = Utilisé par ces configurations :
attributes_unsent_title = Certaines connexions n’envoient pas ce qu’elles déclarent
attributes_unsent_text = Aucun utilisateur de ces connexions n’a de valeur pour cet attribut, et les champs de configuration qui l’utilisent n’en ont pas non plus. Faites-le envoyer par le fournisseur d’identité pour chaque utilisateur.
attributes_unsent = Aucun utilisateur de { $connection } n’a de valeur pour :
attributes_unsent_lately = Aucun des { $count } derniers utilisateurs modifiés de { $connection } n’a de valeur pour :
attributes_unsent_guide = Ouvrir le guide
attributes_removing_title = Suppression des valeurs de { $attribute }
attributes_removing_text = { $connection } : { $done } utilisateurs traités sur { $all }.
attributes_built_in = Variables intégrées
attributes_built_in_text = Chaque utilisateur les possède, quel que soit le fournisseur.
attributes_deletion_title = Supprimer l’attribut { $name } ?
attributes_deletion_text = La connexion { $connection } ne l’acceptera plus et ses utilisateurs perdront leurs valeurs. Cette action est irréversible.
attributes_deletion_nobody = Aucun utilisateur n’a de valeur actuellement.
attributes_deletion_users =
    { $count ->
        [one] { $count } utilisateur a une valeur, qui sera supprimée.
       *[other] { $count } utilisateurs ont une valeur, qui sera supprimée.
    }
attributes_deletion_users_at_most = La connexion compte { $count } utilisateurs. Ceux qui ont une valeur la perdent.
attributes_deletion_configurations = Aucune configuration ni aucun texte d’invitation ne l’utilise.
attributes_deletion_others = Ces connexions le gardent, avec les valeurs de leurs utilisateurs :
attributes_deletion_button = Supprimer l’attribut
attributes_notice_added = L’attribut a été ajouté. Le fournisseur d’identité peut maintenant l’envoyer.
attributes_notice_deleted = L’attribut a été supprimé. Ses valeurs sont en cours de suppression.
attributes_variable_custom = Attribut personnalisé de type IDP : ce que le fournisseur d’identité envoie.
attributes_variable_uid = Le nom d’utilisateur, avec lequel la personne se connecte.
attributes_variable_uid_local_part = Ce qui précède le @ du nom d’utilisateur.
attributes_variable_uid_domain = Ce qui suit le @ du nom d’utilisateur.
attributes_variable_email = L’adresse e-mail principale, ou la première.
attributes_variable_email_local_part = Ce qui précède le @ de l’adresse e-mail.
attributes_variable_email_domain = Ce qui suit le @ de l’adresse e-mail.
attributes_variable_first_name = Le prénom.
attributes_variable_last_name = Le nom de famille.
attributes_variable_display_name = Le nom affiché.
attributes_variable_locale = La langue et la région, comme fr-FR.
attributes_variable_upn = Le nom principal d’utilisateur, identique au nom d’utilisateur.
attributes_variable_department = Le service, de l’extension entreprise.
