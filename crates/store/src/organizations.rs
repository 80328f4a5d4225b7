//! The tables of organizations and of their sequence numbers.

use crate::engine::{Row, Session, statements, values};
use crate::tx::changed;
use crate::{Error, Key, Tx};
use directory::{OrgId, Organization};
use scim::fold;

statements! {
    ALL = "SELECT o.id, o.name, o.created, s.event_sequence, o.resync_since
    FROM organizations o JOIN sequences s ON s.org_id = o.id ORDER BY o.name_key";

    BY_ID = "SELECT o.id, o.name, o.created, s.event_sequence, o.resync_since
    FROM organizations o JOIN sequences s ON s.org_id = o.id WHERE o.id = $1 AND s.org_id = $1";

    BY_NAME = "SELECT o.id, o.name, o.created, s.event_sequence, o.resync_since
    FROM organizations o JOIN sequences s ON s.org_id = o.id WHERE o.name_key = $1";

    INSERT = "INSERT INTO organizations (id, name, name_key, created) VALUES ($1, $2, $3, $4)
    ON CONFLICT (name_key) DO NOTHING";

    UPDATE = "UPDATE organizations SET resync_since = $2 WHERE id = $1";

    RAISE = "UPDATE sequences SET event_sequence = $2, audit_sequence = $2 WHERE org_id = $1 AND event_sequence < $2
    AND audit_sequence < $2";

    INSERT_SEQUENCES = "INSERT INTO sequences (org_id, event_sequence, audit_sequence) VALUES ($1, $2, 0)";

    LOCK = "SELECT 1 FROM sequences WHERE org_id = $1 {for update}";

    COUNT = "UPDATE sequences SET event_sequence = event_sequence + $2, audit_sequence = audit_sequence + 1
    WHERE org_id = $1";
}

impl Tx<'_> {
    /// All organizations, by name.
    pub fn organizations(&self) -> Result<Vec<Organization>, Error> {
        self.session.query(ALL, &[], read)
    }

    /// An organization.
    pub fn organization(&self, id: OrgId) -> Result<Option<Organization>, Error> {
        self.session.first(BY_ID, values![id], read)
    }

    /// The organization of that name, without regard to case.
    pub fn organization_named(&self, name: &str) -> Result<Option<Organization>, Error> {
        self.session.first(BY_NAME, values![fold(name)], read)
    }
}

pub(crate) fn create(session: &Session, org: OrgId, new: &Organization) -> Result<(), Error> {
    let values = values![org, new.name.as_str(), fold(&new.name), new.created];
    if session.execute(INSERT, values)? == 0 {
        return Err(Error::Conflict(Key::OrganizationName));
    }
    session.execute(INSERT_SEQUENCES, values![org, new.event_sequence]).map(drop)
}

pub(crate) fn update(session: &Session, org: OrgId, now: &Organization) -> Result<(), Error> {
    changed(session.execute(UPDATE, values![org, now.resync_since])?)
}

/// Continues the numbers of an organization behind this one.
pub(crate) fn raise(session: &Session, org: OrgId, number: u64) -> Result<(), Error> {
    session.execute(RAISE, values![org, number]).map(drop)
}

/// Lets nobody else write in this organization before the transaction ends.
pub(crate) fn lock(session: &Session, org: OrgId) -> Result<(), Error> {
    session.first(LOCK, values![org], |_| Ok(())).map(drop)
}

/// Takes the sequence numbers for so many events and one audit entry: those up to the ones that the row now has. One row
/// has both, as nobody else may number anything in this organization before the transaction ends.
pub(crate) fn count(session: &Session, org: OrgId, events: usize) -> Result<(), Error> {
    let events = u64::try_from(events).unwrap_or(u64::MAX);
    let missing = format!("There is no organization {org}, so nothing can be changed in it.");
    session.change_later(COUNT, values![org, events], Error::Broken(missing))
}

fn read(row: &Row<'_>) -> Result<Organization, Error> {
    Ok(Organization {
        id: row.parsed(0, OrgId::parse)?,
        name: row.text(1)?.into_owned(),
        created: row.time(2)?,
        event_sequence: row.count(3)?,
        resync_since: row.maybe_time(4)?,
    })
}
