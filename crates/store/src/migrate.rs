//! Numbered migrations, each run once and never changed.

use crate::engine::{Session, statements, values};
use crate::{Error, Mode, OpenError};
use directory::Timestamp;
use sha2::{Digest as _, Sha256};
use std::time::{SystemTime, UNIX_EPOCH};

/// All of them, in order; the first has number 1.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration { name: "directory", script: include_str!("../migrations/0001_directory.sql") },
    Migration { name: "calls", script: include_str!("../migrations/0002_calls.sql") },
    Migration { name: "policy", script: include_str!("../migrations/0003_policy.sql") },
    Migration { name: "portal", script: include_str!("../migrations/0004_portal.sql") },
    Migration { name: "invitations", script: include_str!("../migrations/0005_invitations.sql") },
    Migration { name: "entries", script: include_str!("../migrations/0006_entries.sql") },
    Migration { name: "invited", script: include_str!("../migrations/0007_invited.sql") },
    Migration { name: "departures", script: include_str!("../migrations/0008_departures.sql") },
];

const TABLE: &str = "CREATE TABLE IF NOT EXISTS migrations (
    number BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL,
    applied BIGINT NOT NULL
)";

statements! {
    APPLIED = "SELECT number, name, checksum FROM migrations ORDER BY number";

    RECORD = "INSERT INTO migrations (number, name, checksum, applied) VALUES ($1, $2, $3, $4)";
}

/// A step from one form of the tables to the next.
#[derive(Clone, Copy)]
pub(crate) struct Migration {
    name: &'static str,
    script: &'static str,
}

/// Whether there is nothing to do. Tables that this program does not know are an error.
pub(crate) fn is_current(session: &Session) -> Result<bool, OpenError> {
    if !has_begun(session)? {
        return Ok(false);
    }
    session.begin_read()?;
    let done = check(session, MIGRATIONS);
    session.rollback()?;
    Ok(done? == MIGRATIONS.len())
}

/// Whether any migration has ever run.
pub(crate) fn has_begun(session: &Session) -> Result<bool, OpenError> {
    session.begin_read()?;
    let found = session.has_table("migrations");
    session.rollback()?;
    Ok(found?)
}

/// The same as [`run`] in a database that other programs use at this moment. A server brings its tables up to date;
/// a command makes new ones, but does not change those of servers that may be older.
pub(crate) fn run_shared(session: &Session, mode: Mode) -> Result<(), OpenError> {
    if mode == Mode::Server || !has_begun(session)? || is_current(session)? {
        return run(session);
    }
    Err(OpenError::new(
        "The database belongs to an older version of Rollbook. Restart its servers with this version first: that brings \
         the tables up to date. Or use the servers' own version of this command.",
    ))
}

/// Runs the migrations that have not run yet: in a new database all together, so that nobody ever sees it with some of
/// them, and otherwise each in a transaction of its own.
pub(crate) fn run(session: &Session) -> Result<(), OpenError> {
    // Where there is nothing to do, nothing is asked for: neither the lock of a writer nor the right to make tables.
    if is_current(session)? {
        return Ok(());
    }
    check_privilege(session)?;
    run_all(session, MIGRATIONS)
}

fn check_privilege(session: &Session) -> Result<(), OpenError> {
    session.begin_read()?;
    let without = session.without_create();
    session.rollback()?;
    match without? {
        None => Ok(()),
        Some((user, schema)) => Err(OpenError::new(format!(
            "The tables of Rollbook are not there, or of an older version, and the database user {user} cannot make \
             them: it lacks the privilege CREATE on the schema {schema}. Grant it, or start a server once as the user \
             who shall own the tables. Where they are up to date, the right to read and write their rows is enough."
        ))),
    }
}

fn run_all(session: &Session, migrations: &[Migration]) -> Result<(), OpenError> {
    loop {
        session.begin_migration()?;
        session.run_script(TABLE)?;
        let is_new = matches!(check(session, migrations), Ok(0));
        let mut more = run_next(session, migrations);
        let began = matches!(more, Ok(true));
        while is_new && matches!(more, Ok(true)) {
            more = run_next(session, migrations);
        }
        if more.is_err() || !began {
            session.rollback()?;
            return more.map(drop);
        }
        session.commit()?;
    }
}

