//! A thread that reads.

use crate::engine::Session;
use crate::job::Job;
use crate::queue::Queue;
use crate::{Counted, Error, Tx};
use std::sync::atomic::Ordering;

/// Does one job after the other, each on a snapshot of its own, until the queue is closed.
pub(crate) fn run(session: &Session, queue: &Queue, counted: &Counted) {
    let _end = queue.closed_at_end();
    while let Some(mut job) = queue.wait() {
        let fate = read(session, &mut job);
        counted.reads.fetch_add(1, Ordering::Relaxed);
        job.settle(fate);
    }
}

fn read(session: &Session, job: &mut Job) -> Result<(), Error> {
    session.begin_read()?;
    job.work(&mut Tx::new(session));
    session.rollback()
}
