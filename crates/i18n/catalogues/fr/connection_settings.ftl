# The settings of a connection.

connection_settings_title = Modifier les paramètres
connection_settings_general = Général
connection_settings_invites_nobody = Pour l’instant, cela reste sans effet, car les utilisateurs de cette connexion arrivent sans invitation : voyez « { $setting } » ci-dessous.
connection_settings_logs = Tenir un journal des requêtes
connection_settings_logs_about = Ce que le fournisseur envoie et ce qui est répondu, sans secrets : les { $calls } derniers appels, pendant { $days } jours.
connection_settings_attributes = Attributs personnalisés
connection_settings_attributes_about = Les attributs de votre annuaire que le fournisseur peut envoyer pour chaque utilisateur. Les champs d’une configuration les utilisent sous la forme { $variable }.
connection_settings_attributes_none = Aucun n’est déclaré.
connection_settings_gaps = Toutes les connexions de cette organisation n’envoient pas les mêmes attributs. Ce qui en dépend risque de ne pas fonctionner comme prévu pour les utilisateurs des autres :
connection_settings_gap_other = « { $connection } » ne déclare pas { $attribute }.
connection_settings_gap_own = Cette connexion ne déclare pas { $attribute }, qu’une autre possède.
connection_settings_gap_used = Utilisé par : { $configurations }.
connection_settings_urn = Espace de noms :
connection_settings_no_urn = La politique de cette connexion ne laisse pas de place aux attributs personnalisés : donnez ci-dessous un nom à leur espace de noms.
connection_settings_add = Ajouter un attribut personnalisé
connection_settings_add_hint = Un nom fait de lettres, de chiffres, de - et de _, tel que le fournisseur l’envoie ; plusieurs sont séparés par une virgule. Ils sont ajoutés quand vous enregistrez les modifications.
connection_settings_policy = Politique
connection_settings_policy_about = Ce qu’il advient de ce que le fournisseur envoie. Partez d’un préréglage et changez ce qu’il vous faut.
connection_settings_preset = Préréglage
connection_settings_preset_hint = Si vous choisissez un autre préréglage et enregistrez, tout ce qui suit est réglé comme lui, sauf ce que vous changez ici vous-même.
connection_settings_take_preset = Afficher ses valeurs sans enregistrer
connection_settings_differing = { $count ->
    [one] { $count } diffère du préréglage
   *[other] { $count } diffèrent du préréglage
}
connection_settings_preset_has = Diffère du préréglage : { $value }
connection_settings_saved_is = Enregistré actuellement : { $value }
connection_settings_dialect = Dialecte
connection_settings_dialect_about = Aucun fournisseur ne suit la norme à la lettre. Le dialecte dit quels écarts sont acceptés de { $provider }, et lesquels sont refusés.
connection_settings_profile = Profil
connection_settings_profile_own = { $name } – recommandé pour ce fournisseur
connection_settings_profile_strict = Strict (la norme et rien d’autre)
connection_settings_profile_generic = Tolérant (tous les écarts connus)
connection_settings_profile_hint = Si vous choisissez un autre profil et enregistrez, tous les commutateurs sont réglés comme lui, sauf ceux que vous changez ici vous-même.
connection_settings_take_profile = Afficher ses commutateurs sans enregistrer
connection_settings_switches = Commutateurs
connection_settings_switch_differs = Diffère du profil.
connection_settings_switch_unsaved = Non enregistré.
connection_settings_switch_fired = { $times ->
    [one] Appliqué une fois, le
   *[other] Appliqué { $times } fois, la dernière le
}
connection_settings_bad_knob = « { $setting } » : { $why }
connection_settings_fired = Ce qui a été toléré
connection_settings_fired_about = Là où { $provider } s’est écarté de la norme, et a été accepté malgré tout.
connection_settings_fired_none = Rien jusqu’à présent.
connection_settings_fired_what = Ce qui s’est passé
connection_settings_fired_place = Où, et le dernier exemple
connection_settings_fired_times = Fois
connection_settings_fired_first = Première fois
connection_settings_fired_last = Dernière fois
connection_settings_unsaved = Rien n’a encore été enregistré. Regardez les valeurs ci-dessous et enregistrez les modifications si elles vous conviennent.
connection_settings_stale = Quelqu’un d’autre a modifié ces paramètres après que vous avez ouvert la page, et rien de votre part n’a été enregistré. Ce que vous avez saisi est conservé ci-dessous, avec ce qui est enregistré actuellement : vérifiez, puis enregistrez de nouveau.
connection_settings_notice_saved = Les modifications ont été enregistrées et valent dès l’appel suivant.
