//! What the move knows of each table.

use crate::Error;
use crate::engine::{Session, Value};
use std::borrow::Cow;

/// A table that is moved.
pub(super) struct Table {
    pub(super) name: &'static str,
    /// How many columns a row has; those of the key are the first.
    pub(super) columns: usize,
    /// A key that is before all others.
    pub(super) floor: &'static [Value<'static>],
    /// The rows behind a key, in the order of the keys.
    pub(super) page: &'static str,
    pub(super) insert: &'static str,
    count: &'static str,
}

macro_rules! table {
    (
        name: $name:literal,
        columns: $columns:literal,
        values: $values:literal,
        key: $key:literal, behind: $behind:literal, limit: $limit:literal,
        floor: [$($floor:expr),*],
    ) => {
        Table {
            name: $name,
            columns: commas($columns) + 1,
            floor: &[$($floor),*],
            page: concat!(
                "SELECT ", $columns, " FROM ", $name, " WHERE (", $key, ") > (", $behind, ") ORDER BY ", $key, " LIMIT ",
                $limit
            ),
            insert: concat!("INSERT INTO ", $name, " (", $columns, ") VALUES (", $values, ")"),
            count: concat!("SELECT count(*) FROM ", $name),
        }
    };
}

/// All of them but for [`OWN`]. What others refer to comes before them.
pub(super) const TABLES: &[Table] = &[
    table! {
        name: "organizations",
        columns: "id, name, name_key, created, resync_since",
        values: "$1, $2, $3, $4, $5",
        key: "id", behind: "$1", limit: "$2",
        floor: [FIRST_TEXT],
    },
    table! {
        name: "sequences",
        columns: "org_id, event_sequence, audit_sequence, seats, seats_max, configurations, local_users",
        values: "$1, $2, $3, $4, $5, $6, $7",
        key: "org_id", behind: "$1", limit: "$2",
        floor: [FIRST_TEXT],
    },
    table! {
        name: "connections",
        columns: "id, org_id, name, name_key, provider, dialect, enabled, created, logs_calls, policy, attributes",
        values: "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11",
        key: "id", behind: "$1", limit: "$2",
        floor: [FIRST_TEXT],
    },
    table! {
        name: "tokens",
        columns: "id, connection_id, org_id, hash, active, created, expires, last_used",
        values: "$1, $2, $3, $4, $5, $6, $7, $8",
        key: "id", behind: "$1", limit: "$2",
        floor: [FIRST_TEXT],
    },
    table! {
        name: "users",
        columns: "org_id, id, source, user_name_key, external_id, display_name_key, manager_key,
            active, version, created, last_modified, display, resource, status, protected, search_key, login_key,
            invited_until",
        values: "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18",
        key: "org_id, id", behind: "$1, $2", limit: "$3",
        floor: [FIRST_TEXT, FIRST_TEXT],
    },
    table! {
        name: "user_emails",
        columns: "org_id, user_id, email_key",
        values: "$1, $2, $3",
        key: "org_id, user_id, email_key", behind: "$1, $2, $3", limit: "$4",
        floor: [FIRST_TEXT, FIRST_TEXT, FIRST_TEXT],
    },
    table! {
        name: "directory_groups",
        columns: "org_id, id, source, display_name_key, external_id, version, created, last_modified,
            display, resource, adopted, member_count",
        values: "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12",
        key: "org_id, id", behind: "$1, $2", limit: "$3",
        floor: [FIRST_TEXT, FIRST_TEXT],
    },
    table! {
        name: "id_ranges",
        columns: "org_id, kind, source, first_id, size",
        values: "$1, $2, $3, $4, $5",
        key: "org_id, kind, source, first_id", behind: "$1, $2, $3, $4", limit: "$5",
        floor: [FIRST_TEXT, FIRST_TEXT, FIRST_TEXT, FIRST_TEXT],
    },
    table! {
        name: "members",
        columns: "org_id, group_id, member_id, kind",
        values: "$1, $2, $3, $4",
        key: "org_id, group_id, member_id", behind: "$1, $2, $3", limit: "$4",
        floor: [FIRST_TEXT, FIRST_TEXT, FIRST_TEXT],
    },
    table! {
        name: "events",
        columns: "org_id, sequence, kind, subject, at, data",
        values: "$1, $2, $3, $4, $5, $6",
        key: "org_id, sequence", behind: "$1, $2", limit: "$3",
        floor: [FIRST_TEXT, FIRST_NUMBER],
    },
    table! {
        name: "audit",
        columns: "org_id, sequence, id, at, actor, action, target, before, after",
        values: "$1, $2, $3, $4, $5, $6, $7, $8, $9",
        key: "org_id, sequence", behind: "$1, $2", limit: "$3",
        floor: [FIRST_TEXT, FIRST_NUMBER],
    },
    table! {
        name: "calls",
        columns: "org_id, connection_id, id, at, micros, token, method, target, status, why, cut, bytes, tolerated,
            request, answer",
        values: "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15",
        key: "org_id, connection_id, id", behind: "$1, $2, $3", limit: "$4",
        floor: [FIRST_TEXT, FIRST_TEXT, FIRST_TEXT],
    },
    table! {
        name: "call_totals",
        columns: "org_id, connection_id, kept, strangers, bytes, dropped",
        values: "$1, $2, $3, $4, $5, $6",
        key: "org_id, connection_id", behind: "$1, $2", limit: "$3",
        floor: [FIRST_TEXT, FIRST_TEXT],
    },
    table! {
        name: "tolerated",
        columns: "org_id, connection_id, tolerance, place, times, first_at, last_at, example",
        values: "$1, $2, $3, $4, $5, $6, $7, $8",
        key: "org_id, connection_id, tolerance, place", behind: "$1, $2, $3, $4", limit: "$5",
        floor: [FIRST_TEXT, FIRST_TEXT, FIRST_TEXT, FIRST_TEXT],
    },
    table! {
        name: "departures",
        columns: "org_id, user_id, connection_id, at, wish, before, held",
        values: "$1, $2, $3, $4, $5, $6, $7",
        key: "org_id, user_id", behind: "$1, $2", limit: "$3",
        floor: [FIRST_TEXT, FIRST_TEXT],
    },
    table! {
        name: "masses",
        columns: "org_id, connection_id, last, removed",
        values: "$1, $2, $3, $4",
        key: "org_id, connection_id", behind: "$1, $2", limit: "$3",
        floor: [FIRST_TEXT, FIRST_TEXT],
    },
    table! {
        name: "invitations",
        columns: "org_id, user_id, created, expires, links, sent, reminders, next_reminder",
        values: "$1, $2, $3, $4, $5, $6, $7, $8",
        key: "org_id, user_id", behind: "$1, $2", limit: "$3",
        floor: [FIRST_TEXT, FIRST_TEXT],
    },
    table! {
        name: "mails",
        columns: "org_id, id, user_id, kind, created, due, claimed_until, attempts, error",
        values: "$1, $2, $3, $4, $5, $6, $7, $8, $9",
        key: "org_id, id", behind: "$1, $2", limit: "$3",
        floor: [FIRST_TEXT, FIRST_TEXT],
    },
    table! {
        name: "texts",
        columns: "org_id, name, language, text",
        values: "$1, $2, $3, $4",
        key: "org_id, name, language", behind: "$1, $2, $3", limit: "$4",
        floor: [FIRST_TEXT, FIRST_TEXT, FIRST_TEXT],
    },
    table! {
        name: "configurations",
        columns: "org_id, id, name, name_key, fields, created, version",
        values: "$1, $2, $3, $4, $5, $6, $7",
        key: "org_id, id", behind: "$1, $2", limit: "$3",
        floor: [FIRST_TEXT, FIRST_TEXT],
    },
    table! {
        name: "purges",
        columns: "org_id, connection_id, attribute, urn, after_id",
        values: "$1, $2, $3, $4, $5",
        key: "org_id, connection_id, attribute", behind: "$1, $2, $3", limit: "$4",
        floor: [FIRST_TEXT, FIRST_TEXT, FIRST_TEXT],
    },
    table! {
        name: "administrators",
        columns: "id, email, email_key, password, language, created, signed_in",
        values: "$1, $2, $3, $4, $5, $6, $7",
        key: "id", behind: "$1", limit: "$2",
        floor: [FIRST_TEXT],
    },
    table! {
        name: "appointments",
        columns: "org_id, administrator_id, name, role, created, entered",
        values: "$1, $2, $3, $4, $5, $6",
        key: "org_id, administrator_id", behind: "$1, $2", limit: "$3",
        floor: [FIRST_TEXT, FIRST_TEXT],
    },
    table! {
        name: "sessions",
        columns: "ticket, administrator_id, created, seen, confirmed",
        values: "$1, $2, $3, $4, $5",
        key: "ticket", behind: "$1", limit: "$2",
        floor: [FIRST_TEXT],
    },
    table! {
        name: "password_links",
        columns: "ticket, administrator_id, created, expires",
        values: "$1, $2, $3, $4",
        key: "ticket", behind: "$1", limit: "$2",
        floor: [FIRST_TEXT],
    },
    table! {
        name: "notices",
        columns: "id, administrator_id, org_id, kind, language, created, due, claimed_until, attempts, error, sent",
        values: "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11",
        key: "id", behind: "$1", limit: "$2",
        floor: [FIRST_TEXT],
    },
    table! {
        name: "activity",
        columns: "org_id, day, kind, events",
        values: "$1, $2, $3, $4",
        key: "org_id, day, kind", behind: "$1, $2, $3", limit: "$4",
        floor: [FIRST_TEXT, FIRST_NUMBER, FIRST_TEXT],
    },
];

