//! The request log on its way to the database: kept in memory for a moment and written down by others, so that no call
//! waits for it. Under load calls are left out of it, and counted.

use directory::{Call, ConnectionId, Heard, Ids, Timestamp, Tolerated, secrets};
use scim::dialect::{Fired, Tolerance};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

/// Most calls that wait to be written down. Half of the room is kept for those that were refused, because it is they that
/// somebody will look for, and for the first few of each connection, so that a busy one leaves room for the others.
const CALLS_WAITING_MAX: usize = 1_024;
/// How many calls are the first few.
const FEW: usize = 16;
/// Most calls of one connection that wait, and how many of them may have been refused only.
const CALLS_OF_ONE_MAX: usize = 512;
const REFUSALS_ONLY_OF_ONE: usize = 128;
/// Most calls that wait from callers who were not let in: of one connection, of all that are known to be there, and of all
/// others, which may be nobody's.
const STRANGERS_OF_ONE_MAX: usize = 8;
const STRANGERS_MAX: usize = 128;
const STRANGERS_AT_UNKNOWN_MAX: usize = 32;
/// Most connections that are remembered as being there.
const KNOWN_MAX: usize = 10_000;
/// How many entries are written down in one transaction, so that no other work waits long for it.
const ENTRIES_OF_ONE_WRITE_MAX: usize = 128;
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
    /// How many of those there are of each connection, and how many came from strangers.
    of_each: HashMap<ConnectionId, (usize, usize)>,
    strangers: usize,
    strangers_at_unknown: usize,
    bytes: usize,
    /// Connections that are there; they stay when the rest is taken.
    known: HashSet<ConnectionId>,
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
        let is_full = waiting.is_full_for(connection, size);
        if is_full {
            // Of a connection that may not be there nothing is counted: each of these would be looked for later.
            if !size.stranger || waiting.known.contains(&connection) {
                *waiting.dropped.entry(connection).or_default() += 1;
            }
            return;
        }
        let heard = heard();
        let number = match waiting.last {
            Some((at, number)) if at == heard.at => number.wrapping_add(1),
            _ => 0,
        };
        waiting.last = Some((heard.at, number));
        waiting.bytes += heard.bytes();
        waiting.note(connection, size.stranger);
        waiting.calls.push((heard, number));
    }

    /// Counts what the dialect let pass in one request.
    pub(crate) fn tolerate(&self, connection: ConnectionId, fired: &Fired, now: Timestamp) {
        let masked =
            fired.iter().map(|(what, place, example)| (what, secrets::text(place), secrets::text(example)));
        let masked: Vec<_> = masked.collect();
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (tolerance, place, example) in masked {
            waiting.count(connection, tolerance, &place, 1, (now, now), &example);
        }
    }

    /// Remembers that a connection is there.
    pub(crate) fn know(&self, connection: ConnectionId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).know(connection);
    }

    /// Hands over what waits.
    pub(crate) fn take(&self) -> Waiting {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (last, known) = (waiting.last, std::mem::take(&mut waiting.known));
        std::mem::replace(&mut *waiting, Waiting { last, known, ..Waiting::default() })
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
    fn is_full_for(&self, connection: ConnectionId, size: Size) -> bool {
        let (calls, strangers) = self.of_each.get(&connection).copied().unwrap_or_default();
        if size.stranger {
            let is_known = self.known.contains(&connection);
            let of_all = if is_known {
                self.strangers < STRANGERS_MAX
            } else {
                self.strangers_at_unknown < STRANGERS_AT_UNKNOWN_MAX
            };
            if !of_all || strangers >= STRANGERS_OF_ONE_MAX {
                return true;
            }
        }
        let of_one = if size.refused { CALLS_OF_ONE_MAX } else { CALLS_OF_ONE_MAX - REFUSALS_ONLY_OF_ONE };
        let parts = if size.refused || calls < FEW { 1 } else { 2 };
        self.calls.len() >= CALLS_WAITING_MAX / parts
            || self.bytes + size.bytes > BYTES_WAITING_MAX / parts
            || calls >= of_one
    }

    fn note(&mut self, connection: ConnectionId, stranger: bool) {
        let of_one = self.of_each.entry(connection).or_default();
        of_one.0 += 1;
        of_one.1 += usize::from(stranger);
        if !stranger {
            self.know(connection);
        } else if self.known.contains(&connection) {
            self.strangers += 1;
        } else {
            self.strangers_at_unknown += 1;
        }
    }

    fn know(&mut self, connection: ConnectionId) {
        if self.known.len() < KNOWN_MAX {
            self.known.insert(connection);
        }
    }

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

/// All entries in batches of a bounded size, none of which holds up other work for long, in the order of the connections.
pub(crate) fn batches(all: BTreeMap<ConnectionId, Entries>) -> Vec<BTreeMap<ConnectionId, Entries>> {
    let mut batches = vec![BTreeMap::<ConnectionId, Entries>::new()];
    let mut room = ENTRIES_OF_ONE_WRITE_MAX;
    for (connection, Entries { calls, dropped, tolerated }) in all {
        let mut rest = Some((dropped, tolerated));
        let mut calls = calls.into_iter().peekable();
        while rest.is_some() || calls.peek().is_some() {
            if room == 0 {
                batches.push(BTreeMap::new());
                room = ENTRIES_OF_ONE_WRITE_MAX;
            }
            let (dropped, tolerated) = rest.take().unwrap_or_default();
            room = room.saturating_sub(1 + tolerated.len());
            let part = Entries { calls: calls.by_ref().take(room).collect(), dropped, tolerated };
            room -= part.calls.len();
            batches.last_mut().expect("there is a first one").insert(connection, part);
        }
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::*;
    use directory::TokenId;
    use directory::call::Body;

    fn connection() -> ConnectionId {
        numbered(1)
    }

    fn numbered(number: u8) -> ConnectionId {
        Ids::new(Timestamp::from_millis(0), [number; 32]).id()
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
        offer_of(log, connection(), status, body);
    }

    fn offer_of(log: &RequestLog, connection: ConnectionId, status: u16, body: usize) {
        let size = Size { refused: status >= 400, stranger: false, bytes: body };
        log.hear(connection, size, || Heard { connection, ..heard(status, body) });
    }

    fn knock(log: &RequestLog, connection: ConnectionId) {
        let size = Size { refused: true, stranger: true, bytes: 0 };
        log.hear(connection, size, || Heard { connection, token: None, ..heard(401, 0) });
    }

    /// How many calls of a connection wait.
    fn waiting(log: &RequestLog, connection: ConnectionId) -> usize {
        log.0
            .lock()
            .expect("the lock")
            .calls
            .iter()
            .filter(|(heard, _)| heard.connection == connection)
            .count()
    }

    #[test]
    fn strangers_leave_room_for_the_others_and_for_those_who_knock_elsewhere() {
        let log = RequestLog::default();
        let (nobodys, quiet) = (numbered(200), numbered(201));
        offer_of(&log, quiet, 200, 1);
        // Doors that are not there are knocked at as often as anybody likes.
        for number in 0..200 {
            (0..20).for_each(|_| knock(&log, numbered(number)));
        }
        (0..20).for_each(|_| knock(&log, quiet));
        assert_eq!(waiting(&log, nobodys), 0);
        assert_eq!(waiting(&log, quiet), 1 + STRANGERS_OF_ONE_MAX);
        offer(&log, 400, 1);
        let all = log.take();
        assert_eq!(all.calls.len(), 2 + STRANGERS_OF_ONE_MAX + STRANGERS_AT_UNKNOWN_MAX);
        assert_eq!(all.dropped, HashMap::from([(quiet, 20 - STRANGERS_OF_ONE_MAX as u64)]));
        // What is known stays known.
        (0..20).for_each(|_| knock(&log, quiet));
        assert_eq!(waiting(&log, quiet), STRANGERS_OF_ONE_MAX);
    }

    #[test]
    fn what_there_is_no_room_for_is_counted_and_refusals_have_room_of_their_own() {
        let log = RequestLog::default();
        (0..CALLS_WAITING_MAX).for_each(|_| offer(&log, 200, 1));
        (0..CALLS_WAITING_MAX).for_each(|_| offer(&log, 400, 1));
        let entries = log.take().into_entries([1; 32]).remove(&connection()).expect("entries");
        let refused = entries.calls.iter().filter(|call| call.is_refused()).count();
        assert_eq!((entries.calls.len(), refused), (CALLS_OF_ONE_MAX, REFUSALS_ONLY_OF_ONE));
        assert_eq!(entries.dropped, (2 * CALLS_WAITING_MAX - CALLS_OF_ONE_MAX) as u64);
        assert!(log.take().is_empty());
    }

    #[test]
    fn a_busy_connection_leaves_room_for_the_first_calls_of_the_others() {
        let log = RequestLog::default();
        for number in 0..3 {
            (0..CALLS_WAITING_MAX).for_each(|_| offer_of(&log, numbered(number), 200, 1));
        }
        let quiet = numbered(50);
        (0..FEW).for_each(|_| offer_of(&log, quiet, 200, 1));
        assert_eq!(waiting(&log, quiet), FEW);
    }

    #[test]
    fn all_is_written_down_in_parts_of_a_bounded_size() {
        let log = RequestLog::default();
        for number in 0..4 {
            (0..100).for_each(|_| offer_of(&log, numbered(number), 200, 1));
        }
        let all = log.take().into_entries([1; 32]);
        let batches = batches(all.clone());
        let sizes = batches.iter().map(|batch| batch.values().map(|part| part.calls.len()).sum::<usize>());
        assert!(sizes.clone().all(|size| size <= ENTRIES_OF_ONE_WRITE_MAX) && sizes.sum::<usize>() == 400);
        let mut together: BTreeMap<ConnectionId, Vec<Call>> = BTreeMap::new();
        for (connection, part) in batches.into_iter().flatten() {
            together.entry(connection).or_default().extend(part.calls);
        }
        assert_eq!(together, all.into_iter().map(|(id, entries)| (id, entries.calls)).collect());
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
