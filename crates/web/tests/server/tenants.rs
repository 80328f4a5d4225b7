//! Twins: what belongs to somebody else answers byte for byte like what nobody has.

use crate::support::{
    BULK, ENTERPRISE, NOBODY, PATCH, SEARCH, add_group, add_user, encoded, everything, group, looks, person,
};
use directory::Provider;
use serde_json::{Value, json};
use testkit::{Answer, Door, TestServer};

/// Two doors with the same people and groups behind each.
struct Twins {
    server: TestServer,
    mine: Door,
    theirs: Door,
    their_user: String,
    their_group: String,
}

fn twins(second: &str) -> Twins {
    let server = TestServer::start();
    let mine = server.connect("Acme", Provider::Okta);
    let theirs = server.connect(second, Provider::Generic);
    // In one organization a userName is taken once and for all; across organizations it is not.
    let name = if second == "Acme" { "theirs@example.com" } else { "ada@example.com" };
    let my_user = add_user(&mut mine.client(), "ada@example.com");
    let their_user = add_user(&mut theirs.client(), name);
    add_group(&mut mine.client(), "Ops", &[&my_user]);
    let their_group = add_group(&mut theirs.client(), "Ops", &[&their_user]);
    Twins { server, mine, theirs, their_user, their_group }
}

