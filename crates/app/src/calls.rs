//! The request log of a connection, and what its dialect has let pass.

use crate::overview::{REFUSALS_DAYS, health};
use crate::request_log::Entries;
use crate::{Error, Work, connections};
use directory::alarm;
use directory::connection::Health;
use directory::subject::Subject;
use directory::target::Kind;
use directory::{Call, CallId, Connection, ConnectionId, OrgId, Timestamp, Token, Tolerated};
use std::collections::{BTreeMap, HashMap};
use store::{CallQuery, CallTotals, OrgTx};

/// What is known of the calls of a connection.
pub struct Traffic {
    /// The connection.
    pub connection: Connection,
    /// What its calls come to.
    pub totals: CallTotals,
    /// What its dialect has let pass.
    pub tolerated: Vec<Tolerated>,
}

/// How a connection stands.
pub struct Standing {
    /// The connection.
    pub connection: Connection,
    /// Its tokens, the oldest first.
    pub tokens: Vec<Token>,
    /// The last call, of those that are kept.
    pub last: Option<Call>,
    /// The last one that was refused.
    pub refused: Option<Call>,
    /// The last one that was refused within the last [`REFUSALS_DAYS`] and is not settled.
    pub alarm: Option<Call>,
    /// Whether a call was accepted, as far as it is known.
    pub accepted: bool,
    /// When this was found out.
    pub now: Timestamp,
}

impl Standing {
    /// Whether there is a token that lets somebody in.
    #[must_use]
    pub fn has_usable_token(&self) -> bool {
        self.tokens.iter().any(|token| token.active && self.now < token.expires)
    }

    /// When the connection was last called, as far as it is known: calls are not kept for ever.
    #[must_use]
    pub fn last_called(&self) -> Option<Timestamp> {
        let used = self.tokens.iter().filter_map(|token| token.last_used);
        used.chain(self.last.as_ref().map(|call| call.at)).max()
    }

    /// How the connection is doing.
    #[must_use]
    pub fn health(&self) -> Health {
        health(&self.connection, &self.tokens, self.last_called(), self.alarm.is_some(), self.now)
    }
}

/// Calls of a connection, the newest first.
pub struct Listed {
    /// The connection.
    pub connection: Connection,
    /// Those that were asked for.
    pub calls: Vec<Call>,
    /// What all of its calls come to.
    pub totals: CallTotals,
    /// How many there are of those that were asked for.
    pub count: u64,
}

/// Whom or what a call was about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// A user or a group.
    pub kind: Kind,
    /// What they are called now, or else what the call called them.
    pub name: String,
    /// Their id, if they are still there.
    pub id: Option<String>,
}

/// Calls of a connection, the newest first.
pub fn list(work: &mut Work, id: ConnectionId, query: CallQuery) -> Result<Listed, Error> {
    let connection = connections::get(work, id)?;
    let of_org = work.tx.org(connection.org);
    let totals = of_org.call_totals(id)?;
    let count = if query.refused { of_org.calls_kept(id, true, work.now)? } else { totals.kept };
    Ok(Listed { calls: of_org.calls(id, query, work.now)?, totals, count, connection })
}

/// How a connection stands.
pub fn standing(work: &mut Work, connection: Connection) -> Result<Standing, Error> {
    let of_org = work.tx.org(connection.org);
    let newest = |refused| {
        let query = CallQuery { refused, before: None, limit: 1 };
        of_org.calls(connection.id, query, work.now).map(|calls| calls.into_iter().next())
    };
    let (last, refused, tokens) = (newest(false)?, newest(true)?, of_org.tokens(connection.id)?);
    let alarm = match &refused {
        Some(call) if call.at >= work.now.minus_days(REFUSALS_DAYS) => {
            let open = open(&of_org, &connection, &tokens, work.now)?;
            open.first().map(|id| of_org.call(connection.id, *id, work.now)).transpose()?.flatten()
        }
        _ => None,
    };
    // Without a log, all that is known is that a token was used.
    let accepted = match &last {
        Some(_) => of_org.calls_kept(connection.id, false, work.now)? > 0,
        None => tokens.iter().any(|token| token.last_used.is_some()),
    };
    Ok(Standing { connection, tokens, last, refused, alarm, accepted, now: work.now })
}

/// The calls of a connection that were refused within the last [`REFUSALS_DAYS`] and are not settled, the newest first.
pub(crate) fn open(
    of_org: &OrgTx,
    connection: &Connection,
    tokens: &[Token],
    now: Timestamp,
) -> Result<Vec<CallId>, Error> {
    let calls = of_org.calls_since(connection.id, now.minus_days(REFUSALS_DAYS))?;
    Ok(alarm::open(connection, tokens, &calls).into_iter().map(|call| call.id).collect())
}

/// One call of a connection, if it is still kept.
pub fn call(work: &mut Work, connection: &Connection, id: CallId) -> Result<Call, Error> {
    let found = work.tx.org(connection.org).call(connection.id, id, work.now)?;
    found.ok_or(Error::NotFound)
}

/// Whom or what each of these calls was about, as far as it is known.
pub fn about(work: &mut Work, org: OrgId, calls: &[Call]) -> Result<Vec<Option<About>>, Error> {
    let subjects: Vec<Option<Subject>> = calls.iter().map(Subject::of).collect();
    let mut ids: Vec<&str> = subjects.iter().flatten().filter_map(|subject| subject.id.as_deref()).collect();
    ids.sort_unstable();
    ids.dedup();
    let names = if ids.is_empty() { HashMap::new() } else { work.tx.org(org).display_names(&ids)? };
    let known = |subject: Subject| {
        let now = subject.id.as_ref().and_then(|id| names.get(id)).cloned();
        let id = subject.id.filter(|_| now.is_some());
        Some(About { kind: subject.kind, name: now.or(subject.name)?, id })
    };
    Ok(subjects.into_iter().map(|subject| subject.and_then(known)).collect())
}

/// What is known of the calls of a connection.
pub fn traffic(work: &mut Work, id: ConnectionId) -> Result<Traffic, Error> {
    let connection = connections::get(work, id)?;
    let of_org = work.tx.org(connection.org);
    Ok(Traffic { totals: of_org.call_totals(id)?, tolerated: of_org.tolerated(id)?, connection })
}

/// Writes entries down, of those connections that there are, and says which these are.
pub(crate) fn write_down(
    work: &mut Work,
    all: &BTreeMap<ConnectionId, Entries>,
) -> Result<Vec<ConnectionId>, Error> {
    let mut known = Vec::new();
    for (id, entries) in all {
        let Some(connection) = work.tx.connection(*id)? else { continue };
        known.push(*id);
        let log = (connection.org, *id);
        // Also where nothing is logged: it holds the log, so that servers count tolerances one after the other.
        let (calls, dropped) = match connection.logs_calls {
            true => (entries.calls.as_slice(), entries.dropped),
            false => (&[][..], 0),
        };
        work.tx.log_calls(log, calls, dropped, work.now)?;
        for tolerated in &entries.tolerated {
            work.tx.count_tolerated(log, tolerated)?;
        }
    }
    Ok(known)
}
