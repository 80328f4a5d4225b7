//! §3.5.2: changing a part.

use crate::support::{
    ENTERPRISE, GROUP, USER, add_group, add_user, group, members, op, remove, shown, stage, stage_in, state,
};
use scim::dialect::Dialect;
use serde_json::{Value, json};
use testkit::Client;

fn email(kind: &str, value: &str) -> Value {
    json!({ "value": value, "type": kind })
}

/// A server with one user.
fn ann(also: Value) -> (testkit::TestServer, Client, String) {
    let (server, _, mut client) = stage();
    let id = add_user(&mut client, "ann", also);
    (server, client, format!("/Users/{id}"))
}

#[test]
fn rfc7644_3_5_2_a_patch_is_atomic() {
    let (_server, mut client, target) = ann(json!({ "title": "Dr" }));
    let before = state(&mut client, &target);
    let operations = json!([
        { "op": "replace", "path": "title", "value": "Prof" },
        { "op": "add", "path": "emails", "value": [email("work", "a@b")] },
        { "op": "remove", "path": "userName" },
    ]);
    client.patch(&target, &operations).expect_error(400, Some("mutability"));
    assert_eq!(state(&mut client, &target), before);
    let (ada, eve) = (add_user(&mut client, "ada", json!({})), add_user(&mut client, "eve", json!({})));
    let ops = add_group(&mut client, "Ops", &[&ada]);
    let operations = json!([
        { "op": "add", "path": "members", "value": [{ "value": eve }] },
        { "op": "replace", "path": "displayName", "value": null },
    ]);
    client.patch(&format!("/Groups/{ops}"), &operations).expect_error(400, Some("invalidValue"));
    assert_eq!(members(&mut client, &ops), [ada]);
}

#[test]
fn rfc7644_3_5_2_operations_happen_in_order() {
    let (_server, mut client, target) = ann(json!({}));
    let operations = json!([
        { "op": "add", "path": "emails", "value": [email("work", "a@b")] },
        { "op": "replace", "path": "emails[type eq \"work\"].value", "value": "c@d" },
        { "op": "add", "path": "title", "value": "Dr" },
        { "op": "replace", "path": "title", "value": "Prof" },
        { "op": "add", "path": "nickName", "value": "Annie" },
        { "op": "remove", "path": "nickName" },
    ]);
    let user = client.patch(&target, &operations).expect(200).body;
    assert_eq!((&user["emails"], &user["title"]), (&json!([email("work", "c@d")]), &json!("Prof")));
    assert_eq!(user.get("nickName"), None);
}

#[test]
fn rfc7644_3_5_2_a_new_primary_demotes_the_others() {
    let primary = |value: &str, primary: bool| json!({ "value": value, "primary": primary });
    let (_server, mut client, target) =
        ann(json!({ "emails": [primary("a@b", true), primary("c@d", false)] }));
    let add = op("add", "emails", &json!([primary("e@f", true)]));
    let user = client.patch(&target, &add).expect(200).body;
    assert_eq!(user["emails"], json!([primary("a@b", false), primary("c@d", false), primary("e@f", true)]));
    let promote = op("replace", "emails[value eq \"c@d\"].primary", &json!(true));
    let user = client.patch(&target, &promote).expect(200).body;
    assert_eq!(user["emails"], json!([primary("a@b", false), primary("c@d", true), primary("e@f", false)]));
}

#[test]
fn rfc7644_3_5_2_an_extension_attribute_adds_its_urn_to_schemas() {
    let (_server, mut client, target) = ann(json!({}));
    assert_eq!(shown(&mut client, &target)["schemas"], json!([USER]));
    let write = op("add", &format!("{ENTERPRISE}:department"), &json!("Sales"));
    let user = client.patch(&target, &write).expect(200).body;
    assert_eq!(
        (&user["schemas"], &user[ENTERPRISE]),
        (&json!([USER, ENTERPRISE]), &json!({ "department": "Sales" }))
    );
    let user = client.patch(&target, &remove(&format!("{ENTERPRISE}:department"))).expect(200).body;
    assert_eq!((&user["schemas"], user.get(ENTERPRISE)), (&json!([USER]), None));
}

