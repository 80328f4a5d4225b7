//! `vault`, after Bitwarden.

use crate::support::{BAD_VALUE, Scene, TAKEN, adds, found, group, ids, person, person_with};
use crate::{Row, adoption, everywhere, groups};
use app::invitations::Deed;
use directory::Provider;
use serde_json::{Value, json};

const PRESET: &str = "vault";

pub(crate) const ROWS: &[Row] = &[
    ("tokens_max=1", tokens_max_is_one),
    ("user_name=equals_email", user_name_equals_the_email_and_another_one_is_replaced),
    ("user_name_change=ignore", user_name_change_is_ignored),
    ("emails=one_kept", emails_are_one_that_is_kept),
    ("email_change=ignore", email_change_is_ignored),
    ("create_inactive=refuse", create_inactive_is_refused),
    ("existing_user=link", existing_user_is_a_conflict_and_is_linked),
    ("names=as_given", names_are_not_needed),
    ("display_name=dropped", display_name_is_accepted_and_not_stored),
    ("blank_update=clears", blank_update_clears_the_external_id),
    ("updatable=active_external_id", updatable_are_active_and_external_id),
    ("enterprise=none", enterprise_extension_is_none),
    ("custom_extension=none", custom_extension_is_none),
    ("external_id=unique", external_id_is_unique_and_not_too_long),
    ("onboarding=confirm", onboarding_is_invite_accept_confirm),
    ("invite=automatic", invite_is_automatic_and_off_means_staged),
    ("invitation_days=5", invitation_days_are_five),
    ("reminders_max=0", reminders_max_is_none),
    ("reminder_days=2", reminder_days_are_two),
    ("deactivate=revoke", deactivate_revokes_and_remembers_the_status),
    ("delete_user=remove", delete_user_removes_them_from_the_organization),
    ("delete_group=members_stay", delete_group_lets_members_stay),
    ("existing_group=adopt", existing_group_is_adopted),
    ("nested_groups=skip", nested_groups_are_passed_over),
    ("unknown_member=skip", unknown_member_is_passed_over),
    ("group_members=none", group_members_are_never_shown),
    ("patch_answer=no_content", patch_answer_is_no_content),
    ("page_default=50", page_default_is_50),
    ("page_max=1000", page_max_is_1000),
    ("rate_per_minute=off", rate_per_minute_is_off),
    ("reactivate", reactivate_restores_the_prior_status_without_a_mail),
    ("deactivation wins", deactivation_wins_over_what_is_refused_beside_it),
    ("active", active_reads_true_unless_revoked),
    ("protected", protected_users_stay),
    ("seats", seats_are_freed_by_revoking_and_needed_to_restore),
    ("ids", ids_are_ours),
    ("externalId", external_id_is_opaque_and_of_its_connection),
    ("connections", connections_never_join_their_users),
    ("there before", there_before_and_invited_comes_in_by_that_link),
];

#[test]
fn tokens_max_is_one() {
    everywhere::tokens(PRESET, 1);
}

/// The userName is not kept there, and answers show the e-mail address in its place; so a userName that differs is
/// replaced by it.
#[test]
fn user_name_equals_the_email_and_another_one_is_replaced() {
    let mut scene = Scene::new(PRESET);
    let id = scene.create(&person_with("jane@example.com", json!({ "userName": "jdoe" })));
    assert_eq!(scene.user(&id)["userName"], "jane@example.com");
    assert_eq!(found(&mut scene.client, "/Users", "userName eq \"Jane@Example.com\""), [id]);
    assert_eq!(
        found(&mut scene.client, "/Users", "userName eq \"jdoe\""),
        [""; 0],
        "without an @ it finds nobody"
    );
    assert_eq!(
        (scene.left_out(), scene.mails()),
        (vec!["displayName".into(), "userName".into()], vec!["jane@example.com".into()])
    );
    let no_address = person_with("x", json!({ "emails": [{ "value": "no address" }] }));
    scene.refuses_by(BAD_VALUE, "user_name=equals_email", |okta| okta.post("/Users", &no_address));
}

#[test]
fn user_name_change_is_ignored() {
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    let seen = scene.now();
    let answer = scene.put(&id, json!({ "userName": "doe@example.com" })).expect(200);
    assert_eq!(answer.body["userName"], "jane@example.com", "the answer says what holds");
    scene.patch(&id, "replace", "userName", json!("doe@example.com"));
    assert_eq!((scene.user(&id)["userName"].clone(), scene.told(seen)), (json!("jane@example.com"), vec![]));
    assert_eq!(scene.left_out(), ["displayName", "userName"]);
}

