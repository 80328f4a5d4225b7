//! What was acknowledged is there, after `kill -9` as well; and writers share commits.

use crate::installation::{Door, Installation};
use directory::{Action, EventKind, OrgId, UserId};
use serde_json::{Value, json};
use simulator::load::{self, Plan, Shot, Summary};
use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

const CONNECTIONS: usize = 16;

/// How many users each connection makes in one load. A database server takes longer for each, and gets as many as show
/// the same.
fn users() -> usize {
    if testkit::database::server().is_some() { 60 } else { 625 }
}

/// The users that the server has acknowledged: `userName` by id.
type Acknowledged = Mutex<HashMap<String, String>>;

/// Makes users through 16 connections, and notes each 201.
fn create(door: &Door, wave: &str, users: usize, acknowledged: &Acknowledged) -> Summary {
    let name = |connection, number| format!("{wave}-{connection}-{number}@acme.example");
    let make = |connection, number| {
        let name = name(connection, number);
        let user = json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
            "userName": name, "externalId": name, "active": true, "emails": [{ "value": name }],
        });
        Shot { method: "POST", target: "/Users".into(), body: user.to_string().into_bytes() }
    };
    let see = |connection, number, response: &simulator::http::Response| {
        let body: Value = serde_json::from_slice(&response.body).expect("JSON");
        assert_eq!(
            (response.status, body["userName"].as_str()),
            (201, Some(&*name(connection, number))),
            "{body}"
        );
        let id = body["id"].as_str().expect("an id").to_owned();
        acknowledged.lock().expect("unpoisoned").insert(id, name(connection, number));
    };
    load::run_and_see(&door.url, &door.token, &Plan::closed(CONNECTIONS, users), make, see)
        .expect("a usable URL")
}

fn count(acknowledged: &Acknowledged) -> usize {
    acknowledged.lock().expect("unpoisoned").len()
}

/// Reads every user by its id, over HTTP.
fn read_all(door: &Door, users: &HashMap<String, String>) {
    let users: Vec<(&String, &String)> = users.iter().collect();
    let each = users.len().div_ceil(CONNECTIONS);
    let user = |connection: usize, number: usize| users[(connection * each + number) % users.len()];
    let make = |connection, number| {
        let target = format!("/Users/{}", user(connection, number).0);
        Shot { method: "GET", target, body: Vec::new() }
    };
    let see = |connection, number, response: &simulator::http::Response| {
        let body: Value = serde_json::from_slice(&response.body).expect("JSON");
        let (id, name) = user(connection, number);
        assert_eq!(response.status, 200, "{name}: {body}");
        assert_eq!((body["id"].as_str(), body["userName"].as_str()), (Some(&**id), Some(&**name)));
    };
    let plan = Plan::closed(CONNECTIONS, each);
    let read = load::run_and_see(&door.url, &door.token, &plan, make, see).expect("a usable URL");
    assert_eq!((read.lost, read.first_loss), (0, None));
}

/// Each user with its event and its audit entry, and the events without a gap.
fn check_books(at: &Installation, door: &Door, acknowledged: HashMap<String, String>) {
    let org = OrgId::parse(&door.organization).expect("an id");
    let sequence = at.event_sequence();
    at.read(move |tx| {
        let org = tx.org(org);
        let events = org.events_after(0, u64::MAX >> 1)?;
        let numbers: Vec<u64> = events.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, (1..=sequence).collect::<Vec<_>>(), "the numbers have no gap");
        let mut created = BTreeMap::new();
        for (_, event) in events {
            assert_eq!(event.kind, EventKind::UserCreated);
            let id = UserId::parse(&event.subject).expect("an id");
            let user =
                org.user(id)?.expect("whoever has an event is there").try_map(store::Document::read)?;
            assert!(created.insert(event.subject.clone(), user).is_none(), "one event each");
        }
        let mut entries: Vec<String> = Vec::new();
        for entry in org.audit_entries(u64::MAX >> 1)? {
            if entry.action == Action::UserCreated {
                entries.push(entry.target);
            }
        }
        entries.sort();
        assert_eq!(entries, created.keys().cloned().collect::<Vec<_>>(), "one audit entry each");
        for (id, name) in &acknowledged {
            let user = created.get(id).unwrap_or_else(|| panic!("{name} was acknowledged and has no event"));
            assert_eq!(user.user_name(), name);
        }
        // What was under way when the process ended may be there too; each connection had one request at most, twice.
        let unheard = created.len() - acknowledged.len();
        assert!(unheard <= 2 * CONNECTIONS, "{unheard} users that nobody was told of");
        Ok(())
    });
}

/// The number behind a word such as `commits=` in a log.
fn logged(log: &str, word: &str) -> u64 {
    let number = log.rsplit_once(word).unwrap_or_else(|| panic!("no {word} in {log}")).1;
    number.split_whitespace().next().and_then(|number| number.parse().ok()).expect("a number")
}

#[test]
fn no_acknowledged_user_is_lost_when_the_server_is_killed() {
    let at = Installation::new();
    let acknowledged = Acknowledged::default();

    // The first server is killed in the middle of the load.
    let server = at.serve();
    let mut door = at.connect("Acme", "okta");
    let over = AtomicBool::new(false);
    let first = thread::scope(|scope| {
        let killer = scope.spawn(|| {
            while count(&acknowledged) < CONNECTIONS * users() / 2 && !over.load(Ordering::Relaxed) {
                thread::sleep(Duration::from_millis(1));
            }
            server.process.kill();
        });
        let first = create(&door, "first", users(), &acknowledged);
        over.store(true, Ordering::Relaxed);
        killer.join().expect("killed");
        first
    });
    assert!(first.lost > 0, "the server outlived its load: {:?}", first.statuses);
    let before = count(&acknowledged);
    assert!(before >= CONNECTIONS * users() / 2, "only {before} users: {:?}", first.first_loss);

    // The second is killed as soon as it has acknowledged everything.
    let server = at.serve();
    door.url = format!("{}/scim/v2/{}", server.url, door.connection);
    read_all(&door, &acknowledged.lock().expect("unpoisoned"));
    let second = create(&door, "second", users(), &acknowledged);
    server.process.kill();
    assert_eq!((second.lost, second.first_loss), (0, None));
    assert_eq!(count(&acknowledged), before + CONNECTIONS * users());

    let server = at.serve();
    door.url = format!("{}/scim/v2/{}", server.url, door.connection);
    let acknowledged = acknowledged.into_inner().expect("unpoisoned");
    read_all(&door, &acknowledged);
    server.stop();
    check_books(&at, &door, acknowledged);
}

#[test]
fn writers_that_wait_share_a_commit() {
    let at = Installation::new();
    let server = at.serve();
    let door = at.connect("Acme", "okta");
    let acknowledged = Acknowledged::default();
    create(&door, "shared", 100, &acknowledged);
    let users = u64::try_from(count(&acknowledged)).expect("a number");
    assert_eq!(users, 1_600);
    let log = server.stop().stderr;
    let (writes, commits) = (logged(&log, "writes="), logged(&log, "commits="));
    assert!(writes >= users, "{log}");
    assert!(commits < users, "{users} users took {commits} commits");
}
