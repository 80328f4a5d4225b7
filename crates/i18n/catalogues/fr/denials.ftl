# Why a credential lets nobody in.

denials_no_token = La requête ne contient pas de jeton, ou pas au format attendu.
denials_unknown_token = Ce jeton n’existe pas ou a été supprimé.
denials_wrong_secret = Le jeton comporte une erreur, ou date d’avant son renouvellement.
denials_inactive_token = Le jeton est défini sur Inactif.
denials_expired_token = Le jeton a expiré.
denials_disabled_connection = La connexion est désactivée.
denials_wrong_address = L’URL SCIM n’est celle d’aucune connexion, ou pas celle de la connexion du jeton.
denials_raw_token = Le jeton n’est pas précédé du mot « Bearer ».
