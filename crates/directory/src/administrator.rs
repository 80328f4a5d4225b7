//! Who signs in to the portal: administrators, of what they are one, and what they carry.
//!
//! A person has one account, with one address and one password, and is appointed in any number of organizations. So nobody
//! learns from appointing somebody whether that person has an account already, and no organization can change the password
//! of somebody who serves another one as well.

mod notice;
mod ticket;

pub use notice::{Notice, NoticeKind};
pub use ticket::{Ticket, TicketHash};

use crate::glyph::{is_blank, is_legible};
use crate::{Action, Actor, AdministratorId, AuditEntry, Change, Ids, OrgId, Refusal, Row, Timestamp};
use serde_json::{Value, json};
use std::fmt;

/// Longest address of an administrator, in characters (RFC 5321 §4.5.3.1.3).
pub const EMAIL_CHARS_MAX: usize = 254;
/// Longest part of it before the sign, in bytes (RFC 5321 §4.5.3.1.1).
const LOCAL_PART_BYTES_MAX: usize = 64;
/// Longest piece of it between two dots behind the sign, in bytes.
const LABEL_BYTES_MAX: usize = 63;
/// Longest name of an administrator, in characters.
pub const NAME_CHARS_MAX: usize = 100;
/// Shortest password, in characters.
pub const PASSWORD_CHARS_MIN: usize = 12;
/// Longest password, in characters.
pub const PASSWORD_CHARS_MAX: usize = 200;

/// How long somebody may do nothing before they have to sign in again, in milliseconds.
pub const SESSION_IDLE_MILLIS: i64 = 30 * 60_000;
/// How long somebody stays signed in at most, in milliseconds.
pub const SESSION_MILLIS: i64 = 12 * 60 * 60_000;
/// How long a password counts as just given, in milliseconds: to show a secret, to export, to change roles.
pub const CONFIRMED_MILLIS: i64 = 5 * 60_000;
/// How much later somebody is seen again before that is written down, in milliseconds.
pub const SEEN_MILLIS: i64 = 60_000;
/// How long a link works that lets somebody choose a password, in milliseconds.
pub const LINK_MILLIS: i64 = 60 * 60_000;
/// How long the link works that a new administrator is sent, in milliseconds.
pub const APPOINTMENT_LINK_MILLIS: i64 = 3 * 24 * 60 * 60_000;

/// A person who signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Administrator {
    /// Ours.
    pub id: AdministratorId,
    /// By which they sign in; unique without regard to case.
    pub email: String,
    /// The hash of their password, in the PHC string format; none as long as they have not chosen one.
    pub password: Option<PasswordHash>,
    /// The tag of the language that they chose; none to go by the browser.
    pub language: Option<String>,
    /// When they got the account.
    pub created: Timestamp,
    /// When they signed in last.
    pub signed_in: Option<Timestamp>,
}

/// The hash of a password. It has no `Display`, and its `Debug` tells nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// A hash in the PHC string format.
    #[must_use]
    pub fn new(phc: String) -> Self {
        Self(phc)
    }

    /// The text, for the database and for whoever compares.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash")
    }
}

/// What somebody may do; each includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Sees everything but secrets, and exports.
    Auditor,
    /// Does everything but appoint.
    Admin,
    /// Does everything.
    Owner,
}

impl Role {
    /// All of them, the highest first, as people pick them.
    pub const ALL: [Self; 3] = [Self::Owner, Self::Admin, Self::Auditor];

    /// The word in forms, on the command line and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Auditor => "auditor",
        }
    }

    /// The role of that word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

/// That somebody is administrator of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// Of what: an organization, or [`OrgId::INSTALLATION`].
    pub org: OrgId,
    /// Who.
    pub administrator: AdministratorId,
    /// What the ones who appointed them call them.
    pub name: String,
    /// As what.
    pub role: Role,
    /// Since when.
    pub created: Timestamp,
    /// When they came to it in the last of their sessions in which they did; none if they never have.
    pub entered: Option<Timestamp>,
}

