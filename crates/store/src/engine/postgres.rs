//! A database server.
//!
//! A session has one connection, and the thread that uses the session drives it: nothing crosses threads between a
//! statement and its answer. What has no answer to wait for is sent ahead of the next statement that has one
//! ([`Session::execute_later`]), so that a transaction costs as many round trips as it has questions. Rows for one table
//! are collected and go together ([`Session::insert`]), since every statement costs both sides a system call.

mod address;
mod ahead;
mod value;

pub(crate) use address::Address;
pub(crate) use tokio_postgres::Row;
pub(crate) use value::value;

use super::words::Words;
use super::{Row as AnyRow, Value};
use crate::known::Known;
use crate::transfer::moved_words;
use crate::{Error, OpenError};
use ahead::{Rows, Sent};
use futures_util::TryStreamExt as _;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::pin::pin;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::error::{Severity, SqlState};
use tokio_postgres::{Client, Statement};

/// The first version that we test with that is still cared for.
const VERSION_MIN: i64 = 140_000;
/// Prepared statements that a session keeps; beyond that it begins anew.
const STATEMENTS_MAX: usize = 512;
/// Held by every session while it lives, so that a move can make sure that it is alone.
const IN_USE_LOCK: i64 = 0x726F_6C6C_626F_6F6B;
/// Held by the one session that brings the tables up to date.
const MIGRATION_LOCK: i64 = IN_USE_LOCK + 1;

/// What every session begins with. A statement that hangs, or a program that dies without a word, must not hold the
/// rows of an organization for ever. `synchronous_commit` is raised where it is off, because a commit that is
/// acknowledged must be on disk; who set more than `on` for the sake of standbys keeps it. Every statement has an index;
/// but a plan is made once for many runs, for foreign keys too, and one that was made while a table was small would read
/// all of it for as long as the connection lasts. Random pages cost little more than others, on all disks of today and in
/// memory: without that, all rows are read in some order where an index alone would do. Compiling a statement takes longer
/// than running any of ours.
const SETTINGS: &str = "SET client_min_messages = warning;
    SET statement_timeout = '60s';
    SET lock_timeout = '10s';
    SET idle_in_transaction_session_timeout = '60s';
    SET enable_seqscan = off;
    SET random_page_cost = 1.1;
    SET jit = off;
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";
/// Who is alone keeps nobody waiting, and everything may take long.
const SETTINGS_ALONE: &str = "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0";
const FACTS: &str = "SELECT current_setting('server_version_num')::bigint,
    current_setting('server_encoding') = 'UTF8', current_setting('fsync') = 'on'";
const ENTER: &str = "SELECT pg_try_advisory_lock_shared($1)";
const ENTER_ALONE: &str = "SELECT pg_try_advisory_lock($1)";
/// How long to wait for others that are just leaving.
const ALONE_WAIT: Duration = Duration::from_secs(2);
const ALONE_PAUSE: Duration = Duration::from_millis(100);
/// Before the first migration there is no such table.
const HAS_MOVED: &str = "SELECT to_regclass('moved') IS NOT NULL";
const MOVED_TO: &str = "SELECT place FROM moved LIMIT 1";

type DriverError = tokio_postgres::Error;

/// A connection with its prepared statements, which is made when it is needed and made again when it was lost.
pub(crate) struct Session {
    // Before the runtime, which they need to the end.
    client: RefCell<Option<Arc<Client>>>,
    sent: RefCell<Vec<Sent>>,
    rows: RefCell<Vec<Rows>>,
    statements: RefCell<HashMap<String, Statement>>,
    runtime: Runtime,
    address: Address,
    /// Whether nobody else may be in the database.
    alone: bool,
    /// How many transactions this connection has begun.
    transactions: Cell<u64>,
    begun: Cell<bool>,
    /// Whether the server was told that a transaction begins.
    said: Cell<bool>,
    writing: Cell<bool>,
    again: Cell<bool>,
    /// Whether a statement of this transaction has failed.
    failed: Cell<bool>,
    /// Whether the job that runs has changed something.
    changed: Cell<bool>,
    pub(super) known: Known,
}

impl Session {
    /// A session that will connect with its first transaction.
    pub(crate) fn new(address: &Address) -> Result<Self, OpenError> {
        Self::build(address, false)
    }

    /// A session that is alone in the database; it is refused while any other program of ours is connected.
    pub(crate) fn alone(address: &Address) -> Result<Self, OpenError> {
        let session = Self::build(address, true)?;
        let begun = Instant::now();
        // The server may not have noticed yet that a program has gone.
        while let Err(error) = session.check() {
            if begun.elapsed() > ALONE_WAIT {
                return Err(error);
            }
            thread::sleep(ALONE_PAUSE);
        }
        Ok(session)
    }

