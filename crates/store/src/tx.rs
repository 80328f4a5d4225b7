//! A transaction, as use cases see it.

use crate::Error;
use crate::engine::Session;
use directory::OrgId;
use scim::Resource;
use serde_json::{Map, Value};

/// A transaction. What belongs to an organization is reached through [`Tx::org`] only.
pub struct Tx<'s> {
    pub(crate) session: &'s Session,
}

/// A transaction as far as one organization is concerned: no other one's rows can be reached with it.
pub struct OrgTx<'s> {
    pub(crate) session: &'s Session,
    pub(crate) org: OrgId,
}

impl<'s> Tx<'s> {
    pub(crate) fn new(session: &'s Session) -> Self {
        Self { session }
    }

    /// The part of the database that belongs to an organization.
    #[must_use]
    pub fn org(&self, org: OrgId) -> OrgTx<'s> {
        OrgTx { session: self.session, org }
    }
}

/// A list of texts as one value, for the word `{among $n}`.
pub(crate) fn list<T: ToString>(texts: impl IntoIterator<Item = T>) -> String {
    Value::from_iter(texts.into_iter().map(|text| text.to_string())).to_string()
}

/// A resource as it is stored.
pub(crate) fn document(resource: &Resource) -> String {
    serde_json::to_string(resource.attributes()).expect("JSON with text keys has a text")
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
