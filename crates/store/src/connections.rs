//! The table of connections.

use crate::engine::{Row, Session, statements, values};
use crate::tx::list;
use crate::{Error, Key, Tx};
use directory::{Connection, ConnectionId, OrgId, Policy, Provider};
use scim::dialect::Dialect;
use scim::fold;

statements! {
    ALL = "SELECT id, org_id, name, provider, dialect, enabled, created, logs_calls, policy, attributes
    FROM connections ORDER BY org_id, id";

    OF_ORGANIZATION = "SELECT id, org_id, name, provider, dialect, enabled, created, logs_calls, policy, attributes
    FROM connections
    WHERE org_id = $1 ORDER BY id";

    BY_ID = "SELECT id, org_id, name, provider, dialect, enabled, created, logs_calls, policy, attributes
    FROM connections WHERE id = $1";

    FOR_UPDATE = "SELECT id, org_id, name, provider, dialect, enabled, created, logs_calls, policy, attributes
    FROM connections
    WHERE id = $1 {for update}";

    LOCK_ORGANIZATION = "SELECT 1 FROM sequences
    WHERE org_id = (SELECT c.org_id FROM connections c WHERE c.id = $1) {for update}";

    INSERT = "INSERT INTO connections (id, org_id, name, name_key, provider, dialect, enabled, created, logs_calls,
        policy, attributes)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (org_id, name_key) DO NOTHING";

    UPDATE = "UPDATE connections SET name = $3, name_key = $4, enabled = $5, dialect = $6, logs_calls = $7,
        policy = $8, attributes = $9
    WHERE org_id = $1 AND id = $2
    AND NOT EXISTS (SELECT 1 FROM connections c WHERE c.org_id = $1 AND c.name_key = $4 AND c.id <> $2)";

    TAKEN = "SELECT 1 FROM connections WHERE org_id = $1 AND name_key = $2 AND id <> $3";
}

/// How many columns [`read_at`] reads.
pub(crate) const COLUMNS: usize = 10;

impl Tx<'_> {
    /// The connections of an organization, or all of them.
    pub fn connections(&self, org: Option<OrgId>) -> Result<Vec<Connection>, Error> {
        match org {
            Some(org) => self.session.query(OF_ORGANIZATION, values![org], |row| read_at(row, 0)),
            None => self.session.query(ALL, &[], |row| read_at(row, 0)),
        }
    }

    /// A connection, whoever it belongs to.
    pub fn connection(&self, id: ConnectionId) -> Result<Option<Connection>, Error> {
        self.session.first(BY_ID, values![id], |row| read_at(row, 0))
    }

    /// A connection that is about to change or to get a token: nobody else changes it, or its tokens, before this
    /// transaction ends.
    pub fn connection_for_update(&self, id: ConnectionId) -> Result<Option<Connection>, Error> {
        // First the organization, as everybody does who writes in it: two who lock in different orders block each other.
        self.session.first(LOCK_ORGANIZATION, values![id], |_| Ok(()))?;
        self.session.first(FOR_UPDATE, values![id], |row| read_at(row, 0))
    }
}

pub(crate) fn create(session: &Session, org: OrgId, new: &Connection) -> Result<(), Error> {
    let inserted = session.execute(
        INSERT,
        values![
            new.id,
            org,
            new.name.as_str(),
            fold(&new.name),
            new.provider.as_str(),
            new.dialect.to_string(),
            new.enabled,
            new.created,
            new.logs_calls,
            new.policy.to_string(),
            list(new.attributes.iter())
        ],
    )?;
    if inserted == 0 { Err(Error::Conflict(Key::ConnectionName)) } else { Ok(()) }
}

pub(crate) fn update(session: &Session, org: OrgId, now: &Connection) -> Result<(), Error> {
    let key = fold(&now.name);
    let values = values![
        org,
        now.id,
        now.name.as_str(),
        key.as_str(),
        now.enabled,
        now.dialect.to_string(),
        now.logs_calls,
        now.policy.to_string(),
        list(now.attributes.iter())
    ];
    if session.execute(UPDATE, values)? > 0 {
        return Ok(());
    }
    let taken = session.first(TAKEN, values![org, key.as_str(), now.id], |_| Ok(()))?;
    Err(taken.map_or(Error::Stale, |()| Error::Conflict(Key::ConnectionName)))
}

/// A connection from the columns that begin with this one.
pub(crate) fn read_at(row: &Row<'_>, first: usize) -> Result<Connection, Error> {
    Ok(Connection {
        id: row.parsed(first, ConnectionId::parse)?,
        org: row.parsed(first + 1, OrgId::parse)?,
        name: row.text(first + 2)?.into_owned(),
        provider: row.parsed(first + 3, Provider::parse)?,
        dialect: row.parsed(first + 4, Dialect::parse)?,
        enabled: row.bool(first + 5)?,
        created: row.time(first + 6)?,
        logs_calls: row.bool(first + 7)?,
        policy: row.parsed(first + 8, |text| Policy::parse(text).ok())?,
        attributes: row.parsed(first + 9, |text| serde_json::from_str::<Vec<String>>(text).ok())?.into(),
    })
}
