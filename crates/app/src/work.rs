//! The bridge between the asynchronous surfaces and the synchronous transactions below them.

use crate::request_log::{Entries, RequestLog, Size, Waiting, batches};
use crate::{Caller, Credential, Error, attributes, calls, configurations, last_used::LastUsed};
use directory::administrator::Ticket;
use directory::{Actor, Change, ConnectionId, Denial, Heard, Ids, OrgId, Timestamp};
use scim::dialect::Fired;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;
use store::{Access, Store, Tx};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

/// The use cases' door to the store. Cheap to clone.
#[derive(Clone)]
pub struct App {
    store: Arc<Store>,
    last_used: Arc<LastUsed>,
    request_log: Arc<RequestLog>,
    slow: Slow,
    /// Whether providers are let in at all.
    provisioning: Arc<AtomicBool>,
    clock: Arc<Clock>,
}

/// Most pieces of slow work at the same time: each may take 64 MiB and a processor.
const SLOW_MAX: usize = 2;
/// Most strangers that wait for it, and most others.
const SLOW_WAITING_MAX: usize = 32;

/// Who waits for slow work. Each kind has places of its own, so that no crowd of strangers keeps out who is let in already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comer {
    /// Anybody.
    Stranger,
    /// Somebody who is signed in, or has a link that works.
    Known,
}

/// The gate before slow work.
#[derive(Clone)]
struct Slow {
    turns: Arc<Semaphore>,
    strangers: Arc<Semaphore>,
    known: Arc<Semaphore>,
}

/// A place among those who wait for slow work.
pub struct Place {
    turns: Arc<Semaphore>,
    held: OwnedSemaphorePermit,
}

impl Default for Slow {
    fn default() -> Self {
        let places = || Arc::new(Semaphore::new(SLOW_MAX + SLOW_WAITING_MAX));
        Self { turns: Arc::new(Semaphore::new(SLOW_MAX)), strangers: places(), known: places() }
    }
}

/// The clock of the machine, and how far a test has put it forward.
#[derive(Default)]
struct Clock {
    ahead_millis: AtomicI64,
}

/// One unit of work: a transaction, the time at which it began, and a supply of ids.
pub struct Work<'a, 'tx> {
    /// The transaction.
    pub tx: &'a mut Tx<'tx>,
    /// When the work was asked for. It stays the same when the work is tried again.
    pub now: Timestamp,
    /// New ids; the same ones when the work is tried again.
    pub ids: Ids,
    last_used: &'a LastUsed,
    provisioning: bool,
}

