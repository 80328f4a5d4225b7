//! The seam between two database engines. Only this file and those in its folder know which database it is.
//!
//! Every statement is one text for both: the style of PostgreSQL with `$1`, `$2`, times as BIGINT milliseconds, ids and
//! JSON as TEXT, booleans as BOOLEAN, no function that only one engine has. A conflict shows as
//! `ON CONFLICT … DO NOTHING` with no row affected, never as an error text. Where the engines must differ, the
//! statement has a word in braces:
//!
//! | word | SQLite | PostgreSQL |
//! |---|---|---|
//! | `{among $3}` equal to one of a list of texts, bound as one JSON array | `IN (SELECT value FROM json_each(?3))` | `= ANY (ARRAY(SELECT json_array_elements_text($3::text::json)))` |
//! | `{for update}` lock the rows that were read | nothing: there is one writer | `FOR UPDATE` |
//! | `{for share}` let nobody remove the rows that were read | nothing | `FOR KEY SHARE` |
//! | `{by audit_by_action}` the index to take, where its planner would guess wrong | `INDEXED BY audit_by_action` | nothing |
//! | `{rows $1 TEXT, $2 BIGINT}` what is inserted | `VALUES (?1, ?2)` | `SELECT * FROM unnest($1::TEXT[], $2::BIGINT[])` |
//! | `{key}` the type of text that is compared bytewise | `TEXT` | `TEXT COLLATE "C"` |
//! | `{bytes}` the type of bytes | `BLOB` | `BYTEA` |
//! | `{clustered}` the table is its own primary key's index | `WITHOUT ROWID` | nothing |

#[cfg(test)]
pub(crate) mod catalogue;
mod database;
mod postgres;
mod sqlite;
mod value;
mod words;

pub use database::{Database, DatabaseServer};

use crate::known::Known;
use crate::{Error, OpenError};
use directory::Timestamp;
use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::Path;

/// One session with a database: a connection and the statements prepared on it.
pub(crate) enum Session {
    /// The embedded database.
    Sqlite(Box<sqlite::Session>),
    /// A database server.
    Postgres(Box<postgres::Session>),
}