/// A browser in which somebody has signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The hash of what the browser carries.
    pub ticket: TicketHash,
    /// Who signed in.
    pub administrator: AdministratorId,
    /// When.
    pub created: Timestamp,
    /// When they were seen last, to within [`SEEN_MILLIS`].
    pub seen: Timestamp,
    /// When they gave their password last.
    pub confirmed: Timestamp,
}

/// A link that works once, and lets somebody choose a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordLink {
    /// The hash of what the link carries.
    pub ticket: TicketHash,
    /// Who may; none for whoever is the first owner of the installation.
    pub administrator: Option<AdministratorId>,
    /// When it was made.
    pub created: Timestamp,
    /// From when on it does not work.
    pub expires: Timestamp,
}

impl Administrator {
    /// An account for this address, without a password yet.
    pub fn new(email: &str, ids: &mut Ids, now: Timestamp) -> Result<Self, Refusal> {
        let email = checked_email(email)?;
        Ok(Self { id: ids.id(), email, password: None, language: None, created: now, signed_in: None })
    }

    /// As whom the audit trail names them.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor::Administrator { id: self.id, email: self.email.clone() }
    }

    /// Appoints them; or nothing, if they are that already.
    pub fn appoint(
        &self,
        (org, name, role): (OrgId, &str, Role),
        before: Option<&Appointment>,
        actor: &Actor,
        ids: &mut Ids,
        now: Timestamp,
    ) -> Result<Option<(Appointment, Change)>, Refusal> {
        let name = checked_person(name)?;
        let created = before.map_or(now, |before| before.created);
        let entered = before.and_then(|before| before.entered);
        let after = Appointment { org, administrator: self.id, name, role, created, entered };
        if before == Some(&after) {
            return Ok(None);
        }
        let action = match before {
            Some(before) if before.role != role => Action::AdministratorRoleChanged,
            Some(_) => Action::AdministratorUpdated,
            None => Action::AdministratorAdded,
        };
        let shown = |appointment: &Appointment| json!({ "email": self.email, "name": appointment.name, "role": appointment.role.as_str() });
        let audit = AuditEntry::new(ids, now, actor, action, self.id.to_string())
            .before(before.map_or(Value::Null, shown))
            .after(shown(&after));
        let change = Change::new(org, audit).row(Row::AppointmentSaved(after.clone()));
        Ok(Some((after, change)))
    }

    /// Ends an appointment.
    #[must_use]
    pub fn dismiss(&self, from: &Appointment, actor: &Actor, ids: &mut Ids, now: Timestamp) -> Change {
        let audit = AuditEntry::new(ids, now, actor, Action::AdministratorRemoved, self.id.to_string())
            .before(json!({ "email": self.email, "name": from.name, "role": from.role.as_str() }));
        Change::new(from.org, audit).row(Row::AppointmentEnded(self.id))
    }

    /// That somebody lets them have a link, as the trail of one organization tells it. What it is, nobody is told.
    #[must_use]
    pub fn linked(&self, org: OrgId, actor: &Actor, ids: &mut Ids, now: Timestamp) -> Change {
        let action = Action::AdministratorLinkIssued;
        let audit = AuditEntry::new(ids, now, actor, action, self.id.to_string());
        Change::new(org, audit.after(json!({ "email": self.email })))
    }

    /// That they did something that changes nothing but what is known of them, as the trail of one organization tells it.
    #[must_use]
    pub fn told(&self, org: OrgId, action: Action, ids: &mut Ids, now: Timestamp) -> Change {
        Change::new(org, AuditEntry::new(ids, now, &self.actor(), action, self.id.to_string()))
    }
}

impl Appointment {
    /// Whether they have come to it in this session.
    #[must_use]
    pub fn is_entered_in(&self, session: &Session) -> bool {
        self.entered.is_some_and(|at| at >= session.created)
    }
}

impl Session {
    /// Whether whoever carries its ticket is still signed in.
    #[must_use]
    pub fn is_good(&self, now: Timestamp) -> bool {
        now.as_millis() < self.seen.as_millis() + SESSION_IDLE_MILLIS
            && now.as_millis() < self.created.as_millis() + SESSION_MILLIS
    }

