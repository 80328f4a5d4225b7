//! Moving everything from one database to another, whichever kinds they are.
//!
//! Both databases are ours alone meanwhile. The copy is one transaction on the target, and it is read back and compared
//! before that ends: whatever goes wrong, and when the program is killed as well, the target is as empty as before.

mod table;

use crate::engine::{Session, Value, statements, values};
use crate::folder::{self, Folder};
use crate::migrate;
use crate::{Database, Error, OpenError};
use sha2::{Digest as _, Sha256};
use std::ops::ControlFlow;
use table::{OWN, TABLES, Table};

/// Rows of one query, so that no answer grows with the table.
const PAGE_ROWS: u64 = 2_000;
/// What is on its way to a database server before we wait for it, in rows and in bytes.
const SENT_ROWS_MAX: usize = 500;
const SENT_BYTES_MAX: usize = 1_024 * 1_024;

statements! {
    MOVED_TO = "SELECT place FROM moved";

    MARK = "INSERT INTO moved (place, at) VALUES ($1, $2)";

    CLEAR = "DELETE FROM moved";
}

/// A table that is the same on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedTable {
    /// Its name.
    pub name: &'static str,
    /// How many rows it has.
    pub rows: u64,
    /// SHA-256 over all its rows in the order of their keys.
    pub digest: String,
}

/// How far a move is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoveProgress {
    /// The table that is being copied or compared.
    pub table: &'static str,
    /// Rows that are copied, and those that are compared.
    pub done: u64,
    /// Twice the rows that there are.
    pub total: u64,
}

/// Copies everything into an empty database, compares, and marks the old one, so that nobody serves it by mistake.
pub fn move_data(
    from: &Database,
    to: &Database,
    watch: &mut dyn FnMut(MoveProgress),
) -> Result<Vec<MovedTable>, OpenError> {
    let source = Side::open_source(from)?;
    if let Some(place) = moved_to(&source.session).map_err(|error| source.failed(&error))? {
        return Err(OpenError::new(format!("The data of {from} {}.", moved_words(&place))));
    }
    let target = Side::open_target(from, to)?;
    let mut progress = Watched { watch, done: 0, total: 0, table: "" };
    let moved = copy_all(&source, &target, &mut progress)?;
    target.session.commit().map_err(|error| target.failed(&error))?;
    let marked = source.session.execute(MARK, values![to.to_string(), migrate::now()]);
    marked.and_then(|_| source.session.commit()).map_err(|error| {
        OpenError::new(format!(
            "All data is in {to}, but the old database {from} could not be marked as left: {error} Take care that no \
             server is started on it."
        ))
    })?;
    Ok(moved)
}

/// Takes the mark away that a move leaves in the old database. False means that there was none.
pub fn take_back(database: &Database) -> Result<bool, OpenError> {
    let side = Side::open_source(database)?;
    let cleared = side.session.execute(CLEAR, &[]).and_then(|rows| side.session.commit().map(|()| rows));
    Ok(cleared.map_err(|error| side.failed(&error))? > 0)
}

/// Keeps servers and commands from data that was left.
pub(crate) fn check_not_moved(session: &Session) -> Result<(), OpenError> {
    session.begin_read()?;
    let place = moved_to(session);
    session.rollback()?;
    match place? {
        None => Ok(()),
        Some(place) => Err(OpenError::new(format!("The data of this folder {}.", moved_words(&place)))),
    }
}

fn moved_to(session: &Session) -> Result<Option<String>, Error> {
    session.first(MOVED_TO, &[], |row| Ok(row.text(0)?.into_owned()))
}

/// What to say of data that was moved to this place.
pub(crate) fn moved_words(place: &str) -> String {
    format!(
        "was moved to {place} and has not followed what happened there since. Use that one; or, to give up what is there \
         and go on here, run `rollbook move --take-back DATABASE` with this one"
    )
}

/// One of the two databases, with nobody else in it.
struct Side<'d> {
    database: &'d Database,
    session: Session,
    // The lock goes when the session has gone.
    _folder: Option<Folder>,
}