/// The one is the primary; else, from Entra ID, the userName; else the one of work; else the first.
#[test]
fn emails_are_one_that_is_kept() {
    let all = |primary: bool| {
        json!([{ "value": "first@example.com", "type": "home" }, { "value": "work@example.com", "type": "work" },
            { "value": "primary@example.com", "type": "other", "primary": primary }])
    };
    for (provider, emails, kept) in [
        (Provider::Okta, all(true), "primary@example.com"),
        (Provider::Entra, all(true), "primary@example.com"),
        (Provider::Okta, all(false), "work@example.com"),
        (Provider::Entra, all(false), "name@example.com"),
        (Provider::Entra, Value::Null, "name@example.com"),
        (
            Provider::Okta,
            json!([{ "value": "first@example.com" }, { "value": "x@example.com" }]),
            "first@example.com",
        ),
    ] {
        let mut scene = Scene::of(provider, PRESET);
        let id = scene.create(&person_with("name@example.com", json!({ "emails": emails })));
        let user = scene.user(&id);
        assert_eq!((ids(&user["emails"], "value"), &user["userName"]), (vec![kept.to_owned()], &json!(kept)));
        assert_eq!(
            (&user["emails"][0]["primary"], &user["emails"][0]["type"]),
            (&json!(true), &json!("work"))
        );
        assert_eq!(scene.mails(), [kept]);
    }
    let mut scene = Scene::new(PRESET);
    let none = person_with("jane@example.com", json!({ "emails": null }));
    scene.refuses_by(BAD_VALUE, "emails=one_kept", |okta| okta.post("/Users", &none));
}

#[test]
fn email_change_is_ignored() {
    let mut scene = Scene::of(Provider::Entra, PRESET);
    let id = scene.assign("jane@example.com");
    let before = scene.user(&id);
    scene.patch(&id, "Replace", "emails[type eq \"work\"].value", json!("doe@example.com"));
    let home = json!([{ "value": "jane@example.com", "type": "home", "primary": true }, { "value": "x@example.com" }]);
    drop(scene.put(&id, json!({ "emails": home })).expect(200));
    assert_eq!(scene.user(&id), before);
    assert_eq!(scene.left_out(), ["displayName", "emails"]);
    // An address that only the provider has changed looks like a new person.
    assert_ne!(scene.assign("doe@example.com"), id);
}

#[test]
fn create_inactive_is_refused() {
    everywhere::nobody_is_made_inactive(PRESET);
}

/// Whoever is there is a conflict, revoked ones included.
#[test]
fn existing_user_is_a_conflict_and_is_linked() {
    adoption::local_people_are_linked(PRESET);
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    drop(scene.set_active(&id, false).expect(204));
    let body = person_with("JANE@example.com", json!({ "externalId": "00u2" }));
    scene.refuses(TAKEN, "has this userName", |okta| okta.post("/Users", &body));
}

/// They are not kept there before somebody has an account; we keep what the provider says, which mails use.
#[test]
fn names_are_not_needed() {
    let mut scene = Scene::new(PRESET);
    let id = scene.create(&person_with("jane@example.com", json!({ "name": null })));
    assert_eq!(scene.user(&id)["name"], Value::Null);
    let id = scene.assign("john@example.com");
    assert_eq!(scene.user(&id)["name"], json!({ "givenName": "Jane", "familyName": "Doe" }));
}

#[test]
fn display_name_is_accepted_and_not_stored() {
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    assert_eq!(scene.user(&id)["displayName"], Value::Null);
    scene.patch(&id, "replace", "displayName", json!("Jane"));
    assert_eq!(
        (scene.user(&id)["displayName"].clone(), scene.left_out()),
        (Value::Null, vec!["displayName".into()])
    );
}

/// It is the one attribute that can be blanked there, by PATCH; the link to the provider's user is gone with it. A PUT that
/// leaves it out, or blank, means nothing by it.
#[test]
fn blank_update_clears_the_external_id() {
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    drop(scene.put(&id, json!({ "externalId": "" })).expect(200));
    assert_eq!(scene.user(&id)["externalId"], "00u-jane@example.com");
    scene.patch(&id, "remove", "externalId", Value::Null);
    assert_eq!(scene.user(&id)["externalId"], Value::Null);
}

