# What mails say.

mail_invitation_subject = Invitation à rejoindre { $organization }
mail_invitation_opening = Vous avez reçu une invitation à rejoindre { $organization }.
mail_reminder_subject = Rappel : invitation à rejoindre { $organization }
mail_reminder_opening = Vous avez reçu une invitation à rejoindre { $organization } et ne l’avez pas encore acceptée.
mail_greeting = Bonjour { $name },
mail_greeting_nobody = Bonjour,
mail_how = Pour accepter, ouvrez ce lien et cliquez sur le bouton de la page :
mail_button = Accepter l’invitation
mail_until = Le lien fonctionne une seule fois, jusqu’au { $until }.
mail_ignore = Si vous n’attendiez pas cet e-mail, vous pouvez l’ignorer : rien ne se passe tant que vous n’acceptez pas.
