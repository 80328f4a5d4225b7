//! The embedded database.

mod file;

use super::words::Words;
use super::{Row as AnyRow, Value};
use crate::known::Known;
use crate::{Error, OpenError};
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, ErrorCode, OpenFlags};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::hint::spin_loop;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

pub(crate) use rusqlite::Row;

/// The first version in which resetting the write-ahead log cannot corrupt the database.
const VERSION_MIN: i32 = 3_051_003;
/// How long a statement waits for another process, such as a command next to a running server.
const BUSY_WAIT: Duration = Duration::from_secs(5);
/// Prepared statements that a session keeps.
const STATEMENTS_MAX: usize = 256;
/// How often a reader looks whether it is its turn before it goes to sleep. A turn takes one or two microseconds, unless its
/// holder lost the processor, and so many looks take some tens.
const LOOKS_MAX: u32 = 400;
/// Pages that the writing session and each reading one keep in memory at most, in KiB: of which those of all together are
/// most of what a server has in memory after a while.
const WRITER_CACHE_KIB: u32 = 16 * 1_024;
const READER_CACHE_KIB: u32 = 6 * 1_024;
/// Pages that the write-ahead log has when it is moved into the database. Many of them are the same few pages, each
/// moved once however often it was written.
const LOG_PAGES: u32 = 4_000;
/// The write-ahead log goes back to this size after it has grown, in bytes.
const LOG_BYTES_MAX: u32 = 64 * 1_024 * 1_024;

/// A connection with its prepared statements.
pub(crate) struct Session {
    connection: Connection,
    /// What was made of our statements, by where the statement stands in this program.
    translated: RefCell<HashMap<(usize, usize), String>>,
    /// Rows that had been changed when the job began.
    changed_before_job: Cell<u64>,
    pub(super) known: Known,
}

impl Session {
    /// A session that may write. Makes the file if there is none.
    pub(crate) fn open(file: &Path) -> Result<Self, OpenError> {
        check_version(rusqlite::version_number(), rusqlite::version())?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let session = Self::with_flags(file, flags)?;
        let journal = |row: &Row<'_>| row.get::<_, String>(0);
        let mode = session.connection.pragma_update_and_check(None, "journal_mode", "WAL", journal);
        check_journal(&mode.map_err(|e| error(&e))?)?;
        // FULL: the log is synced at every commit, so what is acknowledged survives a loss of power; where a plain sync
        // only reaches the disk's own memory, as on macOS, the full one is asked for.
        let pragmas = format!(
            "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;
             PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = {LOG_PAGES}; PRAGMA journal_size_limit = {LOG_BYTES_MAX};
             PRAGMA cache_size = -{WRITER_CACHE_KIB};"
        );
        session.connection.execute_batch(&pragmas).map_err(|e| error(&e))?;
        Ok(session)
    }

