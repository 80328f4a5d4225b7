# Signing in, and the first start.

session_title = Connexion
session_email = Adresse e-mail
session_password = Mot de passe
session_button = Se connecter
session_wrong = L’adresse e-mail ou le mot de passe est incorrect.
session_forgotten = Mot de passe oublié ?
setup_title = Bienvenue dans Rollbook
setup_text = Vous créez le premier compte : celui du propriétaire de cette installation. C’est lui qui invitera les autres.
setup_name = Votre nom
setup_password_hint = Au moins { $least } caractères. Quelques mots que personne n’associerait se retiennent bien et se devinent mal.
setup_button = Créer le compte
setup_link_title = Utilisez le lien du serveur
setup_link_text = Le premier propriétaire est créé avec un lien que « rollbook serve » affiche à son démarrage. Ce lien fonctionne une seule fois, pendant trois jours ; un redémarrage du serveur en affiche un nouveau. S’il existe déjà un propriétaire, connectez-vous.
