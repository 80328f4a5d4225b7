//! Reading, each job on a snapshot of its own.

use crate::engine::Session;
use crate::job::Job;
use crate::queue::Queue;
use crate::tx::Haste;
use crate::{Counted, Error, Tx};
use std::sync::atomic::Ordering;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How often a job is tried whose connection is lost: the first time finds out, the second has a new one.
const READ_TRIES: u32 = 2;

/// Does one job after the other until the queue is closed.
pub(crate) fn run(session: &Session, queue: &Queue, counted: &Counted) {
    let _end = queue.closed_at_end();
    while let Some(mut job) = queue.wait(None) {
        let fate = read(session, || job.work(&mut Tx::new(session)));
        counted.reads.fetch_add(1, Ordering::Relaxed);
        job.settle(fate);
    }
}

/// Sessions for whoever has a short question, which is answered on the thread of the one who asks.
pub(crate) struct Pool {
    idle: Mutex<Idle>,
    returned: Condvar,
}

struct Idle {
    sessions: Vec<Session>,
    /// How many wait for one; to wake nobody costs a system call as well.
    waiting: usize,
}

impl Pool {
    pub(crate) fn new(sessions: Vec<Session>) -> Self {
        Self { idle: Mutex::new(Idle { sessions, waiting: 0 }), returned: Condvar::new() }
    }

    /// Does the job with one of the sessions. As many can be in here as there are sessions; the others wait a moment.
    pub(crate) fn run(&self, mut job: Job, counted: &Counted) {
        let fate = self.with(|session| read(session, || job.work(&mut Tx::new(session))));
        counted.reads.fetch_add(1, Ordering::Relaxed);
        job.settle(fate);
    }

    /// The same, unless the job takes long: then it is not done, and comes back.
    #[must_use]
    pub(crate) fn run_hastily(&self, mut job: Job, counted: &Counted) -> Option<Job> {
        let haste = Haste::default();
        let fate = self.with(|session| read(session, || job.work(&mut Tx::hasty(session, &haste))));
        if haste.is_over() {
            return Some(job);
        }
        counted.reads.fetch_add(1, Ordering::Relaxed);
        job.settle(fate);
        None
    }

    fn with(&self, read: impl FnOnce(&Session) -> Result<(), Error>) -> Result<(), Error> {
        let mut idle = self.lock();
        let session = loop {
            if let Some(session) = idle.sessions.pop() {
                break session;
            }
            idle.waiting += 1;
            idle = self.returned.wait(idle).unwrap_or_else(PoisonError::into_inner);
            idle.waiting -= 1;
        };
        drop(idle);
        // Nothing in here panics: the work's own panics end in the job.
        let fate = read(&session);
        let mut idle = self.lock();
        idle.sessions.push(session);
        if idle.waiting > 0 {
            self.returned.notify_one();
        }
        drop(idle);
        fate
    }

    /// Closes the sessions; nobody is in here any more, since whoever asks holds the store.
    pub(crate) fn close(&self) {
        self.lock().sessions.clear();
    }

    fn lock(&self) -> MutexGuard<'_, Idle> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn read(session: &Session, mut work: impl FnMut() -> bool) -> Result<(), Error> {
    for _ in 0..READ_TRIES {
        session.begin_read()?;
        let done = work();
        let again = !done && session.is_worth_another_try();
        session.rollback()?;
        if !again {
            break;
        }
    }
    Ok(())
}
