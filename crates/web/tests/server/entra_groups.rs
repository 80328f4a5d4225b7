//! The group tests of Microsoft's SCIM validator, and Entra's own way with members.

use crate::support::{GROUP, add_group, add_user, filtered, group, members, stage};
use directory::Provider;
use serde_json::{Value, json};
use testkit::Client;

const MICROSOFT: &str = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group";

/// A group as Entra posts it.
fn entra_group(name: &str, external_id: &str) -> Value {
    json!({
        "schemas": [GROUP, MICROSOFT],
        "externalId": external_id,
        "displayName": name,
        "meta": { "resourceType": "Group" },
    })
}

#[test]
fn create_duplicate_and_get_a_group_without_its_members() {
    let (_server, _, mut client) = stage(Provider::Entra);
    let user = add_user(&mut client, "a@example.com");
    let made = client.post("/Groups", &entra_group("Ops", "8aa1a0c0")).expect(201);
    assert_eq!(made.body["schemas"], json!([GROUP]));
    assert_eq!(made.body["externalId"], "8aa1a0c0");
    client.post("/Groups", &entra_group("OPS", "other")).expect_error(409, Some("uniqueness"));
    let target = format!("/Groups/{}", made.id());
    let add = json!([{ "op": "Add", "path": "members", "value": [{ "$ref": null, "value": user }] }]);
    assert_eq!(client.patch(&target, &add).expect(204).text, "");
    let without = client.get(&format!("{target}?excludedAttributes=members")).expect(200);
    assert_eq!(without.body.get("members"), None);
    assert_eq!(without.body["displayName"], "Ops");
    assert_eq!(members(&mut client, &made.id()), [user]);
}

