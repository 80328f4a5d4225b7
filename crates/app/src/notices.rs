//! Mails to administrators: asked for with what they tell of, claimed, sent by whoever claimed them, and noted.

use crate::mails::{CLAIM_MILLIS, Outcome};
use crate::sessions::link;
use crate::{Error, Work};
use directory::administrator::{
    APPOINTMENT_LINK_MILLIS, LINK_MILLIS, Notice, NoticeKind, PasswordLink, Ticket,
};
use directory::invitation::MailFailure;
use directory::{
    Action, Actor, Administrator, AdministratorId, Appointment, NoticeId, OrgId, Role, Timestamp,
};

/// How many of the last entries about somebody are looked at, to see who appointed them.
const ENTRIES_MAX: u64 = 20;
/// Why a notice was not sent in time.
const TOO_LATE: &str = "The mail could not be sent while anybody waited for it. Ask for it again.";

/// A notice that is to be sent now, with all that it may say.
pub struct OutgoingNotice {
    /// The notice, with this attempt counted.
    pub notice: Notice,
    /// To whom.
    pub to: Administrator,
    /// What they are appointed as, there or for the installation; none where it is about their account alone.
    pub appointment: Option<Appointment>,
    /// What whoever appointed them is called there, if it was a person who still is.
    pub by: Option<String>,
    /// The organization's name; none for the installation.
    pub organization: Option<String>,
    /// The link to choose a password that only this mail carries, and until when it works; none where they sign in.
    pub choose: Option<(Ticket, Timestamp)>,
    /// When it was claimed.
    pub now: Timestamp,
}

/// Lets a notice wait to be sent, in the language of whoever asks for it unless the person has chosen one.
pub fn queue(
    work: &mut Work,
    to: &Administrator,
    about: (OrgId, NoticeKind),
    language: Option<&str>,
) -> Result<(), Error> {
    let notice = Notice::new(to, about, language, &mut work.ids, work.now);
    Ok(work.tx.queue_notice(&notice)?)
}

/// Tells those who may change something in an organization that changes of a provider are held there: its owners and admins,
/// or, where it has none, those of the installation. Whoever is about to be told, or just was, is not told again, so that a
/// provider that takes people out again and again does not fill their inbox.
pub fn queue_held_changes(work: &mut Work, org: OrgId) -> Result<(), Error> {
    work.tx.hold(org)?;
    let mut told = acting(work, org)?;
    if told.is_empty() {
        told = acting(work, OrgId::INSTALLATION)?;
    }
    for (appointment, to) in told {
        let before = last(work, &to, (org, NoticeKind::HeldChanges))?;
        if before.is_some_and(|before| before.is_to_come(work.now)) {
            continue;
        }
        // Nobody asks for this one, so that it is in the language in which they were told of their appointment.
        let appointed = last(work, &to, (appointment.org, NoticeKind::Appointment))?;
        let language = appointed.and_then(|notice| notice.language);
        queue(work, &to, (org, NoticeKind::HeldChanges), language.as_deref())?;
    }
    Ok(())
}

/// The last notice of a kind to somebody, with what has become of it.
pub fn last(
    work: &mut Work,
    to: &Administrator,
    (org, kind): (OrgId, NoticeKind),
) -> Result<Option<Notice>, Error> {
    let all = work.tx.notices_of(to.id)?;
    let is_it = |notice: &Notice| notice.org == org && notice.kind == kind;
    Ok(all.into_iter().map(|waiting| waiting.notice).rfind(is_it))
}

