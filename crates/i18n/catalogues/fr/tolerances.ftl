# What a dialect let pass.

tolerances_string_scalar = Un booléen ou un nombre a été envoyé sous forme de texte ; il a été converti.
tolerances_dotted_key = Une clé telle que name.givenName a été lue comme un chemin.
tolerances_unqualified_name = Un attribut d’une extension a été envoyé sans l’URN de l’extension ; il a été reconnu à son nom.
tolerances_old_urn = Un ancien URN, antérieur à la RFC, a été lu comme l’URN actuel.
tolerances_missing_element = La valeur à modifier n’existait pas ; elle a été créée.
tolerances_remove_values = Une suppression indiquait des valeurs ; seules celles-ci ont été supprimées.
tolerances_bare_value = Une valeur a été envoyée sans l’objet ou la liste qui devait l’entourer ; elle a été acceptée.
tolerances_blank_clears = Une valeur vide a été envoyée ; l’attribut a été effacé.
tolerances_encoded_value = La valeur d’un PATCH a été envoyée sous forme de texte JSON ; elle a été lue comme un objet.
tolerances_unknown_attribute = Un attribut absent de tous les schémas a été ignoré.
tolerances_unknown_schema = Un URN qui n’est celui d’aucun schéma a été ignoré.
tolerances_missing_schema = L’URN du schéma de la ressource manquait ; il a été ajouté.
tolerances_members_replace_is_add = Une demande de remplacement des membres d’un groupe a été traitée comme un ajout : personne n’a été retiré.
tolerances_read_only_echo = Un attribut en lecture seule dans un PATCH a été ignoré.
tolerances_stray_member = La requête contenait un élément absent de la RFC ; il a été ignoré.
tolerances_repeated_schema = Le même URN figurait deux fois ; il a été compté une fois.
tolerances_put_keeps_members = Une requête sur un groupe ne mentionnait pas ses membres ; ils ont été conservés.
tolerances_unquoted_literal = Un filtre contenait un texte sans guillemets ; il a été accepté.
tolerances_encoded_filter = Un filtre était encodé deux fois ; il a été décodé une fois de plus.
tolerances_element_comparison = Un filtre avec une comparaison après les crochets a été accepté.
tolerances_repeated_value = Une liste contenait deux fois la même valeur ; seule la première a été conservée.
tolerances_replace_drops_many = De nombreux membres ont été retirés, car les membres du groupe ont été remplacés par un seul. Il s’agissait peut-être d’un ajout.
tolerances_raw_token = Le mot « Bearer » manquait devant le jeton ; le jeton a été accepté.
tolerances_post_reactivates = Une demande de création d’utilisateur a réactivé un utilisateur existant.
tolerances_policy = La politique de la connexion n’autorise pas une partie de la requête ; le reste a été effectué.
