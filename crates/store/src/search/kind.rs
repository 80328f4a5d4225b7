//! What can be searched for, and where its attributes are found in the database.

use super::condition::{Column, Holds, List, Place};
use crate::compose::{
    Fingerprint, group_attributes, groups_value, members_value, user_attributes, user_version,
};
use crate::engine::Row;
use crate::{Document, Error, Names, OrgTx, Room, Roster, groups, ranges, users};
use directory::{Group, GroupId, User, UserId};
use scim::filter::Location;
use scim::schema::ENTERPRISE_USER_URN;
use serde_json::{Map, Value};

/// How much of members of groups, or groups of users, is held as JSON at a time.
const HELD_MAX: Room = Room { members: 10_000, names_bytes: 4 * 1_024 * 1_024 };

/// Users or groups.
pub(super) trait Kind: Sized {
    /// Reads whole rows `r` of the organization `$1`.
    const SELECT: &'static str;
    /// Reads their ids.
    const SELECT_IDS: &'static str;
    /// Counts them.
    const COUNT: &'static str;
    /// How the table of ranges calls them.
    const RANGES: ranges::Kind;
    /// The attributes that are not known without asking who is in what.
    const OF_MEMBERSHIP: &'static [&'static str];

    /// A row of [`Self::SELECT`].
    fn read(row: &Row<'_>) -> Result<Self, Error>;
    /// The id.
    fn id(&self) -> String;
    /// Where the database has an attribute, if it has it where it can be asked for.
    fn place(at: &Location) -> Option<Place>;
    /// All attributes of as many of them, from the first on, as there is room for.
    fn attributes(
        these: &[Self],
        org: &OrgTx<'_>,
        membership: bool,
    ) -> Result<Vec<Map<String, Value>>, Error>;
    /// All attributes of one that has more, each time with a part of its members or groups.
    fn each_part(&self, org: &OrgTx<'_>, each: &mut dyn FnMut(Map<String, Value>)) -> Result<(), Error>;
}

/// What every resource has.
pub(super) const ID: Column = Column { name: "r.id", holds: Holds::Id };
const EXTERNAL_ID: Column = Column { name: "r.external_id", holds: Holds::Exact };
const DISPLAY_NAME: Column = Column { name: "r.display_name_key", holds: Holds::Folded };
const CREATED: Column = Column { name: "r.created", holds: Holds::Time };
const LAST_MODIFIED: Column = Column { name: "r.last_modified", holds: Holds::Time };

const EMAILS: List = List {
    subquery: "SELECT e.user_id FROM user_emails e WHERE e.org_id = $1",
    column: Column { name: "e.email_key", holds: Holds::Folded },
};
const GROUPS: List = List {
    subquery: "SELECT m.member_id FROM members m WHERE m.org_id = $1",
    column: Column { name: "m.group_id", holds: Holds::Id },
};
const MEMBERS: List = List {
    subquery: "SELECT m.group_id FROM members m WHERE m.org_id = $1",
    column: Column { name: "m.member_id", holds: Holds::Id },
};

impl Kind for User<Document> {
    const SELECT: &'static str = "SELECT r.id, r.source, r.version, r.created, r.last_modified, r.resource, r.status, \
                                  r.protected FROM users r WHERE r.org_id = $1";
    const SELECT_IDS: &'static str = "SELECT r.id FROM users r WHERE r.org_id = $1";
    const COUNT: &'static str = "SELECT count(*) FROM users r WHERE r.org_id = $1";
    const RANGES: ranges::Kind = ranges::Kind::Users;
    // `meta.version` covers the groups.
    const OF_MEMBERSHIP: &'static [&'static str] = &["groups", "meta"];

    fn read(row: &Row<'_>) -> Result<Self, Error> {
        users::read(row)
    }

    fn id(&self) -> String {
        self.id.to_string()
    }

    fn place(at: &Location) -> Option<Place> {
        Some(match (at.extension.as_deref(), at.attribute.as_str(), at.sub.as_deref()) {
            (None, "userName", None) => {
                Place::Column(Column { name: "r.user_name_key", holds: Holds::Folded })
            }
            (None, "active", None) => Place::Column(Column { name: "r.active", holds: Holds::Truth }),
            (Some(ENTERPRISE_USER_URN), "manager", Some("value")) => {
                Place::Column(Column { name: "r.manager_key", holds: Holds::Folded })
            }
            (None, "emails", Some("value")) => Place::List(EMAILS),
            (None, "groups", Some("value")) => Place::List(GROUPS),
            _ => return common(at).map(Place::Column),
        })
    }

    fn attributes(
        these: &[Self],
        org: &OrgTx<'_>,
        membership: bool,
    ) -> Result<Vec<Map<String, Value>>, Error> {
        let none = Roster::default();
        let of = |user: &Self, groups: &Roster| {
            let version = user_version(user.version, groups);
            let user = user.clone().try_map(Document::read)?;
            Ok(user_attributes(user, &version, groups_value(groups)))
        };
        if !membership {
            return these.iter().map(|user| of(user, &none)).collect();
        }
        let ids: Vec<UserId> = these.iter().map(|user| user.id).collect();
        // Only the groups of their own source are shown to it.
        let source = these.first().map(|user| user.source);
        let source = source.filter(|source| these.iter().all(|user| user.source == *source));
        let groups = org.groups_of(&ids, source, HELD_MAX)?;
        these.iter().zip(&groups).map(|(user, groups)| of(user, groups)).collect()
    }

    fn each_part(&self, org: &OrgTx<'_>, each: &mut dyn FnMut(Map<String, Value>)) -> Result<(), Error> {
        let mut print = Fingerprint::default();
        org.each_part_of_user(self.id, self.source, &mut |groups| print.add(groups))?;
        let version = print.version(self.version);
        let user = self.clone().try_map(Document::read)?;
        org.each_part_of_user(self.id, self.source, &mut |groups| {
            each(user_attributes(user.clone(), &version, groups_value(groups)));
        })
    }
}

