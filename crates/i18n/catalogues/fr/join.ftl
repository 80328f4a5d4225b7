# The pages that the link of an invitation leads to.

join_title = Invitation à rejoindre { $organization }
join_opening = Vous avez reçu une invitation à rejoindre { $organization }.
join_names = Veuillez indiquer votre nom.
join_given_name = Prénom
join_family_name = Nom de famille
join_names_missing = Saisissez votre prénom et votre nom de famille, avec { $most } caractères au plus chacun.
join_button = Accepter
join_until = Cette invitation peut être acceptée jusqu’au { $until }.

joined_title = Bienvenue
joined_text = Vous avez rejoint { $organization }. Vous pouvez fermer cette page.
accepted_title = Merci
accepted_text = Vous avez accepté l’invitation à rejoindre { $organization }. Un administrateur doit encore vous confirmer ; vous n’avez rien d’autre à faire. Vous pouvez fermer cette page.

used_title = Cette invitation a déjà été acceptée
used_text = Vous avez déjà accepté l’invitation à rejoindre { $organization }. Vous n’avez rien d’autre à faire.
expired_title = Cette invitation a expiré
expired_text = L’invitation à rejoindre { $organization } était valable jusqu’au { $until } et ne peut plus être acceptée. Demandez-en une nouvelle à votre administrateur.
disabled_title = Ce compte est désactivé
disabled_text = Votre compte chez { $organization } est désactivé : vous ne pouvez pas accepter l’invitation. Adressez-vous à votre administrateur.
gone_title = Ce lien ne fonctionne pas
gone_text = L’invitation a été retirée ou remplacée par une plus récente, le compte a été supprimé, ou le lien est incomplet. Cherchez un e-mail plus récent ou adressez-vous à votre administrateur.
later_title = Veuillez réessayer
later_text = Un problème est survenu sur le serveur et rien n’a été modifié. Réessayez dans quelques minutes.
