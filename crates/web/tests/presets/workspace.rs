//! `workspace`, after Amplitude.

use crate::support::{
    BAD_VALUE, FIXED, NOBODY, NOT_FOUND, Scene, TAKEN, adds, found, group, ids, person, person_with,
};
use crate::{Row, adoption, everywhere, groups};
use app::invitations::Deed;
use directory::Provider;
use serde_json::{Value, json};
use std::time::Instant;

const PRESET: &str = "workspace";

pub(crate) const ROWS: &[Row] = &[
    ("tokens_max=1", tokens_max_is_one),
    ("user_name=equals_email", user_name_equals_the_email),
    ("user_name_change=refuse", user_name_change_is_refused),
    ("emails=exactly_one", emails_are_exactly_one),
    ("email_change=refuse", email_change_is_refused),
    ("create_inactive=refuse", create_inactive_is_refused),
    ("existing_user=link", existing_user_is_a_conflict_and_is_linked),
    ("names=placeholders", names_have_placeholders_while_pending),
    ("display_name=composed", display_name_is_given_and_family),
    ("blank_update=clears", blank_update_clears_a_name),
    ("updatable=names_active", updatable_are_names_and_active),
    ("enterprise=none", enterprise_extension_is_none),
    ("custom_extension=none", custom_extension_is_none),
    ("external_id=free", external_id_is_free),
    ("onboarding=join", onboarding_is_invite_and_join),
    ("invite=automatic", invite_is_automatic),
    ("invitation_days=5", invitation_days_are_five),
    ("reminders_max=0", reminders_max_is_none),
    ("reminder_days=2", reminder_days_are_two),
    ("deactivate=remove", deactivate_removes_and_withdraws_the_invitation),
    ("delete_user=remove", delete_user_removes),
    ("delete_group=members_stay", delete_group_lets_members_stay),
    ("existing_group=adopt", existing_group_is_linked),
    ("nested_groups=refuse", nested_groups_are_refused),
    ("unknown_member=invite", unknown_member_is_invited_and_added),
    ("group_members=value_display", group_members_are_shown_by_value_and_display),
    ("patch_answer=resource", patch_answer_is_the_resource),
    ("page_default=100", page_default_is_100),
    ("page_max=100", page_max_is_100),
    ("rate_per_minute=100", rate_per_minute_is_100_of_the_organization),
    ("reactivate", reactivate_is_to_be_invited_again),
    ("deactivation wins", deactivation_wins_over_what_is_refused_beside_it),
    ("active", active_reads_true_for_pending_and_joined),
    ("protected", protected_users_stay),
    ("seats", seats_are_freed_by_removal),
    ("ids", ids_are_ours),
    ("externalId", external_id_is_opaque_and_of_its_connection),
    ("connections", connections_never_join_their_users),
    ("there before", there_before_and_invited_comes_in_by_that_link),
];

#[test]
fn tokens_max_is_one() {
    everywhere::tokens(PRESET, 1);
}

#[test]
fn user_name_equals_the_email() {
    let mut scene = Scene::new(PRESET);
    let other = person_with("jane@example.com", json!({ "userName": "doe@example.com" }));
    scene.refuses_by(BAD_VALUE, "user_name=equals_email", |okta| okta.post("/Users", &other));
    let id = scene.create(&person_with("jane@example.com", json!({ "userName": "Jane@Example.com" })));
    assert_eq!(found(&mut scene.client, "/Users", "userName eq \"jane@example.com\""), [id]);
}

#[test]
fn user_name_change_is_refused() {
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    let (target, other) = (format!("/Users/{id}"), person("doe@example.com"));
    scene.refuses_by(FIXED, "user_name_change=refuse", |okta| okta.put(&target, &other));
    let rename = json!([{ "op": "replace", "path": "userName", "value": "doe@example.com" }]);
    scene.refuses_by(FIXED, "user_name_change=refuse", |okta| okta.patch(&target, &rename));
    // Another spelling is no other address.
    drop(scene.put(&id, json!({ "userName": "JANE@example.com" })).expect(200));
    assert_eq!(scene.user(&id)["userName"], "jane@example.com");
}

