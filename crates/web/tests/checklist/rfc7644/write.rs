//! §3.3, §3.5.1, §3.6 and §3.7: creating, replacing, deleting, and many at once.

use crate::support::{
    BULK, ENTERPRISE, NOBODY, USER, add_group, add_user, filtered, group, keys, members, shown, stage, state,
    user,
};
use scim::attribute::{Attribute, Mutability, Type};
use scim::{Resource, ResourceType, Schema};
use serde_json::{Value, json};
use testkit::{Answer, Client};

fn post(path: &str, bulk_id: &str, data: &Value) -> Value {
    json!({ "method": "POST", "path": path, "bulkId": bulk_id, "data": data })
}

fn bulk(client: &mut Client, operations: &Value) -> Answer {
    client.post("/Bulk", &json!({ "schemas": [BULK], "Operations": operations }))
}

#[track_caller]
fn statuses(answer: &Answer) -> Vec<&str> {
    let all = answer.body["Operations"].as_array().unwrap_or_else(|| panic!("{}", answer.text));
    all.iter().map(|one| one["status"].as_str().expect("a string")).collect()
}

/// The id at the end of the location of an operation's result.
#[track_caller]
fn id_of(answer: &Answer, at: usize) -> String {
    let location = answer.body["Operations"][at]["location"].as_str().expect("a location");
    location.rsplit('/').next().expect("an id").to_owned()
}

#[test]
fn rfc7644_3_3_a_post_ignores_what_is_read_only() {
    let (_server, _, mut client) = stage();
    let read_only =
        json!({ "id": "7", "groups": [{ "value": "7" }], "meta": { "created": "1999-01-01T00:00:00Z" } });
    let made = client.post("/Users", &user("ann", read_only)).expect(201).body;
    assert_eq!(keys(&made), ["active", "id", "meta", "schemas", "userName"]);
    assert_ne!(made["id"], "7");
    assert_ne!(made["meta"]["created"], "1999-01-01T00:00:00Z");
}

#[test]
fn rfc7644_3_3_a_post_is_201_with_the_location() {
    let (_server, door, mut client) = stage();
    for (endpoint, body) in [("/Users", user("ann", json!({}))), ("/Groups", group("Ops", &[]))] {
        let made = client.post(endpoint, &body).expect(201);
        let location = format!("{}{endpoint}/{}", door.url, made.id());
        assert_eq!(made.header("location"), Some(location.as_str()));
        assert_eq!(made.body["meta"]["location"], location);
        assert_eq!(shown(&mut client, &format!("{endpoint}/{}", made.id())), made.body);
    }
}

#[test]
fn rfc7644_3_3_a_name_that_is_taken_is_409_uniqueness() {
    let (_server, _, mut client) = stage();
    add_user(&mut client, "ann", json!({}));
    let bob = add_user(&mut client, "bob", json!({}));
    client.post("/Users", &user("ANN", json!({}))).expect_error(409, Some("uniqueness"));
    client.put(&format!("/Users/{bob}"), &user("Ann", json!({}))).expect_error(409, Some("uniqueness"));
    let rename = crate::support::op("replace", "userName", &json!("ann"));
    client.patch(&format!("/Users/{bob}"), &rename).expect_error(409, Some("uniqueness"));
    assert_eq!(filtered(&mut client, "userName pr"), ["ann", "bob"]);
}

#[test]
fn rfc7644_3_5_1_a_put_ignores_what_is_read_only() {
    let (_server, _, mut client) = stage();
    let id = add_user(&mut client, "ann", json!({}));
    let target = format!("/Users/{id}");
    let before = state(&mut client, &target);
    let echo =
        user("ann", json!({ "id": "7", "groups": [{ "value": "7" }], "meta": { "version": "W/\"0\"" } }));
    drop(client.put(&target, &echo).expect(200));
    assert_eq!(state(&mut client, &target), before);
}

#[test]
fn rfc7644_3_5_1_another_immutable_value_is_mutability() {
    // No attribute of the core schemas is immutable but within members, so that this asks the engine.
    let badge = Attribute::new("badge", Type::String, "A number for life.").mutability(Mutability::Immutable);
    let urn = "urn:example:2.0:Badge";
    let ty = ResourceType::user().with_extension(Schema {
        id: urn.into(),
        name: "Badge".into(),
        description: "What never changes.".into(),
        attributes: vec![badge],
    });
    let body = |badge: Value| json!({ "schemas": [USER, urn], "userName": "ann", urn: { "badge": badge } });
    let before = Resource::parse(&body(json!("7")), &ty).expect("legal");
    let error = before.replace(&body(json!("8")), &ty).expect_err("another one");
    assert_eq!((error.status, error.scim_type), (400, Some(scim::ScimType::Mutability)));
    assert_eq!(before.replace(&body(json!("7")), &ty).as_ref(), Ok(&before));
    assert_eq!(before.replace(&body(json!(null)), &ty).as_ref(), Ok(&before));
}

