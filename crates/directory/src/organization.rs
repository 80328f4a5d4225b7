//! A customer of the product: the tenant.

use crate::glyph::is_legible;
use crate::{
    Action, Actor, AuditEntry, Change, Event, EventKind, Ids, OrgId, Refusal, Row, Seats, Timestamp,
};
use serde_json::{Value, json};

/// Longest name of an organization or a connection, in characters.
pub const NAME_CHARS_MAX: usize = 200;

/// Most seats that an organization can be given.
pub const SEATS_MAX: u64 = 1_000_000_000;

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
    /// Since when its data is that of a backup, which its providers have not brought up to date yet.
    pub resync_since: Option<Timestamp>,
    /// Its seats.
    pub seats: Seats,
}

impl Organization {
    /// A new organization, or the reason why there is none.
    pub fn create(
        name: &str,
        actor: &Actor,
        ids: &mut Ids,
        now: Timestamp,
    ) -> Result<(Self, Change), Refusal> {
        let organization = Self {
            id: ids.id(),
            name: checked_name(name)?,
            created: now,
            event_sequence: 0,
            resync_since: None,
            seats: Seats::default(),
        };
        let audit =
            AuditEntry::new(ids, now, actor, Action::OrganizationCreated, organization.id.to_string())
                .after(json!({ "name": organization.name }));
        let change = Change::new(organization.id, audit).row(Row::OrganizationCreated(organization.clone()));
        Ok((organization, change))
    }

    /// Its data came back from a backup. It is marked until its providers have sent everything again, and its numbers
    /// go on at a place where none was ever given out: those behind the backup may be known to readers of the feed.
    #[must_use]
    pub fn restored(&self, actor: &Actor, ids: &mut Ids, now: Timestamp) -> Change {
        let restored = Self { resync_since: Some(now), ..self.clone() };
        let audit = AuditEntry::new(ids, now, actor, Action::OrganizationRestored, self.id.to_string())
            .before(self.mark())
            .after(restored.mark());
        let event = Event {
            kind: EventKind::OrganizationRestored,
            subject: self.id.to_string(),
            at: now,
            data: json!({ "last_sequence": self.event_sequence }).into(),
        };
        Change::new(self.id, audit)
            .row(Row::OrganizationUpdated(restored))
            .row(Row::NumbersRaised(first_number(now)))
            .event(event)
    }

    /// Its providers have sent everything again; nothing changes if it was not marked.
    #[must_use]
    pub fn resynced(&self, actor: &Actor, ids: &mut Ids, now: Timestamp) -> Option<(Self, Change)> {
        self.resync_since?;
        let resynced = Self { resync_since: None, ..self.clone() };
        let audit = AuditEntry::new(ids, now, actor, Action::OrganizationResynced, self.id.to_string())
            .before(self.mark())
            .after(resynced.mark());
        let change = Change::new(self.id, audit).row(Row::OrganizationUpdated(resynced.clone()));
        Some((resynced, change))
    }

    /// Says how many seats there are, or that there is no cap; nothing changes if it is so already. Whoever has a seat
    /// keeps it.
    #[must_use]
    pub fn cap_seats(
        &self,
        max: Option<u64>,
        actor: &Actor,
        ids: &mut Ids,
        now: Timestamp,
    ) -> Option<(Self, Change)> {
        if self.seats.max == max {
            return None;
        }
        let after = Self { seats: Seats { max, ..self.seats }, ..self.clone() };
        let audit = AuditEntry::new(ids, now, actor, Action::OrganizationUpdated, self.id.to_string())
            .before(json!({ "seats": self.seats.max }))
            .after(json!({ "seats": max }));
        Some((after, Change::new(self.id, audit).row(Row::SeatsCapped(max))))
    }

    /// Calls it something else; nothing changes if it is called that already.
    pub fn rename(
        &self,
        name: &str,
        actor: &Actor,
        ids: &mut Ids,
        now: Timestamp,
    ) -> Result<Option<(Self, Change)>, Refusal> {
        let name = checked_name(name)?;
        if name == self.name {
            return Ok(None);
        }
        let after = Self { name, ..self.clone() };
        let audit = AuditEntry::new(ids, now, actor, Action::OrganizationUpdated, self.id.to_string())
            .before(json!({ "name": self.name }))
            .after(json!({ "name": after.name }));
        let change = Change::new(self.id, audit).row(Row::OrganizationUpdated(after.clone()));
        Ok(Some((after, change)))
    }

    fn mark(&self) -> Value {
        json!({ "resync_since": self.resync_since.map(|since| since.to_string()) })
    }
}

/// A number that nobody has given out before: the microseconds since 1970. An organization that has had fewer than a
/// million events a second has not come that far, neither before this restore nor after an earlier one.
fn first_number(now: Timestamp) -> u64 {
    u64::try_from(now.as_millis()).unwrap_or_default().saturating_mul(1_000)
}

/// A name that people can read back: something of it is seen, it is not too long, and it has no control characters.
pub(crate) fn checked_name(name: &str) -> Result<String, Refusal> {
    let name = name.trim();
    if !is_legible(name) || name.chars().count() > NAME_CHARS_MAX {
        return Err(Refusal::BadName);
    }
    Ok(name.to_owned())
}