    /// Whether they gave their password a moment ago.
    #[must_use]
    pub fn is_confirmed(&self, now: Timestamp) -> bool {
        now.as_millis() < self.confirmed.as_millis() + CONFIRMED_MILLIS
    }

    /// The same as of now, if that is late enough to be written down.
    #[must_use]
    pub fn seen(&self, now: Timestamp) -> Option<Self> {
        let due = now.as_millis() >= self.seen.as_millis() + SEEN_MILLIS;
        due.then(|| Self { seen: now, ..self.clone() })
    }
}

impl PasswordLink {
    /// Whether it still works.
    #[must_use]
    pub fn is_good(&self, now: Timestamp) -> bool {
        now < self.expires
    }
}

/// A password that can be chosen.
pub fn checked_password(password: &str) -> Result<(), Refusal> {
    let chars = password.chars().count();
    if (PASSWORD_CHARS_MIN..=PASSWORD_CHARS_MAX).contains(&chars) {
        Ok(())
    } else {
        Err(Refusal::BadPassword)
    }
}

/// An address that mail can be sent to (RFC 5321 §4.1.2, and RFC 6531 §3.3 for letters beyond ASCII). Whether anybody reads
/// it, only a mail can tell. What cannot be seen, or turns text around, would make two addresses look the same.
pub fn checked_email(email: &str) -> Result<String, Refusal> {
    let email = email.trim();
    let is_fine = email.chars().count() <= EMAIL_CHARS_MAX
        && email.rsplit_once('@').is_some_and(|(local, domain)| {
            local.len() <= LOCAL_PART_BYTES_MAX
                && local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_of_atom))
                && domain.split('.').all(is_label)
        });
    if is_fine { Ok(email.to_owned()) } else { Err(Refusal::BadEmail) }
}

/// RFC 5322 §3.2.3.
fn is_of_atom(c: char) -> bool {
    is_letter(c) || "!#$%&'*+-/=?^_`{|}~".contains(c)
}

/// RFC 1035 §2.3.4 and RFC 5890 §2.3.2.
fn is_label(label: &str) -> bool {
    (1..=LABEL_BYTES_MAX).contains(&label.len())
        && label.chars().all(|c| is_letter(c) || c == '-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

/// A letter or digit of any script but those that Unicode draws as nothing.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !is_blank(c)
}

/// What a person is called.
fn checked_person(name: &str) -> Result<String, Refusal> {
    let name = name.trim();
    let is_fine = is_legible(name) && name.chars().count() <= NAME_CHARS_MAX;
    if is_fine { Ok(name.to_owned()) } else { Err(Refusal::BadPersonName) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_that_mail_can_be_sent_to_and_that_can_be_seen_whole() {
        for good in [
            "zoe@example.com",
            " zoe.o'neil+rollbook@mail.example.com ",
            "root@localhost",
            "zoë@bücher.example",
            "山田@例え.jp",
        ] {
            assert_eq!(checked_email(good).as_deref(), Ok(good.trim()));
        }
        let long = format!("{}@r.test", "a".repeat(LOCAL_PART_BYTES_MAX + 1));
        for bad in [
            "",
            "zoe",
            "@r.test",
            "zoe@",
            ".@..",
            "a@b@r.test",
            ".zoe@r.test",
            "zoe..z@r.test",
            "zoe@r..test",
            "zoe@r.test.",
            "zoe@-r.test",
            "zoe @r.test",
            "\"zoe\"@r.test",
            "zoe@[127.0.0.1]",
            "a@r.test,b@r.test",
            "\u{202e}m4@r.test",
            "m10@r.test\u{200b}",
            "m\u{ad}4@r.test",
            "m4\u{3164}@r.test",
            "m4@r.te\u{feff}st",
            long.as_str(),
        ] {
            assert_eq!(checked_email(bad), Err(Refusal::BadEmail), "{bad:?}");
        }
    }
}
