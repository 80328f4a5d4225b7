//! `managed-devices`, after Ivanti Neurons for MDM.

use crate::support::{BAD_VALUE, ENTERPRISE, Scene, TAKEN, USER, found, ids, person, person_with};
use crate::{Row, adoption, everywhere, groups};
use app::invitations::Deed;
use app::people::Entry;
use directory::Provider;
use serde_json::{Value, json};

const PRESET: &str = "managed-devices";

pub(crate) const ROWS: &[Row] = &[
    ("tokens_max=2", tokens_max_is_two),
    ("user_name=email_form", user_name_has_the_form_of_an_email),
    ("user_name_change=allow", user_name_change_is_allowed_while_it_is_unique),
    ("emails=required", emails_are_required),
    ("email_change=allow", email_change_is_allowed),
    ("create_inactive=refuse", create_inactive_is_refused),
    ("existing_user=adopt", existing_user_is_adopted_and_becomes_the_connections),
    ("names=required", names_are_required),
    ("display_name=stored", display_name_is_stored),
    ("blank_update=keeps", blank_update_keeps_the_old_value),
    ("updatable=profile", updatable_is_the_profile),
    ("enterprise=department", enterprise_extension_is_the_department),
    ("custom_extension=ivanti", custom_extension_has_its_own_urn),
    ("external_id=free", external_id_is_free),
    ("onboarding=invite", onboarding_is_by_invitation),
    ("invite=automatic", invite_is_automatic_while_that_is_on),
    ("invitation_days=5", invitation_days_are_five),
    ("reminders_max=0", reminders_max_is_none),
    ("reminder_days=2", reminder_days_are_two),
    ("deactivate=disable", deactivate_disables),
    ("delete_user=disable", delete_user_disables),
    ("delete_group=disable_orphans", delete_group_disables_who_is_in_no_other),
    ("existing_group=refuse", existing_group_of_another_source_is_refused),
    ("nested_groups=refuse", nested_groups_are_refused),
    ("unknown_member=refuse", unknown_member_is_refused),
    ("group_members=all", group_members_are_shown),
    ("patch_answer=dialect", patch_answer_is_the_dialects),
    ("page_default=100", page_default_is_100),
    ("page_max=1000", page_max_is_1000),
    ("rate_per_minute=off", rate_per_minute_is_off),
    ("reactivate", reactivate_enables_without_a_mail),
    ("deactivation wins", deactivation_wins_over_what_is_refused_beside_it),
    ("active", active_reads_true_for_the_invited),
    ("protected", protected_users_stay),
    ("seats", seats_are_freed_by_deactivation_and_delete),
    ("ids", ids_are_ours),
    ("externalId", external_id_is_opaque_and_of_its_connection),
    ("connections", connections_never_join_their_users),
    ("there before", there_before_and_invited_is_not_invited_again),
];

#[test]
fn tokens_max_is_two() {
    everywhere::tokens(PRESET, 2);
}

/// It is unique in the whole product elsewhere; we read that as the organization, for nobody may learn who is in another.
#[test]
fn user_name_has_the_form_of_an_email() {
    let mut scene = Scene::new(PRESET);
    for name in ["jdoe", "jane@", "@example.com", "jane doe@example.com"] {
        let body = person_with("jane@example.com", json!({ "userName": name }));
        scene.refuses_by(BAD_VALUE, "user_name=email_form", |okta| okta.post("/Users", &body));
    }
    // It need not be the address, nor one where mail gets to.
    let id = scene.create(&person_with("jane@example.com", json!({ "userName": "jane@acme" })));
    assert_eq!(ids(&scene.user(&id)["emails"], "value"), ["jane@example.com"]);
    let mut elsewhere = scene.server.connect("Elsewhere", Provider::Okta).client();
    drop(
        elsewhere
            .post("/Users", &person_with("jane@example.com", json!({ "userName": "jane@acme" })))
            .expect(201),
    );
}

/// The facts contradict each other; the later one says that it can be renamed.
#[test]
fn user_name_change_is_allowed_while_it_is_unique() {
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    scene.assign("john@example.com");
    drop(scene.put(&id, json!({ "userName": "doe@example.com" })).expect(200));
    assert_eq!(found(&mut scene.client, "/Users", "userName eq \"doe@example.com\""), [&*id]);
    let rename = |name: &str| json!([{ "op": "replace", "path": "userName", "value": name }]);
    let target = format!("/Users/{id}");
    scene.refuses(TAKEN, "has this userName", |okta| okta.patch(&target, &rename("JOHN@example.com")));
    scene.refuses_by(BAD_VALUE, "user_name=email_form", |okta| okta.patch(&target, &rename("doe")));
}

