# What stands around every page of the portal.

frame_skip = Aller au contenu
frame_nav = Navigation principale
frame_menu = Menu
frame_switch = Changer d’organisation
frame_account = Votre compte
frame_sign_out = Se déconnecter
frame_overview = Vue d’ensemble
frame_people = Utilisateurs
frame_users = Utilisateurs
frame_groups = Groupes d’utilisateurs
frame_admin = Admin
frame_identity = Identité
frame_connections = Provisionnement des utilisateurs
frame_system = Système
frame_attributes = Attributs
frame_configurations = Configurations
frame_audit = Piste d’audit
frame_administrators = Administrateurs
frame_settings = Paramètres
frame_organizations = Organisations
frame_language = Langue
frame_copy = Copier
frame_copied = Copié
frame_copy_press = Appuyez sur Ctrl+C
frame_notice_signed_out = Vous êtes déconnecté.
frame_provisioning_off = Le provisionnement est désactivé pour toute l’installation : chaque appel d’un fournisseur d’identité est refusé avec le statut 401. Les utilisateurs et les groupes sont conservés. Pour l’activer, la personne qui exploite le serveur définit « provisioning » sur true (--provisioning true) et redémarre le serveur.