#[test]
fn rfc7644_3_5_2_the_answer_is_200_with_the_resource_or_204() {
    for (dialect, status) in [(Dialect::STRICT, 200), (Dialect::ENTRA, 204)] {
        let (_server, _, mut client) = stage_in(dialect);
        let id = add_user(&mut client, "ann", json!({}));
        let target = format!("/Users/{id}");
        let answer = client.patch(&target, &op("add", "title", &json!("Dr"))).expect(200);
        assert_eq!(answer.body, shown(&mut client, &target));
        let target = format!("/Groups/{}", add_group(&mut client, "Ops", &[&id]));
        let answer = client.patch(&target, &op("replace", "displayName", &json!("Dev"))).expect(status);
        let now = client.get(&target).expect(200);
        assert_eq!(now.body["displayName"], "Dev");
        assert_eq!(answer.header("etag"), now.header("etag"));
        assert_eq!(answer.text, if status == 200 { now.text } else { String::new() });
    }
}

#[test]
fn rfc7644_3_5_2_1_an_add_of_what_is_there_changes_nothing() {
    let emails = json!([{ "value": "a@b", "type": "work", "primary": true }]);
    let (_server, mut client, target) = ann(json!({ "title": "Dr", "emails": emails }));
    let before = state(&mut client, &target);
    for operation in [op("add", "emails", &emails), op("add", "title", &json!("Dr"))] {
        drop(client.patch(&target, &operation).expect(200));
        assert_eq!(state(&mut client, &target), before, "lastModified and version too");
    }
    let id = target.trim_start_matches("/Users/").to_owned();
    let group = format!("/Groups/{}", add_group(&mut client, "Ops", &[&id]));
    let before = state(&mut client, &group);
    drop(client.patch(&group, &op("add", "members", &json!([{ "value": id }]))).expect(200));
    assert_eq!(state(&mut client, &group), before);
}

#[test]
fn rfc7644_3_5_2_2_remove_without_path_is_no_target() {
    let (_server, mut client, target) = ann(json!({ "title": "Dr" }));
    let before = state(&mut client, &target);
    for operation in [json!([{ "op": "remove" }]), json!([{ "op": "remove", "value": { "title": "Dr" } }])] {
        client.patch(&target, &operation).expect_error(400, Some("noTarget"));
    }
    assert_eq!(state(&mut client, &target), before);
}

#[test]
fn rfc7644_3_5_2_2_to_remove_who_is_no_member_succeeds() {
    let (_server, _, mut client) = stage();
    let (ada, eve) = (add_user(&mut client, "ada", json!({})), add_user(&mut client, "eve", json!({})));
    let ops = add_group(&mut client, "Ops", &[&ada]);
    let target = format!("/Groups/{ops}");
    let before = state(&mut client, &target);
    drop(client.patch(&target, &remove(&format!("members[value eq \"{eve}\"]"))).expect(200));
    assert_eq!(state(&mut client, &target), before);
    for _ in 0..2 {
        drop(client.patch(&target, &remove(&format!("members[value eq \"{ada}\"]"))).expect(200));
        assert_eq!(members(&mut client, &ops), Vec::<String>::new());
    }
}

#[test]
fn rfc7644_3_5_2_2_members_without_a_filter_are_all_removed() {
    let (_server, _, mut client) = stage();
    let ids = ["ada", "eve"].map(|name| add_user(&mut client, name, json!({})));
    let ops = add_group(&mut client, "Ops", &[&ids[0], &ids[1]]);
    let target = format!("/Groups/{ops}");
    let listed = op("remove", "members", &json!([{ "value": ids[0] }]));
    client.patch(&target, &listed).expect_error(400, Some("invalidSyntax"));
    assert_eq!(members(&mut client, &ops), ids, "a value is no request to empty the group");
    let emptied = client.patch(&target, &remove("members")).expect(200).body;
    assert_eq!(emptied["members"], json!([]), "unassigned");
}

#[test]
fn rfc7644_3_5_2_2_what_is_required_or_read_only_cannot_be_removed() {
    let (_server, mut client, target) = ann(json!({}));
    for path in ["userName", "id", "meta", "meta.created", "groups", "schemas"] {
        client.patch(&target, &remove(path)).expect_error(400, Some("mutability"));
    }
    let ops = add_group(&mut client, "Ops", &[]);
    client.patch(&format!("/Groups/{ops}"), &remove("displayName")).expect_error(400, Some("mutability"));
}

