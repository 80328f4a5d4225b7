//! The table of members, where groups are members of groups. An index knows those memberships apart from all others, so
//! that nobody who has nothing to do with them pays for them.

use crate::engine::{Row, statements, values};
use crate::tx::list;
use crate::{Error, OrgTx};
use directory::change::Member;
use directory::nesting::Nesting;
use directory::{GroupId, UserId};
use std::ops::ControlFlow;

// CROSS JOIN is how the embedded database is told to begin with what is found already; otherwise it may walk through the
// organization's memberships instead.
statements! {
    IS_NESTED = "SELECT EXISTS (SELECT 1 FROM members m WHERE m.org_id = $1 AND m.member_id = $2),
    EXISTS (SELECT 1 FROM members m WHERE m.org_id = $1 AND m.group_id = $2 AND m.kind = 'Group')";

    ABOVE = "WITH RECURSIVE above (inner_id, outer_id) AS (
        SELECT m.member_id, m.group_id FROM members m WHERE m.org_id = $1 AND m.member_id = $2
        UNION
        SELECT m.member_id, m.group_id FROM above a CROSS JOIN members m
        WHERE m.org_id = $1 AND m.member_id = a.outer_id)
    SELECT inner_id, outer_id FROM above";

    BELOW = "WITH RECURSIVE below (inner_id, outer_id) AS (
        SELECT m.member_id, m.group_id FROM members m
        WHERE m.org_id = $1 AND m.kind = 'Group' AND m.group_id {among $2}
        UNION
        SELECT m.member_id, m.group_id FROM below b CROSS JOIN members m
        WHERE m.org_id = $1 AND m.kind = 'Group' AND m.group_id = b.inner_id)
    SELECT inner_id, outer_id FROM below";

    USERS_BELOW = "WITH RECURSIVE below (id) AS (
        SELECT g.id FROM directory_groups g WHERE g.org_id = $1 AND g.id {among $2}
        UNION
        SELECT m.member_id FROM below b CROSS JOIN members m
        WHERE m.org_id = $1 AND m.kind = 'Group' AND m.group_id = b.id)
    SELECT DISTINCT m.member_id FROM below b CROSS JOIN members m
    WHERE m.org_id = $1 AND m.group_id = b.id AND m.kind = 'User' ORDER BY 1";

    STAYING = "WITH RECURSIVE holder (user_id, group_id) AS (
        SELECT m.member_id, m.group_id FROM members m
        WHERE m.org_id = $1 AND m.member_id {among $2} AND NOT (m.group_id = $3 AND m.member_id {among $4})
        UNION
        SELECT h.user_id, m.group_id FROM holder h CROSS JOIN members m
        WHERE m.org_id = $1 AND m.member_id = h.group_id AND h.group_id <> $5
        AND NOT (m.group_id = $3 AND m.member_id {among $4}))
    SELECT user_id, group_id FROM holder WHERE group_id {among $6} ORDER BY 1, 2";
}

/// Which memberships are about to end.
#[derive(Clone, Copy)]
pub enum Ending<'a> {
    /// Those of these members in this group.
    In(GroupId, &'a [Member]),
    /// Those of this group, in whatever group.
    Of(GroupId),
}

impl OrgTx<'_> {
    /// Whether a group is a member of others, and whether it has others as members.
    pub fn is_nested(&self, group: GroupId) -> Result<(bool, bool), Error> {
        let found = self
            .session
            .first(IS_NESTED, values![self.org, group], |row| Ok((row.bool(0)?, row.bool(1)?)))?;
        Ok(found.unwrap_or_default())
    }

    /// The groups around these: those that contain `group`, by any path, and those that are in the others.
    pub fn nesting(&self, group: Option<GroupId>, others: &[GroupId]) -> Result<Nesting, Error> {
        let above = group.map(|group| self.session.query(ABOVE, values![self.org, group], read));
        let mut pairs = above.transpose()?.unwrap_or_default();
        if !others.is_empty() {
            pairs.extend(self.session.query(BELOW, values![self.org, list(others)], read)?);
        }
        Ok(pairs.into_iter().collect())
    }

    /// Goes through the users who are in these groups, by any path: each once, by id.
    pub fn each_user_in(&self, groups: &[GroupId], mut each: impl FnMut(UserId)) -> Result<(), Error> {
        self.session.each(USERS_BELOW, values![self.org, list(groups)], &mut |row| {
            each(row.parsed(0, UserId::parse)?);
            Ok(ControlFlow::Continue(()))
        })
    }

    /// Which of these users are in which of the groups by a path that does not go through what is ending.
    pub fn staying(
        &self,
        users: &[UserId],
        ending: Ending<'_>,
        groups: &[GroupId],
    ) -> Result<Vec<(UserId, GroupId)>, Error> {
        let (group, members, gone) = match ending {
            Ending::In(group, members) => (group.to_string(), members, String::new()),
            Ending::Of(gone) => (String::new(), &[][..], gone.to_string()),
        };
        let members = list(members.iter().map(|member| member.id()));
        let values = values![self.org, list(users), group, members, gone, list(groups)];
        self.session
            .query(STAYING, values, |row| Ok((row.parsed(0, UserId::parse)?, row.parsed(1, GroupId::parse)?)))
    }
}

fn read(row: &Row<'_>) -> Result<(GroupId, GroupId), Error> {
    Ok((row.parsed(0, GroupId::parse)?, row.parsed(1, GroupId::parse)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Session;
    use crate::{members, migrate};

    /// Whoever has nothing to do with nested groups pays for one look into two indexes.
    #[test]
    fn each_step_is_found_by_an_index() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(&folder.path().join("test.db")).unwrap();
        migrate::run(&session).unwrap();
        session.begin_read().unwrap();
        for (statement, indexes) in [
            (
                IS_NESTED,
                &["members_by_member (org_id=? AND member_id=?)", "members_nested (org_id=? AND group_id=?)"]
                    [..],
            ),
            (ABOVE, &["members_by_member (org_id=? AND member_id=?)"]),
            (BELOW, &["members_nested (org_id=? AND group_id=?)"]),
            (
                USERS_BELOW,
                &["members_nested (org_id=? AND group_id=?)", "PRIMARY KEY (org_id=? AND group_id=?)"],
            ),
            (STAYING, &["members_by_member (org_id=? AND member_id=?)"]),
            (
                members::STATEMENTS.iter().copied().find(|sql| sql.contains("NOT u.protected")).unwrap(),
                &[
                    "PRIMARY KEY (org_id=? AND group_id=? AND member_id>?)",
                    "members_by_member (org_id=? AND member_id=?)",
                    "users_by_source (org_id=? AND source=? AND id>? AND id<?)",
                ],
            ),
        ] {
            let (mut plan, values) = (String::new(), [(); 6].map(|()| values!["[]"][0].clone()));
            let used = (1..=6).filter(|number| statement.contains(&format!("${number}"))).count();
            let step = |row: &Row<'_>| {
                plan.push_str(&row.text(3)?);
                plan.push('\n');
                Ok(ControlFlow::Continue(()))
            };
            session
                .each_built(&format!("EXPLAIN QUERY PLAN {statement}"), &values[..used], &mut { step })
                .unwrap();
            for index in indexes {
                assert!(plan.contains(index), "{statement}:\n{plan}");
            }
            assert!(!plan.contains("(org_id=?)") && !plan.contains("SCAN m"), "{statement}:\n{plan}");
        }
    }
}
