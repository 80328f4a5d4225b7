//! The group commit: one thread writes, and syncs once for all who wait.

use crate::engine::Session;
use crate::job::Job;
use crate::queue::Queue;
use crate::{Counted, Error, Tx};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// Most jobs of one transaction.
const BATCH_JOBS_MAX: usize = 256;
/// A transaction takes no further job after this time, so that the first does not wait long for the last.
const BATCH_TIME_MAX: Duration = Duration::from_millis(20);
/// A job or a commit that takes longer is worth a line in the log.
const SLOW: Duration = Duration::from_millis(500);

/// Does the jobs of the queue until it is closed and empty.
pub(crate) fn run(session: Session, queue: &Queue, counted: &Counted) {
    let _end = queue.closed_at_end();
    let mut writer = Writer { session, queue, counted, refusal: None };
    while let Some(job) = queue.wait() {
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
    /// It failed, and what it wrote is gone.
    Undone,
    /// The transaction is gone, with the work of everybody in it. The result is what to tell the job's waiter: its own
    /// error, or this one.
    Lost(Result<(), Error>),
}

impl Writer<'_> {
    /// One transaction: this job and those that wait behind it.
    fn batch(&mut self, first: Job) {
        let begun = Instant::now();
        if let Err(error) = self.begin() {
            return self.refuse(first, &error);
        }
        let (mut done, mut next) = (Vec::new(), Some(first));
        let mut kept = 0;
        while let Some(mut job) = next {
            let attempt = self.attempt(&mut job);
            done.push(job);
            match attempt {
                Attempt::Kept => kept += 1,
                Attempt::Undone => {}
                Attempt::Lost(_) => return self.one_by_one(done),
            }
            let room = done.len() < BATCH_JOBS_MAX && begun.elapsed() < BATCH_TIME_MAX;
            next = if room { self.queue.take() } else { None };
        }
        self.end(done, kept);
    }

    fn begin(&self) -> Result<(), Error> {
        match &self.refusal {
            Some(refusal) => Err(refusal.clone()),
            None => self.session.begin_write(),
        }
    }

    /// Does one job in its own savepoint.
    fn attempt(&self, job: &mut Job) -> Attempt {
        let begun = Instant::now();
        if let Err(error) = self.session.execute("SAVEPOINT job", &[]) {
            return Attempt::Lost(Err(error));
        }
        let stays = job.work(&mut Tx::new(&self.session));
        log_if_slow(job.name, begun.elapsed());
        if !self.session.in_transaction() {
            let own = if stays {
                Err(Error::Broken("The database ended the transaction.".to_owned()))
            } else {
                Ok(())
            };
            return Attempt::Lost(own);
        }
        let end = if stays { Ok(0) } else { self.session.execute("ROLLBACK TO job", &[]) };
        match end.and_then(|_| self.session.execute("RELEASE job", &[])) {
            Ok(_) if stays => Attempt::Kept,
            Ok(_) => Attempt::Undone,
            Err(error) => Attempt::Lost(Err(error)),
        }
    }

    /// Some errors, such as a full disk, end the whole transaction. So that a job which fails like that takes nobody
    /// with it, each job of the batch gets a transaction of its own.
    fn one_by_one(&mut self, jobs: Vec<Job>) {
        tracing::warn!(work = ?names(&jobs), "a transaction was lost; its work is done again one by one");
        self.roll_back();
        for mut job in jobs {
            match self.begin().map(|()| self.attempt(&mut job)) {
                Ok(Attempt::Kept) => self.end(vec![job], 1),
                Ok(Attempt::Undone) => self.end(vec![job], 0),
                Ok(Attempt::Lost(own)) => {
                    self.roll_back();
                    job.settle(own);
                }
                Err(error) => job.settle(Err(error)),
            }
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
                // A full disk refuses cleanly. After anything else nobody knows what the disk holds (a failed sync is
                // not to be repeated), so only a new start, which reads it again, may go on.
                if *error != Error::Full {
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
        if let Err(error) = self.session.rollback() {
            self.give_up(&error);
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

    /// Refuses this job and all that wait, instead of letting each wait for the same error.
    fn refuse(&self, first: Job, error: &Error) {
        tracing::warn!(%error, "work is refused");
        let waiting = std::iter::from_fn(|| self.queue.take()).take(BATCH_JOBS_MAX);
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
            queue.push(Job::new("test", work, move |outcome| tell.send((place, outcome)).unwrap()));
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
                .execute("INSERT INTO organizations VALUES ($1, $1, $1, 0)", values![big.as_str()])
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
            Job::new("late", |_: &mut Tx<'_>| Ok::<_, Error>(()), move |outcome| tell.send(outcome).unwrap())
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
        writer.batch(Job::new("late", work, move |outcome| tell.send(outcome).unwrap()));
        assert!(matches!(told.recv().unwrap(), Err(Error::Broken(why)) if why.contains("The disk is gone.")));
    }
}
