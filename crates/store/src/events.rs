//! The table of events.

use crate::engine::{Session, statements, values};
use crate::{Error, OrgTx};
use directory::{Event, EventKind, Json, OrgId};

statements! {
    AFTER = "SELECT sequence, kind, subject, at, data FROM events
    WHERE org_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3";

    INSERT = "INSERT INTO events (org_id, sequence, kind, subject, at, data)
    {rows $1 TEXT, $2 BIGINT, $3 TEXT, $4 TEXT, $5 BIGINT, $6 TEXT}";
}

impl OrgTx<'_> {
    /// The events behind a sequence number, with theirs; at most `limit`.
    pub fn events_after(&self, sequence: u64, limit: u64) -> Result<Vec<(u64, Event)>, Error> {
        self.session.query(AFTER, values![self.org, sequence, limit], |row| {
            let event = Event {
                kind: row.parsed(1, EventKind::parse)?,
                subject: row.text(2)?.into_owned(),
                at: row.time(3)?,
                data: Json::from_stored(row.text(4)?.into_owned()),
            };
            Ok((row.count(0)?, event))
        })
    }
}

/// Appends events behind this sequence number, and returns the last one's.
pub(crate) fn append(session: &Session, org: OrgId, behind: u64, events: &[Event]) -> Result<u64, Error> {
    let mut number = behind;
    for event in events {
        number += 1;
        session.insert(
            INSERT,
            values![org, number, event.kind.as_str(), event.subject.as_str(), event.at, event.data.as_str()],
            None,
        )?;
    }
    Ok(number)
}
