//! Work that waits for a thread.

use crate::Error;
use crate::job::Job;
use directory::OrgId;
use std::collections::{HashSet, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// First in, first out, with a bound.
pub(crate) struct Queue {
    waiting: Mutex<Waiting>,
    arrived: Condvar,
    most: usize,
}

struct Waiting {
    jobs: VecDeque<Job>,
    /// The organizations that somebody works for; nobody else is given a job of theirs.
    busy: HashSet<OrgId>,
    /// How many threads sleep until something arrives; to wake nobody costs a system call as well.
    asleep: usize,
    closed: bool,
}

impl Queue {
    pub(crate) fn new(most: usize) -> Self {
        let waiting = Waiting { jobs: VecDeque::new(), busy: HashSet::new(), asleep: 0, closed: false };
        Self { waiting: Mutex::new(waiting), arrived: Condvar::new(), most }
    }

    /// Closes the queue and refuses what waits when the thread that works on it ends, even by a panic: nobody shall wait
    /// for a thread that is not there.
    pub(crate) fn closed_at_end(&self) -> impl Drop {
        End(self)
    }

    /// Adds a job, or tells its waiter why not.
    pub(crate) fn push(&self, job: Job) {
        let mut waiting = self.lock();
        let refusal = if waiting.closed {
            Error::closed()
        } else if waiting.jobs.len() >= self.most {
            Error::Busy
        } else {
            waiting.jobs.push_back(job);
            let asleep = waiting.asleep > 0;
            drop(waiting);
            if asleep {
                self.arrived.notify_one();
            }
            return;
        };
        // The waiter may call back into the store.
        drop(waiting);
        job.settle(Err(refusal));
    }

    /// The next job; waits for one. Its organization, if it has one, is nobody else's until [`Queue::done_with`]. Nothing
    /// once the queue is closed and empty.
    pub(crate) fn wait(&self) -> Option<Job> {
        let mut waiting = self.lock();
        loop {
            let Waiting { jobs, busy, closed, .. } = &mut *waiting;
            let free = jobs.iter().position(|job| job.org.is_none_or(|org| !busy.contains(&org)));
            if let Some(job) = free.and_then(|place| jobs.remove(place)) {
                busy.extend(job.org);
                return Some(job);
            }
            if *closed && jobs.is_empty() {
                return None;
            }
            waiting.asleep += 1;
            waiting = self.arrived.wait(waiting).unwrap_or_else(PoisonError::into_inner);
            waiting.asleep -= 1;
        }
    }

    /// Lets others work for this organization again.
    pub(crate) fn done_with(&self, org: Option<OrgId>) {
        let Some(org) = org else { return };
        let mut waiting = self.lock();
        waiting.busy.remove(&org);
        // Those who found only jobs of busy organizations may find one now; at the end, everybody looks whether it is.
        if waiting.closed {
            self.arrived.notify_all();
        } else if !waiting.jobs.is_empty() {
            self.arrived.notify_one();
        }
    }

    /// The next job, if one is there.
    pub(crate) fn take(&self) -> Option<Job> {
        self.lock().jobs.pop_front()
    }

    /// The next job that writes in this organization, if one is there. Jobs of different organizations have no order.
    pub(crate) fn take_of(&self, org: OrgId) -> Option<Job> {
        let mut waiting = self.lock();
        let place = waiting.jobs.iter().position(|job| job.org == Some(org))?;
        waiting.jobs.remove(place)
    }

    /// Accepts no more jobs. Those that wait are still done.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.arrived.notify_all();
    }

    pub(crate) fn len(&self) -> usize {
        self.lock().jobs.len()
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        // No code of others runs under the lock, so a panic elsewhere leaves the queue as it should be.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct End<'a>(&'a Queue);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.close();
        while let Some(job) = self.0.take() {
            job.settle(Err(Error::closed()));
        }
    }
}
