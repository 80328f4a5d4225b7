//! The table of the audit trail.

pub(crate) mod trail;

use crate::engine::{Row, Session, statements, values};
use crate::tx::json;
use crate::{Error, OrgTx};
use directory::{Action, Actor, AuditEntry, EntryId, Json, OrgId};

statements! {
    NEWEST = "SELECT id, at, actor, action, target, before, after FROM audit
    WHERE org_id = $1 ORDER BY sequence DESC LIMIT $2";

    HISTORY = "SELECT id, at, actor, action, target, before, after, sequence FROM audit
    WHERE org_id = $1 AND target = $2 AND sequence < $3 ORDER BY sequence DESC LIMIT $4";

    INSERT = "INSERT INTO audit (org_id, sequence, id, at, actor, action, target, before, after)
    {rows $1 TEXT, $2 BIGINT, $3 TEXT, $4 BIGINT, $5 TEXT, $6 TEXT, $7 TEXT, $8 TEXT, $9 TEXT}";
}

impl OrgTx<'_> {
    /// The newest entries, at most `limit`, the newest first.
    pub fn audit_entries(&self, limit: u64) -> Result<Vec<AuditEntry>, Error> {
        self.session.query(NEWEST, values![self.org, limit], read)
    }

    /// What was done to a user, a group, a connection or a token: entries with their numbers, the newest first, of those
    /// before that number.
    pub fn history(
        &self,
        target: &str,
        before: Option<u64>,
        limit: u64,
    ) -> Result<Vec<(u64, AuditEntry)>, Error> {
        let values = values![self.org, target, before.unwrap_or(u64::MAX), limit];
        self.session.query(HISTORY, values, |row| Ok((row.count(7)?, read(row)?)))
    }
}

/// An entry from the columns that all statements here begin with.
fn read(row: &Row<'_>) -> Result<AuditEntry, Error> {
    let actor = json(&row.text(2)?)?;
    Ok(AuditEntry {
        id: row.parsed(0, EntryId::parse)?,
        at: row.time(1)?,
        actor: Actor::from_json(&actor)
            .ok_or_else(|| Error::Broken("The audit trail names an unknown actor.".to_owned()))?,
        action: row.parsed(3, Action::parse)?,
        target: row.text(4)?.into_owned(),
        before: Json::from_stored(row.text(5)?.into_owned()),
        after: Json::from_stored(row.text(6)?.into_owned()),
    })
}

/// Appends an entry with this sequence number.
pub(crate) fn append(session: &Session, org: OrgId, number: u64, entry: &AuditEntry) -> Result<(), Error> {
    session.insert(
        INSERT,
        values![
            org,
            number,
            entry.id,
            entry.at,
            entry.actor.to_json().to_string(),
            entry.action.as_str(),
            entry.target.as_str(),
            entry.before.as_str(),
            entry.after.as_str()
        ],
        None,
    )
}
