//! The table of activity: how many events of a kind an organization had on a day, so that nobody has to count them.

use crate::engine::{Session, statements, values};
use crate::{Error, OrgTx};
use directory::{EventKind, OrgId};

statements! {
    SINCE = "SELECT day, kind, events FROM activity WHERE org_id = $1 AND day >= $2 ORDER BY day, kind";

    ADD = "INSERT INTO activity (org_id, day, kind, events) VALUES ($1, $2, $3, $4)
    ON CONFLICT (org_id, day, kind) DO UPDATE SET events = activity.events + excluded.events";
}

/// How many events of one kind there were on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Activity {
    /// The day, counted from 1970-01-01 in UTC.
    pub day: i64,
    /// What happened.
    pub kind: EventKind,
    /// How often.
    pub events: u64,
}

impl OrgTx<'_> {
    /// The activity from a day on, by day and kind; what did not happen is not in it.
    pub fn activity(&self, since_day: i64) -> Result<Vec<Activity>, Error> {
        self.session.query(SINCE, values![self.org, since_day], |row| {
            Ok(Activity { day: row.int(0)?, kind: row.parsed(1, EventKind::parse)?, events: row.count(2)? })
        })
    }
}

/// Adds events to those that are counted already.
pub(crate) fn add(session: &Session, org: OrgId, day: i64, kind: &str, events: u64) -> Result<(), Error> {
    session.execute_later(ADD, values![org, day, kind, events])
}
