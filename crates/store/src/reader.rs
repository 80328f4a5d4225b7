//! Reading, each job on a snapshot of its own.

use crate::engine::Session;
use crate::job::Job;
use crate::queue::Queue;
use crate::{Counted, Error, Tx};
use std::sync::atomic::Ordering;
use std::sync::{Condvar, Mutex, PoisonError};

/// How often a job is tried whose connection is lost: the first time finds out, the second has a new one.
const READ_TRIES: u32 = 2;

/// Does one job after the other until the queue is closed.
pub(crate) fn run(session: &Session, queue: &Queue, counted: &Counted) {
    let _end = queue.closed_at_end();
    while let Some(mut job) = queue.wait() {
        let fate = read(session, &mut job);
        counted.reads.fetch_add(1, Ordering::Relaxed);
        job.settle(fate);
    }
}

/// Sessions for whoever has a short question, which is answered on the thread of the one who asks.
pub(crate) struct Pool {
    idle: Mutex<Vec<Session>>,
    returned: Condvar,
}

impl Pool {
    pub(crate) fn new(sessions: Vec<Session>) -> Self {
        Self { idle: Mutex::new(sessions), returned: Condvar::new() }
    }

    /// Does the job with one of the sessions. As many can be in here as there are sessions; the others wait a moment.
    pub(crate) fn run(&self, mut job: Job, counted: &Counted) {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let mut idle =
            self.returned.wait_while(idle, |idle| idle.is_empty()).unwrap_or_else(PoisonError::into_inner);
        let Some(session) = idle.pop() else { return job.settle(Err(Error::Busy)) };
        drop(idle);
        // Nothing in here panics: the work's own panics end in the job.
        let fate = read(&session, &mut job);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(session);
        self.returned.notify_one();
        counted.reads.fetch_add(1, Ordering::Relaxed);
        job.settle(fate);
    }
}

impl Pool {
    /// Closes the sessions; nobody is in here any more, since whoever asks holds the store.
    pub(crate) fn close(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

fn read(session: &Session, job: &mut Job) -> Result<(), Error> {
    for _ in 0..READ_TRIES {
        session.begin_read()?;
        let done = job.work(&mut Tx::new(session));
        let again = !done && session.is_worth_another_try();
        session.rollback()?;
        if !again {
            break;
        }
    }
    Ok(())
}
