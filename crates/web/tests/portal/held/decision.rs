//! What administrators decide about those whom a provider took out by accident, and what becomes of each.

use super::{Accident, HELD, deactivate, forged_to, hired, is_active, let_time_pass, names};
use crate::bulk::{agree, begin, count, tabs};
use crate::staff::appointed;
use crate::support::trail;
use crate::user::{acts, of_user, press, status};
use crate::users::listed;
use directory::{Action, Actor, Provider, Role};
use serde_json::json;
use store::StatusKind;
use testkit::{PASSWORD, Page, Portal, TestServer};

#[test]
fn an_admin_undoes_all_of_it_and_people_are_what_they_were() {
    let scene = Accident::new();
    let (server, org) = (&scene.server, scene.org());
    let mut admin = scene.appointed(Role::Admin);
    let list = admin.get(&scene.address("/users?held=yes"));
    let form = list.form("/users/acts");
    let offered: Vec<&str> = form.buttons.iter().map(|(word, _)| word.as_str()).collect();
    assert!(offered[0] == "Undo held change" && !offered.contains(&"Apply held change"), "{offered:?}");
    let asked = admin.send_form(&list, &form, &[("everyone", "yes"), ("act", "undo-held")]);
    assert_eq!(asked.texts("h1"), ["Undo the held changes of 60 users"]);
    assert!(asked.text().contains("The provider is not told: correct the cause there too"));
    let late = admin.send_form(&list, &form, &[("everyone", "yes"), ("act", "undo-held")]);
    assert_eq!((count(server, org, StatusKind::Confirmed), scene.held(&mut admin, "").len()), (10, HELD));

    let page = agree(&mut admin, &asked, &[]);
    assert_eq!(tabs(&page), ["All (60)", "Done (60)"]);
    assert_eq!((count(server, org, StatusKind::Confirmed), scene.held(&mut admin, "").len()), (70, 0));
    let (removal, here) = scene.removal();
    assert_eq!(is_active(&scene.okta, removal), json!(true));
    assert_eq!(is_active(&scene.entra, scene.deactivated[54]), json!(true));
    assert_eq!(admin.get(&format!("{here}/groups")).texts("tbody tr"), ["Crew SCIM Okta 10 members"]);
    let page = admin.get(&here);
    assert_eq!(
        (status(&page).as_str(), page.texts(".mark"), page.texts(".warning")),
        ("● Confirmed", vec![], vec![])
    );
    assert_eq!(admin.get(&scene.address("")).texts("#attention p"), ["Nothing needs attention."]);

    // Nothing is left to do, and nobody left to do it to.
    let again = begin(&mut admin, org, "act=undo-held&everyone=yes&held=yes");
    assert!(again.text().contains("No users selected"), "{}", again.text());
    // Asked for twice before it was done.
    assert_eq!(agree(&mut admin, &late, &[]).texts("#run-said"), ["Finished: 0 users"]);
    let asked = begin(&mut admin, org, &format!("act=undo-held&user={removal}"));
    assert_eq!(tabs(&agree(&mut admin, &asked, &[])), ["All (1)", "No change (1)"]);
}

#[test]
fn only_an_owner_who_gives_the_password_applies_all_of_it() {
    let scene = Accident::new();
    let (server, org) = (&scene.server, scene.org());
    let fields = "act=apply-held&everyone=yes&held=yes";
    let mut admin = scene.appointed(Role::Admin);
    let refused = begin(&mut admin, org, fields);
    assert_eq!(refused.status, 403);
    assert!(refused.text().contains("Only an owner can do this. Nothing was changed."), "{}", refused.text());
    // A form for what an admin may do, with another act in it.
    let asked = begin(&mut admin, org, "act=undo-held&everyone=yes&held=yes");
    let refused = agree(&mut admin, &asked, &[("act", "apply-held")]);
    assert!(refused.status == 403 && refused.text().contains("Only an owner can do this."));
    let as_it_was = |scene: &Accident, portal: &mut Portal| {
        assert_eq!(
            (scene.held(portal, "").len(), count(server, org, StatusKind::Disabled)),
            (HELD, HELD as u64)
        );
    };
    as_it_was(&scene, &mut admin);

    let mut owner = scene.appointed(Role::Owner);
    let_time_pass(server);
    let list = owner.get(&scene.address("/users?held=yes"));
    let form = list.form("/users/acts");
    assert_eq!(list.texts("button.danger"), ["Apply held change", "Remove"]);
    let asked = owner.send_form(&list, &form, &[("everyone", "yes"), ("act", "apply-held")]);
    assert_eq!(told(&asked), [removed(5), kept_out(55)]);
    assert_eq!(asked.texts("form.card button.danger.grave"), ["Apply the held changes of 60 users"]);
    let password = agree(&mut owner, &asked, &[]);
    assert_eq!((password.status, password.texts("h1")), (403, vec!["Confirm your identity".to_owned()]));
    as_it_was(&scene, &mut owner);
    let wrong = agree(&mut owner, &password, &[("confirm_password", "not mine at all")]);
    assert_eq!((wrong.status, wrong.texts("[role=alert]").len()), (403, 1));
    as_it_was(&scene, &mut owner);

    let page = agree(&mut owner, &wrong, &[("confirm_password", PASSWORD)]);
    assert_eq!(tabs(&page), ["All (60)", "Done (60)"]);
    assert_eq!(scene.held(&mut owner, "").len(), 0);
    assert_eq!(owner.get(&scene.address("")).texts("#attention p"), ["Nothing needs attention."]);
    // Whoever was to be removed is, and whoever was to be kept out still is.
    assert_eq!(listed(&owner.get(&scene.address("/users?q=o0"))), names("o", 25..30));
    assert_eq!(scene.okta.client().get(&format!("/Users/{}", scene.removal().0)).status, 404);
    assert_eq!(
        (count(server, org, StatusKind::Disabled), is_active(&scene.entra, scene.loss().0)),
        (55, json!(false))
    );
    let last: Vec<_> =
        trail(server, org, HELD as u64).into_iter().map(|entry| (entry.action, entry.actor)).collect();
    let of = |action| last.iter().filter(|(known, _)| *known == action).count();
    assert_eq!(of(Action::HeldChangeApplied), HELD);
    let by = format!("owner@{org}.test");
    assert!(
        last.iter().all(|(_, actor)| matches!(actor, Actor::Administrator { email, .. } if *email == by))
    );
}

