//! SQL: one file per table, one seam between two database engines, the group commit.
//!
//! Work is a synchronous closure. [`Store::run`] gives it a [`Tx`], in which it reads, decides, and calls
//! [`Tx::save`], the only way to write; what only reads gets one snapshot. One thread writes: it runs all the work
//! that waits in one transaction, each piece in a savepoint of its own, syncs once, and only then tells each waiter.
#![warn(missing_docs)]

mod audit;
mod compose;
mod connections;
mod engine;
mod error;
mod events;
mod folder;
mod groups;
mod job;
mod members;
mod migrate;
mod organizations;
mod queue;
mod ranges;
mod reader;
mod roster;
mod save;
mod search;
mod tokens;
mod tx;
mod users;
mod writer;

pub use compose::{group_attributes, groups_value, members_value, user_attributes, user_version};
pub use error::{Error, Key, OpenError};
pub use roster::{Names, Room, Roster};
pub use search::{Found, Page, Search, Sort};
pub use tx::{OrgTx, Tx};

use folder::Folder;
use job::Job;
use queue::Queue;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::{self, JoinHandle};

/// Most pieces of work that wait for the writer; beyond that the answer is [`Error::Busy`].
const WAITING_WRITES_MAX: usize = 4_096;
/// Most pieces of work that wait for a reader.
const WAITING_READS_MAX: usize = 4_096;
/// Most reading threads of a server.
const READERS_MAX: usize = 8;

/// Who opens the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The one server of a data folder. It holds `rollbook.lock` while it lives.
    Server,
    /// A command of the command line, which also works while a server runs.
    Command,
}

/// What a piece of work may do, and whom it may keep waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Reads a few rows, as everybody does who shows a token.
    Read,
    /// Reads many. It has threads of its own, so that it keeps nobody waiting who only reads a few.
    Search,
    /// Writes.
    Write,
}

/// An open database.
pub struct Store {
    writes: Arc<Queue>,
    reads: Arc<Queue>,
    searches: Arc<Queue>,
    counted: Arc<Counted>,
    readers: Vec<JoinHandle<()>>,
    writer: Option<JoinHandle<()>>,
    // Last, so that the lock goes when everything else has gone.
    _folder: Folder,
}

/// What the store has done since it was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counters {
    /// Pieces of work whose writes are committed.
    pub writes: u64,
    /// Transactions that committed them; fewer than `writes` where work was grouped.
    pub commits: u64,
    /// Pieces of work that read.
    pub reads: u64,
    /// Pieces of work that wait for the writer now.
    pub waiting: u64,
}

#[derive(Default)]
struct Counted {
    writes: AtomicU64,
    commits: AtomicU64,
    reads: AtomicU64,
}

impl Store {
    /// Whether there is a database in `folder`, so that a look at a wrong folder does not make one.
    #[must_use]
    pub fn exists(folder: &Path) -> bool {
        folder::has_database(folder)
    }

    /// Opens the database in `folder`, makes it where there is none, and brings its tables up to date.
    pub fn open(folder: &Path, mode: Mode) -> Result<Self, OpenError> {
        let mut folder = Folder::open(folder, mode)?;
        let session = folder.open_database(mode)?;
        let counted = Arc::new(Counted::default());
        let (reads, searches) =
            (Arc::new(Queue::new(WAITING_READS_MAX)), Arc::new(Queue::new(WAITING_READS_MAX)));
        let mut readers = Vec::new();
        for number in 0..readers_for(mode) {
            for (lane, queue) in [("read", &reads), ("search", &searches)] {
                let (session, queue, counted) = (folder.open_reader()?, queue.clone(), counted.clone());
                let run = move || reader::run(&session, &queue, &counted);
                readers.push(spawn(format!("{lane} {number}"), run)?);
            }
        }
        let writes = Arc::new(Queue::new(WAITING_WRITES_MAX));
        let (queue, counts) = (writes.clone(), counted.clone());
        let writer = spawn("write".to_owned(), move || writer::run(session, &queue, &counts))?;
        Ok(Self { writes, reads, searches, counted, readers, writer: Some(writer), _folder: folder })
    }

    /// Runs `work` in a transaction with that access, and calls `done` with its result: after a write once it is
    /// committed and synced, or once nothing of it is stored.
    ///
    /// `work` may be called more than once, and must then do the same again: it draws neither time nor ids. Whatever
    /// it returns as an error undoes what it saved, and nothing of anybody else. What only reads sees one snapshot of
    /// everything that is committed, and a save in it fails. `done` runs on the thread that did the work (on the
    /// caller's, if there is no room to wait) and must not block: everybody else waits for it. A write is done even if
    /// nobody is left to be told.
    pub fn run<T, E>(
        &self,
        access: Access,
        name: &'static str,
        work: impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        done: impl FnOnce(Result<T, E>) + Send + 'static,
    ) where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let queue = match access {
            Access::Read => &self.reads,
            Access::Search => &self.searches,
            Access::Write => &self.writes,
        };
        queue.push(Job::new(name, work, done));
    }

    /// What the store has done so far.
    #[must_use]
    pub fn counters(&self) -> Counters {
        Counters {
            writes: self.counted.writes.load(Ordering::Relaxed),
            commits: self.counted.commits.load(Ordering::Relaxed),
            reads: self.counted.reads.load(Ordering::Relaxed),
            waiting: u64::try_from(self.writes.len()).unwrap_or(u64::MAX),
        }
    }
}

/// Does the work that waits, accepts no more, and closes the database.
impl Drop for Store {
    fn drop(&mut self) {
        // The writer goes last: closing the last session moves the log into the database, which a reader cannot do.
        self.reads.close();
        self.searches.close();
        self.readers.drain(..).for_each(end);
        self.writes.close();
        self.writer.take().into_iter().for_each(end);
    }
}

fn end(thread: JoinHandle<()>) {
    // A `done` may hold the last reference to the store; its thread cannot wait for itself.
    if thread.thread().id() != thread::current().id() && thread.join().is_err() {
        tracing::error!("a thread of the store had panicked");
    }
}

fn readers_for(mode: Mode) -> usize {
    match mode {
        Mode::Server => thread::available_parallelism().map_or(2, |n| n.get().clamp(2, READERS_MAX)),
        Mode::Command => 1,
    }
}

fn spawn(name: String, run: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, OpenError> {
    thread::Builder::new()
        .name(name)
        .spawn(run)
        .map_err(|e| OpenError::new(format!("A thread of the database could not be started: {e}.")))
}
