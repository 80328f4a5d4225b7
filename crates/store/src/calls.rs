//! The tables of the request log.

use crate::engine::{Row, Session, statements, values};
use crate::tx::changed;
use crate::{Error, OrgTx, Tx};
use directory::call::{CALLS_BYTES_MAX, CALLS_DAYS_MAX, CALLS_MAX, STRANGERS_MAX};
use directory::{Call, CallId, ConnectionId, Json, OrgId, Timestamp, TokenId};
use std::collections::HashMap;

/// How many calls are looked at in one statement, to be thrown away.
const ROWS_OF_ONE_GO: u64 = 200;

statements! {
    INSERT = "INSERT INTO calls (org_id, connection_id, id, at, micros, token, method, target, status, why, cut, bytes,
        tolerated, request, answer)
    {rows $1 TEXT, $2 TEXT, $3 TEXT, $4 BIGINT, $5 BIGINT, $6 TEXT, $7 TEXT, $8 TEXT, $9 BIGINT, $10 TEXT, $11 BOOLEAN,
        $12 BIGINT, $13 TEXT, $14 TEXT, $15 TEXT}";

    NEWEST = "SELECT id, at, micros, token, method, target, status, why, cut, tolerated, request, answer FROM calls
    WHERE org_id = $1 AND connection_id = $2 AND id < $3 AND at >= $4 AND status >= $5 ORDER BY id DESC LIMIT $6";

    SINCE = "SELECT id, at, micros, token, method, target, status, why, cut, '[]',
        CASE WHEN method IN ('POST', 'PUT') THEN request ELSE 'null' END, 'null'
    FROM calls WHERE org_id = $1 AND connection_id = $2 AND at >= $3 ORDER BY id DESC";

    COUNT = "SELECT count(*) FROM calls
    WHERE org_id = $1 AND connection_id = $2 AND at >= $3 AND status >= $4 AND status < $5";

    LATEST = "SELECT c.id, (SELECT k.at FROM calls k WHERE k.org_id = $1 AND k.connection_id = c.id
            ORDER BY k.id DESC LIMIT 1),
        (SELECT count(*) FROM calls k WHERE k.org_id = $1 AND k.connection_id = c.id AND k.status >= 400
            AND k.at >= $2)
    FROM connections c WHERE c.org_id = $1 ORDER BY c.id";

    ONE = "SELECT id, at, micros, token, method, target, status, why, cut, tolerated, request, answer FROM calls
    WHERE org_id = $1 AND connection_id = $2 AND id = $3 AND at >= $4";

    OLDEST = "SELECT id, at, bytes, token FROM calls
    WHERE org_id = $1 AND connection_id = $2 ORDER BY id LIMIT $3";

    OLDEST_STRANGERS = "SELECT id, at, bytes, token FROM calls
    WHERE org_id = $1 AND connection_id = $2 AND token IS NULL ORDER BY id LIMIT $3";

    DELETE = "DELETE FROM calls WHERE org_id = $1 AND connection_id = $2 AND id = $3";

    TOTALS = "SELECT kept, strangers, bytes, dropped FROM call_totals
    WHERE org_id = $1 AND connection_id = $2";

    TOTALS_FOR_UPDATE = "SELECT kept, strangers, bytes, dropped FROM call_totals
    WHERE org_id = $1 AND connection_id = $2 {for update}";

    BEGIN_TOTALS = "INSERT INTO call_totals (org_id, connection_id, kept, strangers, bytes, dropped)
    VALUES ($1, $2, 0, 0, 0, 0) ON CONFLICT (org_id, connection_id) DO NOTHING";

    SET_TOTALS = "UPDATE call_totals SET kept = $3, strangers = $4, bytes = $5, dropped = $6
    WHERE org_id = $1 AND connection_id = $2";

    LOGS = "SELECT org_id, connection_id FROM call_totals ORDER BY org_id, connection_id";
}

/// What the calls of a connection come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CallTotals {
    /// How many are kept.
    pub kept: u64,
    /// How many of those came from somebody who was not let in.
    pub strangers: u64,
    /// What they hold, in bytes.
    pub bytes: u64,
    /// How many were never written, because the server had too much to do.
    pub dropped: u64,
}

