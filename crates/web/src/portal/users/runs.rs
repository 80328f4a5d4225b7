//! What administrators do to many users, step by step, and what came of it for each.
//!
//! All that is needed to go on stands in the form of each step, so that any server can. What came of it is kept in memory,
//! for a while and up to a bound: a lost result is no disaster, and whoever asks for the same step twice is shown the first.

use app::crowd::{Act, Done, Outcome};
use app::invitations::USERS_OF_ONE_GO;
use directory::{AdministratorId, OrgId, RunId, Timestamp, UserId};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use store::PeopleQuery;

use crate::portal::listed::Fields;
use crate::portal::parts::encoded;
use crate::portal::readable;

/// Most results that are kept of all runs together.
pub(crate) const RESULTS_MAX: usize = 100_000;
/// How long they are kept, in minutes.
pub(crate) const MINUTES: u32 = 60;
/// Most runs of one administrator that are known; beyond that the oldest is forgotten.
const RUNS_MAX: usize = 20;
/// Most who can be ticked: no page has more.
pub(super) const TICKED_MAX: usize = USERS_OF_ONE_GO;
/// Longest text that is searched for, in characters.
const TEXT_CHARS_MAX: usize = 200;
/// Longest place to go on from, in bytes.
const AFTER_BYTES_MAX: usize = 8 * 1024;

/// Which run it is, and whose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) run: RunId,
    pub(crate) org: OrgId,
    pub(crate) by: AdministratorId,
}

/// How far a run has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Course {
    /// What is done.
    pub(crate) act: Act,
    /// To whom.
    pub(crate) whom: Whom,
    /// When they were found.
    pub(crate) begun: Timestamp,
    /// How many were found at the beginning.
    pub(crate) total: u64,
    /// How many steps were taken.
    pub(crate) step: u64,
    /// Behind what the next ones are found; nothing at the beginning and at the end.
    pub(crate) after: Option<String>,
    /// How many had which outcome, in the order of [`Kind::ALL`].
    pub(crate) counts: [u64; 4],
}

/// To whom something is done. A form says which of the two it is: of one that lacks what it should have, nothing comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Whom {
    /// Those who were ticked, in one step.
    Ticked(Vec<UserId>),
    /// All whom this finds.
    Everyone(PeopleQuery),
}

/// A kind of outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Done,
    Nothing,
    Refused,
    NotFound,
}

impl Kind {
    pub(crate) const ALL: [Self; 4] = [Self::Done, Self::Nothing, Self::Refused, Self::NotFound];

    pub(crate) fn of(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::Done,
            Outcome::NothingToDo | Outcome::HasAccess => Self::Nothing,
            Outcome::Refused(_) | Outcome::KeptOutMeanwhile | Outcome::Held => Self::Refused,
            Outcome::NotFound => Self::NotFound,
        }
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Nothing => "nothing",
            Self::Refused => "refused",
            Self::NotFound => "gone",
        }
    }
}

impl Course {
    /// The beginning.
    pub(crate) fn new(act: Act, whom: Whom, (total, begun): (u64, Timestamp)) -> Self {
        Self { act, whom, begun, total, step: 0, after: None, counts: [0; 4] }
    }

