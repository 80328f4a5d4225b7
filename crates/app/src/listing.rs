//! What the lists of users, groups and members show administrators.

use crate::{Error, Work};
use directory::change::Member;
use directory::glyph::is_seen;
use directory::guard::Wish;
use directory::invitation::InviteStatus;
use directory::user::{Source, called};
use directory::{Connection, GroupId, Invitation, OrgId, Status, Timestamp, UserId};
use scim::{Resource, fold};
use serde_json::Value;
use std::collections::HashMap;
use std::fmt;
use store::{
    CountedGroup, Document, FoundMembers, GroupsOrder, GroupsQuery, Invitee, Leaf, ListedMember, ListedUser,
    MemberSaid, People, PeopleOrder, PeopleQuery, Sorted, Spot, Total, Turn,
};

/// Rows of a page.
pub const ROWS: u64 = 50;

/// A page of users.
#[derive(Clone, Debug, PartialEq)]
pub struct UserPage {
    /// Those on it.
    pub leaf: Leaf<UserRow>,
    /// How many are found in all.
    pub total: Total,
    /// The connections of the organization, of whom those on it come.
    pub connections: Vec<Connection>,
}

/// A user in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserRow {
    /// Who it is.
    pub id: UserId,
    /// The login name.
    pub user_name: String,
    /// What they are called, which is what a list sorts by.
    pub name: String,
    /// The e-mail address that is used first.
    pub email: Option<String>,
    /// Where they stand.
    pub status: Status,
    /// Whether no provider may disable or remove them.
    pub protected: bool,
    /// Who brought them in.
    pub source: Source,
    /// When they came.
    pub created: Timestamp,
    /// When their attributes last changed.
    pub last_modified: Timestamp,
    /// How their invitation stands.
    pub invitation: InviteStatus,
    /// What a provider wanted of them, if an administrator has to decide about it.
    pub held: Option<Wish>,
    /// What they are looked for by, as the store has it.
    search_key: String,
}

/// A page of groups.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupPage {
    /// Those on it.
    pub leaf: Leaf<GroupRow>,
    /// How many are found in all.
    pub total: u64,
    /// The connections of the organization, of which those on it come.
    pub connections: Vec<Connection>,
}

/// A group in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRow {
    /// Which it is.
    pub id: GroupId,
    /// What it is called.
    pub name: String,
    /// Who brought it in.
    pub source: Source,
    /// How many members it has.
    pub members: u64,
    /// Whether it was there before its provider spoke of it.
    pub adopted: bool,
    /// When it came.
    pub created: Timestamp,
    /// When it or its members last changed.
    pub last_modified: Timestamp,
}

/// A member of a group in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberRow {
    /// Who or which it is.
    pub member: Member,
    /// What it is called.
    pub name: String,
    /// The login name and where they stand; none of a group.
    pub user: Option<(String, Status)>,
    /// Who brought it in.
    pub source: Source,
}

/// A page of users who are found.
pub fn users(
    work: &mut Work,
    org: OrgId,
    query: &PeopleQuery,
    order: Sorted<PeopleOrder>,
    turn: &Turn<UserId>,
) -> Result<UserPage, Error> {
    let now = work.now;
    let People { leaf, total } = work.tx.org(org).people(query, order, turn, (ROWS, now))?;
    let ids: Vec<UserId> = leaf.items.iter().map(|listed| listed.invitee.user.id).collect();
    let held = work.tx.org(org).held_of(&ids)?;
    let leaf = leaf.try_map(|listed| UserRow::of(listed, &held, now))?;
    Ok(UserPage { leaf, total, connections: work.tx.connections(Some(org))? })
}

/// A page of groups that are found.
pub fn groups(
    work: &mut Work,
    org: OrgId,
    query: &GroupsQuery,
    order: Sorted<GroupsOrder>,
    turn: &Turn<GroupId>,
) -> Result<GroupPage, Error> {
    let (leaf, total) = work.tx.org(org).group_page(query, order, turn, ROWS)?;
    group_page(work, org, leaf, total)
}

/// A group.
pub fn group(work: &mut Work, org: OrgId, id: GroupId) -> Result<GroupRow, Error> {
    Ok(GroupRow::of(work.tx.org(org).counted_group(id)?.ok_or(Error::NotFound)?))
}

/// A page of the groups that a user is a member of, by name.
pub fn groups_of(
    work: &mut Work,
    org: OrgId,
    user: UserId,
    turn: &Turn<GroupId>,
) -> Result<GroupPage, Error> {
    let (leaf, total) = work.tx.org(org).group_page_of(user, turn, ROWS)?;
    group_page(work, org, leaf, total)
}

