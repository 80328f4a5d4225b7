//! The group commit: one thread writes, and syncs once for all who wait.

use crate::engine::Session;
use crate::job::Job;
use crate::queue::Queue;
use crate::{Counted, Error, Tx, organizations};
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
    while let Some(job) = queue.wait() {
        let org = job.org;
        writer.batch(job);
        queue.done_with(org);
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
    /// It failed, and what it wrote is gone. The result is what to tell the job's waiter: its own error, or this one.
    Undone(Result<(), Error>),
    /// The transaction is gone, with the work of everybody in it. The result is as above.
    Lost(Result<(), Error>),
}

impl Writer<'_> {
    /// One transaction: this job and those that wait behind it.
    fn batch(&mut self, first: Job) {
        let begun = Instant::now();
        let org = first.org;
        if let Err(error) = self.begin(org) {
            return self.refuse(first, &error);
        }
        let (mut done, mut next) = (Vec::new(), Some(first));
        let mut kept = 0;
        while let Some(mut job) = next {
            match self.attempt(&mut job) {
                Attempt::Kept => {
                    kept += 1;
                    done.push((job, Ok(())));
                }
                Attempt::Undone(own) => done.push((job, own)),
                Attempt::Lost(own) => {
                    done.push((job, own));
                    return self.one_by_one(done);
                }
            }
            let room = done.len() < BATCH_JOBS_MAX && begun.elapsed() < BATCH_TIME_MAX;
            next = if room { self.next(org) } else { None };
        }
        self.end(done, kept);
    }

    /// Begins a transaction for jobs of this organization. In a shared database it starts by locking the organization's
    /// numbers, which every write has to take in the end: taken first, they put the organization's writers in a line,
    /// on whichever server they are, and none of them meets a row that another one holds.
    fn begin(&self, org: Option<OrgId>) -> Result<(), Error> {
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

    fn lock(&self, org: Option<OrgId>) -> Result<(), Error> {
        match org.filter(|_| self.session.is_shared()) {
            Some(org) => organizations::lock(&self.session, org),
            None => Ok(()),
        }
    }

    /// The next job that may share the transaction.
    fn next(&self, org: Option<OrgId>) -> Option<Job> {
        match org {
            _ if !self.session.is_shared() => self.queue.take(),
            Some(org) => self.queue.take_of(org),
            None => None,
        }
    }

    /// Does one job, again where it lost a race.
    fn attempt(&self, job: &mut Job) -> Attempt {
        let begun = Instant::now();
        let mut tries = 1;
        let attempt = loop {
            let attempt = self.try_once(job);
            let again = matches!(attempt, Attempt::Undone(_)) && self.session.is_worth_another_try();
            if !again || tries == TRIES_MAX {
                break attempt;
            }
            tries += 1;
        };
        log_if_slow(job.name, begun.elapsed());
        attempt
    }

    fn try_once(&self, job: &mut Job) -> Attempt {
        if let Err(error) = self.session.begin_job() {
            return Attempt::Lost(Err(error));
        }
        let mut tx = Tx::new(&self.session);
        let done = job.work(&mut tx);
        let end = match tx.failed {
            Some(error) => self.session.flush().and(Err(error)),
            None if done => self.session.keep_job(),
            None => self.session.flush(),
        };
        if !self.session.in_transaction() {
            let lost = end.err().filter(|error| matches!(error, Error::Unreachable(_)));
            let ended = || Error::Broken("The database ended the transaction.".to_owned());
            return Attempt::Lost(if done { Err(lost.unwrap_or_else(ended)) } else { Ok(()) });
        }
        if done && end.is_ok() {
            return Attempt::Kept;
        }
        let own = if done { end } else { Ok(()) };
        match self.session.undo_job() {
            Ok(true) => Attempt::Undone(own),
            Ok(false) => Attempt::Lost(own),
            Err(error) => Attempt::Lost(Err(error)),
        }
    }

    /// Some errors, such as a full disk or a lost connection, end the whole transaction, and in the embedded database so
    /// does the failure of a job that has written something before. So that such a job takes nobody with it, each job
    /// of the batch gets a transaction of its own.
    fn one_by_one(&mut self, jobs: Vec<(Job, Result<(), Error>)>) {
        tracing::info!(work = ?names(&jobs), "a transaction was lost; its work is done again one by one");
        self.roll_back();
        let mut unreachable = None;
        for (mut job, _) in jobs {
            if let Some(error) = &unreachable {
                job.settle(Err(Error::clone(error)));
                continue;
            }
            match self.begin(job.org).map(|()| self.attempt(&mut job)) {
                Ok(Attempt::Kept) => self.end(vec![(job, Ok(()))], 1),
                Ok(Attempt::Undone(own)) => self.end(vec![(job, own)], 0),
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

    /// Commits, and then tells everybody: also a refusal may rest on what a neighbour wrote.
    fn end(&mut self, jobs: Vec<(Job, Result<(), Error>)>, kept: u64) {
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
        for (job, own) in jobs {
            job.settle(fate.clone().and(own));
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

fn names(jobs: &[(Job, Result<(), Error>)]) -> Vec<&'static str> {
    jobs.iter().map(|(job, _)| job.name).collect()
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
