//! A database server that goes away, comes back, or keeps somebody waiting. Nothing to test where the database is
//! embedded.

use crate::stage::{Client, Stage, entrance};
use app::Error;
use directory::UserId;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use store::{Database, Mode, Store};

const CLIENTS: usize = 8;
/// How often all connections are cut while the clients are at work.
const CUTS: usize = 15;

/// A stage on a database server, if the tests have one.
fn stage(servers: usize) -> Option<Stage> {
    testkit::database::server().map(|_| Stage::with_servers(servers))
}

impl Stage {
    /// `psql`, which is about to tell the database this.
    fn psql(&self, sql: &str) -> Command {
        let mut command = Command::new("psql");
        command.args(["--no-psqlrc", "--quiet", "--tuples-only", "--set=ON_ERROR_STOP=1", "--command", sql]);
        command
            .arg(self.database.url().expect("a database server"))
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        command
    }

    /// Cuts all connections of our servers.
    fn cut(&self) {
        let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()";
        assert!(self.psql(cut).status().expect("psql runs").success());
    }
}

#[test]
fn what_was_acknowledged_survives_every_cut_and_nothing_is_there_twice() {
    let Some(stage) = stage(2) else { return };
    let (stop, told) = (AtomicBool::new(false), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for number in 0..CLIENTS {
            let (stage, stop, told) = (&stage, &stop, &told);
            scope.spawn(move || {
                let client = stage.client(number);
                for turn in 0.. {
                    if stop.load(Ordering::SeqCst) {
                        break;
                    }
                    let name = format!("user {number} {turn}");
                    let outcome = client.create(&name);
                    told.lock().unwrap().push((name, outcome));
                }
            });
        }
        for _ in 0..CUTS {
            thread::sleep(Duration::from_millis(100));
            stage.cut();
        }
        stop.store(true, Ordering::SeqCst);
    });

    // It recovers by itself: the first request is as good as any.
    for number in 0..CLIENTS {
        stage.client(number).create(&format!("after {number}")).expect("it has recovered");
    }
    let told = told.into_inner().unwrap();
    let there = stage.client(0).users();
    let (mut done, mut unknown) = (CLIENTS, 0);
    for (name, outcome) in told {
        match outcome {
            Ok(id) => {
                assert!(there.contains(&id.to_string()), "{name} was acknowledged and is lost");
                done += 1;
            }
            // Whether it is there nobody knows, and its name says whether it is.
            Err(Error::Store(store::Error::Unknown)) => match stage.client(1).create(&name) {
                Ok(_) => {}
                Err(Error::Refused(directory::Refusal::UserNameTaken)) => unknown += 1,
                Err(other) => panic!("{name}: {other:?}"),
            },
            // Nothing was changed, as the error says, so the name is free.
            Err(Error::Store(store::Error::Unreachable(_) | store::Error::Busy)) => {
                stage
                    .client(1)
                    .create(&name)
                    .unwrap_or_else(|error| panic!("{name} should be free: {error:?}"));
            }
            Err(other) => panic!("{name}: {other:?}"),
        }
    }
    assert!(done > 2 * CLIENTS, "somebody was served meanwhile: {done}");
    assert_eq!(there.len(), done + unknown, "each is there once, and nobody else is");
    stage.check();
}

#[test]
fn a_connection_that_was_cut_while_idle_costs_nobody_anything() {
    let Some(stage) = stage(1) else { return };
    let user: UserId = stage.client(0).create("zoe").unwrap();
    for round in 0..5 {
        stage.cut();
        // As many at once as there are connections, and more.
        let outcomes = stage.at_once(12, |number, client| match number % 3 {
            0 => drop(client.user(user).expect("a read")),
            1 => drop(client.users()),
            _ => drop(client.create(&format!("user {round} {number}")).expect("a write")),
        });
        assert_eq!(outcomes.len(), 12);
    }
    stage.check();
}

#[test]
fn an_organization_that_somebody_holds_keeps_nobody_else_waiting_for_long() {
    let Some(stage) = stage(1) else { return };
    let others = stage.at_once(CLIENTS, |number, client| {
        let name = format!("Organization {number}");
        client.operate(None, move |work| entrance(work, &name)).expect("a new organization")
    });
    let user = stage.client(0).create("zoe").unwrap();
    let held = Held::new(&stage);
    let begun = Instant::now();
    let waited = stage.at_once(CLIENTS + 1, |number, client| {
        let Some(number) = number.checked_sub(1) else {
            assert_eq!(client.create("yan"), Err(Error::Store(store::Error::Busy)));
            return Duration::ZERO;
        };
        // By now the other one is in the line.
        thread::sleep(Duration::from_millis(300));
        let begun = Instant::now();
        let client = Client { door: &others[number], ..client };
        client.create("zoe").expect("another organization is not held");
        begun.elapsed()
    });
    // `lock_timeout` is 10 s, and a machine may be slow.
    assert!(begun.elapsed() < Duration::from_secs(20), "{waited:?}");
    assert!(stage.client(0).user(user).is_ok(), "who only reads does not wait");
    assert!(waited[1..].iter().all(|time| *time < Duration::from_secs(5)), "{waited:?}");
    drop(held);
    stage.client(0).create("yan").expect("nobody holds it any more");
    stage.check();
}

/// Another client of the database, which holds Acme's line until it is dropped.
struct Held<'s>(&'s Stage, Child);

impl<'s> Held<'s> {
    fn new(stage: &'s Stage) -> Self {
        let hold = format!(
            "BEGIN; SELECT 1 FROM sequences WHERE org_id = '{}' FOR UPDATE; SELECT pg_sleep(60)",
            stage.acme.org
        );
        let child = stage.psql(&hold).stderr(Stdio::null()).spawn().expect("psql runs");
        let is_held = format!(
            "DO $$ BEGIN PERFORM 1 FROM sequences WHERE org_id = '{}' FOR UPDATE SKIP LOCKED;
             IF FOUND THEN RAISE 'free'; END IF; END $$",
            stage.acme.org
        );
        while !stage.psql(&is_held).stderr(Stdio::null()).status().expect("psql runs").success() {
            thread::sleep(Duration::from_millis(20));
        }
        Self(stage, child)
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        // The client alone may go and leave its statement running.
        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()";
        assert!(self.0.psql(end).status().expect("psql runs").success());
        drop(self.1.wait());
    }
}

#[test]
fn a_database_server_that_is_not_there_is_told_of_in_a_sentence() {
    // Port 1 is nobody's.
    let nowhere = Database::parse("postgres://rollbook:geheim@127.0.0.1:1/directory").unwrap();
    let why = Store::open(&nowhere, Mode::Server).map(drop).expect_err("nobody is there").to_string();
    let begin = "The database server at postgres://rollbook@127.0.0.1:1/directory cannot be used: ";
    assert!(why.starts_with(begin) && why.ends_with('.') && !why.contains("geheim"), "{why}");
    let Some(server) = testkit::database::server() else { return };
    let (before, _) = server.rsplit_once('/').unwrap();
    let absent = Database::parse(&format!("{before}/no_such_database")).unwrap();
    let why = Store::open(&absent, Mode::Server).map(drop).expect_err("it is absent").to_string();
    assert!(why.contains("database \"no_such_database\" does not exist"), "{why}");
}