impl<'d> Side<'d> {
    /// The database that has the data, in a transaction that sees one state of it.
    fn open_source(database: &'d Database) -> Result<Self, OpenError> {
        if matches!(database, Database::Folder(folder) if !folder::has_database(folder)) {
            return Err(nothing_in(database));
        }
        let side = Self::open(database)?;
        if !migrate::has_begun(&side.session)? {
            return Err(nothing_in(database));
        }
        side.begin()
    }

    /// The database that shall have it, in a transaction that is to write all or nothing.
    fn open_target(from: &Database, database: &'d Database) -> Result<Self, OpenError> {
        if from.is_same(database) {
            return Err(OpenError::new(format!("{database} cannot be moved to itself.")));
        }
        if database.is_inside(from) {
            return Err(OpenError::new(format!(
                "{database} lies in the folder of the data that is to be moved, {from}. Give a folder elsewhere."
            )));
        }
        if let Database::Folder(folder) = database
            && let Some(name) = folder::stranger_in(folder)?
        {
            return Err(not_empty(database, &name));
        }
        let side = Self::open(database)?;
        side.check_empty()?;
        let side = side.begin()?;
        let refused = |error| side.failed(&error);
        for table in TABLES {
            if table.count(&side.session).map_err(refused)? > 0 {
                return Err(not_empty(database, table.name));
            }
        }
        // It may have been left itself once, when it was empty.
        side.session.execute(CLEAR, &[]).map_err(refused)?;
        Ok(side)
    }

    fn open(database: &'d Database) -> Result<Self, OpenError> {
        let (session, folder) = match database {
            Database::Folder(path) => {
                let folder = Folder::claim(path)?;
                (folder.open_session()?, Some(folder))
            }
            Database::Server(server) => (Session::remote_alone(server)?, None),
        };
        Ok(Self { database, session, _folder: folder })
    }

    /// There may be no table of anybody else: no name of ours would be free for certain, and two programs would share a
    /// database without knowing it. Our own ones are what a move leaves that was killed.
    fn check_empty(&self) -> Result<(), OpenError> {
        self.session.begin_read()?;
        let found = self.session.relations();
        self.session.rollback()?;
        let found = found?;
        let is_own =
            |name: &&String| OWN.contains(&name.as_str()) || TABLES.iter().any(|own| own.name == **name);
        let stranger = match found.iter().find(|name| !is_own(name)) {
            // Somebody else's may have the name of one of ours; all of them together are ours.
            None if migrate::is_current(&self.session) != Ok(true) => found.first(),
            stranger => stranger,
        };
        stranger.map_or(Ok(()), |name| Err(not_empty(self.database, name)))
    }

    fn begin(self) -> Result<Self, OpenError> {
        migrate::run(&self.session)?;
        self.session.begin_alone()?;
        Ok(self)
    }

    fn failed(&self, error: &Error) -> OpenError {
        OpenError::new(format!("The data was not moved, because of the database {}. {error}", self.database))
    }
}

fn not_empty(database: &Database, has: &str) -> OpenError {
    let what = match database {
        Database::Folder(_) => "folder",
        Database::Server(_) => "database",
    };
    OpenError::new(format!(
        "The {what} {database} is not empty: it has {has}. Data is only moved into an empty one; give another."
    ))
}

fn nothing_in(database: &Database) -> OpenError {
    OpenError::new(format!("There is no data of Rollbook in {database}."))
}

struct Watched<'w> {
    watch: &'w mut dyn FnMut(MoveProgress),
    table: &'static str,
    done: u64,
    total: u64,
}

impl Watched<'_> {
    fn add(&mut self, rows: u64) {
        self.done += rows;
        (self.watch)(MoveProgress { table: self.table, done: self.done, total: self.total });
    }
}