impl App {
    /// The use cases over this store.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self {
            store: Arc::new(store),
            last_used: Arc::default(),
            request_log: Arc::default(),
            slow: Slow::default(),
            provisioning: Arc::new(AtomicBool::new(true)),
            clock: Arc::default(),
        }
    }

    /// Puts the clock of these use cases forward, so that a test need not wait for days to pass.
    pub fn put_clock_forward(&self, by: Duration) {
        let millis = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.clock.ahead_millis.fetch_add(millis, Ordering::Relaxed);
    }

    /// Switches provisioning on or off for the whole installation: off, no provider is let in, whatever it shows.
    pub fn switch_provisioning(&self, on: bool) {
        self.provisioning.store(on, Ordering::Relaxed);
    }

    /// Whether it is on.
    #[must_use]
    pub fn has_provisioning(&self) -> bool {
        self.provisioning.load(Ordering::Relaxed)
    }

    /// Runs `work` in one transaction and returns once its result is durable.
    ///
    /// `work` may run more than once. It runs to its end even when the returned future is dropped, so a client that
    /// hangs up cannot cut it in half.
    pub async fn write<T: Send + 'static>(
        &self,
        name: &'static str,
        work: impl FnMut(&mut Work<'_, '_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.run(Access::Write(None), name, work).await
    }

    /// The same for work that writes in one organization only, which shares transactions with others of its kind.
    pub async fn write_in<T: Send + 'static>(
        &self,
        org: OrgId,
        name: &'static str,
        work: impl FnMut(&mut Work<'_, '_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.run(Access::Write(Some(org)), name, work).await
    }

    /// Runs `work` on one snapshot, unless the returned future is dropped before its turn comes.
    pub async fn read<T: Send + 'static>(
        &self,
        name: &'static str,
        work: impl FnMut(&mut Work<'_, '_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.run(Access::Read, name, work).await
    }

    /// A secret for somebody of whom nothing is kept.
    #[must_use]
    pub fn ticket(&self) -> Ticket {
        Ticket::draw(&mut Ids::new(self.clock.now(), new_seed()))
    }

    /// A place among those who wait for what takes long on purpose, such as hashing a password. Whoever comes when many wait
    /// already is told that the server is busy.
    pub fn place(&self, comer: Comer) -> Result<Place, Error> {
        let places = match comer {
            Comer::Stranger => &self.slow.strangers,
            Comer::Known => &self.slow.known,
        };
        let held = Arc::clone(places).try_acquire_owned().map_err(|_| Error::Crowded)?;
        Ok(Place { turns: Arc::clone(&self.slow.turns), held })
    }

    /// Who presents this credential. Writes ask again inside their own transaction.
    pub async fn caller(&self, credential: &Credential) -> Result<Caller, Error> {
        let (now, id) = (self.clock.now(), credential.token.id().clone());
        let (sender, receiver) = oneshot::channel();
        self.store.token(id, move |found| drop(sender.send(found)));
        let found = receiver.await.unwrap_or_else(|_| Err(store::Error::closed()))?;
        let caller = admitted(Caller::admit(credential, found, now)?, self.has_provisioning())?;
        self.last_used.note(&caller.token, now);
        Ok(caller)
    }

    /// Writes down when tokens were last used. What cannot be written now is written the next time.
    pub async fn flush_last_used(&self) -> Result<(), Error> {
        let used = self.last_used.take();
        if used.is_empty() {
            return Ok(());
        }
        let written = used.clone();
        let flushed =
            self.write("note last use of tokens", move |work| Ok(work.tx.touch_tokens(&written)?)).await;
        if flushed.is_err() {
            used.iter().for_each(|(token, at)| self.last_used.note(token, *at));
        }
        flushed
    }

    /// Offers a call of this size to the request log. It is made only where the log has room for it, and written down
    /// later; otherwise it is counted as dropped.
    pub fn hear(&self, connection: ConnectionId, size: Size, heard: impl FnOnce(Timestamp) -> Heard) {
        self.request_log.hear(connection, size, || heard(self.clock.now()));
    }

    /// Counts what a dialect let pass in one request; it is written down later.
    pub fn tolerate(&self, connection: ConnectionId, fired: &Fired) {
        if !fired.is_empty() {
            self.request_log.tolerate(connection, fired, self.clock.now());
        }
    }

    /// Writes down what the request log and the counters of tolerances have taken in.
    pub async fn flush_calls(&self) -> Result<(), Error> {
        let waiting = self.request_log.take();
        if waiting.is_empty() {
            return Ok(());
        }
        let mut batches = batches(aside(waiting).await?).into_iter();
        while let Some(batch) = batches.next() {
            let batch = Arc::new(batch);
            let written = Arc::clone(&batch);
            let flushed = self.write("write calls down", move |work| calls::write_down(work, &written)).await;
            match flushed {
                Ok(known) => known.into_iter().for_each(|connection| self.request_log.know(connection)),
                Err(error) => {
                    self.request_log.take_back(batch.as_ref().clone());
                    batches.for_each(|batch| self.request_log.take_back(batch));
                    return Err(error);
                }
            }
        }
        Ok(())
    }

    /// Throws away what has become too old in request logs, of connections that nobody calls any more as well.
    pub async fn expire_calls(&self) -> Result<(), Error> {
        let logs = self.read("list request logs", |work| Ok(work.tx.call_logs()?)).await?;
        for log in logs {
            self.write("expire calls", move |work| Ok(work.tx.log_calls(log, &[], 0, work.now)?)).await?;
        }
        Ok(())
    }

    /// Takes one step of each removal of values that is not at its end; whether there is more to do.
    pub async fn purge(&self) -> Result<bool, Error> {
        let purges = self.read("list purges", |work| Ok(work.tx.purges()?)).await?;
        let mut more = false;
        for (org, asked) in purges {
            let purge = move |work: &mut Work<'_, '_>| attributes::purge(work, &Actor::Server, org, &asked);
            more |= !self.write_in(org, "purge values", purge).await?.done;
        }
        Ok(more)
    }

    /// Runs `work` with that access, as [`App::write`] and [`App::read`] do.
    pub async fn run<T: Send + 'static>(
        &self,
        access: Access,
        name: &'static str,
        mut work: impl FnMut(&mut Work<'_, '_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (now, seed) = (self.clock.now(), new_seed());
        let last_used = Arc::clone(&self.last_used);
        let provisioning = self.has_provisioning();
        let (sender, receiver) = oneshot::channel();
        // It lives as long as the future: a reader that nobody waits for would keep the others waiting for nothing.
        let waiting = Arc::new(());
        let waiter = Arc::downgrade(&waiting);
        let abandoned = move || !matches!(access, Access::Write(_)) && waiter.strong_count() == 0;
        let job = move |tx: &mut Tx<'_>| {
            if abandoned() {
                return Err(Error::Store(store::Error::Busy));
            }
            work(&mut Work { tx, now, ids: Ids::new(now, seed), last_used: &last_used, provisioning })
        };
        // The receiver may be gone; the work stands all the same.
        let done = move |result: Result<T, Error>| drop(sender.send(result));
        self.store.run(access, name, job, done);
        let outcome = receiver.await;
        drop(waiting);
        outcome.unwrap_or_else(|_| Err(Error::Store(store::Error::closed())))
    }

    /// What the store has done so far.
    #[must_use]
    pub fn counters(&self) -> store::Counters {
        self.store.counters()
    }
}

