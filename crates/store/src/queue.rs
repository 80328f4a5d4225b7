//! Work that waits for a thread.

use crate::Error;
use crate::job::Job;
use directory::OrgId;
use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, Thread};

/// First in, first out, with a bound.
pub(crate) struct Queue {
    waiting: Mutex<Waiting>,
    most: usize,
}

struct Waiting {
    jobs: VecDeque<Job>,
    /// The organizations that somebody works for; nobody else is given a job of theirs.
    busy: HashSet<OrgId>,
    /// The threads that sleep until something arrives. The last one is woken first: what it did last, it and its session
    /// with the database still have at hand.
    asleep: Vec<Thread>,
    closed: bool,
}

impl Queue {
    pub(crate) fn new(most: usize) -> Self {
        let waiting =
            Waiting { jobs: VecDeque::new(), busy: HashSet::new(), asleep: Vec::new(), closed: false };
        Self { waiting: Mutex::new(waiting), most }
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
            // Nobody is woken for what only the one who works for its organization may take.
            let thread = if waiting.is_free(&job) { waiting.asleep.pop() } else { None };
            waiting.jobs.push_back(job);
            drop(waiting);
            thread.iter().for_each(Thread::unpark);
            return;
        };
        // The waiter may call back into the store.
        drop(waiting);
        job.settle(Err(refusal));
    }

    /// The next job; waits for one. Its organization, if it has one, is nobody else's until it is named here as the one
    /// that is `done`. Nothing once the queue is closed and empty.
    pub(crate) fn wait(&self, done: Option<OrgId>) -> Option<Job> {
        let mut waiting = self.lock();
        if let Some(org) = done {
            waiting.busy.remove(&org);
        }
        loop {
            if let Some(job) = waiting.take_free() {
                // Others may have slept since they found only jobs of busy organizations.
                if waiting.closed || (!waiting.asleep.is_empty() && waiting.free().is_some()) {
                    waiting.wake_all();
                }
                return Some(job);
            }
            if waiting.closed && waiting.jobs.is_empty() {
                waiting.wake_all();
                return None;
            }
            let me = thread::current();
            waiting.asleep.push(me.clone());
            drop(waiting);
            thread::park();
            waiting = self.lock();
            // Who wakes without having been woken is still there.
            waiting.asleep.retain(|thread| thread.id() != me.id());
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
        let mut waiting = self.lock();
        waiting.closed = true;
        waiting.wake_all();
    }

    pub(crate) fn len(&self) -> usize {
        self.lock().jobs.len()
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        // No code of others runs under the lock, so a panic elsewhere leaves the queue as it should be.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    fn is_free(&self, job: &Job) -> bool {
        job.org.is_none_or(|org| !self.busy.contains(&org))
    }

    /// Where the next job is that anybody may take.
    fn free(&self) -> Option<usize> {
        self.jobs.iter().position(|job| self.is_free(job))
    }

    fn wake_all(&mut self) {
        self.asleep.drain(..).for_each(|thread| thread.unpark());
    }

    fn take_free(&mut self) -> Option<Job> {
        let job = self.free().and_then(|place| self.jobs.remove(place))?;
        self.busy.extend(job.org);
        Some(job)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tx;
    use directory::{Ids, Timestamp};
    use std::sync::mpsc;

    fn job(org: Option<OrgId>) -> Job {
        Job::new("test", org, |_: &mut Tx<'_>| Ok::<_, Error>(()), drop)
    }

    fn orgs() -> [OrgId; 2] {
        let mut ids = Ids::new(Timestamp::from_millis(0), [0; 32]);
        [ids.id(), ids.id()]
    }

    #[test]
    fn an_organization_has_one_worker_until_it_is_done() {
        let (queue, [acme, other]) = (Queue::new(9), orgs());
        [Some(acme), Some(acme), Some(other), Some(acme)].into_iter().for_each(|org| queue.push(job(org)));
        assert_eq!(queue.wait(None).and_then(|job| job.org), Some(acme));
        assert_eq!(queue.wait(None).and_then(|job| job.org), Some(other), "acme is taken");
        assert_eq!(queue.take_of(acme).and_then(|job| job.org), Some(acme));
        assert_eq!(queue.wait(Some(acme)).and_then(|job| job.org), Some(acme));
        queue.close();
        assert!(queue.wait(Some(other)).is_none());
    }

    #[test]
    fn whoever_worked_last_is_woken_first_and_nobody_sleeps_through_the_end() {
        let (queue, [acme, _]) = (Queue::new(9), orgs());
        let (tell, told) = mpsc::channel();
        let all_asleep = || {
            while queue.lock().asleep.len() < 3 {
                thread::yield_now();
            }
        };
        let workers: Vec<_> = thread::scope(|scope| {
            for _ in 0..3 {
                let (queue, tell) = (&queue, tell.clone());
                scope.spawn(move || {
                    let mut done = None;
                    while let Some(job) = queue.wait(done) {
                        done = job.org;
                        tell.send(thread::current().id()).unwrap();
                    }
                });
            }
            let workers = (0..8)
                .map(|_| {
                    all_asleep();
                    queue.push(job(Some(acme)));
                    told.recv().unwrap()
                })
                .collect();
            all_asleep();
            queue.close();
            workers
        });
        assert_eq!(workers[1..], [workers[0]; 7]);
    }
}
