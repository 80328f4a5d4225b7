# What mails to administrators say.

notices_reset_subject = Choisissez un nouveau mot de passe pour Rollbook
notices_reset_text = Quelqu’un, probablement vous, a demandé un nouveau mot de passe pour cette adresse e-mail.
notices_reset_ignore = Si ce n’était pas vous, ignorez cet e-mail : votre mot de passe reste inchangé.
notices_appointment_subject = Vous administrez désormais { $organization }
notices_by = Ajout effectué par { $who }.
notices_appointment_text = Vous faites désormais partie des personnes qui administrent { $organization }. Votre rôle : { $role }.
notices_appointment_about = Rollbook gère l’accès à { $organization } : ses utilisateurs, ses groupes et les fournisseurs d’identité dont ils proviennent.
notices_installation_subject = Vous administrez désormais Rollbook
notices_installation_text = Vous faites désormais partie des personnes qui administrent cette installation de Rollbook et toutes ses organisations. Votre rôle : { $role }.
notices_installation_about = Rollbook gère l’accès à chaque organisation : ses utilisateurs, ses groupes et les fournisseurs d’identité dont ils proviennent.
notices_appointment_ignore = Si vous n’attendiez pas cet e-mail, vous pouvez l’ignorer.
notices_choose_how = Pour choisir votre mot de passe, ouvrez ce lien :
notices_choose_button = Choisir un mot de passe
notices_sign_in_how = Connectez-vous avec votre adresse e-mail et votre mot de passe :
notices_sign_in_button = Se connecter
notices_test_subject = E-mail de test de Rollbook
notices_test_text = Voici l’e-mail de test que vous avez demandé. Rollbook peut envoyer des e-mails.
notices_test_how = Il a été envoyé depuis le portail à cette adresse :
notices_test_button = Ouvrir le portail
notices_test_ignore = Vous n’avez rien à faire.
