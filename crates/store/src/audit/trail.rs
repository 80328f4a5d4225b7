//! Looking for entries of the audit trail: page by page, in both directions, with filters.
//!
//! A page looks at a bounded number of entries, however few of them fit: then it says how far it has come, and the next
//! page goes on from there. What has an index is walked along it: all entries, those of each kind, those of one target.

#[cfg(test)]
mod tests;

use super::read;
use crate::engine::{Row, values};
use crate::tx::list;
use crate::{Error, OrgTx, engine};
use directory::{Action, AdministratorId, AuditEntry, ConnectionId, Timestamp};
use std::collections::HashMap;
use std::ops::ControlFlow;

/// How many entries one page looks at, at most.
const LOOK_MAX: u64 = 20_000;
/// How much the entries of one page hold, at most, unless a single one holds more; in bytes of before and after.
const BYTES_MAX: usize = 4 * 1_024 * 1_024;
/// By how much the times of entries may be out of the order of their sequence, in milliseconds: work has its time before
/// it waits for its turn, and servers have clocks of their own.
const DISORDER_MILLIS: i64 = 60_000;
/// Beyond every sequence number.
const END: u64 = i64::MAX.cast_unsigned();

/// Statements that go along one index in one direction.
struct Walk {
    rows: &'static str,
    /// Where the entry stands behind so many.
    end: &'static str,
}

macro_rules! walk {
    ($order:literal, $index:literal, $rows_of:literal, $end_of:literal) => {
        Walk {
            rows: concat!(
                "SELECT id, at, actor, action, target, before, after, sequence FROM audit ",
                $index,
                " WHERE org_id = $1 AND sequence > $2 AND sequence < $3 AND at >= $4 AND at < $5 AND actor LIKE $6",
                $rows_of,
                " ORDER BY sequence ",
                $order,
                " LIMIT $7"
            ),
            end: concat!(
                "SELECT sequence FROM audit ",
                $index,
                " WHERE org_id = $1 AND sequence > $2 AND sequence < $3",
                $end_of,
                " ORDER BY sequence ",
                $order,
                " LIMIT 1 OFFSET $4"
            ),
        }
    };
}

const OLDER: Walk = walk!("DESC", "", "", "");
const NEWER: Walk = walk!("ASC", "", "", "");
const OLDER_OF_ACTION: Walk = walk!("DESC", "{by audit_by_action}", " AND action = $8", " AND action = $5");
const NEWER_OF_ACTION: Walk = walk!("ASC", "{by audit_by_action}", " AND action = $8", " AND action = $5");
const OLDER_OF_TARGET: Walk =
    walk!("DESC", "{by audit_by_target}", " AND target = $8 AND action {among $9}", " AND target = $5");
const NEWER_OF_TARGET: Walk =
    walk!("ASC", "{by audit_by_target}", " AND target = $8 AND action {among $9}", " AND target = $5");

const FROM: &str =
    "SELECT sequence, at FROM audit WHERE org_id = $1 AND sequence >= $2 ORDER BY sequence LIMIT 1";
const BEFORE: &str =
    "SELECT sequence, at FROM audit WHERE org_id = $1 AND sequence < $2 ORDER BY sequence DESC LIMIT 1";
const USER_NAMES: &str = "SELECT id, display FROM users WHERE org_id = $1 AND id {among $2}";
const GROUP_NAMES: &str = "SELECT id, display FROM directory_groups WHERE org_id = $1 AND id {among $2}";

#[cfg(test)]
pub(crate) const STATEMENTS: &[&str] = &[
    OLDER.rows,
    OLDER.end,
    NEWER.rows,
    NEWER.end,
    OLDER_OF_ACTION.rows,
    OLDER_OF_ACTION.end,
    NEWER_OF_ACTION.rows,
    NEWER_OF_ACTION.end,
    OLDER_OF_TARGET.rows,
    OLDER_OF_TARGET.end,
    NEWER_OF_TARGET.rows,
    NEWER_OF_TARGET.end,
    FROM,
    BEFORE,
    USER_NAMES,
    GROUP_NAMES,
];

/// Which entries are looked for; what is none, or empty, leaves nothing out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrailFilter {
    /// Those of this time and later.
    pub from: Option<Timestamp>,
    /// Those before this time.
    pub to: Option<Timestamp>,
    /// Those of one of these kinds.
    pub actions: Vec<Action>,
    /// Those of one who acted.
    pub by: Option<By>,
    /// Those of what they were done to, by its id.
    pub target: Option<String>,
}

