//! What a connection's request log says of what its provider sent.

use crate::support::{PATCH, add_user, person, stage};
use app::calls;
use directory::connection::Settings;
use directory::{Actor, Advice, Call, Outcome, Provider, Tolerated};
use i18n::Language;
use scim::dialect::{Dialect, Switch};
use serde_json::{Value, json};
use store::CallQuery;
use testkit::{Door, TestServer};

/// What is in the log, the oldest first.
fn logged(server: &TestServer, door: &Door) -> Vec<Call> {
    server.flush_calls();
    let (connection, query) = (door.connection, CallQuery { refused: false, before: None, limit: 1_000 });
    let mut calls = server.read(move |work| calls::list(work, connection, query)).calls;
    calls.reverse();
    calls
}

/// What was tolerated: what, where, how often, and what it looked like the last time.
fn tolerated(server: &TestServer, door: &Door) -> Vec<(&'static str, String, u64, String)> {
    server.flush_calls();
    let connection = door.connection;
    let seen = |t: Tolerated| (t.tolerance.as_str(), t.place, t.times, t.example);
    server.read(move |work| calls::traffic(work, connection)).tolerated.into_iter().map(seen).collect()
}

/// What to do about a call.
fn advised(server: &TestServer, door: &Door, call: &Call) -> Option<String> {
    let connection = door.connection;
    let connection = server.read(move |work| app::connections::get(work, connection));
    Advice::on(&connection, call).map(|advice| Language::En.advice(&advice))
}

fn set(server: &TestServer, door: &Door, settings: Settings) {
    let connection = door.connection;
    server.write(move |work| {
        app::connections::set(work, &Actor::CommandLine, connection, |_| settings.clone())
    });
}

fn told(call: &Call) -> (&str, String, u16) {
    (&call.method, call.target.clone(), call.status)
}

#[test]
fn each_call_is_there_with_what_came_of_it() {
    let (server, door, mut client) = stage(Provider::Entra);
    let id = add_user(&mut client, "jane@acme.test");
    let disable = json!([{ "op": "Replace", "path": "active", "value": "False" }]);
    drop(client.patch(&format!("/Users/{id}"), &disable).expect(200));
    drop(client.get("/Users?filter=userName+eq+\"jane%40acme.test\"").expect(200));
    drop(client.delete(&format!("/Users/{id}")).expect(204));
    drop(client.get(&format!("/Users/{id}")).expect(404));

    let calls = logged(&server, &door);
    let expected = [
        ("POST", "/Users".to_owned(), 201),
        ("PATCH", format!("/Users/{id}"), 200),
        ("GET", "/Users?filter=userName+eq+%22jane%40acme.test%22".to_owned(), 200),
        ("DELETE", format!("/Users/{id}"), 204),
        ("GET", format!("/Users/{id}"), 404),
    ];
    assert_eq!(calls.iter().map(told).collect::<Vec<_>>(), expected);
    assert_eq!(calls[0].request.to_value(), Some(person("jane@acme.test")));
    let outcomes: Vec<String> = calls.iter().map(|call| Language::En.outcome(&Outcome::of(call))).collect();
    assert_eq!(
        outcomes,
        [
            "Created a user.",
            "Set a user to Inactive.",
            "Searched for a user by userName: one found.",
            "Deprovisioned a user.",
            "Refused. This user no longer exists, or never did.",
        ]
    );
    let patch = &calls[1];
    assert_eq!(patch.request.to_value(), Some(json!({ "schemas": [PATCH], "Operations": disable })));
    assert_eq!(patch.answer.to_value().expect("an answer")["active"], false);
    assert_eq!(patch.tolerated(), [("string_scalar".to_owned(), "active".to_owned())]);
    let token = Some(door.token_id.clone());
    assert!(calls.iter().all(|call| call.token == token && !call.cut && call.micros > 0));
    let gone = advised(&server, &door, &calls[4]).expect("advice");
    assert!(gone.contains("Restart provisioning"), "{gone}");
}