#[test]
fn emails_are_exactly_one() {
    let mut scene = Scene::new(PRESET);
    let two = json!([{ "value": "jane@example.com", "primary": true }, { "value": "doe@example.com" }]);
    let two = person_with("jane@example.com", json!({ "emails": two }));
    scene.refuses_by(BAD_VALUE, "emails=exactly_one", |okta| okta.post("/Users", &two));
    let neither = person_with("jane", json!({ "emails": null }));
    scene.refuses_by(BAD_VALUE, "emails=exactly_one", |okta| okta.post("/Users", &neither));
    // They are the same thing, so the userName alone is enough.
    let id = scene.create(&person_with("jane@example.com", json!({ "emails": null })));
    assert_eq!(ids(&scene.user(&id)["emails"], "value"), ["jane@example.com"]);
    assert_eq!(scene.mails(), ["jane@example.com"]);
}

#[test]
fn email_change_is_refused() {
    let mut scene = Scene::of(Provider::Entra, PRESET);
    let id = scene.assign("jane@example.com");
    let target = format!("/Users/{id}");
    let change =
        json!([{ "op": "Replace", "path": "emails[type eq \"work\"].value", "value": "doe@example.com" }]);
    scene.refuses_by(FIXED, "email_change=refuse", |entra| entra.patch(&target, &change));
    let second = json!([{ "value": "jane@example.com", "primary": true }, { "value": "doe@example.com" }]);
    let second = person_with("jane@example.com", json!({ "emails": second }));
    scene.refuses_by(FIXED, "email_change=refuse", |entra| entra.put(&target, &second));
    // Without an address, or with something else about the same one, nothing is changed.
    let before = scene.user(&id);
    drop(scene.put(&id, json!({ "emails": null })).expect(200));
    drop(scene.put(&id, json!({ "emails": [{ "value": "Jane@example.com", "type": "home" }] })).expect(200));
    assert_eq!((scene.user(&id), scene.left_out()), (before, vec!["emails".into()]));
}

/// What becomes of one is not known; whoever is inactive has nothing here, so there is nothing to make.
#[test]
fn create_inactive_is_refused() {
    everywhere::nobody_is_made_inactive(PRESET);
}

/// Whoever is a member, or invited, is a conflict.
#[test]
fn existing_user_is_a_conflict_and_is_linked() {
    adoption::local_people_are_linked(PRESET);
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    let body = person("JANE@example.com");
    scene.refuses(TAKEN, "has this userName", |okta| okta.post("/Users", &body));
    scene.act(&id, Deed::Accept(None)).expect("joined");
    scene.refuses(TAKEN, "has this userName", |okta| okta.post("/Users", &body));
}

#[test]
fn names_have_placeholders_while_pending() {
    let mut scene = Scene::new(PRESET);
    let id = scene.create(&person_with("jane@example.com", json!({ "name": null, "displayName": null })));
    let placeholders = json!({ "givenName": "NO_GIVEN_NAME", "familyName": "NO_FAMILY_NAME" });
    assert_eq!((&scene.user(&id)["name"], &scene.user(&id)["displayName"]), (&placeholders, &Value::Null));
    let half = scene.create(&person_with("john@example.com", json!({ "name": { "givenName": "John" } })));
    assert_eq!(scene.user(&half)["name"], json!({ "givenName": "John", "familyName": "NO_FAMILY_NAME" }));
    let seen = scene.now();
    scene.act(&half, Deed::Accept(None)).expect("joined");
    assert_eq!(scene.user(&half)["name"], json!({ "givenName": "John" }));
    assert_eq!(scene.told(seen), ["user.accepted", "user.confirmed"]);
    // The provider sends back what it has read, and somebody who is here gets no placeholder by it.
    drop(
        scene
            .put(&half, json!({ "name": { "givenName": "John", "familyName": "NO_FAMILY_NAME" } }))
            .expect(200),
    );
    assert_eq!(scene.user(&half)["name"], json!({ "givenName": "John" }));
}