/// Claims a notice, if it is still to be sent.
pub fn claim(work: &mut Work, id: NoticeId) -> Result<Option<OutgoingNotice>, Error> {
    // Held, so that one server sends it.
    work.tx.hold(OrgId::INSTALLATION)?;
    let now = work.now;
    let Some(waiting) = work.tx.notice(id)? else { return Ok(None) };
    if waiting.claimed_until.is_some_and(|until| until > now) || waiting.notice.due > now {
        return Ok(None);
    }
    let notice = waiting.notice;
    let Some(to) = work.tx.administrator(notice.administrator)? else {
        work.tx.end_notice(id)?;
        return Ok(None);
    };
    let places: &[OrgId] = match notice.kind {
        NoticeKind::Appointment => &[notice.org],
        NoticeKind::HeldChanges => &[notice.org, OrgId::INSTALLATION],
        NoticeKind::PasswordReset | NoticeKind::Test => &[],
    };
    let appointment = appointment(work, to.id, places)?;
    if appointment.is_none() && !places.is_empty() {
        // They were dismissed meanwhile.
        work.tx.end_notice(id)?;
        return Ok(None);
    }
    if notice.is_too_late(now) {
        let why = notice.error.as_deref().unwrap_or(TOO_LATE);
        work.tx.note_notice(&notice.failed(MailFailure::Undeliverable, why, now))?;
        return Ok(None);
    }
    let millis = match notice.kind {
        NoticeKind::PasswordReset => Some(LINK_MILLIS),
        NoticeKind::Appointment => to.password.is_none().then_some(APPOINTMENT_LINK_MILLIS),
        NoticeKind::Test | NoticeKind::HeldChanges => None,
    };
    let choose = match millis {
        Some(millis) => {
            let (ticket, PasswordLink { expires, .. }) = link(work, Some(to.id), millis)?;
            Some((ticket, expires))
        }
        None => None,
    };
    let notice = Notice { attempts: notice.attempts + 1, ..notice };
    work.tx.claim_notice(&notice, Timestamp::from_millis(now.as_millis() + CLAIM_MILLIS))?;
    let organization = work.tx.organization(notice.org)?.map(|organization| organization.name);
    let by = match notice.kind {
        NoticeKind::Appointment => appointed_by(work, notice.org, &to)?,
        NoticeKind::PasswordReset | NoticeKind::Test | NoticeKind::HeldChanges => None,
    };
    Ok(Some(OutgoingNotice { notice, to, appointment, by, organization, choose, now }))
}

/// What the last one is called who appointed somebody, or had them told again.
fn appointed_by(work: &mut Work, org: OrgId, to: &Administrator) -> Result<Option<String>, Error> {
    let last = work.tx.org(org).history(&to.id.to_string(), None, ENTRIES_MAX)?;
    let is_it = |action| matches!(action, Action::AdministratorAdded | Action::AdministratorLinkIssued);
    let Some((_, entry)) = last.into_iter().find(|(_, entry)| is_it(entry.action)) else { return Ok(None) };
    let Actor::Administrator { id, .. } = entry.actor else { return Ok(None) };
    Ok(appointment(work, id, &[org, OrgId::INSTALLATION])?.map(|appointment| appointment.name))
}

/// As what somebody is appointed at the first of these places where they are.
fn appointment(work: &mut Work, id: AdministratorId, places: &[OrgId]) -> Result<Option<Appointment>, Error> {
    for place in places {
        if let Some(appointment) = work.tx.org(*place).appointment(id)? {
            return Ok(Some(appointment));
        }
    }
    Ok(None)
}

/// Those who may change something there.
fn acting(work: &mut Work, org: OrgId) -> Result<Vec<(Appointment, Administrator)>, Error> {
    let all = work.tx.org(org).appointments()?;
    Ok(all.into_iter().filter(|(appointment, _)| appointment.role >= Role::Admin).collect())
}

/// Notes how sending went. A link that nobody can have got is taken back.
pub fn note(
    work: &mut Work,
    notice: &Notice,
    choose: Option<&Ticket>,
    outcome: &Outcome,
) -> Result<(), Error> {
    match outcome {
        Outcome::Sent => Ok(work.tx.note_notice(&notice.delivered(work.now))?),
        Outcome::Failed { failure, may_have_arrived, why } => {
            if let Some(ticket) = choose.filter(|_| !may_have_arrived) {
                work.tx.end_password_link(&ticket.hash())?;
            }
            Ok(work.tx.note_notice(&notice.failed(*failure, why, work.now))?)
        }
    }
}
