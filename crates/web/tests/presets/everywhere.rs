//! What holds under several presets, walked under each.

use crate::support::{
    BAD_VALUE, ENTERPRISE, FORBIDDEN, NOBODY, NOT_FOUND, OPERATOR, Scene, TAKEN, USER, found, group, ids,
    person, person_with,
};
use app::invitations::Deed;
use app::{attributes, tokens};
use directory::Provider;
use serde_json::{Value, json};
use testkit::Client;

/// So many tokens live at a time, each of them opens the door, and a renewed one does at once under its new secret only.
/// What "Renew" does is marked as not established for managed devices; we read it as a new value in the place of the
/// old one, and count tokens that are switched off, for they can be switched on again.
pub(crate) fn tokens(preset: &str, max: u32) {
    let scene = Scene::new(preset);
    let id = scene.door.connection;
    let mut live = vec![scene.door.token.clone()];
    let first = scene.door.token_id.clone();
    scene.server.write(move |work| tokens::set_active(work, OPERATOR, &first, false));
    let make = move |work: &mut app::Work<'_, '_>| match tokens::create(work, OPERATOR, id, 30) {
        Ok((_, secret)) => Ok(Ok(secret.reveal().to_owned())),
        Err(app::Error::Refused(why)) => Ok(Err(why.to_string())),
        Err(other) => Err(other),
    };
    for _ in 1..max {
        live.push(scene.server.write(make).expect("one more"));
    }
    let refused = scene.server.write(make).expect_err("no more");
    assert!(refused.ends_with(&format!("(Policy: tokens_max={max})")), "{refused}");
    let first = scene.door.token_id.clone();
    scene.server.write(move |work| tokens::set_active(work, OPERATOR, &first, true));
    let opens = |token: &str| scene.door.client_with(Some(token)).get("/Users").status;
    assert!(live.iter().all(|token| opens(token) == 200));
    let first = scene.door.token_id.clone();
    let renewed =
        scene.server.write(move |work| Ok(tokens::renew(work, OPERATOR, &first, 30)?.1.reveal().to_owned()));
    assert_eq!((opens(&renewed), opens(&live[0])), (200, 401));
    assert!(live[1..].iter().all(|token| opens(token) == 200));
}

/// An attribute that is sent blank, or removed, has no value any more.
pub(crate) fn blank_clears(preset: &str, attribute: &str) {
    let mut scene = Scene::new(preset);
    let id = scene.assign("jane@example.com");
    assert!(scene.user(&id)[attribute].is_string());
    drop(scene.put(&id, json!({ attribute: "" })).expect(200));
    assert_eq!(scene.user(&id)[attribute], Value::Null);
    scene.patch(&id, "replace", attribute, json!("again"));
    scene.patch(&id, "remove", attribute, Value::Null);
    assert_eq!(scene.user(&id)[attribute], Value::Null);
}

/// Nobody may be made who is inactive.
pub(crate) fn nobody_is_made_inactive(preset: &str) {
    let mut scene = Scene::new(preset);
    let inactive = person_with("jane@example.com", json!({ "active": false }));
    scene.refuses_by(BAD_VALUE, "create_inactive=refuse", |okta| okta.post("/Users", &inactive));
    assert_eq!(scene.mails(), [""; 0]);
    // Who says nothing of it makes somebody active.
    let id = scene.create(&person_with("jane@example.com", json!({ "active": null })));
    assert_eq!(scene.user(&id)["active"], true);
}

/// Users have no enterprise extension: it is not in the schemas, and what is sent of it is left out.
pub(crate) fn no_enterprise_extension(preset: &str) {
    let mut scene = Scene::new(preset);
    let body = person_with(
        "jane@example.com",
        json!({ "schemas": [USER, ENTERPRISE], ENTERPRISE: { "department": "IT" } }),
    );
    let id = scene.create(&body);
    let user = scene.user(&id);
    assert_eq!((&user["schemas"], &user[ENTERPRISE]), (&json!([USER]), &Value::Null));
    drop(scene.client.get(&format!("/Schemas/{ENTERPRISE}")).expect(404));
    assert!(!scene.tolerated(scim::dialect::Tolerance::UnknownAttribute).is_empty());
}

/// No attribute can be declared.
pub(crate) fn no_custom_extension(preset: &str) {
    let scene = Scene::new(preset);
    let refused = declare(&scene, "costCentre").expect_err("no extension");
    assert!(refused.contains("custom_extension=none"), "{refused}");
}

