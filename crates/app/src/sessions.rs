//! Signing in and out, and who is signed in.

use crate::{Error, Work, notices};
use directory::administrator::{
    APPOINTMENT_LINK_MILLIS, LINK_MILLIS, NoticeKind, PasswordHash, PasswordLink, Session, Ticket, TicketHash,
};
use directory::{Action, Actor, Administrator, AdministratorId, Appointment, OrgId, Role, Timestamp};
use serde_json::json;

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Their session.
    pub session: Session,
    /// Who they are.
    pub administrator: Administrator,
    /// Everything that they are administrator of.
    pub appointments: Vec<Appointment>,
    /// When this was found out.
    pub now: Timestamp,
}

impl SignedIn {
    /// As what they are administrator of an organization: the installation's see all of them.
    #[must_use]
    pub fn role_in(&self, org: OrgId) -> Option<Role> {
        role_in(&self.appointments, org)
    }

    /// Whether they are administrator of an organization that they have not come to in this session.
    #[must_use]
    pub fn is_new_in(&self, org: OrgId) -> bool {
        let in_it = self.appointments.iter().find(|appointment| appointment.org == org);
        in_it.is_some_and(|appointment| !appointment.is_entered_in(&self.session))
    }

    /// Whether they gave their password a moment ago.
    #[must_use]
    pub fn is_confirmed(&self) -> bool {
        self.session.is_confirmed(self.now)
    }
}

/// Who carries the ticket of this hash, if their session is good.
pub fn signed_in(work: &mut Work, ticket: &TicketHash) -> Result<Option<SignedIn>, Error> {
    let Some(session) = work.tx.session(ticket)?.filter(|session| session.is_good(work.now)) else {
        return Ok(None);
    };
    let Some(administrator) = work.tx.administrator(session.administrator)? else { return Ok(None) };
    let appointments = work.tx.appointments_of(administrator.id)?;
    Ok(Some(SignedIn { session, administrator, appointments, now: work.now }))
}

/// As what somebody is administrator of an organization at this moment, or [`Error::Forbidden`] where they are less than
/// that; [`Error::NotFound`] where they are nothing there.
pub fn appointed(work: &mut Work, id: AdministratorId, org: OrgId, least: Role) -> Result<Role, Error> {
    let appointments = work.tx.appointments_of(id)?;
    let role = role_in(&appointments, org).ok_or(Error::NotFound)?;
    if role < least { Err(Error::Forbidden(least)) } else { Ok(role) }
}

/// Notes that somebody comes to an organization, once in each session, and tells it so. That they sign in elsewhere, it does
/// not learn: whether somebody whom it appoints has an account already is not for it to know.
pub fn enter(work: &mut Work, who: &SignedIn, org: OrgId) -> Result<(), Error> {
    work.tx.hold(org)?;
    let id = who.administrator.id;
    let known = work.tx.org(org).appointment(id)?;
    // Another page of theirs may have come first.
    if known.is_none_or(|known| known.is_entered_in(&who.session)) {
        return Ok(());
    }
    work.tx.org(org).set_entered(id, work.now)?;
    let change = who.administrator.told(org, Action::AdministratorSignedIn, &mut work.ids, work.now);
    Ok(work.tx.save(&change)?)
}

/// Signs somebody in whose password was compared with this hash, and was right or not; nothing where it was not.
pub fn begin(
    work: &mut Work,
    administrator: &Administrator,
    compared: Option<&PasswordHash>,
    is_right: bool,
) -> Result<Option<Ticket>, Error> {
    // Held, so that nobody chooses another password until the session has begun.
    work.tx.hold(OrgId::INSTALLATION)?;
    let known = work.tx.administrator(administrator.id)?.ok_or(Error::NotFound)?;
    // Somebody may have chosen another one while this one was compared.
    if !is_right || known.password.as_ref() != compared {
        tell(work, &known, Action::AdministratorRefused)?;
        return Ok(None);
    }
    work.tx.set_signed_in(known.id, work.now)?;
    tell(work, &known, Action::AdministratorSignedIn)?;
    Ok(Some(session(work, known.id)?))
}

/// Notes that somebody gave their password once more, and whether it was right.
pub fn confirm(work: &mut Work, who: &SignedIn, is_right: bool) -> Result<bool, Error> {
    if !is_right {
        tell(work, &who.administrator, Action::AdministratorRefused)?;
        return Ok(false);
    }
    let Some(session) = work.tx.session(&who.session.ticket)? else { return Ok(false) };
    work.tx.note_session(&Session { seen: work.now, confirmed: work.now, ..session })?;
    Ok(true)
}

