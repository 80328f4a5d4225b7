//! The request log on its way to the database: kept in memory for a moment and written down by others, so that no call
//! waits for it. Under load calls are left out of it, and counted.

use directory::{Call, ConnectionId, Heard, Ids, Timestamp, Tolerated};
use scim::dialect::{Fired, Tolerance};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};

/// Most calls that wait to be written down. Half of the room is kept for those that were refused: it is they that somebody
/// will look for.
const CALLS_WAITING_MAX: usize = 256;
/// Most of those that came from somebody who was not let in, so that strangers leave room for the others.
const STRANGERS_WAITING_MAX: usize = 32;
/// Most memory that the bodies of those hold, in bytes.
const BYTES_WAITING_MAX: usize = 4 * 1024 * 1024;
/// Most places at which tolerances are counted each for itself between two times of writing down.
const PLACES_WAITING_MAX: usize = 4_096;

/// What room a call needs.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// It was refused.
    pub refused: bool,
    /// The caller was not let in.
    pub stranger: bool,
    /// What its bodies have together, in bytes.
    pub bytes: usize,
}

/// What waits to be written down.
#[derive(Default)]
pub(crate) struct RequestLog(Mutex<Waiting>);

/// What waited to be written down, of all connections.
#[derive(Default)]
pub(crate) struct Waiting {
    calls: Vec<(Heard, u16)>,
    strangers: usize,
    bytes: usize,
    /// The time of the last call, and how many came in that millisecond before.
    last: Option<(Timestamp, u16)>,
    dropped: HashMap<ConnectionId, u64>,
    tolerated: HashMap<(ConnectionId, Tolerance, String), Tolerated>,
}

/// What is to be written down of one connection.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entries {
    pub(crate) calls: Vec<Call>,
    pub(crate) dropped: u64,
    pub(crate) tolerated: Vec<Tolerated>,
}

impl RequestLog {
    /// Takes a call in, where there is room for one of this size; makes it only then.
    pub(crate) fn hear(&self, connection: ConnectionId, size: Size, heard: impl FnOnce() -> Heard) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let parts = if size.refused { 1 } else { 2 };
        let is_full = waiting.calls.len() >= CALLS_WAITING_MAX / parts
            || waiting.bytes + size.bytes > BYTES_WAITING_MAX / parts
            || (size.stranger && waiting.strangers >= STRANGERS_WAITING_MAX);
        if is_full {
            *waiting.dropped.entry(connection).or_default() += 1;
            return;
        }
        let heard = heard();
        let number = match waiting.last {
            Some((at, number)) if at == heard.at => number.wrapping_add(1),
            _ => 0,
        };
        waiting.last = Some((heard.at, number));
        waiting.bytes += heard.bytes();
        waiting.strangers += usize::from(heard.token.is_none());
        waiting.calls.push((heard, number));
    }

    /// Counts what the dialect let pass in one request.
    pub(crate) fn tolerate(&self, connection: ConnectionId, fired: &Fired, now: Timestamp) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (tolerance, place, example) in fired.iter() {
            waiting.count(connection, tolerance, place, 1, (now, now), example);
        }
    }

    /// Hands over what waits.
    pub(crate) fn take(&self) -> Waiting {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let last = waiting.last;
        std::mem::replace(&mut *waiting, Waiting { last, ..Waiting::default() })
    }

    /// Takes back what could not be written down. What was counted is counted again the next time; of the calls, only how
    /// many there were.
    pub(crate) fn take_back(&self, entries: BTreeMap<ConnectionId, Entries>) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (connection, entries) in entries {
            let lost = entries.dropped + entries.calls.len() as u64;
            if lost > 0 {
                *waiting.dropped.entry(connection).or_default() += lost;
            }
            for Tolerated { tolerance, place, times, first, last, example } in entries.tolerated {
                waiting.count(connection, tolerance, &place, times, (first, last), &example);
            }
        }
    }
}

impl Waiting {
    fn count(
        &mut self,
        connection: ConnectionId,
        tolerance: Tolerance,
        place: &str,
        times: u64,
        (first, last): (Timestamp, Timestamp),
        example: &str,
    ) {
        let is_full = self.tolerated.len() >= PLACES_WAITING_MAX;
        let mut key = (connection, tolerance, place.to_owned());
        if is_full && !self.tolerated.contains_key(&key) {
            directory::tolerated::OTHER_PLACES.clone_into(&mut key.2);
        }
        let place = key.2.clone();
        let counted = self.tolerated.entry(key).or_insert_with(|| Tolerated {
            tolerance,
            place,
            times: 0,
            first,
            last,
            example: String::new(),
        });
        counted.times += times;
        counted.first = counted.first.min(first);
        if last >= counted.last {
            counted.last = last;
            example.clone_into(&mut counted.example);
        }
    }

    /// Whether there is nothing to write down.
    pub(crate) fn is_empty(&self) -> bool {
        self.calls.is_empty() && self.dropped.is_empty() && self.tolerated.is_empty()
    }