/// A page of the members of a group, by id, and how many there are in all.
pub fn members(
    work: &mut Work,
    org: OrgId,
    group: GroupId,
    turn: &Turn<String>,
) -> Result<(Leaf<MemberRow>, u64), Error> {
    let (leaf, total) = work.tx.org(org).member_page(group, turn, ROWS)?.ok_or(Error::NotFound)?;
    Ok((leaf.try_map(MemberRow::of)?, total))
}

/// The first of the users among a group's members whose userName begins so, and whether there may be more.
pub fn members_named(
    work: &mut Work,
    org: OrgId,
    group: GroupId,
    start: &str,
) -> Result<(Vec<MemberRow>, bool), Error> {
    let FoundMembers { items, more } = work.tx.org(org).members_named(group, start, ROWS)?;
    Ok((items.into_iter().map(MemberRow::of).collect::<Result<_, _>>()?, more))
}

/// The connection that a source is, among those of the organization.
#[must_use]
pub fn connection_of(source: Source, connections: &[Connection]) -> Option<&Connection> {
    connections.iter().find(|connection| Source::Connection(connection.id) == source)
}

impl UserRow {
    fn of(
        ListedUser { invitee, search_key }: ListedUser,
        held: &HashMap<UserId, Wish>,
        now: Timestamp,
    ) -> Result<Self, Error> {
        let Invitee { user, invitation } = invitee;
        let user = user.try_map(Document::read)?;
        Ok(Self {
            id: user.id,
            user_name: user.user_name().to_owned(),
            name: called(&user.resource).into_owned(),
            email: email(&user.resource),
            status: user.status,
            protected: user.protected,
            source: user.source,
            created: user.created,
            last_modified: user.last_modified,
            invitation: Invitation::status(invitation.as_ref(), user.status, now),
            held: held.get(&user.id).copied(),
            search_key,
        })
    }

    /// The place of this row in a list of that order.
    #[must_use]
    pub fn spot(&self, order: PeopleOrder) -> Spot<UserId> {
        let value = match order {
            PeopleOrder::Name | PeopleOrder::UserName => 0,
            PeopleOrder::Created => self.created.as_millis(),
            PeopleOrder::LastModified => self.last_modified.as_millis(),
        };
        let text = match order {
            PeopleOrder::UserName => fold(&self.user_name),
            PeopleOrder::Name | PeopleOrder::Created | PeopleOrder::LastModified => self.search_key.clone(),
        };
        Spot { value, id: self.id, text }
    }
}

impl GroupRow {
    fn of(CountedGroup { group, members }: CountedGroup) -> Self {
        Self {
            id: group.id,
            name: named(group.display_name(), group.id),
            source: group.source,
            members,
            adopted: group.adopted,
            created: group.created,
            last_modified: group.last_modified,
        }
    }

    /// The place of this row in a list of that order.
    #[must_use]
    pub fn spot(&self, order: GroupsOrder) -> Spot<GroupId> {
        let value = match order {
            GroupsOrder::Name => 0,
            GroupsOrder::LastModified => self.last_modified.as_millis(),
            GroupsOrder::Members => i64::try_from(self.members).unwrap_or(i64::MAX),
        };
        Spot { value, id: self.id, text: String::new() }
    }
}

impl MemberRow {
    fn of(ListedMember { member, source, said }: ListedMember) -> Result<Self, Error> {
        Ok(match said {
            MemberSaid::User(document, status) => {
                let resource = document.read()?;
                let user_name = said_text(&resource, "userName").unwrap_or_default().to_owned();
                Self { member, name: called(&resource).into_owned(), user: Some((user_name, status)), source }
            }
            MemberSaid::Group(name) => {
                let name = named(&name, member.id());
                Self { member, name, user: None, source }
            }
        })
    }

    /// The place of this row in the list.
    #[must_use]
    pub fn spot(&self) -> Spot<String> {
        Spot { value: 0, id: self.member.id(), text: String::new() }
    }
}

/// What a group is called; by its id where nothing of its name can be seen.
fn named(name: &str, id: impl fmt::Display) -> String {
    if is_seen(name) { name.to_owned() } else { id.to_string() }
}

fn group_page(work: &mut Work, org: OrgId, leaf: Leaf<CountedGroup>, total: u64) -> Result<GroupPage, Error> {
    let leaf = leaf.try_map(|group| Ok::<_, Error>(GroupRow::of(group)))?;
    Ok(GroupPage { leaf, total, connections: work.tx.connections(Some(org))? })
}

/// The primary e-mail address, or the first one.
fn email(resource: &Resource) -> Option<String> {
    let emails = resource.get("emails")?.as_array()?;
    let is_primary = |email: &&Value| email.get("primary").and_then(Value::as_bool) == Some(true);
    let email = emails.iter().find(is_primary).or_else(|| emails.first())?;
    email.get("value")?.as_str().map(str::to_owned)
}

fn said_text<'a>(resource: &'a Resource, name: &str) -> Option<&'a str> {
    resource.get(name).and_then(Value::as_str)
}
