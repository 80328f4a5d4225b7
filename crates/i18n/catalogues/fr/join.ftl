# The pages that the link of an invitation leads to.

join_title = Invitation à rejoindre { $organization }
join_opening = Vous êtes invité(e) à rejoindre { $organization }.
join_names = Veuillez indiquer votre nom.
join_given_name = Prénom
join_family_name = Nom de famille
join_names_missing = Veuillez remplir les deux champs, avec { $most } caractères au plus chacun.
join_button = Accepter
join_until = Cette invitation peut être acceptée jusqu'au { $until }.

joined_title = Bienvenue
joined_text = Vous avez rejoint { $organization }. Vous pouvez fermer cette page.
accepted_title = Merci
accepted_text = Vous avez accepté l'invitation à rejoindre { $organization }. Un administrateur doit encore la confirmer ; vous n'avez rien à faire. Vous pouvez fermer cette page.

used_title = Cette invitation a déjà été acceptée
used_text = Vous avez déjà accepté l'invitation à rejoindre { $organization }. Rien n'a été fait cette fois.
expired_title = Cette invitation a expiré
expired_text = L'invitation à rejoindre { $organization } pouvait être acceptée jusqu'au { $until }. Rien n'a été fait. Demandez-en une nouvelle à votre administrateur.
disabled_title = Ce compte est désactivé
disabled_text = Votre compte chez { $organization } est actuellement désactivé, l'invitation ne peut donc pas être acceptée. Rien n'a été fait. Adressez-vous à votre administrateur.
gone_title = Ce lien ne fonctionne pas
gone_text = L'invitation a été retirée ou remplacée par une plus récente, le compte a été supprimé, ou le lien est incomplet. Rien n'a été fait. Cherchez un message plus récent ou adressez-vous à votre administrateur.
later_title = Veuillez réessayer
later_text = Le serveur ne peut pas le faire pour le moment. Rien n'a été fait. Réessayez dans quelques minutes.
