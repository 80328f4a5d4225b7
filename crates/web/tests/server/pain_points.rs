//! The pain points of provisioning that are too large to be written down as recorded exchanges; `docs/pain-points.md`
//! lists all of them.

use crate::large_groups::Crowd;
use crate::support::{GROUP, PATCH, add_group, add_user, everything, members, stage};
use directory::Provider;
use serde_json::{Value, json};
use testkit::{Client, Door, TestServer};

/// Makes people of these numbers, and returns them as members in the order of their ids.
fn people(server: &TestServer, door: &Door, count: usize) -> (Vec<String>, Value) {
    let mut crowd = Crowd::new(door);
    let mut ids: Vec<String> =
        (0..count).map(|number| crowd.user(&format!("u{number}")).to_string()).collect();
    crowd.save(server);
    ids.sort();
    let members = ids.iter().map(|id| json!({ "value": id })).collect();
    (ids, members)
}

/// The members, a page of the group's representation having all of them.
fn count(client: &mut Client, group: &str) -> usize {
    members(client, group).len()
}

#[test]
fn row_21_a_thousand_members_in_one_patch() {
    let (server, door, mut client) = stage(Provider::Entra);
    let (ids, list) = people(&server, &door, 1_000);
    let group = add_group(&mut client, "Ops", &[]);
    let target = format!("/Groups/{group}");
    let add = json!([{ "op": "Add", "path": "members", "value": list }]);
    assert_eq!(client.patch(&target, &add).expect(204).text, "");
    assert_eq!(members(&mut client, &group), ids);
    let one_by_one =
        ids.iter().map(|id| json!({ "op": "Remove", "path": format!("members[value eq \"{id}\"]") }));
    assert_eq!(client.patch(&target, &one_by_one.collect()).expect(204).text, "");
    assert_eq!(count(&mut client, &group), 0);
}

#[test]
fn row_21_ten_thousand_members_in_one_put() {
    let (server, door, mut client) = stage(Provider::Okta);
    let (ids, list) = people(&server, &door, 10_000);
    let group = add_group(&mut client, "Ops", &[]);
    let target = format!("/Groups/{group}");
    let whole = json!({ "schemas": [GROUP], "id": group, "displayName": "Ops", "members": list });
    let first = client.put(&target, &whole).expect(200).body;
    assert_eq!(members(&mut client, &group), ids);
    let again = client.put(&target, &whole).expect(200).body;
    assert_eq!(again["meta"], first["meta"], "the same again changes nothing");
    let but_one =
        json!({ "schemas": [GROUP], "displayName": "Ops", "members": list.as_array().expect("a list")[1..] });
    drop(client.put(&target, &but_one).expect(200));
    assert_eq!(members(&mut client, &group), ids[1..]);
}

#[test]
fn row_21_too_much_is_a_scim_error_that_states_the_limit() {
    let (server, door, mut client) = stage(Provider::Entra);
    let user = add_user(&mut client, "ada@example.com");
    let group = add_group(&mut client, "Ops", &[]);
    let before = everything(&server, &door);
    let long = vec![json!({ "value": user, "display": "x".repeat(1_000) }); 17_000];
    let body =
        json!({ "schemas": [PATCH], "Operations": [{ "op": "add", "path": "members", "value": long }] });
    let answer = client.send("PATCH", &format!("/Groups/{group}"), Some(&body.to_string()));
    answer.expect_error(413, None);
    assert!(
        answer.body["detail"].as_str().is_some_and(|detail| detail.contains("16777216")),
        "{}",
        answer.text
    );
    let many = vec![json!({ "value": user }); 200_001];
    let many = json!([{ "op": "add", "path": "members", "value": many }]);
    let answer = client.patch(&format!("/Groups/{group}"), &many);
    answer.expect_error(413, None);
    assert!(answer.body["detail"].as_str().is_some_and(|detail| detail.contains("200")), "{}", answer.text);
    assert_eq!(everything(&server, &door), before);
}
