# Why something is not done, for the administrator who asked for it in the portal.

refusals_illegible = Un nom doit contenir au moins un caractère visible, sans saut de ligne ni autre caractère de contrôle.
refusals_bad_name = Le nom doit comporter de 1 à { $max } caractères, dont au moins un visible, sans caractère de contrôle.
refusals_organization_name_taken = Une autre organisation porte déjà ce nom. Choisissez-en un autre.
refusals_connection_name_taken = Une autre connexion de cette organisation porte déjà ce nom. Choisissez-en un autre.
refusals_user_name_taken = Un autre utilisateur de cette organisation a déjà ce nom d’utilisateur. Choisissez-en un autre, ou modifiez l’utilisateur existant.
refusals_group_name_taken = Un autre groupe porte déjà ce nom. Choisissez-en un autre, ou modifiez le groupe existant.
refusals_too_many_tokens = { $max ->
    [one] Vous ne pouvez générer qu’un jeton à la fois. Renouvelez plutôt celui qui existe, ou supprimez-le d’abord.
   *[other] Vous pouvez générer { $max } jetons maximum à la fois. Supprimez-en d’abord un.
}

refusals_bad_text = Un objet doit comporter de 1 à { $subject } caractères sur une seule ligne, et un texte de 1 à { $text } caractères, sans caractère de contrôle.
refusals_text_mistake = Ce texte ne peut pas être utilisé. { $mistake }
refusals_too_large = Cela dépasse la limite de { $max } octets. Saisissez des valeurs moins nombreuses ou plus courtes.
refusals_too_long = { $attribute } dépasse la limite de { $max } octets. Saisissez une valeur plus courte.
refusals_okta_replaces = { $switch } ne peut pas être utilisé avec Okta : quand Okta remplace les membres d’un groupe, les autres doivent en sortir. Désactivez l’option.

refusals_nested_group = La politique de la connexion ne permet pas qu’un groupe soit membre d’un groupe. Ajoutez plutôt les membres de ce groupe.
refusals_group_name_elsewhere = La connexion { $connection } a déjà un groupe de ce nom. Choisissez un autre nom, ou supprimez d’abord ce groupe.
refusals_group_name_local = L’organisation a déjà un groupe local de ce nom. Choisissez un autre nom, ou supprimez d’abord ce groupe.
refusals_group_of_connection = Ce groupe est géré par la connexion { $connection } : une modification faite ici serait écrasée. Modifiez-le chez le fournisseur.
refusals_several_groups = Plusieurs connexions ont un groupe de ce nom. Indiquez plutôt l’ID du groupe.
refusals_nobody_named = Aucun utilisateur ni groupe ne correspond à { $names } : rien n’a été modifié. Vérifiez le nom d’utilisateur ou l’ID.
refusals_too_many_invited = Les membres désignés par leur adresse e-mail ajouteraient { $count } utilisateurs, mais { $max } au plus peuvent être ajoutés à la fois. Ajoutez-les en plusieurs étapes.
refusals_unknown_members = Aucun utilisateur ni groupe n’a l’ID { $ids }. Ajoutez d’abord l’utilisateur ou le groupe, puis le membre.
refusals_own_member = Un groupe ne peut pas être membre de lui-même. Choisissez un autre membre.
refusals_group_in_itself = { $member } ne peut pas être membre de { $group }, car { $group } fait déjà partie de { $member } ({ $path }). Retirez-le d’abord de là.
refusals_nested_too_deep = Les groupes seraient imbriqués sur { $levels } niveaux ou plus. La limite est de { $max } niveaux. Ajoutez plutôt les membres des groupes intérieurs à un groupe extérieur.

refusals_user_name_no_email = La politique de la connexion exige un nom d’utilisateur au format d’une adresse e-mail. Saisissez une adresse e-mail.
refusals_user_name_not_the_email = La politique de la connexion exige que le nom d’utilisateur et l’adresse e-mail soient identiques. Saisissez la même valeur pour les deux.
refusals_user_name_fixed = La politique de la connexion ne permet pas de modifier le nom d’utilisateur. Supprimez l’utilisateur et ajoutez-en un nouveau.
refusals_email_required = La politique de la connexion exige une adresse e-mail. Saisissez-en une.
refusals_email_taken = Un autre utilisateur a déjà cette adresse e-mail, qui identifie les utilisateurs ici. Saisissez-en une autre, ou modifiez l’utilisateur existant.
refusals_too_many_emails = La politique de la connexion ne permet qu’une adresse e-mail. Retirez les autres.
refusals_email_fixed = La politique de la connexion ne permet pas de modifier l’adresse e-mail. Supprimez l’utilisateur et ajoutez-en un nouveau.
refusals_user_is_local = Cette personne existe déjà comme utilisateur local de l’organisation. Modifiez cet utilisateur, ou supprimez-le d’abord.
refusals_created_inactive = La politique de la connexion ne permet pas d’ajouter un utilisateur inactif. Activez-le d’abord.
refusals_names_required = La politique de la connexion exige un nom. Saisissez un prénom ou un nom de famille.
refusals_external_id_taken = Un autre utilisateur ou groupe de cette connexion a déjà cet ID externe. Saisissez-en un autre.
refusals_external_id_too_long = Un ID externe comporte au plus { $max } caractères. Saisissez-en un plus court.
refusals_no_seat = { $max ->
    [0] L’organisation n’a aucune place. Demandez des places.
    [one] La seule place de l’organisation est occupée. Désactivez ou supprimez un utilisateur, ou demandez davantage de places.
   *[other] Les { $max } places de l’organisation sont toutes occupées. Désactivez ou supprimez un utilisateur, ou demandez davantage de places.
}
refusals_protected = L’utilisateur est protégé et ne peut être ni désactivé ni supprimé. Levez d’abord la protection.
refusals_invite_again = L’utilisateur n’a plus accès, et l’activer ne suffit pas à le rétablir. Invitez-le de nouveau.
refusals_no_invitations = Cette connexion n’utilise pas d’invitations : les utilisateurs envoyés par le fournisseur ont accès immédiatement. Vous n’avez rien à faire.
refusals_not_adopted = Cet élément est local à l’organisation et n’est pas lié à la connexion : le fournisseur ne peut pas le supprimer. Un administrateur peut le supprimer ici.
refusals_disabled = L’utilisateur est désactivé. Activez-le d’abord.
refusals_revoked = L’accès de l’utilisateur est révoqué. Rétablissez d’abord l’utilisateur.
refusals_not_invited = L’utilisateur n’a pas encore été invité. Invitez-le d’abord.
refusals_invited_before = L’utilisateur a déjà été invité. Renvoyez plutôt l’invitation.
refusals_not_accepted = L’utilisateur n’a pas encore accepté l’invitation. Attendez, ou renvoyez l’invitation.
refusals_accepted_before = L’utilisateur a déjà accepté l’invitation. Vous n’avez rien à faire.
refusals_has_access = L’utilisateur a déjà accès. Vous n’avez rien à faire.