/// The help says that an externalId is not updated, the newer code does so by PATCH; we read it of PUT as well.
#[test]
fn updatable_are_active_and_external_id() {
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    scene.patch(&id, "replace", "externalId", json!("00u2"));
    let change =
        json!({ "externalId": "00u3", "title": "Boss", "name": { "givenName": "Joan" }, "active": false });
    drop(scene.put(&id, change).expect(200));
    let user = scene.user(&id);
    assert_eq!((&user["externalId"], &user["active"]), (&json!("00u3"), &json!(false)));
    assert_eq!((&user["title"], &user["name"]["givenName"]), (&Value::Null, &json!("Jane")));
    // A text for `active` is for Entra ID only.
    let operations = json!([{ "op": "replace", "path": "title", "value": "Boss" },
        { "op": "replace", "value": { "active": "true", "externalId": "00u4" } }]);
    scene.client.patch(&format!("/Users/{id}"), &operations).expect_error(400, Some("invalidValue"));
    // What may not change is left out of a PATCH, and the rest is done; there one by one, here all or nothing (RFC 7644
    // §3.5.2).
    let operations = json!([{ "op": "replace", "path": "title", "value": "Boss" },
        { "op": "replace", "value": { "active": true, "externalId": "00u4" } }]);
    drop(scene.client.patch(&format!("/Users/{id}"), &operations).expect(204));
    let user = scene.user(&id);
    assert_eq!(
        (&user["externalId"], &user["active"], &user["title"]),
        (&json!("00u4"), &json!(true), &Value::Null)
    );
    assert_eq!(scene.left_out(), ["displayName", "name", "title"]);
}

#[test]
fn enterprise_extension_is_none() {
    everywhere::no_enterprise_extension(PRESET);
}

#[test]
fn custom_extension_is_none() {
    everywhere::no_custom_extension(PRESET);
}

/// A missing one is made up there; here it stays missing, because nothing of ours goes by it.
#[test]
fn external_id_is_unique_and_not_too_long() {
    let mut scene = Scene::new(PRESET);
    let jane = scene.create(&person_with("jane@example.com", json!({ "externalId": "00u1" })));
    let john = scene.create(&person_with("john@example.com", json!({ "externalId": null })));
    assert_eq!(scene.user(&john)["externalId"], Value::Null);
    let (same, long) = (json!({ "externalId": "00u1" }), json!({ "externalId": "x".repeat(301) }));
    let body = person_with("joe@example.com", same.clone());
    scene.refuses_by(TAKEN, "external_id=unique", |okta| okta.post("/Users", &body));
    let body = person_with("joe@example.com", long.clone());
    scene.refuses_by(BAD_VALUE, "external_id=unique", |okta| okta.post("/Users", &body));
    let target = format!("/Users/{john}");
    for (kind, value) in [(TAKEN, same), (BAD_VALUE, long)] {
        let replace = json!([{ "op": "replace", "value": value }]);
        scene.refuses_by(kind, "external_id=unique", |okta| okta.patch(&target, &replace));
    }
    scene.patch(&john, "replace", "externalId", json!("x".repeat(300)));
    // Whoever is revoked still has theirs.
    drop(scene.set_active(&jane, false).expect(204));
    let replace = json!([{ "op": "replace", "path": "externalId", "value": "00u1" }]);
    scene.refuses_by(TAKEN, "external_id=unique", |okta| okta.patch(&target, &replace));
    drop(scene.client.delete(&format!("/Users/{jane}")).expect(204));
    scene.patch(&john, "replace", "externalId", json!("00u1"));
}

#[test]
fn onboarding_is_invite_accept_confirm() {
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    let refused = scene.act(&id, Deed::Confirm).expect_err("not yet");
    assert!(refused.contains("not accepted"), "{refused}");
    let link = scene.link();
    assert_eq!((scene.follow(&link), scene.status(&id)), (200, "accepted".into()));
    assert_eq!(scene.user(&id)["active"], true);
    assert_eq!(scene.act(&id, Deed::Confirm), Ok("confirmed".into()));
    assert_eq!(
        (scene.entry().0.as_str(), scene.user(&id)["active"].clone()),
        ("User Confirmed", json!(true))
    );
}