/// Those that belong to the database itself.
pub(super) const OWN: &[&str] = &["migrations", "moved", "public_url"];

const FIRST_TEXT: Value<'static> = Value::Text(Cow::Borrowed(""));
const FIRST_NUMBER: Value<'static> = Value::Int(i64::MIN);

impl Table {
    /// How many rows there are.
    pub(super) fn count(&self, session: &Session) -> Result<u64, Error> {
        Ok(session.first(self.count, &[], |row| row.count(0))?.unwrap_or_default())
    }
}

const fn commas(text: &str) -> usize {
    let (mut commas, mut at) = (0, 0);
    while at < text.len() {
        if text.as_bytes()[at] == b',' {
            commas += 1;
        }
        at += 1;
    }
    commas
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::catalogue::columns;
    use crate::migrate;
    use std::collections::BTreeMap;

    #[test]
    fn every_table_and_column_is_moved() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(&folder.path().join("test.db")).unwrap();
        migrate::run(&session).unwrap();
        session.begin_read().unwrap();
        let mut found = columns(&session).unwrap();
        // What the database says of itself.
        for own in OWN {
            assert!(found.remove(*own).is_some(), "{own}");
        }
        let known = TABLES.iter().map(|table| {
            let columns = table.insert.split(['(', ')']).nth(1).unwrap_or_default().split(',');
            let columns: Vec<String> = columns.map(|column| column.trim().to_owned()).collect();
            assert_eq!(columns.len(), table.columns, "{}", table.name);
            // Those of the key are the first, in their order; the others may stand as they like.
            (table.name.to_owned(), in_order(columns, table.floor.len()))
        });
        let known: BTreeMap<_, _> = known.collect();
        let found = found.into_iter().map(|(name, (columns, key))| (name, in_order(columns, key)));
        assert_eq!(known, found.collect());
        for table in TABLES {
            for sql in [table.page, table.insert, table.count] {
                assert_eq!(session.prepare(sql), Ok(()), "{sql}");
            }
        }
    }

    fn in_order(mut columns: Vec<String>, key: usize) -> (Vec<String>, Vec<String>) {
        let mut others = columns.split_off(key);
        others.sort();
        (columns, others)
    }
}
