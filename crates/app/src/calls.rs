//! The request log of a connection, and what its dialect has let pass.

use crate::request_log::Entries;
use crate::{Error, Work, connections};
use directory::{Call, Connection, ConnectionId, Tolerated};
use std::collections::BTreeMap;
use store::{CallQuery, CallTotals};

/// What is known of the calls of a connection.
pub struct Traffic {
    /// The connection.
    pub connection: Connection,
    /// What its calls come to.
    pub totals: CallTotals,
    /// What its dialect has let pass.
    pub tolerated: Vec<Tolerated>,
}

/// Calls of a connection, the newest first.
pub struct Listed {
    /// The connection.
    pub connection: Connection,
    /// Those that were asked for.
    pub calls: Vec<Call>,
    /// What all of its calls come to.
    pub totals: CallTotals,
}

/// Calls of a connection, the newest first.
pub fn list(work: &mut Work, id: ConnectionId, query: CallQuery) -> Result<Listed, Error> {
    let connection = connections::get(work, id)?;
    let of_org = work.tx.org(connection.org);
    Ok(Listed { calls: of_org.calls(id, query, work.now)?, totals: of_org.call_totals(id)?, connection })
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
