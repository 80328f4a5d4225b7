//! The table of groups; their members have one of their own.

use crate::engine::{Row, Session, Value, statements, values};
use crate::tx::{changed, object};
use crate::users::{parse_source, source_text, text};
use crate::{Error, Key, OrgTx, members, ranges};
use directory::user::Source;
use directory::{Group, GroupId, OrgId, Timestamp};
use scim::{Resource, fold};

statements! {
    BY_ID = "SELECT id, source, version, created, last_modified, resource, adopted FROM directory_groups
    WHERE org_id = $1 AND id = $2";

    FOR_UPDATE = "SELECT id, source, version, created, last_modified, resource, adopted FROM directory_groups
    WHERE org_id = $1 AND id = $2 {for update}";

    NAMED_FOR_UPDATE = "SELECT id, source, version, created, last_modified, resource, adopted
    FROM directory_groups WHERE org_id = $1 AND source = $2 AND display_name_key = $3 {for update}";

    NAMED = "SELECT id, source, version, created, last_modified, resource, adopted FROM directory_groups
    WHERE org_id = $1 AND display_name_key = $2 ORDER BY source";

    EXTERNAL_ID_TAKEN = "SELECT id FROM directory_groups
    WHERE org_id = $1 AND source = $2 AND external_id = $3 AND id <> $4 LIMIT 1";

    INSERT = "INSERT INTO directory_groups (org_id, id, source, display_name_key, external_id, version,
        created, last_modified, display, resource, adopted)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (org_id, source, display_name_key) DO NOTHING";

    UPDATE = "UPDATE directory_groups SET source = $3, display_name_key = $4, external_id = $5, version = $6,
        created = $7, last_modified = $8, display = $9, resource = $10,
        adopted = $11
    WHERE org_id = $1 AND id = $2 AND version = $12 AND source = $13
    AND NOT EXISTS (SELECT 1 FROM directory_groups g
        WHERE g.org_id = $1 AND g.source = $3 AND g.display_name_key = $4 AND g.id <> $2)";

    TAKEN = "SELECT 1 FROM directory_groups
    WHERE org_id = $1 AND source = $2 AND display_name_key = $3 AND id <> $4";

    SOURCE = "SELECT source FROM directory_groups WHERE org_id = $1 AND id = $2 AND version = $3";

    DELETE = "DELETE FROM directory_groups WHERE org_id = $1 AND id = $2 RETURNING source";

    LEAVE = "UPDATE directory_groups SET version = version + 1, last_modified = $3, member_count = member_count - 1
    WHERE org_id = $1 AND id IN (SELECT m.group_id FROM members m WHERE m.org_id = $1 AND m.member_id = $2)";
}

impl OrgTx<'_> {
    /// A group.
    pub fn group(&self, id: GroupId) -> Result<Option<Group>, Error> {
        self.session.first(BY_ID, values![self.org, id], read)
    }

    /// Whether another group of a source has this externalId.
    pub fn has_group_external_id(
        &self,
        source: Source,
        external_id: &str,
        but: GroupId,
    ) -> Result<bool, Error> {
        let values = values![self.org, source_text(source), external_id, but];
        Ok(self.session.first(EXTERNAL_ID_TAKEN, values, |_| Ok(()))?.is_some())
    }

    /// A group that is about to change: nobody else changes it or its members before this transaction ends.
    pub fn group_for_update(&self, id: GroupId) -> Result<Option<Group>, Error> {
        self.session.first(FOR_UPDATE, values![self.org, id], read)
    }

    /// The group of a source with this displayName, which is about to change.
    pub fn group_named_for_update(&self, source: Source, name: &str) -> Result<Option<Group>, Error> {
        self.session.first(NAMED_FOR_UPDATE, values![self.org, source_text(source), fold(name)], read)
    }

    /// The groups with this displayName: one of each source at most, the organization's own first.
    pub fn groups_named(&self, name: &str) -> Result<Vec<Group>, Error> {
        self.session.query(NAMED, values![self.org, fold(name)], read)
    }
}

pub(crate) fn create(session: &Session, org: OrgId, group: &Group) -> Result<(), Error> {
    session.change_later(INSERT, &columns(org, group), Error::Conflict(Key::GroupName))?;
    listed(org, group.source).add(session, &group.id.to_string())
}

/// The row must still have the version before.
pub(crate) fn update(session: &Session, org: OrgId, group: &Group) -> Result<(), Error> {
    if update_from(session, org, group.source, group)? > 0 {
        return Ok(());
    }
    let key = fold(group.display_name());
    let taken = session.first(TAKEN, values![org, source_text(group.source), key, group.id], |_| Ok(()))?;
    if taken.is_some() {
        return Err(Error::Conflict(Key::GroupName));
    }
    // A source seldom changes, so it is only asked for when the group was not where it is now.
    let values = values![org, group.id, group.version - 1];
    let before = session.first(SOURCE, values, |row| row.parsed(0, parse_source))?.ok_or(Error::Stale)?;
    changed(update_from(session, org, before, group)?)?;
    listed(org, before).remove(session, &group.id.to_string())?;
    listed(org, group.source).add(session, &group.id.to_string())
}

/// The groups that it was a member of change with that; its own members stay.
pub(crate) fn delete(session: &Session, org: OrgId, id: GroupId, at: Timestamp) -> Result<(), Error> {
    leave_groups(session, org, &id.to_string(), at)?;
    members::remove_everywhere(session, org, &id.to_string())?;
    members::remove_all(session, org, id)?;
    let source = session.first(DELETE, values![org, id], |row| row.parsed(0, parse_source))?;
    listed(org, source.ok_or(Error::Stale)?).remove(session, &id.to_string())
}

/// The groups that have this member change, and count one fewer. The memberships themselves go next.
pub(crate) fn leave_groups(session: &Session, org: OrgId, member: &str, at: Timestamp) -> Result<(), Error> {
    session.execute_later(LEAVE, values![org, member, at])
}

/// A group from the columns that all statements here begin with.
pub(crate) fn read(row: &Row<'_>) -> Result<Group, Error> {
    Ok(Group {
        id: row.parsed(0, GroupId::parse)?,
        source: row.parsed(1, parse_source)?,
        version: row.count(2)?,
        created: row.time(3)?,
        last_modified: row.time(4)?,
        resource: Resource::from_stored(object(&row.text(5)?)?),
        adopted: row.bool(6)?,
    })
}

fn listed(org: OrgId, source: Source) -> ranges::List {
    ranges::List::new(org, ranges::Kind::Groups, source)
}

fn update_from(session: &Session, org: OrgId, source: Source, group: &Group) -> Result<u64, Error> {
    let mut values = columns(org, group).to_vec();
    values.extend([(group.version - 1).into(), source_text(source).into()]);
    session.execute(UPDATE, &values)
}

fn columns(org: OrgId, group: &Group) -> [Value<'_>; 11] {
    [
        org.into(),
        group.id.into(),
        source_text(group.source).into(),
        fold(group.display_name()).into(),
        text(group.resource.attributes(), "externalId").into(),
        group.version.into(),
        group.created.into(),
        group.last_modified.into(),
        group.display_name().into(),
        group.resource.text().into(),
        group.adopted.into(),
    ]
}
