# What goes wrong.

trouble_sign_in_title = Veuillez vous connecter
trouble_sign_in_text = Vous n’êtes pas connecté, ou votre session a pris fin après 30 minutes d’inactivité ou 12 heures. Rien n’a été modifié.
trouble_sign_in_link = Se connecter
trouble_home_link = Aller à la page d’accueil
trouble_not_found_title = Page introuvable
trouble_not_found_text = Ce que cette adresse désigne n’existe pas, a été supprimé ou ne vous est pas accessible. Rien n’a été modifié.
trouble_forbidden_title = Action non autorisée
trouble_forbidden_owner_text = Seul un propriétaire peut le faire. Rien n’a été modifié. Adressez-vous à un propriétaire de cette organisation.
trouble_forbidden_admin_text = Votre rôle permet de consulter, mais pas de modifier. Rien n’a été modifié. Adressez-vous à un propriétaire ou à un administrateur de cette organisation.
trouble_form_title = Ce formulaire ne peut pas être accepté
trouble_form_foreign_text = D’après votre navigateur, le formulaire provient d’un autre site : rien n’a été modifié. Ouvrez la page ici et réessayez. Si le problème persiste, le proxy placé devant Rollbook doit transmettre l’en-tête Host tel quel.
trouble_form_forged_text = Le formulaire a été affiché avant votre connexion ou déconnexion, ou pour un autre navigateur : rien n’a été modifié. Revenez en arrière, rechargez la page et envoyez-le de nouveau.
trouble_form_large_text = Le formulaire est trop volumineux ou a été transmis trop lentement. Rien n’a été modifié.
trouble_often_title = Trop de tentatives
trouble_often_text = Le mot de passe a été essayé trop souvent pour cette adresse. Patientez une minute avant de réessayer, ou choisissez un nouveau mot de passe par e-mail.
trouble_often_network_text = Votre réseau a envoyé trop de formulaires : celui-ci n’a pas été examiné. Patientez quelques secondes, puis envoyez-le de nouveau. Si vous exploitez ce serveur : le proxy placé devant Rollbook doit transmettre l’adresse de chaque client dans l’en-tête X-Forwarded-For.
trouble_stale_title = Modifié entre-temps
trouble_stale_text = Quelqu’un vient de modifier cet élément : votre modification n’a pas été effectuée. Revenez en arrière, rechargez la page et vérifiez l’état actuel.
trouble_refused_title = L’opération n’a pas pu être effectuée
trouble_later_title = Veuillez réessayer
trouble_later_text = Le serveur ne peut pas le faire pour le moment. Si vous avez envoyé un formulaire, vérifiez s’il a été traité avant de le renvoyer. Le journal du serveur en dit plus.
confirm_title = Confirmez votre identité
confirm_text = Cette action affiche ou modifie des éléments sensibles, et votre mot de passe a été saisi il y a plus de cinq minutes. Saisissez-le de nouveau pour continuer.
confirm_wrong = Ce n’est pas votre mot de passe. Rien n’a été fait.
confirm_button = Continuer