#[test]
fn what_was_tolerated_is_counted_with_the_last_example() {
    let (server, door, mut client) = stage(Provider::Entra);
    for (number, value) in [(1, "True"), (2, "False")] {
        let mut user = person(&format!("p{number}@acme.test"));
        user["active"] = json!(value);
        user["costCentre"] = json!(number);
        drop(client.post("/Users", &user).expect(201));
    }
    drop(client.get("/Users?filter=userName+eq+p1@acme.test").expect(200));
    // A refused request has had nothing tolerated: nothing of it was taken.
    drop(client.post("/Users", &json!({ "active": "True" })).expect(400));
    assert_eq!(
        tolerated(&server, &door),
        [
            ("string_scalar", "active".to_owned(), 2, "{\"active\":\"False\"}".to_owned()),
            ("unknown_attribute", "costCentre".to_owned(), 2, "{\"costCentre\":2}".to_owned()),
            (
                "unquoted_literal",
                "filter".to_owned(),
                1,
                "{\"filter\":\"userName eq p1@acme.test\"}".to_owned()
            ),
        ]
    );
}

#[test]
fn no_secret_reaches_it_wherever_a_provider_puts_one() {
    let (server, door, mut client) = stage(Provider::Okta);
    let secret = "p4ss-W0rd-of-Jane";
    let mut user = person("jane@acme.test");
    user["password"] = json!(secret);
    user["note"] = json!({ "userPassword": [secret] });
    user["title"] = json!(format!("see {}", door.token));
    let id = client.post("/Users", &user).expect(201).id();
    let target = format!("/Users/{id}");
    drop(
        client.patch(&target, &json!([{ "op": "replace", "path": "password", "value": secret }])).expect(200),
    );
    drop(client.patch(&target, &json!([{ "op": "replace", "value": { "PassWord": secret } }])).expect(200));
    drop(client.get(&format!("/Users?filter=password+eq+%22{secret}%22")).expect(400));
    drop(client.get(&format!("/Users?filter=p%61ssword+eq+%22{secret}%22")).expect(400));
    drop(
        client.post("/Users/.search", &json!({ "filter": format!("password eq \"{secret}\"") })).expect(400),
    );
    drop(client.send("POST", "/Users", Some(&format!("{{\"password\":\"{secret}\",,"))).expect(400));
    drop(client.get(&format!("/Users?access_token={}", door.token)).expect(200));
    drop(client.get(&format!("/Users/{}", door.token)).expect(404));

    let calls = logged(&server, &door);
    assert_eq!(calls.len(), 9, "all of them are there");
    for call in &calls {
        let kept = format!("{call:?}");
        assert!(!kept.contains(secret), "{kept}");
        let (before, _) = door.token.rsplit_once('_').expect("a token");
        assert!(!kept.contains(&door.token[before.len()..]), "{kept}");
    }
    assert_eq!(calls[0].request.to_value().expect("a body")["password"], "[redacted]");
}

#[test]
fn who_is_refused_at_the_door_is_in_the_log_of_the_connection_that_the_address_names() {
    let (server, door, _) = stage(Provider::Okta);
    let other = server.connect("Globex", Provider::Entra);
    drop(door.client_with(None).get("/Users").expect(401));
    drop(door.client_with(Some(&other.token)).get("/Users").expect(401));
    drop(
        testkit::Client::new(&door.url, None).header("Authorization", &door.token).get("/Users").expect(401),
    );
    let calls = logged(&server, &door);
    let whys: Vec<&str> = calls.iter().map(|call| call.why.as_str()).collect();
    assert_eq!(
        whys,
        [
            "no token",
            "the address of no connection, or of another one than the token's",
            "a token without the word Bearer before it",
        ]
    );
    assert!(calls.iter().all(|call| call.token.is_none() && call.status == 401));
    assert_eq!(logged(&server, &other), [], "the other connection hears nothing of it");
    let raw = advised(&server, &door, &calls[2]).expect("advice");
    assert!(raw.contains("`Bearer `"), "{raw}");
}

