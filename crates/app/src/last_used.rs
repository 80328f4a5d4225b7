//! When tokens were last used, kept in memory and written down now and then, so that a read stays a read.

use directory::{Timestamp, TokenId};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// What has been used since it was last written down.
#[derive(Default)]
pub(crate) struct LastUsed(Mutex<HashMap<TokenId, Timestamp>>);

impl LastUsed {
    /// Notes a use.
    pub(crate) fn note(&self, token: &TokenId, now: Timestamp) {
        let mut used = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match used.get_mut(token) {
            Some(at) => *at = (*at).max(now),
            None => drop(used.insert(token.clone(), now)),
        }
    }

    /// Hands over what has been noted, in one order on all servers: two that write the same rows in different orders
    /// block each other.
    pub(crate) fn take(&self) -> Vec<(TokenId, Timestamp)> {
        let mut used: Vec<_> = self.0.lock().unwrap_or_else(PoisonError::into_inner).drain().collect();
        used.sort_unstable();
        used
    }
}
