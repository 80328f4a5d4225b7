# What came of a call, in the list of the request log.

outcomes_refused = Refused. { $why }
outcomes_created_user = Created a user.
outcomes_created_group = Created a group.
outcomes_taken_back = Reactivated an existing user instead of creating a new one.
outcomes_read_user = Read a user.
outcomes_read_group = Read a group.
outcomes_listed_users = { $total ->
    [0] Listed users: none.
    [one] Listed users: one.
   *[other] Listed users: { $total }.
}
outcomes_listed_groups = { $total ->
    [0] Listed groups: none.
    [one] Listed groups: one.
   *[other] Listed groups: { $total }.
}
outcomes_listed_all = { $total ->
    [0] Listed users and groups: none.
    [one] Listed users and groups: one.
   *[other] Listed users and groups: { $total }.
}
outcomes_listed = Returned a list.
outcomes_found_users = { $found ->
    [0] Searched for a user by { $by }: not found.
    [one] Searched for a user by { $by }: one found.
   *[other] Searched for users by { $by }: { $found } found.
}
outcomes_found_groups = { $found ->
    [0] Searched for a group by { $by }: not found.
    [one] Searched for a group by { $by }: one found.
   *[other] Searched for groups by { $by }: { $found } found.
}
outcomes_found_all = { $found ->
    [0] Searched for users and groups by { $by }: none found.
    [one] Searched for users and groups by { $by }: one found.
   *[other] Searched for users and groups by { $by }: { $found } found.
}
outcomes_looked = Searched by { $by }.
outcomes_updated_user = Updated a user.
outcomes_updated_group = Updated a group.
outcomes_changed_user = Updated a user: { $attributes }.
outcomes_changed_group = Updated a group: { $attributes }.
outcomes_activated = Set a user to Active.
outcomes_deactivated = Set a user to Inactive.
outcomes_added = { $added ->
    [one] Added a member.
   *[other] Added { $added } members.
}
outcomes_removed = { $removed ->
    [one] Removed a member.
   *[other] Removed { $removed } members.
}
outcomes_members = Members of a group: { $added } added, { $removed } removed.
outcomes_replaced = { $members ->
    [0] Removed all members of a group.
    [one] Replaced the members of a group with one member.
   *[other] Replaced the members of a group with { $members } members.
}
outcomes_deleted_user = Deprovisioned a user.
outcomes_deleted_group = Deleted a group.
outcomes_bulk = Bulk request: { $done } operations done, { $refused } refused.
outcomes_discovered = Read the capabilities of the server.
outcomes_done = Done.
