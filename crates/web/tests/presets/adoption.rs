//! What was there before the provider came.

use crate::support::{FORBIDDEN, NOT_FOUND, Scene, TAKEN, found, ids, person, person_with};
use app::people::Entry;
use serde_json::{Value, json};

/// People of the organization's own whom the provider knows become its own: found by a look-up, made by POST, PUT or
/// PATCH. Login name and address stay as they were in that call, nobody is invited, and whomever the provider does not
/// speak of stays as they are.
pub(crate) fn local_people_are_adopted(preset: &str) {
    let mut scene = Scene::new(preset);
    let [met, put, patched, unknown] =
        ["met", "put", "patched", "unknown"].map(|name| scene.local(&person(&at(name)), Entry::Confirmed));
    let before = scene.everything().into_iter().filter(|one| one.contains(&unknown)).collect::<Vec<_>>();
    assert_eq!(scene.client.get("/Users").expect(200).body["totalResults"], 0, "they stand in no list");
    for filter in [
        "userName eq \"MET@example.com\"".to_owned(),
        "externalId eq \"00u-met@example.com\"".to_owned(),
        "emails.value eq \"met@example.com\"".to_owned(),
        format!("id eq \"{met}\""),
    ] {
        assert_eq!(found(&mut scene.client, "/Users", &filter), [&*met], "{filter}");
    }
    scene.user(&met);
    scene.refuses(FORBIDDEN, "has not adopted it", |okta| okta.delete(&format!("/Users/{met}")));

    let other = json!({
        "userName": "MET@example.com",
        "emails": [{ "value": "mallory@example.com", "primary": true }],
        "externalId": "00u1",
    });
    let seen = scene.now();
    let made = scene.client.post("/Users", &person_with(&at("met"), other)).expect(201);
    assert_eq!((made.id(), scene.told(seen)), (met.clone(), vec!["user.adopted".into()]));
    kept(&mut scene, &met, "met");
    assert_eq!(made.body["externalId"], scene.user(&met)["externalId"]);
    assert_eq!(scene.left_out().iter().filter(|name| *name == "emails").count(), 1, "{:?}", scene.left_out());

    let other = json!({ "userName": "mallory@example.com", "emails": [{ "value": "mallory@example.com" }],
        "displayName": "Put" });
    let answer = scene.put(&put, other).expect(200).body;
    kept(&mut scene, &put, "put");
    assert_eq!(answer["displayName"], "Put", "the rest is done");

    let other = json!({ "userName": "mallory@example.com", "displayName": "Patched" });
    let operations = json!([{ "op": "replace", "value": other }]);
    drop(scene.client.patch(&format!("/Users/{patched}"), &operations).expect(200));
    kept(&mut scene, &patched, "patched");
    assert_eq!(scene.user(&patched)["displayName"], "Patched");

    // From the next call on they are like the others.
    drop(scene.put(&met, json!({ "userName": "met2@example.com" })).expect(200));
    assert_eq!(scene.user(&met)["userName"], "met2@example.com");
    let after = scene.everything().into_iter().filter(|one| one.contains(&unknown)).collect::<Vec<_>>();
    assert_eq!(after, before);
    assert_eq!(scene.mails(), [""; 0]);
    only_its_own(&mut scene, preset, (&met, &unknown));
}

fn at(name: &str) -> String {
    format!("{name}@example.com")
}

/// Adopted, and still of this name and this address only.
fn kept(scene: &mut Scene, id: &str, name: &str) {
    let (action, before, after) = scene.entry();
    assert_eq!((action.as_str(), &before["source"]), ("User Adopted", &json!("local")), "{name}");
    assert_eq!(after["source"], scene.door.connection.to_string(), "{name}");
    let user = scene.user(id);
    assert_eq!((&user["userName"], ids(&user["emails"], "value")), (&Value::from(at(name)), vec![at(name)]));
    assert_eq!((scene.source(id), scene.status(id)), (after["source"].clone(), "confirmed".to_owned()));
}