/// A declared attribute stands under the extension of this name.
pub(crate) fn custom_extension(preset: &str, name: &str) {
    let mut scene = Scene::new(preset);
    let urn = format!("urn:ietf:params:scim:schemas:extension:{name}:2.0:User");
    declare(&scene, "costCentre").expect("declared");
    let id = scene.create(&person_with("jane@example.com", json!({ &urn: { "costCentre": "C-1" } })));
    assert_eq!(scene.user(&id)[&urn], json!({ "costCentre": "C-1" }));
    scene.patch(&id, "replace", &format!("{urn}:costCentre"), json!("C-2"));
    assert_eq!(scene.user(&id)[&urn], json!({ "costCentre": "C-2" }));
    drop(scene.client.get(&format!("/Schemas/{urn}")).expect(200));
}

fn declare(scene: &Scene, name: &'static str) -> Result<(), String> {
    let id = scene.door.connection;
    let declared =
        scene.server.app().write("test", move |work| attributes::declare(work, OPERATOR, id, name));
    scene.server.block_on(declared).map(drop).map_err(|error| error.to_string())
}

/// Two users may have one externalId.
pub(crate) fn external_id_is_free(preset: &str) {
    let mut scene = Scene::new(preset);
    let same = json!({ "externalId": "00u1" });
    let mut both: Vec<String> = ["jane", "john"]
        .map(|name| scene.create(&person_with(&format!("{name}@example.com"), same.clone())))
        .into();
    both.sort();
    assert_eq!(found(&mut scene.client, "/Users", "externalId eq \"00u1\""), both);
}

/// An invitation is good for five days.
pub(crate) fn invitation_days(policy: &str) {
    let mut scene = Scene::new(policy);
    scene.assign("early@example.com");
    let early = scene.link();
    let late = scene.assign("late@example.com");
    let (link, status) = (scene.link(), scene.status(&late));
    scene.server.pass_days(4);
    assert_eq!(scene.follow(&early), 200);
    scene.server.pass_days(1);
    assert_eq!((scene.follow(&link), scene.status(&late)), (410, status));
    assert_eq!(scene.user(&late)["active"], true, "an expired invitation keeps nobody out");
}

/// Nobody is reminded.
pub(crate) fn nobody_is_reminded(policy: &str) {
    let mut scene = Scene::new(policy);
    scene.assign("jane@example.com");
    assert_eq!(scene.mails(), ["jane@example.com"]);
    for _ in 0..10 {
        scene.server.pass_days(1);
        assert_eq!(scene.mails(), [""; 0]);
    }
}

/// With reminders switched on, they come every second day.
pub(crate) fn reminder_days(policy: &str) {
    let mut scene = Scene::new(&format!("{policy} reminders_max=1"));
    scene.assign("jane@example.com");
    let first = scene.link();
    scene.server.pass_days(1);
    assert_eq!(scene.mails(), [""; 0]);
    scene.server.pass_days(1);
    let second = scene.link();
    assert_ne!(first, second);
    assert_eq!(scene.follow(&second), 200);
}

/// Invited as soon as they are brought in, where that is switched off by an administrator when he says so.
pub(crate) fn invited_automatically(preset: &str) {
    let mut scene = Scene::new(preset);
    let id = scene.assign("jane@example.com");
    assert_eq!(scene.status(&id), "invited");
    assert_eq!(scene.mails(), ["jane@example.com"]);

    scene.turn(&scene.door, &format!("{preset} invite=manual"));
    let id = scene.assign("john@example.com");
    assert_eq!((scene.status(&id), scene.mails()), ("staged".into(), vec![]));
    assert_eq!(scene.user(&id)["active"], true);
    assert_eq!(scene.act(&id, Deed::Invite), Ok("invited".into()));
    assert_eq!(scene.mails(), ["john@example.com"]);
}

/// Pages have so many resources unless the client says otherwise.
pub(crate) fn page_default(preset: &str, length: usize) {
    let mut scene = Scene::new(preset);
    scene.crowd(length + 1);
    let page = scene.client.get("/Users").expect(200).body;
    assert_eq!(page["Resources"].as_array().map(Vec::len), Some(length));
    assert_eq!((&page["itemsPerPage"], &page["totalResults"]), (&json!(length), &json!(length + 1)));
    let config = scene.client.get("/ServiceProviderConfig").expect(200).body;
    assert_eq!(config["pagination"]["defaultPageSize"], length);
}

