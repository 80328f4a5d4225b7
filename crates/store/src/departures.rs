//! The table of those whom providers took out: those of the last minutes, by whom the guard counts, and those who are held.

use crate::engine::{Row, Session, statements, values};
use crate::overview::COUNT_MAX;
use crate::ranges;
use crate::tx::list;
use crate::{Error, OrgTx, Tally, users};
use directory::guard::{Departure, USERS_MIN, Watch, Wish};
use directory::id::first_id;
use directory::user::Source;
use directory::{ConnectionId, OrgId, Status, Timestamp, UserId};
use std::collections::HashMap;

statements! {
    OF_USER = "SELECT user_id, connection_id, at, wish, before, held FROM departures
    WHERE org_id = $1 AND user_id = $2";

    OTHERS = "SELECT count(*), CAST(COALESCE(SUM(CASE WHEN wish = 'remove' AND NOT held THEN 1 ELSE 0 END), 0) AS BIGINT)
    FROM departures WHERE org_id = $1 AND connection_id = $2 AND at > $3 AND user_id <> $4";

    HOLDS_OTHERS = "SELECT 1 FROM departures WHERE org_id = $1 AND connection_id = $2 AND held AND user_id <> $3 LIMIT 1";

    NEWCOMERS = "SELECT count(*) FROM users WHERE org_id = $1 AND source = $2 AND id > $3";

    MASS = "SELECT last, removed FROM masses WHERE org_id = $1 AND connection_id = $2";

    NOTICE = "INSERT INTO masses (org_id, connection_id, last, removed) VALUES ($1, $2, $3, $4)
    ON CONFLICT (org_id, connection_id) DO UPDATE SET last = excluded.last, removed = excluded.removed";

    GO_ON = "UPDATE masses SET last = $3 WHERE org_id = $1 AND connection_id = $2";

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

    /// How many a connection has taken out, where somebody is to follow. Once it is too many, nobody counts them any more.
    pub fn watch(&self, connection: ConnectionId, user: UserId, now: Timestamp) -> Result<Watch, Error> {
        let since = Watch::since(now);
        let last = self.session.first(MASS, values![self.org, connection], |row| row.time(0))?;
        let noted = self.departure(user)?;
        let held = self.session.first(HOLDS_OTHERS, values![self.org, connection, user], |_| Ok(()))?;
        let (goes_on, holds_others) = (last.is_some_and(|last| last > since), held.is_some());
        let mut watch =
            Watch { connection, others: 0, removed: 0, users: 0, goes_on, holds_others, noted, now };
        if goes_on && holds_others {
            return Ok(watch);
        }
        let values = values![self.org, connection, since, user];
        let counts = self.session.first(OTHERS, values, |row| Ok((row.count(0)?, row.count(1)?)))?;
        (watch.others, watch.removed) = counts.unwrap_or_default();
        if watch.others < USERS_MIN && !goes_on {
            return Ok(watch);
        }
        let source = Source::Connection(connection);
        let all = ranges::List::new(self.org, ranges::Kind::Users, source).total(self.session)?;
        let values = values![self.org, users::source_text(source), first_id(since)];
        let newcomers = self.session.first(NEWCOMERS, values, |row| row.count(0))?.unwrap_or_default();
        watch.users = all.saturating_sub(newcomers);
        Ok(watch)
    }

    /// What was wished of those among these users who are held.
    pub fn held_of(&self, users: &[UserId]) -> Result<HashMap<UserId, Wish>, Error> {
        let values = values![self.org, list(users)];
        let held = self
            .session
            .query(HELD_OF, values, |row| Ok((row.parsed(0, UserId::parse)?, row.parsed(1, Wish::parse)?)))?;
        Ok(held.into_iter().collect())
    }

    /// How many users of a connection are held; and how many it had removed before that was noticed.
    pub fn held(&self, connection: ConnectionId) -> Result<(Tally, u64), Error> {
        let count = self.session.first(HELD, values![self.org, connection, COUNT_MAX], |row| row.count(0))?;
        let count = count.unwrap_or_default();
        if count == 0 {
            return Ok((Tally::default(), 0));
        }
        let removed = self.session.first(MASS, values![self.org, connection], |row| row.count(1))?;
        Ok((Tally::of(count), removed.unwrap_or_default()))
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

/// Notes that a connection takes many out at once.
pub(crate) fn notice(
    session: &Session,
    org: OrgId,
    connection: ConnectionId,
    at: Timestamp,
    removed: u64,
) -> Result<(), Error> {
    session.execute(NOTICE, values![org, connection, at, removed]).map(drop)
}

/// Notes that it has not come to its end.
pub(crate) fn go_on(
    session: &Session,
    org: OrgId,
    connection: ConnectionId,
    at: Timestamp,
) -> Result<(), Error> {
    session.execute_later(GO_ON, values![org, connection, at])
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