    /// What a form or an address says, with those who are ticked in it; nothing where it does not say to whom something is
    /// done, or how to go on.
    pub(crate) fn read<'a>(
        text: impl Fn(&str) -> &'a str,
        ticked: impl Iterator<Item = &'a str>,
    ) -> Option<Self> {
        let number = |name: &str| text(name).parse().unwrap_or_default();
        if text("after").len() > AFTER_BYTES_MAX {
            return None;
        }
        let after = readable(text("after"));
        let course = Self {
            act: Act::parse(text("act"))?,
            whom: Whom::read(&text, ticked)?,
            begun: Timestamp::from_millis(text("begun").parse().unwrap_or_default()),
            total: number("total"),
            step: number("step"),
            after: Some(after).filter(|after| !after.is_empty()),
            counts: Kind::ALL.map(|kind| number(kind.as_str())),
        };
        let is_begun = course.begun.as_millis() > 0;
        let is_fit = match &course.whom {
            // They are all done with after one step.
            Whom::Ticked(users) => course.after.is_none() && users.is_empty() == (course.step > 0),
            Whom::Everyone(_) => is_begun && (course.step > 0 || course.after.is_none()),
        };
        is_fit.then_some(course)
    }

    /// The same as fields.
    pub(crate) fn fields(&self) -> Fields {
        let mut fields = vec![("act", self.act.as_str().to_owned())];
        match &self.whom {
            Whom::Ticked(users) if self.step == 0 => {
                fields.extend(users.iter().map(|user| ("user", user.to_string())));
            }
            Whom::Ticked(_) => fields.push(("ticked", "yes".to_owned())),
            Whom::Everyone(query) => {
                fields.push(("everyone", "yes".to_owned()));
                fields.extend(super::fields(query));
            }
        }
        fields.push(("begun", self.begun.as_millis().to_string()));
        fields.push(("total", self.total.to_string()));
        fields.push(("step", self.step.to_string()));
        // Browsers write lines in their own way, so that none may be in it.
        fields.extend(self.after.as_deref().map(|after| ("after", encoded(after))));
        fields.extend(
            Kind::ALL.iter().zip(self.counts).map(|(kind, count)| (kind.as_str(), count.to_string())),
        );
        fields
    }

    /// The same after one more step.
    pub(crate) fn stepped(&self, done: &[Done], after: Option<String>) -> Self {
        let whom = match &self.whom {
            Whom::Ticked(_) => Whom::Ticked(Vec::new()),
            everyone @ Whom::Everyone(_) => everyone.clone(),
        };
        let mut next = Self { step: self.step.saturating_add(1), after, whom, ..self.clone() };
        for kind in done.iter().map(|done| Kind::of(&done.outcome)) {
            let place = Kind::ALL.iter().position(|known| *known == kind);
            if let Some(count) = place.and_then(|place| next.counts.get_mut(place)) {
                *count = count.saturating_add(1);
            }
        }
        next
    }

    /// Whether the next step of this run is the one that a form asks for.
    fn goes_on_with(&self, form: &Self) -> bool {
        let Self { act, whom, begun, .. } = self;
        let is_same = (act, whom, begun) == (&form.act, &form.whom, &form.begun);
        is_same && self.step <= form.step && !self.is_over()
    }

    /// Whether nobody is left.
    pub(crate) fn is_over(&self) -> bool {
        self.step > 0 && self.after.is_none()
    }

    /// How many have been dealt with.
    pub(crate) fn reached(&self) -> u64 {
        self.counts.iter().fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// How many there are, as far as is known: others may have come meanwhile, or gone.
    pub(crate) fn all(&self) -> u64 {
        if self.is_over() { self.reached() } else { self.total.max(self.reached()) }
    }
}

impl Whom {
    fn read<'a>(text: impl Fn(&str) -> &'a str, ticked: impl Iterator<Item = &'a str>) -> Option<Self> {
        let users: Vec<UserId> = ticked.map(UserId::parse).collect::<Option<_>>()?;
        match (text("everyone"), text("ticked")) {
            ("yes", "") if users.is_empty() => everyone(text).map(Self::Everyone),
            ("", "yes") if users.is_empty() => Some(Self::Ticked(users)),
            ("", "") if (1..=TICKED_MAX).contains(&users.len()) => Some(Self::Ticked(users)),
            _ => None,
        }
    }
}

/// Whom a filter means, if all of it can be read: without a part of it, it would mean more people.
pub(super) fn everyone<'a>(text: impl Fn(&str) -> &'a str) -> Option<PeopleQuery> {
    let query = super::query(&text);
    let is_read = text("status").is_empty() == query.status.is_none()
        && text("invitation").is_empty() == query.invitation.is_none()
        && text("source").is_empty() == query.source.is_none()
        && query.held == (text("held") == "yes")
        && query.text.chars().count() <= TEXT_CHARS_MAX;
    is_read.then_some(query)
}

/// All runs of this server.
#[derive(Default)]
pub(crate) struct Runs(Mutex<Vec<Run>>);

struct Run {
    key: Key,
    course: Course,
    results: Vec<Done>,
    touched: Instant,
    busy: bool,
}

/// The right to take the next steps of a run, which nobody else has meanwhile.
pub(crate) struct Turn<'a> {
    runs: &'a Runs,
    key: Key,
}

/// What somebody may do with a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leave {
    /// Begin it, or go on with it.
    ToBegin,
    /// Go on with one that is known here, and nothing else.
    ToGoOn,
}

/// Why the next steps of a run are not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// Somebody else takes them, or it is further already, or it does something else or to others: how far it is.
    Known(Box<Course>),
    /// It is not known here, and may not begin.
    Unknown,
}

/// Some results of a run.
pub(crate) struct Found {
    /// Those that were asked for.
    pub(crate) results: Vec<Done>,
    /// How many there are of that kind.
    pub(crate) of_kind: usize,
    /// How many are kept in all.
    pub(crate) kept: usize,
}

