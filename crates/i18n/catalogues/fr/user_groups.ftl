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
user_groups_empty_text = Connectez votre fournisseur d’identité et transférez ses groupes, ou ajoutez un groupe vous-même.
user_groups_none_title = Aucun résultat
user_groups_new_text = Il s’agit d’un groupe local de l’organisation : vous décidez de ses membres.
user_groups_tabs = Pages du groupe
user_groups_tab_members = Membres
user_groups_changed = modifié le
user_groups_find = Nom d’utilisateur commençant par
user_groups_more = Il y a d’autres résultats. Saisissez une plus grande partie du nom d’utilisateur.
user_groups_nobody_title = Aucun résultat
user_groups_nobody_text = Saisissez moins de caractères du nom d’utilisateur. La recherche ne porte pas sur les groupes membres.
user_groups_no_members_title = Aucun membre
user_groups_no_members_text = Le fournisseur n’a encore transféré aucun membre de ce groupe.
user_groups_no_members_local = Ajoutez des utilisateurs ou des groupes par leur nom d’utilisateur ou leur ID.
user_groups_kind = Type
user_groups_kind_user = Utilisateur
user_groups_kind_group = Groupe
user_groups_read_only_title = Les membres sont gérés dans { $provider }
user_groups_read_only_text = Modifiez les membres dans { $provider } : la modification est envoyée ici automatiquement. Une modification faite ici serait écrasée au prochain transfert.
user_groups_add_member = Ajouter un membre
user_groups_member = Utilisateur ou groupe
user_groups_member_hint = Le nom d’utilisateur ou l’ID d’un utilisateur, ou l’ID d’un groupe.
user_groups_take_out = Retirer
user_groups_take_out_one = Retirer { $name }
user_groups_delete = Supprimer le groupe
user_groups_removal_title = Supprimer le groupe { $name } ?
user_groups_removal_text = Ses membres restent utilisateurs de l’organisation. Le produit en est informé. Cette action est irréversible.
user_groups_notice_created = Le groupe a été ajouté. Étape suivante : ajoutez ses membres.
user_groups_notice_deleted = Le groupe a été supprimé.
user_groups_notice_added = Le membre a été ajouté.
user_groups_notice_removed = Le membre a été retiré.
