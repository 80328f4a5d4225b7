# The request log of a connection.

requests_title = Journal des requêtes
requests_text = Ce que { $provider } a envoyé, ce qu’il en est advenu, pourquoi, et que faire. La liste se renouvelle d’elle-même.
requests_filter = Filtre
requests_all = Tous les appels
requests_refused = Refusés seulement
requests_off = Le journal des requêtes de cette connexion est désactivé : les appels ne sont pas conservés.
requests_none = Aucun appel pour l’instant
requests_none_text = Dès que le fournisseur appelle, cela s’affiche ici, que l’appel soit accepté ou refusé.
requests_none_refused = Aucun appel refusé
requests_none_refused_text = Aucun des appels conservés n’a été refusé.
requests_at = Heure
requests_call = Appel
requests_status = Statut
requests_outcome = Résultat
requests_about = Utilisateur ou groupe
requests_tolerated_count = { $count ->
    [one] { $count } écart par rapport à la norme a été toléré.
   *[other] { $count } écarts par rapport à la norme ont été tolérés.
}
requests_pages = Pages
requests_kept = { $count ->
    [one] { $count } appel est conservé.
   *[other] { $count } appels sont conservés.
}
requests_dropped = { $count } ont été omis parce que le serveur était trop occupé.
requests_newest = Les plus récents
requests_older = Plus anciens
requests_advice = Que faire
requests_took = Durée
requests_no_token = Aucun qui ait été admis : l’appel a été refusé à l’entrée.
requests_body = Ce qui a été envoyé
requests_answer = Ce qui a été répondu
requests_empty = Aucun corps.
requests_cut = Le corps n’est pas conservé : il était trop long, ou n’était pas du JSON.
requests_tolerated = Ce qui a été toléré
requests_tolerated_text = L’appel s’écartait de la norme, et a été accepté malgré tout.
requests_redacted = Les mots de passe et les jetons sont retirés avant qu’un appel ne soit consigné.
