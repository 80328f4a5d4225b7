//! Invitations: made, sent again, taken back, accepted and confirmed.

mod link;
mod mail;
mod text;

pub use link::{InvitationLink, PresentedLink};
pub(crate) use mail::retried;
pub use mail::{Mail, MailCause, MailFailure, MailKind, NO_ADDRESS, TOO_LATE};
pub use text::{InvitationText, ORGANIZATION_NAME, SUBJECT_CHARS_MAX, TEXT_CHARS_MAX, TextName};

use crate::audit::difference;
use crate::life::{Act, Stage, Status, Step};
use crate::policy::knob::{DisplayName, Names};
use crate::policy::{NO_FAMILY_NAME, NO_GIVEN_NAME, Policy};
use crate::user::{Decision, Terms};
use crate::{Action, AuditEntry, Change, EventKind, Ids, OrgId, Refusal, Row, Timestamp, User, UserId};
use serde_json::{Value, json};

/// Most links to one invitation that work: one of each mail, and one more for each that may have got lost.
pub const LINKS_MAX: usize = 64;
/// Longest name that somebody can give on accepting, in characters.
pub const NAME_CHARS_MAX: usize = 100;

/// The invitation of a user. There is one at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Who is invited.
    pub user: UserId,
    /// When it was made.
    pub created: Timestamp,
    /// From when on it is good for nothing.
    pub expires: Timestamp,
    /// SHA-256 of the secrets of all links to it that were sent, the oldest first.
    pub links: Vec<[u8; 32]>,
    /// When the first mail was sent.
    pub sent: Option<Timestamp>,
    /// How many reminders there were.
    pub reminders: u32,
    /// When the next reminder is due.
    pub next_reminder: Option<Timestamp>,
}

/// How an invitation stands, as administrators are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InviteStatus {
    /// There is none, or it was taken back.
    NotInvited,
    /// It can be accepted.
    Pending,
    /// It could be.
    Expired,
    /// It was.
    Completed,
}

/// What a link is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The person can accept.
    Open,
    /// The person did.
    Used,
    /// It is too late.
    Expired,
    /// The person is kept out. It works again once they are let in, unless it is too late then.
    KeptOut,
    /// It is a link to nothing: never sent, withdrawn, or replaced.
    Gone,
}

/// What somebody says they are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenNames {
    given: String,
    family: String,
}

impl InviteStatus {
    /// The words for people.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotInvited => "not invited",
            Self::Pending => "pending",
            Self::Expired => "expired",
            Self::Completed => "completed",
        }
    }
}

impl GivenNames {
    /// Both names, on one line each, if there are both and neither is too long.
    #[must_use]
    pub fn parse(given: &str, family: &str) -> Option<Self> {
        let clean = |name: &str| {
            let name = name.trim();
            let fits = !name.is_empty() && name.chars().count() <= NAME_CHARS_MAX;
            let is_said =
                name.chars().any(char::is_alphanumeric) && ![NO_GIVEN_NAME, NO_FAMILY_NAME].contains(&name);
            (fits && is_said && !name.chars().any(char::is_control)).then(|| name.to_owned())
        };
        Some(Self { given: clean(given)?, family: clean(family)? })
    }
}

impl Invitation {
    /// The change, which makes somebody invited, with the invitation and the mail that go with it.
    #[must_use]
    pub fn begin(change: Change, user: UserId, policy: &Policy, ids: &mut Ids, now: Timestamp) -> Change {
        let invitation = Self {
            user,
            created: now,
            expires: now.plus_days(policy.invitation_days.get()),
            links: Vec::new(),
            sent: None,
            reminders: 0,
            next_reminder: None,
        };
        let mail = Mail::new(ids.id(), user, MailKind::Invitation, now);
        change.row(Row::InvitationSaved(invitation)).row(Row::MailQueued(mail))
    }

    /// How the invitation of somebody of that status stands, if there is one.
    #[must_use]
    pub fn status(invitation: Option<&Self>, status: Status, now: Timestamp) -> InviteStatus {
        match (invitation, status.stage()) {
            (None, _) | (_, Stage::Staged) => InviteStatus::NotInvited,
            (Some(_), Stage::Accepted | Stage::Confirmed) => InviteStatus::Completed,
            (Some(invitation), Stage::Invited) if invitation.is_over(now) => InviteStatus::Expired,
            (Some(_), Stage::Invited) => InviteStatus::Pending,
        }
    }

