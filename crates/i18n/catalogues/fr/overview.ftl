# An organization at a glance.

overview_number = { $count }
overview_new_title = Vos premiers utilisateurs en trois étapes
overview_new_text = Votre fournisseur d’identité ajoute automatiquement les utilisateurs et les groupes et les tient à jour.
overview_new_administrator = Ajoutez l’administrateur de l’organisation
overview_new_administrator_text = Une personne chez votre client, qui ne voit que cette organisation. Elle reçoit un e-mail et peut connecter elle-même le fournisseur d’identité.
overview_new_connect = Choisir un fournisseur d’identité (IdP)
overview_new_connect_text = Okta, Entra ID ou tout autre fournisseur compatible avec SCIM 2.0.
overview_new_token = Générer un jeton
overview_new_token_text = Vous obtenez un jeton et une URL SCIM, chacun avec un bouton Copier.
overview_new_push = Saisir les deux valeurs chez le fournisseur
overview_new_push_text = Le guide indique où. Cette page affiche le premier appel dès son arrivée.
overview_new_button = Connecter un fournisseur d’identité
overview_attention = Requiert votre attention
overview_calm = Rien ne requiert votre attention.
overview_sources = Par source
overview_source = Source
overview_all = Total
overview_no_connection = Aucun fournisseur d’identité n’est connecté.
overview_connection = Connexion
overview_health = État
overview_last_call = Dernier appel
overview_activity = Les { $days } derniers jours
overview_seats = Places
overview_seats_used = { $used } places occupées sur { $max }
overview_seats_full = Plus aucune place libre ({ $max } occupées sur { $max }). Aucun autre utilisateur ne peut être invité ou ajouté tant qu’une place ne s’est pas libérée.
overview_restored = Restauration
overview_restored_text = Les données ont été restaurées à partir d’une sauvegarde le { $time }.
overview_restored_more = Tant que les fournisseurs n’ont pas tout renvoyé, certaines données peuvent être plus anciennes que les leurs.
overview_refused = Appels refusés
overview_refused_text =
    { $count ->
        [one] { $connection } : { $count } appel a été refusé au cours des dernières 24 heures et n’a pas abouti depuis.
       *[other] { $connection } : { $count } appels ont été refusés au cours des dernières 24 heures et n’ont pas abouti depuis.
    }
overview_refused_about = Le dernier concernait { $name }.
overview_refused_link = Afficher le journal des requêtes
overview_token = Jeton
overview_token_expires = Un jeton de la connexion { $connection } expire le { $time }. Renouvelez-le avant cette date.
overview_token_expired = Un jeton de la connexion { $connection } a expiré le { $time }. Renouvelez-le.
overview_token_none = { $connection } n’a aucun jeton utilisable : tous ses appels sont refusés. Générez ou renouvelez un jeton.
overview_token_link = Afficher les jetons
overview_held = Modifications retenues
overview_held_text =
    { $count ->
        [one] { $connection } a retiré l’accès de beaucoup d’utilisateurs à la fois : { $count } modification est retenue.
       *[other] { $connection } a retiré l’accès de beaucoup d’utilisateurs à la fois : { $count } modifications sont retenues.
    }
overview_held_owner = Ces utilisateurs n’ont plus accès, et aucun n’est supprimé tant que vous n’avez pas décidé. Défaites les modifications s’il s’agit d’une erreur, ou appliquez-les.
overview_held_admin = Ces utilisateurs n’ont plus accès, et aucun n’est supprimé tant qu’un propriétaire n’a pas décidé. Défaites les modifications s’il s’agit d’une erreur, ou désactivez les utilisateurs pour maintenir la perte d’accès. Seul un propriétaire peut appliquer les suppressions.
overview_held_auditor = Ces utilisateurs n’ont plus accès, et aucun n’est supprimé tant qu’un administrateur n’a pas décidé.
overview_held_link = Vérifier les modifications retenues
overview_held_removed =
    { $count ->
        [one] { $count } utilisateur a été supprimé avant que cela ne soit constaté. La piste d’audit le nomme.
       *[other] { $count } utilisateurs ont été supprimés avant que cela ne soit constaté. La piste d’audit les nomme.
    }
overview_confirm = À confirmer
overview_confirm_text =
    { $count ->
        [one] { $count } utilisateur attend d’être confirmé.
       *[other] { $count } utilisateurs attendent d’être confirmés.
    }
overview_expired = Invitations expirées
overview_expired_text =
    { $count ->
        [one] { $count } invitation a expiré.
       *[other] { $count } invitations ont expiré.
    }
overview_at_least = Il peut y en avoir davantage : tout n’a pas été compté.
overview_users_link = Afficher les utilisateurs
overview_mails = E-mails
overview_mails_text =
    { $count ->
        [one] { $count } e-mail n’a pas pu être envoyé.
       *[other] { $count } e-mails n’ont pas pu être envoyés.
    }
overview_mails_given_up =
    { $count ->
        [one] { $count } d’entre eux ne sera plus renvoyé.
       *[other] { $count } d’entre eux ne seront plus renvoyés.
    }
overview_mails_link = Tester les paramètres d’e-mail
overview_chart_added = Utilisateurs ajoutés
overview_chart_changed = Utilisateurs modifiés
overview_chart_lost = Utilisateurs désactivés ou supprimés
overview_chart_groups = Groupes modifiés
overview_chart_most = { $total } au total. Jour le plus chargé : { $date }, avec { $count }.
overview_chart_nothing = Aucune activité pendant cette période.
overview_chart_day = Jour
overview_chart_count = Nombre
overview_chart_table = Afficher sous forme de tableau