impl Kind for Group {
    const SELECT: &'static str = "SELECT r.id, r.source, r.version, r.created, r.last_modified, r.resource, r.adopted \
                                  FROM directory_groups r WHERE r.org_id = $1";
    const SELECT_IDS: &'static str = "SELECT r.id FROM directory_groups r WHERE r.org_id = $1";
    const COUNT: &'static str = "SELECT count(*) FROM directory_groups r WHERE r.org_id = $1";
    const RANGES: ranges::Kind = ranges::Kind::Groups;
    const OF_MEMBERSHIP: &'static [&'static str] = &["members"];

    fn read(row: &Row<'_>) -> Result<Self, Error> {
        groups::read(row)
    }

    fn id(&self) -> String {
        self.id.to_string()
    }

    fn place(at: &Location) -> Option<Place> {
        match (at.extension.as_deref(), at.attribute.as_str(), at.sub.as_deref()) {
            (None, "members", Some("value")) => Some(Place::List(MEMBERS)),
            _ => common(at).map(Place::Column),
        }
    }

    fn attributes(
        these: &[Self],
        org: &OrgTx<'_>,
        membership: bool,
    ) -> Result<Vec<Map<String, Value>>, Error> {
        if !membership {
            return Ok(these.iter().map(|group| group_attributes(group.clone(), None)).collect());
        }
        let ids: Vec<GroupId> = these.iter().map(|group| group.id).collect();
        let members = org.members_of(&ids, Names::Shown, HELD_MAX)?;
        let of =
            |(group, members): (&Group, &Roster)| group_attributes(group.clone(), members_value(members));
        Ok(these.iter().zip(&members).map(of).collect())
    }

    fn each_part(&self, org: &OrgTx<'_>, each: &mut dyn FnMut(Map<String, Value>)) -> Result<(), Error> {
        org.each_part_of_group(self.id, &mut |members| {
            each(group_attributes(self.clone(), members_value(members)));
        })
    }
}

/// What users and groups have in common.
fn common(at: &Location) -> Option<Column> {
    match (at.extension.as_deref(), at.attribute.as_str(), at.sub.as_deref()) {
        (None, "id", None) => Some(ID),
        (None, "externalId", None) => Some(EXTERNAL_ID),
        (None, "displayName", None) => Some(DISPLAY_NAME),
        (None, "meta", Some("created")) => Some(CREATED),
        (None, "meta", Some("lastModified")) => Some(LAST_MODIFIED),
        _ => None,
    }
}
