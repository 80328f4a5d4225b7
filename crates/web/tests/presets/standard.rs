//! `standard`: what the RFCs say. There is no system behind it whose facts were open.

use crate::support::{BAD_VALUE, ENTERPRISE, Scene, TAKEN, USER, found, ids, person_with};
use crate::{Row, adoption, everywhere, groups};
use app::invitations::Deed;
use directory::Provider;
use serde_json::{Value, json};

const PRESET: &str = "standard";
/// Where nobody is invited, the knobs of invitations are walked with invitations switched on.
const INVITING: &str = "standard onboarding=invite invite=automatic";

pub(crate) const ROWS: &[Row] = &[
    ("tokens_max=2", tokens_max_is_two),
    ("user_name=any", user_name_is_any_text),
    ("user_name_change=allow", user_name_change_is_allowed_while_it_is_unique),
    ("emails=any", emails_are_any_number),
    ("email_change=allow", email_change_is_allowed),
    ("create_inactive=allow", create_inactive_is_allowed_and_takes_no_seat),
    ("existing_user=adopt", existing_user_is_adopted),
    ("names=as_given", names_are_as_given),
    ("display_name=stored", display_name_is_stored),
    ("blank_update=clears", blank_update_clears),
    ("updatable=all", updatable_is_everything),
    ("enterprise=whole", enterprise_extension_is_whole),
    ("custom_extension=rollbook", custom_extension_is_rollbooks),
    ("external_id=free", external_id_is_free),
    ("onboarding=none", onboarding_is_none),
    ("invite=manual", invite_is_manual),
    ("invitation_days=5", invitation_days_are_five),
    ("reminders_max=0", reminders_max_is_none),
    ("reminder_days=2", reminder_days_are_two),
    ("deactivate=disable", deactivate_disables),
    ("delete_user=remove", delete_user_removes),
    ("delete_group=members_stay", delete_group_lets_members_stay),
    ("existing_group=adopt", existing_group_is_adopted),
    ("nested_groups=allow", nested_groups_are_allowed),
    ("unknown_member=refuse", unknown_member_is_refused),
    ("group_members=all", group_members_are_shown),
    ("patch_answer=dialect", patch_answer_is_the_dialects),
    ("page_default=100", page_default_is_100),
    ("page_max=1000", page_max_is_1000),
    ("rate_per_minute=off", rate_per_minute_is_off),
    ("reactivate", reactivate_enables),
    ("deactivation wins", deactivation_wins_over_what_is_refused_beside_it),
    ("active", active_reads_true_for_the_invited),
    ("protected", protected_users_stay),
    ("seats", seats_are_freed_by_deactivation_and_removal),
    ("ids", ids_are_ours),
    ("externalId", external_id_is_opaque_and_of_its_connection),
    ("connections", connections_never_join_their_users),
    ("there before", there_before_and_invited_is_not_invited_again),
];

#[test]
fn tokens_max_is_two() {
    everywhere::tokens(PRESET, 2);
}

#[test]
fn user_name_is_any_text() {
    let mut scene = Scene::new(PRESET);
    for name in ["jdoe", "Jane Doe / 7", "ACME\\jane", "jane@example.com"] {
        let id = scene.create(&person_with("jane@example.com", json!({ "userName": name })));
        assert_eq!(scene.user(&id)["userName"], name);
    }
}

#[test]
fn user_name_change_is_allowed_while_it_is_unique() {
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    scene.assign("john@example.com");
    drop(scene.put(&id, json!({ "userName": "doe@example.com" })).expect(200));
    assert_eq!(found(&mut scene.client, "/Users", "userName eq \"doe@example.com\""), [&*id]);
    assert_eq!(found(&mut scene.client, "/Users", "userName eq \"jane@example.com\""), [""; 0]);
    let rename = json!([{ "op": "replace", "path": "userName", "value": "JOHN@example.com" }]);
    scene.refuses(TAKEN, "has this userName", |okta| okta.patch(&format!("/Users/{id}"), &rename));
}

#[test]
fn emails_are_any_number() {
    let mut scene = Scene::new(PRESET);
    let none = scene.create(&person_with("none", json!({ "emails": null })));
    assert_eq!(scene.user(&none)["emails"], Value::Null);
    let three =
        json!([{ "value": "a@example.com" }, { "value": "b@example.com" }, { "value": "c@example.com" }]);
    let three = scene.create(&person_with("three", json!({ "emails": three })));
    assert_eq!(
        ids(&scene.user(&three)["emails"], "value"),
        ["a@example.com", "b@example.com", "c@example.com"]
    );
}

