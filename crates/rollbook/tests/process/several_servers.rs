//! Several servers on one database: each is as good as the other.

use crate::installation::Installation;
use serde_json::json;
use simulator::load::{self, Plan, Shot};
use std::collections::BTreeSet;
use std::thread;
use std::time::Duration;
use testkit::Client;

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
