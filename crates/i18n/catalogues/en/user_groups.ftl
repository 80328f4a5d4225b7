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
user_groups_empty_text = Connect your identity provider and push groups from it, or add a group yourself.
user_groups_none_title = No results
user_groups_new_text = This is a local group of the organization. You decide who its members are.
user_groups_tabs = Pages of the group
user_groups_tab_members = Members
user_groups_changed = last modified
user_groups_find = User name starts with
user_groups_more = There are more results. Enter more of the user name.
user_groups_nobody_title = No results
user_groups_nobody_text = Enter fewer characters of the user name. Groups that are members are not searched.
user_groups_no_members_title = No members
user_groups_no_members_text = The provider has not pushed any members of this group yet.
user_groups_no_members_local = Add users or groups by user name or ID.
user_groups_kind = Type
user_groups_kind_user = User
user_groups_kind_group = Group
user_groups_read_only_title = Members are managed in { $provider }
user_groups_read_only_text = Change the members in { $provider }. The change is then sent here automatically. A change made here would be overwritten by the next push.
user_groups_add_member = Add member
user_groups_member = User or group
user_groups_member_hint = The user name or ID of a user, or the ID of a group.
user_groups_take_out = Remove
user_groups_take_out_one = Remove { $name }
user_groups_delete = Delete group
user_groups_removal_title = Delete the group { $name }?
user_groups_removal_text = Its members remain users of the organization. The product is notified. This cannot be undone.
user_groups_notice_created = The group has been added. Next: add its members.
user_groups_notice_deleted = The group has been deleted.
user_groups_notice_added = The member has been added.
user_groups_notice_removed = The member has been removed.
