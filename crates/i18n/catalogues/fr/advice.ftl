# What to change in the provider after a call was refused. The providers' own pages are named as they name themselves.

advice_url_okta = le champ « URL de base SCIM 2.0 » de l’onglet Provisionnement
advice_url_entra = le champ « Tenant URL » de « Admin Credentials »
advice_url_onelogin = le champ « SCIM Base URL » de l’onglet « Configuration »
advice_url_jumpcloud = le champ « Base URL » de « Identity Management »
advice_url = le champ de l’URL de base SCIM

advice_token_okta = le champ « Jeton OAuth Bearer » ou « HTTP Header » de l’onglet Provisionnement
advice_token_entra = le champ « Secret Token » de « Admin Credentials »
advice_token_onelogin = le champ « SCIM Bearer Token » de l’onglet « Configuration »
advice_token_jumpcloud = le champ « Token Key » de « Identity Management »
advice_token = le champ du jeton Bearer

advice_mapping_onelogin = le « SCIM JSON Template »
advice_mapping = le mappage des attributs

advice_matching_okta = le champ « Unique identifier field for users » de l’onglet Provisionnement
advice_matching_entra = l’attribut de correspondance du mappage des attributs
advice_matching_onelogin = le paramètre « SCIM Username »
advice_matching = l’attribut de correspondance

advice_again_okta = retirez l’affectation de l’utilisateur, puis affectez-le de nouveau
advice_again_entra = choisissez « Restart provisioning »
advice_again_onelogin = choisissez « Sync logins »
advice_again_jumpcloud = activez de nouveau « Identity Management »
advice_again = relancez une synchronisation complète

advice_or_dialect = , ou choisissez pour cette connexion le dialecte « { $dialect } », qui l’accepte
advice_or_switch = , ou activez `{ $switch }` pour cette connexion
advice_or_reactivate =  ; s’il s’agit d’une personne simplement désactivée, activez `{ $switch }` pour cette connexion

advice_bearer_typed = { $name } envoie le jeton sans `Bearer ` devant, car « Header Auth » envoie tel quel ce qui a été saisi : saisissez `Bearer ` suivi du jeton{ $or }.
advice_bearer = Le jeton arrive sans `Bearer ` devant : réglez { $name } pour l’envoyer comme jeton Bearer{ $or }.
advice_no_token = { $name } n’envoie aucun de nos jetons : copiez le jeton entier de cette connexion dans { $token }.
advice_wrong_secret = { $name } a encore le jeton d’avant le renouvellement, ou un jeton erroné : collez le nouveau dans { $token }.
advice_expired_token = Le jeton a expiré : renouvelez-le, puis collez le nouveau dans { $token } ({ $name }).
advice_inactive_token = Le jeton est défini sur Inactif : définissez-le sur Actif, ou collez un jeton actif dans { $token } ({ $name }).
advice_disabled_connection = La connexion est désactivée : activez-la ; il n’y a rien à changer dans { $name }.
advice_wrong_address = Le jeton est celui d’une autre connexion : collez celui de cette connexion dans { $token } ({ $name }).
advice_unknown_token = { $name } a un jeton qui n’existe plus : générez-en un et collez-le dans { $token }.

advice_deleted_before = { $name } supprime ce qui n’existe plus ; il n’y a rien à changer.
advice_gone_group = { $name } demande un groupe qui n’existe plus ou n’a jamais existé : dissociez-y le groupe et transférez-le de nouveau, afin qu’il soit recherché par son nom et créé s’il manque.
advice_gone_user = { $name } demande un utilisateur qui n’existe plus ou n’a jamais existé : { $again }, afin qu’il soit recherché par son nom et créé s’il manque.
advice_no_address = { $name } appelle une adresse qui n’existe pas : collez l’URL SCIM de cette connexion dans { $url }, exactement comme elle est affichée et sans rien ajouter.
advice_no_method = { $name } emploie une méthode que cette adresse n’accepte pas : vérifiez l’URL SCIM dans { $url }.
advice_taken_group = Un groupe porte déjà ce nom : renommez l’un des deux dans { $name }, ou associez-y le groupe existant.
advice_taken_user = Quelqu’un a déjà ce userName : choisissez `userName` pour { $matching }, ou donnez-leur des valeurs différentes dans { $name }{ $or }.

advice_policy = La politique de la connexion ne le permet pas ({ $rule }) : faites dans { $name } ce qu’indique la réponse, ou changez la politique de la connexion.
advice_protected = L’utilisateur est protégé, et { $name } ne peut ni le désactiver ni le supprimer : retirez la protection si c’est ce que vous voulez.
advice_no_seat = L’organisation n’a plus de place disponible : retirez une affectation dans { $name }, ou augmentez le nombre de places de l’organisation.
advice_unknown_member = { $name } ajoute à un groupe une personne inconnue ici : affectez-la aussi à l’application, puis transférez de nouveau le groupe.
advice_changed = La ressource a été modifiée entre-temps ; { $name } la relit, et il n’y a rien à changer.
advice_too_large = { $name } envoie trop de données à la fois : réduisez le nombre de membres ou la longueur du filtre par requête ; la réponse indique la limite.
advice_not_json = { $name } envoie un corps qui n’est pas au format JSON : choisissez-y application/scim+json.
advice_too_often = { $name } appelle trop souvent et réessaiera plus tard ; il n’y a rien à changer.
advice_not_offered = { $name } demande une fonction qui n’est pas proposée ici ; la réponse indique par quoi la remplacer.
advice_unavailable = Le serveur n’a pas pu le faire à ce moment-là ; { $name } réessaie de lui-même. Si cela se répète, prévenez la personne qui gère le serveur.

advice_manager_text_reference = { $name } a envoyé manager sous forme de texte ; le mappage de `manager` doit être de type Reference.
advice_manager_list_reference = { $name } a envoyé manager sous forme de liste ; le mappage de `manager` doit être de type Reference.
advice_manager_text = { $name } a envoyé manager sous forme de texte ; { $mapping } doit fournir un objet dont `value` est l’identifiant{ $or }.
advice_manager_list = { $name } a envoyé manager sous forme de liste ; { $mapping } doit fournir un objet dont `value` est l’identifiant{ $or }.
advice_active_text = { $name } a envoyé `active` sous forme de texte ; { $mapping } doit fournir true ou false{ $or }.
advice_filter = { $name } recherche des utilisateurs ou des groupes d’une manière qui ne peut pas être traitée : choisissez simplement `userName`, `externalId` ou, pour les groupes, `displayName` pour { $matching }{ $or }.
advice_no_target = { $name } modifie dans une liste une valeur qui n’y est pas : réglez { $mapping } pour envoyer l’attribut entier{ $or }.
advice_read_only = { $name } modifie `{ $attribute }`, que seul le serveur définit : n’incluez pas cet attribut dans { $mapping }.
advice_unknown_attribute = { $name } envoie `{ $attribute }`, qui n’est pas un attribut sous cette forme : corrigez-le dans { $mapping }, ou retirez-le{ $or }.
advice_bad_value = { $name } envoie pour `{ $attribute }` une valeur qui ne convient pas : corrigez-la dans { $mapping }, comme l’indique la réponse.
advice_malformed = { $name } envoie une requête incompréhensible ; la réponse indique ce qui ne va pas.
