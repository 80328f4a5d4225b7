//! Sending what waits to be sent: claimed, sent by whoever claimed it, and noted. A server that dies in between leaves a
//! claim that ends, and the mail is sent once more, with a link of its own.

use crate::{Error, Work, people};
use directory::invitation::{InvitationLink, InvitationText, MailFailure, TOO_LATE};
use directory::life::Stage;
use directory::{Invitation, Mail, MailId, OrgId, Status, Timestamp, User, UserId};

/// How long a mail is for whoever claimed it, in milliseconds. It is longer than sending may take.
pub const CLAIM_MILLIS: i64 = 180_000;

/// A mail that is to be sent now, with all that it may say.
pub struct Outgoing {
    /// Whose user it goes to.
    pub org: OrgId,
    /// The mail, with this attempt counted.
    pub mail: Mail,
    /// The organization's name.
    pub organization: String,
    /// To whom.
    pub user: User,
    /// Until when the invitation is good.
    pub expires: Timestamp,
    /// The link that only this mail carries.
    pub link: InvitationLink,
    /// What the organization says instead of our words.
    pub texts: Vec<InvitationText>,
    /// When it was claimed.
    pub now: Timestamp,
}

/// How sending went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is on its way.
    Sent,
    /// It is not.
    Failed {
        /// Whether to try again.
        failure: MailFailure,
        /// Whether somebody may have got it all the same.
        may_have_arrived: bool,
        /// For the administrator.
        why: String,
    },
}

/// Claims a mail, if it is still to be sent. The organization has to be held.
pub fn claim(work: &mut Work, org: OrgId, id: MailId) -> Result<Option<Outgoing>, Error> {
    let now = work.now;
    let of_org = work.tx.org(org);
    let Some(waiting) = of_org.mail(id)? else { return Ok(None) };
    if waiting.claimed_until.is_some_and(|until| until > now) || waiting.mail.due > now {
        return Ok(None);
    }
    let mail = waiting.mail;
    let invited = (of_org.user_for_update(mail.user)?, of_org.invitation(mail.user)?);
    let (Some(user), Some(invitation)) = invited else {
        work.tx.take_mail_out(org, id)?;
        return Ok(None);
    };
    match user.status {
        Status::On(Stage::Invited) if !invitation.is_over(now) => {}
        Status::On(Stage::Invited) => {
            let why = mail.error.as_deref().unwrap_or(TOO_LATE);
            work.tx.put_mail_back(org, &mail.failed(MailFailure::Undeliverable, why, now))?;
            return Ok(None);
        }
        Status::Disabled(Stage::Invited) | Status::Revoked(Stage::Invited) => {
            work.tx.put_mail_back(org, &mail.put_off(now))?;
            return Ok(None);
        }
        _ => {
            work.tx.take_mail_out(org, id)?;
            return Ok(None);
        }
    }
    let mail = Mail { attempts: mail.attempts + 1, ..mail };
    let (invitation, link) = invitation.linked(org, &mut work.ids);
    let until = Timestamp::from_millis(now.as_millis() + CLAIM_MILLIS);
    work.tx.claim_mail(org, &mail, until, &invitation)?;
    let organization = work.tx.organization(org)?.ok_or(Error::NotFound)?.name;
    let texts = work.tx.org(org).texts()?;
    Ok(Some(Outgoing { org, mail, organization, user, expires: invitation.expires, link, texts, now }))
}

/// Notes how sending went. The organization has to be held.
pub fn note(
    work: &mut Work,
    org: OrgId,
    mail: &Mail,
    link: &InvitationLink,
    outcome: &Outcome,
) -> Result<(), Error> {
    match outcome {
        Outcome::Sent => sent(work, org, mail),
        Outcome::Failed { failure, may_have_arrived, why } => {
            // What is gone was withdrawn meanwhile, and what somebody else is trying is theirs.
            let is_ours = work.tx.put_mail_back(org, &mail.failed(*failure, why, work.now))?;
            match work.tx.org(org).invitation(mail.user)? {
                Some(invitation) if is_ours && !may_have_arrived => {
                    Ok(work.tx.note_invitation(org, &invitation.unlinked(link))?)
                }
                _ => Ok(()),
            }
        }
    }
}

/// Makes the reminder of somebody, if it is due. The organization has to be held.
pub fn remind(work: &mut Work, org: OrgId, user: UserId) -> Result<(), Error> {
    let of_org = work.tx.org(org);
    let (Some(user), Some(invitation)) = (of_org.user_for_update(user)?, of_org.invitation(user)?) else {
        return Ok(());
    };
    if invitation.next_reminder.is_none_or(|due| due > work.now) {
        return Ok(());
    }
    let policy = people::policy_of(work, user.source)?;
    let (after, reminder) = invitation.remind(user.status, &policy, &mut work.ids, work.now);
    Ok(work.tx.remind(org, &after, reminder.as_ref())?)
}

fn sent(work: &mut Work, org: OrgId, mail: &Mail) -> Result<(), Error> {
    if !work.tx.take_mail_out(org, mail.id)? {
        // Withdrawn meanwhile, with its links.
        return Ok(());
    }
    let Some(user) = work.tx.org(org).user_for_update(mail.user)? else { return Ok(()) };
    let policy = people::policy_of(work, user.source)?;
    let Some(invitation) = work.tx.org(org).invitation(mail.user)? else { return Ok(()) };
    let mailed: Invitation = invitation.mailed(&policy, work.now);
    Ok(work.tx.note_invitation(org, &mailed)?)
}
