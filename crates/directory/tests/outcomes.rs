//! What is said of real exchanges: the recorded ones that the server is tested with.

use directory::cause::Cause;
use directory::outcome::Outcome;
use directory::target::Kind;
use directory::{Call, Ids, Json, Timestamp};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The entry of a recording as the request log has it.
fn call(entry: &Value) -> Call {
    let now = Timestamp::from_millis(0);
    let text = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
    let tolerated = entry["tolerances"].as_array().into_iter().flatten();
    let tolerated: Value = tolerated.map(|t| json!([t.as_str().unwrap_or_default(), "?"])).collect();
    Call {
        id: Ids::new(now, [1; 32]).id(),
        at: now,
        micros: 1,
        token: None,
        method: text("method"),
        target: text("target"),
        status: u16::try_from(entry["status"].as_u64().expect("a status")).expect("a status"),
        why: entry["answer"]["scimType"].as_str().unwrap_or_default().to_owned(),
        request: Json::from(entry["request"].clone()),
        answer: Json::from(entry["answer"].clone()),
        cut: false,
        tolerated: Json::from(tolerated),
    }
}

fn recordings() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/tests/exchanges")
}

fn outcomes(file: &Path) -> Vec<Outcome> {
    let text = std::fs::read_to_string(file).expect("a recording");
    let recording: Value = serde_json::from_str(&text).expect("JSON");
    recording["entries"].as_array().expect("entries").iter().map(|entry| Outcome::of(&call(entry))).collect()
}

#[test]
fn a_group_that_is_pushed_is_told_step_by_step() {
    let told = outcomes(&recordings().join("okta/link-existing-group.json"));
    let by_name =
        Outcome::LookedFor { kind: Some(Kind::Group), by: vec!["displayName".to_owned()], found: Some(1) };
    assert_eq!(
        told,
        [
            Outcome::Created(Kind::User),
            Outcome::Created(Kind::User),
            Outcome::Created(Kind::User),
            Outcome::Created(Kind::Group),
            by_name,
            Outcome::Read(Kind::Group),
            Outcome::Updated(Kind::Group, vec!["displayName".to_owned()]),
            Outcome::MembersReplaced(2),
            Outcome::Read(Kind::Group),
        ]
    );
}

#[test]
fn a_bulk_request_is_told_by_what_its_operations_came_to() {
    let told = outcomes(&recordings().join("generic/bulk-with-references.json"));
    assert_eq!(told[0], Outcome::Bulk { done: 2, refused: 1 });
}

#[test]
fn every_recorded_exchange_has_more_to_say_than_that_it_was_done() {
    let mut seen = 0;
    for folder in std::fs::read_dir(recordings()).expect("a folder") {
        let folder = folder.expect("an entry").path();
        for file in std::fs::read_dir(&folder).into_iter().flatten() {
            let file = file.expect("an entry").path();
            for (number, outcome) in outcomes(&file).into_iter().enumerate() {
                assert_ne!(outcome, Outcome::Done, "{} {number}", file.display());
                seen += 1;
            }
        }
    }
    assert!(seen > 300, "{seen}");
}

#[test]
fn the_shapes_that_providers_send_are_told_apart() {
    let patch = |target: &str, operations: Value| {
        call(&json!({ "method": "PATCH", "target": target, "status": 204, "answer": null,
            "request": { "Operations": operations } }))
    };
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    for (target, operations, expected) in [
        ("/Users/1", json!([{ "op": "Replace", "path": "active", "value": "False" }]), Outcome::Deactivated),
        ("/Users/1", json!([{ "op": "replace", "value": { "active": true } }]), Outcome::Activated),
        (
            "/Users/1",
            json!([{ "op": "replace", "value": { "active": false, "urn:x:User": { "department": "Ops" } } }]),
            Outcome::Updated(Kind::User, names(&["active", "department"])),
        ),
        (
            "/Users/1",
            json!([{ "op": "Add", "path": "emails[type eq \"work\"].value", "value": "a@b" },
                { "op": "Add", "path": "urn:ietf:x:User:manager", "value": "7" }]),
            Outcome::Updated(Kind::User, names(&["emails", "manager"])),
        ),
        (
            "/Groups/1",
            json!([{ "op": "Add", "path": "members", "value": [{ "value": "a" }, { "value": "b" }] },
                { "op": "Remove", "path": "members", "value": [{ "value": "c" }] }]),
            Outcome::Members { added: 2, removed: 1 },
        ),
        (
            "/Groups/1",
            json!([{ "op": "remove", "path": "members[value eq \"a\" or value eq \"b\"]" }]),
            Outcome::Members { added: 0, removed: 2 },
        ),
        ("/Groups/1", json!([{ "op": "remove", "path": "members" }]), Outcome::MembersReplaced(0)),
        (
            "/Groups/1",
            json!([{ "op": "remove", "path": "members" }, { "op": "add", "value": { "members": [{}, {}] } }]),
            Outcome::MembersReplaced(2),
        ),
        ("/Groups/1", Value::Null, Outcome::Updated(Kind::Group, Vec::new())),
    ] {
        assert_eq!(Outcome::of(&patch(target, operations.clone())), expected, "{operations}");
    }
}