/// Pages have no more, however many are asked for.
pub(crate) fn page_max(preset: &str, length: usize) {
    let mut scene = Scene::new(&format!("{preset} invite=manual"));
    scene.crowd(length.min(999) + 1);
    if length == 1_000 {
        scene.assign("last@example.com");
    }
    let page = scene.client.get("/Users?startIndex=1&count=5000").expect(200).body;
    assert_eq!(page["Resources"].as_array().map(Vec::len), Some(length));
    assert_eq!(page["totalResults"], length + 1);
    let config = scene.client.get("/ServiceProviderConfig").expect(200).body;
    assert_eq!(
        (&config["pagination"]["maxPageSize"], &config["filter"]["maxResults"]),
        (&json!(length), &json!(length))
    );
}

/// Nobody is told to come back later.
pub(crate) fn no_limit_on_requests(preset: &str) {
    let mut scene = Scene::new(preset);
    for _ in 0..250 {
        drop(scene.client.get("/Users?count=0").expect(200));
    }
}

/// PATCH is answered as the provider wants it: a user with 200, a group with 204.
pub(crate) fn patch_as_the_dialect_says(preset: &str) {
    for provider in [Provider::Okta, Provider::Entra] {
        let mut scene = Scene::of(provider, preset);
        let user = scene.assign("jane@example.com");
        let team = scene.push("Team", &[]);
        let rename = json!([{ "op": "replace", "path": "displayName", "value": "New" }]);
        let shown = scene.client.patch(&format!("/Users/{user}"), &rename).expect(200);
        assert_eq!(shown.body["displayName"], "New");
        drop(scene.client.patch(&format!("/Groups/{team}"), &rename).expect(204));
    }
}

/// PATCH is answered alike for users and groups.
pub(crate) fn patch_answers(preset: &str, status: u16) {
    for provider in [Provider::Okta, Provider::Entra] {
        let mut scene = Scene::of(provider, preset);
        let user = scene.assign("jane@example.com");
        let team = scene.push("Team", &[]);
        let answer = scene.set_active(&user, true).expect(status);
        assert_eq!(answer.body["id"].as_str(), (status == 200).then_some(user.as_str()));
        let rename = json!([{ "op": "replace", "value": { "id": team, "displayName": "New" } }]);
        let answer = scene.client.patch(&format!("/Groups/{team}"), &rename).expect(status);
        assert_eq!(answer.body["displayName"].as_str(), (status == 200).then_some("New"));
        assert_eq!(scene.client.get(&format!("/Groups/{team}")).expect(200).body["displayName"], "New");
    }
}

/// What becomes of somebody who is protected: nothing, whatever a provider sends.
pub(crate) fn protected(preset: &str) {
    let mut scene = Scene::new(preset);
    let id = scene.assign("jane@example.com");
    let team = scene.push("Team", &[&id]);
    scene.protect(&id);
    let (says, target) = ("The user is protected", format!("/Users/{id}"));
    scene.refuses(FORBIDDEN, says, |okta| {
        okta.patch(&target, &json!([{ "op": "replace", "value": { "active": false } }]))
    });
    let body = person_with("jane@example.com", json!({ "active": false }));
    scene.refuses(FORBIDDEN, says, |okta| okta.put(&target, &body));
    scene.refuses(FORBIDDEN, says, |okta| {
        okta.patch(&target, &json!([{ "op": "replace", "path": "active", "value": false }]))
    });
    scene.refuses(FORBIDDEN, says, |okta| okta.delete(&target));
    drop(scene.client.delete(&format!("/Groups/{team}")).expect(204));
    assert_eq!(scene.user(&id)["active"], true, "nor does a group that goes take them along");
    // It is about that only.
    drop(scene.put(&id, json!({ "name": { "givenName": "Joan", "familyName": "Doe" } })).expect(200));
}

/// `active` reads true for people who are only invited, or not even that: a provider that read false would activate them
/// again and again.
pub(crate) fn active_of_invited(policy: &str) {
    let mut scene = Scene::new(policy);
    let id = scene.assign("jane@example.com");
    assert_eq!(scene.status(&id), "invited");
    assert_eq!(scene.user(&id)["active"], true);
    assert_eq!(found(&mut scene.client, "/Users", "active eq true"), [&*id]);
    let seen = scene.now();
    let answer = scene.set_active(&id, true);
    assert_eq!((answer.status / 100, scene.told(seen)), (2, vec![]), "to say so again is no change");
    assert_eq!(scene.mails().len(), 1);
    assert_eq!(scene.act(&id, Deed::Withdraw), Ok("staged".into()));
    assert_eq!(scene.user(&id)["active"], true);
}

