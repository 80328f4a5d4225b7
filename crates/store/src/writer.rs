//! The group commit: one thread writes, and syncs once for all who wait.

use crate::batch::Batch;
use crate::engine::Session;
use crate::job::Job;
use crate::queue::Queue;
use crate::{Counted, Error, Tx};
use directory::OrgId;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// Most jobs of one transaction.
const BATCH_JOBS_MAX: usize = 256;
/// A transaction takes no further job after this time, so that the first does not wait long for the last.
const BATCH_TIME_MAX: Duration = Duration::from_millis(20);
/// How often a job is done that loses its race against another server, until its waiter is told to come back.
const TRIES_MAX: u32 = 5;
/// A job or a commit that takes longer is worth a line in the log.
const SLOW: Duration = Duration::from_millis(500);

/// Does the jobs of the queue until it is closed and empty.
pub(crate) fn run(session: Session, queue: &Queue, counted: &Counted) {
    let _end = queue.closed_at_end();
    let mut writer = Writer { session, queue, counted, refusal: None };
    let mut done = None;
    while let Some(job) = queue.wait(done) {
        done = job.org;
        writer.batch(job);
    }
}

struct Writer<'a> {
    session: Session,
    queue: &'a Queue,
    counted: &'a Counted,
    /// Why nothing is written any more.
    refusal: Option<Error>,
}

/// How a job went.
enum Attempt {
    /// It succeeded, and what it wrote stays.
    Kept,
    /// It failed, and has written nothing.
    Undone,
    /// The transaction is lost, with the work of everybody in it. The result is what to tell the job's waiter: its own
    /// error, or this one.
    Lost(Result<(), Error>),
}

