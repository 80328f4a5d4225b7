//! A connection that takes the RFCs at their word: what other dialects tolerate is refused, and leaves no trace.

use crate::support::{
    ENTERPRISE, GROUP, USER, add_group, add_user, encoded, everything, group, members, person,
};
use directory::Provider;
use scim::dialect::Dialect;
use serde_json::{Value, json};
use testkit::{Client, Door, TestServer};

/// A connection whose administrator chose the strict dialect.
fn strict() -> (TestServer, Door, Client) {
    let server = TestServer::start();
    let door = server.connect_as("Acme", Provider::Generic, Some(Dialect::STRICT));
    let client = door.client();
    (server, door, client)
}

#[test]
fn attributes_and_schemas_that_nobody_declared_are_refused() {
    let (server, door, mut client) = strict();
    let id = add_user(&mut client, "a@example.com");
    let before = everything(&server, &door);
    let with = |name: &str, value: Value| {
        let mut body = person("b@example.com");
        body[name] = value;
        body
    };
    for (body, scim_type) in [
        (with("nonsense", json!("x")), "invalidSyntax"),
        (with("userNaame", json!("x")), "invalidSyntax"),
        (with("name", json!({ "givenNaame": "x" })), "invalidSyntax"),
        (with("emails", json!([{ "valuee": "x" }])), "invalidSyntax"),
        (with(ENTERPRISE, json!({ "nonsense": "x" })), "invalidSyntax"),
        (with("urn:nobody:knows", json!({ "x": 1 })), "invalidSyntax"),
        (with("department", json!("Sales")), "invalidSyntax"),
        (with("schemas", json!([USER, "urn:nobody:knows"])), "invalidSyntax"),
        (with("schemas", json!([GROUP])), "invalidSyntax"),
        (with("schemas", json!([])), "invalidValue"),
        (with("schemas", json!("text")), "invalidValue"),
        (with("active", json!("True")), "invalidValue"),
    ] {
        client.post("/Users", &body).expect_error(400, Some(scim_type));
        client.put(&format!("/Users/{id}"), &body).expect_error(400, Some(scim_type));
    }
    let microsoft = json!({ "schemas": [GROUP, "http://schemas.microsoft.com/x"], "displayName": "Ops" });
    client.post("/Groups", &microsoft).expect_error(400, Some("invalidSyntax"));
    assert_eq!(everything(&server, &door), before);
}

#[test]
fn patches_in_another_dialect_are_refused_whole() {
    let (server, door, mut client) = strict();
    let id = add_user(&mut client, "a@example.com");
    let before = everything(&server, &door);
    let good = json!({ "op": "replace", "path": "displayName", "value": "Changed" });
    for (operation, scim_type) in [
        (json!({ "op": "replace", "path": "nonsense", "value": "x" }), "invalidPath"),
        (json!({ "op": "replace", "path": format!("{ENTERPRISE}:nonsense"), "value": "x" }), "invalidPath"),
        (json!({ "op": "replace", "path": "department", "value": "x" }), "invalidPath"),
        (json!({ "op": "replace", "path": "emails[type eq \"home\"].value", "value": "x" }), "noTarget"),
        (json!({ "op": "Replace", "path": "active", "value": "False" }), "invalidValue"),
        (json!({ "op": "replace", "path": format!("{ENTERPRISE}:manager"), "value": "x" }), "invalidValue"),
    ] {
        let answer = client.patch(&format!("/Users/{id}"), &json!([good, operation]));
        assert_eq!(answer.body["scimType"], scim_type, "{operation}: {}", answer.text);
        answer.expect_error(400, Some(scim_type));
    }
    let dotted = json!([good, { "op": "replace", "value": { "name.givenName": "x" } }]);
    assert_eq!(client.patch(&format!("/Users/{id}"), &dotted).status, 400);
    for filter in ["userName eq a", r#"emails[type eq "work"].value eq "a""#] {
        client.get(&format!("/Users?filter={}", encoded(filter))).expect_error(400, Some("invalidFilter"));
    }
    assert_eq!(everything(&server, &door), before);
}

#[test]
fn groups_are_taken_at_their_word() {
    let (_server, _, mut client) = strict();
    let user = add_user(&mut client, "a@example.com");
    let id = add_group(&mut client, "Ops", &[&user]);
    let target = format!("/Groups/{id}");
    // Read as the RFC has it, this would empty the group; it is never meant.
    let remove = json!([{ "op": "remove", "path": "members", "value": [{ "value": user }] }]);
    assert_eq!(client.patch(&target, &remove).status, 400);
    assert_eq!(members(&mut client, &id), std::slice::from_ref(&user));
    let rename = json!([{ "op": "replace", "path": "displayName", "value": "New" }]);
    let renamed = client.patch(&target, &rename).expect(200);
    assert_eq!(
        (&renamed.body["displayName"], &renamed.body["members"][0]["value"]),
        (&json!("New"), &json!(user))
    );
    // RFC 7644 §3.5.1: what a PUT leaves out is cleared.
    let put = client.put(&target, &json!({ "schemas": [GROUP], "displayName": "New" })).expect(200);
    assert_eq!(put.body["members"], json!([]));
    assert!(members(&mut client, &id).is_empty());
    drop(client.put(&target, &group("New", &[&user])).expect(200));
    assert_eq!(members(&mut client, &id), [user]);
}