/// Lets whoever has this address have a mail with a link to choose a password. Whether anybody has it, nobody is told.
pub fn forgot(work: &mut Work, email: &str, language: &str) -> Result<(), Error> {
    let Some(known) = work.tx.administrator_of(email)? else { return Ok(()) };
    // Nobody knows who asks for it.
    tell_of_link(work, &known, &Actor::Server)?;
    notices::queue(work, &known, (OrgId::INSTALLATION, NoticeKind::PasswordReset), Some(language))
}

/// Gives somebody who is signed in, and whose old password was compared with the one that they have, a new one. All their
/// sessions and links end, and a new session begins; nothing where their password was changed meanwhile.
pub fn change_password(
    work: &mut Work,
    who: &SignedIn,
    password: &PasswordHash,
) -> Result<Option<Ticket>, Error> {
    work.tx.hold(OrgId::INSTALLATION)?;
    let known = work.tx.administrator(who.administrator.id)?.ok_or(Error::NotFound)?;
    if known.password != who.administrator.password {
        return Ok(None);
    }
    Ok(Some(renew(work, &known, password)?))
}

/// Ends all sessions of somebody but the one in which they ask for it.
pub fn end_others(work: &mut Work, who: &SignedIn) -> Result<(), Error> {
    Ok(work.tx.end_sessions(who.administrator.id, Some(&who.session.ticket))?)
}

/// The good sessions of somebody, the one that was seen last first.
pub fn of(work: &mut Work, id: AdministratorId) -> Result<Vec<Session>, Error> {
    let now = work.now;
    Ok(work.tx.sessions_of(id)?.into_iter().filter(|session| session.is_good(now)).collect())
}

/// Ends a session.
pub fn sign_out(work: &mut Work, ticket: &TicketHash) -> Result<(), Error> {
    Ok(work.tx.end_session(ticket)?)
}

/// A link that makes the first owner of the installation, if there is none yet; links that were made before work no more.
pub fn first_link(work: &mut Work) -> Result<Option<Ticket>, Error> {
    work.tx.hold(OrgId::INSTALLATION)?;
    work.tx.end_password_links(None)?;
    if has_begun(work)? {
        return Ok(None);
    }
    Ok(Some(link(work, None, APPOINTMENT_LINK_MILLIS)?.0))
}

/// Whether the installation has an owner.
pub fn has_begun(work: &mut Work) -> Result<bool, Error> {
    let staff = work.tx.org(OrgId::INSTALLATION).appointments()?;
    Ok(staff.iter().any(|(appointment, _)| appointment.role == Role::Owner))
}

/// Whether the link of that ticket makes the first owner.
pub fn is_first_link(work: &mut Work, ticket: &TicketHash) -> Result<bool, Error> {
    let link = work.tx.password_link(ticket)?;
    let is_good = link.is_some_and(|link| link.administrator.is_none() && link.is_good(work.now));
    Ok(is_good && !has_begun(work)?)
}

/// Makes the first owner, who is then signed in; nothing where the link does not work any more.
pub fn make_first(
    work: &mut Work,
    ticket: &TicketHash,
    (email, name): (&str, &str),
    password: &PasswordHash,
) -> Result<Option<Ticket>, Error> {
    work.tx.hold(OrgId::INSTALLATION)?;
    if !is_first_link(work, ticket)? {
        return Ok(None);
    }
    let account = account(work, email)?;
    let actor = account.actor();
    let before = work.tx.org(OrgId::INSTALLATION).appointment(account.id)?;
    let as_owner = (OrgId::INSTALLATION, name, Role::Owner);
    let appointed = account.appoint(as_owner, before.as_ref(), &actor, &mut work.ids, work.now)?;
    if let Some((_, change)) = appointed {
        work.tx.save(&change)?;
    }
    work.tx.end_password_links(None)?;
    // Whoever had the account before, as administrator of an organization, is signed out.
    Ok(Some(renew(work, &account, password)?))
}