/// Runs one migration; false means that there was none left.
fn run_next(session: &Session, migrations: &[Migration]) -> Result<bool, OpenError> {
    let done = check(session, migrations)?;
    let Some(migration) = migrations.get(done) else {
        return Ok(false);
    };
    let number = u64::try_from(done + 1).unwrap_or(u64::MAX);
    tracing::info!(number, name = migration.name, "the tables are brought up to date");
    let failed = |e: Error| OpenError::new(format!("Migration {number} ({}) failed. {e}", migration.name));
    session.run_script(migration.script).map_err(failed)?;
    session
        .execute(RECORD, values![number, migration.name, checksum(migration.script), now()])
        .map_err(failed)?;
    Ok(true)
}

/// How many migrations have run. An error if they are not the first ones of this program.
fn check(session: &Session, migrations: &[Migration]) -> Result<usize, OpenError> {
    let applied = session.query(APPLIED, &[], |row| {
        Ok((row.count(0)?, row.text(1)?.into_owned(), row.text(2)?.into_owned()))
    })?;
    for (index, (number, name, sum)) in applied.iter().enumerate() {
        if *number != u64::try_from(index + 1).unwrap_or(u64::MAX) {
            return Err(OpenError::new(format!(
                "The database lacks migration {}, although migration {number} ({name}) has run. It was changed by \
                 other means than Rollbook; restore a backup.",
                index + 1
            )));
        }
        let Some(known) = migrations.get(index) else {
            return Err(OpenError::new(format!(
                "The database belongs to a newer version of Rollbook: migration {number} ({name}) has run, and this \
                 version knows {}. Use the newer version, or restore a backup from before.",
                migrations.len()
            )));
        };
        if known.name != name || checksum(known.script) != *sum {
            return Err(OpenError::new(format!(
                "Migration {number} ({name}) has run in another form than this version of Rollbook knows. Use the \
                 version that made the database."
            )));
        }
    }
    Ok(applied.len())
}

