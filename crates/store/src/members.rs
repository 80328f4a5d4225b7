//! The table of members. All statements work on sets, so that their cost is that of the change, not of the group.

use crate::engine::{Row, Session, Value, statements, values};
use crate::roster::{Names, Room, Roster};
use crate::tx::list;
use crate::users::{parse_source, source_text};
use crate::{Document, Error, OrgTx, users};
use directory::change::Member;
use directory::user::Source;
use directory::{GroupId, OrgId, User, UserId};
use std::collections::{BTreeSet, HashMap};
use std::fmt::Display;
use std::hash::Hash;
use std::ops::ControlFlow;

/// Members that are looked at together, where not all of a group's can be.
const PART_MEMBERS: usize = 1_000;
/// The same by their names, in bytes.
const PART_NAMES_BYTES: usize = 1_024 * 1_024;

/// Members that are read without taking time for it.
const FEW: usize = 100;

// ORPHANS does not say that the ids are equal: SQLite would infer that users are behind $4 as well, and walk through all of
// those for each member.
statements! {
    OF_GROUP = "SELECT member_id, kind FROM members WHERE org_id = $1 AND group_id = $2 ORDER BY member_id";

    OF_GROUPS = "SELECT m.member_id, m.kind, m.group_id FROM members m
    WHERE m.org_id = $1 AND m.group_id {among $2}
    ORDER BY m.group_id, m.member_id LIMIT $3";

    NAMED_OF_GROUPS = "SELECT m.member_id, m.kind, m.group_id, COALESCE(u.display, g.display, '')
    FROM members m
    LEFT JOIN users u ON m.kind = 'User' AND u.org_id = m.org_id AND u.id = m.member_id
    LEFT JOIN directory_groups g ON m.kind = 'Group' AND g.org_id = m.org_id AND g.id = m.member_id
    WHERE m.org_id = $1 AND m.group_id {among $2}
    ORDER BY m.group_id, m.member_id LIMIT $3";

    AMONG = "SELECT member_id, kind FROM members
    WHERE org_id = $1 AND group_id = $2 AND member_id {among $3}";

    KNOWN = "SELECT id, 'User' FROM users WHERE org_id = $1 AND source {among $2} AND id {among $4}
    UNION ALL
    SELECT id, 'Group' FROM directory_groups WHERE org_id = $1 AND source {among $3} AND id {among $4}
    ORDER BY 1";

    USERS_NAMED = "SELECT user_name_key, id, source FROM users WHERE org_id = $1 AND user_name_key {among $2}";

    ORPHANS = "SELECT u.id, u.source, u.version, u.created, u.last_modified, u.resource, u.status, u.protected
    FROM members m CROSS JOIN users u
    WHERE m.org_id = $1 AND m.group_id = $2 AND m.member_id > $4 AND m.kind = 'User'
    AND u.org_id = $1 AND u.id BETWEEN m.member_id AND m.member_id AND u.source = $3 AND u.active
    AND NOT u.protected
    AND NOT EXISTS (SELECT 1 FROM members o
        WHERE o.org_id = $1 AND o.member_id = m.member_id AND o.group_id <> $2)
    ORDER BY m.member_id LIMIT $5";

    GROUPS_OF = "SELECT m.group_id, 'Group', m.member_id, g.display
    FROM members m JOIN directory_groups g ON g.org_id = m.org_id AND g.id = m.group_id
    WHERE m.org_id = $1 AND m.member_id {among $2} AND (g.source = $4 OR $4 IS NULL)
    ORDER BY m.member_id, m.group_id LIMIT $3";

    GROUPS_OF_ONE = "SELECT m.group_id, 'Group', m.member_id, g.display
    FROM members m JOIN directory_groups g ON g.org_id = m.org_id AND g.id = m.group_id
    WHERE m.org_id = $1 AND m.member_id = $2 AND (g.source = $4 OR $4 IS NULL)
    ORDER BY m.group_id LIMIT $3";

    INSERT_USERS = "INSERT INTO members (org_id, group_id, member_id, kind)
    SELECT u.org_id, $2, u.id, 'User' FROM users u WHERE u.org_id = $1 AND u.id {among $3} {for share}
    ON CONFLICT DO NOTHING";

    INSERT_GROUPS = "INSERT INTO members (org_id, group_id, member_id, kind)
    SELECT g.org_id, $2, g.id, 'Group' FROM directory_groups g
    WHERE g.org_id = $1 AND g.id {among $3} {for share}
    ON CONFLICT DO NOTHING";

    DELETE = "DELETE FROM members WHERE org_id = $1 AND group_id = $2 AND member_id {among $3}";

    COUNT = "UPDATE directory_groups SET member_count = member_count + $3 WHERE org_id = $1 AND id = $2";

    DELETE_EVERYWHERE = "DELETE FROM members WHERE org_id = $1 AND member_id = $2";

    DELETE_ALL = "DELETE FROM members WHERE org_id = $1 AND group_id = $2";
}