#[test]
fn it_can_be_switched_off_and_on() {
    let (server, door, mut client) = stage(Provider::Okta);
    set(&server, &door, Settings { logs_calls: Some(false), ..Settings::default() });
    add_user(&mut client, "a@acme.test");
    drop(door.client_with(None).get("/Users").expect(401));
    assert_eq!(logged(&server, &door), []);
    set(&server, &door, Settings { logs_calls: Some(true), ..Settings::default() });
    add_user(&mut client, "b@acme.test");
    assert_eq!(logged(&server, &door).len(), 1);
}

#[test]
fn under_load_calls_are_left_out_and_counted_and_refusals_are_not() {
    let (server, door, mut client) = stage(Provider::Okta);
    // Nobody writes the log down meanwhile.
    for _ in 0..600 {
        drop(client.get("/Users?count=0").expect(200));
    }
    for _ in 0..20 {
        drop(client.get("/Users?filter=x").expect(400));
    }
    let calls = logged(&server, &door);
    let connection = door.connection;
    let totals = server.read(move |work| calls::traffic(work, connection)).totals;
    assert_eq!(calls.iter().filter(|call| call.is_refused()).count(), 20);
    assert_eq!((totals.kept, totals.dropped), (calls.len() as u64, 620 - calls.len() as u64));
    assert!(totals.dropped > 0);
}

#[test]
fn long_bodies_are_left_out_and_the_call_stays() {
    let (server, door, mut client) = stage(Provider::Okta);
    let mut user = person("jane@acme.test");
    user["note"] = json!(["x".repeat(40_000), "y".repeat(40_000)]);
    drop(client.post("/Users", &user).expect(201));
    let calls = logged(&server, &door);
    assert_eq!((calls.len(), calls[0].cut, calls[0].request.as_str()), (1, true, "null"));
    assert_eq!(calls[0].answer.to_value().expect("an answer")["userName"], "jane@acme.test");
}

#[test]
fn the_token_alone_is_taken_where_the_connection_says_so() {
    let (server, door, _) = stage(Provider::Okta);
    let mut raw = testkit::Client::new(&door.url, None).header("Authorization", &door.token);
    raw.get("/Users").expect_error(401, None);
    let dialect = Some(Dialect::OKTA.with(Switch::RawToken, true));
    set(&server, &door, Settings { dialect, ..Settings::default() });
    drop(raw.get("/Users").expect(200));
    drop(door.client().get("/Users").expect(200));
    let raw_token = ("raw_token", "Authorization".to_owned(), 1, "Authorization: [redacted]".to_owned());
    assert_eq!(tolerated(&server, &door), [raw_token]);
    let mut basic =
        testkit::Client::new(&door.url, None).header("Authorization", &format!("Basic {}", door.token));
    basic.get("/Users").expect_error(401, None);
}

#[test]
fn a_post_takes_an_inactive_user_back_where_the_connection_says_so() {
    let (server, door, mut client) = stage(Provider::Okta);
    let id = add_user(&mut client, "jane@acme.test");
    let group = client.post("/Groups", &crate::support::group("Staff", &[&id])).expect(201).id();
    let target = format!("/Users/{id}");
    drop(client.patch(&target, &json!([{ "op": "replace", "value": { "active": false } }])).expect(200));
    let mut again = person("JANE@acme.test");
    again["title"] = json!("Clerk");
    client.post("/Users", &again).expect_error(409, Some("uniqueness"));

    let dialect = Some(Dialect::OKTA.with(Switch::PostReactivates, true));
    set(&server, &door, Settings { dialect, ..Settings::default() });
    let mut inactive = again.clone();
    inactive["active"] = json!(false);
    client.post("/Users", &inactive).expect_error(409, Some("uniqueness"));
    let back = client.post("/Users", &again).expect(201);
    assert_eq!(back.id(), id);
    assert_eq!((&back.body["active"], &back.body["title"]), (&Value::from(true), &Value::from("Clerk")));
    assert_eq!(back.body["groups"][0]["value"], Value::from(group), "memberships were kept");
    let example = "{\"userName\":\"JANE@acme.test\"}".to_owned();
    assert_eq!(tolerated(&server, &door), [("post_reactivates", "userName".to_owned(), 1, example)]);
    client.post("/Users", &again).expect_error(409, Some("uniqueness"));
}

