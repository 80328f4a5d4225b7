# Signing in, and the first start.

session_title = Connexion
session_email = Adresse e-mail
session_password = Mot de passe
session_button = Se connecter
session_wrong = L’adresse e-mail ou le mot de passe est incorrect.
session_forgotten = Mot de passe oublié ?
password_title = Mot de passe oublié ?
password_text = Indiquez votre adresse e-mail. Si un compte y correspond, vous recevrez un message contenant un lien pour choisir un nouveau mot de passe. Ce lien fonctionne une seule fois, pendant { $minutes } minutes.
password_button = Envoyer le lien
password_back = Retour à la connexion
password_notice_mailed = Si un compte correspond à cette adresse, un message contenant un lien vient de partir. S’il n’arrive pas dans quelques minutes, vérifiez le courrier indésirable ou adressez-vous à la personne qui vous a ajouté.
password_choice_title = Choisissez un mot de passe
password_choice_text = Il s’agit du mot de passe de { $email }. Vous serez déconnecté de tous les navigateurs.
password_new = Nouveau mot de passe
password_choice_button = Enregistrer et se connecter
password_over_title = Ce lien ne fonctionne plus
password_over_text = Il a déjà été utilisé ou il a expiré. Demandez un nouveau lien ; si vous avez déjà choisi un mot de passe, connectez-vous.
password_over_button = Demander un nouveau lien
setup_title = Bienvenue dans Rollbook
setup_text = Vous créez le premier compte : celui du propriétaire de cette installation. C’est lui qui invitera les autres.
setup_name = Votre nom
setup_password_hint = Au moins { $least } caractères. Quelques mots que personne n’associerait se retiennent bien et se devinent mal.
setup_button = Créer le compte
setup_link_title = Utilisez le lien du serveur
setup_link_text = Le premier propriétaire est créé avec un lien que « rollbook serve » affiche à son démarrage. Ce lien fonctionne une seule fois, pendant trois jours ; un redémarrage du serveur en affiche un nouveau. S’il existe déjà un propriétaire, connectez-vous.