impl Runs {
    /// Lets somebody go on from there; where the run is further already, somebody else goes on with it, or it does something
    /// else or to others, how far it is. Whoever had to give a password for what it does gave it at its beginning.
    pub(crate) fn begin(&self, key: Key, course: &Course, leave: Leave) -> Result<Turn<'_>, Stop> {
        let mut runs = self.lock();
        match runs.iter_mut().find(|run| run.key == key) {
            Some(run) if run.busy || !run.course.goes_on_with(course) => {
                return Err(Stop::Known(Box::new(run.course.clone())));
            }
            Some(run) => (run.busy, run.touched) = (true, Instant::now()),
            None if leave == Leave::ToGoOn => return Err(Stop::Unknown),
            None => {
                let theirs = |run: &Run| run.key.by == key.by && !run.busy;
                if runs.iter().filter(|run| theirs(run)).count() >= RUNS_MAX
                    && let Some(oldest) = runs.iter().position(theirs)
                {
                    runs.remove(oldest);
                }
                runs.push(Run {
                    key,
                    course: course.clone(),
                    results: Vec::new(),
                    touched: Instant::now(),
                    busy: true,
                });
            }
        }
        Ok(Turn { runs: self, key })
    }

    /// How far a run has come, if that is known here.
    pub(crate) fn course(&self, key: Key) -> Option<Course> {
        self.lock().iter().find(|run| run.key == key).map(|run| run.course.clone())
    }

    /// Some results of a run: of that kind, or all.
    pub(crate) fn results(&self, key: Key, kind: Option<Kind>, from: usize, count: usize) -> Found {
        let runs = self.lock();
        let kept = runs.iter().find(|run| run.key == key).map_or(&[][..], |run| &run.results);
        let is_meant = |done: &&Done| kind.is_none_or(|kind| Kind::of(&done.outcome) == kind);
        let of_kind = kept.iter().filter(is_meant).count();
        let results = kept.iter().filter(is_meant).skip(from).take(count).cloned().collect();
        Found { results, of_kind, kept: kept.len() }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Run>> {
        let mut runs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept_for = Duration::from_secs(u64::from(MINUTES) * 60);
        runs.retain(|run| run.busy || run.touched.elapsed() < kept_for);
        runs
    }
}