#[test]
fn an_inactive_user_of_another_connection_is_not_taken_back() {
    let (server, door, mut client) = stage(Provider::Okta);
    let id = add_user(&mut client, "jane@acme.test");
    drop(
        client
            .patch(&format!("/Users/{id}"), &json!([{ "op": "replace", "value": { "active": false } }]))
            .expect(200),
    );
    let other = server.connect("Acme", Provider::Entra);
    let dialect = Some(Dialect::ENTRA.with(Switch::PostReactivates, true));
    set(&server, &other, Settings { dialect, ..Settings::default() });
    other.client().post("/Users", &person("jane@acme.test")).expect_error(409, Some("uniqueness"));
    assert_eq!(client.get(&format!("/Users/{id}")).expect(200).body["active"], false);
    drop(door);
}

#[test]
fn a_bulk_request_that_fails_removes_nobody_who_was_there_before() {
    let (server, door, mut client) = stage(Provider::Generic);
    let dialect = Some(Dialect::GENERIC.with(Switch::PostReactivates, true));
    set(&server, &door, Settings { dialect, ..Settings::default() });
    let id = add_user(&mut client, "a@acme.test");
    let target = format!("/Users/{id}");
    drop(client.patch(&target, &json!([{ "op": "replace", "value": { "active": false } }])).expect(200));
    let before = client.get(&target).expect(200).text;
    let extension = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let post = |bulk_id: &str, user_name: &str, manager: &str| {
        json!({ "method": "POST", "path": "/Users", "bulkId": bulk_id, "data": {
            "userName": user_name, extension: { "manager": { "value": format!("bulkId:{manager}") } } } })
    };
    let operations = [post("r", "", "q"), post("q", "a@acme.test", "r")];
    let bulk = json!({ "schemas": [crate::support::BULK], "Operations": operations });
    let answer = client.post("/Bulk", &bulk).expect(200).body;
    let statuses = [&answer["Operations"][0]["status"], &answer["Operations"][1]["status"]];
    assert!(statuses.iter().all(|status| *status != "201"), "{answer}");
    assert_eq!(client.get(&target).expect(200).text, before);
}

#[test]
fn nobody_ends_the_server_by_encoding_an_address_over_and_over() {
    let (server, door, mut client) = stage(Provider::Generic);
    let bomb = format!("/Users?x=%{}", "25".repeat(7_500));
    door.client_with(None).get(&bomb).expect_error(401, None);
    drop(client.get(&bomb).expect(200));
    let calls = logged(&server, &door);
    assert_eq!(calls.iter().map(|call| call.target.as_str()).collect::<Vec<_>>(), ["/Users?[redacted]"; 2]);
}

#[test]
fn a_token_is_masked_in_what_was_tolerated() {
    let (server, door, mut client) = stage(Provider::Generic);
    let mut user = person("a@acme.test");
    user["note"] = json!(format!("see {}", door.token));
    user[&door.token] = json!(1);
    drop(client.post("/Users", &user).expect(201));
    let seen = format!("{:?} {:?}", tolerated(&server, &door), logged(&server, &door));
    let (before, _) = door.token.rsplit_once('_').expect("a token");
    assert!(seen.contains("unknown_attribute") && !seen.contains(&door.token[before.len()..]), "{seen}");
}
