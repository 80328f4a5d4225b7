# Why a credential lets nobody in.

denials_no_token = La requête ne contient pas de jeton.
denials_foreign_token = La requête contient autre chose qu’un jeton de ce serveur.
denials_mistyped_token = Le jeton est mal saisi ou tronqué.
denials_unknown_token = Ce jeton n’existe pas. Il a peut-être été supprimé.
denials_wrong_secret = Le jeton comporte une erreur, ou il a été renouvelé et celui-ci est l’ancien.
denials_inactive_token = Le jeton est inactif.
denials_expired_token = Le jeton a expiré.
denials_disabled_connection = SCIM est désactivé pour cette connexion.
denials_provisioning_off = Le provisionnement est désactivé pour toute l’installation.
denials_wrong_address = L’URL SCIM n’est pas celle de la connexion à laquelle appartient le jeton.
denials_raw_token = Le mot « Bearer » manque devant le jeton.
