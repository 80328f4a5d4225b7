//! The table of attributes that are no more, and whose values are still being removed.

use crate::engine::{Row, Session, statements, values};
use crate::tx::changed;
use crate::{Document, Error, OrgTx, Tx, users};
use directory::user::Source;
use directory::{ConnectionId, OrgId, Purge, User, UserId};

statements! {
    ALL = "SELECT connection_id, attribute, urn, after_id, org_id FROM purges ORDER BY org_id, connection_id, attribute";

    OF_ORGANIZATION = "SELECT connection_id, attribute, urn, after_id FROM purges WHERE org_id = $1
    ORDER BY connection_id, attribute";

    ONE = "SELECT connection_id, attribute, urn, after_id FROM purges
    WHERE org_id = $1 AND connection_id = $2 AND attribute = $3";

    INSERT = "INSERT INTO purges (org_id, connection_id, attribute, urn, after_id) VALUES ($1, $2, $3, $4, $5)";

    UPDATE = "UPDATE purges SET after_id = $4 WHERE org_id = $1 AND connection_id = $2 AND attribute = $3";

    DELETE = "DELETE FROM purges WHERE org_id = $1 AND connection_id = $2 AND attribute = $3";

    USERS_BEHIND = "SELECT id, source, version, created, last_modified, resource, status, protected FROM users
    WHERE org_id = $1 AND source = $2 AND id > $3 ORDER BY id LIMIT $4";
}

impl Tx<'_> {
    /// What is still to be removed, of all organizations.
    pub fn purges(&self) -> Result<Vec<(OrgId, Purge)>, Error> {
        self.session.query(ALL, &[], |row| Ok((row.parsed(4, OrgId::parse)?, read(row)?)))
    }

    /// How far a purge has come, unless it is done. Nobody else changes anything in the organization before this
    /// transaction ends.
    pub fn purge_for_update(&self, org: OrgId, purge: &Purge) -> Result<Option<Purge>, Error> {
        self.batch()?.hold(self.session, org)?;
        self.session.first(ONE, values![org, purge.connection, purge.attribute.as_str()], read)
    }

    /// Notes how far a purge has come. A write without a [`Change`], because the users that it changed have theirs.
    ///
    /// [`Change`]: directory::Change
    pub fn purge_goes_on(&mut self, org: OrgId, purge: &Purge) -> Result<(), Error> {
        let values = values![org, purge.connection, purge.attribute.as_str(), after(purge)];
        changed(self.session.execute(UPDATE, values)?)
    }

    /// Forgets a purge that has come to its end.
    pub fn purge_ends(&mut self, org: OrgId, purge: &Purge) -> Result<(), Error> {
        self.session.execute_later(DELETE, values![org, purge.connection, purge.attribute.as_str()])
    }
}

impl OrgTx<'_> {
    /// What is still to be removed.
    pub fn purges(&self) -> Result<Vec<Purge>, Error> {
        self.session.query(OF_ORGANIZATION, values![self.org], read)
    }

    /// The next users of a connection in the order of ids, as they are stored.
    pub fn users_behind(
        &self,
        connection: ConnectionId,
        after: Option<UserId>,
        count: u64,
    ) -> Result<Vec<User<Document>>, Error> {
        let source = users::source_text(Source::Connection(connection));
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        self.session.query(USERS_BEHIND, values![self.org, source, after, count], users::read)
    }
}

pub(crate) fn begin(session: &Session, org: OrgId, purge: &Purge) -> Result<(), Error> {
    let (attribute, urn) = (purge.attribute.as_str(), purge.urn.as_str());
    session.execute(INSERT, values![org, purge.connection, attribute, urn, after(purge)]).map(drop)
}

/// Nothing stands before every id.
fn after(purge: &Purge) -> String {
    purge.after.map(|id| id.to_string()).unwrap_or_default()
}

fn read(row: &Row<'_>) -> Result<Purge, Error> {
    Ok(Purge {
        connection: row.parsed(0, ConnectionId::parse)?,
        attribute: row.text(1)?.into_owned(),
        urn: row.text(2)?.into_owned(),
        after: UserId::parse(&row.text(3)?),
    })
}