#[test]
fn display_name_is_given_and_family() {
    let mut scene = Scene::new(PRESET);
    let id = scene.create(&person_with("jane@example.com", json!({ "displayName": "J. D." })));
    assert_eq!(
        (scene.user(&id)["displayName"].clone(), scene.left_out()),
        (json!("Jane Doe"), vec!["displayName".into()])
    );
    scene.patch(&id, "replace", "name.givenName", json!("Joan"));
    assert_eq!(scene.user(&id)["displayName"], "Joan Doe");
    let half = scene.create(&person_with("john@example.com", json!({ "name": { "familyName": "Roe" } })));
    assert_eq!(scene.user(&half)["displayName"], "Roe", "nothing is made of a placeholder");
}

/// What a blank value does is not known; it clears, and a pending person has a placeholder again.
#[test]
fn blank_update_clears_a_name() {
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    drop(scene.put(&id, json!({ "name": { "givenName": "", "familyName": "Doe" } })).expect(200));
    assert_eq!(scene.user(&id)["name"], json!({ "givenName": "NO_GIVEN_NAME", "familyName": "Doe" }));
    scene.act(&id, Deed::Accept(None)).expect("joined");
    scene.patch(&id, "remove", "name", Value::Null);
    assert_eq!((&scene.user(&id)["name"], &scene.user(&id)["displayName"]), (&Value::Null, &Value::Null));
}

#[test]
fn updatable_are_names_and_active() {
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    let change = json!({ "name": { "givenName": "Joan", "familyName": "Dove" }, "title": "Boss", "locale": "ja-JP",
        "externalId": "00u2" });
    drop(scene.put(&id, change).expect(200));
    let user = scene.user(&id);
    assert_eq!((&user["name"]["givenName"], &user["displayName"]), (&json!("Joan"), &json!("Joan Dove")));
    assert_eq!((&user["title"], &user["locale"]), (&Value::Null, &json!("en-US")));
    assert_eq!(user["externalId"], "00u-jane@example.com");
    assert_eq!(scene.left_out(), ["externalId", "locale", "title"]);
}

#[test]
fn enterprise_extension_is_none() {
    everywhere::no_enterprise_extension(PRESET);
}

#[test]
fn custom_extension_is_none() {
    everywhere::no_custom_extension(PRESET);
}

/// There is none of users there; without one Okta could not find them again, so it is kept, and searched.
#[test]
fn external_id_is_free() {
    everywhere::external_id_is_free(PRESET);
}

/// As for managed devices, in another word.
#[test]
fn onboarding_is_invite_and_join() {
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    let link = scene.link();
    assert_eq!((scene.follow(&link), scene.status(&id)), (200, "confirmed".into()));
    assert_eq!(scene.entry().0, "User Accepted");
}

/// People are always invited there; here that can be switched off as everywhere.
#[test]
fn invite_is_automatic() {
    everywhere::invited_automatically(PRESET);
}

#[test]
fn invitation_days_are_five() {
    everywhere::invitation_days(PRESET);
}

#[test]
fn reminders_max_is_none() {
    everywhere::nobody_is_reminded(PRESET);
}

#[test]
fn reminder_days_are_two() {
    everywhere::reminder_days(PRESET);
}

/// Whether a removed person can be read is not known; we answer 404, once the answer to the request itself has shown them
/// for the last time.
#[test]
fn deactivate_removes_and_withdraws_the_invitation() {
    let mut scene = Scene::new(PRESET);
    let pending = scene.assign("pending@example.com");
    let link = scene.link();
    let joined = scene.assign("joined@example.com");
    scene.act(&joined, Deed::Accept(None)).expect("joined");
    let team = scene.push("Team", &[&pending, &joined]);
    let seen = scene.now();
    assert_eq!(scene.set_active(&pending, false).expect(200).body["active"], false);
    assert_eq!(scene.told(seen), ["user.deleted"]);
    assert_eq!(scene.put(&joined, json!({ "active": false })).expect(200).body["active"], false);
    assert_eq!((scene.entry().0.as_str(), scene.follow(&link), scene.seats()), ("User Deleted", 404, 0));
    for id in [&pending, &joined] {
        assert_eq!((scene.status(id), scene.is_in(&team, id)), ("gone".into(), false));
        let target = format!("/Users/{id}");
        scene.refuses(NOT_FOUND, "", |okta| okta.get(&target));
        scene.refuses(NOT_FOUND, "", |okta| okta.delete(&target));
    }
    assert_eq!(scene.mails(), [""; 0]);
}