/// Ids are ours, whatever a provider sends; that of a workspace is an e-mail address elsewhere, and never here.
pub(crate) fn ids_are_ours(preset: &str) {
    let mut scene = Scene::new(preset);
    let sent = json!({ "id": "jane@example.com", "meta": { "resourceType": "User" } });
    let id = scene.create(&person_with("jane@example.com", sent));
    assert!(directory::UserId::parse(&id).is_some(), "{id}");
    assert_eq!(scene.user(&id)["meta"]["location"], format!("{}/Users/{id}", scene.door.url));
    for unknown in ["jane@example.com", "00u-jane@example.com", NOBODY] {
        scene.refuses(NOT_FOUND, "", |okta| okta.get(&format!("/Users/{unknown}")));
    }
    drop(scene.put(&id, json!({ "id": NOBODY })).expect(200));
    assert_eq!(found(&mut scene.client, "/Users", "userName eq \"JANE@example.com\""), [id]);
    let team = scene.client.post("/Groups", &json!({ "displayName": "Team", "id": "7" })).expect(201).id();
    assert!(directory::GroupId::parse(&team).is_some(), "{team}");
}

/// An externalId is text that means something to its provider alone. Its case counts (RFC 7643 §3.1); whether it does in
/// a vault is not consistent there, and the RFC decides.
pub(crate) fn external_ids(preset: &str) {
    let mut scene = Scene::new(preset);
    let mut entra = scene.second(preset).client();
    let external = "A1 \u{e9}/\"\\%00?&;--";
    let ours = scene.create(&person_with("jane@example.com", json!({ "externalId": external })));
    let theirs = entra.post("/Users", &person_with("john@example.com", json!({ "externalId": external })));
    let theirs = theirs.expect(201).id();
    assert_eq!(scene.user(&ours)["externalId"], external);
    let filter = format!("externalId eq {}", Value::from(external));
    assert_eq!(found(&mut scene.client, "/Users", &filter), [ours]);
    assert_eq!(found(&mut entra, "/Users", &filter), [theirs]);
    assert_eq!(found(&mut entra, "/Users", &filter.replace("A1", "a1")), [""; 0]);
    scene.create(&person_with("joe@example.com", json!({ "externalId": scim::fold(external) })));
}

/// Two connections of one organization neither see nor join each other's users: not by id, not by userName, not by an
/// e-mail address, not in a group.
pub(crate) fn connections(preset: &str) {
    let mut scene = Scene::new(preset);
    let mut entra: Client = scene.second(preset).client();
    let theirs = entra.post("/Users", &person("jane@example.com")).expect(201).id();
    let target = format!("/Users/{theirs}");
    for filter in [
        "userName eq \"jane@example.com\"".to_owned(),
        format!("id eq \"{theirs}\""),
        "emails.value eq \"jane@example.com\"".to_owned(),
    ] {
        assert_eq!(found(&mut scene.client, "/Users", &filter), [""; 0], "{filter}");
    }
    assert_eq!(scene.client.get("/Users").expect(200).body["totalResults"], 0);
    let unknown = scene.client.get(&format!("/Users/{NOBODY}")).expect(404).body;
    let known = scene.client.get(&target).expect(404).body;
    assert_eq!(known, unknown);
    let body = person("jane@example.com");
    scene.refuses(NOT_FOUND, "", |okta| okta.put(&target, &body));
    scene.refuses(NOT_FOUND, "", |okta| {
        okta.patch(&target, &json!([{ "op": "replace", "value": { "active": false } }]))
    });
    scene.refuses(NOT_FOUND, "", |okta| okta.delete(&target));
    scene.refuses(TAKEN, "came through another connection", |okta| okta.post("/Users", &body));
    // The same address with another login name is somebody else, where a login name is no address.
    let alias = person_with("jane.doe@example.com", json!({ "emails": body["emails"] }));
    let other = scene.client.post("/Users", &alias);
    match preset {
        "standard" | "managed-devices" => assert_ne!(other.expect(201).id(), theirs),
        "vault" => other.expect_error(409, Some("uniqueness")),
        _ => other.expect_error(400, Some("invalidValue")),
    }
    let team = scene.client.post("/Groups", &group("Team", &[&theirs]));
    match preset {
        "vault" => assert!(!scene.is_in(&team.expect(201).id(), &theirs), "passed over like an unknown one"),
        _ => team.expect_error(400, Some("invalidValue")),
    }
    let shown = entra.get(&target).expect(200).body;
    assert_eq!(
        (&shown["active"], ids(&shown["emails"], "value")),
        (&json!(true), vec!["jane@example.com".into()])
    );
}
