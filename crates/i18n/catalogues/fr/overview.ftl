# An organization at a glance.

overview_number = { $count }
overview_new_title = Trois étapes jusqu’à vos premiers utilisateurs
overview_new_text = Les utilisateurs et les groupes arrivent d’eux-mêmes depuis votre fournisseur d’identité et restent à jour.
overview_new_connect = Choisir un fournisseur d’identité (IdP)
overview_new_connect_text = Okta, Entra ID ou tout autre qui parle SCIM 2.0.
overview_new_token = Générer un jeton
overview_new_token_text = Vous obtenez une URL SCIM et un jeton, chacun avec un bouton pour le copier.
overview_new_push = Saisir les deux chez le fournisseur
overview_new_push_text = Le guide montre où, et cette page affiche le premier appel dès son arrivée.
overview_new_button = Connecter un fournisseur d’identité
overview_attention = À vérifier
overview_calm = Rien à vérifier.
overview_sources = Par source
overview_source = Source
overview_all = Total
overview_no_connection = Aucun fournisseur d’identité n’est connecté.
overview_connection = Connexion
overview_health = État
overview_last_call = Dernier appel
overview_activity = Les { $days } derniers jours
overview_seats = Licences
overview_seats_used = { $used } licences utilisées sur { $max }
overview_seats_full = Les { $max } licences sont toutes utilisées. Personne d’autre ne peut être admis avant que l’une d’elles se libère.
overview_restored = Restauré
overview_restored_text = Les données proviennent d’une sauvegarde restaurée le { $time }.
overview_restored_more = Tant que les fournisseurs n’ont pas tout renvoyé, certaines données peuvent être plus anciennes que les leurs.
overview_refused = Appels refusés
overview_refused_text =
    { $count ->
        [one] { $connection } : { $count } appel a été refusé au cours des dernières 24 heures.
       *[other] { $connection } : { $count } appels ont été refusés au cours des dernières 24 heures.
    }
overview_refused_about = Le dernier concernait { $name }.
overview_refused_link = Voir le journal des requêtes
overview_token = Jeton
overview_token_expires = Un jeton de { $connection } expire le { $time }.
overview_token_expired = Un jeton de { $connection } a expiré le { $time }.
overview_token_none = Aucun jeton de { $connection } ne permet à son fournisseur d’entrer.
overview_token_link = Voir les jetons
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
overview_at_least = Il peut y en avoir davantage : tout n’est pas compté.
overview_users_link = Voir les utilisateurs
overview_mails = Courrier
overview_mails_text =
    { $count ->
        [one] { $count } e-mail n’a pas pu être envoyé.
       *[other] { $count } e-mails n’ont pas pu être envoyés.
    }
overview_mails_given_up =
    { $count ->
        [one] { $count } d’entre eux n’est plus réessayé.
       *[other] { $count } d’entre eux ne sont plus réessayés.
    }
overview_mails_link = Tester les paramètres de messagerie
overview_chart_added = Utilisateurs ajoutés
overview_chart_changed = Utilisateurs modifiés
overview_chart_lost = Utilisateurs désactivés ou supprimés
overview_chart_groups = Groupes modifiés
overview_chart_most = { $total } au total, dont { $count } le { $date }, le jour le plus chargé.
overview_chart_nothing = Rien pendant ces jours.
overview_chart_day = Jour
overview_chart_count = Nombre
overview_chart_table = Sous forme de tableau