impl Turn<'_> {
    /// Notes what came of a step. The oldest runs make room for it; what there is no room for is counted and no more.
    pub(crate) fn note(&self, course: &Course, done: Vec<Done>) {
        let mut runs = self.runs.lock();
        while runs.iter().map(|run| run.results.len()).sum::<usize>() + done.len() > RESULTS_MAX
            && let Some(oldest) = runs.iter().position(|run| !run.busy)
        {
            runs.remove(oldest);
        }
        let kept: usize = runs.iter().map(|run| run.results.len()).sum();
        if let Some(run) = runs.iter_mut().find(|run| run.key == self.key) {
            run.course = course.clone();
            run.touched = Instant::now();
            run.results.extend(done.into_iter().take(RESULTS_MAX.saturating_sub(kept)));
        }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut runs = self.runs.lock();
        if let Some(run) = runs.iter_mut().find(|run| run.key == self.key) {
            run.busy = false;
        }
        // Where not even the first step was taken, there is nothing to know.
        runs.retain(|run| run.key != self.key || run.course.step > 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use directory::Ids;

    const NOW: Timestamp = Timestamp::from_millis(1_763_675_425_120);

    fn done(ids: &mut Ids, count: usize) -> Vec<Done> {
        let one = |_| Done { user: ids.id::<UserId>(), user_name: None, outcome: Outcome::Done };
        (0..count).map(one).collect()
    }

    #[test]
    fn a_course_is_written_and_read() {
        let query = PeopleQuery { text: "a b".into(), protected: true, ..PeopleQuery::default() };
        let counts = [1, 2, 3, 4];
        let after = Some("zoë\nzoe@acme.test".to_owned());
        let everyone = Whom::Everyone(query);
        let course = Course { after, step: 3, counts, ..Course::new(Act::KeepOut, everyone, (450, NOW)) };
        let fields = course.fields();
        let text = |name: &str| {
            fields.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value.as_str())
        };
        assert_eq!(Course::read(text, std::iter::empty()), Some(course.clone()));
        assert!(!text("after").contains('\n'));
        assert_eq!((course.reached(), course.all(), course.is_over()), (10, 450, false));
    }

    #[test]
    fn a_form_that_does_not_say_to_whom_does_nothing_to_anybody() {
        let mut ids = Ids::new(Timestamp::from_millis(0), [7; 32]);
        let one = ids.id::<UserId>().to_string();
        let read = |pairs: &[(&str, &str)]| {
            let text =
                |name: &str| pairs.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| *value);
            let ticked = pairs.iter().filter(|(name, _)| *name == "user").map(|(_, id)| *id);
            Course::read(text, ticked).map(|course| course.whom)
        };
        let remove = ("act", "remove");
        let ticked = |id: &str| UserId::parse(id).map(|id| Whom::Ticked(vec![id]));
        assert_eq!(read(&[remove, ("user", &one)]), ticked(&one));
        let begun = ("begun", "1763675425120");
        assert!(read(&[remove, begun, ("everyone", "yes"), ("status", "staged")]).is_some());
        for nobody in [
            &[remove][..],
            &[remove, ("step", "0")],
            &[remove, ("step", "1")],
            &[remove, ("user", "x")],
            &[remove, ("user", &one), ("step", "1")],
            &[remove, ("user", &one), ("everyone", "yes")],
            &[remove, ("everyone", "yes"), ("status", "staged")],
            &[remove, begun, ("everyone", "yes"), ("status", "stagde")],
            &[remove, begun, ("everyone", "yes"), ("source", "nowhere")],
            &[remove, begun, ("everyone", "yes"), ("after", "x")],
            &[remove, ("ticked", "yes"), ("after", "x"), ("step", "1")],
            &[remove, ("ticked", "yes")],
        ] {
            assert_eq!(read(nobody), None, "{nobody:?}");
        }
    }

    #[test]
    fn a_step_is_taken_once_and_by_one() {
        let mut ids = Ids::new(Timestamp::from_millis(0), [7; 32]);
        let runs = Runs::default();
        let key = Key { run: ids.id(), org: ids.id(), by: ids.id() };
        let begun = Course::new(Act::Invite, Whom::Everyone(PeopleQuery::default()), (3, NOW));
        let turn = runs.begin(key, &begun, Leave::ToBegin).unwrap_or_else(|_| panic!("nobody else goes on"));
        assert!(runs.begin(key, &begun, Leave::ToBegin).is_err());
        let others = PeopleQuery { protected: true, ..PeopleQuery::default() };
        let some = done(&mut ids, 2);
        let next = begun.stepped(&some, Some("x".into()));
        turn.note(&next, some);
        drop(turn);
        assert_eq!(runs.begin(key, &begun, Leave::ToBegin).err(), Some(Stop::Known(Box::new(next.clone()))));
        for other in [
            Course { act: Act::Remove, ..next.clone() },
            Course { whom: Whom::Everyone(others), ..next.clone() },
            Course { begun: Timestamp::from_millis(1), ..next.clone() },
        ] {
            let stop = Stop::Known(Box::new(next.clone()));
            assert_eq!(runs.begin(key, &other, Leave::ToBegin).err(), Some(stop), "{other:?}");
        }
        let turn = runs.begin(key, &next, Leave::ToGoOn).unwrap_or_else(|_| panic!("it is where it was"));
        let last = done(&mut ids, 1);
        let end = next.stepped(&last, None);
        turn.note(&end, last);
        drop(turn);
        assert_eq!(runs.begin(key, &end, Leave::ToBegin).err(), Some(Stop::Known(Box::new(end.clone()))));
        let unknown = Key { run: ids.id(), ..key };
        assert_eq!(runs.begin(unknown, &begun, Leave::ToGoOn).err(), Some(Stop::Unknown));
        assert_eq!((end.counts, end.is_over(), end.all()), ([3, 0, 0, 0], true, 3));
        let found = runs.results(key, Some(Kind::Done), 1, 5);
        assert_eq!((found.results.len(), found.of_kind, found.kept), (2, 3, 3));
        let other = Key { by: ids.id(), ..key };
        assert!(runs.course(other).is_none() && runs.results(other, None, 0, 5).kept == 0);
    }

    #[test]
    fn old_results_make_room_and_the_rest_is_only_counted() {
        let mut ids = Ids::new(Timestamp::from_millis(0), [7; 32]);
        let runs = Runs::default();
        let (org, by) = (ids.id(), ids.id());
        let begun = Course::new(Act::Invite, Whom::Everyone(PeopleQuery::default()), (3, NOW));
        let mut run = |count| {
            let key = Key { run: ids.id(), org, by };
            let turn = runs.begin(key, &begun, Leave::ToBegin).unwrap_or_else(|_| panic!("it is new"));
            turn.note(&begun.stepped(&[], None), done(&mut ids, count));
            key
        };
        let (first, second) = (run(10), run(RESULTS_MAX - 20));
        let third = run(30);
        assert!(runs.course(first).is_none() && runs.course(second).is_none());
        let fourth = run(RESULTS_MAX + 1);
        assert!(runs.course(third).is_none());
        assert_eq!(runs.results(fourth, None, 0, 1).kept, RESULTS_MAX);
    }
}