/// Where members come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberSources {
    /// Those that are users.
    pub users: Vec<Source>,
    /// Those that are groups.
    pub groups: Vec<Source>,
}

impl MemberSources {
    /// One for both.
    #[must_use]
    pub fn only(source: Source) -> Self {
        Self { users: vec![source], groups: vec![source] }
    }
}

impl OrgTx<'_> {
    /// Goes through the members of a group, by id, without holding them all.
    pub fn each_member(&self, group: GroupId, mut each: impl FnMut(Member)) -> Result<(), Error> {
        self.session.each(OF_GROUP, values![self.org, group], &mut |row| {
            each(read_member(row)?);
            Ok(ControlFlow::Continue(()))
        })
    }

    /// The members of these groups: of as many of the groups, from the first on, as there is room for.
    pub fn members_of(&self, groups: &[GroupId], names: Names, room: Room) -> Result<Vec<Roster>, Error> {
        let statement = match names {
            Names::Shown => NAMED_OF_GROUPS,
            Names::LeftOut => OF_GROUPS,
        };
        self.rosters((statement, None), names, groups, GroupId::parse, room)
    }

    /// The groups of a source, or all, that have these users as members, with their displayNames: of as many of the users,
    /// from the first on, as there is room for.
    pub fn groups_of(
        &self,
        users: &[UserId],
        source: Option<Source>,
        room: Room,
    ) -> Result<Vec<Roster>, Error> {
        match users {
            [user] => {
                let mut groups = Roster::default();
                let values = values![self.org, *user, limit(room), source.map(source_text)];
                self.session.each(GROUPS_OF_ONE, values, &mut |row| {
                    groups.push(read_member(row)?, Some(&row.text(3)?));
                    self.count_members(groups.len())?;
                    let fits = groups.len() <= room.members && groups.names_bytes() <= room.names_bytes;
                    Ok(if fits { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
                })?;
                Ok(room.without(&groups).map(|_| groups).into_iter().collect())
            }
            _ => {
                let source = source.map(source_text);
                self.rosters((GROUPS_OF, Some(source)), Names::Shown, users, UserId::parse, room)
            }
        }
    }

    /// Which of these ids are members of the group.
    pub fn members_among(&self, group: GroupId, ids: &[String]) -> Result<BTreeSet<Member>, Error> {
        let members = self.session.query(AMONG, values![self.org, group, list(ids)], read_member)?;
        Ok(members.into_iter().collect())
    }

    /// Which of these ids are users or groups of those sources, by id.
    pub fn known_members(&self, sources: &MemberSources, ids: &[String]) -> Result<Vec<Member>, Error> {
        let texts = |sources: &[Source]| list(sources.iter().map(|source| source_text(*source)));
        let values = values![self.org, texts(&sources.users), texts(&sources.groups), list(ids)];
        self.session.query(KNOWN, values, read_member)
    }

    /// Who has one of these folded texts as userName: the text, the user and where they come from.
    pub fn users_named(&self, keys: &[String]) -> Result<Vec<(String, UserId, Source)>, Error> {
        self.session.query(USERS_NAMED, values![self.org, list(keys)], |row| {
            Ok((row.text(0)?.into_owned(), row.parsed(1, UserId::parse)?, row.parsed(2, parse_source)?))
        })
    }

    /// Some of the users of a source who are members of this group and of no other, whom nobody protects and who are not
    /// out yet: those behind one of them, by id.
    pub fn orphans_of(
        &self,
        group: GroupId,
        source: Source,
        after: Option<UserId>,
        limit: u64,
    ) -> Result<Vec<User>, Error> {
        let after = after.map(|after| after.to_string()).unwrap_or_default();
        let values = values![self.org, group, source_text(source), after, limit];
        let orphans = self.session.query(ORPHANS, values, users::read)?;
        orphans.into_iter().map(|user| user.try_map(Document::read)).collect()
    }

    /// Goes through the members of a group with their names, some at a time.
    pub(crate) fn each_part_of_group(
        &self,
        group: GroupId,
        each: &mut dyn FnMut(&Roster),
    ) -> Result<(), Error> {
        self.each_part((NAMED_OF_GROUPS, None), &group.to_string(), each)
    }

    /// Goes through the groups of a user that are of this source, some at a time.
    pub(crate) fn each_part_of_user(
        &self,
        user: UserId,
        source: Source,
        each: &mut dyn FnMut(&Roster),
    ) -> Result<(), Error> {
        self.each_part((GROUPS_OF, Some(Some(source_text(source)))), &user.to_string(), each)
    }

    fn each_part(
        &self,
        (statement, source): (&'static str, Option<Option<String>>),
        owner: &str,
        each: &mut dyn FnMut(&Roster),
    ) -> Result<(), Error> {
        let mut part = Roster::default();
        let mut values = values![self.org, list([owner]), u64::MAX].to_vec();
        values.extend(source.map(Value::from));
        self.session.each(statement, &values, &mut |row| {
            part.push(read_member(row)?, Some(&row.text(3)?));
            if part.len() >= PART_MEMBERS || part.names_bytes() >= PART_NAMES_BYTES {
                each(&part);
                part = Roster::default();
            }
            Ok(ControlFlow::Continue(()))
        })?;
        each(&part);
        Ok(())
    }

    /// So many have been read.
    fn count_members(&self, members: usize) -> Result<(), Error> {
        if members > FEW { self.take_time() } else { Ok(()) }
    }

    fn rosters<Owner: Copy + Eq + Hash + Display>(
        &self,
        (statement, source): (&'static str, Option<Option<String>>),
        names: Names,
        owners: &[Owner],
        parse: fn(&str) -> Option<Owner>,
        room: Room,
    ) -> Result<Vec<Roster>, Error> {
        let read = |owners: &[Owner], room: Room| -> Result<Option<HashMap<Owner, Roster>>, Error> {
            let mut rosters: HashMap<Owner, Roster> = HashMap::new();
            let (mut members, mut bytes, mut fits) = (0, 0, true);
            let mut values = values![self.org, list(owners), limit(room)].to_vec();
            values.extend(source.clone().map(Value::from));
            self.session.each(statement, &values, &mut |row| {
                let name = if names == Names::Shown { Some(row.text(3)?) } else { None };
                members += 1;
                self.count_members(members)?;
                bytes += name.as_ref().map_or(0, |name| name.len());
                fits = members <= room.members && bytes <= room.names_bytes;
                if !fits {
                    return Ok(ControlFlow::Break(()));
                }
                let roster = rosters.entry(row.parsed(2, parse)?).or_default();
                roster.push(read_member(row)?, name.as_deref());
                Ok(ControlFlow::Continue(()))
            })?;
            Ok(fits.then_some(rosters))
        };
        if let Some(mut all) = read(owners, room)? {
            return Ok(owners.iter().map(|owner| all.remove(owner).unwrap_or_default()).collect());
        }
        // One by one: the order of the owners need not be that of the rows.
        let (mut rosters, mut room) = (Vec::new(), Some(room));
        for owner in owners.iter().filter(|_| owners.len() > 1) {
            let Some(mut one) = room.map(|room| read(&[*owner], room)).transpose()?.flatten() else { break };
            let roster = one.remove(owner).unwrap_or_default();
            room = room.and_then(|room| room.without(&roster));
            rosters.push(roster);
        }
        Ok(rosters)
    }
}

/// Rows to read where there is that room: one more tells that it is not enough.
fn limit(room: Room) -> u64 {
    u64::try_from(room.members).unwrap_or(u64::MAX).saturating_add(1)
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
    all(added, new)?;
    session.execute_later(COUNT, values![org, group, added])
}

/// All of them must be members.
pub(crate) fn remove(session: &Session, org: OrgId, group: GroupId, gone: &[Member]) -> Result<(), Error> {
    let ids = list(gone.iter().map(|member| member.id()));
    let removed = session.execute(DELETE, values![org, group, ids])?;
    all(removed, gone)?;
    session.execute_later(COUNT, values![org, group, 0_i64.saturating_sub_unsigned(removed)])
}

/// Ends all memberships of one who is going.
pub(crate) fn remove_everywhere(session: &Session, org: OrgId, member: &str) -> Result<(), Error> {
    session.execute_later(DELETE_EVERYWHERE, values![org, member])
}

/// Ends all memberships in a group that is going.
pub(crate) fn remove_all(session: &Session, org: OrgId, group: GroupId) -> Result<(), Error> {
    session.execute_later(DELETE_ALL, values![org, group])
}

fn all(rows: u64, members: &[Member]) -> Result<(), Error> {
    if usize::try_from(rows) == Ok(members.len()) { Ok(()) } else { Err(Error::Stale) }
}

fn read_member(row: &Row<'_>) -> Result<Member, Error> {
    match &*row.text(1)? {
        "User" => row.parsed(0, UserId::parse).map(Member::User),
        _ => row.parsed(0, GroupId::parse).map(Member::Group),
    }
}