    fn build(address: &Address, alone: bool) -> Result<Self, OpenError> {
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| OpenError::new(format!("A connection cannot be prepared: {error}.")))?;
        Ok(Self {
            client: RefCell::default(),
            sent: RefCell::default(),
            rows: RefCell::default(),
            statements: RefCell::default(),
            runtime,
            address: address.clone(),
            alone,
            transactions: Cell::new(0),
            begun: Cell::new(false),
            said: Cell::new(true),
            writing: Cell::new(false),
            again: Cell::new(false),
            failed: Cell::new(false),
            changed: Cell::new(false),
            known: Known::default(),
        })
    }

    /// Connects, and says why that is impossible or of no use.
    pub(crate) fn check(&self) -> Result<(), OpenError> {
        let unusable = |why: String| {
            OpenError::new(format!("The database server at {} cannot be used: {why}", self.address))
        };
        let client = self.connect().map_err(|error| match error {
            Error::Unreachable(why) => unusable(format!("{why}.")),
            other => unusable(other.to_string()),
        })?;
        let facts = self.runtime.block_on(client.query_one(FACTS, &[]));
        let facts = facts.map_err(|error| unusable(format!("{error}.")))?;
        let (version, utf8, synced): (i64, bool, bool) = (facts.get(0), facts.get(1), facts.get(2));
        if version < VERSION_MIN {
            return Err(unusable(format!(
                "it is of version {}, and 14 or newer is needed.",
                version / 10_000
            )));
        }
        if !utf8 {
            return Err(unusable(
                "its encoding is not UTF8. Make a database WITH ENCODING 'UTF8'.".to_owned(),
            ));
        }
        if !synced {
            tracing::warn!(
                "the database server runs with fsync = off: what is acknowledged may be lost with its power"
            );
        }
        Ok(())
    }

    /// Whoever writes locks the organization first, so each of its statements sees all that was decided before.
    pub(super) fn begin_write(&self) -> Result<(), Error> {
        self.writing.set(true);
        self.begin("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
    }

    pub(super) fn begin_read(&self) -> Result<(), Error> {
        self.writing.set(false);
        self.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    }

    pub(super) fn begin_alone(&self) -> Result<(), Error> {
        self.writing.set(true);
        self.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE")
    }

    /// Begins without a word to the server: the one statement that comes is a transaction by itself.
    pub(super) fn begin_glance(&self) -> Result<(), Error> {
        self.writing.set(false);
        self.begin_unsaid()?;
        self.said.set(false);
        Ok(())
    }

    fn begin(&self, sql: &'static str) -> Result<(), Error> {
        self.begin_unsaid()?;
        self.execute_later(sql, &[], None)
    }

    fn begin_unsaid(&self) -> Result<(), Error> {
        self.again.set(false);
        self.failed.set(false);
        self.rows.take();
        if !self.is_connected() {
            self.connect()?;
        }
        self.begun.set(true);
        self.transactions.set(self.transactions.get() + 1);
        if self.transactions.get().is_power_of_two() {
            // A plan is made once for many runs, also where a foreign key is checked. While a table is small all its indexes
            // look alike, and the plan may walk through a whole organization for as long as the connection lasts.
            self.execute_later("DISCARD PLANS", &[], None)?;
        }
        self.said.set(true);
        Ok(())
    }

    /// Begins a transaction in which the tables may change, once no other session is about to change them.
    pub(super) fn begin_migration(&self) -> Result<(), Error> {
        self.begin_write()?;
        self.execute("SET LOCAL statement_timeout = 0", &[])?;
        self.execute("SET LOCAL lock_timeout = 0", &[])?;
        self.execute("SELECT pg_advisory_xact_lock($1)", &[Value::Int(MIGRATION_LOCK)]).map(drop)
    }

    pub(super) fn commit(&self) -> Result<(), Error> {
        self.flush()?;
        let client = self.client()?;
        let statement = self.prepare("COMMIT")?;
        let outcome = self.runtime.block_on(client.execute_raw(&statement, no_values()));
        self.begun.set(false);
        outcome.map(drop).map_err(|error| {
            // The server said no: then it is no. Without its word nobody knows; nor if it says that the connection ends,
            // which it may say when the commit is done already.
            let told =
                error.as_db_error().is_some_and(|said| said.parsed_severity() == Some(Severity::Error));
            let failure = self.failed(&error);
            if told { failure } else { Error::Unknown }
        })
    }

    /// Ends the transaction without waiting for the server's word: whatever comes next on this connection comes after.
    pub(super) fn rollback(&self) -> Result<(), Error> {
        self.rows.take();
        if self.in_transaction() && self.said.get() {
            self.execute_later("ROLLBACK", &[], None)?;
            // What drives the connection gets one turn to put it on the wire: nobody knows when this session is used
            // next, and an open transaction holds its locks and its snapshot.
            self.runtime.block_on(tokio::task::yield_now());
        }
        self.begun.set(false);
        Ok(())
    }

    pub(super) fn in_transaction(&self) -> bool {
        self.begun.get() && self.is_connected()
    }

    /// Whether what failed in this transaction may succeed if it is done again from the beginning.
    pub(super) fn is_worth_another_try(&self) -> bool {
        self.again.take() || (self.begun.get() && !self.is_connected())
    }

    pub(super) fn begin_job(&self) {
        self.changed.set(false);
    }

    pub(super) fn is_untouched_by_job(&self) -> bool {
        !self.failed.get() && !self.changed.get()
    }

    pub(super) fn execute(&self, sql: &str, values: &[Value<'_>]) -> Result<u64, Error> {
        self.send_rows()?;
        self.changed.set(true);
        let (client, statement) = (self.client()?, self.prepare(sql)?);
        self.finish(client.execute_raw(&statement, values))
    }

    pub(super) fn each(
        &self,
        sql: &str,
        values: &[Value<'_>],
        each: &mut dyn FnMut(&AnyRow<'_>) -> Result<ControlFlow<()>, Error>,
    ) -> Result<(), Error> {
        self.send_rows()?;
        // Some changes answer with what they changed.
        self.changed.set(self.changed.get() || !sql.starts_with("SELECT"));
        let (client, statement) = (self.client()?, self.prepare(sql)?);
        let rows = self.finish(client.query_raw(&statement, values))?;
        let mut rows = pin!(rows);
        loop {
            match self.runtime.block_on(rows.try_next()) {
                Ok(Some(row)) if each(&AnyRow::Postgres(&row))?.is_continue() => {}
                Ok(_) => return Ok(()),
                Err(error) => return Err(self.failed(&error)),
            }
        }
    }

    pub(super) fn run_script(&self, sql: &str) -> Result<(), Error> {
        self.flush()?;
        let client = self.client()?;
        self.runtime.block_on(client.batch_execute(&translate(sql))).map_err(|error| self.failed(&error))
    }

    /// The prepared form of a statement.
    pub(super) fn prepare(&self, sql: &str) -> Result<Statement, Error> {
        if let Some(statement) = self.statements.borrow().get(sql) {
            return Ok(statement.clone());
        }
        let client = self.client()?;
        let statement = self.finish(client.prepare(&translate(sql)))?;
        let mut statements = self.statements.borrow_mut();
        if statements.len() >= STATEMENTS_MAX {
            statements.clear();
        }
        statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    fn is_connected(&self) -> bool {
        self.client.borrow().as_ref().is_some_and(|client| !client.is_closed())
    }

    /// The connection. One that was lost in a transaction took the transaction with it.
    fn client(&self) -> Result<Arc<Client>, Error> {
        let client = self.client.borrow().clone().filter(|client| !client.is_closed());
        match client {
            Some(client) if self.begun.get() => Ok(client),
            Some(_) => Err(Error::Broken("The transaction was ended by an error before.".to_owned())),
            None => Err(Error::Unreachable("the connection was lost".to_owned())),
        }
    }

    fn connect(&self) -> Result<Arc<Client>, Error> {
        self.forget_connection();
        let enter = if self.alone { ENTER_ALONE } else { ENTER };
        let connected = self.runtime.block_on(async {
            let client = self.address.connect().await?;
            client.batch_execute(SETTINGS).await?;
            if self.alone {
                client.batch_execute(SETTINGS_ALONE).await?;
            }
            let entered: bool = client.query_one(enter, &[&IN_USE_LOCK]).await?.get(0);
            // Also for a server that was cut off while its data was moved, and comes back.
            let moved = if self.alone { None } else { moved_to(&client).await? };
            Ok::<_, DriverError>((client, entered, moved))
        });
        let (client, entered, moved) = connected.map_err(|error| Error::Unreachable(told(&error)))?;
        if !entered {
            return Err(Error::Unreachable(
                if self.alone {
                    "servers or commands of Rollbook are connected to it. Stop them first"
                } else {
                    "its data is being moved by another command at the moment"
                }
                .to_owned(),
            ));
        }
        if let Some(place) = moved {
            return Err(Error::Unreachable(format!("its data {}", moved_words(&place))));
        }
        let client = Arc::new(client);
        self.transactions.set(0);
        self.client.replace(Some(client.clone()));
        Ok(client)
    }

    fn forget_connection(&self) {
        self.sent.take();
        self.rows.take();
        self.statements.take();
        self.client.take();
    }

    /// What an error of the driver means to the work that met it.
    fn failed(&self, error: &DriverError) -> Error {
        self.failed.set(true);
        let Some(code) = error.code() else {
            if error.is_closed() || !self.is_connected() {
                self.forget_connection();
                return Error::Unreachable(told(error));
            }
            return Error::Broken(format!("The database failed: {}.", told(error)));
        };
        match code {
            // Lost a race: for a row, or for a key that somebody else took between our look and our write.
            &SqlState::T_R_SERIALIZATION_FAILURE
            | &SqlState::T_R_DEADLOCK_DETECTED
            | &SqlState::UNIQUE_VIOLATION => {
                self.again.set(true);
                Error::Busy
            }
            &SqlState::LOCK_NOT_AVAILABLE | &SqlState::QUERY_CANCELED => Error::Busy,
            &SqlState::DISK_FULL => Error::Full,
            &SqlState::READ_ONLY_SQL_TRANSACTION if !self.writing.get() => {
                Error::Broken(format!("Work that only reads tried to write: {}.", told(error)))
            }
            // It is going down, or has become a standby: the next connection finds out who is in charge.
            &SqlState::ADMIN_SHUTDOWN
            | &SqlState::CRASH_SHUTDOWN
            | &SqlState::CANNOT_CONNECT_NOW
            | &SqlState::READ_ONLY_SQL_TRANSACTION
            | &SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT => {
                self.forget_connection();
                Error::Unreachable(told(error))
            }
            _ => Error::Broken(format!("The database failed: {}.", told(error))),
        }
    }
}

/// Where the data was moved to that was in this database.
async fn moved_to(client: &Client) -> Result<Option<String>, DriverError> {
    if !client.query_one(HAS_MOVED, &[]).await?.get::<_, bool>(0) {
        return Ok(None);
    }
    Ok(client.query_opt(MOVED_TO, &[]).await?.map(|row| row.get(0)))
}

/// The driver's error with its cause, which alone says something. The server's message without its detail: that may
/// quote a person's data.
fn told(error: &DriverError) -> String {
    match (error.as_db_error(), std::error::Error::source(error)) {
        (Some(server), _) => format!("{} ({})", server.message(), server.code().code()),
        (None, Some(cause)) => format!("{error}: {cause}"),
        (None, None) => error.to_string(),
    }
}

fn no_values() -> [Value<'static>; 0] {
    []
}

const WORDS: Words = Words {
    key: "TEXT COLLATE \"C\"",
    bytes: "BYTEA",
    clustered: "",
    for_update: "FOR UPDATE",
    for_share: "FOR KEY SHARE",
    by: None,
    // An array, because the planner takes a sub-query of unknown size for a reason to read everything.
    among: ["= ANY (ARRAY(SELECT json_array_elements_text(", "::text::json)))"],
    rows: ["SELECT * FROM unnest(", ")"],
    row_types: Some("[]"),
};

/// The statement as this database reads it.
fn translate(sql: &str) -> String {
    WORDS.translate(sql)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_put_in_its_words() {
        assert_eq!(
            translate("SELECT a FROM t WHERE b = $1 AND c {among $12} {for update}"),
            "SELECT a FROM t WHERE b = $1 AND c \
             = ANY (ARRAY(SELECT json_array_elements_text($12::text::json))) FOR UPDATE"
        );
        assert_eq!(
            translate("SELECT a FROM t {by t_by_a} {for share} LIMIT $1"),
            "SELECT a FROM t  FOR KEY SHARE LIMIT $1"
        );
        assert_eq!(
            translate("INSERT INTO t (a, b) {rows $1 TEXT, $2 BIGINT} ON CONFLICT DO NOTHING"),
            "INSERT INTO t (a, b) SELECT * FROM unnest($1::TEXT[], $2::BIGINT[]) ON CONFLICT DO NOTHING"
        );
        assert_eq!(
            translate("CREATE TABLE t (a {key}, b {bytes}) {clustered};"),
            "CREATE TABLE t (a TEXT COLLATE \"C\", b BYTEA) ;"
        );
    }
}
