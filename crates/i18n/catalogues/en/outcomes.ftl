# What came of a call, in the list of the request log.

outcomes_refused = Refused. { $why }
outcomes_created_user = Created a user.
outcomes_created_group = Created a group.
outcomes_taken_back = Reactivated the user who was there instead of creating another.
outcomes_read_user = Read a user.
outcomes_read_group = Read a group.
outcomes_listed_users = { $total ->
    [0] Listed users: there are none.
    [one] Listed users: there is one.
   *[other] Listed users: there are { $total }.
}
outcomes_listed_groups = { $total ->
    [0] Listed groups: there are none.
    [one] Listed groups: there is one.
   *[other] Listed groups: there are { $total }.
}
outcomes_listed_all = { $total ->
    [0] Listed users and groups: there are none.
    [one] Listed users and groups: there is one.
   *[other] Listed users and groups: there are { $total }.
}
outcomes_listed = Listed what is there.
outcomes_found_users = { $found ->
    [0] Looked for a user by { $by }: nobody found.
    [one] Looked for a user by { $by }: one found.
   *[other] Looked for users by { $by }: { $found } found.
}
outcomes_found_groups = { $found ->
    [0] Looked for a group by { $by }: none found.
    [one] Looked for a group by { $by }: one found.
   *[other] Looked for groups by { $by }: { $found } found.
}
outcomes_found_all = { $found ->
    [0] Looked for users and groups by { $by }: none found.
    [one] Looked for users and groups by { $by }: one found.
   *[other] Looked for users and groups by { $by }: { $found } found.
}
outcomes_looked = Looked for something by { $by }.
outcomes_updated_user = Updated a user.
outcomes_updated_group = Updated a group.
outcomes_changed_user = Updated a user: { $attributes }.
outcomes_changed_group = Updated a group: { $attributes }.
outcomes_activated = Set a user to active.
outcomes_deactivated = Set a user to inactive.
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
    [one] Replaced the members of a group by one.
   *[other] Replaced the members of a group by { $members }.
}
outcomes_deleted_user = Deprovisioned a user.
outcomes_deleted_group = Deleted a group.
outcomes_bulk = Several operations at once: { $done } done, { $refused } refused.
outcomes_discovered = Asked what this server can do.
outcomes_done = Done.
