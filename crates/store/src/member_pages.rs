//! Pages of a group's members, and of the groups that somebody is a member of.

use crate::engine::{Row, statements, values};
use crate::leaf::{Leaf, Turn, leaf};
use crate::search::behind_all_with;
use crate::search::group_pages::{self, CountedGroup};
use crate::users::parse_source;
use crate::{Document, Error, OrgTx};
use directory::change::Member;
use directory::user::Source;
use directory::{GroupId, Status, UserId};
use scim::fold;

/// Members of a group that are looked at one by one for somebody who is searched for. In larger groups, those who have the
/// name are asked whether they are members; so many of them.
const LOOKED_AT_MAX: u64 = 5_000;
const ASKED_MAX: u64 = 10_000;

// Where the order matters in which the tables are read, a CROSS JOIN says it, to which SQLite keeps. That ids are equal
// is said by BETWEEN where it would otherwise infer that the users' ids are in the range of the members'.
statements! {
    AFTER = "SELECT m.member_id, m.kind, u.resource, u.status, u.source, g.display, g.source
    FROM members m
    LEFT JOIN users u ON m.kind = 'User' AND u.org_id = m.org_id AND u.id = m.member_id
    LEFT JOIN directory_groups g ON m.kind = 'Group' AND g.org_id = m.org_id AND g.id = m.member_id
    WHERE m.org_id = $1 AND m.group_id = $2 AND m.member_id > $3 ORDER BY m.member_id LIMIT $4";

    BEFORE = "SELECT m.member_id, m.kind, u.resource, u.status, u.source, g.display, g.source
    FROM members m
    LEFT JOIN users u ON m.kind = 'User' AND u.org_id = m.org_id AND u.id = m.member_id
    LEFT JOIN directory_groups g ON m.kind = 'Group' AND g.org_id = m.org_id AND g.id = m.member_id
    WHERE m.org_id = $1 AND m.group_id = $2 AND m.member_id < $3 ORDER BY m.member_id DESC LIMIT $4";

    COUNT = "SELECT member_count FROM directory_groups WHERE org_id = $1 AND id = $2";

    NAMED_FEW = "SELECT u.id, 'User', u.resource, u.status, u.source, NULL, NULL
    FROM members m CROSS JOIN users u
    WHERE m.org_id = $1 AND m.group_id = $2 AND m.kind = 'User'
    AND u.org_id = $1 AND u.id BETWEEN m.member_id AND m.member_id
    AND u.user_name_key >= $3 AND u.user_name_key < $4
    ORDER BY u.user_name_key LIMIT $5";

    NAMED_MANY = "SELECT u.id, 'User', u.resource, u.status, u.source, NULL, NULL
    FROM (SELECT o.id, o.user_name_key FROM users o
        WHERE o.org_id = $1 AND o.user_name_key >= $3 AND o.user_name_key < $4
        ORDER BY o.user_name_key LIMIT $6) n
    CROSS JOIN members m CROSS JOIN users u
    WHERE m.org_id = $1 AND m.group_id = $2 AND m.member_id = n.id AND u.org_id = $1 AND u.id = n.id
    ORDER BY n.user_name_key LIMIT $5";

    LAST_ASKED = "SELECT 1 FROM users WHERE org_id = $1 AND user_name_key >= $2 AND user_name_key < $3
    LIMIT 1 OFFSET $4";

    GROUPS_AFTER = "SELECT g.id, g.source, g.version, g.created, g.last_modified, g.resource, g.adopted, g.member_count
    FROM members m CROSS JOIN directory_groups g
    WHERE m.org_id = $1 AND m.member_id = $2 AND g.org_id = $1 AND g.id = m.group_id AND (g.display_name_key, g.id) > ($3, $4)
    ORDER BY g.display_name_key, g.id LIMIT $5";

    GROUPS_BEFORE = "SELECT g.id, g.source, g.version, g.created, g.last_modified, g.resource, g.adopted, g.member_count
    FROM members m CROSS JOIN directory_groups g
    WHERE m.org_id = $1 AND m.member_id = $2 AND g.org_id = $1 AND g.id = m.group_id AND (g.display_name_key, g.id) < ($3, $4)
    ORDER BY g.display_name_key DESC, g.id DESC LIMIT $5";

    COUNT_GROUPS = "SELECT count(*) FROM members WHERE org_id = $1 AND member_id = $2";

    GROUP_NAME = "SELECT display_name_key FROM directory_groups WHERE org_id = $1 AND id = $2";
}

/// A member of a group, as a list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedMember {
    /// A user or a group.
    pub member: Member,
    /// Who brought it in.
    pub source: Source,
    /// What it is.
    pub said: MemberSaid,
}