/// How many are kept is not known; we keep all.
#[test]
fn emails_are_required() {
    let mut scene = Scene::new(PRESET);
    for none in [Value::Null, json!([]), json!([{ "value": "", "type": "work" }])] {
        let body = person_with("jane@example.com", json!({ "emails": none }));
        scene.refuses_by(BAD_VALUE, "emails=required", |okta| okta.post("/Users", &body));
    }
    let two = json!([{ "value": "a@example.com", "primary": true }, { "value": "b@example.com" }]);
    let id = scene.create(&person_with("jane@example.com", json!({ "emails": two })));
    assert_eq!(ids(&scene.user(&id)["emails"], "value"), ["a@example.com", "b@example.com"]);
    // An update cannot take them away: what is blank keeps its value.
    drop(scene.put(&id, json!({ "emails": null })).expect(200));
    assert_eq!(ids(&scene.user(&id)["emails"], "value"), ["a@example.com", "b@example.com"]);
}

#[test]
fn email_change_is_allowed() {
    let mut scene = Scene::of(Provider::Entra, PRESET);
    let id = scene.assign("jane@example.com");
    scene.patch(&id, "Replace", "emails[type eq \"work\"].value", json!("doe@example.com"));
    assert_eq!(ids(&scene.user(&id)["emails"], "value"), ["doe@example.com"]);
    assert_eq!(scene.user(&id)["userName"], "jane@example.com");
    let okta = json!({ "emails": [{ "value": "jane@example.org", "primary": true, "type": "work" }] });
    drop(scene.put(&id, okta).expect(200));
    assert_eq!(ids(&scene.user(&id)["emails"], "value"), ["jane@example.org"]);
}

#[test]
fn create_inactive_is_refused() {
    everywhere::nobody_is_made_inactive(PRESET);
}

#[test]
fn existing_user_is_adopted_and_becomes_the_connections() {
    adoption::local_people_are_adopted(PRESET);
}

/// Somebody whose names are all blank is refused; we read "first and last name" as one of them, or the formatted one,
/// because there are people with one name.
#[test]
fn names_are_required() {
    let mut scene = Scene::new(PRESET);
    for name in
        [Value::Null, json!({}), json!({ "givenName": "", "familyName": " " }), json!({ "middleName": "M" })]
    {
        let body = person_with("jane@example.com", json!({ "name": name }));
        scene.refuses_by(BAD_VALUE, "names=required", |okta| okta.post("/Users", &body));
    }
    let id = scene.create(&person_with("sting@example.com", json!({ "name": { "givenName": "Sting" } })));
    // A blank update that would leave nobody a name fails in one place of the facts and does nothing in another; we read
    // the second, as for every other attribute.
    drop(scene.put(&id, json!({ "name": { "givenName": "" } })).expect(200));
    assert_eq!(scene.user(&id)["name"]["givenName"], "Sting");
}

#[test]
fn display_name_is_stored() {
    let mut scene = Scene::new(PRESET);
    let id = scene.create(&person_with("jane@example.com", json!({ "displayName": "J. D." })));
    assert_eq!(scene.user(&id)["displayName"], "J. D.");
    drop(scene.put(&id, json!({ "displayName": "Dr. J. D." })).expect(200));
    assert_eq!(scene.user(&id)["displayName"], "Dr. J. D.");
}

/// So does an attribute whose mapping is removed in the provider, and which it sends no more.
#[test]
fn blank_update_keeps_the_old_value() {
    let mut scene = Scene::new(PRESET);
    let schemas = json!([USER, ENTERPRISE]);
    let said = json!({ "schemas": schemas, ENTERPRISE: { "department": "IT" } });
    let id = scene.create(&person_with("jane@example.com", said));
    let before = scene.user(&id);
    let seen = scene.now();
    drop(scene
        .put(
            &id,
            json!({ "displayName": "", "name": { "givenName": "Jane", "familyName": "" }, ENTERPRISE: null }),
        )
        .expect(200));
    scene.patch(&id, "remove", "displayName", Value::Null);
    scene.patch(&id, "replace", &format!("{ENTERPRISE}:department"), json!(""));
    assert_eq!((scene.user(&id), scene.told(seen)), (before, vec![]));
    assert_eq!(scene.left_out(), ["displayName", "name", ENTERPRISE]);
}

