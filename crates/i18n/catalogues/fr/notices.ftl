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
notices_held_subject = { $organization } : de nombreux utilisateurs ont perdu leur accès à la fois
notices_held_text = En moins de dix minutes, un fournisseur d’identité a retiré à de nombreux utilisateurs l’accès à { $organization }. Il peut s’agir d’une erreur, par exemple d’une affectation modifiée chez le fournisseur.
notices_held_about = Ces utilisateurs n’ont plus accès. Depuis que Rollbook l’a constaté, aucun d’entre eux n’a été supprimé. S’il s’agit d’une erreur, défaites les modifications retenues : les utilisateurs retrouvent leur accès.
notices_held_how = Pour voir de quels utilisateurs il s’agit, ouvrez cette page :
notices_held_button = Voir les modifications retenues
notices_held_ignore = Si c’était voulu, il suffit qu’un propriétaire applique les modifications retenues.