#[test]
fn email_change_is_allowed() {
    for provider in [Provider::Okta, Provider::Entra] {
        let mut scene = Scene::of(provider, PRESET);
        let id = scene.assign("jane@example.com");
        match provider {
            Provider::Entra => {
                scene.patch(&id, "Replace", "emails[type eq \"work\"].value", json!("doe@example.com"));
            }
            _ => {
                let emails = json!([{ "value": "doe@example.com", "type": "work", "primary": true }]);
                drop(scene.put(&id, json!({ "emails": emails })).expect(200));
            }
        }
        assert_eq!(ids(&scene.user(&id)["emails"], "value"), ["doe@example.com"]);
        assert_eq!(scene.user(&id)["userName"], "jane@example.com");
    }
}

#[test]
fn create_inactive_is_allowed_and_takes_no_seat() {
    let mut scene = Scene::new(PRESET);
    scene.cap(0);
    let id = scene.create(&person_with("jane@example.com", json!({ "active": false })));
    assert_eq!(
        (scene.user(&id)["active"].clone(), scene.status(&id)),
        (json!(false), "disabled:confirmed".into())
    );
    assert_eq!(scene.seats(), 0);
}

#[test]
fn existing_user_is_adopted() {
    adoption::local_people_are_adopted(PRESET);
}

#[test]
fn names_are_as_given() {
    let mut scene = Scene::new(PRESET);
    let id = scene.create(&person_with("jane@example.com", json!({ "name": null, "displayName": null })));
    let user = scene.user(&id);
    assert_eq!((&user["name"], &user["displayName"]), (&Value::Null, &Value::Null));
    drop(scene.put(&id, json!({ "name": { "givenName": "Jane" } })).expect(200));
    assert_eq!(scene.user(&id)["name"], json!({ "givenName": "Jane" }));
}

#[test]
fn display_name_is_stored() {
    let mut scene = Scene::new(PRESET);
    let id = scene.create(&person_with("jane@example.com", json!({ "displayName": "J. D." })));
    assert_eq!(scene.user(&id)["displayName"], "J. D.");
    drop(scene.put(&id, json!({ "displayName": "Dr. J. D." })).expect(200));
    assert_eq!(scene.user(&id)["displayName"], "Dr. J. D.");
}

#[test]
fn blank_update_clears() {
    everywhere::blank_clears(PRESET, "displayName");
}

#[test]
fn updatable_is_everything() {
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    let change = json!({
        "title": "Boss", "nickName": "J", "externalId": "00u2", "timezone": "Europe/Zurich",
        "phoneNumbers": [{ "value": "+41", "type": "work" }], "name": { "givenName": "Joan" },
    });
    drop(scene.put(&id, change.clone()).expect(200));
    let user = scene.user(&id);
    for (name, value) in change.as_object().expect("an object") {
        assert_eq!(&user[name], value, "{name}");
    }
    assert_eq!(scene.left_out(), [""; 0]);
}

#[test]
fn enterprise_extension_is_whole() {
    let mut scene = Scene::new(PRESET);
    let said =
        json!({ "department": "IT", "costCenter": "7", "employeeNumber": "E1", "organization": "Acme" });
    let schemas = json!([USER, ENTERPRISE]);
    let id = scene.create(&person_with("jane@example.com", json!({ "schemas": schemas, ENTERPRISE: said })));
    assert_eq!((&scene.user(&id)[ENTERPRISE], &scene.user(&id)["schemas"]), (&said, &schemas));
    scene.patch(&id, "replace", &format!("{ENTERPRISE}:division"), json!("North"));
    assert_eq!(scene.user(&id)[ENTERPRISE]["division"], "North");
}

#[test]
fn custom_extension_is_rollbooks() {
    everywhere::custom_extension(PRESET, "rollbook");
}

#[test]
fn external_id_is_free() {
    everywhere::external_id_is_free(PRESET);
}

#[test]
fn onboarding_is_none() {
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    assert_eq!((scene.status(&id), scene.seats()), ("confirmed".into(), 1));
    let refused = scene.act(&id, Deed::Invite).expect_err("no invitations");
    assert!(refused.ends_with("(Policy: onboarding=none)"), "{refused}");
    assert_eq!(scene.mails(), [""; 0]);
}

#[test]
fn invite_is_manual() {
    // Nothing follows from it before invitations are switched on.
    let mut scene = Scene::new("standard onboarding=invite");
    let id = scene.assign("jane@example.com");
    assert_eq!((scene.status(&id), scene.seats(), scene.mails()), ("staged".into(), 0, vec![]));
    assert_eq!(scene.act(&id, Deed::Invite), Ok("invited".into()));
    let link = scene.link();
    assert_eq!((scene.follow(&link), scene.status(&id)), (200, "confirmed".into()));
}

#[test]
fn invitation_days_are_five() {
    everywhere::invitation_days(INVITING);
}

#[test]
fn reminders_max_is_none() {
    everywhere::nobody_is_reminded(INVITING);
}

#[test]
fn reminder_days_are_two() {
    everywhere::reminder_days(INVITING);
}