/// A second connection sees its own, and what it may adopt.
fn only_its_own(scene: &mut Scene, preset: &str, (adopted, local): (&str, &str)) {
    let mut theirs = scene.second(preset).client();
    drop(theirs.get(&format!("/Users/{adopted}")).expect(404));
    drop(theirs.get(&format!("/Users/{local}")).expect(200));
    let taken = theirs.post("/Users", &person("met2@example.com"));
    taken.expect_error(409, Some("uniqueness"));
    let made = theirs.post("/Users", &person(&at("unknown"))).expect(201);
    assert_eq!(made.id(), local);
    scene.refuses(NOT_FOUND, "", |okta| okta.get(&format!("/Users/{local}")));
}

/// Somebody who was invited before the provider came is not invited once more; and whom an administrator has left to be
/// invited later is invited, or needs no invitation, as everybody whom the provider brings in.
pub(crate) fn nobody_is_invited_twice(preset: &str) {
    let mut scene = Scene::new(preset);
    let id = scene.local(&person("jane@example.com"), Entry::Invited);
    let link = scene.link();
    assert_eq!(scene.assign("jane@example.com"), id);
    drop(scene.put(&id, json!({ "displayName": "Jane" })).expect(200));
    scene.server.pass_days(1);
    assert_eq!((scene.mails(), scene.status(&id)), (vec![], "invited".into()));
    assert_eq!((scene.follow(&link), scene.status(&id)), (200, "confirmed".into()));
    let staged = scene.local(&person("john@example.com"), Entry::Staged);
    assert_eq!(scene.assign("john@example.com"), staged);
    let (mails, status) = match preset {
        "standard" => (vec![], "confirmed"),
        _ => (vec!["john@example.com".to_owned()], "invited"),
    };
    assert_eq!((scene.mails(), scene.status(&staged)), (mails, status.into()));
}

/// People of the organization's own are there in the systems behind these presets, where a look-up finds everybody and a
/// POST is a conflict: whoever is found is linked and updated, and becomes the provider's by that.
pub(crate) fn local_people_are_linked(preset: &str) {
    let mut scene = Scene::new(preset);
    let id = scene.local(&person("jane@example.com"), Entry::Confirmed);
    for filter in [
        "userName eq \"jane@example.com\"".to_owned(),
        "externalId eq \"00u-jane@example.com\"".to_owned(),
        "emails.value eq \"jane@example.com\"".to_owned(),
        format!("id eq \"{id}\""),
    ] {
        assert_eq!(found(&mut scene.client, "/Users", &filter), [&*id], "{filter}");
    }
    assert_eq!(scene.client.get("/Users").expect(200).body["totalResults"], 0, "they stand in no list");
    let (target, body) = (format!("/Users/{id}"), person("jane@example.com"));
    scene.refuses_by(TAKEN, "existing_user=link", |okta| okta.post("/Users", &body));
    scene.refuses(FORBIDDEN, "has not adopted it", |okta| okta.delete(&target));
    assert_eq!(scene.source(&id), json!("local"));
    let seen = scene.now();
    drop(scene.client.put(&target, &body).expect(200));
    assert_eq!(scene.told(seen), ["user.adopted"]);
    kept(&mut scene, &id, "jane");
    assert_eq!(scene.mails(), [""; 0]);
    // Nor does somebody else's: another connection's people are nobody.
    let mut theirs = scene.second(preset).client();
    drop(theirs.get(&target).expect(404));
    theirs.post("/Users", &body).expect_error(409, Some("uniqueness"));
}

/// Somebody whom the organization has invited itself is not invited by the provider's word as well, and comes in by
/// the link that they have.
pub(crate) fn invited_by_the_organization(preset: &str) {
    let mut scene = Scene::new(preset);
    let id = scene.local(&person("jane@example.com"), Entry::Invited);
    let link = scene.link();
    let body = person("jane@example.com");
    scene.refuses_by(TAKEN, "existing_user=link", |okta| okta.post("/Users", &body));
    drop(scene.client.put(&format!("/Users/{id}"), &body).expect(200));
    scene.server.pass_days(1);
    assert_eq!((scene.mails(), scene.status(&id)), (vec![], "invited".into()));
    let accepted = if preset == "vault" { "accepted" } else { "confirmed" };
    assert_eq!((scene.follow(&link), scene.status(&id)), (200, accepted.into()));
    assert_ne!(scene.source(&id), json!("local"));
}