/// What a connection was called for lately.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LatestCalls {
    /// When the last call was that is kept.
    pub last: Option<Timestamp>,
    /// How many calls were refused since the time that was asked for.
    pub refused: u64,
}

/// Which calls are looked for.
#[derive(Clone, Copy, Debug)]
pub struct CallQuery {
    /// Only those that were refused.
    pub refused: bool,
    /// Only those that are older than this one.
    pub before: Option<CallId>,
    /// As many at most.
    pub limit: u64,
}

/// One that is about to go.
struct Old {
    id: CallId,
    at: Timestamp,
    bytes: u64,
    stranger: bool,
}

impl Tx<'_> {
    /// The logs that there are, in one order on all servers.
    pub fn call_logs(&self) -> Result<Vec<(OrgId, ConnectionId)>, Error> {
        self.session
            .query(LOGS, &[], |row| Ok((row.parsed(0, OrgId::parse)?, row.parsed(1, ConnectionId::parse)?)))
    }

    /// Adds calls to the log of a connection, counts those that were dropped, and throws away the oldest beyond what may
    /// be kept. A write without a [`Change`], because it is no change of the directory.
    ///
    /// [`Change`]: directory::Change
    pub fn log_calls(
        &mut self,
        (org, connection): (OrgId, ConnectionId),
        calls: &[Call],
        dropped: u64,
        now: Timestamp,
    ) -> Result<(), Error> {
        let session = self.session;
        let mut totals = begin(session, org, connection)?;
        totals.dropped += dropped;
        for call in calls {
            insert(session, org, connection, call)?;
            totals.kept += 1;
            totals.strangers += u64::from(call.token.is_none());
            totals.bytes += call.bytes();
        }
        trim(session, (org, connection), &mut totals, now)?;
        store(session, org, connection, totals)
    }
}

impl OrgTx<'_> {
    /// Calls of a connection, the newest first.
    pub fn calls(
        &self,
        connection: ConnectionId,
        query: CallQuery,
        now: Timestamp,
    ) -> Result<Vec<Call>, Error> {
        // Behind every id.
        let before = query.before.map_or_else(|| "g".to_owned(), |id| id.to_string());
        let refused: u64 = if query.refused { 400 } else { 0 };
        let values = values![self.org, connection, before, oldest(now), refused, query.limit];
        self.session.query(NEWEST, values, read)
    }

    /// How many calls of a connection are kept that were refused, and how many that were not.
    pub fn calls_kept(&self, connection: ConnectionId, refused: bool, now: Timestamp) -> Result<u64, Error> {
        let (from, below): (u64, u64) = if refused { (400, 1_000) } else { (0, 400) };
        let values = values![self.org, connection, oldest(now), from, below];
        Ok(self.session.first(COUNT, values, |row| row.count(0))?.unwrap_or_default())
    }

    /// The calls of a connection since then, the newest first: without the answers, and with those requests only that may
    /// have to tell whom they were about.
    pub fn calls_since(&self, connection: ConnectionId, since: Timestamp) -> Result<Vec<Call>, Error> {
        self.session.query(SINCE, values![self.org, connection, since], read)
    }

    /// What each connection was called for, and how many calls were refused since then.
    pub fn latest_calls(&self, since: Timestamp) -> Result<HashMap<ConnectionId, LatestCalls>, Error> {
        let all = self.session.query(LATEST, values![self.org, since], |row| {
            let latest = LatestCalls { last: row.maybe_time(1)?, refused: row.count(2)? };
            Ok((row.parsed(0, ConnectionId::parse)?, latest))
        })?;
        Ok(all.into_iter().collect())
    }

    /// One call of a connection, if it is still kept.
    pub fn call(&self, connection: ConnectionId, id: CallId, now: Timestamp) -> Result<Option<Call>, Error> {
        self.session.first(ONE, values![self.org, connection, id, oldest(now)], read)
    }

    /// What the calls of a connection come to.
    pub fn call_totals(&self, connection: ConnectionId) -> Result<CallTotals, Error> {
        Ok(self.session.first(TOTALS, values![self.org, connection], read_totals)?.unwrap_or_default())
    }
}