/// One list of what may be updated has givenName and familyName, another the name as one; we read the second.
#[test]
fn updatable_is_the_profile() {
    let mut scene = Scene::new(PRESET);
    let id = scene.create(&person_with("jane@example.com", json!({ "title": "Boss" })));
    let allowed = json!({
        "displayName": "JD", "name": { "givenName": "Joan", "familyName": "Dove", "middleName": "M" },
        "emails": [{ "value": "joan@example.com", "primary": true }],
    });
    drop(scene.put(&id, allowed).expect(200));
    scene.patch(&id, "replace", &format!("{ENTERPRISE}:department"), json!("IT"));
    assert_eq!(scene.left_out(), [""; 0]);
    let refused = json!({ "title": "Chief", "locale": "ja-JP", "nickName": "J", "externalId": "00u2" });
    drop(scene.put(&id, refused).expect(200));
    let user = scene.user(&id);
    for (name, value) in [("title", json!("Boss")), ("locale", json!("en-US")), ("nickName", Value::Null)] {
        assert_eq!(user[name], value, "{name}");
    }
    assert_eq!((&user["externalId"], &user["displayName"]), (&json!("00u-jane@example.com"), &json!("JD")));
    assert_eq!(user[ENTERPRISE], json!({ "department": "IT" }));
    assert_eq!(scene.left_out(), ["externalId", "locale", "nickName", "title"]);
}

#[test]
fn enterprise_extension_is_the_department() {
    let mut scene = Scene::new(PRESET);
    let said = json!({ "department": "IT", "costCenter": "7", "manager": { "value": "x" } });
    let id = scene
        .create(&person_with("jane@example.com", json!({ "schemas": [USER, ENTERPRISE], ENTERPRISE: said })));
    assert_eq!(scene.user(&id)[ENTERPRISE], json!({ "department": "IT" }));
    assert!(!scene.tolerated(scim::dialect::Tolerance::UnknownAttribute).is_empty());
    let schema = scene.client.get(&format!("/Schemas/{ENTERPRISE}")).expect(200).body;
    assert_eq!(ids(&schema["attributes"], "name"), ["department"]);
}

#[test]
fn custom_extension_has_its_own_urn() {
    everywhere::custom_extension(PRESET, "ivanti");
}

/// Whether it is unique is not known; we read that it is not.
#[test]
fn external_id_is_free() {
    everywhere::external_id_is_free(PRESET);
}

/// What is called inviting here and joining in a workspace is the same to us: who accepts is in.
#[test]
fn onboarding_is_by_invitation() {
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    let link = scene.link();
    assert_eq!((scene.follow(&link), scene.status(&id)), (200, "confirmed".into()));
    assert_eq!(scene.user(&id)["active"], true);
    let refused = scene.act(&id, Deed::InviteAgain).expect_err("they are here");
    assert!(refused.contains("accepted already"), "{refused}");
}