#[test]
fn rfc7644_3_5_2_2_without_its_last_value_a_list_is_unassigned() {
    let (_server, mut client, target) =
        ann(json!({ "emails": [email("work", "a@b"), email("home", "c@d")] }));
    let user = client.patch(&target, &remove("emails[type eq \"work\"]")).expect(200).body;
    assert_eq!(user["emails"], json!([email("home", "c@d")]));
    let user = client.patch(&target, &remove("emails[value sw \"c\"]")).expect(200).body;
    assert_eq!(user.get("emails"), None);
    assert_eq!(crate::support::filtered(&mut client, "emails pr"), Vec::<String>::new());
}

#[test]
fn rfc7644_3_5_2_3_a_replace_of_what_is_not_there_adds_it() {
    let (_server, mut client, target) = ann(json!({}));
    let operations = json!([
        { "op": "replace", "path": "title", "value": "Dr" },
        { "op": "replace", "path": "emails", "value": [email("work", "a@b")] },
        { "op": "replace", "path": "name.givenName", "value": "Ann" },
        { "op": "replace", "value": { "nickName": "Annie" } },
    ]);
    let user = client.patch(&target, &operations).expect(200).body;
    assert_eq!((&user["title"], &user["nickName"]), (&json!("Dr"), &json!("Annie")));
    assert_eq!(
        (&user["emails"], &user["name"]),
        (&json!([email("work", "a@b")]), &json!({ "givenName": "Ann" }))
    );
}

#[test]
fn rfc7644_3_5_2_3_a_replace_of_a_complex_value_leaves_its_other_parts() {
    let (_server, mut client, target) =
        ann(json!({ "name": { "givenName": "Ann", "familyName": "Doe" }, "emails": [email("work", "a@b")] }));
    for operation in [
        op("replace", "name", &json!({ "givenName": "Anna" })),
        json!([{ "op": "replace", "value": { "name": { "givenName": "Anna" } } }]),
    ] {
        let user = client.patch(&target, &operation).expect(200).body;
        assert_eq!(user["name"], json!({ "familyName": "Doe", "givenName": "Anna" }));
    }
    let part = op("replace", "emails[type eq \"work\"].value", &json!("c@d"));
    assert_eq!(client.patch(&target, &part).expect(200).body["emails"], json!([email("work", "c@d")]));
}

#[test]
fn rfc7644_3_5_2_3_a_value_path_that_matches_nothing_is_no_target() {
    let body = json!({ "schemas": [USER], "userName": "ann", "emails": [email("home", "a@b")] });
    let write = op("replace", "emails[type eq \"work\"].value", &json!("c@d"));
    let (_server, _, mut strict) = stage();
    let target = format!("/Users/{}", strict.post("/Users", &body).expect(201).id());
    let before = state(&mut strict, &target);
    strict.patch(&target, &write).expect_error(400, Some("noTarget"));
    assert_eq!(state(&mut strict, &target), before);
    // A profile may make the value, and `strict` is the only one that is bound to the letter.
    let (_server, _, mut entra) = stage_in(Dialect::ENTRA);
    let target = format!("/Users/{}", entra.post("/Users", &body).expect(201).id());
    let user = entra.patch(&target, &write).expect(200).body;
    assert_eq!(user["emails"], json!([email("home", "a@b"), email("work", "c@d")]));
}

#[test]
fn rfc7644_3_5_2_a_patch_of_a_group_changes_name_and_members_at_once() {
    let (_server, _, mut client) = stage();
    let (ada, eve) = (add_user(&mut client, "ada", json!({})), add_user(&mut client, "eve", json!({})));
    let made = client.post("/Groups", &group("Ops", &[&ada])).expect(201);
    let target = format!("/Groups/{}", made.id());
    let operations = json!([
        { "op": "replace", "path": "displayName", "value": "Dev" },
        { "op": "add", "path": "members", "value": [{ "value": eve }] },
        { "op": "remove", "path": format!("members[value eq \"{ada}\"]") },
    ]);
    let now = client.patch(&target, &operations).expect(200).body;
    assert_eq!((&now["schemas"], &now["displayName"]), (&json!([GROUP]), &json!("Dev")));
    assert_eq!(members(&mut client, &made.id()), [eve]);
}