#[test]
fn delete_user_removes() {
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    let link = scene.link();
    drop(scene.client.delete(&format!("/Users/{id}")).expect(204));
    drop(scene.client.get(&format!("/Users/{id}")).expect(404));
    drop(scene.client.delete(&format!("/Users/{id}")).expect(404));
    assert_eq!((scene.status(&id), scene.follow(&link)), ("gone".into(), 404));
}

#[test]
fn delete_group_lets_members_stay() {
    groups::members_stay(PRESET);
}

/// "Links existing groups" does not say by what; we read the name, by which Okta looks for them. A POST is answered with
/// 201 there as well as with 200; we answer as the RFC does.
#[test]
fn existing_group_is_linked() {
    groups::local_group_is_adopted(PRESET);
}

#[test]
fn nested_groups_are_refused() {
    groups::nested_groups_are_refused(PRESET);
}

/// The least rights that they get are the product's to give; it is told of a new user.
#[test]
fn unknown_member_is_invited_and_added() {
    let mut scene = Scene::new(PRESET);
    let jane = scene.assign("jane@example.com");
    let made =
        scene.client.post("/Groups", &group("Team", &["JANE@example.com", "new@example.com"])).expect(201);
    let new = found(&mut scene.client, "/Users", "userName eq \"new@example.com\"");
    assert_eq!(ids(&made.body["members"], "value").len(), 2);
    assert!(scene.is_in(&made.id(), &jane) && scene.is_in(&made.id(), &new[0]));
    assert_eq!(scene.status(&new[0]), "invited");
    assert_eq!(scene.mails(), ["jane@example.com", "new@example.com"]);
    let target = format!("/Groups/{}", made.id());
    for unknown in [NOBODY, "no address"] {
        scene.refuses(BAD_VALUE, unknown, |okta| okta.patch(&target, &adds(&["other@example.com", unknown])));
    }
    scene.cap(2);
    scene.refuses(BAD_VALUE, "All 2 seats", |okta| okta.patch(&target, &adds(&["other@example.com"])));
    assert_eq!(scene.mails(), [""; 0]);
}

/// The value is an e-mail address there, and our id here, as everywhere.
#[test]
fn group_members_are_shown_by_value_and_display() {
    let mut scene = Scene::new(PRESET);
    let jane = scene.assign("jane@example.com");
    let nameless = scene.create(&person_with("x@example.com", json!({ "name": null })));
    let team = scene.push("Team", &[&jane, &nameless]);
    let shown = scene.client.get(&format!("/Groups/{team}")).expect(200).body;
    let mut members = shown["members"].as_array().expect("a list").clone();
    members.sort_by_key(|member| member["value"] != *jane);
    assert_eq!(members[0], json!({ "value": jane, "display": "Jane Doe" }));
    assert_eq!(members[1], json!({ "value": nameless, "display": "x@example.com" }), "no placeholders");
}

#[test]
fn patch_answer_is_the_resource() {
    everywhere::patch_answers(PRESET, 200);
}

#[test]
fn page_default_is_100() {
    everywhere::page_default(PRESET, 100);
}

#[test]
fn page_max_is_100() {
    everywhere::page_max(PRESET, 100);
}