fn copy_all(source: &Side, target: &Side, progress: &mut Watched) -> Result<Vec<MovedTable>, OpenError> {
    for table in TABLES {
        progress.total += 2 * table.count(&source.session).map_err(|error| source.failed(&error))?;
    }
    let mut copied = Vec::new();
    for table in TABLES {
        progress.table = table.name;
        copied.push(copy(source, target, table, progress)?);
    }
    for (table, copied) in TABLES.iter().zip(&copied) {
        progress.table = table.name;
        let found = walk(&target.session, table, progress, &mut |_| Ok(()));
        let found = found.map_err(|error| target.failed(&error))?;
        if found != *copied {
            return Err(OpenError::new(format!(
                "The table {} has {} rows with the digest {} in {}, and {} rows with the digest {} in {}. The data was \
                 not moved.",
                table.name,
                copied.rows,
                copied.digest,
                source.database,
                found.rows,
                found.digest,
                target.database
            )));
        }
    }
    Ok(copied)
}

/// Copies a table. The rows that were read are those that are counted and digested.
fn copy(
    source: &Side,
    target: &Side,
    table: &Table,
    progress: &mut Watched,
) -> Result<MovedTable, OpenError> {
    let (mut rows, mut bytes) = (0, 0);
    let mut refused = None;
    let copied = walk(&source.session, table, progress, &mut |values| {
        rows += 1;
        bytes += values.iter().map(size).sum::<usize>();
        let mut sent = target.session.execute_later(table.insert, values);
        if rows >= SENT_ROWS_MAX || bytes >= SENT_BYTES_MAX {
            (rows, bytes) = (0, 0);
            sent = sent.and_then(|()| target.session.flush());
        }
        sent.inspect_err(|error| refused = Some(error.clone()))
    });
    // Whose fault it was: the walk only hands on what the target said.
    let copied = copied.map_err(|error| match &refused {
        Some(error) => target.failed(error),
        None => source.failed(&error),
    })?;
    target.session.flush().map_err(|error| target.failed(&error))?;
    Ok(copied)
}

/// Shows each row of a table, in the order of its key.
fn walk(
    session: &Session,
    table: &Table,
    progress: &mut Watched,
    each: &mut dyn FnMut(&[Value<'_>]) -> Result<(), Error>,
) -> Result<MovedTable, Error> {
    let mut digest = Sha256::new();
    let mut total = 0;
    let mut behind = table.floor.to_vec();
    loop {
        let mut rows = 0;
        let mut values = behind.clone();
        values.push(Value::from(PAGE_ROWS));
        session.each(table.page, &values, &mut |row| {
            let columns = (0..table.columns).map(|column| row.value(column));
            let columns = columns.collect::<Result<Vec<_>, _>>()?;
            columns.iter().for_each(|value| encode(value, &mut digest));
            each(&columns)?;
            rows += 1;
            if rows == PAGE_ROWS {
                behind = columns.iter().take(behind.len()).map(Value::to_static).collect();
            }
            Ok(ControlFlow::Continue(()))
        })?;
        total += rows;
        progress.add(rows);
        if rows < PAGE_ROWS {
            break;
        }
    }
    let digest = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(MovedTable { name: table.name, rows: total, digest })
}

/// A value so that no other value, and no two values in a row, have the same bytes. Truth is a number: one of the
/// engines keeps it so.
fn encode(value: &Value<'_>, digest: &mut Sha256) {
    let mut tagged = |tag: u8, bytes: &[u8]| {
        digest.update([tag]);
        digest.update((bytes.len() as u64).to_be_bytes());
        digest.update(bytes);
    };
    match value {
        Value::Null => tagged(0, &[]),
        Value::Int(number) => tagged(1, &number.to_be_bytes()),
        Value::Bool(truth) => tagged(1, &i64::from(*truth).to_be_bytes()),
        Value::Text(text) => tagged(2, text.as_bytes()),
        Value::Bytes(bytes) => tagged(3, bytes),
    }
}

fn size(value: &Value<'_>) -> usize {
    match value {
        Value::Null | Value::Int(_) | Value::Bool(_) => 8,
        Value::Text(text) => text.len(),
        Value::Bytes(bytes) => bytes.len(),
    }
}
