//! SQL: one file per table, one seam between two database engines, the group commit.
//!
//! Work is a synchronous closure. [`Store::run`] gives it a [`Tx`], in which it reads, decides, and calls
//! [`Tx::save`], the only way to write; what only reads gets one snapshot. One thread writes: it runs all the work
//! that waits in one transaction, and each piece again by itself where one of them fails, syncs once, and only then
//! tells each waiter.
#![warn(missing_docs)]

mod activity;
mod administrators;
mod audit;
mod backup;
mod batch;
mod calls;
mod census;
mod compose;
mod configurations;
mod connections;
mod departures;
mod document;
mod door;
mod engine;
mod error;
mod events;
mod folder;
mod groups;
mod invitations;
mod job;
mod known;
mod leaf;
mod mails;
mod member_pages;
mod members;
mod migrate;
mod nesting;
mod notices;
mod organizations;
mod overview;
mod public_url;
mod purges;
mod queue;
mod ranges;
mod reader;
mod roster;
mod save;
mod search;
mod sessions;
mod texts;
mod tokens;
mod tolerated;
mod transfer;
mod tx;
mod users;
mod writer;

pub use activity::Activity;
pub use audit::trail::{By, TrailFilter, TrailPage, TrailPlace};
pub use backup::{BackupProgress, BackupStep, Contents, Newest, Restore, backup};
pub use calls::{CallQuery, CallTotals, LatestCalls};
pub use census::Census;
pub use compose::{group_attributes, groups_value, members_value, user_attributes, user_version};
pub use document::Document;
pub use engine::{Database, DatabaseServer};
pub use error::{Error, Key, OpenError};
pub use invitations::Invitee;
pub use leaf::{Leaf, Sorted, Spot, Total, Turn};
pub use mails::WaitingMail;
pub use member_pages::{FoundMembers, ListedMember, MemberSaid};
pub use members::MemberSources;
pub use nesting::Ending;
pub use notices::WaitingNotice;
pub use overview::{
    Concern, FailedMails, OrganizationLine, OrganizationsPage, OrganizationsPlace, OrganizationsQuery, Size,
    Tally,
};
pub use roster::{Names, Room, Roster};
pub use search::group_pages::{CountedGroup, GroupsOrder, GroupsQuery};
pub use search::people::{InvitationKind, ListedUser, People, PeopleOrder, PeopleQuery, StatusKind};
pub use search::{Found, Mark, Page, Search, Sort};
pub use transfer::{MoveProgress, MovedTable, move_data, take_back};
pub use tx::{OrgTx, Tx};

use directory::{Connection, OrgId, Token, TokenId};
use door::Door;
use engine::Session;
use folder::Folder;
use job::Job;
use queue::Queue;
use reader::Pool;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::{self, JoinHandle};

/// Most pieces of work that wait for the writer; beyond that the answer is [`Error::Busy`].
const WAITING_WRITES_MAX: usize = 4_096;
/// Most pieces of work that wait for a reader.
const WAITING_READS_MAX: usize = 4_096;
/// Most readers of each kind on the embedded database, where each is bounded by a processor.
const READERS_MAX: usize = 8;
/// Readers of each kind on a database server, and writers, each with a connection: they mostly wait for the network.
const REMOTE_READERS: usize = 6;
const REMOTE_SEARCHERS: usize = 4;
const REMOTE_WRITERS: usize = 4;

/// Who opens the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A server: the one of a data folder, which holds `rollbook.lock` while it lives, or one of many on a database
    /// server.
    Server,
    /// A command of the command line, which also works while a server runs.
    Command,
}

/// What a piece of work may do, and whom it may keep waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Reads a few rows, as everybody does who shows a token.
    Read,
    /// Reads as many as it takes. If those are many, it is begun anew on threads of its own, so that it keeps nobody
    /// waiting who only reads a few.
    Search,
    /// Writes: in this organization, or in one that is known only when the work has begun. Work of one organization
    /// shares transactions.
    Write(Option<OrgId>),
}

/// An open database.
pub struct Store {
    writes: Arc<Queue>,
    reads: Reads,
    searches: Arc<Queue>,
    counted: Arc<Counted>,
    readers: Vec<JoinHandle<()>>,
    writers: Vec<JoinHandle<()>>,
    // Last, so that the lock goes when everything else has gone.
    _folder: Option<Folder>,
}

/// Where a few rows are read.
enum Reads {
    /// On the thread of whoever asks: the embedded database answers sooner than another thread wakes up.
    Here(Pool),
    /// On threads that wait for the network; tokens are looked up at the door.
    There(Arc<Queue>, Arc<Door>),
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
    /// Whether there is a database, so that a look at a wrong place does not make one.
    pub fn exists(database: impl Into<Database>) -> Result<bool, OpenError> {
        match database.into() {
            Database::Folder(folder) => Ok(folder::has_database(&folder)),
            Database::Server(server) => {
                let look = || {
                    let session = Session::remote(&server)?;
                    session.check()?;
                    migrate::has_begun(&session)
                };
                aside(look)
            }
        }
    }

    /// Opens the database, makes it where there is none, and brings its tables up to date.
    pub fn open(database: impl Into<Database>, mode: Mode) -> Result<Self, OpenError> {
        match database.into() {
            Database::Folder(folder) => Self::open_folder(Folder::open(&folder, mode)?, mode),
            Database::Server(server) => aside(|| Self::open_remote(&server, mode)),
        }
    }