/// The help has people staged unless invitations are switched on, the code invites them unless they are switched off; we
/// read the code. Who is staged gets no mail and takes no seat.
#[test]
fn invite_is_automatic_and_off_means_staged() {
    everywhere::invited_automatically(PRESET);
    let mut scene = Scene::new("vault invite=manual");
    scene.cap(0);
    let id = scene.assign("jane@example.com");
    let refused = scene.act(&id, Deed::Invite).expect_err("no seat");
    assert!(refused.starts_with("All 0 seats"), "{refused}");
    assert_eq!((scene.status(&id), scene.seats()), ("staged".into(), 0));
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
fn deactivate_revokes_and_remembers_the_status() {
    let mut scene = Scene::new(PRESET);
    let [invited, accepted, confirmed] =
        ["invited", "accepted", "confirmed"].map(|name| scene.assign(&format!("{name}@example.com")));
    assert_eq!(scene.act(&accepted, Deed::Accept(None)), Ok("accepted".into()));
    assert_eq!(scene.act(&confirmed, Deed::Accept(None)), Ok("accepted".into()));
    assert_eq!(scene.act(&confirmed, Deed::Confirm), Ok("confirmed".into()));
    assert_eq!(scene.seats(), 3);
    for (id, stage) in [(&invited, "invited"), (&accepted, "accepted"), (&confirmed, "confirmed")] {
        let seen = scene.now();
        drop(scene.set_active(id, false).expect(204));
        assert_eq!(
            (scene.status(id), scene.user(id)["active"].clone()),
            (format!("revoked:{stage}"), json!(false))
        );
        assert_eq!(scene.told(seen), ["user.disabled"]);
        let seen = scene.now();
        drop(scene.set_active(id, false).expect(204));
        assert_eq!(scene.told(seen), [""; 0], "once more does nothing");
    }
    assert_eq!(scene.seats(), 0);
}

#[test]
fn delete_user_removes_them_from_the_organization() {
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    let link = scene.link();
    let seen = scene.now();
    drop(scene.client.delete(&format!("/Users/{id}")).expect(204));
    drop(scene.client.get(&format!("/Users/{id}")).expect(404));
    assert_eq!(
        (scene.status(&id), scene.told(seen), scene.seats()),
        ("gone".into(), vec!["user.deleted".into()], 0)
    );
    assert_eq!(scene.follow(&link), 404);
    scene.assign("jane@example.com");
    assert_eq!(scene.mails(), ["jane@example.com"], "whoever comes again is invited again");
}

#[test]
fn delete_group_lets_members_stay() {
    groups::members_stay(PRESET);
}

/// Nobody is removed from a group that was there before, and who is new in the provider's comes in. Two groups of one
/// name are allowed there; in one connection they are not here, because providers look groups up by name.
#[test]
fn existing_group_is_adopted() {
    groups::local_group_is_adopted(PRESET);
    let mut scene = Scene::new(PRESET);
    scene.push("Team", &[]);
    scene.refuses(TAKEN, "has this displayName", |okta| okta.post("/Groups", &group("team", &[])));
}

#[test]
fn nested_groups_are_passed_over() {
    let mut scene = Scene::new(PRESET);
    let jane = scene.assign("jane@example.com");
    let inner = scene.push("Inner", &[]);
    let outer = scene.push("Outer", &[&inner, &jane]);
    drop(scene.client.patch(&format!("/Groups/{outer}"), &adds(&[&inner])).expect(204));
    assert_eq!((scene.is_in(&outer, &jane), scene.is_in(&outer, &inner)), (true, false));
    assert_eq!(scene.left_out(), ["displayName", "members"]);
}

#[test]
fn unknown_member_is_passed_over() {
    let mut scene = Scene::new(PRESET);
    let jane = scene.assign("jane@example.com");
    let john = scene.second(PRESET).client().post("/Users", &person("john@example.com")).expect(201).id();
    assert_eq!(scene.mails(), ["jane@example.com", "john@example.com"]);
    let unknown = [crate::support::NOBODY, "no id", "joe@example.com", &john];
    let team = scene.push("Team", &[&unknown[..], &[&jane]].concat());
    drop(scene.client.patch(&format!("/Groups/{team}"), &adds(&unknown)).expect(204));
    drop(scene.client.put(&format!("/Groups/{team}"), &group("Team", &[&jane, &john])).expect(200));
    assert_eq!((scene.is_in(&team, &jane), scene.is_in(&team, &john)), (true, false));
    assert_eq!(scene.left_out(), ["displayName", "members"]);
    assert_eq!(scene.mails(), [""; 0]);
}

/// Nor do users show their groups there, whose list is always empty; here they do, as it is the RFC's to say.
#[test]
fn group_members_are_never_shown() {
    let mut scene = Scene::new(PRESET);
    let jane = scene.assign("jane@example.com");
    let made = scene.client.post("/Groups", &group("Team", &[&jane])).expect(201);
    let target = format!("/Groups/{}", made.id());
    for shown in [
        made.clone(),
        scene.client.get(&target).expect(200),
        scene.client.get("/Groups").expect(200),
        scene.client.get(&format!("{target}?attributes=members")).expect(200),
        scene.client.put(&target, &group("Team", &[&jane])).expect(200),
    ] {
        assert!(!shown.text.contains(&jane), "{}", shown.text);
    }
    assert!(scene.is_in(&made.id(), &jane));
    assert_eq!(ids(&scene.user(&jane)["groups"], "value"), [made.id()]);
    // Okta takes somebody out by a filter; an unknown one is no error here, as they are not in it.
    for _ in 0..2 {
        let remove = json!([{ "op": "remove", "path": format!("members[value eq \"{jane}\"]") }]);
        drop(scene.client.patch(&target, &remove).expect(204));
    }
    assert!(!scene.is_in(&made.id(), &jane));
}

#[test]
fn patch_answer_is_no_content() {
    everywhere::patch_answers(PRESET, 204);
}

#[test]
fn page_default_is_50() {
    everywhere::page_default(PRESET, 50);
}

/// There is none there; each of our limits has a number.
#[test]
fn page_max_is_1000() {
    everywhere::page_max(PRESET, 1_000);
}

#[test]
fn rate_per_minute_is_off() {
    everywhere::no_limit_on_requests(PRESET);
}

#[test]
fn reactivate_restores_the_prior_status_without_a_mail() {
    let mut scene = Scene::of(Provider::Entra, PRESET);
    let [invited, confirmed] =
        ["invited", "confirmed"].map(|name| scene.assign(&format!("{name}@example.com")));
    assert_eq!(scene.mails().len(), 2);
    scene.act(&confirmed, Deed::Accept(None)).expect("accepted");
    scene.act(&confirmed, Deed::Confirm).expect("confirmed");
    for id in [&invited, &confirmed] {
        let before = scene.status(id);
        scene.patch(id, "Replace", "active", json!("False"));
        assert_eq!(scene.status(id), format!("revoked:{before}"));
        let seen = scene.now();
        scene.patch(id, "Replace", "active", json!("True"));
        assert_eq!((scene.status(id), scene.told(seen)), (before, vec!["user.enabled".into()]));
    }
    assert_eq!(scene.mails(), [""; 0]);
}

/// Nor does an externalId keep somebody in whom another one has: that it is unique is asked for when they come back.
#[test]
fn deactivation_wins_over_what_is_refused_beside_it() {
    let mut scene = Scene::new(PRESET);
    scene.create(&person_with("jane@example.com", json!({ "externalId": "00u1" })));
    let id = scene.create(&person_with("john@example.com", json!({ "externalId": "00u2" })));
    drop(scene.put(&id, json!({ "externalId": "x".repeat(301), "active": false })).expect(200));
    let user = scene.user(&id);
    assert_eq!((&user["active"], &user["externalId"]), (&json!(false), &json!("00u2")));
    assert_eq!(
        (scene.status(&id), scene.left_out()),
        ("revoked:invited".into(), vec!["displayName".into(), "externalId".into()])
    );
    drop(scene.set_active(&id, true).expect(204));
    drop(scene.put(&id, json!({ "externalId": "00u1", "active": false })).expect(200));
    assert_eq!(scene.status(&id), "revoked:invited");
    let on = json!([{ "op": "replace", "value": { "active": true } }]);
    scene.refuses_by(TAKEN, "external_id=unique", |okta| okta.patch(&format!("/Users/{id}"), &on));
    scene.patch(&id, "replace", "externalId", "00u2");
    drop(scene.set_active(&id, true).expect(204));
}

#[test]
fn active_reads_true_unless_revoked() {
    everywhere::active_of_invited(PRESET);
    let mut scene = Scene::new(PRESET);
    let id = scene.assign("jane@example.com");
    scene.act(&id, Deed::Accept(None)).expect("accepted");
    assert_eq!(scene.user(&id)["active"], true);
    drop(scene.set_active(&id, false).expect(204));
    assert_eq!(scene.user(&id)["active"], false);
}

#[test]
fn protected_users_stay() {
    everywhere::protected(PRESET);
}

/// There is a cap only, which nothing raises by itself.
#[test]
fn seats_are_freed_by_revoking_and_needed_to_restore() {
    let mut scene = Scene::new(PRESET);
    scene.cap(1);
    let jane = scene.assign("jane@example.com");
    let john = person("john@example.com");
    let full = "All 1 seats of the organization are taken";
    scene.refuses(BAD_VALUE, full, |okta| okta.post("/Users", &john));
    drop(scene.set_active(&jane, false).expect(204));
    let john = scene.create(&john);
    let on = json!([{ "op": "replace", "value": { "active": true } }]);
    scene.refuses(BAD_VALUE, full, |okta| okta.patch(&format!("/Users/{jane}"), &on));
    drop(scene.client.delete(&format!("/Users/{john}")).expect(204));
    drop(scene.set_active(&jane, true).expect(204));
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
