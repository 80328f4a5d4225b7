# Groups of users.

user_groups_title = User Groups
user_groups_add = Add group
user_groups_name = Name
user_groups_member_count = Members
user_groups_members = { $count ->
    [one] One member
   *[other] { $count } members
}
user_groups_count = { $count ->
    [one] One group
   *[other] { $count } groups
}
user_groups_search = Search by name
user_groups_empty_title = No groups yet
user_groups_empty_text = Connect your identity provider and push groups from it, or add a group by hand.
user_groups_none_title = No group matches
user_groups_new_text = The group belongs to the organization itself: you decide who is in it.
user_groups_tabs = Pages of the group
user_groups_tab_members = Members
user_groups_changed = last modified
user_groups_find = Login name begins with
user_groups_more = There are more. Type more of the login name.
user_groups_nobody_title = No member’s login name begins so
user_groups_nobody_text = Type fewer letters. Members that are groups are not searched.
user_groups_no_members_title = No members
user_groups_no_members_text = The provider has pushed the group without members so far.
user_groups_no_members_local = Add users or groups by their login name or ID.
user_groups_kind = Kind
user_groups_kind_user = User
user_groups_kind_group = Group
user_groups_read_only_title = { $provider } decides who is in it
user_groups_read_only_text = Change the members in { $provider }, which then sends the change. What was changed here would be undone by the next push.
user_groups_add_member = Add member
user_groups_member = User or group
user_groups_member_hint = The login name or ID of a user, or the ID of a group.
user_groups_take_out = Take out
user_groups_take_out_one = Take { $name } out
user_groups_delete = Delete group
user_groups_removal_title = Delete the group { $name }?
user_groups_removal_text = Its members stay users of the organization. The product is told. This cannot be undone.
user_groups_notice_created = The group was added. Next: add its members.
user_groups_notice_deleted = The group was deleted.
user_groups_notice_added = The member was added.
user_groups_notice_removed = The member was taken out.
