//! The table of mails that wait to be sent.
//!
//! Writes without a [`Change`](directory::Change) are here because sending a mail is no change of the directory. Whoever
//! makes them holds the organization, so that no two servers send the same mail at the same time.

use crate::engine::{Row, Session, statements, values};
use crate::{Error, OrgTx, Tx, invitations};
use directory::invitation::MailKind;
use directory::{Invitation, Mail, MailId, OrgId, Timestamp, UserId};

statements! {
    DUE = "SELECT org_id, id FROM mails WHERE due <= $1 AND (claimed_until IS NULL OR claimed_until <= $1)
    ORDER BY due LIMIT $2";

    BY_ID = "SELECT id, user_id, kind, created, due, attempts, error, claimed_until FROM mails
    WHERE org_id = $1 AND id = $2";

    OF_USERS = "SELECT id, user_id, kind, created, due, attempts, error, claimed_until FROM mails
    WHERE org_id = $1 AND user_id > $2 AND user_id <= $3 ORDER BY user_id, id";

    OF_USER = "SELECT id, user_id, kind, created, due, attempts, error, claimed_until FROM mails
    WHERE org_id = $1 AND user_id = $2 ORDER BY id";

    INSERT = "INSERT INTO mails (org_id, id, user_id, kind, created, due, claimed_until, attempts, error)
    VALUES ($1, $2, $3, $4, $5, $6, NULL, $7, $8)";

    CLAIM = "UPDATE mails SET claimed_until = $3, attempts = $4 WHERE org_id = $1 AND id = $2";

    PUT_BACK = "UPDATE mails SET claimed_until = NULL, due = $4, error = $5
    WHERE org_id = $1 AND id = $2 AND attempts = $3";

    DELETE = "DELETE FROM mails WHERE org_id = $1 AND id = $2";

    HASTEN = "UPDATE mails SET due = $3 WHERE org_id = $1 AND user_id = $2 AND due > $3";

    DELETE_OF_USER = "DELETE FROM mails WHERE org_id = $1 AND user_id = $2";
}

/// A mail that waits, or is just being sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingMail {
    /// The mail.
    pub mail: Mail,
    /// Until when whoever is sending it has it for themselves.
    pub claimed_until: Option<Timestamp>,
}

impl Tx<'_> {
    /// The mails that are due and that nobody is sending, in all organizations.
    pub fn due_mails(&self, now: Timestamp, most: u64) -> Result<Vec<(OrgId, MailId)>, Error> {
        self.session.query(DUE, values![now, most], |row| {
            Ok((row.parsed(0, OrgId::parse)?, row.parsed(1, MailId::parse)?))
        })
    }

    /// Notes that a mail is being sent until then, with one more link to its invitation.
    pub fn claim_mail(
        &mut self,
        org: OrgId,
        mail: &Mail,
        until: Timestamp,
        invitation: &Invitation,
    ) -> Result<(), Error> {
        self.session.execute(CLAIM, values![org, mail.id, until, u64::from(mail.attempts)])?;
        invitations::update(self.session, org, invitation)
    }

    /// Puts a mail back to be tried again when it is due, unless somebody else has begun to.
    pub fn put_mail_back(&mut self, org: OrgId, mail: &Mail) -> Result<bool, Error> {
        let values = values![org, mail.id, u64::from(mail.attempts), mail.due, mail.error.as_deref()];
        Ok(self.session.execute(PUT_BACK, values)? > 0)
    }

    /// Takes a mail out; false if it is not there any more.
    pub fn take_mail_out(&mut self, org: OrgId, mail: MailId) -> Result<bool, Error> {
        Ok(self.session.execute(DELETE, values![org, mail])? > 0)
    }

    /// Writes an invitation down as it is after a mail was sent or not.
    pub fn note_invitation(&mut self, org: OrgId, now: &Invitation) -> Result<(), Error> {
        invitations::update(self.session, org, now)
    }
}

impl OrgTx<'_> {
    /// A mail that waits.
    pub fn mail(&self, id: MailId) -> Result<Option<WaitingMail>, Error> {
        self.session.first(BY_ID, values![self.org, id], read)
    }

    /// The mails that wait for the users behind that id, or from the first one on, up to the last one, in their order.
    pub fn mails_of(&self, behind: Option<UserId>, last: UserId) -> Result<Vec<WaitingMail>, Error> {
        let behind = behind.map_or_else(String::new, |id| id.to_string());
        self.session.query(OF_USERS, values![self.org, behind, last], read)
    }

    /// The mails that wait for one user, the oldest first.
    pub fn mails_to(&self, user: UserId) -> Result<Vec<WaitingMail>, Error> {
        self.session.query(OF_USER, values![self.org, user], read)
    }
}

pub(crate) fn create(session: &Session, org: OrgId, new: &Mail) -> Result<(), Error> {
    let values = values![
        org,
        new.id,
        new.user,
        new.kind.as_str(),
        new.created,
        new.due,
        u64::from(new.attempts),
        new.error.as_deref()
    ];
    session.execute_later(INSERT, values)
}

/// What waits for this user is due now.
pub(crate) fn hasten(session: &Session, org: OrgId, user: UserId, now: Timestamp) -> Result<(), Error> {
    session.execute_later(HASTEN, values![org, user, now])
}

pub(crate) fn delete_of_user(session: &Session, org: OrgId, user: UserId) -> Result<(), Error> {
    session.execute_later(DELETE_OF_USER, values![org, user])
}

fn read(row: &Row<'_>) -> Result<WaitingMail, Error> {
    let error = row.maybe_parsed(6, |text| Some(text.to_owned()))?;
    let mail = Mail {
        id: row.parsed(0, MailId::parse)?,
        user: row.parsed(1, UserId::parse)?,
        kind: row.parsed(2, MailKind::parse)?,
        created: row.time(3)?,
        due: row.time(4)?,
        attempts: u32::try_from(row.count(5)?).unwrap_or(u32::MAX),
        error,
    };
    Ok(WaitingMail { mail, claimed_until: row.maybe_time(7)? })
}