/// Who acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The provider, through this connection.
    Connection(ConnectionId),
    /// Somebody on the command line.
    CommandLine,
    /// The server itself.
    Server,
    /// Users, by the links of their invitations.
    Users,
    /// Administrators, whoever it was.
    Administrators,
    /// This administrator.
    Administrator(AdministratorId),
}

/// Where a page begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TrailPlace {
    /// At the newest entry.
    #[default]
    Newest,
    /// Behind the entry of this sequence number, with the next older one.
    OlderThan(u64),
    /// Before it, with the next newer one.
    NewerThan(u64),
}

/// Entries, the newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrailPage {
    /// Those that were found, with their sequence numbers.
    pub entries: Vec<(u64, AuditEntry)>,
    /// Where older ones are, if there may be any.
    pub older: Option<TrailPlace>,
    /// Where newer ones are, if there may be any.
    pub newer: Option<TrailPlace>,
    /// How far the search came, where it ended before the page was full and before it had looked at everything.
    pub looked_to: Option<Timestamp>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Older,
    Newer,
}

/// The sequence numbers between two that are not meant themselves.
#[derive(Clone, Copy)]
struct Span {
    behind: u64,
    before: u64,
}

/// What was found on a walk, in its direction.
struct Walked {
    entries: Vec<(u64, AuditEntry)>,
    /// There are more.
    more: bool,
    /// The last one that was looked at, where that was enough.
    end: Option<u64>,
}

impl TrailPlace {
    /// The place of that text, which is what its [`Display`](std::fmt::Display) writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let number = |digits: &str| {
            let is_plain = digits.bytes().all(|digit| digit.is_ascii_digit());
            digits.parse().ok().filter(|number| is_plain && *number <= END)
        };
        match text.split_at_checked(1)? {
            ("o", digits) => number(digits).map(Self::OlderThan),
            ("n", digits) => number(digits).map(Self::NewerThan),
            _ => None,
        }
    }
}

impl std::fmt::Display for TrailPlace {
    /// As it stands in an address; the newest page needs no text.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Newest => Ok(()),
            Self::OlderThan(number) => write!(f, "o{number}"),
            Self::NewerThan(number) => write!(f, "n{number}"),
        }
    }
}

