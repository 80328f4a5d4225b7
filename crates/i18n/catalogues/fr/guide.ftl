# What the guides of all providers have in common.

guide_title = Connecter { $provider }
guide_intro = { $provider } utilise la norme SCIM pour ajouter, modifier et désactiver automatiquement les utilisateurs et les groupes de ce service. Il vous faut deux valeurs, l’URL SCIM et un jeton, et environ cinq minutes.
guide_labels = Les noms des boutons et des champs sont ceux en vigueur au moment de la rédaction de ce guide. Si votre console en affiche d’autres, choisissez le plus proche.
guide_value_url = URL SCIM
guide_value_common_url = URL SCIM commune
guide_value_organization = ID de l’organisation
guide_value_urn = Espace de noms (URN)
guide_value_attribute = Nom de l’attribut
guide_value_path = Nom complet de l’attribut
guide_value_template = Ligne à ajouter au modèle
guide_value_header = Valeur de l’en-tête
guide_value_command = Commande
guide_value_link = Adresse
guide_your_token = VOTRE-JETON
guide_token_title = Générer un jeton ici
guide_token_enable = Assurez-vous que l’option ‹Activer SCIM› est cochée. Sinon, chaque appel est refusé.
guide_token_generate = Cliquez sur ‹Générer›, lisez la notification, puis cliquez à nouveau sur ‹Générer›. Une page s’ouvre avec le jeton et l’URL SCIM.
guide_token_copy = Cliquez sur ‹Copier› à côté du jeton et conservez-le aussi soigneusement qu’un mot de passe. Il n’est affiché qu’une seule fois.
guide_token_url = Copiez aussi l’URL SCIM. Elle ne change pas.
guide_rules_title = Ce que cette connexion exige de chaque utilisateur
guide_rules_user_name_email_form = Le nom d’utilisateur (userName) doit être une adresse e-mail, par exemple zoe@example.com. Si les utilisateurs se connectent avec autre chose, envoyez leur adresse e-mail comme userName.
guide_rules_user_name_email = Le nom d’utilisateur (userName) doit être l’adresse e-mail de l’utilisateur. Envoyez la même adresse comme userName et comme adresse e-mail principale.
guide_rules_user_name_fixed = Une fois l’utilisateur provisionné, son nom d’utilisateur ne peut plus être modifié depuis le fournisseur.
guide_rules_emails_required = Chaque utilisateur doit avoir au moins une adresse e-mail.
guide_rules_emails_one_kept = Chaque utilisateur doit avoir une adresse e-mail. Si plusieurs sont envoyées, seule la principale est conservée.
guide_rules_emails_exactly_one = Envoyez une seule adresse e-mail par utilisateur ; une requête qui en contient plusieurs est refusée.
guide_rules_names_required = Chaque utilisateur doit avoir un prénom, un nom de famille ou un nom complet.
guide_attributes_title = Envoyer les attributs personnalisés
guide_attributes_intro = Cette connexion a des attributs personnalisés : { $names }. Ils ne sont envoyés que si vous les ajoutez chez le fournisseur, avec le nom et l’espace de noms ci-dessous. Si plusieurs serveurs ou domaines envoient des utilisateurs, ajoutez-les partout.
guide_attributes_any = Dans le mappage des attributs de l’application, ajoutez pour chaque attribut personnalisé un attribut cible portant ce nom complet et mappez-le à une valeur.
guide_attributes_check = Pour vérifier, ouvrez ici un utilisateur, puis l’onglet ‹Attributs›. La valeur apparaît après l’envoi de la prochaine modification. Dans une configuration, écrivez { $variable }.
guide_check_title = Vérifier le résultat ici
guide_check_call = La page de la connexion affiche le premier appel envoyé par { $provider } dès son arrivée, en général quelques secondes après le test.
guide_check_users = Ouvrez ‹Utilisateurs > Utilisateurs›. Les utilisateurs provisionnés figurent dans la liste, avec la source « { $source } ».
guide_check_groups = Ouvrez ‹Utilisateurs > Groupes d’utilisateurs›. Les groupes figurent dans la liste, chacun avec son nombre de membres.
guide_catalogue_title = Si l’application demande d’autres valeurs
guide_catalogue_url = Certaines applications du catalogue utilisent une seule adresse pour tous les clients. Dans ce cas, saisissez l’URL SCIM commune : le jeton identifie la connexion.
guide_catalogue_organization = Si elle demande l’ID de votre organisation, copiez celui-ci.
guide_next_title = Et ensuite
guide_next_soon = Les modifications sont envoyées au fur et à mesure par { $provider }. La première fois, le provisionnement peut prendre jusqu’à une heure.
guide_next_scheduled = Les modifications sont envoyées selon la planification définie dans { $provider }. La première fois, le provisionnement peut prendre une heure ou plus.
guide_next_direct = Les utilisateurs envoyés ont accès aussitôt, avec le statut « Confirmé ». Aucun e-mail ne leur est envoyé.
guide_next_invited = Les utilisateurs envoyés reçoivent une invitation par e-mail, avec un lien valable { $days ->
    [one] un jour
   *[other] { $days } jours
}. Tant qu’ils n’ont pas accepté, ils figurent comme invités.
guide_next_staged = Les nouveaux utilisateurs ont le statut « En attente d’invitation » : aucun e-mail n’est envoyé et aucune place n’est occupée. Ouvrez ‹Utilisateurs > Utilisateurs›, sélectionnez-les et cliquez sur ‹Inviter› ; ou activez l’invitation automatique dans les paramètres de cette connexion.
guide_next_confirm = Une fois l’invitation acceptée, un administrateur confirme l’utilisateur sous ‹Utilisateurs > Utilisateurs›, un par un ou plusieurs à la fois.
guide_next_existing = Les utilisateurs et les groupes déjà présents sont reconnus à leur nom : ils sont liés au lieu d’être créés en double, et personne n’est invité à nouveau.
guide_next_existing_users = Les utilisateurs déjà présents sont reconnus à leur nom : ils sont liés au lieu d’être créés en double, et ne sont pas invités à nouveau.
guide_next_disable = Un utilisateur désactivé ou dont l’affectation est retirée dans { $provider } perd l’accès : son statut ici devient « Désactivé ». S’il est affecté de nouveau, il retrouve son statut précédent.
guide_next_revoke = Un utilisateur désactivé ou dont l’affectation est retirée dans { $provider } perd l’accès : son statut ici devient « Révoqué » et sa place se libère. S’il est affecté de nouveau, il retrouve son statut précédent.
guide_next_remove = Un utilisateur désactivé ou dont l’affectation est retirée dans { $provider } est supprimé ici ; une invitation en attente cesse aussitôt de fonctionner.
guide_next_expiry = Le jeton expire à la date indiquée dans la liste des jetons. Renouvelez-le avant cette date et collez le nouveau jeton chez le fournisseur.
guide_trouble_title = Si cela ne fonctionne pas
guide_trouble_enabled = SCIM est activé et enregistré pour cette connexion.
guide_trouble_disabled = SCIM est désactivé pour cette connexion : tous les appels sont refusés. Cochez ‹Activer SCIM› et cliquez sur ‹Enregistrer les modifications›.
guide_trouble_url = Comparez l’URL SCIM saisie dans { $provider } avec celle-ci : elles doivent être identiques. Collez le jeton en entier, sans espace.
guide_trouble_renew = Renouvelez le jeton : cliquez sur ‹Sélectionner› à côté de celui-ci, puis sur ‹Renouvellement›. L’ancien jeton cesse immédiatement de fonctionner, même si d’autres modifications de la page n’ont pas été enregistrées.
guide_trouble_test = Collez le nouveau jeton dans { $provider }, enregistrez, puis testez à nouveau la connexion.
guide_trouble_test_with = Collez le nouveau jeton dans { $provider } et cliquez à nouveau sur ‹{ $button }›.
guide_trouble_never = Aucun appel n’est encore parvenu à cette connexion. Vérifiez que l’hôte de l’URL SCIM est joignable depuis { $provider } : son nom doit être résolu, le certificat valide, et aucun pare-feu ne doit bloquer l’accès.
guide_trouble_none = Aucun refus n’est en suspens. S’il manque encore quelque chose, consultez le journal du fournisseur : il ne l’a peut-être pas envoyé.
guide_trouble_refused = Le dernier appel refusé date du { $at } et a reçu la réponse { $status }.
guide_value_call = Appel
guide_progress = Avancement
guide_progress_count = { $done ->
    [one] { $done } étape sur 5 terminée
   *[other] { $done } étapes sur 5 terminées
}
guide_progress_enabled = SCIM est activé
guide_progress_token = Un jeton est actif
guide_progress_call = Premier appel accepté
guide_progress_refused = Un appel est arrivé et a été refusé. { $why }
guide_progress_user = Premier utilisateur reçu
guide_progress_group = Premier groupe reçu
guide_done = Terminé
guide_refused = Refusé
guide_to_do = À faire
