//! The least that storing users costs: the rows that the server wrote, once more, by the database's library alone.

use crate::place::Place;
use anyhow::Context as _;
use directory::OrgId;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::path::Path;
use std::time::Instant;
use store::{Mode, Store};

/// What one created user consists of.
const TABLES: [&str; 4] = ["users", "user_emails", "events", "audit"];
/// Most users that are inserted again.
const USERS_MAX: usize = 20_000;

/// The rows of some users, table by table, and how to insert one.
struct Rows {
    insert: String,
    rows: Vec<Vec<Value>>,
}

/// Inserts what belongs to the users of an organization into an empty database with the same tables and indexes, so many
/// users per commit. Returns how many users that makes a second.
pub(crate) fn insert_again(place: &Place, org: OrgId, batch: u64) -> anyhow::Result<f64> {
    let from = Connection::open(place.data().join("rollbook.db"))?;
    let tables: Vec<Rows> =
        TABLES.into_iter().map(|table| read(&from, table, org)).collect::<anyhow::Result<_>>()?;
    let users = tables.iter().map(|table| table.rows.len()).min().unwrap_or_default();
    let folder = tempfile::tempdir_in(place.folder())?;
    // Made by the server's own code, so that it has the same tables.
    drop(Store::open(folder.path(), Mode::Server)?);
    let mut to = open(&folder.path().join("rollbook.db"))?;
    let begun = Instant::now();
    let size = usize::try_from(batch).unwrap_or(usize::MAX);
    for start in (0..users).step_by(size) {
        let transaction = to.transaction()?;
        for table in &tables {
            let mut statement = transaction.prepare_cached(&table.insert)?;
            for row in &table.rows[start..users.min(start.saturating_add(size))] {
                statement.execute(params_from_iter(row))?;
            }
        }
        transaction.commit()?;
    }
    #[expect(clippy::cast_precision_loss, reason = "users are few")]
    Ok(users as f64 / begun.elapsed().as_secs_f64().max(f64::MIN_POSITIVE))
}

/// As the server opens its database: with a log that is synced at every commit.
fn open(file: &Path) -> anyhow::Result<Connection> {
    let connection = Connection::open(file)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF;
         PRAGMA wal_autocheckpoint = 1000; PRAGMA cache_size = -32768;",
    )?;
    Ok(connection)
}

fn read(from: &Connection, table: &str, org: OrgId) -> anyhow::Result<Rows> {
    let mut statement = from
        .prepare(&format!("SELECT * FROM {table} WHERE org_id = ?1 LIMIT {USERS_MAX}"))
        .with_context(|| format!("the table {table} cannot be read"))?;
    let columns = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| (0..columns).map(|column| row.get(column)).collect::<Result<_, _>>();
    let rows = statement.query_map([org.to_string()], row)?.collect::<Result<_, _>>()?;
    let places: Vec<String> = (1..=columns).map(|column| format!("?{column}")).collect();
    Ok(Rows { insert: format!("INSERT INTO {table} VALUES ({})", places.join(", ")), rows })
}