    /// A session that cannot write, on a database that a writing session holds open.
    pub(crate) fn open_reader(file: &Path) -> Result<Self, OpenError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let session = Self::with_flags(file, flags)?;
        let pragmas = format!("PRAGMA query_only = ON; PRAGMA cache_size = -{READER_CACHE_KIB};");
        session.connection.execute_batch(&pragmas).map_err(|e| error(&e))?;
        Ok(session)
    }

    fn with_flags(file: &Path, flags: OpenFlags) -> Result<Self, OpenError> {
        let connection = Connection::open_with_flags(file, flags).map_err(|e| error(&e))?;
        connection.busy_timeout(BUSY_WAIT).map_err(|e| error(&e))?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
        // Otherwise a statement with a LIMIT, or with a bound that an index might know better, is planned again each time
        // that it gets other values, which takes longer than most of them run.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(|e| error(&e))?;
        connection
            .execute_batch(
                // Temporary files would need file handles at the moment when there may be none left.
                "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA trusted_schema = OFF;
                 PRAGMA temp_store = MEMORY;",
            )
            .map_err(|e| error(&e))?;
        Ok(Self {
            connection,
            translated: RefCell::default(),
            changed_before_job: Cell::new(0),
            known: Known::default(),
        })
    }

    pub(super) fn begin(&self, sql: &'static str) -> Result<(), Error> {
        let begun = self.connection.prepare_cached(sql).and_then(|mut statement| statement.raw_execute());
        begun.map(drop).map_err(|e| error(&e))
    }

    /// Begins to read. A state has a number, which is another one for this session once any other session, of this program
    /// or another one, has committed.
    pub(super) fn begin_read(&self) -> Result<(), Error> {
        self.begin("BEGIN")?;
        let mut statement = self.connection.prepare_cached("PRAGMA data_version").map_err(|e| error(&e))?;
        let turn = turn();
        let state = statement.query_one([], |row| row.get(0)).map_err(|e| error(&e));
        drop(turn);
        if state.is_err() {
            // Whoever uses the session next begins anew.
            self.rollback()?;
        }
        self.known.begin(Some(state?));
        Ok(())
    }

    pub(super) fn rollback(&self) -> Result<(), Error> {
        if !self.in_transaction() {
            return Ok(());
        }
        let mut statement = self.connection.prepare_cached("ROLLBACK").map_err(|e| error(&e))?;
        let _turn = turn();
        statement.raw_execute().map(drop).map_err(|e| error(&e))
    }

    pub(super) fn begin_job(&self) {
        self.changed_before_job.set(self.connection.total_changes());
    }

    pub(super) fn has_job_written(&self) -> bool {
        self.connection.total_changes() != self.changed_before_job.get()
    }

    pub(super) fn in_transaction(&self) -> bool {
        !self.connection.is_autocommit()
    }

    pub(super) fn execute(&self, sql: &'static str, values: &[Value<'_>]) -> Result<u64, Error> {
        let mut statement = self.statement(sql)?;
        bind(&mut statement, values)?;
        let rows = statement.raw_execute().map_err(|e| error(&e))?;
        Ok(u64::try_from(rows).unwrap_or(u64::MAX))
    }

    pub(super) fn each(
        &self,
        sql: &'static str,
        values: &[Value<'_>],
        each: &mut dyn FnMut(&AnyRow<'_>) -> Result<ControlFlow<()>, Error>,
    ) -> Result<(), Error> {
        step(self.statement(sql)?, values, each)
    }

    pub(super) fn each_built(
        &self,
        sql: &str,
        values: &[Value<'_>],
        each: &mut dyn FnMut(&AnyRow<'_>) -> Result<ControlFlow<()>, Error>,
    ) -> Result<(), Error> {
        self.check_transaction()?;
        step(self.connection.prepare_cached(&translate(sql)).map_err(|e| error(&e))?, values, each)
    }

    pub(super) fn run_script(&self, sql: &'static str) -> Result<(), Error> {
        self.connection.execute_batch(&translate(sql)).map_err(|e| error(&e))
    }

    #[cfg(test)]
    pub(super) fn prepare(&self, sql: &'static str) -> Result<(), Error> {
        self.statement(sql).map(drop)
    }

    fn statement(&self, sql: &'static str) -> Result<CachedStatement<'_>, Error> {
        self.check_transaction()?;
        let mut translated = self.translated.borrow_mut();
        let text = translated.entry((sql.as_ptr().addr(), sql.len())).or_insert_with(|| translate(sql));
        self.connection.prepare_cached(text).map_err(|e| error(&e))
    }

    /// Outside a transaction each statement would commit by itself. That is where a grave error leaves a session.
    fn check_transaction(&self) -> Result<(), Error> {
        if self.in_transaction() {
            return Ok(());
        }
        Err(Error::Broken("The transaction was ended by an error before.".to_owned()))
    }
}

/// To be held by a reader while it takes a snapshot or gives it back. The database has a lock of its own for that, which all
/// sessions of this program share, and whoever finds that taken is put to sleep, which costs several times the wait.
fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    for _ in 0..LOOKS_MAX {
        if let Ok(turn) = TURN.try_lock() {
            return turn;
        }
        spin_loop();
    }
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The value of a column.
pub(crate) fn value<'a>(row: &'a Row<'_>, column: usize) -> Result<Value<'a>, Error> {
    Ok(match row.get_ref(column).map_err(|e| error(&e))? {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Int(number),
        ValueRef::Real(_) => return Err(Error::Broken("The database holds a fraction.".to_owned())),
        ValueRef::Text(text) => match std::str::from_utf8(text) {
            Ok(text) => Value::from(text),
            Err(_) => return Err(Error::Broken("The database holds a text that is no UTF-8.".to_owned())),
        },
        ValueRef::Blob(bytes) => Value::Bytes(Cow::Borrowed(bytes)),
    })
}

fn step(
    mut statement: CachedStatement<'_>,
    values: &[Value<'_>],
    each: &mut dyn FnMut(&AnyRow<'_>) -> Result<ControlFlow<()>, Error>,
) -> Result<(), Error> {
    bind(&mut statement, values)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().map_err(|e| error(&e))? {
        if each(&AnyRow::Sqlite(row))?.is_break() {
            break;
        }
    }
    Ok(())
}

fn bind(statement: &mut CachedStatement<'_>, values: &[Value<'_>]) -> Result<(), Error> {
    for (index, value) in values.iter().enumerate() {
        let value = ToSqlOutput::Borrowed(match value {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Bool(truth) => ValueRef::Integer(i64::from(*truth)),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        });
        statement.raw_bind_parameter(index + 1, value).map_err(|e| error(&e))?;
    }
    Ok(())
}

const WORDS: Words = Words {
    key: "TEXT",
    bytes: "BLOB",
    clustered: "WITHOUT ROWID",
    // There is one writer.
    for_update: "",
    for_share: "",
    by: Some("INDEXED BY "),
    among: ["IN (SELECT value FROM json_each(", "))"],
    rows: ["VALUES (", ")"],
    row_types: None,
};

/// The statement as this database reads it: its values are `?1` instead of `$1`.
fn translate(sql: &str) -> String {
    WORDS.translate(sql).replace('$', "?")
}

fn error(error: &rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy,
        Some(ErrorCode::DiskFull) => Error::Full,
        _ => Error::Broken(format!("The database failed: {error}.")),
    }
}

/// Where the log cannot be, the database silently goes on without: readers would then block the writer, and a commit
/// could be lost with the folder's entry of another journal.
fn check_journal(mode: &str) -> Result<(), OpenError> {
    if mode == "wal" {
        return Ok(());
    }
    Err(OpenError::new(format!(
        "The database cannot keep a write-ahead log here (its journal is {mode:?}). Rollbook needs a local file \
         system with shared memory and locks, which most network file systems do not have; choose another data folder."
    )))
}

fn check_version(number: i32, name: &str) -> Result<(), OpenError> {
    if number >= VERSION_MIN {
        return Ok(());
    }
    Err(OpenError::new(format!(
        "This program was built with SQLite {name}, which can corrupt its write-ahead log. Build it with 3.51.3 or newer."
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_put_in_its_words() {
        assert_eq!(
            translate("SELECT a FROM t WHERE b = $1 AND c {among $12} {for update}"),
            "SELECT a FROM t WHERE b = ?1 AND c IN (SELECT value FROM json_each(?12)) "
        );
        assert_eq!(translate("SELECT a FROM t {for share} LIMIT $1"), "SELECT a FROM t  LIMIT ?1");
        assert_eq!(
            translate("INSERT INTO t (a, b) {rows $1 TEXT, $2 BIGINT} ON CONFLICT DO NOTHING"),
            "INSERT INTO t (a, b) VALUES (?1, ?2) ON CONFLICT DO NOTHING"
        );
        assert_eq!(
            translate("CREATE TABLE t (a {key}, b {bytes}) {clustered};"),
            "CREATE TABLE t (a TEXT, b BLOB) WITHOUT ROWID;"
        );
    }

    #[test]
    fn a_place_without_a_log_is_refused() {
        let refusal = Session::open(Path::new(":memory:")).map(drop).unwrap_err().to_string();
        assert!(refusal.starts_with("The database cannot keep a write-ahead log here"), "{refusal}");
    }

    #[test]
    fn commits_are_synced_to_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(&folder.path().join("test.db")).unwrap();
        let setting = |name| session.connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        for (name, expected) in [("synchronous", 2), ("fullfsync", 1), ("checkpoint_fullfsync", 1)] {
            assert_eq!(setting(name), Ok(expected), "{name}");
        }
    }

    #[test]
    fn a_session_that_could_not_begin_to_read_can_do_so_later() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("test.db");
        let writer = Session::open(&file).unwrap();
        // So that the first page is read from the file.
        writer.connection.execute_batch("CREATE TABLE t (a); PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        let reader = Session::open_reader(&file).unwrap();
        let forget_pages = || reader.connection.execute_batch("PRAGMA shrink_memory").unwrap();
        let bytes = std::fs::read(&file).unwrap();
        std::fs::write(&file, vec![b'x'; bytes.len()]).unwrap();
        forget_pages();
        assert!(matches!(reader.begin_read(), Err(Error::Broken(_))));
        std::fs::write(&file, bytes).unwrap();
        forget_pages();
        assert_eq!(reader.begin_read(), Ok(()));
    }

    #[test]
    fn an_old_library_is_refused() {
        assert!(check_version(3_051_002, "3.51.2").is_err());
        assert!(check_version(rusqlite::version_number(), rusqlite::version()).is_ok());
    }
}
