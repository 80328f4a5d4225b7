//! The guard against providers that take many people out at once by accident: a wrong filter, an empty source, a deleted
//! assignment.
//!
//! Nobody is kept in by it: whoever is deactivated is out at once. What it holds is what cannot be undone. Whoever would be
//! removed is only kept out, until an administrator has decided; and whoever was kept out is marked, so that all of them
//! can be let in again together.

use crate::life::{Act, Status};
use crate::policy::knob::{Deactivate, DeleteUser};
use crate::user::{Decision, Terms};
use crate::{Action, AuditEntry, Change, ConnectionId, Ids, Policy, Refusal, Row, Timestamp, User, UserId};
use scim::Resource;
use serde_json::{Value, json};

/// For how long those count whom a connection took out, in milliseconds.
pub const WINDOW_MILLIS: i64 = 10 * 60 * 1_000;
/// How many people a connection of any size may take out within that time.
pub const USERS_MIN: u64 = 20;
/// Which part of its people a large connection may take out within that time: one of so many.
pub const SHARE: u64 = 10;

/// What a provider wanted of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wish {
    /// That they are kept out.
    KeepOut,
    /// That they are removed.
    Remove,
}

impl Wish {
    /// The word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::KeepOut => "keep out",
            Self::Remove => "remove",
        }
    }

    /// The wish of that word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::KeepOut, Self::Remove].into_iter().find(|wish| wish.as_str() == word)
    }
}

/// The last time that a provider took somebody out; nothing once they are in again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Departure {
    /// Who.
    pub user: UserId,
    /// Whose provider.
    pub connection: ConnectionId,
    /// When.
    pub at: Timestamp,
    /// What it wanted.
    pub wish: Wish,
    /// What they were before.
    pub before: Status,
    /// Whether an administrator has to decide.
    pub held: bool,
}

/// How many a connection has taken out, where somebody is to follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Watch {
    /// Whose provider.
    pub connection: ConnectionId,
    /// Others whom it took out within the last [`WINDOW_MILLIS`].
    pub others: u64,
    /// How many of these are removed.
    pub removed: u64,
    /// How many people it has who came before that time.
    pub users: u64,
    /// Whether it took out too many at once, and has not been quiet for that time since.
    pub goes_on: bool,
    /// Whether others of its people wait for a decision.
    pub holds_others: bool,
    /// When it took out whoever is to follow, if it did before.
    pub noted: Option<Departure>,
    /// The time.
    pub now: Timestamp,
}

impl Watch {
    /// How many people may be taken out before it is no everyday change any more.
    #[must_use]
    pub fn most(&self) -> u64 {
        USERS_MIN.max(self.all() / SHARE)
    }

    /// How many people it had before it began.
    #[must_use]
    pub fn all(&self) -> u64 {
        self.users.saturating_add(self.removed)
    }

    /// Since when those count who were taken out.
    #[must_use]
    pub fn since(now: Timestamp) -> Timestamp {
        Timestamp::from_millis(now.as_millis() - WINDOW_MILLIS)
    }

    /// Whether somebody counts. Whoever came within that time is made anew as easily: providers that try out a connection make
    /// and delete many.
    #[must_use]
    pub fn counts(user: &User, now: Timestamp) -> bool {
        user.created <= Self::since(now)
    }

    /// Whether it is news that many are taken out: it has just begun, or an administrator has decided about all before.
    #[must_use]
    pub fn is_news(&self) -> bool {
        self.is_mass() && !(self.goes_on && self.holds_others)
    }

    /// Whether so many are taken out at once that an administrator has to decide.
    #[must_use]
    pub fn is_mass(&self) -> bool {
        self.goes_on || self.others >= self.most()
    }

    /// The policy as it is for whoever is to follow: where an administrator has to decide, or has not decided yet what
    /// becomes of them, nobody is removed.
    #[must_use]
    pub fn policy(&self, policy: &Policy) -> Policy {
        let mut policy = policy.clone();
        if self.holds() {
            if policy.deactivate == Deactivate::Remove {
                policy.deactivate = Deactivate::Disable;
            }
            policy.delete_user = DeleteUser::Disable;
        }
        policy
    }

