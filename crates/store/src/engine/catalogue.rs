//! Whether the tables can be spread over several nodes by organization: what the database itself says of them.
//!
//! An engine that spreads them needs the organization in every key, on both sides of every reference, and first, so
//! that one node has all that belongs together.

use super::{Row, Session, values};
use crate::{Error, migrate};
use std::collections::BTreeMap;

/// Tables of which every node has a copy: small, and hardly ever written.
const COPIED: &[&str] = &["organizations", "connections", "tokens", "migrations"];
const ORGANIZATION: &str = "org_id";

/// A table as the database describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Table {
    name: String,
    /// The columns of the primary key and of each unique key.
    unique: Vec<Vec<String>>,
    references: Vec<Reference>,
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Reference {
    columns: Vec<String>,
    table: String,
    target: Vec<String>,
}

/// What keeps these tables from being spread. A table that is not named as copied is judged, so a new one is.
fn obstacles(tables: &[Table]) -> Vec<String> {
    let first = |columns: &[String]| columns.first().is_some_and(|column| column == ORGANIZATION);
    let mut obstacles = Vec::new();
    for Table { name, unique, references } in tables {
        if COPIED.contains(&name.as_str()) {
            let spread = references.iter().filter(|reference| !COPIED.contains(&reference.table.as_str()));
            obstacles
                .extend(spread.map(|reference| format!("{name}: copied, and refers to {}", reference.table)));
            continue;
        }
        if unique.is_empty() {
            obstacles.push(format!("{name}: has no key"));
        }
        let keys = unique.iter().filter(|columns| !first(columns));
        obstacles.extend(keys.map(|columns| format!("{name}: key ({})", columns.join(", "))));
        for Reference { columns, table, target } in references {
            if !first(columns) || !first(target) {
                let (columns, target) = (columns.join(", "), target.join(", "));
                obstacles.push(format!("{name}: ({columns}) refers to {table} ({target})"));
            }
        }
    }
    obstacles
}

/// What the embedded database says.
mod embedded {
    use super::*;

    const TABLES: &str = "SELECT name FROM pragma_table_list
        WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name";
    const UNIQUE: &str = "SELECT name FROM pragma_index_list($1) WHERE \"unique\" ORDER BY seq";
    // Without a name, a column is an expression or the hidden number of the row.
    const COLUMNS: &str = "SELECT COALESCE(name, '') FROM pragma_index_xinfo($1) WHERE key ORDER BY seqno";
    // A primary key that is a whole number has no index.
    const PRIMARY: &str = "SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk";
    const REFERENCES: &str =
        "SELECT id, \"table\", \"from\", COALESCE(\"to\", '') FROM pragma_foreign_key_list($1)
        ORDER BY id, seq";

    pub(super) fn tables(session: &Session) -> Result<Vec<Table>, Error> {
        let names = session.query(TABLES, &[], |row| text(row, 0))?;
        let table = |name: String| {
            let mut unique = Vec::new();
            for index in session.query(UNIQUE, values![name.as_str()], |row| text(row, 0))? {
                unique.push(session.query(COLUMNS, values![index.as_str()], |row| text(row, 0))?);
            }
            let primary = session.query(PRIMARY, values![name.as_str()], |row| text(row, 0))?;
            if !primary.is_empty() && !unique.contains(&primary) {
                unique.push(primary);
            }
            Ok(Table { references: references(session, &name)?, name, unique })
        };
        names.into_iter().map(table).collect()
    }

    fn references(session: &Session, table: &str) -> Result<Vec<Reference>, Error> {
        let mut found: BTreeMap<i64, Reference> = BTreeMap::new();
        session.query(REFERENCES, values![table], |row| {
            let empty = Reference { columns: Vec::new(), table: text(row, 1)?, target: Vec::new() };
            let reference = found.entry(row.int(0)?).or_insert(empty);
            reference.columns.push(text(row, 2)?);
            reference.target.push(text(row, 3)?);
            Ok(())
        })?;
        Ok(found.into_values().collect())
    }

    fn text(row: &Row<'_>, column: usize) -> Result<String, Error> {
        Ok(row.text(column)?.into_owned())
    }
}

// The same questions to PostgreSQL, which has the answers in pg_index and pg_constraint, stand here.

/// A session on a database with our tables and what the script adds.
fn session(script: &'static str) -> (tempfile::TempDir, Session) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let session = Session::open(&folder.path().join("test.db")).expect("a new database");
    migrate::run(&session).expect("our tables");
    session.run_script(script).expect("a script that fits them");
    session.begin_read().expect("a transaction");
    (folder, session)
}

#[test]
fn the_tables_can_be_spread_by_organization() {
    let (_folder, session) = session("");
    let tables = embedded::tables(&session).unwrap();
    let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
    for name in COPIED.iter().chain(&["users", "members", "id_ranges", "events"]) {
        assert!(names.contains(name), "{name} is not among {names:?}");
    }
    assert_eq!(obstacles(&tables), Vec::<String>::new());
}

#[test]
fn what_cannot_be_spread_is_named() {
    let (_folder, session) = session(
        "CREATE TABLE badges (id {key} NOT NULL PRIMARY KEY, org_id {key} NOT NULL, number BIGINT NOT NULL,
            user_id {key} NOT NULL, UNIQUE (number, org_id), FOREIGN KEY (user_id) REFERENCES users (id),
            FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id));
         CREATE TABLE doors (org_id {key} NOT NULL, number INTEGER PRIMARY KEY);
         CREATE TABLE keys (org_id {key} NOT NULL);
         CREATE UNIQUE INDEX users_by_hash ON users (external_id) WHERE external_id IS NOT NULL;
         ALTER TABLE connections ADD COLUMN owner {key} REFERENCES users (id);",
    );
    let mut obstacles = obstacles(&embedded::tables(&session).unwrap());
    obstacles.sort();
    assert_eq!(
        obstacles,
        [
            "badges: (user_id) refers to users (id)",
            "badges: key (id)",
            "badges: key (number, org_id)",
            "connections: copied, and refers to users",
            "doors: key (number)",
            "keys: has no key",
            "users: key (external_id)",
        ]
    );
}

#[test]
fn a_reference_is_judged_on_both_sides() {
    let texts = |columns: &[&str]| columns.iter().map(ToString::to_string).collect::<Vec<_>>();
    let table = |columns, target| Table {
        name: "badges".into(),
        unique: vec![texts(&["org_id", "id"])],
        references: vec![Reference { columns: texts(columns), table: "users".into(), target: texts(target) }],
    };
    assert_eq!(obstacles(&[table(&["org_id", "user_id"], &["org_id", "id"])]), Vec::<String>::new());
    assert_eq!(obstacles(&[table(&["org_id", "user_id"], &["id", "org_id"])]).len(), 1);
    assert_eq!(obstacles(&[table(&["user_id", "org_id"], &["org_id", "id"])]).len(), 1);
}