    /// What a link is good for in the hand of whoever presents it, while the user has that status.
    #[must_use]
    pub fn standing(&self, presented: &PresentedLink, status: Status, now: Timestamp) -> Standing {
        if !self.links.iter().any(|link| presented.is(link)) {
            return Standing::Gone;
        }
        match status {
            Status::On(Stage::Accepted | Stage::Confirmed) => Standing::Used,
            Status::Disabled(_) | Status::Revoked(_) => Standing::KeptOut,
            Status::On(Stage::Staged) => Standing::Gone,
            Status::On(Stage::Invited) if self.is_over(now) => Standing::Expired,
            Status::On(Stage::Invited) => Standing::Open,
        }
    }

    /// Whether it is too late.
    #[must_use]
    pub fn is_over(&self, now: Timestamp) -> bool {
        now >= self.expires
    }

    /// The same with one more link, which is returned. The oldest makes room for it.
    #[must_use]
    pub fn linked(&self, org: OrgId, ids: &mut Ids) -> (Self, InvitationLink) {
        let (link, hash) = InvitationLink::draw(org, self.user, ids);
        let mut after = self.clone();
        after.links.push(hash);
        let surplus = after.links.len().saturating_sub(LINKS_MAX);
        after.links.drain(..surplus);
        (after, link)
    }

    /// The same without a link that nobody can have got.
    #[must_use]
    pub fn unlinked(&self, link: &InvitationLink) -> Self {
        let hash = link.hash();
        let links = self.links.iter().copied().filter(|known| *known != hash).collect();
        Self { links, ..self.clone() }
    }

    /// The same once a mail was sent. The next reminder is counted from there.
    #[must_use]
    pub fn mailed(&self, policy: &Policy, now: Timestamp) -> Self {
        let next = now.plus_days(policy.reminder_days.get());
        let is_due = self.reminders < policy.reminders_max.get() && next < self.expires;
        Self { sent: self.sent.or(Some(now)), next_reminder: is_due.then_some(next), ..self.clone() }
    }

    /// What becomes of it once a reminder is due: the reminder, if there is to be one. Somebody who is kept out is reminded
    /// later, in case that they are let in again.
    #[must_use]
    pub fn remind(
        &self,
        status: Status,
        policy: &Policy,
        ids: &mut Ids,
        now: Timestamp,
    ) -> (Self, Option<Mail>) {
        let is_open = status.stage() == Stage::Invited
            && !self.is_over(now)
            && self.reminders < policy.reminders_max.get();
        match status {
            Status::On(_) if is_open => {
                let mail = Mail::new(ids.id(), self.user, MailKind::Reminder, now);
                let reminders = self.reminders + 1;
                (Self { reminders, next_reminder: None, ..self.clone() }, Some(mail))
            }
            Status::Disabled(_) | Status::Revoked(_) if is_open => {
                let later = now.plus_days(policy.reminder_days.get());
                (Self { next_reminder: Some(later), ..self.clone() }, None)
            }
            _ => (Self { next_reminder: None, ..self.clone() }, None),
        }
    }
}

impl User {
    /// Invites them.
    pub fn invite(&self, terms: &Terms, ids: &mut Ids) -> Result<Decision, Refusal> {
        let status = self.step_to(Act::Invite, terms)?;
        terms.seats.check(Some(self.status), status)?;
        let after = self.stepped(status, None, terms);
        // Whatever is left of an earlier one is good for nothing.
        let change = self
            .invitation_change(&after, Action::UserInvited, terms, ids)
            .event(after.event(EventKind::UserInvited, terms.now))
            .row(Row::InvitationDeleted(self.id));
        let change = Invitation::begin(change, self.id, terms.policy, ids, terms.now);
        Ok(decided(after, change))
    }

    /// Invites them once more: earlier links are good for nothing from now on, and time begins anew.
    pub fn invite_again(&self, terms: &Terms, ids: &mut Ids) -> Result<Decision, Refusal> {
        self.status.step(Act::InviteAgain, terms.policy)?;
        let target = self.id.to_string();
        let said = json!({ "status": self.status.as_str() });
        let audit = AuditEntry::new(ids, terms.now, terms.actor, Action::InvitationSentAgain, target)
            .before(said.clone())
            .after(said);
        let change = Change::new(terms.org, audit)
            .event(self.event(EventKind::UserInvited, terms.now))
            .row(Row::InvitationDeleted(self.id));
        let change = Invitation::begin(change, self.id, terms.policy, ids, terms.now);
        Ok(decided(self.clone(), change))
    }