#[test]
fn rfc7644_3_5_1_a_put_never_creates() {
    let (_server, _, mut client) = stage();
    client.put(&format!("/Users/{NOBODY}"), &user("ann", json!({}))).expect_error(404, None);
    client.put(&format!("/Groups/{NOBODY}"), &group("Ops", &[])).expect_error(404, None);
    client.put("/Users/mine", &user("ann", json!({}))).expect_error(404, None);
    assert_eq!(filtered(&mut client, "userName pr"), Vec::<String>::new());
}

#[test]
fn rfc7644_3_5_1_what_a_put_omits_is_cleared() {
    let (_server, _, mut client) = stage();
    let full = json!({ "title": "Dr", "emails": [{ "value": "a@b" }], "active": false, "externalId": "7" });
    let id = add_user(&mut client, "ann", full);
    let now = client.put(&format!("/Users/{id}"), &user("ann", json!({}))).expect(200).body;
    assert_eq!(keys(&now), ["active", "id", "meta", "schemas", "userName"]);
    assert_eq!(now["active"], false, "nobody gets in again by an omission");
    let ops = add_group(&mut client, "Ops", &[&id]);
    let bare = json!({ "schemas": [crate::support::GROUP], "displayName": "Ops" });
    let now = client.put(&format!("/Groups/{ops}"), &bare).expect(200).body;
    assert_eq!(now["members"], json!([]), "in `strict`; other profiles keep them");
}

#[test]
fn rfc7644_3_6_a_delete_is_204_and_frees_all_that_was_taken() {
    let (_server, _, mut client) = stage();
    let id = add_user(&mut client, "ann", json!({}));
    let ops = add_group(&mut client, "Ops", &[&id]);
    let target = format!("/Users/{id}");
    assert_eq!(client.delete(&target).expect(204).text, "");
    client.get(&target).expect_error(404, None);
    client.delete(&target).expect_error(404, None);
    client.put(&target, &user("ann", json!({}))).expect_error(404, None);
    let write = crate::support::op("replace", "title", &json!("Dr"));
    client.patch(&target, &write).expect_error(404, None);
    assert_eq!(filtered(&mut client, "userName eq \"ann\""), Vec::<String>::new());
    assert_eq!(shown(&mut client, "/Users")["totalResults"], 0);
    assert_eq!(members(&mut client, &ops), Vec::<String>::new());
    assert_ne!(add_user(&mut client, "ann", json!({})), id, "no conflict, and another id");
    drop(client.delete(&format!("/Groups/{ops}")).expect(204));
    client.get(&format!("/Groups/{ops}")).expect_error(404, None);
    add_group(&mut client, "Ops", &[]);
}

#[test]
fn rfc7644_3_7_a_post_in_bulk_needs_a_bulk_id() {
    let (_server, _, mut client) = stage();
    let bare = json!([{ "method": "POST", "path": "/Users", "data": user("ann", json!({})) }]);
    bulk(&mut client, &bare).expect_error(400, Some("invalidValue"));
    let same =
        json!([post("/Users", "x", &user("ann", json!({}))), post("/Users", "x", &user("bob", json!({})))]);
    bulk(&mut client, &same).expect_error(400, Some("invalidValue"));
    assert_eq!(filtered(&mut client, "userName pr"), Vec::<String>::new());
}

#[test]
fn rfc7644_3_7_fail_on_errors_stops_the_rest() {
    let (_server, _, mut client) = stage();
    add_user(&mut client, "ann", json!({}));
    let operations =
        json!([post("/Users", "1", &user("ann", json!({}))), post("/Users", "2", &user("bob", json!({}))),]);
    let body = json!({ "schemas": [BULK], "failOnErrors": 1, "Operations": operations });
    let stopped = client.post("/Bulk", &body).expect(200);
    assert_eq!(
        (statuses(&stopped), filtered(&mut client, "userName pr")),
        (vec!["409"], vec!["ann".to_owned()])
    );
    let body = json!({ "schemas": [BULK], "failOnErrors": 2, "Operations": operations });
    let went_on = client.post("/Bulk", &body).expect(200);
    assert_eq!(statuses(&went_on), ["409", "201"]);
    assert_eq!(filtered(&mut client, "userName pr"), ["ann", "bob"]);
}

