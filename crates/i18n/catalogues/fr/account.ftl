# Somebody's own account.

account_title = Votre compte
account_roles = Vos rôles
account_installation = Cette installation
account_password = Mot de passe
account_password_old = Mot de passe actuel
account_password_ends = Vous restez connecté ici ; tous les autres navigateurs sont déconnectés.
account_password_button = Modifier le mot de passe
account_old_wrong = Le mot de passe actuel est incorrect : rien n’a été modifié. Réessayez.
account_language = Langue des pages et des e-mails
account_language_browser = Celle du navigateur
account_save = Enregistrer
account_sessions = Sessions actives
account_sessions_text = Vous êtes déconnecté après 30 minutes d’inactivité et, dans tous les cas, après 12 heures.
account_since = Connecté depuis
account_seen = Dernière activité
account_browser = Navigateur
account_this = Ce navigateur
account_other = Autre navigateur
account_end_others = Se déconnecter de tous les autres navigateurs
account_notice_saved = Vos paramètres ont été enregistrés.
account_notice_password = Votre mot de passe a été modifié. Vous avez été déconnecté de tous les autres navigateurs.
account_notice_others = Vous avez été déconnecté de tous les autres navigateurs.
