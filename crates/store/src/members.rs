//! The table of members. All statements work on sets, so that their cost is that of the change, not of the group.

use crate::engine::{Row, Session, statements, values};
use crate::tx::list;
use crate::users::source_text;
use crate::{Error, OrgTx};
use directory::change::Member;
use directory::user::Source;
use directory::{GroupId, OrgId, UserId};
use std::collections::{BTreeSet, HashMap};
use std::ops::ControlFlow;

statements! {
    OF_GROUP = "SELECT m.member_id, m.kind, COALESCE(u.display, g.display, '')
    FROM members m
    LEFT JOIN users u ON m.kind = 'User' AND u.org_id = m.org_id AND u.id = m.member_id
    LEFT JOIN directory_groups g ON m.kind = 'Group' AND g.org_id = m.org_id AND g.id = m.member_id
    WHERE m.org_id = $1 AND m.group_id = $2
    ORDER BY m.member_id";

    OF_GROUPS = "SELECT m.member_id, m.kind, COALESCE(u.display, g.display, ''), m.group_id
    FROM members m
    LEFT JOIN users u ON m.kind = 'User' AND u.org_id = m.org_id AND u.id = m.member_id
    LEFT JOIN directory_groups g ON m.kind = 'Group' AND g.org_id = m.org_id AND g.id = m.member_id
    WHERE m.org_id = $1 AND m.group_id IN {ids $2}
    ORDER BY m.group_id, m.member_id";

    AMONG = "SELECT member_id, kind FROM members
    WHERE org_id = $1 AND group_id = $2 AND member_id IN {ids $3}";

    KNOWN = "SELECT id, 'User' FROM users WHERE org_id = $1 AND source = $2 AND id IN {ids $3}
    UNION ALL
    SELECT id, 'Group' FROM directory_groups WHERE org_id = $1 AND source = $2 AND id IN {ids $3}
    ORDER BY 1";

    GROUPS_OF = "SELECT m.member_id, m.group_id, g.display
    FROM members m JOIN directory_groups g ON g.org_id = m.org_id AND g.id = m.group_id
    WHERE m.org_id = $1 AND m.member_id IN {ids $2}
    ORDER BY m.member_id, m.group_id";

    INSERT_USERS = "INSERT INTO members (org_id, group_id, member_id, kind)
    SELECT u.org_id, $2, u.id, 'User' FROM users u WHERE u.org_id = $1 AND u.id IN {ids $3} {for share}
    ON CONFLICT DO NOTHING";

    INSERT_GROUPS = "INSERT INTO members (org_id, group_id, member_id, kind)
    SELECT g.org_id, $2, g.id, 'Group' FROM directory_groups g
    WHERE g.org_id = $1 AND g.id IN {ids $3} {for share}
    ON CONFLICT DO NOTHING";

    DELETE = "DELETE FROM members WHERE org_id = $1 AND group_id = $2 AND member_id IN {ids $3}";

    DELETE_EVERYWHERE = "DELETE FROM members WHERE org_id = $1 AND member_id = $2";

    DELETE_ALL = "DELETE FROM members WHERE org_id = $1 AND group_id = $2";
}

/// A member as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberRow {
    /// Who it is.
    pub member: Member,
    /// A user's displayName, or else the userName; a group's displayName.
    pub display: String,
}

impl OrgTx<'_> {
    /// The members of a group, by id.
    pub fn members(&self, group: GroupId) -> Result<Vec<MemberRow>, Error> {
        self.session.query(OF_GROUP, values![self.org, group], read)
    }

    /// Goes through the members of a group, by id, without holding them all.
    pub fn each_member(&self, group: GroupId, mut each: impl FnMut(MemberRow)) -> Result<(), Error> {
        self.session.each(OF_GROUP, values![self.org, group], &mut |row| {
            each(read(row)?);
            Ok(ControlFlow::Continue(()))
        })
    }

    /// The members of several groups, those of each by id. A group without members is left out.
    pub fn members_of(&self, groups: &[GroupId]) -> Result<HashMap<GroupId, Vec<MemberRow>>, Error> {
        let mut members: HashMap<GroupId, Vec<MemberRow>> = HashMap::new();
        self.session.each(OF_GROUPS, values![self.org, list(groups)], &mut |row| {
            members.entry(row.parsed(3, GroupId::parse)?).or_default().push(read(row)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(members)
    }

    /// Which of these ids are members of the group.
    pub fn members_among(&self, group: GroupId, ids: &[String]) -> Result<BTreeSet<Member>, Error> {
        let members = self.session.query(AMONG, values![self.org, group, list(ids)], read_member)?;
        Ok(members.into_iter().collect())
    }

    /// Which of these ids are users or groups of that source, by id.
    pub fn known_members(&self, source: Source, ids: &[String]) -> Result<Vec<Member>, Error> {
        self.session.query(KNOWN, values![self.org, source_text(source), list(ids)], read_member)
    }

    /// The groups that have these users as members, with their displayNames, those of each user by id. A user who is in
    /// no group is left out.
    pub fn groups_of(&self, users: &[UserId]) -> Result<HashMap<UserId, Vec<(GroupId, String)>>, Error> {
        let mut groups: HashMap<UserId, Vec<(GroupId, String)>> = HashMap::new();
        self.session.each(GROUPS_OF, values![self.org, list(users)], &mut |row| {
            let group = (row.parsed(1, GroupId::parse)?, row.text(2)?.into_owned());
            groups.entry(row.parsed(0, UserId::parse)?).or_default().push(group);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(groups)
    }
}

/// All of them must exist until the transaction ends, and none may be a member yet.
pub(crate) fn add(session: &Session, org: OrgId, group: GroupId, new: &[Member]) -> Result<(), Error> {
    let of = |kind| list(new.iter().filter(|member| member.kind() == kind).map(|member| member.id()));
    let mut added = 0;
    for (statement, kind) in [(INSERT_USERS, "User"), (INSERT_GROUPS, "Group")] {
        if new.iter().any(|member| member.kind() == kind) {
            added += session.execute(statement, values![org, group, of(kind)])?;
        }
    }
    all(added, new)
}

/// All of them must be members.
pub(crate) fn remove(session: &Session, org: OrgId, group: GroupId, gone: &[Member]) -> Result<(), Error> {
    let ids = list(gone.iter().map(|member| member.id()));
    all(session.execute(DELETE, values![org, group, ids])?, gone)
}

/// Ends all memberships of one who is going.
pub(crate) fn remove_everywhere(session: &Session, org: OrgId, member: &str) -> Result<(), Error> {
    session.execute(DELETE_EVERYWHERE, values![org, member]).map(drop)
}

/// Ends all memberships in a group that is going.
pub(crate) fn remove_all(session: &Session, org: OrgId, group: GroupId) -> Result<(), Error> {
    session.execute(DELETE_ALL, values![org, group]).map(drop)
}

fn all(rows: u64, members: &[Member]) -> Result<(), Error> {
    if usize::try_from(rows) == Ok(members.len()) { Ok(()) } else { Err(Error::Stale) }
}

fn read(row: &Row<'_>) -> Result<MemberRow, Error> {
    Ok(MemberRow { member: read_member(row)?, display: row.text(2)?.into_owned() })
}

fn read_member(row: &Row<'_>) -> Result<Member, Error> {
    match &*row.text(1)? {
        "User" => row.parsed(0, UserId::parse).map(Member::User),
        _ => row.parsed(0, GroupId::parse).map(Member::Group),
    }
}