#[test]
fn deactivate_disables() {
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    let seen = scene.now();
    assert_eq!(scene.set_active(&id, false).expect(200).body["active"], false);
    assert_eq!(
        (scene.status(&id), scene.told(seen)),
        ("disabled:confirmed".into(), vec!["user.disabled".into()])
    );
    let (action, before, after) = scene.entry();
    assert_eq!(action, "User Disabled");
    assert_eq!((&before["status"], &after["status"]), (&json!("confirmed"), &json!("disabled:confirmed")));
    assert_eq!(found(&mut scene.client, "/Users", "userName eq \"jane@example.com\""), [id]);
}

#[test]
fn delete_user_removes() {
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    let team = scene.push("Team", &[&id]);
    drop(scene.client.delete(&format!("/Users/{id}")).expect(204));
    drop(scene.client.get(&format!("/Users/{id}")).expect(404));
    drop(scene.client.delete(&format!("/Users/{id}")).expect(404));
    assert_eq!((scene.status(&id), scene.is_in(&team, &id)), ("gone".into(), false));
    assert_ne!(scene.assign("jane@example.com"), id, "whoever comes again is somebody new");
}

#[test]
fn delete_group_lets_members_stay() {
    groups::members_stay(PRESET);
}

#[test]
fn existing_group_is_adopted() {
    groups::local_group_is_adopted(PRESET);
}

#[test]
fn nested_groups_are_allowed() {
    let mut scene = Scene::new(PRESET);
    let jane = scene.assign("jane@example.com");
    let inner = scene.push("Inner", &[&jane]);
    let seen = scene.now();
    let outer = scene.push("Outer", &[&inner]);
    let shown = scene.client.get(&format!("/Groups/{outer}")).expect(200).body;
    assert_eq!(
        (&shown["members"][0]["value"], &shown["members"][0]["type"]),
        (&json!(inner), &json!("Group"))
    );
    // The feed tells of people, by whatever path they come.
    assert_eq!(scene.told(seen), ["group.created", "group.members_changed"]);
    let circle = crate::support::adds(&[&outer]);
    scene.refuses(BAD_VALUE, "is in", |okta| okta.patch(&format!("/Groups/{inner}"), &circle));
}

#[test]
fn unknown_member_is_refused() {
    groups::unknown_members_are_refused(PRESET);
}

#[test]
fn group_members_are_shown() {
    groups::answers_list_members(PRESET);
}

#[test]
fn patch_answer_is_the_dialects() {
    everywhere::patch_as_the_dialect_says(PRESET);
}

#[test]
fn page_default_is_100() {
    everywhere::page_default(PRESET, 100);
}

#[test]
fn page_max_is_1000() {
    everywhere::page_max(PRESET, 1_000);
}

#[test]
fn rate_per_minute_is_off() {
    everywhere::no_limit_on_requests(PRESET);
}

#[test]
fn reactivate_enables() {
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    drop(scene.set_active(&id, false).expect(200));
    let seen = scene.now();
    assert_eq!(scene.set_active(&id, true).expect(200).body["active"], true);
    assert_eq!((scene.status(&id), scene.told(seen)), ("confirmed".into(), vec!["user.enabled".into()]));
    assert_eq!(scene.mails(), [""; 0]);
}

#[test]
fn deactivation_wins_over_what_is_refused_beside_it() {
    // Nothing is refused beside it in the preset itself.
    let mut scene = Scene::new("standard names=required blank_update=clears");
    let id = scene.assign("jane@example.com");
    let nameless = person_with("jane@example.com", json!({ "name": null }));
    scene.refuses_by(BAD_VALUE, "names=required", |okta| okta.put(&format!("/Users/{id}"), &nameless));
    drop(scene.put(&id, json!({ "name": null, "active": false })).expect(200));
    let user = scene.user(&id);
    assert_eq!((&user["active"], &user["name"]["givenName"]), (&json!(false), &json!("Jane")));
    assert_eq!(scene.left_out(), ["name"]);
}

#[test]
fn active_reads_true_for_the_invited() {
    everywhere::active_of_invited(INVITING);
}

#[test]
fn protected_users_stay() {
    everywhere::protected(PRESET);
}

#[test]
fn seats_are_freed_by_deactivation_and_removal() {
    let mut scene = Scene::new(PRESET);
    scene.cap(1);
    let jane = scene.assign("jane@example.com");
    let john = crate::support::person("john@example.com");
    let full = "All 1 seats";
    scene.refuses(BAD_VALUE, full, |okta| okta.post("/Users", &john));
    drop(scene.set_active(&jane, false).expect(200));
    let john = scene.create(&john);
    let on = json!([{ "op": "replace", "value": { "active": true } }]);
    scene.refuses(BAD_VALUE, full, |okta| okta.patch(&format!("/Users/{jane}"), &on));
    drop(scene.client.delete(&format!("/Users/{john}")).expect(204));
    drop(scene.set_active(&jane, true).expect(200));
    assert_eq!(scene.seats(), 1);
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