/// A value on its way into or out of the database.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    Null,
    Int(i64),
    Bool(bool),
    Text(Cow<'a, str>),
    Bytes(Cow<'a, [u8]>),
}

/// A row of an answer, readable while the query stands on it.
pub(crate) enum Row<'a> {
    /// A row of the embedded database.
    Sqlite(&'a sqlite::Row<'a>),
    /// A row of a database server.
    Postgres(&'a postgres::Row),
}

/// The statements of a table. Each is a constant; a test prepares them all.
macro_rules! statements {
    ($($name:ident = $sql:literal;)*) => {
        $(const $name: &str = $sql;)*

        #[cfg(test)]
        pub(crate) const STATEMENTS: &[&str] = &[$($name),*];
    };
}
pub(crate) use statements;

/// The values of a statement, in the order of their numbers.
macro_rules! values {
    ($($value:expr),* $(,)?) => { &[$($crate::engine::Value::from($value)),*] };
}
pub(crate) use values;

impl Session {
    /// A session that may write on the database in this file, which is made if there is none.
    pub(crate) fn open(file: &Path) -> Result<Self, OpenError> {
        sqlite::Session::open(file).map(|session| Self::Sqlite(Box::new(session)))
    }

    /// A session that cannot write, on a database that a writing session holds open.
    pub(crate) fn open_reader(file: &Path) -> Result<Self, OpenError> {
        sqlite::Session::open_reader(file).map(|session| Self::Sqlite(Box::new(session)))
    }

    /// A session with a database server, which connects with its first transaction.
    pub(crate) fn remote(server: &DatabaseServer) -> Result<Self, OpenError> {
        postgres::Session::new(&server.0).map(|session| Self::Postgres(Box::new(session)))
    }

    /// A session with a database server in which no other program of ours is; it is refused while one is.
    pub(crate) fn remote_alone(server: &DatabaseServer) -> Result<Self, OpenError> {
        postgres::Session::alone(&server.0).map(|session| Self::Postgres(Box::new(session)))
    }

    /// A session on a file that nobody has open and that stays as it is, such as a backup.
    pub(crate) fn open_copy(file: &Path) -> Result<Self, OpenError> {
        sqlite::Session::open_copy(file).map(|session| Self::Sqlite(Box::new(session)))
    }

    /// Whether programs on other machines may write to the same database, each in transactions of its own.
    pub(crate) fn is_shared(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    /// Whether the database can be used at all; connects where it is not on this machine.
    pub(crate) fn check(&self) -> Result<(), OpenError> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(session) => session.check(),
        }
    }

    /// Runs a statement that changes rows and says how many.
    pub(crate) fn execute(&self, sql: &'static str, values: &[Value<'_>]) -> Result<u64, Error> {
        match self {
            Self::Sqlite(session) => session.execute(sql, values),
            Self::Postgres(session) => session.execute(sql, values),
        }
    }

    /// Runs a statement of which only a failure interests, and that later will do: with the next statement that is
    /// waited for, at the latest with [`Session::flush`].
    pub(crate) fn execute_later(&self, sql: &'static str, values: &[Value<'_>]) -> Result<(), Error> {
        match self {
            Self::Sqlite(session) => session.execute(sql, values).map(drop),
            Self::Postgres(session) => session.execute_later(sql, values, None),
        }
    }

    /// The same with a statement that must change a row: the error `none` tells later that it did not.
    pub(crate) fn change_later(
        &self,
        sql: &'static str,
        values: &[Value<'_>],
        none: Error,
    ) -> Result<(), Error> {
        match self {
            Self::Sqlite(session) => match session.execute(sql, values)? {
                0 => Err(none),
                _ => Ok(()),
            },
            Self::Postgres(session) => session.execute_later(sql, values, Some(none)),
        }
    }

    /// Inserts a row with a statement that has the word `{rows …}`, and lets it wait for more rows of that statement: at
    /// the latest for the next statement of another kind. So a row goes behind what was run before it, but rows of
    /// different statements may change places, as long as the first of each do not. The error `none` tells later that
    /// one of the rows was not inserted.
    pub(crate) fn insert(
        &self,
        sql: &'static str,
        values: &[Value<'_>],
        none: Option<Error>,
    ) -> Result<(), Error> {
        match (self, none) {
            (Self::Sqlite(_), None) => self.execute_later(sql, values),
            (Self::Sqlite(_), Some(none)) => self.change_later(sql, values, none),
            (Self::Postgres(session), none) => session.insert(sql, values, none),
        }
    }

    /// Waits for everything that was left to run later.
    pub(crate) fn flush(&self) -> Result<(), Error> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(session) => session.flush(),
        }
    }

    /// Reads rows until there are no more or `each` has seen enough. `each` may run other statements meanwhile.
    pub(crate) fn each(
        &self,
        sql: &'static str,
        values: &[Value<'_>],
        each: &mut dyn FnMut(&Row<'_>) -> Result<ControlFlow<()>, Error>,
    ) -> Result<(), Error> {
        match self {
            Self::Sqlite(session) => session.each(sql, values, each),
            Self::Postgres(session) => session.each(sql, values, each),
        }
    }

    /// The same with a statement that was put together at run time; only `search` may.
    pub(crate) fn each_built(
        &self,
        sql: &str,
        values: &[Value<'_>],
        each: &mut dyn FnMut(&Row<'_>) -> Result<ControlFlow<()>, Error>,
    ) -> Result<(), Error> {
        match self {
            Self::Sqlite(session) => session.each_built(sql, values, each),
            Self::Postgres(session) => session.each(sql, values, each),
        }
    }

    /// Reads all rows.
    pub(crate) fn query<T>(
        &self,
        sql: &'static str,
        values: &[Value<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let mut all = Vec::new();
        self.each(sql, values, &mut |row| {
            all.push(read(row)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(all)
    }

    /// Reads the first row, if there is one.
    pub(crate) fn first<T>(
        &self,
        sql: &'static str,
        values: &[Value<'_>],
        read: impl FnOnce(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        let (mut read, mut first) = (Some(read), None);
        self.each(sql, values, &mut |row| {
            first = read.take().map(|read| read(row)).transpose()?;
            Ok(ControlFlow::Break(()))
        })?;
        Ok(first)
    }

    #[cfg(test)]
    pub(crate) fn prepare(&self, sql: &'static str) -> Result<(), Error> {
        match self {
            Self::Sqlite(session) => session.prepare(sql),
            Self::Postgres(session) => session.prepare(sql).map(drop),
        }
    }

    /// Runs several statements without values, as migrations are.
    pub(crate) fn run_script(&self, sql: &'static str) -> Result<(), Error> {
        match self {
            Self::Sqlite(session) => session.run_script(sql),
            Self::Postgres(session) => session.run_script(sql),
        }
    }

    /// Whether there is a table of this name.
    pub(crate) fn has_table(&self, name: &'static str) -> Result<bool, Error> {
        let sql = match self {
            Self::Sqlite(_) => "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = $1",
            Self::Postgres(_) => "SELECT to_regclass($1) IS NOT NULL",
        };
        Ok(self.first(sql, values![name], |row| row.bool(0))?.unwrap_or_default())
    }

    /// The tables, views and sequences that are there, by name, but for those that an extension of the database brought.
    pub(crate) fn relations(&self) -> Result<Vec<String>, Error> {
        let sql = match self {
            Self::Sqlite(_) => {
                "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite~_%' ESCAPE '~'
                ORDER BY name"
            }
            Self::Postgres(_) => {
                "SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ANY (current_schemas(false)) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
                AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                    AND d.deptype = 'e')
                ORDER BY c.relname"
            }
        };
        self.query(sql, &[], |row| Ok(row.text(0)?.into_owned()))
    }

    /// The user who may not make tables here, and the schema where they would be; none if they can be made.
    pub(crate) fn without_create(&self) -> Result<Option<(String, String)>, Error> {
        let sql = match self {
            Self::Sqlite(_) => return Ok(None),
            Self::Postgres(_) => {
                "SELECT current_user::text, COALESCE(current_schema()::text, 'public')
                WHERE NOT COALESCE(has_schema_privilege(current_schema()::text, 'CREATE'), FALSE)"
            }
        };
        self.first(sql, &[], |row| Ok((row.text(0)?.into_owned(), row.text(1)?.into_owned())))
    }

    /// Begins a transaction that may write. In the embedded database nobody else writes until it ends.
    pub(crate) fn begin_write(&self) -> Result<(), Error> {
        self.known().begin(None);
        match self {
            Self::Sqlite(session) => session.begin("BEGIN IMMEDIATE"),
            Self::Postgres(session) => session.begin_write(),
        }
    }

    /// Begins a transaction that reads one snapshot, which is taken now.
    pub(crate) fn begin_read(&self) -> Result<(), Error> {
        match self {
            Self::Sqlite(session) => session.begin_read(),
            Self::Postgres(session) => {
                session.known.begin(None);
                session.begin_read()
            }
        }
    }

    /// What the session has read already of what it sees in its transaction.
    pub(crate) fn known(&self) -> &Known {
        match self {
            Self::Sqlite(session) => &session.known,
            Self::Postgres(session) => &session.known,
        }
    }

    /// Begins to read with one single statement, which needs no transaction around it to see one snapshot.
    pub(crate) fn begin_glance(&self) -> Result<(), Error> {
        match self {
            Self::Sqlite(session) => session.begin("BEGIN"),
            Self::Postgres(session) => session.begin_glance(),
        }
    }

    /// Begins a transaction that reads one snapshot and may write, in a database that nobody else uses.
    pub(crate) fn begin_alone(&self) -> Result<(), Error> {
        match self {
            Self::Sqlite(session) => session.begin("BEGIN IMMEDIATE"),
            Self::Postgres(session) => session.begin_alone(),
        }
    }

    /// Begins a transaction that may change the tables; nobody else changes them until it ends.
    pub(crate) fn begin_migration(&self) -> Result<(), Error> {
        match self {
            Self::Sqlite(session) => session.begin("BEGIN IMMEDIATE"),
            Self::Postgres(session) => session.begin_migration(),
        }
    }

    /// Ends the transaction; what it wrote is synced to the disk when this returns.
    pub(crate) fn commit(&self) -> Result<(), Error> {
        match self {
            Self::Sqlite(session) => session.execute("COMMIT", &[]).map(drop),
            Self::Postgres(session) => session.commit(),
        }
    }

    /// Ends the transaction and forgets what it wrote, if one is open.
    pub(crate) fn rollback(&self) -> Result<(), Error> {
        match self {
            Self::Sqlite(session) => session.rollback(),
            Self::Postgres(session) => session.rollback(),
        }
    }

    /// Begins a job in a transaction that it may share with others.
    pub(crate) fn begin_job(&self) {
        match self {
            Self::Sqlite(session) => session.begin_job(),
            Self::Postgres(session) => session.begin_job(),
        }
    }

    /// Whether the transaction has come so far without a failure and without a change by this job: then the job may fail,
    /// and the others have not noticed. A savepoint would also let those go on who fail after they wrote. But they are
    /// few, and a savepoint costs everybody: the one engine copies each page that is written to, the other marks each
    /// row that is locked and then changed with two transactions instead of one.
    pub(crate) fn is_untouched_by_job(&self) -> bool {
        match self {
            Self::Sqlite(session) => !session.has_job_written(),
            Self::Postgres(session) => session.is_untouched_by_job(),
        }
    }

    /// Writes everything, as it is at this moment, into this file, which is empty. Others go on meanwhile.
    pub(crate) fn write_copy(&self, file: &Path) -> Result<(), Error> {
        match self {
            Self::Sqlite(session) => session.write_copy(file),
            Self::Postgres(_) => Err(only_embedded()),
        }
    }

    /// What is wrong with the database as a whole, if anything is; reads all of it.
    pub(crate) fn defect(&self) -> Result<Option<String>, Error> {
        match self {
            Self::Sqlite(session) => session.defect(),
            Self::Postgres(_) => Err(only_embedded()),
        }
    }

    /// Leaves the database as one file, without its log, until the next session opens it.
    pub(crate) fn fold_log(self) -> Result<(), Error> {
        match self {
            Self::Sqlite(session) => session.fold_log(),
            Self::Postgres(_) => Err(only_embedded()),
        }
    }

    /// Whether work that failed may succeed when it is done again from the beginning: it lost a race, or its
    /// connection.
    pub(crate) fn is_worth_another_try(&self) -> bool {
        match self {
            Self::Sqlite(_) => false,
            Self::Postgres(session) => session.is_worth_another_try(),
        }
    }

    /// Whether a transaction is open. A grave error, such as a full disk, ends it without being asked.
    pub(crate) fn in_transaction(&self) -> bool {
        match self {
            Self::Sqlite(session) => session.in_transaction(),
            Self::Postgres(session) => session.in_transaction(),
        }
    }
}

impl Row<'_> {
    /// The text of a column.
    pub(crate) fn text(&self, column: usize) -> Result<Cow<'_, str>, Error> {
        match self.value(column)? {
            Value::Text(text) => Ok(text),
            other => Err(unexpected(column, "text", &other)),
        }
    }

    /// The number of a column.
    pub(crate) fn int(&self, column: usize) -> Result<i64, Error> {
        match self.value(column)? {
            Value::Int(number) => Ok(number),
            other => Err(unexpected(column, "a number", &other)),
        }
    }

    /// The number of a column that is never negative.
    pub(crate) fn count(&self, column: usize) -> Result<u64, Error> {
        let number = self.int(column)?;
        u64::try_from(number).map_err(|_| unexpected(column, "a count", &Value::Int(number)))
    }

    /// A count in a column that may be empty.
    pub(crate) fn maybe_count(&self, column: usize) -> Result<Option<u64>, Error> {
        if self.value(column)? == Value::Null { Ok(None) } else { self.count(column).map(Some) }
    }

    /// The time of a column.
    pub(crate) fn time(&self, column: usize) -> Result<Timestamp, Error> {
        self.int(column).map(Timestamp::from_millis)
    }

    /// The time of a column that may have none.
    pub(crate) fn maybe_time(&self, column: usize) -> Result<Option<Timestamp>, Error> {
        if self.value(column)? == Value::Null { Ok(None) } else { self.time(column).map(Some) }
    }

    /// The truth of a column; the embedded database keeps it as 0 or 1.
    pub(crate) fn bool(&self, column: usize) -> Result<bool, Error> {
        match self.value(column)? {
            Value::Bool(truth) => Ok(truth),
            Value::Int(number @ (0 | 1)) => Ok(number == 1),
            other => Err(unexpected(column, "true or false", &other)),
        }
    }

    /// The bytes of a column, of a length that is known.
    pub(crate) fn bytes<const N: usize>(&self, column: usize) -> Result<[u8; N], Error> {
        match self.value(column)? {
            Value::Bytes(bytes) if bytes.len() == N => {
                let mut array = [0; N];
                array.copy_from_slice(&bytes);
                Ok(array)
            }
            other => Err(unexpected(column, "bytes", &other)),
        }
    }

    /// The column as `parse` understands its text.
    pub(crate) fn parsed<T>(&self, column: usize, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, Error> {
        let text = self.text(column)?;
        parse(&text).ok_or_else(|| {
            Error::Broken(format!("The database holds a text that Rollbook never wrote, in column {column}."))
        })
    }

    /// The same of a column that may have none.
    pub(crate) fn maybe_parsed<T>(
        &self,
        column: usize,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, Error> {
        if self.value(column)? == Value::Null { Ok(None) } else { self.parsed(column, parse).map(Some) }
    }

    /// The value of a column, whatever it is.
    pub(crate) fn value(&self, column: usize) -> Result<Value<'_>, Error> {
        match self {
            Self::Sqlite(row) => sqlite::value(row, column),
            Self::Postgres(row) => postgres::value(row, column),
        }
    }
}

fn only_embedded() -> Error {
    Error::Broken("Only the embedded database is a file.".to_owned())
}

fn unexpected(column: usize, wanted: &str, found: &Value<'_>) -> Error {
    // The value itself may be a person's data, so only its type is told.
    let found = match found {
        Value::Null => "nothing",
        Value::Int(_) => "a number",
        Value::Bool(_) => "true or false",
        Value::Text(_) => "text",
        Value::Bytes(_) => "bytes",
    };
    Error::Broken(format!("The database holds {found} where {wanted} should be, in column {column}."))
}

/// New sessions on empty databases for tests: an embedded one, and one on the database server that the environment
/// names, if it does. There the tables are temporary and go with the session.
#[cfg(test)]
pub(crate) fn test_sessions() -> Vec<(tempfile::TempDir, Session)> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let embedded = Session::open(&folder.path().join("test.db")).expect("a new database");
    let mut all = vec![(folder, embedded)];
    #[expect(clippy::disallowed_methods, reason = "the tests are told by their environment")]
    let server = std::env::var("ROLLBOOK_TEST_DATABASE").ok().filter(|server| !server.is_empty());
    if let Some(server) = server {
        let database = Database::parse(&format!("{server}?options=-csearch_path%3Dpg_temp"));
        let Ok(Database::Server(server)) = database else { panic!("no address of a database server") };
        all.push((
            tempfile::tempdir().expect("a temporary folder"),
            Session::remote(&server).expect("a session"),
        ));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        activity, administrators, audit, backup, calls, census, configurations, connections, departures,
        events, groups, invitations, mails, member_pages, members, migrate, nesting, notices, organizations,
        overview, public_url, purges, ranges, search, sessions, texts, tokens, tolerated, transfer, users,
    };

    #[test]
    fn every_statement_fits_the_tables() {
        let statements = [
            activity::STATEMENTS,
            administrators::STATEMENTS,
            audit::STATEMENTS,
            audit::trail::STATEMENTS,
            backup::STATEMENTS,
            calls::STATEMENTS,
            census::STATEMENTS,
            configurations::STATEMENTS,
            connections::STATEMENTS,
            departures::STATEMENTS,
            events::STATEMENTS,
            groups::STATEMENTS,
            invitations::STATEMENTS,
            mails::STATEMENTS,
            member_pages::STATEMENTS,
            members::STATEMENTS,
            migrate::STATEMENTS,
            nesting::STATEMENTS,
            notices::STATEMENTS,
            organizations::STATEMENTS,
            overview::STATEMENTS,
            overview::PAGE_STATEMENTS,
            public_url::STATEMENTS,
            purges::STATEMENTS,
            sessions::STATEMENTS,
            ranges::STATEMENTS,
            search::group_pages::STATEMENTS,
            search::people::STATEMENTS,
            texts::STATEMENTS,
            tokens::STATEMENTS,
            tolerated::STATEMENTS,
            transfer::STATEMENTS,
            users::STATEMENTS,
        ];
        for (_folder, session) in test_sessions() {
            migrate::run(&session).unwrap();
            session.begin_read().unwrap();
            for sql in statements.concat() {
                assert_eq!(session.prepare(sql), Ok(()), "{sql}");
            }
        }
    }
}