/// The account of that address, which is made where there is none.
pub fn account(work: &mut Work, email: &str) -> Result<Administrator, Error> {
    if let Some(known) = work.tx.administrator_of(email)? {
        return Ok(known);
    }
    let new = Administrator::new(email, &mut work.ids, work.now)?;
    if work.tx.create_administrator(&new)? {
        return Ok(new);
    }
    work.tx.administrator_of(email)?.ok_or(Error::NotFound)
}

/// Writes into the installation's trail that somebody may have a link.
pub fn tell_of_link(work: &mut Work, who: &Administrator, actor: &Actor) -> Result<(), Error> {
    let change = who.linked(OrgId::INSTALLATION, actor, &mut work.ids, work.now);
    Ok(work.tx.save(&change)?)
}

/// A link that lets somebody choose a password.
pub fn password_link(work: &mut Work, id: AdministratorId) -> Result<Ticket, Error> {
    Ok(link(work, Some(id), LINK_MILLIS)?.0)
}

/// The same for somebody who was just appointed, and may not be there at this moment.
pub fn appointment_link(work: &mut Work, id: AdministratorId) -> Result<Ticket, Error> {
    Ok(link(work, Some(id), APPOINTMENT_LINK_MILLIS)?.0)
}

/// Whoever the link of that ticket lets choose a password.
pub fn chooser(work: &mut Work, ticket: &TicketHash) -> Result<Option<Administrator>, Error> {
    let link = work.tx.password_link(ticket)?.filter(|link| link.is_good(work.now));
    let Some(id) = link.and_then(|link| link.administrator) else { return Ok(None) };
    Ok(work.tx.administrator(id)?)
}

/// Gives somebody the password that they chose by a link, ends all their sessions and links, and signs them in; nothing
/// where the link does not work any more.
pub fn choose(
    work: &mut Work,
    ticket: &TicketHash,
    password: &PasswordHash,
) -> Result<Option<Ticket>, Error> {
    // Held, so that a link works once.
    work.tx.hold(OrgId::INSTALLATION)?;
    let Some(known) = chooser(work, ticket)? else { return Ok(None) };
    Ok(Some(renew(work, &known, password)?))
}

/// Gives somebody a password, ends whatever else lets them in, and signs them in.
fn renew(work: &mut Work, known: &Administrator, password: &PasswordHash) -> Result<Ticket, Error> {
    work.tx.set_password(known.id, password, work.now)?;
    work.tx.end_password_links(Some(known.id))?;
    // One that waits to be sent would bring a link that works.
    work.tx.withdraw_notices(known.id, OrgId::INSTALLATION, NoticeKind::PasswordReset)?;
    work.tx.end_sessions(known.id, None)?;
    tell(work, known, Action::AdministratorPasswordChanged)?;
    session(work, known.id)
}

/// Writes into the installation's trail what somebody did with their account. It is theirs, whichever organizations they are
/// administrator of: none of these learns what they do elsewhere.
fn tell(work: &mut Work, who: &Administrator, action: Action) -> Result<(), Error> {
    let mut change = who.told(OrgId::INSTALLATION, action, &mut work.ids, work.now);
    if action == Action::AdministratorRefused {
        // Nobody knows who it was.
        change.audit.actor = Actor::Server;
        change.audit = change.audit.after(json!({ "email": who.email }));
    }
    Ok(work.tx.save(&change)?)
}

fn session(work: &mut Work, administrator: AdministratorId) -> Result<Ticket, Error> {
    let ticket = Ticket::draw(&mut work.ids);
    let now = work.now;
    let session = Session { ticket: ticket.hash(), administrator, created: now, seen: now, confirmed: now };
    work.tx.begin_session(&session)?;
    Ok(ticket)
}

/// A link that works for so long, and what is kept of it.
pub(crate) fn link(
    work: &mut Work,
    administrator: Option<AdministratorId>,
    millis: i64,
) -> Result<(Ticket, PasswordLink), Error> {
    let ticket = Ticket::draw(&mut work.ids);
    let expires = Timestamp::from_millis(work.now.as_millis() + millis);
    let link = PasswordLink { ticket: ticket.hash(), administrator, created: work.now, expires };
    work.tx.add_password_link(&link)?;
    Ok((ticket, link))
}

/// The installation's administrators are those of every organization.
fn role_in(appointments: &[Appointment], org: OrgId) -> Option<Role> {
    let in_it = |appointment: &&Appointment| [org, OrgId::INSTALLATION].contains(&appointment.org);
    appointments.iter().filter(in_it).map(|appointment| appointment.role).max()
}