    /// What is to be written down, by connection and in one order on all servers: two that write the same rows in
    /// different orders block each other. This takes the secrets out, which takes its time.
    pub(crate) fn into_entries(self, seed: [u8; 32]) -> BTreeMap<ConnectionId, Entries> {
        let mut all: BTreeMap<ConnectionId, Entries> = BTreeMap::new();
        let mut ids = Ids::new(Timestamp::from_millis(0), seed);
        for (heard, number) in self.calls {
            all.entry(heard.connection).or_default().calls.push(heard.call(ids.at(heard.at), number));
        }
        for (connection, dropped) in self.dropped {
            all.entry(connection).or_default().dropped = dropped;
        }
        for ((connection, ..), tolerated) in self.tolerated {
            all.entry(connection).or_default().tolerated.push(tolerated);
        }
        for entries in all.values_mut() {
            entries.tolerated.sort_by(|a, b| (a.tolerance, &a.place).cmp(&(b.tolerance, &b.place)));
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use directory::TokenId;
    use directory::call::Body;

    fn connection() -> ConnectionId {
        Ids::new(Timestamp::from_millis(0), [1; 32]).id()
    }

    fn heard(status: u16, body: usize) -> Heard {
        Heard {
            connection: connection(),
            token: TokenId::parse("abcdefghijkl"),
            at: Timestamp::from_millis(7),
            micros: 1,
            method: "GET".into(),
            target: "/Users".into(),
            status,
            why: "",
            request: Body::None,
            answer: Body::Whole(vec![b'1'; body]),
            tolerated: Vec::new(),
        }
    }

    fn offer(log: &RequestLog, status: u16, body: usize) {
        let size = Size { refused: status >= 400, stranger: false, bytes: body };
        log.hear(connection(), size, || heard(status, body));
    }

    #[test]
    fn strangers_leave_room_for_the_others() {
        let log = RequestLog::default();
        for _ in 0..CALLS_WAITING_MAX {
            let size = Size { refused: true, stranger: true, bytes: 0 };
            log.hear(connection(), size, || Heard { token: None, ..heard(401, 0) });
        }
        offer(&log, 400, 1);
        let waiting = log.take();
        assert_eq!(waiting.calls.len(), STRANGERS_WAITING_MAX + 1);
        assert_eq!(waiting.dropped[&connection()], (CALLS_WAITING_MAX - STRANGERS_WAITING_MAX) as u64);
    }

    #[test]
    fn what_there_is_no_room_for_is_counted_and_refusals_have_room_of_their_own() {
        let log = RequestLog::default();
        for _ in 0..CALLS_WAITING_MAX {
            offer(&log, 200, 1);
        }
        for _ in 0..CALLS_WAITING_MAX {
            offer(&log, 400, 1);
        }
        let entries = log.take().into_entries([1; 32]).remove(&connection()).expect("entries");
        let refused = entries.calls.iter().filter(|call| call.is_refused()).count();
        assert_eq!((entries.calls.len(), refused), (CALLS_WAITING_MAX, CALLS_WAITING_MAX / 2));
        assert_eq!(entries.dropped, CALLS_WAITING_MAX as u64);
        assert!(log.take().is_empty());
    }

    #[test]
    fn bodies_have_a_bound_together() {
        let log = RequestLog::default();
        let body = BYTES_WAITING_MAX / 8;
        for _ in 0..20 {
            offer(&log, 500, body);
        }
        let waiting = log.take();
        assert_eq!((waiting.calls.len(), waiting.dropped[&connection()]), (8, 12));
    }

    #[test]
    fn calls_of_one_millisecond_keep_their_order() {
        let log = RequestLog::default();
        for status in 200..210 {
            offer(&log, status, 1);
        }
        let first = log.take().into_entries([1; 32]).remove(&connection()).expect("entries");
        offer(&log, 210, 1);
        let second = log.take().into_entries([2; 32]).remove(&connection()).expect("entries");
        let mut calls = [first.calls, second.calls].concat();
        calls.reverse();
        calls.sort_by_key(|call| call.id);
        assert_eq!(calls.iter().map(|call| call.status).collect::<Vec<_>>(), (200..=210).collect::<Vec<_>>());
    }

    #[test]
    fn what_could_not_be_written_down_is_counted_the_next_time() {
        let log = RequestLog::default();
        let mut fired = Fired::default();
        fired.note(Tolerance::StringScalar, "active", || "\"False\"".into());
        for millis in [5, 6] {
            log.tolerate(connection(), &fired, Timestamp::from_millis(millis));
        }
        offer(&log, 200, 1);
        log.take_back(log.take().into_entries([1; 32]));
        log.tolerate(connection(), &fired, Timestamp::from_millis(9));
        let entries = log.take().into_entries([1; 32]).remove(&connection()).expect("entries");
        assert_eq!((entries.calls.len(), entries.dropped), (0, 1));
        let counted = Tolerated {
            tolerance: Tolerance::StringScalar,
            place: "active".into(),
            times: 3,
            first: Timestamp::from_millis(5),
            last: Timestamp::from_millis(9),
            example: "\"False\"".into(),
        };
        assert_eq!(entries.tolerated, [counted]);
    }
}
