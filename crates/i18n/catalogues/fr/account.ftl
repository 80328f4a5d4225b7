# Somebody's own account.

account_title = Votre compte
account_roles = Administrateur de
account_installation = Cette installation
account_password = Mot de passe
account_password_old = Mot de passe actuel
account_password_ends = Vous restez connecté ici ; tous les autres navigateurs sont déconnectés.
account_password_button = Modifier le mot de passe
account_old_wrong = Le mot de passe actuel est incorrect. Rien n’a été modifié.
account_language = Langue des pages et des messages qui vous sont adressés
account_language_browser = Celle du navigateur
account_save = Enregistrer
account_sessions = Où vous êtes connecté
account_sessions_text = Une session prend fin après 30 minutes sans action, et dans tous les cas après 12 heures.
account_since = Depuis
account_seen = Dernière activité
account_browser = Navigateur
account_this = Celui-ci
account_other = Un autre
account_end_others = Se déconnecter partout ailleurs
account_notice_saved = Vos paramètres sont enregistrés.
account_notice_password = Votre mot de passe est modifié. Tous les autres navigateurs sont déconnectés.
account_notice_others = Tous les autres navigateurs sont déconnectés.