impl Writer<'_> {
    /// One transaction: this job and those that wait behind it.
    fn batch(&mut self, first: Job) {
        let begun = Instant::now();
        let org = first.org;
        let batch = match self.begin(org) {
            Ok(batch) => batch,
            Err(error) => return self.refuse(first, &error),
        };
        let (mut done, mut next) = (Vec::new(), Some(first));
        let mut kept = 0;
        while let Some(mut job) = next {
            let attempt = self.attempt(&batch, &mut job);
            done.push(job);
            match attempt {
                Attempt::Kept => kept += 1,
                Attempt::Undone => {}
                Attempt::Lost(own) => return self.lost(done, own),
            }
            let room = done.len() < BATCH_JOBS_MAX && begun.elapsed() < BATCH_TIME_MAX;
            next = if room { self.next(org) } else { None };
        }
        match self.finish(&batch) {
            Ok(()) => self.end(done, kept),
            Err(error) => self.lost(done, Err(error)),
        }
    }

    /// Begins a transaction for jobs of this organization. In a shared database it starts by locking the organization's
    /// numbers, which every write has to take in the end: taken first, they put the organization's writers in a line,
    /// on whichever server they are, and none of them meets a row that another one holds.
    fn begin(&self, org: Option<OrgId>) -> Result<Batch, Error> {
        if let Some(refusal) = &self.refusal {
            return Err(refusal.clone());
        }
        for _ in 1..TRIES_MAX {
            self.session.begin_write()?;
            match self.lock(org) {
                Err(_) if self.session.is_worth_another_try() => self.session.rollback()?,
                locked => return locked,
            }
        }
        self.session.begin_write().and_then(|()| self.lock(org))
    }

    fn lock(&self, org: Option<OrgId>) -> Result<Batch, Error> {
        let batch = Batch::default();
        if let Some(org) = org.filter(|_| self.session.is_shared()) {
            batch.hold(&self.session, org)?;
        }
        Ok(batch)
    }

    /// The next job that may share the transaction.
    fn next(&self, org: Option<OrgId>) -> Option<Job> {
        match org {
            _ if !self.session.is_shared() => self.queue.take(),
            Some(org) => self.queue.take_of(org),
            None => None,
        }
    }

    /// Does one job. What it left to run later may still fail.
    fn attempt(&self, batch: &Batch, job: &mut Job) -> Attempt {
        let begun = Instant::now();
        self.session.begin_job();
        let mut tx = Tx::writing(&self.session, batch);
        let done = job.work(&mut tx);
        log_if_slow(job.name, begun.elapsed());
        // The work may have gone on after a save that failed.
        let own = if done { tx.failed.map_or(Ok(()), Err) } else { Ok(()) };
        if !self.session.in_transaction() {
            let unreachable = |error: &Error| matches!(error, Error::Unreachable(_));
            let ended = || Error::Broken("The database ended the transaction.".to_owned());
            let lost = own.err().filter(unreachable).unwrap_or_else(ended);
            return Attempt::Lost(if done { Err(lost) } else { Ok(()) });
        }
        match own {
            Ok(()) if done => Attempt::Kept,
            Ok(()) if self.session.is_untouched_by_job() => Attempt::Undone,
            own => Attempt::Lost(own),
        }
    }

    /// Waits for all that was left to run later.
    fn finish(&self, batch: &Batch) -> Result<(), Error> {
        batch.store(&self.session)?;
        self.session.flush()
    }

    /// A transaction is lost where a job fails that has written something, or a statement that was left to run later
    /// (then nobody knows whose it was), and by graver errors, such as a full disk or a lost connection. So that nobody
    /// takes others along, each job of the batch gets a transaction of its own; one that had it has its answer.
    fn lost(&mut self, mut jobs: Vec<Job>, own: Result<(), Error>) {
        let again = self.session.is_worth_another_try();
        self.roll_back();
        match jobs.pop() {
            Some(job) if jobs.is_empty() && !again => job.settle(own),
            last => self.one_by_one(jobs.into_iter().chain(last)),
        }
    }

    fn one_by_one(&mut self, jobs: impl Iterator<Item = Job>) {
        let mut unreachable = None;
        for mut job in jobs {
            let alone = match &unreachable {
                Some(error) => Err(Error::clone(error)),
                None => self.alone(&mut job),
            };
            match alone {
                Ok(Attempt::Kept) => self.end(vec![job], 1),
                Ok(Attempt::Undone) => self.end(vec![job], 0),
                Ok(Attempt::Lost(own)) => {
                    self.roll_back();
                    job.settle(own);
                }
                Err(error) => {
                    self.roll_back();
                    unreachable = Some(error.clone()).filter(|error| matches!(error, Error::Unreachable(_)));
                    job.settle(Err(error));
                }
            }
        }
    }

    /// Does one job in a transaction of its own, again where it lost a race against another server. The error is that no
    /// transaction could begin.
    fn alone(&self, job: &mut Job) -> Result<Attempt, Error> {
        let mut tries = 1;
        loop {
            let batch = self.begin(job.org)?;
            let attempt = match self.attempt(&batch, job) {
                Attempt::Kept => {
                    self.finish(&batch).map_or_else(|error| Attempt::Lost(Err(error)), |()| Attempt::Kept)
                }
                other => other,
            };
            let again = matches!(attempt, Attempt::Lost(_)) && self.session.is_worth_another_try();
            if !again || tries == TRIES_MAX {
                return Ok(attempt);
            }
            self.session.rollback()?;
            tries += 1;
        }
    }

    /// Commits, and then tells everybody: also a refusal may rest on what a neighbour wrote.
    fn end(&mut self, jobs: Vec<Job>, kept: u64) {
        let begun = Instant::now();
        let fate = if kept > 0 { self.session.commit() } else { self.session.rollback() };
        log_if_slow("commit", begun.elapsed());
        match &fate {
            Ok(()) => {
                self.counted.writes.fetch_add(kept, Ordering::Relaxed);
                self.counted.commits.fetch_add(u64::from(kept > 0), Ordering::Relaxed);
            }
            Err(error) => {
                tracing::error!(work = ?names(&jobs), %error, "a commit failed");
                // A full disk refuses cleanly. After anything else nobody knows what our disk holds (a failed sync is
                // not to be repeated), so only a new start, which reads it again, may go on. A database server knows
                // about its own.
                if *error != Error::Full && !self.session.is_shared() {
                    self.give_up(error);
                }
                self.roll_back();
            }
        }
        let fate = fate.map_err(|error| self.refusal.clone().unwrap_or(error));
        for job in jobs {
            job.settle(fate.clone());
        }
    }

    fn roll_back(&mut self) {
        match self.session.rollback() {
            Err(error) if !self.session.is_shared() => self.give_up(&error),
            _ => {}
        }
    }

    /// Nothing is written until the program is started anew.
    fn give_up(&mut self, error: &Error) {
        tracing::error!(%error, "the database is not written to any more");
        self.refusal.get_or_insert(Error::Broken(format!(
            "The database accepts no changes since it could not commit: {error} Whether the changes of that moment \
             are stored is unknown. Check the disk of the data folder, then start Rollbook again."
        )));
    }

    /// Refuses this job and all that wait for the same, instead of letting each wait for the same error.
    fn refuse(&mut self, first: Job, error: &Error) {
        tracing::warn!(%error, "work is refused");
        self.roll_back();
        // Another server may hold one organization for long; no other one has to do with that.
        let org = first.org.filter(|_| *error == Error::Busy);
        let next = || org.map_or_else(|| self.queue.take(), |org| self.queue.take_of(org));
        let waiting = std::iter::from_fn(next).take(BATCH_JOBS_MAX);
        for job in std::iter::once(first).chain(waiting) {
            job.settle(Err(error.clone()));
        }
    }
}

