# The settings of a connection.

connection_settings_title = Modifier les paramètres
connection_settings_general = Général
connection_settings_invites_nobody = Ce paramètre est sans effet pour l’instant, car les utilisateurs de cette connexion n’ont pas besoin d’invitation.
connection_settings_invites_change = Modifier « { $setting } »
connection_settings_logs = Conserver un journal des requêtes
connection_settings_logs_about = Conserve les { $calls } derniers appels du fournisseur et les réponses, pendant { $days } jours au plus. Les mots de passe et les jetons ne sont pas conservés.
connection_settings_attributes = Attributs personnalisés
connection_settings_attributes_about = Attributs de votre annuaire que le fournisseur envoie pour chaque utilisateur. Utilisez-les dans les champs d’une configuration sous la forme { $variable }.
connection_settings_attributes_none = Aucun attribut personnalisé pour l’instant.
connection_settings_gaps = Toutes les connexions de cette organisation n’ont pas les mêmes attributs personnalisés. Les fonctionnalités qui en dépendent risquent de ne pas fonctionner correctement pour les utilisateurs des autres connexions :
connection_settings_gap_other = « { $connection } » n’a pas l’attribut { $attribute }.
connection_settings_gap_own = Cette connexion n’a pas l’attribut { $attribute }, contrairement à une autre connexion.
connection_settings_gap_used = Utilisé par : { $configurations }.
connection_settings_urn = Espace de noms :
connection_settings_no_urn = La politique de cette connexion n’autorise pas les attributs personnalisés. Pour les utiliser, saisissez ci-dessous un espace de noms des attributs personnalisés.
connection_settings_add = Ajouter un attribut personnalisé
connection_settings_add_hint = Utilisez le nom que le fournisseur envoie : une lettre, puis des lettres, des chiffres, - et _. Séparez plusieurs noms par des virgules. Ils sont ajoutés quand vous enregistrez les modifications.
connection_settings_policy = Politique
connection_settings_policy_about = Détermine le traitement des données envoyées par le fournisseur. Choisissez un préréglage, puis modifiez des paramètres si nécessaire.
connection_settings_preset = Préréglage
connection_settings_with_changes = avec des modifications
connection_settings_preset_hint = Si vous choisissez un autre préréglage et enregistrez, tous les paramètres ci-dessous prennent ses valeurs, sauf ceux que vous modifiez ici vous-même. Tant que la connexion a des attributs personnalisés, leur espace de noms est conservé.
connection_settings_take_preset = Aperçu de ses valeurs
connection_settings_differing = { $count ->
    [one] { $count } paramètre diffère du préréglage
   *[other] { $count } paramètres diffèrent du préréglage
}
connection_settings_preset_has = Diffère du préréglage, dont la valeur est : { $value }
connection_settings_saved_is = Enregistré actuellement : { $value }
connection_settings_dialect = Compatibilité
connection_settings_dialect_about = Les fournisseurs s’écartent légèrement de la norme SCIM. Ces paramètres déterminent quels écarts sont acceptés et lesquels sont refusés pour { $provider }.
connection_settings_profile = Profil de compatibilité
connection_settings_profile_own = { $name } (recommandé pour ce fournisseur)
connection_settings_profile_strict = Strict (norme uniquement)
connection_settings_profile_generic = Tolérant (accepte tous les écarts connus)
connection_settings_profile_hint = Si vous choisissez un autre profil et enregistrez, toutes les options ci-dessous prennent ses valeurs, sauf celles que vous modifiez ici vous-même.
connection_settings_take_profile = Aperçu de ses options
connection_settings_switches = Options
connection_settings_switch_differs = Diffère du profil.
connection_settings_switch_unsaved = Non enregistré.
connection_settings_switch_fired = { $times ->
    [one] Utilisé une fois, le
   *[other] Utilisé { $times } fois, la dernière le
}
connection_settings_bad_knob = « { $setting } » : { $why }
connection_settings_fired = Écarts acceptés
connection_settings_fired_about = Appels envoyés par { $provider } qui s’écartaient de la norme, mais ont été acceptés.
connection_settings_fired_none = Aucun jusqu’à présent.
connection_settings_fired_what = Écart
connection_settings_fired_place = Emplacement et dernier exemple
connection_settings_fired_times = Nombre
connection_settings_fired_first = Première fois
connection_settings_fired_last = Dernière fois
connection_settings_unsaved = Rien n’a encore été enregistré. Vérifiez les valeurs ci-dessous, puis enregistrez les modifications.
connection_settings_stale = Une autre personne a modifié ces paramètres après l’ouverture de cette page : vos modifications n’ont pas été enregistrées. Elles sont conservées ci-dessous, à côté des valeurs actuelles. Vérifiez-les et enregistrez de nouveau.
connection_settings_notice_saved = Les modifications ont été enregistrées. Elles s’appliquent dès le prochain appel.