    /// What is to be noted of somebody of whom the provider wished that, and on whom this was decided.
    #[must_use]
    pub fn departure(&self, user: &User, decision: &Decision, wish: Wish) -> Option<Departure> {
        let is_gone = decision.removes();
        if !is_gone && decision.user.status.is_on() {
            return None;
        }
        let leaves = is_gone || user.status.is_on();
        let held = self.holds() && !is_gone;
        let since = Self::since(self.now);
        let noted = self.noted.filter(|noted| noted.held || noted.at > since);
        let is_known = noted.is_some_and(|noted| noted.held && noted.wish == wish);
        let is_new = leaves || (held && wish == Wish::Remove && !is_known);
        is_new.then(|| Departure {
            user: user.id,
            connection: self.connection,
            at: self.now,
            wish,
            before: noted.map_or(user.status, |noted| noted.before),
            held,
        })
    }

    fn holds(&self) -> bool {
        self.is_mass() || self.noted.is_some_and(|noted| noted.held)
    }
}

impl Departure {
    /// The decision with the note of it. Where a removal is held, the audit trail says so.
    #[must_use]
    pub fn noted(self, watch: &Watch, mut decision: Decision, terms: &Terms, ids: &mut Ids) -> Decision {
        let change = decision.change.take();
        let mut change = change
            .unwrap_or_else(|| about(&decision.user, Action::UserRemovalHeld, terms, ids))
            .row(Row::Departed(self));
        if watch.is_mass() {
            change = change.row(Row::MassGoesOn(self.connection));
        }
        if self.held && self.wish == Wish::Remove {
            change.audit.action = Action::UserRemovalHeld;
        }
        decision.change = Some(change);
        decision
    }

    /// What was held of somebody takes place: they are removed, or stay kept out as any other. It is the provider's wish, so
    /// that nobody is removed by it who is protected now.
    pub fn apply(&self, user: &User, terms: &Terms, ids: &mut Ids) -> Result<Decision, Refusal> {
        match self.wish {
            Wish::Remove if user.protected => Err(Refusal::Protected),
            Wish::Remove => {
                let mut decision = user.act(Act::Remove, terms, ids)?;
                decision.change.iter_mut().for_each(|change| change.audit.action = Action::HeldChangeApplied);
                Ok(decision)
            }
            Wish::KeepOut => Ok(decided(user, Action::HeldChangeApplied, terms, ids)),
        }
    }

    /// An administrator wants somebody out about whom they have to decide: they stay out, and are not removed.
    #[must_use]
    pub fn keep_out(&self, user: &User, terms: &Terms, ids: &mut Ids) -> Decision {
        let revokes = matches!(user.status, Status::Revoked(_));
        let action = if revokes { Action::UserRevoked } else { Action::UserDisabled };
        decided(user, action, terms, ids)
    }

    /// What was held of somebody does not take place: they are again what they were.
    pub fn undo(&self, user: &User, terms: &Terms, ids: &mut Ids) -> Result<Decision, Refusal> {
        if user.status.is_on() || !self.before.is_on() {
            return Ok(decided(user, Action::HeldChangeUndone, terms, ids));
        }
        terms.seats.check(Some(user.status), self.before)?;
        let mut attributes = user.resource.attributes().clone();
        attributes.insert("active".into(), Value::Bool(true));
        let after = user.after(Resource::from_stored(attributes), self.before, terms.now);
        let mut change = user.changed_to(&after, terms, ids);
        change.audit.action = Action::HeldChangeUndone;
        Ok(Decision { user: after, change: Some(change), dropped: Vec::new() })
    }
}

/// That a connection takes many out at once, and that whoever it kept out just before is held with the others.
#[must_use]
pub fn trip(watch: &Watch, terms: &Terms, ids: &mut Ids) -> Change {
    let since = Watch::since(watch.now);
    let about = json!({ "takenOut": watch.others + 1, "removed": watch.removed, "users": watch.all() });
    let target = watch.connection.to_string();
    let audit = AuditEntry::new(ids, terms.now, terms.actor, Action::ChangesHeld, target).after(about);
    let noticed = Row::MassNoticed { connection: watch.connection, since, removed: watch.removed };
    Change::new(terms.org, audit).row(noticed)
}

/// That somebody waits for no decision any more, and is what they are.
fn decided(user: &User, action: Action, terms: &Terms, ids: &mut Ids) -> Decision {
    let change = about(user, action, terms, ids).row(Row::DepartureForgotten(user.id));
    Decision { user: user.clone(), change: Some(change), dropped: Vec::new() }
}

fn about(user: &User, action: Action, terms: &Terms, ids: &mut Ids) -> Change {
    let status = json!({ "status": user.status.as_str() });
    let audit = AuditEntry::new(ids, terms.now, terms.actor, action, user.id.to_string());
    Change::new(terms.org, audit.before(status.clone()).after(status))
}
