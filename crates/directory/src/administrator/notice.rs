//! A mail to an administrator, and what becomes of it when it cannot be sent.

use super::{APPOINTMENT_LINK_MILLIS, Administrator, LINK_MILLIS};
use crate::invitation::{MailFailure, retried};
use crate::{AdministratorId, Ids, NoticeId, OrgId, Timestamp};

/// When a notice is due that is not tried any more.
const NEVER: Timestamp = Timestamp::from_millis(i64::MAX);
/// How long a mail about held changes is worth sending, in milliseconds: they wait for whoever comes.
const HELD_CHANGES_MILLIS: i64 = 24 * 60 * 60_000;
/// Longest reason for a failure that is kept, in characters.
const WHY_CHARS_MAX: usize = 1_000;

/// What a notice is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoticeKind {
    /// Somebody has forgotten their password.
    PasswordReset,
    /// Somebody was made administrator.
    Appointment,
    /// Somebody wants to see whether mails arrive.
    Test,
    /// A provider took many people out at once, and what it did waits for somebody to decide.
    HeldChanges,
}

impl NoticeKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::PasswordReset, Self::Appointment, Self::Test, Self::HeldChanges];

    /// The word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PasswordReset => "password reset",
            Self::Appointment => "appointment",
            Self::Test => "test",
            Self::HeldChanges => "held-changes",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// How long after it was asked for it is still worth sending, in milliseconds.
    fn worth_millis(self) -> i64 {
        match self {
            Self::PasswordReset | Self::Test => LINK_MILLIS,
            Self::Appointment => APPOINTMENT_LINK_MILLIS,
            Self::HeldChanges => HELD_CHANGES_MILLIS,
        }
    }
}

/// A mail to an administrator. Its link is drawn when it is sent, so that no secret waits anywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Ours.
    pub id: NoticeId,
    /// To whom.
    pub administrator: AdministratorId,
    /// What it is about; the installation where it is about their account alone.
    pub org: OrgId,
    /// What for.
    pub kind: NoticeKind,
    /// The tag of the language in which it was asked for. Whoever has chosen one is written to in their own.
    pub language: Option<String>,
    /// When it was asked for.
    pub created: Timestamp,
    /// When it is to be sent, or tried again.
    pub due: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// Why it was not sent the last time.
    pub error: Option<String>,
    /// When it was sent.
    pub sent: Option<Timestamp>,
}

impl Notice {
    /// One that is due at once.
    #[must_use]
    pub fn new(
        to: &Administrator,
        (org, kind): (OrgId, NoticeKind),
        language: Option<&str>,
        ids: &mut Ids,
        now: Timestamp,
    ) -> Self {
        Self {
            id: ids.id(),
            administrator: to.id,
            org,
            kind,
            language: language.map(str::to_owned),
            created: now,
            due: now,
            attempts: 0,
            error: None,
            sent: None,
        }
    }

    /// The same once it was sent.
    #[must_use]
    pub fn delivered(&self, now: Timestamp) -> Self {
        Self { due: NEVER, error: None, sent: Some(now), ..self.clone() }
    }

    /// The same once it was tried without success.
    #[must_use]
    pub fn failed(&self, failure: MailFailure, why: &str, now: Timestamp) -> Self {
        let due = retried(failure, self.attempts, now).filter(|due| !self.is_too_late(*due));
        let why = why.chars().take(WHY_CHARS_MAX).collect();
        Self { due: due.unwrap_or(NEVER), error: Some(why), ..self.clone() }
    }

    /// Whether it is not worth sending any more: nobody waits for it now.
    #[must_use]
    pub fn is_too_late(&self, now: Timestamp) -> bool {
        now.as_millis() >= self.created.as_millis().saturating_add(self.kind.worth_millis())
    }

    /// Whether it is still to come, so that another one that says the same need not follow.
    #[must_use]
    pub fn is_to_come(&self, now: Timestamp) -> bool {
        self.sent.is_none() && !self.is_given_up() && !self.is_too_late(now)
    }

    /// Whether it is not tried any more without having been sent.
    #[must_use]
    pub fn is_given_up(&self) -> bool {
        self.due == NEVER && self.sent.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_is_tried_again_as_long_as_somebody_waits_for_it() {
        let now = Timestamp::from_millis(1_763_675_425_120);
        let mut ids = Ids::new(now, [3; 32]);
        let zoe = Administrator::new("zoe@example.com", &mut ids, now).expect("an address");
        let about = (OrgId::INSTALLATION, NoticeKind::PasswordReset);
        let mut notice = Notice::new(&zoe, about, Some("fr"), &mut ids, now);
        assert!(notice.due == now && !notice.is_given_up());
        let mut at = now;
        let mut minutes = Vec::new();
        while !notice.is_given_up() {
            at = notice.due;
            notice.attempts += 1;
            notice = notice.failed(MailFailure::Passing, "busy", at);
            minutes.push((at.as_millis() - now.as_millis()) / 60_000);
        }
        assert_eq!(minutes, [0, 1, 6, 21]);
        assert_eq!(notice.error.as_deref(), Some("busy"));
        let sent = notice.delivered(at);
        assert_eq!((sent.sent, sent.error.as_ref(), sent.is_given_up()), (Some(at), None, false));
    }

    #[test]
    fn of_held_changes_nobody_is_told_again_before_the_last_mail_is_ten_minutes_old() {
        let now = Timestamp::from_millis(1_763_675_425_120);
        let later = |minutes: i64| Timestamp::from_millis(now.as_millis() + minutes * 60_000);
        let mut ids = Ids::new(now, [3; 32]);
        let zoe = Administrator::new("zoe@example.com", &mut ids, now).expect("an address");
        let waiting = Notice::new(&zoe, (ids.id(), NoticeKind::HeldChanges), None, &mut ids, now);
        let tried = waiting.failed(MailFailure::Passing, "busy", now);
        let given_up = waiting.failed(MailFailure::Undeliverable, "no such address", now);
        let sent = waiting.delivered(later(60));
        let minutes = [0, 60, 69, 70, 24 * 60 - 1, 24 * 60];
        let to_come = |notice: &Notice| minutes.map(|at| notice.is_to_come(later(at)));
        assert_eq!(to_come(&waiting), [true, true, true, true, true, false]);
        assert_eq!(to_come(&tried), to_come(&waiting));
        assert_eq!((to_come(&given_up), to_come(&sent)), ([false; 6], [false; 6]));
    }
}