impl OrgTx<'_> {
    /// A page of the audit trail, with at most `most` entries. With a filter it may take long enough to keep others waiting.
    pub fn trail(&self, filter: &TrailFilter, place: TrailPlace, most: usize) -> Result<TrailPage, Error> {
        if filter.leaves_out() {
            self.take_time()?;
        }
        self.page(filter, place, most, LOOK_MAX)
    }

    /// What users and groups of these ids are called now, as far as they are still there.
    pub fn display_names(&self, ids: &[&str]) -> Result<HashMap<String, String>, Error> {
        let mut names = HashMap::new();
        for sql in [USER_NAMES, GROUP_NAMES] {
            self.session.each(sql, values![self.org, list(ids)], &mut |row| {
                names.insert(row.text(0)?.into_owned(), row.text(1)?.into_owned());
                Ok(ControlFlow::Continue(()))
            })?;
        }
        Ok(names)
    }

    fn page(
        &self,
        filter: &TrailFilter,
        place: TrailPlace,
        most: usize,
        look: u64,
    ) -> Result<TrailPage, Error> {
        let span = self.span_of_times(filter)?;
        let walk = |direction, span| self.walk(filter, (direction, span), most, look);
        let (mut page, end) = match place {
            TrailPlace::Newest => older(walk(Direction::Older, span)?, None),
            TrailPlace::OlderThan(number) => {
                let span = Span { before: span.before.min(number), ..span };
                older(walk(Direction::Older, span)?, Some(number))
            }
            TrailPlace::NewerThan(number) => {
                let span = Span { behind: span.behind.max(number), ..span };
                let walked = walk(Direction::Newer, span)?;
                if !walked.more && walked.end.is_none() && walked.entries.len() < most {
                    // The first page is a whole one, also for who comes back to it.
                    return self.page(filter, TrailPlace::Newest, most, look);
                }
                newer(walked, number)
            }
        };
        if let Some(end) = end.filter(|_| page.entries.len() < most) {
            page.looked_to = self.first_from(end)?.map(|(_, at)| at);
        }
        Ok(page)
    }

    fn walk(
        &self,
        filter: &TrailFilter,
        (direction, mut span): (Direction, Span),
        most: usize,
        look: u64,
    ) -> Result<Walked, Error> {
        let sources = filter.sources();
        let end = match filter.leaves_out() {
            true => self.end(&sources, (direction, span), look)?,
            false => None,
        };
        if let Some(end) = end {
            span.keep_up_to(direction, end);
        }
        let (mut entries, mut more) = (Vec::new(), false);
        for source in &sources {
            self.collect(filter, source, (direction, span), most + 1, &mut entries)?;
            entries.sort_by_key(|(number, _)| *number);
            if direction == Direction::Older {
                entries.reverse();
            }
            // What lies behind a full page need not be looked for in the other sources.
            let room = room(&entries, most);
            if room < entries.len() {
                more = true;
                entries.truncate(room);
            }
            if let Some((last, _)) = entries.last().filter(|_| more) {
                span.keep_up_to(direction, *last);
            }
        }
        Ok(Walked { entries, more, end: end.filter(|_| !more) })
    }

    /// The last entry that is looked at, if there are others behind it.
    fn end(
        &self,
        sources: &[Source<'_>],
        (direction, span): (Direction, Span),
        look: u64,
    ) -> Result<Option<u64>, Error> {
        let each = look / sources.len().max(1) as u64;
        let mut ends = Vec::new();
        for source in sources {
            let shared = values![self.org, span.behind, span.before, each.max(1) - 1];
            let values = [shared, &source.value()[..]].concat();
            let end = self.session.first(source.walk(direction).end, &values, |row| row.count(0))?;
            ends.extend(end);
        }
        Ok(match direction {
            Direction::Older => ends.into_iter().max(),
            Direction::Newer => ends.into_iter().min(),
        })
    }

    /// Entries of one source in the order of the direction; no more than fit on a page, and one.
    fn collect(
        &self,
        filter: &TrailFilter,
        source: &Source<'_>,
        (direction, span): (Direction, Span),
        most: usize,
        entries: &mut Vec<(u64, AuditEntry)>,
    ) -> Result<(), Error> {
        let (from, to) = (
            filter.from.map_or(i64::MIN, Timestamp::as_millis),
            filter.to.map_or(i64::MAX, Timestamp::as_millis),
        );
        let actor = filter.by.map_or_else(|| "%".to_owned(), By::pattern);
        let shared = values![self.org, span.behind, span.before, from, to, actor.as_str(), most as u64];
        let actions = match source {
            Source::Target(_) => {
                let all = if filter.actions.is_empty() { &Action::ALL[..] } else { &filter.actions };
                vec![engine::Value::from(list(all.iter().map(|action| action.as_str())))]
            }
            Source::All | Source::Action(_) => Vec::new(),
        };
        let values = [shared, &source.value()[..], &actions].concat();
        let mut bytes = 0;
        self.session.each(source.walk(direction).rows, &values, &mut |row| {
            let entry = read(row)?;
            bytes += size(&entry);
            entries.push((row.count(7)?, entry));
            // The one too many shows that there is more.
            Ok(if bytes > BYTES_MAX + size(&entries[entries.len() - 1].1) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            })
        })
    }

    /// The span that holds all entries of the filter's times. What else is in it is left out one by one.
    fn span_of_times(&self, filter: &TrailFilter) -> Result<Span, Error> {
        let moved = |time: Timestamp, by: i64| Timestamp::from_millis(time.as_millis().saturating_add(by));
        let behind = match filter.from {
            Some(from) => self.first_since(moved(from, -DISORDER_MILLIS))?.saturating_sub(1),
            None => 0,
        };
        let before = match filter.to {
            Some(to) => self.first_since(moved(to, DISORDER_MILLIS))?,
            None => END,
        };
        Ok(Span { behind, before })
    }

    /// A sequence number before which nothing is later than `time` by more than the disorder, and from which on nothing
    /// is earlier by more: found by bisection.
    fn first_since(&self, time: Timestamp) -> Result<u64, Error> {
        let last = |before: u64| self.session.first(BEFORE, values![self.org, before], read_place);
        let Some((newest, _)) = last(END)? else { return Ok(END) };
        // Entries before `low` are earlier; those from `high` on are not.
        let (mut low, mut high) = (0, newest + 1);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.first_from(middle)?.filter(|(number, _)| *number < high) {
                Some((number, at)) if at < time => low = number + 1,
                Some((number, _)) if number == middle => high = middle,
                // There is nothing from the middle on, up to there: the numbers of a restored organization have a wide gap.
                _ => high = last(middle)?.map_or(low, |(number, _)| number + 1).max(low),
            }
        }
        Ok(if low > newest { END } else { low })
    }

    fn first_from(&self, number: u64) -> Result<Option<(u64, Timestamp)>, Error> {
        self.session.first(FROM, values![self.org, number], read_place)
    }
}