/// "Automatically invite users imported from Okta", on as the preset has it.
#[test]
fn invite_is_automatic_while_that_is_on() {
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

#[test]
fn deactivate_disables() {
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    let link = scene.link();
    let seen = scene.now();
    assert_eq!(scene.set_active(&id, false).expect(200).body["active"], false);
    assert_eq!(
        (scene.status(&id), scene.told(seen)),
        ("disabled:invited".into(), vec!["user.disabled".into()])
    );
    assert_eq!((scene.follow(&link), scene.status(&id)), (410, "disabled:invited".into()));
}

#[test]
fn delete_user_disables() {
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    let team = scene.push("Team", &[&id]);
    let seen = scene.now();
    drop(scene.client.delete(&format!("/Users/{id}")).expect(204));
    assert_eq!(
        (scene.user(&id)["active"].clone(), scene.told(seen)),
        (json!(false), vec!["user.disabled".into()])
    );
    assert_eq!((scene.status(&id), scene.is_in(&team, &id)), ("disabled:invited".into(), true));
    drop(scene.client.delete(&format!("/Users/{id}")).expect(204));
    // Who is assigned anew meets the one who is there, whom Okta finds before it makes anybody.
    assert_eq!(found(&mut scene.client, "/Users", "userName eq \"jane@example.com\""), [id]);
    let body = person("jane@example.com");
    scene.refuses(TAKEN, "has this userName", |okta| okta.post("/Users", &body));
}

#[test]
fn delete_group_disables_who_is_in_no_other() {
    let mut scene = Scene::new(PRESET);
    let [alone, elsewhere] = ["alone", "elsewhere"].map(|name| scene.assign(&format!("{name}@example.com")));
    let own = scene.local(&person("own@example.com"), Entry::Confirmed);
    let going = scene.push("Going", &[&alone, &elsewhere, &own]);
    scene.push("Staying", &[&elsewhere]);
    let seen = scene.now();
    drop(scene.client.delete(&format!("/Groups/{going}")).expect(204));
    assert_eq!(scene.told(seen), ["user.disabled", "user.disabled", "group.deleted"]);
    let statuses = [&alone, &elsewhere, &own].map(|id| scene.status(id));
    assert_eq!(
        statuses,
        ["disabled:invited", "invited", "disabled:confirmed"],
        "the organization's own are the provider's once it puts them into a group"
    );
}

#[test]
fn existing_group_of_another_source_is_refused() {
    groups::names_are_taken(PRESET);
}

#[test]
fn nested_groups_are_refused() {
    groups::nested_groups_are_refused(PRESET);
}

/// What becomes of one is not known; we refuse, as a silent 2xx would leave somebody out of a group unseen.
#[test]
fn unknown_member_is_refused() {
    groups::unknown_members_are_refused(PRESET);
}

/// Whether answers show them is not known; the RFC does.
#[test]
fn group_members_are_shown() {
    groups::answers_list_members(PRESET);
}

/// How a PATCH is answered is not known.
#[test]
fn patch_answer_is_the_dialects() {
    everywhere::patch_as_the_dialect_says(PRESET);
}

/// The length of pages is not known.
#[test]
fn page_default_is_100() {
    everywhere::page_default(PRESET, 100);
}

#[test]
fn page_max_is_1000() {
    everywhere::page_max(PRESET, 1_000);
}

/// Whether there is a limit is not known.
#[test]
fn rate_per_minute_is_off() {
    everywhere::no_limit_on_requests(PRESET);
}

/// What becomes of them, and whether they are invited again, is not known: they go back to where they were, and the
/// invitation that they had is good again.
#[test]
fn reactivate_enables_without_a_mail() {
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    let link = scene.link();
    drop(scene.set_active(&id, false).expect(200));
    let seen = scene.now();
    assert_eq!(scene.set_active(&id, true).expect(200).body["active"], true);
    assert_eq!((scene.status(&id), scene.told(seen)), ("invited".into(), vec!["user.enabled".into()]));
    assert_eq!(scene.mails(), [""; 0]);
    assert_eq!((scene.follow(&link), scene.status(&id)), (200, "confirmed".into()));
    drop(scene.client.delete(&format!("/Users/{id}")).expect(204));
    drop(scene.set_active(&id, true).expect(200));
    assert_eq!(
        (scene.status(&id), scene.mails()),
        ("confirmed".into(), vec![]),
        "whoever was deleted comes back, too"
    );
}

#[test]
fn deactivation_wins_over_what_is_refused_beside_it() {
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    drop(scene.put(&id, json!({ "userName": "no address", "active": false })).expect(200));
    let user = scene.user(&id);
    assert_eq!((&user["active"], &user["userName"]), (&json!(false), &json!("jane@example.com")));
    assert_eq!(scene.left_out(), ["userName"]);
    // Somebody who came without a name, under another policy, can be kept out as well.
    scene.turn(&scene.door, "standard");
    let nameless = scene.create(&person_with("x@example.com", json!({ "name": null, "emails": null })));
    scene.turn(&scene.door, PRESET);
    drop(scene.set_active(&nameless, false).expect(200));
    assert_eq!(scene.status(&nameless), "disabled:confirmed");
}

#[test]
fn active_reads_true_for_the_invited() {
    everywhere::active_of_invited(PRESET);
}

#[test]
fn protected_users_stay() {
    everywhere::protected(PRESET);
}

/// No coupling of licences and provisioning is known; seats are ours, where an organization has a cap.
#[test]
fn seats_are_freed_by_deactivation_and_delete() {
    let mut scene = Scene::new(PRESET);
    scene.cap(1);
    let jane = scene.assign("jane@example.com");
    let john = person("john@example.com");
    let full = "All 1 seats";
    scene.refuses(BAD_VALUE, full, |okta| okta.post("/Users", &john));
    drop(scene.client.delete(&format!("/Users/{jane}")).expect(204));
    let john = scene.create(&john);
    let on = json!([{ "op": "replace", "value": { "active": true } }]);
    scene.refuses(BAD_VALUE, full, |okta| okta.patch(&format!("/Users/{jane}"), &on));
    drop(scene.set_active(&john, false).expect(200));
    drop(scene.set_active(&jane, true).expect(200));
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
fn there_before_and_invited_is_not_invited_again() {
    adoption::nobody_is_invited_twice(PRESET);
}
