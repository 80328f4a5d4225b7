# What a dialect let pass.

tolerances_string_scalar = Un texte remplaçait un booléen ou un nombre ; il a été converti.
tolerances_dotted_key = Une clé telle que name.givenName a été lue comme un chemin.
tolerances_unqualified_name = Un attribut d’une extension est arrivé sans l’URN de l’extension ; il a été reconnu.
tolerances_old_urn = Un URN antérieur à la RFC a été lu comme celui qui l’a remplacé.
tolerances_missing_element = La valeur à modifier n’existait pas ; elle a été créée.
tolerances_remove_values = Une suppression indiquait des valeurs ; seules celles-ci ont été supprimées.
tolerances_bare_value = Une valeur est arrivée sans l’objet ou la liste qui devait l’entourer ; elle a été acceptée.
tolerances_blank_clears = Une valeur vide a effacé un attribut.
tolerances_encoded_value = La valeur d’un PATCH était le texte JSON d’un objet ; elle a été lue comme cet objet.
tolerances_unknown_attribute = Un attribut qu’aucun schéma ne déclare a été ignoré.
tolerances_unknown_schema = Un URN qui n’est celui d’aucun schéma a été ignoré.
tolerances_missing_schema = L’URN du schéma de la ressource manquait ; il a été ajouté.
tolerances_members_replace_is_add = Un remplacement des membres d’un groupe les a ajoutés sans retirer personne.
tolerances_read_only_echo = Un attribut en lecture seule dans un PATCH a été ignoré.
tolerances_stray_member = Un élément que la RFC ne connaît pas accompagnait la requête ; il a été ignoré.
tolerances_repeated_schema = Le même URN figurait deux fois ; il a été compté une fois.
tolerances_put_keeps_members = Une requête sur un groupe ne disait rien de ses membres ; ils ont été conservés.
tolerances_unquoted_literal = Un filtre contenait un texte sans guillemets ; il a été lu.
tolerances_encoded_filter = Un filtre était encodé deux fois ; il a été décodé une fois de plus.
tolerances_element_comparison = Un filtre comparait une valeur derrière les crochets ; il a été lu.
tolerances_repeated_value = Une liste contenait deux fois la même valeur ; la première a été conservée.
tolerances_replace_drops_many = Le remplacement des membres d’un groupe par un seul en a retiré beaucoup ; il s’agissait peut-être d’un ajout.
tolerances_raw_token = Le jeton n’était pas précédé du mot « Bearer » ; il a été accepté.
tolerances_post_reactivates = La création d’un utilisateur a réactivé celui qui existait.
tolerances_policy = La politique de la connexion n’a pas permis une partie de la requête ; le reste a été fait.
