//! Several servers on one database: each is as good as the other.

use crate::installation::{Installation, Server};
use crate::process::{Process, rollbook};
use serde_json::{Value, json};
use simulator::load::{self, Plan, Shot};
use std::collections::BTreeSet;
use std::thread;
use std::time::Duration;
use testkit::{Client, TestDatabase};

const CONNECTIONS: usize = 4;
const REQUESTS: usize = 150;

/// Nothing to test on one machine's own database.
fn shared() -> Option<Installation> {
    if testkit::database::server().is_none() {
        eprintln!("skipped: {} names no database server", testkit::database::SERVER_VARIABLE);
        return None;
    }
    Some(Installation::new())
}

#[test]
fn what_one_does_the_other_knows_at_once() {
    let Some(at) = shared() else { return };
    let (first, second) = (at.serve(), at.serve());
    let door = at.connect("Acme", "okta");
    let through = |url: &str| {
        let path = door.url.find("/scim/").expect("a SCIM address");
        Client::new(&format!("{url}{}", &door.url[path..]), Some(&door.token))
    };
    let (mut one, mut other) = (through(&first.url), through(&second.url));
    for round in 0..20 {
        let made = one.post("/Users", &json!({ "userName": format!("user{round}") })).expect(201);
        let id = made.body["id"].as_str().expect("an id").to_owned();
        drop(other.get(&format!("/Users/{id}")).expect(200));
        drop(other.post("/Users", &json!({ "userName": format!("USER{round}") })).expect(409));
        drop(other.delete(&format!("/Users/{id}")).expect(204));
        drop(one.get(&format!("/Users/{id}")).expect(404));
        std::mem::swap(&mut one, &mut other);
    }
    at.says(&["token", "deactivate", &door.token]);
    drop(one.get("/Users").expect(401));
    drop(other.get("/Users").expect(401));
    at.says(&["token", "activate", &door.token]);
    drop(other.get("/Users").expect(200));
    drop(one.get("/Users").expect(200));
    first.stop();
    second.stop();
}

#[test]
fn one_that_is_killed_loses_nothing_and_keeps_nobody_waiting() {
    let Some(at) = shared() else { return };
    let (killed, other) = (at.serve(), at.serve());
    let door = at.connect("Acme", "okta");
    let scim = |url: &str| format!("{url}{}", &door.url[door.url.find("/scim/").expect("a SCIM address")..]);
    let create = |server: &'static str| {
        move |connection: usize, number: usize| Shot {
            method: "POST",
            target: "/Users".to_owned(),
            body: json!({ "userName": format!("{server}-{connection}-{number}") }).to_string().into_bytes(),
        }
    };
    let acknowledged = std::sync::Mutex::new(BTreeSet::new());
    let fire = |server: &'static str, url: &str| {
        let see = |connection: usize, number: usize, answer: &simulator::http::Response| {
            if answer.status == 201 {
                let name = format!("{server}-{connection}-{number}");
                assert!(acknowledged.lock().expect("no panic").insert(name), "each is made once");
            }
        };
        load::run_and_see(&scim(url), &door.token, &Plan::closed(CONNECTIONS, REQUESTS), create(server), see)
            .expect("a load")
    };
    let killed_url = killed.url.clone();
    let (cut, whole) = thread::scope(|scope| {
        let cut = scope.spawn(|| fire("killed", &killed_url));
        let whole = scope.spawn(|| fire("other", &other.url));
        thread::sleep(Duration::from_millis(700));
        killed.process.signal("KILL");
        (cut.join().expect("the load"), whole.join().expect("the load"))
    });
    assert!(cut.lost > 0, "the server was killed in the middle: {:?}", cut.statuses);
    let all = u64::try_from(CONNECTIONS * REQUESTS).expect("a small number");
    assert_eq!((whole.statuses.get(&201), whole.lost), (Some(&all), 0), "{:?}", whole.first_loss);
    let client = &mut Client::new(&scim(&other.url), Some(&door.token));
    let mut there = BTreeSet::new();
    loop {
        let page = client.get(&format!("/Users?count=500&startIndex={}", there.len() + 1)).expect(200).body;
        let names: Vec<String> = page["Resources"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|user| user["userName"].as_str().expect("a name").to_owned())
            .collect();
        if names.is_empty() {
            break;
        }
        there.extend(names);
    }
    let acknowledged = acknowledged.into_inner().expect("no panic");
    assert!(acknowledged.is_subset(&there), "{:?}", acknowledged.difference(&there).next());
    // What was being made when the server was killed may be there as well, but no more than that.
    assert!(there.len() - acknowledged.len() <= CONNECTIONS, "{} and {}", there.len(), acknowledged.len());
    other.stop();
}

#[test]
fn a_user_who_may_make_no_tables_serves_where_they_are() {
    let Some(_) = shared() else { return };
    let database = TestDatabase::new();
    let owner = database.url().expect("a server's");
    let name = owner.rsplit('/').next().expect("a name").to_owned();
    let ask = |sql: &str| database.ask(sql).expect("a server");
    ask(&format!("CREATE ROLE {name} LOGIN PASSWORD 'open'"));
    ask("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    let (_, place) = owner.split_once('@').expect("an address with a user");
    let user = format!("postgres://{name}:open@{place}");
    let rollbook = |arguments: &[&str], url: &str| {
        Process::start(rollbook().args(arguments).env("ROLLBOOK_DATABASE", url))
    };
    let serve = |url: &str| rollbook(&["serve", "--listen", "127.0.0.1:0"], url);

    let ended = serve(&user).end();
    assert_eq!(ended.code, Some(1), "{ended:?}");
    let words = format!(
        "error: The tables of Rollbook are not there, or of an older version, and the database user {name} cannot make \
         them: it lacks the privilege CREATE on the schema public. Grant it, or start a server once as the user who \
         shall own the tables."
    );
    assert!(ended.stderr.contains(&words), "{}", ended.stderr);
    assert_eq!(ask("SELECT count(*) FROM pg_class WHERE relname = 'migrations'"), "0");

    Server::of(serve(&owner)).stop();
    ask(&format!("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}"));
    let server = Server::of(serve(&user));
    let ended = rollbook(&["connect", "Acme", "--provider", "okta", "--json"], &user).end();
    let door: Value = serde_json::from_str(&ended.stdout).unwrap_or_else(|_| panic!("{ended:?}"));
    let text = |name: &str| door[name].as_str().expect("text").to_owned();
    let okta = ["simulate", "okta", "--users", "20", "--groups", "3", "--url", &text("scim_url"), "--token"];
    let ended = rollbook(&[&okta[..], &[&text("token")]].concat(), &user).end();
    assert_eq!(ended.code, Some(0), "{ended:?}");
    server.stop();
    ask(&format!("DROP OWNED BY {name}"));
    ask(&format!("DROP ROLE {name}"));
}