refusals_bad_email = Cette adresse e-mail n’est pas valide, ou elle dépasse { $max } caractères. Saisissez une adresse telle que zoe@example.com.
refusals_bad_password = Le mot de passe doit comporter de { $min } à { $max } caractères. Quelques mots sans rapport entre eux sont faciles à retenir et difficiles à deviner.
refusals_last_owner = C’est le dernier propriétaire. Sans propriétaire, personne ne pourrait plus gérer les administrateurs. Attribuez d’abord le rôle de propriétaire à un autre administrateur.

refusals_attribute_bad_name = { $name } ne peut pas être le nom d’un attribut : il doit commencer par une lettre et comporter au plus { $max } lettres, chiffres, « - » et « _ ».
refusals_attribute_built_in = { $name } est le nom d’une variable intégrée. Choisissez un autre nom.
refusals_attribute_declared = La connexion a déjà l’attribut { $name }. Choisissez un autre nom.
refusals_attribute_spelt = Une autre connexion de l’organisation a cet attribut sous le nom { $name }. Employez la même graphie : les variables distinguent majuscules et minuscules.
refusals_attribute_no_extension = La politique de la connexion n’autorise pas les attributs personnalisés. Saisissez d’abord un espace de noms des attributs personnalisés dans sa politique.
refusals_attribute_too_many = La connexion a atteint la limite de { $max } attributs. Supprimez-en d’abord un.
refusals_attribute_being_removed = Les valeurs de l’attribut supprimé { $name } sont encore en cours de suppression. Réessayez dans un moment.
refusals_attribute_used = L’attribut { $name } est utilisé par { $users }. Retirez-en d’abord la variable.
refusals_attribute_urn_in_use = L’espace de noms ne peut pas être modifié tant que la connexion a des attributs personnalisés, car leurs valeurs y sont enregistrées. Conservez l’espace de noms { $name }, ou supprimez d’abord les attributs, ce qui supprime leurs valeurs.
refusals_invitation_subject = l’objet des invitations ({ $language })
refusals_invitation_text = le texte des invitations ({ $language })
refusals_reminder_subject = l’objet des rappels ({ $language })
refusals_reminder_text = le texte des rappels ({ $language })

refusals_configuration_name_taken = L’organisation a déjà une configuration de ce nom. Choisissez un autre nom, ou modifiez la configuration existante.
refusals_configuration_too_many = L’organisation a atteint la limite de { $max } configurations. Supprimez-en d’abord une.
refusals_configuration_fields = Une configuration doit comporter de 1 à { $max } champs. Ajoutez ou supprimez des champs.
refusals_configuration_field_name = Le nom d’un champ doit comporter de 1 à { $max } caractères, sans caractère de contrôle.
refusals_configuration_field_twice = Deux champs portent le nom { $name }. Donnez un nom différent à chacun.
refusals_configuration_mistake = Le champ { $field } ne peut pas être utilisé. { $mistake }

refusals_variable_meant = Au caractère { $position } : la variable { $name } n’existe pas. Vouliez-vous dire { $meant } ?
refusals_variable_unknown = Au caractère { $position } : la variable { $name } n’existe pas. Choisissez-en une dans la liste, ou ajoutez d’abord un attribut personnalisé de ce nom à une connexion.
refusals_variable_unclosed = La variable au caractère { $position } n’a pas d’accolade fermante. Ajoutez-la, ou saisissez deux signes dollar pour écrire un signe dollar.
refusals_variable_nameless = La variable au caractère { $position } n’a pas de nom. Saisissez-en un, ou saisissez deux signes dollar pour écrire un signe dollar.
refusals_variable_control = Un caractère de contrôle se trouve au caractère { $position }. Retirez-le.
refusals_variable_too_long = Le texte dépasse { $max } caractères. Raccourcissez-le.
refusals_variable_too_many = Le texte contient plus de { $max } variables. Utilisez-en moins, ou répartissez le texte sur deux champs.

refusals_policy_preset = Une politique commence par l’un de ces préréglages : { $presets }.
refusals_policy_form = Un paramètre de politique s’écrit ainsi : invite=manual.
refusals_policy_no_knob = Une politique n’a pas de paramètre { $name }. Choisissez-en un dans la liste.
refusals_policy_value = { $name } peut prendre ces valeurs : { $choices }.

refusals_quoted = « { $text } »