/// How the limit is told of is not known; we answer 429 with `Retry-After`, which Okta understands.
#[test]
fn rate_per_minute_is_100_of_the_organization() {
    let mut scene = Scene::new(PRESET);
    let begun = Instant::now();
    let id = scene.assign("jane@example.com");
    let mut second = scene.second(PRESET).client();
    let mut sent = 1;
    let refused = loop {
        let client = if sent % 2 == 0 { &mut second } else { &mut scene.client };
        let answer = client.get("/Users?count=0");
        if answer.status != 200 {
            break answer;
        }
        sent += 1;
        // They come back one by one while the test runs.
        let most = 101 + begun.elapsed().as_secs() * 100 / 60;
        assert!(sent <= most, "{sent} of {most}");
    };
    assert!(sent >= 100, "{sent}");
    refused.expect_error(429, None);
    let after = refused.header("retry-after").and_then(|after| after.parse::<u64>().ok());
    assert!(after.is_some_and(|seconds| seconds <= 60), "{after:?}");
    // Deactivation does not wait.
    drop(scene.set_active(&id, false).expect(200));
    assert_eq!(scene.status(&id), "gone");
}

#[test]
fn reactivate_is_to_be_invited_again() {
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    assert_eq!(scene.mails().len(), 1);
    drop(scene.set_active(&id, false).expect(200));
    let on = json!([{ "op": "replace", "value": { "active": true } }]);
    scene.refuses(NOT_FOUND, "", |okta| okta.patch(&format!("/Users/{id}"), &on));
    let again = scene.assign("jane@example.com");
    assert_ne!(again, id);
    assert_eq!((scene.status(&again), scene.mails()), ("invited".into(), vec!["jane@example.com".into()]));
    // Somebody whom another policy has kept out does not come back by it either.
    scene.turn(&scene.door, "standard");
    drop(scene.set_active(&again, false).expect(200));
    scene.turn(&scene.door, PRESET);
    scene.refuses_by(BAD_VALUE, "deactivate=remove", |okta| okta.patch(&format!("/Users/{again}"), &on));
    assert_eq!(scene.act(&again, Deed::Invite), Ok("invited".into()));
    assert_eq!(scene.mails(), ["jane@example.com"]);
}

/// Somebody who has another address in the provider, which is refused, can still be kept out.
#[test]
fn deactivation_wins_over_what_is_refused_beside_it() {
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    let renamed = person_with("doe@example.com", json!({ "active": false }));
    drop(scene.client.put(&format!("/Users/{id}"), &renamed).expect(200));
    assert_eq!(scene.status(&id), "gone");
    assert_eq!(scene.left_out(), ["emails", "externalId", "userName"]);
}

/// So that providers do not invite again and again.
#[test]
fn active_reads_true_for_pending_and_joined() {
    everywhere::active_of_invited(PRESET);
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    scene.act(&id, Deed::Accept(None)).expect("joined");
    assert_eq!(scene.user(&id)["active"], true);
}

/// Whether the last administrator can be removed is not known; whom an administrator protects cannot.
#[test]
fn protected_users_stay() {
    everywhere::protected(PRESET);
}

/// There are none there; an organization may have a cap all the same.
#[test]
fn seats_are_freed_by_removal() {
    let mut scene = Scene::new(PRESET);
    scene.cap(1);
    let jane = scene.assign("jane@example.com");
    let john = person("john@example.com");
    scene.refuses(BAD_VALUE, "All 1 seats", |okta| okta.post("/Users", &john));
    drop(scene.set_active(&jane, false).expect(200));
    let john = scene.create(&john);
    let jane = person("jane@example.com");
    scene.refuses(BAD_VALUE, "All 1 seats", |okta| okta.post("/Users", &jane));
    drop(scene.client.delete(&format!("/Users/{john}")).expect(204));
    scene.create(&jane);
    assert_eq!((scene.seats(), scene.mails()), (1, vec!["jane@example.com".into()]));
}

#[test]
fn ids_are_ours() {
    everywhere::ids_are_ours(PRESET);
}

#[test]
fn external_id_is_opaque_and_of_its_connection() {
    everywhere::external_ids(PRESET);
}

#[test]
fn connections_never_join_their_users() {
    everywhere::connections(PRESET);
}

#[test]
fn there_before_and_invited_comes_in_by_that_link() {
    adoption::invited_by_the_organization(PRESET);
}