#[test]
fn a_search_says_by_what_and_how_many_were_found() {
    let list = |target: &str, total: u64| {
        call(
            &json!({ "method": "GET", "target": target, "status": 200, "answer": { "totalResults": total } }),
        )
    };
    let looked = |by: &[&str], found| Outcome::LookedFor {
        kind: Some(Kind::User),
        by: by.iter().map(|name| (*name).to_owned()).collect(),
        found: Some(found),
    };
    for (target, expected) in [
        ("/Users?filter=userName+eq+%22jane%40acme.test%22", looked(&["userName"], 0)),
        ("/Users?filter=userName%2520eq%2520%2522x%2522", looked(&["userName"], 0)),
        ("/Users?count=1&filter=externalId eq jyoung", looked(&["externalId"], 0)),
        (
            "/Users?filter=emails%5Btype%20eq%20%22work%22%5D.value%20eq%20%22%C3%A9%22",
            looked(&["emails"], 0),
        ),
        ("/Users?filter=[redacted]", Outcome::Listed(Some(Kind::User), Some(0))),
        ("/Users?[redacted]", Outcome::Listed(Some(Kind::User), Some(0))),
        ("/Users?startIndex=1&count=100", Outcome::Listed(Some(Kind::User), Some(0))),
    ] {
        assert_eq!(Outcome::of(&list(target, 0)), expected, "{target}");
    }
    let search = call(&json!({ "method": "POST", "target": "/.search", "status": 200,
        "request": { "filter": "displayName sw \"a\" or id pr" }, "answer": null }));
    let by = vec!["displayName".to_owned(), "id".to_owned()];
    assert_eq!(Outcome::of(&search), Outcome::LookedFor { kind: None, by, found: None });
}

#[test]
fn what_was_refused_says_why_whatever_was_asked() {
    let refused = |method: &str, target: &str, status: u16, detail: &str| {
        Outcome::of(&call(&json!({ "method": method, "target": target, "status": status,
            "answer": { "detail": detail } })))
    };
    let taken = directory::Refusal::UserNameTaken.to_string();
    assert_eq!(refused("POST", "/Users", 409, &taken), Outcome::Refused(Cause::Taken(Kind::User)));
    let elsewhere = directory::Refusal::GroupNameElsewhere { connection: None }.to_string();
    assert_eq!(
        refused("POST", "/Groups", 409, &elsewhere),
        Outcome::Refused(Cause::Policy("existing_group=refuse".to_owned()))
    );
    let protected = directory::Refusal::Protected.to_string();
    assert_eq!(refused("DELETE", "/Users/1", 403, &protected), Outcome::Refused(Cause::Protected));
    let rule = directory::policy::knob::UnknownMember::Refuse;
    let unknown = directory::Refusal::UnknownMembers(vec!["7".to_owned()], rule).to_string();
    assert_eq!(refused("PATCH", "/Groups/1", 400, &unknown), Outcome::Refused(Cause::UnknownMember));
    let seats = directory::Refusal::NoSeat { max: 7 }.to_string();
    let why = call(&json!({ "method": "POST", "target": "/Users", "status": 400,
        "answer": { "detail": seats, "scimType": "invalidValue" } }));
    assert_eq!(Outcome::of(&why), Outcome::Refused(Cause::NoSeat));
    assert_eq!(refused("DELETE", "/Users/1", 404, ""), Outcome::Refused(Cause::DeletedBefore(Kind::User)));
    assert_eq!(refused("GET", "/v2/Users", 404, ""), Outcome::Refused(Cause::NoAddress));
}
