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

advice_group_again_okta = dissociez le groupe sous « Push Groups » et transférez-le de nouveau
advice_group_again_entra = retirez le groupe de l’application, puis affectez-le de nouveau
advice_group_again_onelogin = choisissez « Reapply entitlement mappings »
advice_group_again_jumpcloud = retirez le groupe de l’application, puis ajoutez-le de nouveau
advice_group_again = synchronisez de nouveau le groupe

advice_or_dialect = , ou choisissez pour cette connexion le profil de compatibilité « { $dialect } », qui l’accepte
advice_or_switch = , ou activez l’option de compatibilité `{ $switch }` pour cette connexion
advice_or_reactivate =  ; si l’utilisateur a seulement été désactivé, activez l’option de compatibilité `{ $switch }` pour cette connexion
advice_or_link_okta = , ou associez le groupe existant sous « Push Groups »

advice_bearer_typed = { $name } envoie le jeton sans `Bearer ` devant, car « Header Auth » envoie exactement ce qui a été saisi. Saisissez `Bearer ` suivi du jeton{ $or }.
advice_bearer = `Bearer ` manque devant le jeton. Configurez { $name } pour l’envoyer comme jeton Bearer{ $or }.
advice_no_token = { $name } n’envoie pas de jeton. Collez le jeton de cette connexion dans { $token }.
advice_foreign_token = { $name } envoie autre chose qu’un jeton de ce serveur. Collez le jeton de cette connexion dans { $token }.
advice_mistyped_token = Le jeton est mal saisi ou tronqué dans { $name }. Copiez de nouveau le jeton en entier dans { $token }. Si vous ne l’avez plus, renouvelez-le.
advice_wrong_secret = { $name } a encore l’ancien jeton, d’avant le renouvellement, ou un jeton mal saisi. Collez le nouveau jeton dans { $token }.
advice_expired_token = Le jeton a expiré. Renouvelez-le, puis collez le nouveau jeton dans { $token } ({ $name }).
advice_inactive_token = Le jeton est inactif. Définissez-le sur Actif, ou collez un jeton actif dans { $token } ({ $name }).
advice_disabled_connection = SCIM est désactivé pour cette connexion. Activez-le. Il n’y a rien à modifier dans { $name }.
advice_provisioning_off = Le provisionnement est désactivé pour toute l’installation. Demandez à la personne qui l’exploite d’activer le paramètre « provisioning ». Il n’y a rien à modifier dans { $name }.
advice_wrong_address = Le jeton appartient à une autre connexion. Collez un jeton de cette connexion dans { $token } ({ $name }).
advice_unknown_token = { $name } utilise un jeton qui n’existe plus. Générez un nouveau jeton et collez-le dans { $token }.

advice_deleted_before = { $name } a tenté de supprimer un élément qui n’existe plus. Vous n’avez rien à faire.
advice_missed_group = { $name } a demandé un groupe qui n’existe plus. S’il a été supprimé volontairement, vous n’avez rien à faire. Sinon, { $again }.
advice_missed_user = { $name } a demandé un utilisateur qui n’existe plus. S’il a été supprimé volontairement, vous n’avez rien à faire. Sinon, { $again }.
advice_gone_group = { $name } a demandé un groupe qui n’existe plus ou n’a jamais existé. Dans { $name }, { $again }. Le groupe est alors retrouvé par son nom, ou créé s’il manque.
advice_gone_user = { $name } a demandé un utilisateur qui n’existe plus ou n’a jamais existé. Dans { $name }, { $again }. L’utilisateur est alors retrouvé par son nom d’utilisateur, ou créé s’il manque.
advice_doubled = L’URL SCIM se termine par /{ $endpoint } : retirez-le. Collez l’URL SCIM de cette connexion dans { $url }, exactement comme elle est affichée et sans rien ajouter.
advice_no_address = { $name } appelle une adresse qui n’existe pas. Collez l’URL SCIM de cette connexion dans { $url }, exactement comme elle est affichée et sans rien ajouter.
advice_no_method = { $name } utilise une méthode HTTP que cette adresse n’accepte pas. Vérifiez l’URL SCIM dans { $url }.
advice_taken_group = Un groupe porte déjà ce nom. Renommez l’un des deux dans { $name }{ $or }.
advice_taken_user = Un autre utilisateur a déjà ce userName. Choisissez `userName` pour { $matching }, ou donnez aux deux utilisateurs des valeurs différentes dans { $name }{ $or }.

advice_policy = La politique de la connexion ne le permet pas ({ $rule }). Suivez dans { $name } les indications de la réponse, ou modifiez la politique de la connexion.
advice_protected = L’utilisateur est protégé : { $name } ne peut ni le désactiver ni le supprimer. Pour l’autoriser, levez la protection.
advice_no_seat = L’organisation n’a plus de place libre. Retirez l’affectation d’un utilisateur dans { $name }, ou augmentez le nombre de places de l’organisation.
advice_unknown_member = { $name } a tenté d’ajouter à un groupe un utilisateur inconnu ici. Affectez aussi cet utilisateur à l’application, puis renvoyez le groupe.
advice_changed = L’utilisateur ou le groupe a été modifié entre-temps. { $name } le relit automatiquement. Vous n’avez rien à faire.
advice_too_large = { $name } envoie trop de données dans une même requête. Réduisez le nombre de membres ou raccourcissez le filtre. La réponse indique la limite.
advice_not_json = { $name } n’envoie pas de JSON. Choisissez-y application/scim+json.
advice_too_often = { $name } appelle trop souvent. Il réessaiera plus tard. Vous n’avez rien à faire.
advice_not_offered = { $name } utilise une fonction qui n’est pas prise en charge. La réponse indique par quoi la remplacer.
advice_unavailable = Le serveur ne pouvait pas traiter l’appel à ce moment-là. { $name } réessaie automatiquement. Si cela se répète, prévenez la personne qui exploite le serveur.

advice_manager_text_reference = { $name } a envoyé `manager` sous forme de texte. Définissez le type du mappage de `manager` sur Reference.
advice_manager_list_reference = { $name } a envoyé `manager` sous forme de liste. Définissez le type du mappage de `manager` sur Reference.
advice_manager_text = { $name } a envoyé `manager` sous forme de texte. Modifiez { $mapping } pour envoyer un objet dont `value` est l’ID{ $or }.
advice_manager_list = { $name } a envoyé `manager` sous forme de liste. Modifiez { $mapping } pour envoyer un objet dont `value` est l’ID{ $or }.
advice_active_text = { $name } a envoyé `active` sous forme de texte. Modifiez { $mapping } pour envoyer true ou false{ $or }.
advice_filter = { $name } recherche des utilisateurs ou des groupes d’une manière qui n’est pas prise en charge. Choisissez `userName`, `externalId` ou, pour les groupes, `displayName` pour { $matching }{ $or }.
advice_no_target = { $name } a tenté de modifier dans une liste une valeur qui n’existe pas. Modifiez { $mapping } pour envoyer l’attribut entier{ $or }.
advice_read_only = { $name } a tenté de modifier `{ $attribute }`, que seul le serveur peut définir. N’incluez pas cet attribut dans { $mapping }.
advice_unknown_attribute = { $name } a envoyé `{ $attribute }`, qui n’est pas un attribut. Corrigez-le dans { $mapping }, ou retirez-le{ $or }.
advice_bad_value = { $name } a envoyé pour `{ $attribute }` une valeur qui n’est pas valide. Corrigez-la dans { $mapping }, comme l’indique la réponse.
advice_malformed = { $name } a envoyé une requête qui n’est pas valide. La réponse indique ce qui ne va pas.
