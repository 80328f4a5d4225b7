# What can be switched on a connection's dialect.

switches_remove_values = Une suppression qui indique des valeurs ne supprime que celles-ci ; sinon, elle est refusée.
switches_missing_element = Écrire dans une valeur qui n’existe pas encore, comme emails[type eq "work"].value, la crée ; sinon, c’est refusé.
switches_string_scalars = Les textes "True" et "False" valent des booléens, et les chiffres des nombres ; sinon, ils sont refusés.
switches_dotted_keys = Une clé telle que name.givenName est lue comme un chemin ; sinon, c’est un attribut inconnu.
switches_unqualified_names = Un attribut d’une extension est reconnu sans l’URN de l’extension ; sinon, c’est un attribut inconnu.
switches_old_urns = L’URN d’un schéma antérieur à la RFC, comme urn:scim:schemas:extension:enterprise:1.0, est lu comme celui qui l’a remplacé ; sinon, rien ne porte ce nom.
switches_bare_values = Une valeur sans son objet ou sa liste, comme l’identifiant d’un responsable en simple texte, est acceptée ; sinon, elle est refusée.
switches_blank_clears = Un texte vide efface l’attribut ; sinon, il est conservé tel quel.
switches_encoded_value = La valeur d’un PATCH peut être le texte JSON d’un objet ; sinon, elle est refusée.
switches_unknown_attributes = Les attributs qu’aucun schéma ne déclare sont ignorés et signalés ; sinon, la requête est refusée.
switches_unknown_schemas = Dans schemas, les URN inconnus sont ignorés et un URN manquant est ajouté ; sinon, la requête est refusée.
switches_read_only_echo = Dans un PATCH, les attributs en lecture seule parmi d’autres sont ignorés ; sinon, la requête est refusée.
switches_put_keeps_members = Un PUT d’un groupe qui ne dit rien des membres les conserve ; sinon, il vide le groupe.
switches_unquoted_literals = Un filtre peut contenir un texte sans guillemets ; sinon, il est refusé.
switches_encoded_filters = Un filtre encodé deux fois est décodé une fois de plus ; sinon, il est refusé.
switches_element_comparison = Un filtre peut avoir la forme emails[type eq "work"].value eq "…" ; sinon, il est refusé.
switches_members_replace_is_add = Un remplacement des membres d’un groupe les ajoute sans retirer personne ; sinon, ils en deviennent les seuls membres.
switches_group_patch_answers_body = Un PATCH de groupe reçoit le groupe en réponse ; sinon, 204 sans corps.
switches_raw_token = Un jeton est accepté sans le mot Bearer devant ; sinon, il est refusé.
switches_post_reactivates = Créer un utilisateur dont le userName est celui d’un utilisateur inactif de cette connexion met à jour et réactive ce dernier ; sinon, c’est un conflit.
