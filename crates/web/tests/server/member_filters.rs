//! Members removed by a filter (RFC 7644 §3.5.2.2): what the server knows of them decides, whenever they came.

use crate::support::{NOBODY, add_group, add_user, members, stage};
use directory::Provider;
use serde_json::{Value, json};
use testkit::Client;

/// A group with one user and one group in it, and a user and a group outside.
struct Scene {
    target: String,
    id: String,
    inside: (String, String),
    outside: (String, String),
}

fn scene(client: &mut Client) -> Scene {
    let users = ["a@example.com", "b@example.com"].map(|name| add_user(client, name));
    let groups = ["Inner", "Outer"].map(|name| add_group(client, name, &[]));
    let ([u0, u1], [g0, g1]) = (users, groups);
    let id = add_group(client, "Ops", &[&u0, &g0]);
    Scene { target: format!("/Groups/{id}"), id, inside: (u0, g0), outside: (u1, g1) }
}

fn sorted(ids: &[&String]) -> Vec<String> {
    let mut ids: Vec<String> = ids.iter().map(|id| (*id).clone()).collect();
    ids.sort();
    ids
}

#[test]
fn a_filter_by_type_meets_whom_the_same_request_has_added() {
    let (_server, _, mut client) = stage(Provider::Okta);
    for (op, path, users_stay) in [
        ("add", r#"members[type eq "User"]"#, false),
        ("add", r#"members[not (type eq "Group")]"#, false),
        ("add", r#"members[type eq "group"]"#, true),
        ("replace", r#"members[type eq "User"]"#, false),
        ("replace", r#"members[not (type eq "User")]"#, true),
    ] {
        let Scene { target, id, inside, outside } = scene(&mut client);
        let added: Vec<Value> = [&outside.0, &outside.1].map(|id| json!({ "value": id })).to_vec();
        let operations = json!([
            { "op": op, "path": "members", "value": added },
            { "op": "remove", "path": path },
        ]);
        drop(client.patch(&target, &operations).expect(204));
        let expected = match (op, users_stay) {
            ("add", true) => sorted(&[&inside.0, &outside.0]),
            ("add", _) => sorted(&[&inside.1, &outside.1]),
            (_, true) => sorted(&[&outside.0]),
            (_, _) => sorted(&[&outside.1]),
        };
        assert_eq!(members(&mut client, &id), expected, "{op}, then remove {path}");
        for gone in [&inside.0, &outside.0, &id, &inside.1, &outside.1] {
            let kind = if [&inside.0, &outside.0].contains(&gone) { "Users" } else { "Groups" };
            drop(client.delete(&format!("/{kind}/{gone}")).expect(204));
        }
    }
}

#[test]
fn who_does_not_exist_cannot_be_added_and_filtered_away() {
    let (_server, _, mut client) = stage(Provider::Okta);
    let Scene { target, id, inside, .. } = scene(&mut client);
    let operations = json!([
        { "op": "add", "path": "members", "value": [{ "value": NOBODY }] },
        { "op": "remove", "path": r#"members[type eq "User"]"# },
    ]);
    client.patch(&target, &operations).expect_error(400, Some("invalidValue"));
    assert_eq!(members(&mut client, &id), sorted(&[&inside.0, &inside.1]));
}

#[test]
fn ids_compare_without_case_and_names_do_not_select() {
    let (_server, _, mut client) = stage(Provider::Okta);
    let Scene { target, id, inside, .. } = scene(&mut client);
    for path in [r#"members[display eq "Jane Doe"]"#, r#"members[$ref co "Users"]"#] {
        let answer = client.patch(&target, &json!([{ "op": "remove", "path": path }]));
        assert!(answer.text.contains("`value`") && answer.text.contains("`type`"), "{}", answer.text);
        answer.expect_error(400, Some("invalidFilter"));
    }
    let path = format!("members[value eq \"{}\"]", inside.0.to_ascii_uppercase());
    drop(client.patch(&target, &json!([{ "op": "remove", "path": path }])).expect(204));
    assert_eq!(members(&mut client, &id), [inside.1]);
}