/// What the page says that asks whether to do it.
fn told(asked: &Page) -> Vec<String> {
    asked.texts("form.card > p:not(.quiet)")
}

fn removed(count: usize) -> String {
    let said = match count {
        1 => "1 user is removed with all of their data, and leaves their groups".to_owned(),
        _ => format!("{count} users are removed with all of their data, and leave their groups"),
    };
    format!("{said}, as the provider wants. This cannot be undone.")
}

fn kept_out(count: usize) -> String {
    match count {
        1 => "1 user, whom the provider only deactivated, stays without access and is no longer listed as held.".into(),
        _ => format!(
            "{count} users, whom the provider only deactivated, stay without access and are no longer listed as held."
        ),
    }
}

#[test]
fn whoever_applies_it_reads_how_many_are_removed_and_how_many_are_not() {
    let scene = Accident::new();
    let mut owner = scene.appointed(Role::Owner);
    let mut said = |fields: &str| told(&begin(&mut owner, scene.org(), &format!("act=apply-held&{fields}")));
    let of = |door: &testkit::Door| format!("everyone=yes&source={}", door.connection);
    let nothing = ["Nothing is held for these users any longer: nobody is removed."];
    for held in ["", "&held=yes"] {
        assert_eq!(said(&format!("everyone=yes{held}")), [removed(5), kept_out(55)]);
        assert_eq!(said(&format!("{}{held}", of(&scene.okta))), [removed(5)]);
        assert_eq!(said(&format!("{}{held}", of(&scene.entra))), [kept_out(55)]);
        assert_eq!(said(&format!("everyone=yes&q=o02{held}")), [removed(5)]);
        assert_eq!(said(&format!("everyone=yes&q=o024{held}")), [removed(1)]);
        assert_eq!(said(&format!("everyone=yes&q=e00&status=disabled{held}")), [kept_out(10)]);
    }
    assert_eq!(said("everyone=yes&q=o029"), nothing, "nobody took that one out");
    let [gone, lost, there] = [scene.deleted[20], scene.deactivated[0], scene.deleted[29]];
    assert_eq!(said(&format!("user={gone}&user={lost}&user={there}")), [removed(1), kept_out(1)]);
    assert_eq!(said(&format!("user={gone}")), [removed(1)]);
    assert_eq!(said(&format!("user={lost}&user={}", scene.deactivated[1])), [kept_out(2)]);
    assert_eq!(said(&format!("user={there}")), nothing);
}

/// What leads from somebody's page to a page that asks first.
fn asked_first(page: &Page) -> Vec<String> {
    page.texts(".head .actions a")
}

