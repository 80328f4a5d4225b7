//! The table of tokens.

use crate::connections;
use crate::engine::{Row, Session, statements, values};
use crate::tx::{changed, list};
use crate::{Error, OrgTx, Tx};
use directory::{Connection, ConnectionId, OrgId, Timestamp, Token, TokenId};
use std::collections::BTreeSet;

statements! {
    OF_CONNECTION = "SELECT id, hash, active, created, expires, last_used FROM tokens
    WHERE org_id = $1 AND connection_id = $2 ORDER BY created, id";

    OF_ORGANIZATION = "SELECT id, hash, active, created, expires, last_used, connection_id FROM tokens
    WHERE org_id = $1 ORDER BY connection_id, created, id";

    WITH_CONNECTION = "SELECT c.id, c.org_id, c.name, c.provider, c.dialect, c.enabled, c.created, c.logs_calls,
        c.policy, c.attributes, t.id, t.hash, t.active, t.created, t.expires, t.last_used
    FROM tokens t JOIN connections c ON c.id = t.connection_id AND c.org_id = t.org_id
    WHERE t.id = $1";

    AMONG_WITH_CONNECTION = "SELECT c.id, c.org_id, c.name, c.provider, c.dialect, c.enabled, c.created, c.logs_calls,
        c.policy, c.attributes, t.id, t.hash, t.active, t.created, t.expires, t.last_used
    FROM tokens t JOIN connections c ON c.id = t.connection_id AND c.org_id = t.org_id
    WHERE t.id {among $1}";

    FOR_UPDATE = "SELECT c.id, c.org_id, c.name, c.provider, c.dialect, c.enabled, c.created, c.logs_calls,
        c.policy, c.attributes, t.id, t.hash, t.active, t.created, t.expires, t.last_used
    FROM tokens t JOIN connections c ON c.id = t.connection_id AND c.org_id = t.org_id
    WHERE t.id = $1 {for update}";

    LOCK_ORGANIZATION = "SELECT 1 FROM sequences
    WHERE org_id = (SELECT t.org_id FROM tokens t WHERE t.id = $1) {for update}";

    INSERT = "INSERT INTO tokens (id, connection_id, org_id, hash, active, created, expires, last_used)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

    UPDATE = "UPDATE tokens SET hash = $4, active = $5, expires = $6
    WHERE org_id = $1 AND connection_id = $2 AND id = $3";

    DELETE = "DELETE FROM tokens WHERE org_id = $1 AND connection_id = $2 AND id = $3";

    TOUCH = "UPDATE tokens SET last_used = $2 WHERE id = $1 AND (last_used IS NULL OR last_used < $2)";
}

impl Tx<'_> {
    /// A token and the connection that it opens.
    pub fn token(&self, id: &TokenId) -> Result<Option<(Connection, Token)>, Error> {
        if let Some(known) = self.session.known().token(id) {
            return Ok(Some(known));
        }
        let found = self.session.first(WITH_CONNECTION, values![id], read_with_connection)?;
        if let Some((connection, token)) = &found
            && self.is_certain_of(connection.org)
        {
            self.session.known().remember(connection, token);
        }
        Ok(found)
    }

    /// The same of a token that is about to change or to go: nobody else changes it, the other tokens of its
    /// connection, or the connection before this transaction ends.
    pub fn token_for_update(&self, id: &TokenId) -> Result<Option<(Connection, Token)>, Error> {
        // First the organization, as everybody does who writes in it: two who lock in different orders block each other.
        self.session.first(LOCK_ORGANIZATION, values![id], |_| Ok(()))?;
        self.session.first(FOR_UPDATE, values![id], read_with_connection)
    }

    /// Notes when tokens were last used; a time never goes back. A write without a [`Change`], because it is no
    /// change of the directory.
    ///
    /// [`Change`]: directory::Change
    pub fn touch_tokens(&mut self, used: &[(TokenId, Timestamp)]) -> Result<(), Error> {
        self.session.known().forget();
        for (id, at) in used {
            self.session.execute(TOUCH, values![id, *at])?;
        }
        Ok(())
    }
}

impl OrgTx<'_> {
    /// The tokens of a connection, the oldest first.
    pub fn tokens(&self, connection: ConnectionId) -> Result<Vec<Token>, Error> {
        self.session.query(OF_CONNECTION, values![self.org, connection], |row| read_at(row, 0))
    }

    /// The tokens of all connections, the oldest of each first.
    pub fn tokens_of_all(&self) -> Result<Vec<(ConnectionId, Token)>, Error> {
        self.session.query(OF_ORGANIZATION, values![self.org], |row| {
            Ok((row.parsed(6, ConnectionId::parse)?, read_at(row, 0)?))
        })
    }
}

/// The tokens of these ids that there are, with the connections that they open: read with one statement.
pub(crate) fn among(session: &Session, ids: &BTreeSet<&TokenId>) -> Result<Vec<(Connection, Token)>, Error> {
    let ids = list(ids.iter().map(|id| id.as_str()));
    session.query(AMONG_WITH_CONNECTION, values![ids], read_with_connection)
}

pub(crate) fn create(
    session: &Session,
    org: OrgId,
    connection: ConnectionId,
    new: &Token,
) -> Result<(), Error> {
    let values =
        values![&new.id, connection, org, &new.hash, new.active, new.created, new.expires, new.last_used];
    session.execute(INSERT, values).map(drop)
}

pub(crate) fn update(
    session: &Session,
    org: OrgId,
    connection: ConnectionId,
    now: &Token,
) -> Result<(), Error> {
    let values = values![org, connection, &now.id, &now.hash, now.active, now.expires];
    changed(session.execute(UPDATE, values)?)
}

pub(crate) fn delete(
    session: &Session,
    org: OrgId,
    connection: ConnectionId,
    id: &TokenId,
) -> Result<(), Error> {
    changed(session.execute(DELETE, values![org, connection, id])?)
}

fn read_with_connection(row: &Row<'_>) -> Result<(Connection, Token), Error> {
    Ok((connections::read_at(row, 0)?, read_at(row, connections::COLUMNS)?))
}

fn read_at(row: &Row<'_>, first: usize) -> Result<Token, Error> {
    Ok(Token {
        id: row.parsed(first, TokenId::parse)?,
        hash: row.bytes(first + 1)?,
        active: row.bool(first + 2)?,
        created: row.time(first + 3)?,
        expires: row.time(first + 4)?,
        last_used: row.maybe_time(first + 5)?,
    })
}