    fn open_folder(mut folder: Folder, mode: Mode) -> Result<Self, OpenError> {
        let session = folder.open_database(mode)?;
        let readers = match mode {
            Mode::Server => thread::available_parallelism().map_or(2, |n| n.get().clamp(2, READERS_MAX)),
            Mode::Command => 1,
        };
        let sessions = |_| folder.open_reader();
        let pool = (0..readers).map(sessions).collect::<Result<_, _>>()?;
        let searchers = (0..readers).map(sessions).collect::<Result<_, _>>()?;
        let mut store = Self::start(vec![session], searchers, Reads::Here(Pool::new(pool)))?;
        store._folder = Some(folder);
        Ok(store)
    }

    fn open_remote(server: &DatabaseServer, mode: Mode) -> Result<Self, OpenError> {
        let first = Session::remote(server)?;
        first.check()?;
        migrate::run_shared(&first, mode)?;
        let (readers, searchers, writers) = match mode {
            Mode::Server => (REMOTE_READERS, REMOTE_SEARCHERS, REMOTE_WRITERS),
            Mode::Command => (1, 1, 1),
        };
        let sessions = |count| (0..count).map(|_| Session::remote(server)).collect::<Result<Vec<_>, _>>();
        let mut writers = sessions(writers - 1)?;
        writers.insert(0, first);
        let reads = Arc::new(Queue::new(WAITING_READS_MAX));
        let door = Arc::new(Door::new(WAITING_READS_MAX));
        let places = Reads::There(reads.clone(), door.clone());
        let mut store = Self::start(writers, sessions(searchers)?, places)?;
        let (session, counted) = (Session::remote(server)?, store.counted.clone());
        store.readers.push(spawn("door", move || door::run(&session, &door, &counted))?);
        for session in sessions(readers)? {
            store.start_reader("read", session, &reads)?;
        }
        Ok(store)
    }

    fn start(writers: Vec<Session>, searchers: Vec<Session>, reads: Reads) -> Result<Self, OpenError> {
        let mut store = Self {
            writes: Arc::new(Queue::new(WAITING_WRITES_MAX)),
            reads,
            searches: Arc::new(Queue::new(WAITING_READS_MAX)),
            counted: Arc::default(),
            readers: Vec::new(),
            writers: Vec::new(),
            _folder: None,
        };
        let searches = store.searches.clone();
        for session in searchers {
            store.start_reader("search", session, &searches)?;
        }
        for session in writers {
            let (queue, counted) = (store.writes.clone(), store.counted.clone());
            store.writers.push(spawn("write", move || writer::run(session, &queue, &counted))?);
        }
        Ok(store)
    }

    fn start_reader(&mut self, lane: &str, session: Session, queue: &Arc<Queue>) -> Result<(), OpenError> {
        let (queue, counted) = (queue.clone(), self.counted.clone());
        self.readers.push(spawn(lane, move || reader::run(&session, &queue, &counted))?);
        Ok(())
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
        let job = |org| Job::new(name, org, work, done);
        match (access, &self.reads) {
            (Access::Read, Reads::Here(pool)) => pool.run(job(None), &self.counted),
            (Access::Read, Reads::There(queue, _)) => queue.push(job(None)),
            (Access::Search, Reads::Here(pool)) => {
                if let Some(job) = pool.run_hastily(job(None), &self.counted) {
                    self.searches.push(job);
                }
            }
            (Access::Search, Reads::There(..)) => self.searches.push(job(None)),
            (Access::Write(org), _) => self.writes.push(job(org)),
        }
    }

    /// Looks a token up, with the connection that it opens, and calls `done` with what is committed at that moment: on
    /// another thread or on this one. It must not block.
    pub fn token(
        &self,
        id: TokenId,
        done: impl FnOnce(Result<Option<(Connection, Token)>, Error>) + Send + 'static,
    ) {
        match &self.reads {
            Reads::Here(pool) => {
                pool.run(Job::new("look up token", None, move |tx| tx.token(&id), done), &self.counted);
            }
            Reads::There(_, door) => door.ask(id, done),
        }
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
        match &self.reads {
            Reads::Here(pool) => pool.close(),
            Reads::There(queue, door) => {
                queue.close();
                door.close();
            }
        }
        self.searches.close();
        self.readers.drain(..).for_each(end);
        self.writes.close();
        self.writers.drain(..).for_each(end);
    }
}

/// Waits for the network on a thread of its own: the caller's may be one that must not wait.
fn aside<T: Send>(work: impl FnOnce() -> Result<T, OpenError> + Send) -> Result<T, OpenError> {
    thread::scope(|scope| scope.spawn(work).join()).unwrap_or_else(|_| {
        Err(OpenError::new("The database was not opened, because of a defect of this program."))
    })
}

fn end(thread: JoinHandle<()>) {
    // A `done` may hold the last reference to the store; its thread cannot wait for itself.
    if thread.thread().id() != thread::current().id() && thread.join().is_err() {
        tracing::error!("a thread of the store had panicked");
    }
}

fn spawn(name: &str, run: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, OpenError> {
    thread::Builder::new()
        .name(name.to_owned())
        .spawn(run)
        .map_err(|e| OpenError::new(format!("A thread of the database could not be started: {e}.")))
}
