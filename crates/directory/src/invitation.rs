//! Invitations, and the mails that carry them.

use crate::{Change, Ids, MailId, Policy, Row, Timestamp, UserId};

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

impl Invitation {
    /// The change, which makes somebody invited, with the invitation and the mail that go with it.
    #[must_use]
    pub fn begin(change: Change, user: UserId, policy: &Policy, ids: &mut Ids, now: Timestamp) -> Change {
        let expires = now.plus_days(policy.invitation_days.get());
        let (links, sent, reminders, next_reminder) = (Vec::new(), None, 0, None);
        let invitation = Self { user, created: now, expires, links, sent, reminders, next_reminder };
        let (id, kind) = (ids.id(), MailKind::Invitation);
        let mail = Mail { id, user, kind, created: now, due: now, attempts: 0, error: None };
        change.row(Row::InvitationSaved(invitation)).row(Row::MailQueued(mail))
    }
}

/// What a mail is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MailKind {
    /// An invitation.
    Invitation,
    /// A reminder of one.
    Reminder,
}

impl MailKind {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Invitation, Self::Reminder];

    /// The word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reminder => "reminder",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// A mail that waits to be sent. What it says is found when it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Ours.
    pub id: MailId,
    /// To whom.
    pub user: UserId,
    /// What for.
    pub kind: MailKind,
    /// When it was asked for.
    pub created: Timestamp,
    /// When it is to be sent, or tried again.
    pub due: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// Why it was not sent the last time.
    pub error: Option<String>,
}