#[test]
fn rfc7644_3_7_a_reference_may_point_forward() {
    let (_server, _, mut client) = stage();
    let operations = json!([
        post("/Groups", "g", &group("Ops", &["bulkId:u"])),
        post("/Users", "u", &user("ann", json!({}))),
    ]);
    let answer = bulk(&mut client, &operations).expect(200);
    assert_eq!(statuses(&answer), ["201", "201"]);
    assert_eq!(members(&mut client, &id_of(&answer, 0)), [id_of(&answer, 1)]);
}

#[test]
fn rfc7644_3_7_1_references_may_be_circular() {
    let (_server, _, mut client) = stage();
    let led_by = |name: &str, reference: &str| {
        user(name, json!({ ENTERPRISE: { "manager": { "value": reference } } }))
    };
    let operations = json!([
        post("/Users", "a", &led_by("ann", "bulkId:b")),
        post("/Users", "b", &led_by("bob", "bulkId:a")),
    ]);
    let answer = bulk(&mut client, &operations).expect(200);
    assert_eq!(statuses(&answer), ["201", "201"]);
    let (a, b) = (id_of(&answer, 0), id_of(&answer, 1));
    let manager = |client: &mut Client, id: &str| {
        shown(client, &format!("/Users/{id}"))[ENTERPRISE]["manager"]["value"].clone()
    };
    assert_eq!((manager(&mut client, &a), manager(&mut client, &b)), (json!(b), json!(a)));

    // Of groups in each other one is refused: everybody in the one would be in the other, for ever.
    let operations = json!([
        post("/Groups", "c", &group("C", &["bulkId:d"])),
        post("/Groups", "d", &group("D", &["bulkId:c"])),
    ]);
    let answer = bulk(&mut client, &operations).expect(200);
    assert_eq!(statuses(&answer), ["201", "400"]);
    assert_eq!(members(&mut client, &id_of(&answer, 0)), [""; 0]);
    assert_eq!(shown(&mut client, "/Groups")["totalResults"], 1, "what is refused leaves nothing behind");
}

#[test]
fn rfc7644_3_7_4_over_a_limit_is_413_and_names_it() {
    let (_server, _, mut client) = stage();
    let limits = shown(&mut client, "/ServiceProviderConfig")["bulk"].clone();
    let (operations, bytes) = (limits["maxOperations"].as_u64(), limits["maxPayloadSize"].as_u64());
    let operations = operations.expect("a number");
    let many: Vec<Value> =
        (0..=operations).map(|n| post("/Users", &n.to_string(), &user(&n.to_string(), json!({})))).collect();
    let answer = bulk(&mut client, &json!(many));
    answer.expect_error(413, None);
    assert!(answer.text.contains(&operations.to_string()), "{}", answer.text);
    let length = usize::try_from(bytes.expect("a number")).expect("a length");
    let body = format!("{}{}", json!({ "schemas": [BULK], "Operations": [] }), " ".repeat(length));
    let answer = client.send("POST", "/Bulk", Some(&body));
    answer.expect_error(413, None);
    assert!(answer.text.contains(&length.to_string()), "{}", answer.text);
    assert_eq!(filtered(&mut client, "userName pr"), Vec::<String>::new());
}

#[test]
fn rfc7644_3_7_each_operation_has_a_location_and_a_status_as_text() {
    let (_server, door, mut client) = stage();
    let ann = add_user(&mut client, "ann", json!({}));
    let location = format!("{}/Users/{ann}", door.url);
    let patch = json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                        "Operations": [{ "op": "add", "path": "title", "value": "Dr" }] });
    let operations = json!([
        post("/Users", "new", &user("bob", json!({}))),
        { "method": "PUT", "path": format!("/Users/{ann}"), "data": user("ann", json!({})) },
        { "method": "PATCH", "path": format!("/Users/{ann}"), "data": patch },
        { "method": "DELETE", "path": format!("/Users/{ann}") },
        post("/Users", "taken", &user("bob", json!({}))),
    ]);
    let answer = bulk(&mut client, &operations).expect(200);
    assert_eq!(answer.body["schemas"], json!(["urn:ietf:params:scim:api:messages:2.0:BulkResponse"]));
    assert_eq!(statuses(&answer), ["201", "200", "200", "204", "409"]);
    let results = &answer.body["Operations"];
    assert_eq!(results[0]["location"], format!("{}/Users/{}", door.url, id_of(&answer, 0)));
    for at in 1..4 {
        assert_eq!(results[at]["location"], location, "{at}");
    }
    let failed = &results[4];
    assert_eq!((&failed["bulkId"], failed.get("location")), (&json!("taken"), None));
    assert_eq!(
        (&failed["response"]["status"], &failed["response"]["scimType"]),
        (&json!("409"), &json!("uniqueness"))
    );
}