    /// Takes their invitation back.
    pub fn withdraw(&self, terms: &Terms, ids: &mut Ids) -> Result<Decision, Refusal> {
        let status = self.step_to(Act::Withdraw, terms)?;
        let after = self.stepped(status, None, terms);
        let change = self
            .invitation_change(&after, Action::InvitationWithdrawn, terms, ids)
            .event(after.event(EventKind::UserStaged, terms.now))
            .row(Row::InvitationDeleted(self.id));
        Ok(decided(after, change))
    }

    /// Accepts: the person by a link that is open, or the product for them. Nothing more is sent; the links stay, so that
    /// whoever follows one again is told what has become of it.
    pub fn accept(
        &self,
        terms: &Terms,
        invitation: Option<&Invitation>,
        names: Option<&GivenNames>,
        ids: &mut Ids,
    ) -> Result<Decision, Refusal> {
        let status = self.step_to(Act::Accept, terms)?;
        let after = self.stepped(status, names, terms);
        crate::size::check(&after.resource)?;
        let mut change = self
            .invitation_change(&after, Action::UserAccepted, terms, ids)
            .event(after.event(EventKind::UserAccepted, terms.now));
        if status.stage() == Stage::Confirmed {
            change = change.event(after.event(EventKind::UserConfirmed, terms.now));
        }
        change = change.row(Row::InvitationDeleted(self.id));
        if let Some(invitation) = invitation {
            let kept = Invitation { next_reminder: None, ..invitation.clone() };
            change = change.row(Row::InvitationSaved(kept));
        }
        Ok(decided(after, change))
    }

    /// Confirms them; nothing changes if that was done before.
    pub fn confirm(&self, terms: &Terms, ids: &mut Ids) -> Result<Decision, Refusal> {
        let Step::To(status) = self.status.step(Act::Confirm, terms.policy)? else {
            return Ok(Decision { user: self.clone(), change: None, dropped: Vec::new() });
        };
        terms.seats.check(Some(self.status), status)?;
        let after = self.stepped(status, None, terms);
        let change = self
            .invitation_change(&after, Action::UserConfirmed, terms, ids)
            .event(after.event(EventKind::UserConfirmed, terms.now));
        Ok(decided(after, change))
    }

    fn step_to(&self, act: Act, terms: &Terms) -> Result<Status, Refusal> {
        match self.status.step(act, terms.policy)? {
            Step::To(status) => Ok(status),
            _ => Err(Refusal::NotInThisState { status: self.status, act }),
        }
    }

    fn stepped(&self, status: Status, names: Option<&GivenNames>, terms: &Terms) -> Self {
        let mut attributes = self.resource.attributes().clone();
        // Whoever is invited again after having been kept out is let in with that.
        attributes.insert("active".into(), Value::Bool(status.is_on()));
        if let Some(GivenNames { given, family }) = names {
            // All of it was made of what is replaced now.
            attributes.insert("name".into(), json!({ "givenName": given, "familyName": family }));
            if terms.policy.display_name == DisplayName::Composed {
                attributes.insert("displayName".into(), format!("{given} {family}").into());
            }
        }
        let mut resource = scim::Resource::from_stored(attributes);
        if !status.stage().is_pending() {
            resource = terms.policy.without_placeholders(resource);
        }
        self.after(resource, status, terms.now)
    }

    fn invitation_change(&self, after: &Self, action: Action, terms: &Terms, ids: &mut Ids) -> Change {
        let (mut was, mut is) = difference(self.resource.attributes(), after.resource.attributes());
        (was["status"], is["status"]) = (self.status.as_str().into(), after.status.as_str().into());
        let audit = AuditEntry::new(ids, terms.now, terms.actor, action, self.id.to_string());
        let row = Row::UserUpdated { before: self.clone(), after: after.clone() };
        Change::new(terms.org, audit.before(was).after(is)).row(row)
    }
}

fn decided(user: User, change: Change) -> Decision {
    Decision { user, change: Some(change), dropped: Vec::new() }
}

/// Whether the person is to say what they are called on accepting.
#[must_use]
pub fn asks_names(policy: &Policy) -> bool {
    policy.names == Names::Placeholders
}
