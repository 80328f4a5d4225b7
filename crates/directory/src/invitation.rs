//! Invitations: made, sent again, taken back, accepted and confirmed.

mod link;
mod mail;
mod text;

pub use link::{InvitationLink, PresentedLink};
pub use mail::{Mail, MailFailure, MailKind};
pub use text::{InvitationText, SUBJECT_CHARS_MAX, TEXT_CHARS_MAX, TextName};

use crate::audit::difference;
use crate::life::{Act, Seats, Stage, Status, Step};
use crate::policy::Policy;
use crate::policy::knob::{DisplayName, Names};
use crate::{
    Action, Actor, AuditEntry, Change, EventKind, Ids, OrgId, Refusal, Row, Timestamp, User, UserId,
};
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

/// Who does something to users of an organization, by which policy, and when.
#[derive(Clone, Copy, Debug)]
pub struct Doing<'a> {
    /// Whose users they are.
    pub org: OrgId,
    /// The policy of the connection that they came through.
    pub policy: &'a Policy,
    /// Who does it.
    pub actor: &'a Actor,
    /// When.
    pub now: Timestamp,
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
            (fits && !name.chars().any(char::is_control)).then(|| name.to_owned())
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

impl Doing<'_> {
    /// Invites somebody.
    pub fn invite(&self, user: &User, seats: Seats, ids: &mut Ids) -> Result<(User, Change), Refusal> {
        let Step::To(status) = user.status.step(Act::Invite, self.policy)? else {
            return Err(Refusal::NotInThisState { status: user.status, act: Act::Invite });
        };
        seats.check(Some(user.status), status)?;
        let after = self.stepped(user, status);
        let change = self.change(user, &after, Action::UserInvited, ids);
        let change = change.event(after.event(EventKind::UserInvited, self.now));
        // Whatever is left of an earlier one is good for nothing.
        let change = change.row(Row::InvitationDeleted(user.id));
        Ok((after, Invitation::begin(change, user.id, self.policy, ids, self.now)))
    }

    /// Invites somebody once more: earlier links are good for nothing from now on, and time begins anew.
    pub fn invite_again(&self, user: &User, ids: &mut Ids) -> Result<Change, Refusal> {
        user.status.step(Act::InviteAgain, self.policy)?;
        let target = user.id.to_string();
        let audit = AuditEntry::new(ids, self.now, self.actor, Action::InvitationSentAgain, target);
        let change = Change::new(self.org, audit).event(user.event(EventKind::UserInvited, self.now));
        let change = change.row(Row::InvitationDeleted(user.id));
        Ok(Invitation::begin(change, user.id, self.policy, ids, self.now))
    }

    /// Takes an invitation back.
    pub fn withdraw(&self, user: &User, ids: &mut Ids) -> Result<(User, Change), Refusal> {
        let Step::To(status) = user.status.step(Act::Withdraw, self.policy)? else {
            return Err(Refusal::NotInThisState { status: user.status, act: Act::Withdraw });
        };
        let after = self.stepped(user, status);
        let change = self.change(user, &after, Action::InvitationWithdrawn, ids);
        let change = change.event(after.event(EventKind::UserStaged, self.now));
        Ok((after, change.row(Row::InvitationDeleted(user.id))))
    }

    /// Accepts: the person by a link that is open, or the product for them. Nothing more is sent; the links stay, so that
    /// whoever follows one again is told what has become of it.
    pub fn accept(
        &self,
        user: &User,
        invitation: Option<&Invitation>,
        names: Option<&GivenNames>,
        ids: &mut Ids,
    ) -> Result<(User, Change), Refusal> {
        let Step::To(status) = user.status.step(Act::Accept, self.policy)? else {
            return Err(Refusal::NotInThisState { status: user.status, act: Act::Accept });
        };
        let after = self.named(self.stepped(user, status), names);
        let resource = self.policy.without_placeholders(after.resource.clone());
        let after = after.with(resource);
        crate::size::check(&after.resource)?;
        let mut change = self.change(user, &after, Action::UserAccepted, ids);
        change = change.event(after.event(EventKind::UserAccepted, self.now));
        if status.stage() == Stage::Confirmed {
            change = change.event(after.event(EventKind::UserConfirmed, self.now));
        }
        change = change.row(Row::InvitationDeleted(user.id));
        if let Some(invitation) = invitation {
            let kept = Invitation { next_reminder: None, ..invitation.clone() };
            change = change.row(Row::InvitationSaved(kept));
        }
        Ok((after, change))
    }

    /// Confirms; nothing changes if that was done before.
    pub fn confirm(&self, user: &User, ids: &mut Ids) -> Result<Option<(User, Change)>, Refusal> {
        let Step::To(status) = user.status.step(Act::Confirm, self.policy)? else { return Ok(None) };
        let after = self.stepped(user, status);
        let change = self.change(user, &after, Action::UserConfirmed, ids);
        let change = change.event(after.event(EventKind::UserConfirmed, self.now));
        Ok(Some((after, change)))
    }

    fn stepped(&self, user: &User, status: Status) -> User {
        let after = User { status, version: user.version + 1, last_modified: self.now, ..user.clone() };
        if user.active() {
            return after;
        }
        // Whoever is invited again after having been kept out is let in with that.
        let mut attributes = after.resource.clone().into_attributes();
        attributes.insert("active".into(), Value::Bool(true));
        after.with(scim::Resource::from_stored(attributes))
    }

    fn named(&self, user: User, names: Option<&GivenNames>) -> User {
        let Some(GivenNames { given, family }) = names else { return user };
        let mut attributes = user.resource.clone().into_attributes();
        let name = attributes.entry("name").or_insert_with(|| json!({}));
        if let Some(name) = name.as_object_mut() {
            name.insert("givenName".into(), given.as_str().into());
            name.insert("familyName".into(), family.as_str().into());
            // It was made of what is replaced now.
            name.shift_remove("formatted");
        }
        if self.policy.display_name == DisplayName::Composed {
            attributes.insert("displayName".into(), format!("{given} {family}").into());
        }
        user.with(scim::Resource::from_stored(attributes))
    }

    fn change(&self, before: &User, after: &User, action: Action, ids: &mut Ids) -> Change {
        let (mut was, mut is) = difference(before.resource.attributes(), after.resource.attributes());
        was["status"] = before.status.as_str().into();
        is["status"] = after.status.as_str().into();
        let audit = AuditEntry::new(ids, self.now, self.actor, action, before.id.to_string());
        let row = Row::UserUpdated { before: before.clone(), after: after.clone() };
        Change::new(self.org, audit.before(was).after(is)).row(row)
    }
}

/// Whether the person is to say what they are called on accepting.
#[must_use]
pub fn asks_names(policy: &Policy) -> bool {
    policy.names == Names::Placeholders
}
