//! The tables of organizations and of their sequence numbers.

use crate::batch::Numbers;
use crate::engine::{Row, Session, statements, values};
use crate::{Error, Key, Tx};
use directory::{OrgId, Organization, Seats};
use scim::fold;

statements! {
    ALL = "SELECT o.id, o.name, o.created, s.event_sequence, o.resync_since, s.seats, s.seats_max
    FROM organizations o JOIN sequences s ON s.org_id = o.id ORDER BY o.name_key";

    BY_ID = "SELECT o.id, o.name, o.created, s.event_sequence, o.resync_since, s.seats, s.seats_max
    FROM organizations o JOIN sequences s ON s.org_id = o.id WHERE o.id = $1 AND s.org_id = $1";

    BY_NAME = "SELECT o.id, o.name, o.created, s.event_sequence, o.resync_since, s.seats, s.seats_max
    FROM organizations o JOIN sequences s ON s.org_id = o.id WHERE o.name_key = $1";

    INSERT = "INSERT INTO organizations (id, name, name_key, created) VALUES ($1, $2, $3, $4)
    ON CONFLICT (name_key) DO NOTHING";

    UPDATE = "UPDATE organizations SET resync_since = $2, name = $3, name_key = $4 WHERE id = $1
    AND NOT EXISTS (SELECT 1 FROM organizations o WHERE o.name_key = $4 AND o.id <> $1)";

    TAKEN = "SELECT 1 FROM organizations WHERE name_key = $1 AND id <> $2";

    INSERT_SEQUENCES = "INSERT INTO sequences (org_id, event_sequence, audit_sequence) VALUES ($1, $2, 0)";

    INSERT_MISSING = "INSERT INTO sequences (org_id, event_sequence, audit_sequence) VALUES ($1, 0, 0)
    ON CONFLICT (org_id) DO NOTHING";

    LOCK = "SELECT event_sequence, audit_sequence, seats, seats_max, configurations, local_users FROM sequences
    WHERE org_id = $1 {for update}";

    COUNT = "UPDATE sequences SET event_sequence = $2, audit_sequence = $3, seats = $4, seats_max = $5,
        configurations = $6, local_users = $7
    WHERE org_id = $1";
}

impl Tx<'_> {
    /// All organizations, by name.
    pub fn organizations(&self) -> Result<Vec<Organization>, Error> {
        self.store_numbers()?;
        self.session.query(ALL, &[], read)
    }

    /// An organization.
    pub fn organization(&self, id: OrgId) -> Result<Option<Organization>, Error> {
        self.store_numbers()?;
        self.session.first(BY_ID, values![id], read)
    }

    /// The organization of that name, without regard to case.
    pub fn organization_named(&self, name: &str) -> Result<Option<Organization>, Error> {
        self.store_numbers()?;
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
    let key = fold(&now.name);
    let values = values![org, now.resync_since, now.name.as_str(), key.as_str()];
    if session.execute(UPDATE, values)? > 0 {
        return Ok(());
    }
    let taken = session.first(TAKEN, values![key.as_str(), org], |_| Ok(()))?;
    Err(taken.map_or(Error::Stale, |()| Error::Conflict(Key::OrganizationName)))
}

/// Lets nobody else write in this organization before the transaction ends, and reads the numbers that it gave last. The
/// installation has its numbers from the first time on that they are asked for.
pub(crate) fn lock(session: &Session, org: OrgId) -> Result<Option<Numbers>, Error> {
    let found = numbers(session, org)?;
    if found.is_some() || org != OrgId::INSTALLATION {
        return Ok(found);
    }
    session.execute(INSERT_MISSING, values![org])?;
    numbers(session, org)
}

fn numbers(session: &Session, org: OrgId) -> Result<Option<Numbers>, Error> {
    session.first(LOCK, values![org], |row| {
        let seats = Seats { used: row.count(2)?, max: row.maybe_count(3)? };
        Ok(Numbers {
            event: row.count(0)?,
            audit: row.count(1)?,
            seats,
            configurations: row.count(4)?,
            local_users: row.count(5)?,
        })
    })
}

/// Stores the numbers that were given last.
pub(crate) fn count(session: &Session, org: OrgId, given: Numbers) -> Result<(), Error> {
    let gone = Error::Broken(format!("The organization {org} has lost its sequence numbers."));
    session.change_later(
        COUNT,
        values![
            org,
            given.event,
            given.audit,
            given.seats.used,
            given.seats.max,
            given.configurations,
            given.local_users
        ],
        gone,
    )
}

/// An organization from the columns that all statements here begin with.
pub(crate) fn read(row: &Row<'_>) -> Result<Organization, Error> {
    Ok(Organization {
        id: row.parsed(0, OrgId::parse)?,
        name: row.text(1)?.into_owned(),
        created: row.time(2)?,
        event_sequence: row.count(3)?,
        resync_since: row.maybe_time(4)?,
        seats: Seats { used: row.count(5)?, max: row.maybe_count(6)? },
    })
}