/// Requests about a resource, `{id}` standing for its id in path and body.
fn requests(kind: &str) -> Vec<(&'static str, String, Option<Value>)> {
    let path = format!("/{kind}/{{id}}");
    let patch = |operation: Value| Some(json!({ "schemas": [PATCH], "Operations": [operation] }));
    let resource = if kind == "Users" { person("x@example.com") } else { group("X", &[]) };
    let bulk = |method: &str, data: Value| {
        let operation = json!({ "method": method, "path": path, "data": data });
        Some(json!({ "schemas": [BULK], "Operations": [operation] }))
    };
    vec![
        ("GET", path.clone(), None),
        ("GET", format!("{path}?attributes=userName"), None),
        ("PUT", path.clone(), Some(resource.clone())),
        ("PUT", path.clone(), Some(json!({ "nonsense": true }))),
        ("PATCH", path.clone(), patch(json!({ "op": "replace", "path": "displayName", "value": "X" }))),
        ("PATCH", path.clone(), patch(json!({ "op": "replace", "path": "active", "value": false }))),
        ("PATCH", path.clone(), patch(json!({ "op": "nonsense" }))),
        ("DELETE", path.clone(), None),
        ("POST", "/Bulk".into(), bulk("PUT", resource)),
        ("POST", "/Bulk".into(), bulk("DELETE", Value::Null)),
        ("GET", format!("/{kind}?filter={}", encoded(r#"id eq "{id}""#).replace("%7Bid%7D", "{id}")), None),
        (
            "POST",
            format!("/{kind}/.search"),
            Some(json!({ "schemas": [SEARCH], "filter": r#"id eq "{id}""# })),
        ),
        ("POST", "/.search".into(), Some(json!({ "schemas": [SEARCH], "filter": r#"id eq "{id}""# }))),
    ]
}

/// Requests that name a foreign resource in another place than the path.
fn references() -> Vec<(&'static str, String, Option<Value>)> {
    let search = |filter: &str| Some(json!({ "schemas": [SEARCH], "filter": filter }));
    let bulk =
        json!({ "method": "POST", "path": "/Groups", "bulkId": "g", "data": group("Made", &["{id}"]) });
    vec![
        ("POST", "/Groups".into(), Some(group("Made", &["{id}"]))),
        ("POST", "/Bulk".into(), Some(json!({ "schemas": [BULK], "Operations": [bulk] }))),
        ("POST", "/Groups/.search".into(), search(r#"members.value eq "{id}""#)),
        ("POST", "/Users/.search".into(), search(r#"groups.value eq "{id}""#)),
        ("POST", "/Users/.search".into(), search(&format!(r#"{ENTERPRISE}:manager.value eq "{{id}}""#))),
    ]
}

fn ask(door: &Door, (method, path, body): &(&'static str, String, Option<Value>), id: &str) -> Answer {
    let body = body.as_ref().map(|body| body.to_string().replace("{id}", id));
    let mut answer = door.client().send(method, &path.replace("{id}", id), body.as_deref());
    // What the answer repeats of the question is the only thing in which two of them may differ.
    answer.text = answer.text.replace(id, "{id}");
    answer
}

fn assert_twins(twins: &Twins) {
    let before = everything(&twins.server, &twins.theirs);
    let mine = everything(&twins.server, &twins.mine);
    for (kind, foreign) in [("Users", &twins.their_user), ("Groups", &twins.their_group)] {
        for request in requests(kind).into_iter().chain(references()) {
            let unknown = ask(&twins.mine, &request, NOBODY);
            let other = ask(&twins.mine, &request, foreign);
            assert_eq!(looks(&other), looks(&unknown), "{request:?}");
        }
    }
    assert_eq!(everything(&twins.server, &twins.theirs).2, before.2, "their users are as they were");
    assert_eq!(everything(&twins.server, &twins.theirs).3, before.3, "their groups are as they were");
    assert_eq!(everything(&twins.server, &twins.mine), mine, "and so is what is mine");
}

#[test]
fn another_organizations_resources_answer_like_unknown_ones() {
    assert_twins(&twins("Globex"));
}

#[test]
fn another_connections_resources_of_the_same_organization_answer_like_unknown_ones() {
    assert_twins(&twins("Acme"));
}

#[test]
fn foreign_ids_are_not_found_and_foreign_members_are_refused() {
    for second in ["Globex", "Acme"] {
        let twins = twins(second);
        let mut client = twins.mine.client();
        client.get(&format!("/Users/{}", twins.their_user)).expect_error(404, None);
        client.delete(&format!("/Groups/{}", twins.their_group)).expect_error(404, None);
        let my_group = client.get("/Groups").body["Resources"][0]["id"].as_str().expect("an id").to_owned();
        for id in [&twins.their_user, &twins.their_group] {
            client.post("/Groups", &group("Made", &[id])).expect_error(400, Some("invalidValue"));
            for op in ["add", "replace"] {
                let operation = json!([{ "op": op, "path": "members", "value": [{ "value": id }] }]);
                let answer = client.patch(&format!("/Groups/{my_group}"), &operation);
                answer.expect_error(400, Some("invalidValue"));
                assert!(answer.text.contains(id.as_str()), "the answer says which: {}", answer.text);
            }
            let answer = client.put(&format!("/Groups/{my_group}"), &group("Ops", &[id]));
            answer.expect_error(400, Some("invalidValue"));
        }
    }
}

#[test]
fn two_organizations_may_have_the_same_names_and_see_only_their_own() {
    let twins = twins("Globex");
    let total =
        |door: &Door, target: &str| door.client().get(target).expect(200).body["totalResults"].clone();
    for door in [&twins.mine, &twins.theirs] {
        assert_eq!(total(door, "/Users"), 1);
        assert_eq!(total(door, "/Groups"), 1);
        assert_eq!(total(door, &format!("/Users?filter={}", encoded(r#"userName eq "ada@example.com""#))), 1);
    }
    let mine = twins.server.event_sequence(twins.mine.org);
    add_user(&mut twins.theirs.client(), "more@example.com");
    assert_eq!(twins.server.event_sequence(twins.mine.org), mine, "their events are not mine");
}

#[test]
fn a_login_name_is_unique_in_the_organization_but_does_not_open_the_other_connections_user() {
    let twins = twins("Acme");
    let mut client = twins.mine.client();
    client.post("/Users", &person("THEIRS@example.com")).expect_error(409, Some("uniqueness"));
    let found = client.get(&format!("/Users?filter={}", encoded(r#"userName eq "theirs@example.com""#)));
    assert_eq!(found.expect(200).body["totalResults"], 0);
    // Group names are each connection's own.
    assert_eq!(client.get("/Groups").body["totalResults"], 1);
    assert_eq!(twins.theirs.client().get("/Groups").body["totalResults"], 1);
}