#[test]
fn filter_for_existing_missing_and_differently_spelled_groups() {
    let (_server, _, mut client) = stage(Provider::Entra);
    let user = add_user(&mut client, "a@example.com");
    let id = client.post("/Groups", &entra_group("Ops Team", "Ext-1")).expect(201).id();
    let add = json!([{ "op": "Add", "path": "members", "value": [{ "value": user }] }]);
    drop(client.patch(&format!("/Groups/{id}"), &add).expect(204));
    // externalId regards case (RFC 7643 §3.1), displayName does not.
    let cases = [
        (r#"displayName eq "Ops Team""#, 1),
        (r#"displayName eq "oPS tEAM""#, 1),
        (r#"displayName eq "Nobody""#, 0),
        (r#"externalId eq "Ext-1""#, 1),
        (r#"externalId eq "ext-1""#, 0),
        (r#"externalId eq "Ext-2""#, 0),
    ];
    for (filter, total) in cases {
        let found = client.get(&filtered("/Groups", filter)).expect(200);
        assert_eq!(found.body["totalResults"], total, "{filter}");
        if total == 1 {
            assert_eq!(found.body["Resources"][0]["members"][0]["value"], user);
        }
        let target = format!("{}&excludedAttributes=members", filtered("/Groups", filter));
        let found = client.get(&target).expect(200);
        assert_eq!(found.body["totalResults"], total, "{target}");
        assert_eq!(found.body["Resources"][0].get("members"), None);
    }
}

#[test]
fn replace_a_groups_attributes_without_touching_its_members() {
    let (_server, _, mut client) = stage(Provider::Entra);
    let user = add_user(&mut client, "a@example.com");
    let id = add_group(&mut client, "Old", &[&user]);
    let target = format!("/Groups/{id}");
    for (value, name, external_id) in [
        (json!({ "externalId": "42" }), "Old", "42"),
        (json!({ "displayName": "New" }), "New", "42"),
        (json!({ "displayName": "Newer", "externalId": "43" }), "Newer", "43"),
    ] {
        assert_eq!(client.patch(&target, &json!([{ "op": "replace", "value": value }])).expect(204).text, "");
        let group = client.get(&target).expect(200).body;
        assert_eq!((&group["displayName"], &group["externalId"]), (&json!(name), &json!(external_id)));
        assert_eq!(group["members"][0]["value"], user);
    }
    let by_path = json!([{ "op": "Replace", "path": "displayName", "value": "Newest" }]);
    drop(client.patch(&target, &by_path).expect(204));
    assert_eq!(client.get(&target).body["displayName"], "Newest");
}

#[test]
fn members_come_by_replace_and_go_by_filter() {
    let (_server, _, mut client) = stage(Provider::Entra);
    let (a, b) = (add_user(&mut client, "a@example.com"), add_user(&mut client, "b@example.com"));
    let id = add_group(&mut client, "Ops", &[]);
    let target = format!("/Groups/{id}");
    let replace = |client: &mut Client, ids: &[&String]| {
        let value: Vec<Value> = ids.iter().map(|id| json!({ "value": id })).collect();
        let operations = json!([{ "op": "replace", "path": "members", "value": value }]);
        drop(client.patch(&target, &operations).expect(204));
    };
    replace(&mut client, &[&a]);
    assert_eq!(members(&mut client, &id), std::slice::from_ref(&a));
    replace(&mut client, &[&a, &b]);
    assert_eq!(members(&mut client, &id), [a.clone(), b.clone()]);
    let remove = json!([{ "op": "remove", "path": format!("members[value eq \"{a}\"]") }]);
    drop(client.patch(&target, &remove).expect(204));
    assert_eq!(members(&mut client, &id), std::slice::from_ref(&b));
    replace(&mut client, &[&a]);
    assert_eq!(members(&mut client, &id), [a], "replace means replace, also with one member");
}

#[test]
fn a_remove_with_values_removes_those_and_nobody_else() {
    let (_server, _, mut client) = stage(Provider::Entra);
    let (a, b) = (add_user(&mut client, "a@example.com"), add_user(&mut client, "b@example.com"));
    let id = add_group(&mut client, "Ops", &[&a, &b]);
    let remove = json!([{ "op": "Remove", "path": "members", "value": [{ "$ref": null, "value": a }] }]);
    drop(client.patch(&format!("/Groups/{id}"), &remove).expect(204));
    assert_eq!(members(&mut client, &id), std::slice::from_ref(&b));
    drop(client.patch(&format!("/Groups/{id}"), &remove).expect(204));
    assert_eq!(members(&mut client, &id), [b], "whoever is gone already can go again");
}

#[test]
fn one_patch_may_add_and_remove_the_same_member() {
    let (_server, _, mut client) = stage(Provider::Entra);
    let user = add_user(&mut client, "a@example.com");
    let id = add_group(&mut client, "Ops", &[]);
    let add = json!({ "op": "add", "path": "members", "value": [{ "value": user }] });
    let remove = json!({ "op": "remove", "path": format!("members[value eq \"{user}\"]") });
    drop(client.patch(&format!("/Groups/{id}"), &json!([add, remove])).expect(204));
    assert!(members(&mut client, &id).is_empty());
    drop(client.patch(&format!("/Groups/{id}"), &json!([remove, add])).expect(204));
    assert_eq!(members(&mut client, &id), [user]);
}

#[test]
fn members_may_be_bare_ids_or_carry_a_display_name() {
    let (_server, _, mut client) = stage(Provider::Entra);
    let (a, b) = (add_user(&mut client, "a@example.com"), add_user(&mut client, "b@example.com"));
    let body = json!({ "schemas": [GROUP], "displayName": "Ops", "members": [a, { "value": b, "displayName": "B" }] });
    let id = client.post("/Groups", &body).expect(201).id();
    assert_eq!(members(&mut client, &id), [a, b]);
}

#[test]
fn a_disabled_member_stays_a_member_and_a_deleted_one_does_not() {
    let (_server, _, mut client) = stage(Provider::Entra);
    let (a, b) = (add_user(&mut client, "a@example.com"), add_user(&mut client, "b@example.com"));
    let id = add_group(&mut client, "Ops", &[&a, &b]);
    for active in ["False", "True"] {
        let switch = json!([{ "op": "Replace", "path": "active", "value": active }]);
        drop(client.patch(&format!("/Users/{a}"), &switch).expect(200));
        assert_eq!(members(&mut client, &id), [a.clone(), b.clone()]);
    }
    drop(client.delete(&format!("/Users/{b}")).expect(204));
    assert_eq!(members(&mut client, &id), [a]);
}

#[test]
fn delete_a_group_and_keep_its_members() {
    let (_server, _, mut client) = stage(Provider::Entra);
    let user = add_user(&mut client, "a@example.com");
    let id = add_group(&mut client, "Ops", &[&user]);
    assert_eq!(client.get(&format!("/Users/{user}")).body["groups"][0]["display"], "Ops");
    drop(client.delete(&format!("/Groups/{id}")).expect(204));
    client.get(&format!("/Groups/{id}")).expect_error(404, None);
    client.delete(&format!("/Groups/{id}")).expect_error(404, None);
    assert_eq!(client.get(&format!("/Users/{user}")).expect(200).body.get("groups"), None);
    let again = client.post("/Groups", &group("Ops", &[&user])).expect(201);
    assert_eq!(again.body["members"][0]["value"], user);
}