/// What is walked along.
enum Source<'a> {
    All,
    Action(Action),
    Target(&'a str),
}

impl Source<'_> {
    fn walk(&self, direction: Direction) -> &'static Walk {
        match (self, direction) {
            (Self::All, Direction::Older) => &OLDER,
            (Self::All, Direction::Newer) => &NEWER,
            (Self::Action(_), Direction::Older) => &OLDER_OF_ACTION,
            (Self::Action(_), Direction::Newer) => &NEWER_OF_ACTION,
            (Self::Target(_), Direction::Older) => &OLDER_OF_TARGET,
            (Self::Target(_), Direction::Newer) => &NEWER_OF_TARGET,
        }
    }

    /// By what it is found in its index.
    fn value(&self) -> Vec<engine::Value<'_>> {
        match self {
            Self::All => Vec::new(),
            Self::Action(action) => vec![action.as_str().into()],
            Self::Target(target) => vec![(*target).into()],
        }
    }
}

impl TrailFilter {
    fn sources(&self) -> Vec<Source<'_>> {
        match &self.target {
            Some(target) => vec![Source::Target(target)],
            None if self.actions.is_empty() => vec![Source::All],
            None => self.actions.iter().copied().map(Source::Action).collect(),
        }
    }

    /// Whether something is left out that is met on the way.
    fn leaves_out(&self) -> bool {
        let has_both = self.target.is_some() && !self.actions.is_empty();
        self.by.is_some() || self.from.is_some() || self.to.is_some() || has_both
    }
}

impl By {
    /// What is found in the text of such an actor, and, since texts in it have their quotes escaped, in no other one's.
    fn pattern(self) -> String {
        match self {
            Self::Connection(id) => format!("%\"connection\":\"{id}\"%"),
            Self::CommandLine => "%\"kind\":\"command line\"%".to_owned(),
            Self::Server => "%\"kind\":\"server\"%".to_owned(),
            Self::Users => "%\"kind\":\"user\"%".to_owned(),
            Self::Administrators => "%\"kind\":\"administrator\"%".to_owned(),
            Self::Administrator(id) => format!("%\"administrator\":\"{id}\"%"),
        }
    }
}

impl Span {
    /// Leaves out what is behind this number in a direction.
    fn keep_up_to(&mut self, direction: Direction, last: u64) {
        match direction {
            Direction::Older => self.behind = self.behind.max(last.saturating_sub(1)),
            Direction::Newer => self.before = self.before.min(last.saturating_add(1)),
        }
    }
}

/// The page of a walk towards older entries, and where it ended early. Where it began, there are newer ones.
fn older(walked: Walked, began: Option<u64>) -> (TrailPage, Option<u64>) {
    let Walked { entries, more, end } = walked;
    let last = entries.last().map(|(number, _)| *number).filter(|_| more);
    let newer = began.map(|began| entries.first().map_or(began.saturating_sub(1), |(number, _)| *number));
    let page = TrailPage {
        older: last.or(end).map(TrailPlace::OlderThan),
        newer: newer.map(TrailPlace::NewerThan),
        looked_to: None,
        entries,
    };
    (page, end)
}

/// The same of a walk towards newer ones.
fn newer(walked: Walked, began: u64) -> (TrailPage, Option<u64>) {
    let Walked { mut entries, more, end } = walked;
    entries.reverse();
    let first = entries.first().map(|(number, _)| *number).filter(|_| more);
    let last = entries.last().map_or(began.saturating_add(1), |(number, _)| *number);
    let page = TrailPage {
        newer: first.or(end).map(TrailPlace::NewerThan),
        older: Some(TrailPlace::OlderThan(last)),
        looked_to: None,
        entries,
    };
    (page, end)
}

/// How many of the entries fit on a page.
fn room(entries: &[(u64, AuditEntry)], most: usize) -> usize {
    let mut bytes = 0;
    let fits = |(index, (_, entry)): &(usize, &(u64, AuditEntry))| {
        bytes += size(entry);
        *index == 0 || (*index < most && bytes <= BYTES_MAX)
    };
    entries.iter().enumerate().take_while(fits).count()
}

fn size(entry: &AuditEntry) -> usize {
    entry.before.as_str().len() + entry.after.as_str().len()
}

fn read_place(row: &Row<'_>) -> Result<(u64, Timestamp), Error> {
    Ok((row.count(0)?, row.time(1)?))
}
