//! IPSIE AL1, a profile of the two RFCs that is still a draft: what it asks of a server.

use crate::support::{
    add_group, add_user, encoded, filtered, group, keys, members, op, remove, shown, stage, user,
};
use serde_json::json;

#[test]
fn ipsie_al1_users_are_matched_by_name_external_id_and_mail() {
    let (_server, _, mut client) = stage();
    add_user(
        &mut client,
        "ann",
        json!({ "externalId": "7", "emails": [{ "value": "a@b", "type": "work" }] }),
    );
    add_user(&mut client, "bob", json!({}));
    for filter in [
        "userName eq \"ann\"",
        "externalId eq \"7\"",
        "emails.value eq \"a@b\"",
        "emails[type eq \"work\" and value eq \"a@b\"]",
    ] {
        assert_eq!(filtered(&mut client, filter), ["ann"], "{filter}");
    }
}

#[test]
fn ipsie_al1_groups_are_read_without_members_and_changed_by_patch() {
    let (_server, _, mut client) = stage();
    let (ann, bob) = (add_user(&mut client, "ann", json!({})), add_user(&mut client, "bob", json!({})));
    let id = client.post("/Groups", &group("Ops", &[&ann])).expect(201).id();
    let target = format!("/Groups/{id}");
    let filter = encoded("displayName eq \"Ops\"");
    let list = shown(&mut client, &format!("/Groups?excludedAttributes=members&filter={filter}"));
    assert_eq!(keys(&list["Resources"][0]), ["displayName", "id", "meta", "schemas"]);
    drop(client.patch(&target, &op("add", "members", &json!([{ "value": bob }]))).expect(200));
    drop(client.patch(&target, &remove(&format!("members[value eq \"{ann}\"]"))).expect(200));
    assert_eq!(members(&mut client, &id), [bob.as_str()]);
    let valued = json!([{ "op": "remove", "path": format!("members[value eq \"{bob}\"]"), "value": [] }]);
    client.patch(&target, &valued).expect_error(400, Some("invalidSyntax"));
}

#[test]
fn ipsie_al1_a_deactivated_user_stays_visible_and_a_deleted_name_is_free() {
    let (_server, _, mut client) = stage();
    let id = add_user(&mut client, "ann", json!({}));
    let ops = add_group(&mut client, "Ops", &[&id]);
    let target = format!("/Users/{id}");
    drop(client.patch(&target, &op("replace", "active", &json!(false))).expect(200));
    assert_eq!(shown(&mut client, &target)["active"], false);
    assert_eq!(filtered(&mut client, "userName eq \"ann\" and active eq false"), ["ann"]);
    assert_eq!(members(&mut client, &ops), [id]);
    drop(client.delete(&target).expect(204));
    drop(client.post("/Users", &user("ann", json!({}))).expect(201));
}
