//! What presets have in common of groups.

use crate::support::{BAD_VALUE, NOBODY, NOT_FOUND, Scene, TAKEN, adds, found, group, ids};
use app::people::Entry;
use serde_json::{Value, json};

/// Whoever was in a group that goes stays as they were.
pub(crate) fn members_stay(preset: &str) {
    let mut scene = Scene::new(preset);
    let id = scene.assign("jane@example.com");
    let team = scene.push("Team", &[&id]);
    let (status, seen) = (scene.status(&id), scene.now());
    drop(scene.client.delete(&format!("/Groups/{team}")).expect(204));
    drop(scene.client.get(&format!("/Groups/{team}")).expect(404));
    assert_eq!((scene.status(&id), scene.user(&id)["active"].clone()), (status, json!(true)));
    assert_eq!(scene.told(seen), ["group.deleted"]);
}

/// A group of the organization's own becomes the provider's, with the members that it has; an administrator's people in
/// it are never removed by somebody who does not know of them.
pub(crate) fn local_group_is_adopted(preset: &str) {
    let mut scene = Scene::new(preset);
    let own = scene.local(&crate::support::person("own@example.com"), Entry::Confirmed);
    let staff = scene.local_group("Staff", &[&own]);
    let untouched = scene.local_group("Untouched", &[&own]);
    assert_eq!(scene.client.get("/Groups").expect(200).body["totalResults"], 0);
    assert_eq!(found(&mut scene.client, "/Groups", "displayName eq \"staff\""), [&*staff]);
    let jane = scene.assign("jane@example.com");
    let seen = scene.now();
    assert_eq!(scene.push("Staff", &[&jane]), staff);
    assert_eq!(scene.told(seen), ["group.adopted", "group.members_changed"]);
    let (action, before, after) = scene.entry();
    assert_eq!((action.as_str(), &before["source"]), ("Group Adopted", &json!("local")));
    assert_eq!(after["source"], scene.door.connection.to_string());
    let second = scene.assign("john@example.com");
    drop(scene.client.put(&format!("/Groups/{staff}"), &group("Staff", &[&second])).expect(200));
    let stands = |scene: &mut Scene, group: &str| [&own, &jane, &second].map(|user| scene.is_in(group, user));
    assert_eq!(stands(&mut scene, &staff), [true, false, true]);
    // PUT and PATCH adopt as well, and what the provider does not speak of stays the organization's.
    let third = scene.local_group("Third", &[&own]);
    drop(scene.client.put(&format!("/Groups/{third}"), &group("Third", &[])).expect(200));
    assert!(scene.is_in(&third, &own));
    let fourth = scene.local_group("Fourth", &[&own]);
    assert_eq!(scene.client.patch(&format!("/Groups/{fourth}"), &adds(&[&jane])).status / 100, 2);
    assert_eq!(scene.entry().0, "Group Adopted");
    let mut theirs = scene.second(preset).client();
    drop(theirs.get(&format!("/Groups/{staff}")).expect(404));
    drop(theirs.get(&format!("/Groups/{untouched}")).expect(200));
    assert_eq!(scene.client.get("/Groups").expect(200).body["totalResults"], 3);
}

/// The name of a group of the organization's own, or of another connection, is taken.
pub(crate) fn names_are_taken(preset: &str) {
    let mut scene = Scene::new(preset);
    let staff = scene.local_group("Staff", &[]);
    drop(scene.second(preset).client().post("/Groups", &group("Theirs", &[])).expect(201));
    assert_eq!(found(&mut scene.client, "/Groups", "displayName eq \"Staff\""), [""; 0]);
    for name in ["staff", "Theirs"] {
        scene.refuses_by(TAKEN, "existing_group=refuse", |okta| okta.post("/Groups", &group(name, &[])));
    }
    scene.refuses(NOT_FOUND, "", |okta| okta.put(&format!("/Groups/{staff}"), &group("Staff", &[])));
    let mine = scene.push("Mine", &[]);
    let rename = json!([{ "op": "replace", "value": { "id": mine, "displayName": "Staff" } }]);
    scene.refuses_by(TAKEN, "existing_group=refuse", |okta| okta.patch(&format!("/Groups/{mine}"), &rename));
}

/// A group is no member of a group.
pub(crate) fn nested_groups_are_refused(preset: &str) {
    let mut scene = Scene::new(preset);
    let inner = scene.push("Inner", &[]);
    let outer = scene.push("Outer", &[]);
    let target = format!("/Groups/{outer}");
    scene.refuses_by(BAD_VALUE, "nested_groups=refuse", |okta| okta.patch(&target, &adds(&[&inner])));
    scene.refuses_by(BAD_VALUE, "nested_groups=refuse", |okta| okta.put(&target, &group("Outer", &[&inner])));
    scene
        .refuses_by(BAD_VALUE, "nested_groups=refuse", |okta| okta.post("/Groups", &group("New", &[&inner])));
}

/// A member whom nobody knows is refused, and nobody else of the request comes in either.
pub(crate) fn unknown_members_are_refused(preset: &str) {
    let mut scene = Scene::new(preset);
    let jane = scene.assign("jane@example.com");
    let team = scene.push("Team", &[]);
    for unknown in [NOBODY, "new@example.com", "00u1"] {
        let operations = adds(&[&jane, unknown]);
        scene.refuses(BAD_VALUE, unknown, |okta| okta.patch(&format!("/Groups/{team}"), &operations));
        scene.refuses(BAD_VALUE, unknown, |okta| okta.post("/Groups", &group("New", &[&jane, unknown])));
    }
}

/// Answers show who is in a group, and to whom it leads.
pub(crate) fn answers_list_members(preset: &str) {
    let mut scene = Scene::new(preset);
    let jane = scene.assign("jane@example.com");
    let made = scene.client.post("/Groups", &group("Team", &[&jane])).expect(201);
    let listed = scene.client.get("/Groups").expect(200).body["Resources"][0].clone();
    for shown in
        [made.body.clone(), scene.client.get(&format!("/Groups/{}", made.id())).expect(200).body, listed]
    {
        assert_eq!(ids(&shown["members"], "value"), [&*jane]);
        assert_eq!(shown["members"][0]["$ref"], format!("{}/Users/{jane}", scene.door.url));
    }
    assert_eq!(ids(&scene.user(&jane)["groups"], "value"), [made.id()]);
    let left =
        scene.client.get(&format!("/Groups/{}?excludedAttributes=members", made.id())).expect(200).body;
    assert_eq!(left["members"], Value::Null);
}
