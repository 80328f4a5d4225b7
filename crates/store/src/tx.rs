//! A transaction, as use cases see it.

use crate::Error;
use crate::batch::Batch;
use crate::engine::Session;
use directory::{OrgId, Seats};
use serde_json::{Map, Value};
use std::cell::Cell;

/// A transaction. What belongs to an organization is reached through [`Tx::org`] only.
pub struct Tx<'s> {
    pub(crate) session: &'s Session,
    haste: Option<&'s Haste>,
    batch: Option<&'s Batch>,
    /// Why a save failed, so that none of the work stays.
    pub(crate) failed: Option<Error>,
}

/// A transaction as far as one organization is concerned: no other one's rows can be reached with it.
pub struct OrgTx<'s> {
    pub(crate) session: &'s Session,
    pub(crate) org: OrgId,
    haste: Option<&'s Haste>,
}

/// Somebody who must not be kept waiting does the work; what takes long is put off until somebody else does it.
#[derive(Default)]
pub(crate) struct Haste(Cell<bool>);

impl Haste {
    /// Whether the work has turned out to take long.
    pub(crate) fn is_over(&self) -> bool {
        self.0.get()
    }
}

impl<'s> Tx<'s> {
    pub(crate) fn new(session: &'s Session) -> Self {
        Self { session, haste: None, batch: None, failed: None }
    }

    /// One in which work may write.
    pub(crate) fn writing(session: &'s Session, batch: &'s Batch) -> Self {
        Self { batch: Some(batch), ..Self::new(session) }
    }

    pub(crate) fn hasty(session: &'s Session, haste: &'s Haste) -> Self {
        Self { haste: Some(haste), ..Self::new(session) }
    }

    /// The part of the database that belongs to an organization.
    #[must_use]
    pub fn org(&self, org: OrgId) -> OrgTx<'s> {
        OrgTx { session: self.session, org, haste: self.haste }
    }

    /// Keeps everybody else from writing in an organization until the transaction ends: to be asked before a decision rests
    /// on more than one row.
    pub fn hold(&self, org: OrgId) -> Result<(), Error> {
        self.batch()?.hold(self.session, org).map(drop)
    }

    /// What is known in this transaction, if it is one that may write.
    pub(crate) fn batch(&self) -> Result<&'s Batch, Error> {
        self.batch.ok_or_else(|| Error::Broken("Work that only reads tried to write.".to_owned()))
    }

    /// Whether nobody else changes what was read of an organization before this transaction ends. Where others write to the
    /// database, they do that to tokens and connections only while they hold the organization.
    pub(crate) fn is_certain_of(&self, org: OrgId) -> bool {
        self.batch.is_none_or(|batch| !self.session.is_shared() || batch.holds(org))
    }

    /// The seats of an organization, which nobody else takes before this transaction ends.
    pub fn seats(&self, org: OrgId) -> Result<Seats, Error> {
        Ok(self.batch()?.numbers(self.session, org)?.seats)
    }

    /// Whether an organization has local users at this moment, who might be meant by what a provider brings.
    pub fn has_local_users(&self, org: OrgId) -> Result<bool, Error> {
        Ok(self.batch()?.numbers(self.session, org)?.local_users > 0)
    }

    /// To be called before the numbers of organizations are read from their table.
    pub(crate) fn store_numbers(&self) -> Result<(), Error> {
        self.batch.map_or(Ok(()), |batch| batch.store(self.session))
    }
}

impl OrgTx<'_> {
    /// To be asked before what takes long; the error puts the work off.
    pub(crate) fn take_time(&self) -> Result<(), Error> {
        self.haste.map_or(Ok(()), |haste| {
            haste.0.set(true);
            Err(Error::Busy)
        })
    }
}

/// A list of texts as one value, for the word `{among $n}`.
pub(crate) fn list<T: ToString>(texts: impl IntoIterator<Item = T>) -> String {
    Value::from_iter(texts.into_iter().map(|text| text.to_string())).to_string()
}

/// An object that was stored as text.
pub(crate) fn object(text: &str) -> Result<Map<String, Value>, Error> {
    serde_json::from_str(text).map_err(|_| Error::Broken("The database holds broken JSON.".to_owned()))
}

/// A value that was stored as text.
pub(crate) fn json(text: &str) -> Result<Value, Error> {
    serde_json::from_str(text).map_err(|_| Error::Broken("The database holds broken JSON.".to_owned()))
}

/// One row must have changed; if none did, the decision was taken on something that is no more.
pub(crate) fn changed(rows: u64) -> Result<(), Error> {
    if rows == 0 { Err(Error::Stale) } else { Ok(()) }
}
