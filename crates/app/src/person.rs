//! What the page of one user or one group shows administrators.

use crate::guard::held;
use crate::people::policy_of;
use crate::{Error, Work};
use directory::guard::Departure;
use directory::invitation::InviteStatus;
use directory::user::Source;
use directory::{AuditEntry, Connection, Invitation, OrgId, Policy, User, UserId};
use store::{Document, WaitingMail};

/// Entries on a page of a history.
pub const ENTRIES: usize = 20;

/// A user, and by what is decided what can be done to them.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// The user.
    pub user: User,
    /// The connection that brought them in; none of a local user.
    pub connection: Option<Connection>,
    /// The policy that they are under.
    pub policy: Policy,
    /// Their invitation, if there is one.
    pub invitation: Option<Invitation>,
    /// How it stands.
    pub invite_status: InviteStatus,
    /// What a provider wanted of them, if an administrator has to decide about it.
    pub held: Option<Departure>,
    /// The mails that wait for them, with what went wrong.
    pub mails: Vec<WaitingMail>,
}

/// A page of what was done to somebody or something, the newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// The entries.
    pub entries: Vec<AuditEntry>,
    /// Before which number the older ones are; none where these are the oldest.
    pub older: Option<u64>,
}

/// A user.
pub fn person(work: &mut Work, org: OrgId, id: UserId) -> Result<Person, Error> {
    let user = work.tx.org(org).user(id)?.ok_or(Error::NotFound)?.try_map(Document::read)?;
    let policy = policy_of(work, user.source)?;
    let connection = match user.source {
        Source::Local => None,
        Source::Connection(id) => work.tx.connection(id)?,
    };
    let invitation = work.tx.org(org).invitation(id)?;
    let invite_status = Invitation::status(invitation.as_ref(), user.status, work.now);
    let mails = work.tx.org(org).mails_to(id)?;
    let held = held(work, org, id)?;
    Ok(Person { user, connection, policy, invitation, invite_status, held, mails })
}

/// What was done to whoever or whatever has this id, of what is older than that number.
pub fn history(work: &mut Work, org: OrgId, target: &str, before: Option<u64>) -> Result<History, Error> {
    let most = u64::try_from(ENTRIES).unwrap_or(u64::MAX).saturating_add(1);
    let mut found = work.tx.org(org).history(target, before, most)?;
    let more = found.len() > ENTRIES;
    found.truncate(ENTRIES);
    let older = found.last().map(|(number, _)| *number).filter(|_| more);
    Ok(History { entries: found.into_iter().map(|(_, entry)| entry).collect(), older })
}
