# Signing in, and the first start.

session_title = Se connecter
session_email = Adresse e-mail
session_password = Mot de passe
session_button = Se connecter
session_wrong = L’adresse e-mail ou le mot de passe est incorrect.
session_forgotten = Mot de passe oublié ?
password_title = Mot de passe oublié ?
password_text = Saisissez votre adresse e-mail. Si elle correspond à un compte, vous recevrez un e-mail avec un lien pour choisir un nouveau mot de passe. Ce lien fonctionne une seule fois et expire au bout de { $minutes } minutes.
password_button = Envoyer le lien
password_back = Retour à la connexion
password_notice_mailed = Si cette adresse correspond à un compte, un e-mail contenant un lien vient d’être envoyé. S’il n’arrive pas dans quelques minutes, vérifiez vos courriers indésirables ou adressez-vous à la personne qui vous a ajouté comme administrateur.
password_choice_title = Choisissez un mot de passe
password_choice_text = Vous définissez le mot de passe du compte { $email }. Vous serez déconnecté de tous les navigateurs.
password_choice_first = Vous définissez le mot de passe du compte { $email }.
password_new = Nouveau mot de passe
password_choice_button = Enregistrer et se connecter
password_over_title = Ce lien ne fonctionne plus
password_over_text = Il a déjà été utilisé ou il a expiré. Demandez un nouveau lien ; si vous avez déjà choisi un mot de passe, connectez-vous.
password_over_button = Demander un nouveau lien
setup_title = Bienvenue dans Rollbook
setup_text = Créez le premier compte : celui du propriétaire de cette installation. Il pourra ensuite inviter d’autres administrateurs.
setup_name = Votre nom
setup_password_hint = Au moins { $least } caractères. Quelques mots sans rapport entre eux sont faciles à retenir et difficiles à deviner.
setup_button = Créer le compte
setup_link_title = Ouvrez le lien de configuration
setup_link_text = Le premier propriétaire est créé avec le lien que « rollbook serve » affiche à son démarrage. Ce lien fonctionne une seule fois et expire au bout de trois jours. Redémarrez le serveur pour en obtenir un nouveau. S’il existe déjà un propriétaire, connectez-vous.
