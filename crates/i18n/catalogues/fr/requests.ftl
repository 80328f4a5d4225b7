# The request log of a connection.

requests_title = Journal des requêtes
requests_text = Appels envoyés par { $provider }, avec le résultat, la raison et ce qu’il faut faire. La liste s’actualise automatiquement.
requests_filter = Filtre
requests_all = Tous les appels
requests_refused = Refusés seulement
requests_off = Le journal des requêtes de cette connexion est désactivé : les appels ne sont pas conservés. Activez-le sous « Modifier les paramètres ».
requests_none = Aucun appel pour l’instant
requests_none_text = Les appels du fournisseur s’afficheront ici, qu’ils soient acceptés ou refusés.
requests_none_refused = Aucun appel refusé
requests_none_refused_text = Aucun des appels du journal n’a été refusé.
requests_at = Date et heure
requests_call = Appel
requests_status = Statut
requests_outcome = Résultat
requests_about = Utilisateur ou groupe
requests_tolerated_count = { $count ->
    [one] { $count } écart par rapport à la norme a été accepté.
   *[other] { $count } écarts par rapport à la norme ont été acceptés.
}
requests_pages = Pages
requests_kept = { $count ->
    [one] { $count } appel dans le journal.
   *[other] { $count } appels dans le journal.
}
requests_kept_refused = { $count ->
    [one] { $count } appel refusé dans le journal.
   *[other] { $count } appels refusés dans le journal.
}
requests_dropped = Appels non journalisés, car le serveur était trop occupé : { $count }.
requests_newest = Les plus récents
requests_older = Plus anciens
requests_advice = Que faire
requests_took = Durée
requests_no_token = Aucun : l’appel a été refusé avant qu’un jeton soit accepté.
requests_body = Corps de la requête
requests_answer = Corps de la réponse
requests_empty = Vide.
requests_cut = Le corps n’a pas été conservé, car il était trop long ou n’était pas au format JSON.
requests_tolerated = Écarts acceptés
requests_tolerated_text = L’appel s’écartait de la norme, mais a été accepté.
requests_redacted = Les mots de passe et les jetons sont retirés avant qu’un appel soit journalisé.
