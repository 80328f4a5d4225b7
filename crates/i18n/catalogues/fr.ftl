# Français. Ce qui est entre accolades est donné par l'appelant ; la liste est dans crates/i18n/src/messages.rs.

mail-invitation-subject = Invitation à rejoindre { $organization }
mail-invitation-opening = Vous êtes invité(e) à rejoindre { $organization }.
mail-reminder-subject = Rappel : invitation à rejoindre { $organization }
mail-reminder-opening = Vous avez été invité(e) à rejoindre { $organization } et n'avez pas encore accepté.
mail-greeting = Bonjour { $name },
mail-greeting-nobody = Bonjour,
mail-how = Pour accepter, ouvrez ce lien et appuyez sur le bouton de la page :
mail-button = Accepter l'invitation
mail-until = Le lien fonctionne une seule fois, jusqu'au { $until }.
mail-ignore = Si vous n'attendiez pas ce message, ne faites rien : sans votre accord, rien ne se passe.

join-title = Invitation à rejoindre { $organization }
join-opening = Vous êtes invité(e) à rejoindre { $organization }.
join-names = Veuillez indiquer votre nom.
join-given-name = Prénom
join-family-name = Nom de famille
join-names-missing = Veuillez remplir les deux champs, avec { $most } caractères au plus chacun.
join-button = Accepter
join-until = Cette invitation peut être acceptée jusqu'au { $until }.

joined-title = Bienvenue
joined-text = Vous avez rejoint { $organization }. Vous pouvez fermer cette page.
accepted-title = Merci
accepted-text = Vous avez accepté l'invitation à rejoindre { $organization }. Un administrateur doit encore la confirmer ; vous n'avez rien à faire. Vous pouvez fermer cette page.

used-title = Cette invitation a déjà été acceptée
used-text = Vous avez déjà accepté l'invitation à rejoindre { $organization }. Rien n'a été fait cette fois.
expired-title = Cette invitation a expiré
expired-text = L'invitation à rejoindre { $organization } pouvait être acceptée jusqu'au { $until }. Rien n'a été fait. Demandez-en une nouvelle à votre administrateur.
disabled-title = Ce compte est désactivé
disabled-text = Votre compte chez { $organization } est actuellement désactivé, l'invitation ne peut donc pas être acceptée. Rien n'a été fait. Adressez-vous à votre administrateur.
gone-title = Ce lien ne fonctionne pas
gone-text = L'invitation a été retirée ou remplacée par une plus récente, le compte a été supprimé, ou le lien est incomplet. Rien n'a été fait. Cherchez un message plus récent ou adressez-vous à votre administrateur.
later-title = Veuillez réessayer
later-text = Le serveur ne peut pas le faire pour le moment. Rien n'a été fait. Réessayez dans quelques minutes.