fn checksum(script: &str) -> String {
    // A checkout may have turned the ends of lines into those of another system.
    let script = script.replace("\r\n", "\n");
    Sha256::digest(script.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[expect(
    clippy::disallowed_methods,
    reason = "nothing is decided by it: it tells operators when a step was taken"
)]
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_millis());
    Timestamp::from_millis(i64::try_from(since).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::test_sessions;

    const FIRST: Migration = Migration { name: "first", script: "CREATE TABLE a (b BIGINT);" };
    const SECOND: Migration = Migration { name: "second", script: "CREATE TABLE c (d {key});" };
    const BROKEN: Migration =
        Migration { name: "broken", script: "CREATE TABLE e (f BIGINT); CREATE TABLE a (b BIGINT);" };

    fn session() -> (tempfile::TempDir, Session) {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(&folder.path().join("test.db")).unwrap();
        (folder, session)
    }

    fn applied(session: &Session) -> Vec<String> {
        session.begin_read().unwrap();
        let names = session.query(APPLIED, &[], |row| Ok(row.text(1)?.into_owned())).unwrap();
        session.rollback().unwrap();
        names
    }

    fn refusal(result: Result<(), OpenError>) -> String {
        result.expect_err("a refusal").to_string()
    }

    #[test]
    fn each_runs_once_and_in_order() {
        let (_folder, session) = session();
        assert_eq!(run_all(&session, &[FIRST]), Ok(()));
        assert_eq!(run_all(&session, &[FIRST, SECOND]), Ok(()));
        assert_eq!(run_all(&session, &[FIRST, SECOND]), Ok(()));
        assert_eq!(applied(&session), ["first", "second"]);
    }

    #[test]
    fn connections_of_before_there_was_a_request_log_have_one() {
        for (_folder, session) in test_sessions() {
            run_all(&session, &MIGRATIONS[..1]).unwrap();
            session.begin_write().unwrap();
            for made in [
                "INSERT INTO organizations (id, name, name_key, created) VALUES ('o', 'Acme', 'acme', 0)",
                "INSERT INTO connections (id, org_id, name, name_key, provider, dialect, enabled, created)
                VALUES ('c', 'o', 'Okta', 'okta', 'okta', 'okta', TRUE, 0)",
            ] {
                session.execute(made, &[]).unwrap();
            }
            session.commit().unwrap();
            assert_eq!(run(&session), Ok(()));
            session.begin_read().unwrap();
            let logs = session.first("SELECT logs_calls FROM connections", &[], |row| row.bool(0)).unwrap();
            session.rollback().unwrap();
            assert_eq!(logs, Some(true));
        }
    }

    #[test]
    fn one_that_fails_leaves_nothing_and_keeps_those_before() {
        let (_folder, session) = session();
        run_all(&session, &[FIRST]).unwrap();
        let text = refusal(run_all(&session, &[FIRST, BROKEN]));
        assert!(text.starts_with("Migration 2 (broken) failed."), "{text}");
        assert_eq!(applied(&session), ["first"]);
        // Its first half is not there, so its name is free.
        let repaired = Migration { name: "repaired", script: "CREATE TABLE e (f BIGINT);" };
        assert_eq!(run_all(&session, &[FIRST, repaired]), Ok(()));
    }

    #[test]
    fn a_new_database_has_all_of_them_or_none() {
        let (_folder, session) = session();
        let text = refusal(run_all(&session, &[FIRST, BROKEN]));
        assert!(text.starts_with("Migration 2 (broken) failed."), "{text}");
        assert_eq!(has_begun(&session), Ok(false));
        assert_eq!(run_all(&session, &[FIRST, SECOND]), Ok(()));
    }

    #[test]
    fn people_of_before_there_was_a_status_have_one_and_are_counted() {
        for (_folder, session) in test_sessions() {
            run_all(&session, &MIGRATIONS[..2]).unwrap();
            session.begin_write().unwrap();
            for made in [
                "INSERT INTO organizations (id, name, name_key, created) VALUES ('o', 'Acme', 'acme', 0)",
                "INSERT INTO sequences (org_id, event_sequence, audit_sequence) VALUES ('o', 3, 3)",
                "INSERT INTO users (org_id, id, source, user_name_key, active, version, created, last_modified, display,
                    resource)
                VALUES ('o', '1', 'c', 'on', TRUE, 1, 0, 0, '', ''), ('o', '2', '', 'own', TRUE, 1, 0, 0, '', ''),
                    ('o', '3', 'c', 'off', FALSE, 1, 0, 0, '', ''), ('o', '4', 'c', 'neither', NULL, 1, 0, 0, '', '')",
            ] {
                session.execute(made, &[]).unwrap();
            }
            session.commit().unwrap();
            assert_eq!(run(&session), Ok(()));
            session.begin_read().unwrap();
            let read = |row: &crate::engine::Row<'_>| Ok(row.text(0)?.into_owned());
            let found = session.query("SELECT status FROM users ORDER BY id", &[], read).unwrap();
            let counts = session
                .first("SELECT seats, local_users, event_sequence FROM sequences", &[], |row| {
                    Ok((row.count(0)?, row.count(1)?, row.count(2)?))
                })
                .unwrap();
            session.rollback().unwrap();
            assert_eq!(found, ["confirmed", "confirmed", "disabled:confirmed", "disabled:confirmed"]);
            assert_eq!(counts, Some((2, 1, 3)));
        }
    }

    #[test]
    fn people_and_groups_of_before_there_were_lists_are_listed() {
        use directory::user::Source;
        use directory::{Ids, OrgId, Status, User};

        let mut ids = Ids::new(Timestamp::from_millis(0), [1; 32]);
        let org = ids.id::<OrgId>();
        let long = "Long".repeat(300);
        let crowd: Vec<User> = [
            serde_json::json!({ "userName": "A@x", "displayName": "Änne", "emails": [{ "value": "b@x" }, { "value": "a@X" }] }),
            serde_json::json!({ "userName": "B@x", "displayName": "", "emails": [{ "value": "" }, { "value": "Ä@x" }] }),
            serde_json::json!({ "userName": "C@x", "displayName": "c@X", "emails": [{ "value": "c@x" }] }),
            serde_json::json!({ "userName": "D@x" }),
            serde_json::json!({ "userName": long, "displayName": "D", "emails": [{ "value": "d" }, { "value": "e" }] }),
            serde_json::json!({ "userName": "É".repeat(100), "displayName": "é".repeat(200) }),
        ]
        .into_iter()
        .map(|said| User {
            id: ids.id(),
            source: Source::Local,
            resource: scim::Resource::from_stored(said.as_object().unwrap().clone()),
            version: 1,
            created: Timestamp::from_millis(0),
            last_modified: Timestamp::from_millis(0),
            status: Status::ALL[3],
            protected: false,
        })
        .collect();
        for (_folder, session) in test_sessions() {
            run_all(&session, &MIGRATIONS[..3]).unwrap();
            session.begin_write().unwrap();
            for user in &crowd {
                let insert = "INSERT INTO users (org_id, id, source, user_name_key, external_id, display_name_key,
                    manager_key, active, version, created, last_modified, display, resource, status, protected)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
                session.execute(insert, &crate::users::columns(org, user)[..15]).unwrap();
                for email in crate::users::email_keys(user) {
                    let insert = "INSERT INTO user_emails VALUES ($1, $2, $3)";
                    session.execute(insert, values![org, user.id, email]).unwrap();
                }
            }
            for made in [
                "INSERT INTO directory_groups (org_id, id, source, display_name_key, version, created, last_modified,
                    display, resource)
                VALUES ('o', 'g', '', 'g', 1, 0, 0, '', ''), ('o', 'h', '', 'h', 1, 0, 0, '', '')",
                "INSERT INTO members VALUES ('o', 'g', '1', 'User'), ('o', 'g', '2', 'User')",
                "INSERT INTO invitations (org_id, user_id, created, expires, links, reminders)
                SELECT org_id, id, 0, 7, '[]', 0 FROM users ORDER BY id LIMIT 1",
            ] {
                session.execute(made, &[]).unwrap();
            }
            session.commit().unwrap();
            assert_eq!(run(&session), Ok(()));
            session.begin_read().unwrap();
            for user in &crowd {
                let select = "SELECT search_key, login_key FROM users WHERE id = $1";
                let read = |row: &crate::engine::Row<'_>| {
                    Ok([row.text(0)?.into_owned(), row.text(1)?.into_owned()].map(crate::engine::Value::from))
                };
                let found = session.first(select, values![user.id], read).unwrap().unwrap();
                assert_eq!(found, crate::users::columns(org, user)[15..], "{}", user.user_name());
            }
            let counts = "SELECT member_count FROM directory_groups ORDER BY id";
            let counts = session.query(counts, &[], |row| row.count(0)).unwrap();
            let until = "SELECT COALESCE(invited_until, 0) FROM users ORDER BY id LIMIT 2";
            let until = session.query(until, &[], |row| row.count(0)).unwrap();
            session.rollback().unwrap();
            assert_eq!(counts, [2, 0]);
            assert_eq!(until, [7, 0]);
        }
    }

    #[test]
    fn one_that_was_changed_is_refused() {
        let (_folder, session) = session();
        run_all(&session, &[FIRST]).unwrap();
        let changed = Migration { script: "CREATE TABLE a (b BIGINT, c BIGINT);", ..FIRST };
        let text = refusal(run_all(&session, &[changed]));
        assert!(text.starts_with("Migration 1 (first) has run in another form"), "{text}");
    }

    #[test]
    fn tables_of_a_newer_version_are_refused() {
        let (_folder, session) = session();
        run_all(&session, &[FIRST, SECOND]).unwrap();
        let text = refusal(run_all(&session, &[FIRST]));
        assert!(text.contains("newer version of Rollbook: migration 2 (second)"), "{text}");
    }

    #[test]
    fn a_gap_is_refused() {
        let (_folder, session) = session();
        run_all(&session, &[FIRST, SECOND]).unwrap();
        session.begin_write().unwrap();
        session.execute("DELETE FROM migrations WHERE number = 1", &[]).unwrap();
        session.commit().unwrap();
        let text = refusal(run_all(&session, &[FIRST, SECOND]));
        assert!(text.starts_with("The database lacks migration 1"), "{text}");
    }

    #[test]
    fn the_end_of_a_line_is_no_change() {
        assert_eq!(checksum("CREATE\r\nTABLE"), checksum("CREATE\nTABLE"));
        assert_ne!(checksum("CREATE\nTABLE"), checksum("CREATE TABLE"));
    }
}
