//! Whether the tables can be spread over several nodes by organization: what the database itself says of them.
//!
//! An engine that spreads them needs the organization in every key, on both sides of every reference, and first, so
//! that one node has all that belongs together.

use super::{Row, Session, test_sessions, values};
use crate::{Error, migrate};
use std::collections::BTreeMap;

/// Tables of which every node has a copy: small, and hardly ever written.
const COPIED: &[&str] = &[
    "organizations",
    "connections",
    "tokens",
    "administrators",
    "sessions",
    "password_links",
    "notices",
    "migrations",
    "moved",
    "public_url",
];
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

/// The columns of each table, those of its primary key first, and how many those are.
pub(crate) fn columns(session: &Session) -> Result<BTreeMap<String, (Vec<String>, usize)>, Error> {
    embedded::columns(session)
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
            Ok(Table { references: references(session, REFERENCES, &name)?, name, unique })
        };
        names.into_iter().map(table).collect()
    }

    const ALL_COLUMNS: &str = "SELECT name, pk > 0 FROM pragma_table_info($1) ORDER BY pk = 0, pk, cid";

    pub(super) fn columns(session: &Session) -> Result<BTreeMap<String, (Vec<String>, usize)>, Error> {
        let names = session.query(TABLES, &[], |row| text(row, 0))?;
        let columns = |name: String| {
            let found = session
                .query(ALL_COLUMNS, values![name.as_str()], |row| Ok((text(row, 0)?, row.bool(1)?)))?;
            let key = found.iter().filter(|(_, key)| *key).count();
            Ok((name, (found.into_iter().map(|(column, _)| column).collect(), key)))
        };
        names.into_iter().map(columns).collect()
    }
}

/// What a database server says.
mod server {
    use super::*;

    const TABLES: &str = "SELECT relname::text FROM pg_class
        WHERE relnamespace = pg_my_temp_schema() AND relkind IN ('r', 'p') ORDER BY relname";
    // What has no attribute is an expression.
    const UNIQUE: &str = "SELECT i.indexrelid::bigint, COALESCE(a.attname::text, '')
        FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY k (number, place)
        LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number AND k.number > 0
        WHERE i.indisunique AND i.indrelid = to_regclass($1) AND k.place <= i.indnkeyatts
        ORDER BY i.indexrelid, k.place";
    const REFERENCES: &str = "SELECT c.oid::bigint, t.relname::text, a.attname::text, b.attname::text
        FROM pg_constraint c JOIN pg_class t ON t.oid = c.confrelid
        CROSS JOIN LATERAL unnest(c.conkey, c.confkey) WITH ORDINALITY k (own, other, place)
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.own
        JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = k.other
        WHERE c.contype = 'f' AND c.conrelid = to_regclass($1)
        ORDER BY c.oid, k.place";

    pub(super) fn tables(session: &Session) -> Result<Vec<Table>, Error> {
        let names = session.query(TABLES, &[], |row| text(row, 0))?;
        let table = |name: String| {
            let mut unique: BTreeMap<i64, Vec<String>> = BTreeMap::new();
            session.query(UNIQUE, values![name.as_str()], |row| {
                unique.entry(row.int(0)?).or_default().push(text(row, 1)?);
                Ok(())
            })?;
            let unique = unique.into_values().collect();
            Ok(Table { references: references(session, REFERENCES, &name)?, name, unique })
        };
        names.into_iter().map(table).collect()
    }
}

/// The foreign keys of a table, from rows of number, table, column and column there.
fn references(session: &Session, sql: &'static str, table: &str) -> Result<Vec<Reference>, Error> {
    let mut found: BTreeMap<i64, Reference> = BTreeMap::new();
    session.query(sql, values![table], |row| {
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

fn tables(session: &Session) -> Vec<Table> {
    let tables = match session {
        Session::Sqlite(_) => embedded::tables(session),
        Session::Postgres(_) => server::tables(session),
    };
    tables.expect("a catalogue")
}

/// Sessions on databases with our tables and what the script adds.
fn sessions(script: &'static str) -> Vec<(tempfile::TempDir, Session)> {
    let sessions = test_sessions();
    for (_, session) in &sessions {
        migrate::run(session).expect("our tables");
        session.begin_write().expect("a transaction");
        session.run_script(script).expect("a script that fits them");
    }
    sessions
}

#[test]
fn the_tables_can_be_spread_by_organization() {
    for (_folder, session) in sessions("") {
        let tables = tables(&session);
        let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
        for name in COPIED.iter().chain(&["users", "members", "id_ranges", "events"]) {
            assert!(names.contains(name), "{name} is not among {names:?}");
        }
        assert_eq!(obstacles(&tables), Vec::<String>::new());
    }
}

#[test]
fn what_cannot_be_spread_is_named() {
    let script = "CREATE UNIQUE INDEX users_by_id ON users (id);
         CREATE TABLE badges (id {key} NOT NULL PRIMARY KEY, org_id {key} NOT NULL, number BIGINT NOT NULL,
            user_id {key} NOT NULL, UNIQUE (number, org_id), FOREIGN KEY (user_id) REFERENCES users (id),
            FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id));
         CREATE TABLE doors (org_id {key} NOT NULL, number INTEGER PRIMARY KEY);
         CREATE TABLE keys (org_id {key} NOT NULL);
         CREATE UNIQUE INDEX users_by_hash ON users (external_id) WHERE external_id IS NOT NULL;
         ALTER TABLE connections ADD COLUMN owner {key} REFERENCES users (id);";
    for (_folder, session) in sessions(script) {
        let mut obstacles = obstacles(&tables(&session));
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
                "users: key (id)",
            ]
        );
    }
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
