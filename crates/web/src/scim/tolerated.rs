//! What the dialects let pass, in the log.

use ::scim::dialect::{Fired, Tolerance};
use directory::{Connection, ConnectionId, secrets};
use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

/// Most things that are remembered as told.
const TOLD_MAX: usize = 10_000;

/// What has been told since the start. An operator reads once that a connection's `costCentre` is dropped, and not ten
/// thousand times in one night.
#[derive(Default)]
pub(crate) struct Tolerated(Mutex<HashSet<(ConnectionId, Tolerance, String)>>);

impl Tolerated {
    /// Tells what one request needed: at first where an operator sees it, later where they look for it. The examples are
    /// left out, as they may be personal data.
    pub(crate) fn tell(&self, connection: &Connection, fired: &Fired) {
        for (tolerance, place, _) in fired.iter() {
            let (id, provider, what) = (connection.id, connection.provider.as_str(), tolerance.as_str());
            let place = &secrets::text(place);
            if self.is_new(id, tolerance, place) {
                tracing::info!(connection = %id, provider, place, "tolerated for the first time: {what}");
            } else {
                tracing::debug!(connection = %id, provider, place, "tolerated: {what}");
            }
        }
    }

    fn is_new(&self, connection: ConnectionId, tolerance: Tolerance, place: &str) -> bool {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        told.len() < TOLD_MAX && told.insert((connection, tolerance, place.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use directory::{Ids, Timestamp};

    #[test]
    fn each_thing_is_new_once_on_each_connection() {
        let told = Tolerated::default();
        let mut ids = Ids::new(Timestamp::from_millis(0), [1; 32]);
        let (one, other) = (ids.id(), ids.id());
        assert!(told.is_new(one, Tolerance::UnknownAttribute, "costCentre"));
        assert!(!told.is_new(one, Tolerance::UnknownAttribute, "costCentre"));
        assert!(told.is_new(one, Tolerance::UnknownAttribute, "colour"));
        assert!(told.is_new(other, Tolerance::UnknownAttribute, "costCentre"));
        for number in 0..2 * TOLD_MAX {
            told.is_new(one, Tolerance::DottedKey, &number.to_string());
        }
        assert!(told.0.lock().expect("the lock").len() <= TOLD_MAX);
    }
}
