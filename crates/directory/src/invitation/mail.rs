//! A mail that waits to be sent, and what becomes of it when it cannot be.

use crate::{MailId, Timestamp, UserId};

/// How long after a failed attempt the next one is made, in minutes; the last one counts for all that follow.
const PAUSES_MINUTES: [i64; 7] = [1, 5, 15, 60, 180, 360, 720];
/// Most attempts where the mail server refuses for good: it may have been set up wrongly at first.
const REFUSALS_MAX: u32 = 5;
/// How long a mail waits before it is looked at again whose user is kept out, in minutes.
const KEPT_OUT_MINUTES: i64 = 5;
/// When a mail is due that is not tried any more.
const NEVER: Timestamp = Timestamp::from_millis(i64::MAX);

/// Why a mail was not sent where there was nowhere to send it to.
pub const NO_ADDRESS: &str =
    "The user has no e-mail address that a mail can be sent to. Correct it, then send the invitation again.";
/// Why it was not sent where nothing had come of it in time.
pub const TOO_LATE: &str = "The invitation expired before the mail could be sent. Send it again.";

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

/// Why a mail was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailFailure {
    /// It never can be.
    Undeliverable,
    /// The mail server refused it for good.
    Refused,
    /// It may be sent another time.
    Passing,
}

/// Why a mail was not sent, as far as it is known here; what the others say is somebody else's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailCause<'a> {
    /// [`NO_ADDRESS`].
    NoAddress,
    /// [`TOO_LATE`].
    TooLate,
    /// What the mail server said, or whatever is on the way to it.
    Said(&'a str),
}

impl Mail {
    /// A mail that is due at once.
    #[must_use]
    pub fn new(id: MailId, user: UserId, kind: MailKind, now: Timestamp) -> Self {
        Self { id, user, kind, created: now, due: now, attempts: 0, error: None }
    }

    /// The same once it was tried without success.
    #[must_use]
    pub fn failed(&self, failure: MailFailure, why: &str, now: Timestamp) -> Self {
        let due = retried(failure, self.attempts, now).unwrap_or(NEVER);
        Self { due, error: Some(why.to_owned()), ..self.clone() }
    }

    /// The same where the user is kept out for now.
    #[must_use]
    pub fn put_off(&self, now: Timestamp) -> Self {
        Self { due: later(now, KEPT_OUT_MINUTES), ..self.clone() }
    }

    /// Why it was not sent the last time.
    #[must_use]
    pub fn cause(&self) -> Option<MailCause<'_>> {
        self.error.as_deref().map(|error| match error {
            NO_ADDRESS => MailCause::NoAddress,
            TOO_LATE => MailCause::TooLate,
            said => MailCause::Said(said),
        })
    }

    /// Whether it is not tried any more.
    #[must_use]
    pub fn is_given_up(&self) -> bool {
        self.due == NEVER
    }
}

/// When a mail that failed for the so-manieth time is tried again, if it is.
pub(crate) fn retried(failure: MailFailure, attempts: u32, now: Timestamp) -> Option<Timestamp> {
    let gives_up = match failure {
        MailFailure::Undeliverable => true,
        MailFailure::Refused => attempts >= REFUSALS_MAX,
        MailFailure::Passing => false,
    };
    let last = PAUSES_MINUTES.len() - 1;
    let pause = PAUSES_MINUTES[last.min(attempts.saturating_sub(1) as usize)];
    (!gives_up).then(|| later(now, pause))
}

fn later(now: Timestamp, minutes: i64) -> Timestamp {
    Timestamp::from_millis(now.as_millis().saturating_add(minutes * 60_000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Ids;

    #[test]
    fn what_fails_is_tried_again_ever_more_slowly_until_there_is_no_hope() {
        let now = Timestamp::from_millis(0);
        let mut ids = Ids::new(now, [0; 32]);
        let mut mail = Mail::new(ids.id(), ids.id(), MailKind::Invitation, now);
        let mut pauses = Vec::new();
        for attempts in 1..=8 {
            mail.attempts = attempts;
            pauses.push(mail.failed(MailFailure::Passing, "busy", now).due.as_millis() / 60_000);
        }
        assert_eq!(pauses, [1, 5, 15, 60, 180, 360, 720, 720]);
        mail.attempts = 4;
        assert!(!mail.failed(MailFailure::Refused, "no", now).is_given_up());
        mail.attempts = 5;
        assert!(mail.failed(MailFailure::Refused, "no", now).is_given_up());
        mail.attempts = 1;
        for (why, cause) in [
            (NO_ADDRESS, MailCause::NoAddress),
            (TOO_LATE, MailCause::TooLate),
            ("550 No", MailCause::Said("550 No")),
        ] {
            let given_up = mail.failed(MailFailure::Undeliverable, why, now);
            assert_eq!((given_up.is_given_up(), given_up.cause()), (true, Some(cause)));
        }
    }
}
