//! The table of mails to administrators: the last one of each kind, which waits to be sent or was.
//!
//! A notice belongs to an account and to no organization's users, so writing it is no [`Change`](directory::Change); it is
//! written in the transaction of what it tells of. Whoever claims one holds the installation, so that no two servers send it
//! at the same time.

use crate::engine::{Row, statements, values};
use crate::{Error, Tx};
use directory::administrator::{Notice, NoticeKind};
use directory::{AdministratorId, NoticeId, OrgId, Timestamp};

statements! {
    DUE = "SELECT id FROM notices WHERE due <= $1 AND (claimed_until IS NULL OR claimed_until <= $1)
    ORDER BY due LIMIT $2";

    BY_ID = "SELECT id, administrator_id, org_id, kind, language, created, due, attempts, error, sent, claimed_until
    FROM notices WHERE id = $1";

    OF_ADMINISTRATOR = "SELECT id, administrator_id, org_id, kind, language, created, due, attempts, error, sent, claimed_until
    FROM notices WHERE administrator_id = $1 ORDER BY id";

    INSERT = "INSERT INTO notices (id, administrator_id, org_id, kind, language, created, due, claimed_until, attempts, error, sent)
    VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, $8, $9, $10)";

    CLAIM = "UPDATE notices SET claimed_until = $2, attempts = $3 WHERE id = $1";

    NOTE = "UPDATE notices SET claimed_until = NULL, due = $3, error = $4, sent = $5 WHERE id = $1 AND attempts = $2";

    DELETE = "DELETE FROM notices WHERE id = $1";

    DELETE_OF_KIND = "DELETE FROM notices WHERE administrator_id = $1 AND org_id = $2 AND kind = $3";
}

/// A notice that waits, is just being sent, or was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingNotice {
    /// The notice.
    pub notice: Notice,
    /// Until when whoever is sending it has it for themselves.
    pub claimed_until: Option<Timestamp>,
}

impl Tx<'_> {
    /// The notices that are due and that nobody is sending.
    pub fn due_notices(&self, now: Timestamp, most: u64) -> Result<Vec<NoticeId>, Error> {
        self.session.query(DUE, values![now, most], |row| row.parsed(0, NoticeId::parse))
    }

    /// A notice.
    pub fn notice(&self, id: NoticeId) -> Result<Option<WaitingNotice>, Error> {
        self.session.first(BY_ID, values![id], read)
    }

    /// The notices to somebody.
    pub fn notices_of(&self, id: AdministratorId) -> Result<Vec<WaitingNotice>, Error> {
        self.session.query(OF_ADMINISTRATOR, values![id], read)
    }

    /// Lets a notice wait to be sent, instead of the one before it of its kind.
    pub fn queue_notice(&mut self, new: &Notice) -> Result<(), Error> {
        self.withdraw_notices(new.administrator, new.org, new.kind)?;
        let values = values![
            new.id,
            new.administrator,
            new.org,
            new.kind.as_str(),
            new.language.as_deref(),
            new.created,
            new.due,
            u64::from(new.attempts),
            new.error.as_deref(),
            new.sent
        ];
        self.session.execute(INSERT, values).map(drop)
    }

    /// Notes that a notice is being sent until then.
    pub fn claim_notice(&mut self, now: &Notice, until: Timestamp) -> Result<(), Error> {
        self.session.execute(CLAIM, values![now.id, until, u64::from(now.attempts)]).map(drop)
    }

    /// Writes down how sending went, unless the notice is gone or somebody else has begun to send it.
    pub fn note_notice(&mut self, now: &Notice) -> Result<(), Error> {
        let values = values![now.id, u64::from(now.attempts), now.due, now.error.as_deref(), now.sent];
        self.session.execute(NOTE, values).map(drop)
    }

    /// Takes a notice away.
    pub fn end_notice(&mut self, id: NoticeId) -> Result<(), Error> {
        self.session.execute(DELETE, values![id]).map(drop)
    }

    /// Takes the notices of a kind to somebody away.
    pub fn withdraw_notices(
        &mut self,
        to: AdministratorId,
        org: OrgId,
        kind: NoticeKind,
    ) -> Result<(), Error> {
        self.session.execute(DELETE_OF_KIND, values![to, org, kind.as_str()]).map(drop)
    }
}

fn read(row: &Row<'_>) -> Result<WaitingNotice, Error> {
    let notice = Notice {
        id: row.parsed(0, NoticeId::parse)?,
        administrator: row.parsed(1, AdministratorId::parse)?,
        org: row.parsed(2, OrgId::parse)?,
        kind: row.parsed(3, NoticeKind::parse)?,
        language: row.maybe_parsed(4, |tag| Some(tag.to_owned()))?,
        created: row.time(5)?,
        due: row.time(6)?,
        attempts: u32::try_from(row.count(7)?).unwrap_or(u32::MAX),
        error: row.maybe_parsed(8, |text| Some(text.to_owned()))?,
        sent: row.maybe_time(9)?,
    };
    Ok(WaitingNotice { notice, claimed_until: row.maybe_time(10)? })
}
