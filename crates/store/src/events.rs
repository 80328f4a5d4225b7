//! The table of events.

use crate::engine::{Session, statements, values};
use crate::tx::{json, text};
use crate::{Error, OrgTx};
use directory::{Event, EventKind, OrgId};

statements! {
    AFTER = "SELECT sequence, kind, subject, at, data FROM events
    WHERE org_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3";

    INSERT = "INSERT INTO events (org_id, sequence, kind, subject, at, data)
    SELECT s.org_id, s.event_sequence - $2, $3, $4, $5, $6 FROM sequences s WHERE s.org_id = $1";
}

impl OrgTx<'_> {
    /// The events behind a sequence number, with theirs; at most `limit`.
    pub fn events_after(&self, sequence: u64, limit: u64) -> Result<Vec<(u64, Event)>, Error> {
        self.session.query(AFTER, values![self.org, sequence, limit], |row| {
            let event = Event {
                kind: row.parsed(1, EventKind::parse)?,
                subject: row.text(2)?.into_owned(),
                at: row.time(3)?,
                data: json(&row.text(4)?)?,
            };
            Ok((row.count(0)?, event))
        })
    }
}

/// Appends events; their sequence numbers are those that were taken last.
pub(crate) fn append(session: &Session, org: OrgId, events: &[Event]) -> Result<(), Error> {
    for (event, behind) in events.iter().zip((0..events.len()).rev()) {
        let behind = u64::try_from(behind).unwrap_or(u64::MAX);
        session.execute_later(
            INSERT,
            values![org, behind, event.kind.as_str(), event.subject.as_str(), event.at, text(&event.data)],
        )?;
    }
    Ok(())
}