impl Place {
    /// Does it where nobody else waits for it, few at a time, in the order in which they came.
    #[expect(
        clippy::disallowed_methods,
        reason = "it is no work in a transaction, and must not hold up who answers"
    )]
    pub async fn slowly<T: Send + 'static>(
        self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let Self { turns, held } = self;
        let busy = || Error::Store(store::Error::Busy);
        let turn = turns.acquire_owned().await.map_err(|_| busy())?;
        let working = tokio::task::spawn_blocking(move || {
            let done = work();
            // Held to the end, even where nobody waits for it any more.
            drop((turn, held));
            done
        });
        working.await.map_err(|_| busy())
    }
}

impl Work<'_, '_> {
    /// Saves a change that may touch users, with what it means for their configurations.
    pub fn save(&mut self, change: &Change) -> Result<(), Error> {
        let told = configurations::told(self, change)?;
        Ok(self.tx.save(&told)?)
    }

    /// Who presents this credential, as of this transaction: a token that was set to inactive a moment ago is out.
    pub fn caller(&mut self, credential: &Credential) -> Result<Caller, Error> {
        let found = self.tx.token(credential.token.id())?;
        let caller = admitted(Caller::admit(credential, found, self.now)?, self.provisioning)?;
        self.last_used.note(&caller.token, self.now);
        Ok(caller)
    }
}

/// Nobody where provisioning is off. Only whoever may come in otherwise is told that it is.
fn admitted(caller: Caller, provisioning: bool) -> Result<Caller, Error> {
    if provisioning { Ok(caller) } else { Err(Error::Unauthorized(Denial::ProvisioningOff)) }
}

/// Takes the secrets out where nobody waits: some megabytes of JSON are read for it.
#[expect(
    clippy::disallowed_methods,
    reason = "it is no work in a transaction, and must not hold up who answers"
)]
async fn aside(waiting: Waiting) -> Result<BTreeMap<ConnectionId, Entries>, Error> {
    let seed = new_seed();
    let entries = tokio::task::spawn_blocking(move || waiting.into_entries(seed)).await;
    entries.map_err(|_| Error::Store(store::Error::closed()))
}

impl Clock {
    /// The one place where the clock is read.
    #[expect(clippy::disallowed_methods, reason = "time enters here and is an argument everywhere else")]
    fn now(&self) -> Timestamp {
        let since_epoch =
            std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        let millis = i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX);
        Timestamp::from_millis(millis.saturating_add(self.ahead_millis.load(Ordering::Relaxed)))
    }
}

/// The one place where ids and secrets get their randomness.
#[expect(clippy::disallowed_methods, reason = "randomness enters here and is an argument everywhere else")]
fn new_seed() -> [u8; 32] {
    rand::random()
}
