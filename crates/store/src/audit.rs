//! The table of the audit trail.

use crate::engine::{Session, statements, values};
use crate::tx::{json, text};
use crate::{Error, OrgTx};
use directory::{Action, Actor, AuditEntry, EntryId, OrgId};

statements! {
    NEWEST = "SELECT id, at, actor, action, target, before, after FROM audit
    WHERE org_id = $1 ORDER BY sequence DESC LIMIT $2";

    INSERT = "INSERT INTO audit (org_id, sequence, id, at, actor, action, target, before, after)
    SELECT s.org_id, s.audit_sequence, $2, $3, $4, $5, $6, $7, $8 FROM sequences s WHERE s.org_id = $1";
}

impl OrgTx<'_> {
    /// The newest entries, at most `limit`, the newest first.
    pub fn audit_entries(&self, limit: u64) -> Result<Vec<AuditEntry>, Error> {
        self.session.query(NEWEST, values![self.org, limit], |row| {
            let actor = json(&row.text(2)?)?;
            Ok(AuditEntry {
                id: row.parsed(0, EntryId::parse)?,
                at: row.time(1)?,
                actor: Actor::from_json(&actor)
                    .ok_or_else(|| Error::Broken("The audit trail names an unknown actor.".to_owned()))?,
                action: row.parsed(3, Action::parse)?,
                target: row.text(4)?.into_owned(),
                before: json(&row.text(5)?)?,
                after: json(&row.text(6)?)?,
            })
        })
    }
}

/// Appends an entry; its sequence number is the one that was taken last.
pub(crate) fn append(session: &Session, org: OrgId, entry: &AuditEntry) -> Result<(), Error> {
    session.execute_later(
        INSERT,
        values![
            org,
            entry.id,
            entry.at,
            text(&entry.actor.to_json()),
            entry.action.as_str(),
            entry.target.as_str(),
            text(&entry.before),
            text(&entry.after)
        ],
    )
}
