//! The table of invitations.

use crate::Error;
use crate::engine::{Session, statements, values};
use directory::{Invitation, OrgId, UserId};
use serde_json::Value;
use std::fmt::Write as _;

statements! {
    DELETE = "DELETE FROM invitations WHERE org_id = $1 AND user_id = $2";

    INSERT = "INSERT INTO invitations (org_id, user_id, created, expires, links, sent, reminders, next_reminder)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (org_id, user_id) DO UPDATE SET created = excluded.created, expires = excluded.expires,
        links = excluded.links, sent = excluded.sent, reminders = excluded.reminders,
        next_reminder = excluded.next_reminder";
}

/// The invitation as it is now, whether there was one or not.
pub(crate) fn save(session: &Session, org: OrgId, now: &Invitation) -> Result<(), Error> {
    let links = Value::from_iter(now.links.iter().map(|link| hex(link))).to_string();
    let (created, expires, reminders) = (now.created, now.expires, u64::from(now.reminders));
    let values = values![org, now.user, created, expires, links, now.sent, reminders, now.next_reminder];
    session.execute(INSERT, values).map(drop)
}

pub(crate) fn delete(session: &Session, org: OrgId, user: UserId) -> Result<(), Error> {
    session.execute_later(DELETE, values![org, user])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
