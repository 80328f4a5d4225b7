//! A customer of the product: the tenant.

use crate::{Action, Actor, AuditEntry, Change, Ids, OrgId, Refusal, Row, Timestamp};
use serde_json::json;

/// Longest name of an organization or a connection, in characters.
pub const NAME_CHARS_MAX: usize = 200;

/// A customer of the product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Ours.
    pub id: OrgId,
    /// What people call it; unique in the installation, without regard to case.
    pub name: String,
    /// When it was made.
    pub created: Timestamp,
    /// The sequence number of its newest event; 0 before the first.
    pub event_sequence: u64,
}

impl Organization {
    /// A new organization, or the reason why there is none.
    pub fn create(
        name: &str,
        actor: &Actor,
        ids: &mut Ids,
        now: Timestamp,
    ) -> Result<(Self, Change), Refusal> {
        let organization = Self { id: ids.id(), name: checked_name(name)?, created: now, event_sequence: 0 };
        let audit =
            AuditEntry::new(ids, now, actor, Action::OrganizationCreated, organization.id.to_string())
                .after(json!({ "name": organization.name }));
        let change = Change::new(organization.id, audit).row(Row::OrganizationCreated(organization.clone()));
        Ok((organization, change))
    }
}

/// A name that people can read back: not blank, not too long, without control characters.
pub(crate) fn checked_name(name: &str) -> Result<String, Refusal> {
    let name = name.trim();
    if name.is_empty() || name.chars().any(char::is_control) || name.chars().count() > NAME_CHARS_MAX {
        return Err(Refusal::BadName);
    }
    Ok(name.to_owned())
}