/// What a list says of a member.
#[derive(Clone, Debug, PartialEq)]
pub enum MemberSaid {
    /// Of a user: all that the source says, and where they stand.
    User(Document, Status),
    /// Of a group: what it is called.
    Group(String),
}

/// Members who were searched for.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundMembers {
    /// Some of them, by userName.
    pub items: Vec<ListedMember>,
    /// Whether there may be more.
    pub more: bool,
}

impl OrgTx<'_> {
    /// A page of a group's members by id, at most so many, and how many there are in all; none where there is no such group.
    pub fn member_page(
        &self,
        group: GroupId,
        turn: &Turn<String>,
        count: u64,
    ) -> Result<Option<(Leaf<ListedMember>, u64)>, Error> {
        let Some(total) = self.member_count(group)? else { return Ok(None) };
        let leaf = leaf(turn, count, |turn| {
            let statement = if turn.is_backwards() { BEFORE } else { AFTER };
            let from = turn.spot().map_or_else(String::new, |spot| spot.id.clone());
            let values = values![self.org, group, from, count.saturating_add(1)];
            self.session.query(statement, values, read)
        })?;
        Ok(Some((leaf, total)))
    }

    /// How many members a group has, if there is such a group.
    pub fn member_count(&self, group: GroupId) -> Result<Option<u64>, Error> {
        self.session.first(COUNT, values![self.org, group], |row| row.count(0))
    }

    /// Users among a group's members whose userName begins so, at most so many.
    pub fn members_named(&self, group: GroupId, start: &str, count: u64) -> Result<FoundMembers, Error> {
        self.take_time()?;
        let start = fold(start.trim());
        let end = behind_all_with(&start).unwrap_or_else(|| char::MAX.to_string());
        let read_max = count.saturating_add(1);
        let is_small = self.member_count(group)?.unwrap_or_default() <= LOOKED_AT_MAX;
        let (start, end) = (start.as_str(), end.as_str());
        let (mut items, mut more) = if is_small {
            let values = values![self.org, group, start, end, read_max];
            (self.session.query(NAMED_FEW, values, read)?, false)
        } else {
            let values = values![self.org, group, start, end, read_max, ASKED_MAX];
            let found = self.session.query(NAMED_MANY, values, read)?;
            let left =
                self.session.first(LAST_ASKED, values![self.org, start, end, ASKED_MAX], |_| Ok(()))?;
            (found, left.is_some())
        };
        more |= u64::try_from(items.len()).is_ok_and(|found| found > count);
        items.truncate(usize::try_from(count).unwrap_or(usize::MAX));
        Ok(FoundMembers { items, more })
    }

    /// A page of the groups that a user is a member of, by name, at most so many, and how many there are in all.
    pub fn group_page_of(
        &self,
        user: UserId,
        turn: &Turn<GroupId>,
        count: u64,
    ) -> Result<(Leaf<CountedGroup>, u64), Error> {
        self.take_time()?;
        let start = match turn.spot() {
            Some(spot) => self.session.first(GROUP_NAME, values![self.org, spot.id], |row| {
                Ok((row.text(0)?.into_owned(), spot.id.to_string()))
            })?,
            None => None,
        };
        // A group that is gone was somewhere: nobody knows where.
        let turn = if start.is_some() { turn.clone() } else { Turn::Beginning };
        let leaf = leaf(&turn, count, |turn| {
            let statement = if turn.is_backwards() { GROUPS_BEFORE } else { GROUPS_AFTER };
            let start = start.clone().filter(|_| turn.spot().is_some());
            let (name, id) = start.unwrap_or_default();
            let values = values![self.org, user, name, id, count.saturating_add(1)];
            self.session.query(statement, values, group_pages::read)
        })?;
        let total = self.session.first(COUNT_GROUPS, values![self.org, user], |row| row.count(0))?;
        Ok((leaf, total.unwrap_or_default()))
    }
}

fn read(row: &Row<'_>) -> Result<ListedMember, Error> {
    Ok(match &*row.text(1)? {
        "User" => ListedMember {
            member: Member::User(row.parsed(0, UserId::parse)?),
            source: row.parsed(4, parse_source)?,
            said: MemberSaid::User(
                Document::from_stored(row.text(2)?.into_owned()),
                row.parsed(3, Status::parse)?,
            ),
        },
        _ => ListedMember {
            member: Member::Group(row.parsed(0, GroupId::parse)?),
            source: row.parsed(6, parse_source)?,
            said: MemberSaid::Group(row.text(5)?.into_owned()),
        },
    })
}
