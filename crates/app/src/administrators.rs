//! Who is administrator of an organization, or of the installation.

use crate::sessions::account;
use crate::{Error, Work, notices};
use directory::administrator::{Notice, NoticeKind};
use directory::{Actor, Administrator, AdministratorId, Appointment, OrgId, Refusal, Role};

/// An administrator, with the mail that tells them so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointed {
    /// As what they are administrator.
    pub appointment: Appointment,
    /// Who they are.
    pub administrator: Administrator,
    /// The last mail that was to tell them.
    pub mail: Option<Notice>,
}

impl Appointed {
    /// Whether they have been here since they were appointed. Where else they sign in is nobody's business here; that they
    /// sign in at all is the installation's.
    #[must_use]
    pub fn has_come(&self) -> bool {
        let Appointment { org, created, entered, .. } = self.appointment;
        match org {
            OrgId::INSTALLATION => self.administrator.signed_in.is_some_and(|at| at >= created),
            _ => entered.is_some(),
        }
    }
}

/// What somebody is made, or made into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// What those who appoint them call them.
    pub name: String,
    /// What they may do.
    pub role: Role,
}

/// The administrators of an organization, by address.
pub fn list(work: &mut Work, org: OrgId) -> Result<Vec<Appointed>, Error> {
    let all = work.tx.org(org).appointments()?;
    all.into_iter().map(|(appointment, administrator)| with_mail(work, appointment, administrator)).collect()
}

/// One of them.
pub fn one(work: &mut Work, org: OrgId, id: AdministratorId) -> Result<Appointed, Error> {
    let (appointment, administrator) = known(work, org, id)?;
    with_mail(work, appointment, administrator)
}

/// Makes somebody administrator, and tells them by mail. Nothing where they are administrator there already.
pub fn add(
    work: &mut Work,
    actor: &Actor,
    org: OrgId,
    email: &str,
    office: &Office,
    language: Option<&str>,
) -> Result<Option<Administrator>, Error> {
    work.tx.hold(org)?;
    let account = account(work, email)?;
    if work.tx.org(org).appointment(account.id)?.is_some() {
        return Ok(None);
    }
    let as_what = (org, office.name.as_str(), office.role);
    if let Some((_, change)) = account.appoint(as_what, None, actor, &mut work.ids, work.now)? {
        work.tx.save(&change)?;
    }
    notices::queue(work, &account, (org, NoticeKind::Appointment), language)?;
    Ok(Some(account))
}

/// Gives somebody another role or name; [`Error::Stale`] where they are something else by now than what is known. Whoever
/// has another role signs in again.
pub fn change(
    work: &mut Work,
    actor: &Actor,
    org: OrgId,
    id: AdministratorId,
    (shown, office): (&Office, &Office),
) -> Result<(), Error> {
    work.tx.hold(org)?;
    let (before, account) = known(work, org, id)?;
    if (&before.name, before.role) != (&shown.name, shown.role) {
        return Err(Error::Stale);
    }
    if office.role != Role::Owner {
        check_last_owner(work, &before)?;
    }
    let as_what = (org, office.name.as_str(), office.role);
    let Some((after, change)) = account.appoint(as_what, Some(&before), actor, &mut work.ids, work.now)?
    else {
        return Ok(());
    };
    work.tx.save(&change)?;
    if after.role != before.role {
        end_sessions(work, org, id)?;
    }
    Ok(())
}

/// Ends an appointment. The account stays, and whoever has it signs in again to what is left.
pub fn remove(work: &mut Work, actor: &Actor, org: OrgId, id: AdministratorId) -> Result<(), Error> {
    work.tx.hold(org)?;
    let (before, account) = known(work, org, id)?;
    check_last_owner(work, &before)?;
    let change = account.dismiss(&before, actor, &mut work.ids, work.now);
    work.tx.save(&change)?;
    work.tx.withdraw_notices(id, org, NoticeKind::Appointment)?;
    end_sessions(work, org, id)
}

/// Whoever serves nobody else signs in again. Of others no organization may end what they are doing elsewhere; what they may
/// do here is asked with each request anyway.
fn end_sessions(work: &mut Work, org: OrgId, id: AdministratorId) -> Result<(), Error> {
    let elsewhere = work.tx.appointments_of(id)?.iter().any(|appointment| appointment.org != org);
    if org == OrgId::INSTALLATION || !elsewhere {
        work.tx.end_sessions(id, None)?;
    }
    Ok(())
}

/// Tells somebody once more by mail that they are administrator.
pub fn tell_again(
    work: &mut Work,
    actor: &Actor,
    org: OrgId,
    id: AdministratorId,
    language: Option<&str>,
) -> Result<(), Error> {
    let (_, account) = known(work, org, id)?;
    let change = account.linked(org, actor, &mut work.ids, work.now);
    work.tx.save(&change)?;
    notices::queue(work, &account, (org, NoticeKind::Appointment), language)
}

/// The installation needs somebody who can appoint others. An organization does not: the installation's administrators are
/// its own as well.
fn check_last_owner(work: &mut Work, leaving: &Appointment) -> Result<(), Error> {
    if leaving.org != OrgId::INSTALLATION || leaving.role != Role::Owner {
        return Ok(());
    }
    let all = work.tx.org(leaving.org).appointments()?;
    // Whoever has never chosen a password may have an address that nobody reads.
    let stays = all.iter().any(|(appointment, administrator)| {
        appointment.role == Role::Owner
            && appointment.administrator != leaving.administrator
            && administrator.password.is_some()
    });
    if stays { Ok(()) } else { Err(Refusal::LastOwner.into()) }
}

fn known(work: &mut Work, org: OrgId, id: AdministratorId) -> Result<(Appointment, Administrator), Error> {
    let appointment = work.tx.org(org).appointment(id)?.ok_or(Error::NotFound)?;
    let administrator = work.tx.administrator(id)?.ok_or(Error::NotFound)?;
    Ok((appointment, administrator))
}

fn with_mail(
    work: &mut Work,
    appointment: Appointment,
    administrator: Administrator,
) -> Result<Appointed, Error> {
    let mail = notices::last(work, &administrator, (appointment.org, NoticeKind::Appointment))?;
    Ok(Appointed { appointment, administrator, mail })
}
