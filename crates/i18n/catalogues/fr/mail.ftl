# What mails say.

mail_invitation_subject = Invitation à rejoindre { $organization }
mail_invitation_opening = Vous êtes invité(e) à rejoindre { $organization }.
mail_reminder_subject = Rappel : invitation à rejoindre { $organization }
mail_reminder_opening = Vous avez été invité(e) à rejoindre { $organization } et n'avez pas encore accepté.
mail_greeting = Bonjour { $name },
mail_greeting_nobody = Bonjour,
mail_how = Pour accepter, ouvrez ce lien et appuyez sur le bouton de la page :
mail_button = Accepter l'invitation
mail_until = Le lien fonctionne une seule fois, jusqu'au { $until }.
mail_ignore = Si vous n'attendiez pas ce message, ne faites rien : sans votre accord, rien ne se passe.
