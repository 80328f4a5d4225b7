//! A recording that is not true must fail: a comparison that blesses everything is worth nothing.

use crate::Server;
use crate::learned::Learned;
use crate::player::play;
use crate::recording::Recording;
use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};
use std::sync::Arc;
use testkit::TestServer;

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

/// A name, the entries behind the first one, and a word of the sentence that must come of them.
type Case = (&'static str, fn() -> Value, &'static str);

const UNTRUE: [Case; 10] = [
    ("another status", || json!([entry("GET", "/Users/id-jane", 404, &json!({}))]), "status 404"),
    (
        "another value",
        || json!([entry("GET", "/Users/id-jane", 200, &json!({ "title": "Boss" }))]),
        "`title` \"Boss\"",
    ),
    (
        "a value in another case",
        || json!([entry("GET", "/Users/id-jane", 200, &json!({ "userName": "jane@example.com" }))]),
        "`userName`",
    ),
    (
        "one element too few",
        || json!([entry("GET", "/Users/id-jane", 200, &json!({ "emails": [{ "value": "j@example.com" }] }))]),
        "1 elements",
    ),
    ("another id", || json!([entry("GET", "/Users/id-jane", 200, &json!({ "id": "id-joe" }))]), "`id`"),
    (
        "something to be absent",
        || json!([{ "method": "GET", "target": "/Users/id-jane", "status": 200, "absent": ["name.givenName"] }]),
        "no `name.givenName`",
    ),
    (
        "something to be present",
        || {
            // As far as the comparison goes, an empty list is nothing.
            json!([{
                "method": "GET", "target": "/Users/id-jane", "status": 200,
                "answer": { "phoneNumbers": [] }, "present": ["emails.value", "phoneNumbers"],
            }])
        },
        "a `phoneNumbers`",
    ),
    (
        "more than all",
        || {
            json!([{
                "method": "GET", "target": "/Users/id-jane", "status": 200, "exact": true,
                "answer": { "schemas": [USER], "id": "id-jane", "userName": "Jane@Example.com" },
            }])
        },
        "nothing",
    ),
    (
        "a change that moves no time",
        || {
            let change = json!({ "Operations": [{ "op": "replace", "path": "title", "value": "Boss" }] });
            let meta = json!({ "meta": { "version": "v1" } });
            json!([{ "method": "PATCH", "target": "/Users/id-jane", "request": change, "status": 200, "answer": meta }])
        },
        "which it was before",
    ),
    (
        "a repetition that moves the version",
        || {
            let same = json!({ "Operations": [{ "op": "replace", "path": "userName", "value": "Jane@Example.com" }] });
            let meta = json!({ "meta": { "version": "v2" } });
            json!([{ "method": "PATCH", "target": "/Users/id-jane", "request": same, "status": 200, "answer": meta }])
        },
        "another version than before",
    ),
];

/// A file that cannot be played, and a word of the reason.
const UNREADABLE: [Case; 6] = [
    (
        "a misspelled field",
        || json!([{ "method": "GET", "target": "/Users", "status": 200, "anwser": {} }]),
        "anwser",
    ),
    ("no status", || json!([{ "method": "GET", "target": "/Users" }]), "status"),
    ("a server at its limit", || json!([entry("GET", "/Users", 503, &json!({}))]), "take it out"),
    (
        "a request that the log cut",
        || json!([{ "at": "…", "method": "PUT", "target": "/Users/x", "status": 200, "request": null, "cut": true }]),
        "not whole",
    ),
    ("no entries", || json!([]), "entries"),
    (
        "two bodies",
        || json!([{ "method": "POST", "target": "/Users", "status": 400, "request": {}, "requestText": "{" }]),
        "not both",
    ),
];

pub(crate) fn trials(server: &Server) -> Vec<Trial> {
    let untrue = UNTRUE.iter().map(|case| {
        let server = Arc::clone(server);
        Trial::test(format!("runner::{}", case.0), move || fails(server.get_or_init(TestServer::start), case))
    });
    let unreadable = UNREADABLE.iter().map(|(name, entries, word)| {
        Trial::test(format!("runner::{name}"), move || {
            let file = json!({
                "format": "rollbook-exchange/1", "about": "…", "tag": "S", "provider": "generic", "entries": entries(),
            });
            refused(Recording::parse(file.to_string().as_bytes()).map(drop), word)
        })
    });
    untrue.chain(unreadable).chain([Trial::test("runner::ids in texts", ids_in_texts)]).collect()
}

fn fails(server: &TestServer, (name, entries, word): &Case) -> Result<(), Failed> {
    let jane = json!({
        "schemas": [USER], "userName": "Jane@Example.com", "name": { "givenName": "Jane" },
        "emails": [{ "value": "j@example.com", "type": "work" }, { "value": "j@example.org", "type": "home" }],
    });
    let mut shown = jane.clone();
    shown["id"] = json!("id-jane");
    shown["meta"] = json!({ "version": "v1" });
    let mut all = vec![
        json!({ "method": "POST", "target": "/Users", "request": jane, "status": 201, "answer": shown }),
    ];
    all.extend(entries().as_array().into_iter().flatten().cloned());
    let file = json!({
        "format": "rollbook-exchange/1", "about": "…", "tag": "S", "provider": "generic", "entries": all,
    });
    let recording = Recording::parse(file.to_string().as_bytes())?;
    refused(play(server, &format!("runner: {name}"), &recording), word)
}

fn refused(outcome: Result<(), String>, word: &str) -> Result<(), Failed> {
    match outcome {
        Err(why) if why.contains(word) => Ok(()),
        Err(why) => Err(format!("It fails, but for another reason: {why}").into()),
        Ok(()) => Err("It passes, and is not true.".into()),
    }
}

fn entry(method: &str, target: &str, status: u16, answer: &Value) -> Value {
    json!({ "method": method, "target": target, "status": status, "answer": answer })
}

fn ids_in_texts() -> Result<(), Failed> {
    let mut learned = Learned::default();
    for (recorded, live) in [("7", "a"), ("673", "b"), ("id-jane", "c")] {
        learned.is_id(recorded, live)?;
    }
    let cases = [
        ("/Users/673", "/Users/b"),
        ("/Users/673?", "/Users/b?"),
        ("/Users?filter=id%20eq%20%22673%22", "/Users?filter=id%20eq%20%22b%22"),
        ("/Groups?filter=members+eq+673&count=7", "/Groups?filter=members+eq+b&count=a"),
        ("members[value eq \"id-jane\"]", "members[value eq \"c\"]"),
        ("673", "b"),
        ("+1 555-673-7", "+1 555-673-7"),
        ("jane@example.com", "jane@example.com"),
        ("id-jane2", "id-jane2"),
    ];
    for (recorded, live) in cases {
        if learned.text(recorded) != live {
            return Err(format!("{recorded} became {}", learned.text(recorded)).into());
        }
    }
    Ok(())
}