fn names(jobs: &[Job]) -> Vec<&'static str> {
    jobs.iter().map(|job| job.name).collect()
}

fn log_if_slow(work: &'static str, took: Duration) {
    if took > SLOW {
        tracing::warn!(work, millis = took.as_millis(), "slow work on the database");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::values;
    use crate::{Mode, Store, migrate};
    use directory::{Actor, Ids, Organization, Timestamp};
    use std::ops::ControlFlow;
    use std::sync::mpsc;

    /// What a job does with its transaction.
    type Work = fn(&mut Tx<'_>) -> Result<(), Error>;
    type AnyWork = Box<dyn FnMut(&mut Tx<'_>) -> Result<(), Error> + Send>;

    /// Lets organizations be made, with these jobs in the batch behind the second of them, and returns what each
    /// waiter was told and the names that are stored.
    fn outcomes(odd: &[Work]) -> (Vec<Result<(), Error>>, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(&folder.path().join("rollbook.db")).unwrap();
        migrate::run(&session).unwrap();
        let queue = Queue::new(100);
        let (tell, told) = mpsc::channel();
        let mut number = 0;
        let mut push = |work: AnyWork| {
            let (tell, place) = (tell.clone(), number);
            number += 1;
            queue.push(Job::new("test", None, work, move |outcome| tell.send((place, outcome)).unwrap()));
        };
        for (place, name) in ["a", "b", "c", "d"].into_iter().enumerate() {
            let mut ids = Ids::new(Timestamp::from_millis(0), [u8::try_from(place).unwrap(); 32]);
            let (_, change) =
                Organization::create(name, &Actor::CommandLine, &mut ids, Timestamp::from_millis(0)).unwrap();
            push(Box::new(move |tx| tx.save(&change)));
            for work in odd.iter().copied().filter(|_| place == 1) {
                push(Box::new(work));
            }
        }
        queue.close();
        run(session, &queue, &Counted::default());
        drop(tell);
        let mut outcomes: Vec<(usize, Result<(), Error>)> = told.try_iter().collect();
        outcomes.sort_by_key(|(place, _)| *place);
        (outcomes.into_iter().map(|(_, outcome)| outcome).collect(), stored(folder.path()))
    }

    fn stored(folder: &std::path::Path) -> Vec<String> {
        let store = Store::open(folder, Mode::Server).unwrap();
        let (tell, told) = mpsc::channel();
        store.run(
            crate::Access::Read,
            "names",
            |tx| tx.organizations(),
            move |result| tell.send(result).unwrap(),
        );
        told.recv().unwrap().unwrap().into_iter().map(|organization| organization.name).collect()
    }

    /// What a grave error does.
    fn end_transaction(tx: &mut Tx<'_>) {
        tx.session.rollback().unwrap();
    }

    #[test]
    fn one_who_ends_the_transaction_takes_nobody_along() {
        let fails: Work = |tx| {
            end_transaction(tx);
            Err(Error::Full)
        };
        let goes_on: Work = |tx| {
            end_transaction(tx);
            let lost = tx.organizations().map(drop);
            assert!(
                matches!(lost, Err(Error::Broken(_))),
                "a statement ran outside the transaction: {lost:?}"
            );
            Ok(())
        };
        let (told, stored) = outcomes(&[fails, goes_on]);
        assert_eq!(told[..3], [Ok(()), Ok(()), Err(Error::Full)]);
        assert_eq!(told[3], Err(Error::Broken("The database ended the transaction.".to_owned())));
        assert_eq!(told[4..], [Ok(()), Ok(())]);
        assert_eq!(stored, ["a", "b", "c", "d"]);
    }

    #[test]
    fn a_full_database_refuses_who_needs_room_and_nobody_else() {
        let greedy: Work = |tx| {
            tx.session.each("PRAGMA max_page_count = 120", &[], &mut |_| Ok(ControlFlow::Continue(())))?;
            let big = "x".repeat(1_000_000);
            tx.session
                .execute(
                    "INSERT INTO organizations (id, name, name_key, created) VALUES ($1, $1, $1, 0)",
                    values![big.as_str()],
                )
                .map(drop)
        };
        let (told, stored) = outcomes(&[greedy]);
        assert_eq!(told, [Ok(()), Ok(()), Err(Error::Full), Ok(()), Ok(())]);
        assert_eq!(stored, ["a", "b", "c", "d"]);
    }

    #[test]
    fn a_commit_that_fails_is_told_to_everybody_and_is_the_last() {
        // A foreign key that is checked at the end is a commit that fails.
        let poison: Work = |tx| {
            tx.session.each("PRAGMA defer_foreign_keys = ON", &[], &mut |_| Ok(ControlFlow::Continue(())))?;
            let orphan = "INSERT INTO tokens VALUES ('t', 'nobody', 'o', '', TRUE, 0, 0, NULL)";
            tx.session.execute(orphan, &[]).map(drop)
        };
        let (told, stored) = outcomes(&[poison]);
        assert_eq!(told.len(), 5);
        for outcome in &told {
            assert!(
                matches!(outcome, Err(Error::Broken(why)) if why.contains("start Rollbook again")),
                "{outcome:?}"
            );
        }
        assert_eq!(stored, Vec::<String>::new());
    }

    #[test]
    fn a_writer_that_dies_leaves_nobody_waiting() {
        let queue = Queue::new(9);
        let (tell, told) = mpsc::channel();
        let job = || {
            let tell = tell.clone();
            let work = |_: &mut Tx<'_>| Ok::<_, Error>(());
            Job::new("late", None, work, move |outcome| tell.send(outcome).unwrap())
        };
        queue.push(job());
        drop(queue.closed_at_end());
        queue.push(job());
        assert_eq!(told.try_iter().collect::<Vec<_>>(), [Err(Error::closed()), Err(Error::closed())]);
    }

    #[test]
    fn after_a_failed_commit_nothing_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(&folder.path().join("rollbook.db")).unwrap();
        let (queue, counted) = (Queue::new(9), Counted::default());
        let _end = queue.closed_at_end();
        let mut writer = Writer { session, queue: &queue, counted: &counted, refusal: None };
        writer.give_up(&Error::Broken("The disk is gone.".to_owned()));
        let (tell, told) = mpsc::channel();
        let work = |_: &mut Tx<'_>| -> Result<(), Error> { panic!("nothing may run") };
        writer.batch(Job::new("late", None, work, move |outcome| tell.send(outcome).unwrap()));
        assert!(matches!(told.recv().unwrap(), Err(Error::Broken(why)) if why.contains("The disk is gone.")));
    }
}
