# What mails to administrators say.

notices_reset_subject = Choisissez un nouveau mot de passe pour Rollbook
notices_reset_text = Quelqu’un, probablement vous, a demandé un nouveau mot de passe pour cette adresse e-mail.
notices_reset_ignore = Si ce n’était pas vous, ne faites rien : votre mot de passe reste inchangé.
notices_appointment_subject = Vous êtes désormais administrateur de { $organization }
notices_appointment_text = Vous avez été ajouté(e) aux administrateurs de { $organization }. Votre rôle : { $role }.
notices_installation_subject = Vous êtes désormais administrateur de Rollbook
notices_installation_text = Vous avez été ajouté(e) aux administrateurs de cette installation de Rollbook et de toutes ses organisations. Votre rôle : { $role }.
notices_appointment_ignore = Si vous n’attendiez pas ce message, vous n’avez rien à faire.
notices_choose_how = Pour choisir votre mot de passe, ouvrez ce lien :
notices_choose_button = Choisir un mot de passe
notices_sign_in_how = Connectez-vous avec votre adresse e-mail et votre mot de passe :
notices_sign_in_button = Se connecter
notices_test_subject = Message de test de Rollbook
notices_test_text = Voici le message de test que vous avez demandé. Les messages de Rollbook arrivent.
notices_test_how = Il provient du portail à cette adresse :
notices_test_button = Ouvrir le portail
notices_test_ignore = Vous n’avez rien à faire.