/// The totals of a log, held against other servers until the transaction ends.
fn begin(session: &Session, org: OrgId, connection: ConnectionId) -> Result<CallTotals, Error> {
    let held = || session.first(TOTALS_FOR_UPDATE, values![org, connection], read_totals);
    if let Some(totals) = held()? {
        return Ok(totals);
    }
    session.execute(BEGIN_TOTALS, values![org, connection])?;
    Ok(held()?.unwrap_or_default())
}

fn store(session: &Session, org: OrgId, connection: ConnectionId, totals: CallTotals) -> Result<(), Error> {
    let CallTotals { kept, strangers, bytes, dropped } = totals;
    changed(session.execute(SET_TOTALS, values![org, connection, kept, strangers, bytes, dropped])?)
}

fn insert(session: &Session, org: OrgId, connection: ConnectionId, call: &Call) -> Result<(), Error> {
    let token = call.token.as_ref().map(TokenId::as_str);
    session.insert(
        INSERT,
        values![
            org,
            connection,
            call.id,
            call.at,
            call.micros,
            token,
            call.method.as_str(),
            call.target.as_str(),
            u64::from(call.status),
            call.why.as_str(),
            call.cut,
            call.bytes(),
            call.tolerated.as_str(),
            call.request.as_str(),
            call.answer.as_str()
        ],
        None,
    )
}

fn trim(
    session: &Session,
    (org, connection): (OrgId, ConnectionId),
    totals: &mut CallTotals,
    now: Timestamp,
) -> Result<(), Error> {
    let find = |sql, rows: u64| session.query(sql, values![org, connection, rows], read_old);
    let go = |old: &Old, totals: &mut CallTotals| -> Result<(), Error> {
        session.execute(DELETE, values![org, connection, old.id])?;
        totals.kept = totals.kept.saturating_sub(1);
        totals.strangers = totals.strangers.saturating_sub(u64::from(old.stranger));
        totals.bytes = totals.bytes.saturating_sub(old.bytes);
        Ok(())
    };
    let strangers = totals.strangers.saturating_sub(STRANGERS_MAX).min(ROWS_OF_ONE_GO);
    if strangers > 0 {
        for old in find(OLDEST_STRANGERS, strangers)? {
            go(&old, totals)?;
        }
    }
    loop {
        let some = find(OLDEST, ROWS_OF_ONE_GO)?;
        if some.is_empty() {
            return Ok(());
        }
        for old in some {
            if totals.kept <= CALLS_MAX && totals.bytes <= CALLS_BYTES_MAX && old.at >= oldest(now) {
                return Ok(());
            }
            go(&old, totals)?;
        }
    }
}

/// The time before which a call is not kept.
fn oldest(now: Timestamp) -> Timestamp {
    now.minus_days(CALLS_DAYS_MAX)
}

fn read(row: &Row<'_>) -> Result<Call, Error> {
    Ok(Call {
        id: row.parsed(0, CallId::parse)?,
        at: row.time(1)?,
        micros: row.count(2)?,
        token: row.maybe_parsed(3, TokenId::parse)?,
        method: row.text(4)?.into_owned(),
        target: row.text(5)?.into_owned(),
        status: u16::try_from(row.count(6)?).unwrap_or_default(),
        why: row.text(7)?.into_owned(),
        cut: row.bool(8)?,
        tolerated: Json::from_stored(row.text(9)?.into_owned()),
        request: Json::from_stored(row.text(10)?.into_owned()),
        answer: Json::from_stored(row.text(11)?.into_owned()),
    })
}

fn read_old(row: &Row<'_>) -> Result<Old, Error> {
    let stranger = row.maybe_parsed(3, TokenId::parse)?.is_none();
    Ok(Old { id: row.parsed(0, CallId::parse)?, at: row.time(1)?, bytes: row.count(2)?, stranger })
}

fn read_totals(row: &Row<'_>) -> Result<CallTotals, Error> {
    Ok(CallTotals {
        kept: row.count(0)?,
        strangers: row.count(1)?,
        bytes: row.count(2)?,
        dropped: row.count(3)?,
    })
}
