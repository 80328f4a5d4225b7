# Groups of users.

user_groups_title = Groupes d’utilisateurs
user_groups_add = Ajouter un groupe
user_groups_name = Nom
user_groups_member_count = Membres
user_groups_members = { $count ->
    [one] { $count } membre
   *[other] { $count } membres
}
user_groups_count = { $count ->
    [one] { $count } groupe
   *[other] { $count } groupes
}
user_groups_search = Rechercher par nom
user_groups_empty_title = Aucun groupe pour l’instant
user_groups_empty_text = Connectez votre fournisseur d’identité et transmettez-en des groupes, ou ajoutez un groupe à la main.
user_groups_none_title = Aucun groupe ne correspond
user_groups_new_text = Le groupe appartient à l’organisation elle-même : vous décidez de ses membres.
user_groups_tabs = Pages du groupe
user_groups_tab_members = Membres
user_groups_changed = modifié le
user_groups_find = L’identifiant commence par
user_groups_more = Il y en a d’autres. Saisissez une plus grande partie de l’identifiant.
user_groups_nobody_title = Aucun membre dont l’identifiant commence ainsi
user_groups_nobody_text = Saisissez moins de lettres. Les membres qui sont des groupes ne sont pas recherchés.
user_groups_no_members_title = Aucun membre
user_groups_no_members_text = Le fournisseur a transmis le groupe sans membres pour l’instant.
user_groups_no_members_local = Ajoutez des utilisateurs ou des groupes par leur identifiant ou leur ID.
user_groups_kind = Type
user_groups_kind_user = Utilisateur
user_groups_kind_group = Groupe
user_groups_read_only_title = { $provider } décide des membres
user_groups_read_only_text = Modifiez les membres dans { $provider }, qui transmet ensuite la modification. Une modification faite ici serait annulée au prochain envoi.
user_groups_add_member = Ajouter un membre
user_groups_member = Utilisateur ou groupe
user_groups_member_hint = L’identifiant ou l’ID d’un utilisateur, ou l’ID d’un groupe.
user_groups_take_out = Retirer
user_groups_take_out_one = Retirer { $name }
user_groups_delete = Supprimer le groupe
user_groups_removal_title = Supprimer le groupe { $name } ?
user_groups_removal_text = Ses membres restent utilisateurs de l’organisation. Le produit en est informé. Cette action est irréversible.
user_groups_notice_created = Le groupe a été ajouté. Étape suivante : ajoutez ses membres.
user_groups_notice_deleted = Le groupe a été supprimé.
user_groups_notice_added = Le membre a été ajouté.
user_groups_notice_removed = Le membre a été retiré.