#[test]
fn a_decision_about_one_is_asked_for_on_their_page() {
    let scene = Accident::new();
    let ((removal, here), (loss, there)) = (scene.removal(), scene.loss());
    let mut admin = scene.appointed(Role::Admin);
    let page = admin.get(&here);
    assert_eq!(
        (acts(&page), asked_first(&page)),
        (words(&["Disable", "Protect"]), words(&["Undo held change", "Remove"]))
    );
    assert_eq!(page.texts(".head .actions > a.button.primary"), ["Undo held change"]);
    let disable = page.attributes("form[action$='/acts'] button", "value");
    assert_eq!(disable, ["keep-out", "protect"]);
    let asked = admin.get(&page.link("Undo held change"));
    assert_eq!((asked.status, asked.texts("h1")), (200, words(&["Undo the held change of 1 user"])));
    assert_eq!(scene.held(&mut admin, "").len(), HELD, "nothing was done yet");
    let undone = agree(&mut admin, &asked, &[]);
    assert_eq!(
        (tabs(&undone), undone.texts("#run tbody tr")),
        (words(&["All (1)", "Done (1)"]), words(&["o020@acme.test ● Done"]))
    );
    let page = admin.get(&here);
    assert_eq!((status(&page).as_str(), page.texts(".warning")), ("● Confirmed", vec![]));
    assert_eq!((asked_first(&page), acts(&page)), (words(&["Remove"]), words(&["Disable", "Protect"])));
    assert_eq!(is_active(&scene.okta, removal), json!(true));

    let mut owner = scene.appointed(Role::Owner);
    let here = of_user(scene.org(), scene.deleted[21]);
    let page = owner.get(&here);
    let all = words(&["Undo held change", "Apply held change", "Remove"]);
    assert_eq!((acts(&page), asked_first(&page)), (words(&["Disable", "Protect"]), all));
    assert_eq!(page.texts(".head .actions a.danger"), ["Apply held change", "Remove"]);
    let_time_pass(&scene.server);
    let asked = owner.get(&page.link("Apply held change"));
    assert_eq!(
        (asked.texts("h1"), told(&asked)),
        (words(&["Apply the held change of 1 user"]), vec![removed(1)])
    );
    let password = agree(&mut owner, &asked, &[]);
    assert_eq!((password.status, password.texts("h1")), (403, words(&["Confirm your identity"])));
    assert_eq!((owner.get(&here).status, scene.held(&mut owner, "").len()), (200, HELD - 1));
    let applied = agree(&mut owner, &password, &[("confirm_password", PASSWORD)]);
    assert_eq!(tabs(&applied), ["All (1)", "Done (1)"]);
    assert_eq!((owner.get(&here).status, owner.get(&there).status), (404, 200));

    let page = owner.get(&there);
    let asked = owner.get(&page.link("Apply held change"));
    assert_eq!(told(&asked), [kept_out(1)]);
    agree(&mut owner, &asked, &[]);
    let page = owner.get(&there);
    assert_eq!((status(&page).as_str(), page.texts(".warning")), ("○ Disabled", vec![]));
    assert_eq!(is_active(&scene.entra, loss), json!(false));
    assert_eq!(scene.held(&mut owner, ""), [names("e", 1..55), names("o", 22..25)].concat());
}

