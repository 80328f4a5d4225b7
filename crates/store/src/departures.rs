//! The table of those whom providers took out: those of the last minutes, by whom the guard counts, and those who are held.

use crate::engine::{Row, Session, statements, values};
use crate::overview::COUNT_MAX;
use crate::ranges;
use crate::tx::list;
use crate::{Error, OrgTx, Tally};
use directory::guard::{Departure, Watch, Wish};
use directory::user::Source;
use directory::{ConnectionId, OrgId, Status, Timestamp, UserId};
use std::collections::HashMap;

statements! {
    OF_USER = "SELECT user_id, connection_id, at, wish, before, held FROM departures
    WHERE org_id = $1 AND user_id = $2";

    OTHERS = "SELECT count(*) FROM (SELECT d.user_id FROM departures d
        WHERE d.org_id = $1 AND d.connection_id = $2 AND d.at > $3 AND d.user_id <> $4 LIMIT $5) w";

    LATEST = "SELECT held FROM departures WHERE org_id = $1 AND connection_id = $2 AND at > $3
    ORDER BY at DESC, held DESC LIMIT 1";

    HELD_OF = "SELECT user_id, wish FROM departures WHERE org_id = $1 AND user_id {among $2} AND held";

    HELD = "SELECT count(*) FROM (SELECT d.user_id FROM departures d
        WHERE d.org_id = $1 AND d.connection_id = $2 AND d.held LIMIT $3) w";

    SAVE = "INSERT INTO departures (org_id, user_id, connection_id, at, wish, before, held)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (org_id, user_id) DO UPDATE SET connection_id = excluded.connection_id, at = excluded.at,
        wish = excluded.wish, before = excluded.before, held = excluded.held";

    HOLD = "UPDATE departures SET held = TRUE
    WHERE org_id = $1 AND connection_id = $2 AND at > $3 AND wish = $4 AND NOT held";

    FORGET = "DELETE FROM departures WHERE org_id = $1 AND user_id = $2";

    FORGET_OLD = "DELETE FROM departures WHERE org_id = $1 AND connection_id = $2 AND at <= $3 AND NOT held";
}

impl OrgTx<'_> {
    /// When a provider took somebody out the last time, unless they came back or that is long ago.
    pub fn departure(&self, user: UserId) -> Result<Option<Departure>, Error> {
        self.session.first(OF_USER, values![self.org, user], read)
    }

    /// How many a connection has taken out, where somebody is to follow. Where that is more than enough to know, it is not
    /// counted to its end.
    pub fn watch(&self, connection: ConnectionId, user: UserId, now: Timestamp) -> Result<Watch, Error> {
        let since = Watch::since(now);
        let latest = self.session.first(LATEST, values![self.org, connection, since], |row| row.bool(0))?;
        let list = ranges::List::new(self.org, ranges::Kind::Users, Source::Connection(connection));
        let users = list.total(self.session)?;
        let values = values![self.org, connection, since, user, Watch::most(users) + 1];
        let others = self.session.first(OTHERS, values, |row| row.count(0))?.unwrap_or_default();
        let (goes_on, noted) = (latest == Some(true), self.departure(user)?);
        Ok(Watch { connection, others, users, goes_on, noted, now })
    }

    /// What was wished of those among these users who are held.
    pub fn held_of(&self, users: &[UserId]) -> Result<HashMap<UserId, Wish>, Error> {
        let values = values![self.org, list(users)];
        let held = self
            .session
            .query(HELD_OF, values, |row| Ok((row.parsed(0, UserId::parse)?, row.parsed(1, Wish::parse)?)))?;
        Ok(held.into_iter().collect())
    }

    /// How many users of a connection are held.
    pub fn held(&self, connection: ConnectionId) -> Result<Tally, Error> {
        let count = self.session.first(HELD, values![self.org, connection, COUNT_MAX], |row| row.count(0))?;
        Ok(Tally::of(count.unwrap_or_default()))
    }
}

/// Notes that a provider took somebody out, and forgets who of its people left long ago.
pub(crate) fn save(session: &Session, org: OrgId, new: &Departure) -> Result<(), Error> {
    session.execute_later(FORGET_OLD, values![org, new.connection, Watch::since(new.at)])?;
    let values =
        values![org, new.user, new.connection, new.at, new.wish.as_str(), new.before.as_str(), new.held];
    session.execute(SAVE, values).map(drop)
}

/// Holds those whom a connection has kept out since then.
pub(crate) fn hold(session: &Session, org: OrgId, of: ConnectionId, since: Timestamp) -> Result<(), Error> {
    session.execute(HOLD, values![org, of, since, Wish::KeepOut.as_str()]).map(drop)
}

pub(crate) fn forget(session: &Session, org: OrgId, user: UserId) -> Result<(), Error> {
    session.execute_later(FORGET, values![org, user])
}

fn read(row: &Row<'_>) -> Result<Departure, Error> {
    Ok(Departure {
        user: row.parsed(0, UserId::parse)?,
        connection: row.parsed(1, ConnectionId::parse)?,
        at: row.time(2)?,
        wish: row.parsed(3, Wish::parse)?,
        before: row.parsed(4, Status::parse)?,
        held: row.bool(5)?,
    })
}