#[test]
fn no_form_decides_about_one_without_the_page_that_asks() {
    let scene = Accident::new();
    let here = scene.removal().1;
    let [mut owner, mut admin] = [Role::Owner, Role::Admin].map(|role| scene.appointed(role));
    let before = trail(&scene.server, scene.org(), 1);
    for portal in [&mut owner, &mut admin] {
        for act in ["apply-held", "undo-held"] {
            for to in [&here, &scene.loss().1, &of_user(scene.org(), scene.deleted[29])] {
                assert_eq!(forged_to(portal, &here, to, act).status, 404, "{act} of {to}");
            }
        }
        assert_eq!(scene.held(portal, "").len(), HELD);
        assert_eq!(portal.get(&here).status, 200);
    }
    // The page is there, and says no.
    let refused = begin(&mut admin, scene.org(), &format!("act=apply-held&user={}", scene.removal().0));
    assert!(
        refused.status == 403 && refused.text().contains("Only an owner can do this."),
        "{}",
        refused.text()
    );
    assert_eq!(trail(&scene.server, scene.org(), 1), before);
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn nobody_of_another_organization_is_reached() {
    let scene = Accident::new();
    let other = scene.server.connect("Globex", Provider::Okta).org;
    let mut stranger = appointed(&scene.server, other, Role::Owner);
    let (user, here) = scene.removal();
    let account = format!("/organizations/{other}/users");
    for act in ["apply-held", "undo-held"] {
        for to in [&here, &of_user(other, user)] {
            assert_eq!(forged_to(&mut stranger, &account, to, act).status, 404, "{act} at {to}");
        }
        let asked = begin(&mut stranger, scene.org(), &format!("act={act}&everyone=yes&held=yes"));
        assert_eq!(asked.status, 404);
    }
    let mut auditor = scene.appointed(Role::Auditor);
    assert_eq!(scene.held(&mut auditor, "").len(), HELD);
}

/// What comes of it that somebody is taken out while a decision about all others is carried out.
fn whoever_is_taken_out_meanwhile_waits(role: Role, act: &str) {
    let server = TestServer::start();
    let okta = server.connect("Acme", Provider::Okta);
    let all = hired(&okta, "p", 120);
    server.pass_days(1);
    let mut client = okta.client();
    all[..118].iter().for_each(|user| deactivate(&mut client, *user));
    let scene = Accident { server, entra: okta.clone(), okta, deleted: Vec::new(), deactivated: Vec::new() };
    let mut portal = scene.appointed(role);
    let fields = format!("act={act}&everyone=yes&held=yes");
    let asked = begin(&mut portal, scene.org(), &fields);
    let page = agree(&mut portal, &asked, &[("steps", "1")]);
    assert_eq!(
        (tabs(&page), scene.held(&mut portal, "")),
        (vec!["All (100)".into(), "Done (100)".into()], names("p", 100..118))
    );
    // One who was left alone, one whom the provider only kept out before, and one whom the run has passed.
    for user in [all[118], all[110], all[0]] {
        assert_eq!(client.delete(&format!("/Users/{user}")).status, 204);
    }
    let page = agree(&mut portal, &page, &[]);
    assert_eq!(tabs(&page), ["All (119)", "Done (117)", "Refused (2)"]);
    let refused = portal.get(&page.link("Refused (2)")).texts("#run tbody tr");
    let expected = ["p110@acme.test", "p118@acme.test"].map(|name| {
        format!(
            "{name} ▲ Refused This user lost access after this run started, so they were left unchanged. \
             They are listed as held: decide about them separately."
        )
    });
    assert_eq!(refused, expected);
    let left = ["p000@acme.test", "p110@acme.test", "p118@acme.test"];
    assert_eq!(scene.held(&mut portal, ""), left);
    let marks = portal.get(&scene.address("/users?held=yes")).texts("td.who .mark");
    assert_eq!(marks, ["Held: removal"; 3]);

    // Whoever sees that, and means it, is obeyed.
    let asked = begin(&mut portal, scene.org(), &fields);
    assert_eq!(tabs(&agree(&mut portal, &asked, &[])), ["All (3)", "Done (3)"]);
    let status = portal.get(&of_user(scene.org(), all[110])).status;
    assert_eq!(status, if act == "undo-held" { 200 } else { 404 });
}

#[test]
fn nothing_is_undone_that_happened_after_it_had_begun() {
    whoever_is_taken_out_meanwhile_waits(Role::Admin, "undo-held");
}

#[test]
fn nothing_is_applied_that_happened_after_it_had_begun() {
    whoever_is_taken_out_meanwhile_waits(Role::Owner, "apply-held");
}

#[test]
fn to_restore_or_to_remove_somebody_settles_it_as_well() {
    let scene = Accident::new();
    let mut admin = scene.appointed(Role::Admin);
    let (restored, removed) = (scene.deleted[20], scene.deleted[21]);
    let asked = begin(&mut admin, scene.org(), &format!("act=restore&user={restored}"));
    assert_eq!(tabs(&agree(&mut admin, &asked, &[])), ["All (1)", "Done (1)"]);
    let page = admin.get(&of_user(scene.org(), restored));
    assert_eq!((status(&page).as_str(), page.texts(".mark")), ("● Confirmed", vec![]));
    let page = admin.get(&format!("{}/removal", of_user(scene.org(), removed)));
    assert!(press(&mut admin, &page, "Remove").path.ends_with("notice=user-removed"));
    assert_eq!(scene.held(&mut admin, &format!("&source={}", scene.okta.connection)), names("o", 22..25));
    let matters = admin.get(&scene.address("")).texts(".matters > li");
    assert!(
        matters[0].contains("Okta took access away from many users at once: 3 changes are held."),
        "{matters:?}"
    );

    // To keep somebody out says that they stay out.
    let asked = begin(&mut admin, scene.org(), &format!("act=keep-out&user={}", scene.deleted[22]));
    assert_eq!(tabs(&agree(&mut admin, &asked, &[])), ["All (1)", "Done (1)"]);
    assert_eq!(scene.held(&mut admin, "").len(), HELD - 3);
    assert_eq!(status(&admin.get(&of_user(scene.org(), scene.deleted[22]))), "○ Disabled");
    // The provider lets them in again.
    let on = json!([{ "op": "replace", "path": "active", "value": true }]);
    assert_eq!(scene.okta.client().patch(&format!("/Users/{}", scene.deleted[23]), &on).status / 100, 2);
    assert_eq!(scene.held(&mut admin, "").len(), HELD - 4);
    // All who are left are removed by an owner only, whatever the act is called.
    let asked = begin(&mut admin, scene.org(), "act=remove&everyone=yes&held=yes");
    let refused = agree(&mut admin, &asked, &[]);
    assert!(refused.status == 403 && refused.text().contains("Only an owner can do this."));
    assert_eq!(scene.held(&mut admin, "").len(), HELD - 4);
}
