//! One user: what is told of them, and each thing that can be done to them.

use crate::staff::appointed;
use crate::support::trail;
use crate::users::{people, sent};
use app::connections;
use app::invitations::{self, Deed};
use app::people::Entry;
use app::{attributes, configurations};
use directory::connection::Settings;
use directory::policy::Preset;
use directory::policy::knob::Invite;
use directory::{Action, Actor, OrgId, Policy, Provider, Role, UserId};
use serde_json::json;
use testkit::{Door, Page, Portal, TestServer};

const NOBODY: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

pub(crate) fn of_user(org: OrgId, user: UserId) -> String {
    format!("/organizations/{org}/users/{user}")
}

pub(crate) fn acts(page: &Page) -> Vec<String> {
    page.texts("form[action$='/acts'] button")
}

/// Presses the button with these words.
pub(crate) fn press(portal: &mut Portal, page: &Page, words: &str) -> Page {
    let forms = page.forms().into_iter().filter(|form| form.action.ends_with("/acts"));
    let pressed = forms.flat_map(|form| {
        let buttons = form.buttons.clone().into_iter().filter(|(said, _)| said == words);
        buttons
            .map(move |(_, field)| (form.clone(), field.expect("it says what it does")))
            .collect::<Vec<_>>()
    });
    let (form, (name, value)) = pressed.last().unwrap_or_else(|| panic!("no {words}: {:?}", acts(page)));
    portal.send_form(page, &form, &[(name.as_str(), value.as_str())])
}

pub(crate) fn status(page: &Page) -> String {
    page.texts(".head .pill").remove(0)
}

fn vault(server: &TestServer, door: &Door) {
    let connection = door.connection;
    let policy = Policy { invite: Invite::Manual, ..Preset::Vault.policy() };
    server.write(move |work| {
        let settings = Settings { policy: Some(policy.clone()), ..Settings::default() };
        connections::set(work, &Actor::CommandLine, connection, |_| settings)
    });
}

fn active(door: &Door, user: UserId) -> bool {
    door.client().get(&format!("/Users/{user}")).expect(200).body["active"] == true
}

/// With the vault's preset people are invited, accept, are confirmed, revoked and restored, and removed in the end.
#[test]
fn somebody_is_led_through_the_life_that_the_policy_gives_them() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let door = server.connect("Acme", Provider::Okta);
    vault(&server, &door);
    let user = sent(&door, "ann@okta.test", "Ann Okta");
    let here = of_user(door.org, user);

    let page = portal.get(&here);
    assert_eq!((status(&page).as_str(), page.texts("h1")), ("◆ Staged", vec!["ann@okta.test".to_owned()]));
    assert_eq!(acts(&page), ["Invite", "Revoke access", "Protect"]);
    let mut page = press(&mut portal, &page, "Invite");
    assert_eq!(
        (page.path.as_str(), status(&page).as_str()),
        (&*format!("{here}?notice=user-invited"), "◐ Invited")
    );
    assert_eq!(acts(&page), ["Resend invitation", "Withdraw invitation", "Revoke access", "Protect"]);
    let told = portal.get(&format!("{here}/invitation"));
    assert!(told.text().contains("Pending") && told.text().contains("Emails waiting to be sent"));
    page = press(&mut portal, &page, "Withdraw invitation");
    assert_eq!(status(&page), "◆ Staged");
    page = press(&mut portal, &page, "Invite");
    page = press(&mut portal, &page, "Resend invitation");
    assert!(page.text().contains("Earlier links no longer work"), "{}", page.text());

    let org = door.org;
    server.write(move |work| invitations::act(work, &Actor::CommandLine, org, user, &Deed::Accept(None)));
    page = portal.get(&here);
    assert_eq!((status(&page).as_str(), acts(&page)[0].as_str()), ("◐ Accepted", "Confirm"));
    page = press(&mut portal, &page, "Confirm");
    assert_eq!(status(&page), "● Confirmed");
    let old = press(&mut portal, &page, "Revoke access");
    assert_eq!(status(&old), "▲ Revoked");
    assert!(old.texts(".head p")[0].contains("previous status: Confirmed") && !active(&door, user));
    // The page of before: nothing is done twice.
    let again = press(&mut portal, &page, "Revoke access");
    assert!(again.path.ends_with("user-unchanged"), "{}", again.path);
    page = press(&mut portal, &old, "Restore");
    assert!(active(&door, user) && status(&page) == "● Confirmed");
    page = press(&mut portal, &page, "Protect");
    assert!(page.texts(".mark").contains(&"Protected".to_owned()));
    page = press(&mut portal, &page, "Remove protection");

    let actions: Vec<_> =
        trail(&server, org, 8).into_iter().map(|entry| (entry.action, entry.actor)).collect();
    let words: Vec<_> = actions.iter().map(|(action, _)| *action).collect();
    use Action::{
        InvitationSentAgain, UserAccepted, UserConfirmed, UserInvited, UserProtected, UserRestored,
        UserRevoked, UserUnprotected,
    };
    assert_eq!(
        words,
        [
            UserInvited,
            InvitationSentAgain,
            UserAccepted,
            UserConfirmed,
            UserRevoked,
            UserRestored,
            UserProtected,
            UserUnprotected
        ]
    );
    let by =
        |actor: &Actor| matches!(actor, Actor::Administrator { email, .. } if email == "owner@rollbook.test");
    assert!(actions.iter().all(|(action, actor)| by(actor) == (*action != UserAccepted)));

    let removal = portal.get(&page.link("Remove"));
    assert!(removal.text().contains("Okta is not notified"), "{}", removal.text());
    let gone = press(&mut portal, &removal, "Remove");
    assert!(gone.path.ends_with("/users?notice=user-removed"), "{}", gone.path);
    assert_eq!(door.client().get(&format!("/Users/{user}")).status, 404);
    assert_eq!(portal.get(&here).status, 404);
    // Whoever still has the page is told that there is nobody any more.
    assert_eq!(press(&mut portal, &page, "Protect").status, 404);
}

#[test]
fn what_cannot_be_done_any_more_is_refused_with_the_reason() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let org = server.connect("Acme", Provider::Okta).org;
    let [ann] = people(&server, org, &["ann"], Entry::Staged)[..] else { panic!("one") };
    let here = of_user(org, ann);
    let old = portal.get(&here);
    press(&mut portal, &old, "Invite");
    let refused = press(&mut portal, &old, "Invite");
    assert_eq!(refused.status, 422);
    assert_eq!(refused.texts("[role=alert]").len(), 1);
    assert_eq!(status(&refused), "◐ Invited");

    // Of another organization, of nobody, and of no such act.
    let other = server.connect("Globex", Provider::Okta).org;
    for address in
        [of_user(other, ann), of_user(org, UserId::parse(NOBODY).unwrap()), of_user(org, ann) + "x"]
    {
        assert_eq!(portal.get(&address).status, 404, "{address}");
    }
    let key = old.attributes("input[name=form_key]", "value").remove(0);
    for (address, body) in [
        (of_user(other, ann), format!("form_key={key}&act=remove")),
        (of_user(org, ann), format!("form_key={key}&act=dance")),
    ] {
        assert_eq!(portal.request("POST", &format!("{address}/acts"), Some(&body)).status, 404);
    }
    let forged = portal.request("POST", &format!("{here}/acts"), Some("form_key=x&act=remove"));
    assert_eq!((forged.status, portal.get(&here).status), (403, 200));
    let mut foreign = appointed(&server, other, Role::Owner);
    assert_eq!(foreign.get(&here).status, 404);
}

#[test]
fn tabs_tell_all_that_is_known() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let door = server.connect("Acme", Provider::Okta);
    let (org, connection) = (door.org, door.connection);
    server.write(move |work| {
        attributes::declare(work, &Actor::CommandLine, connection, "badge")?;
        let fields = [
            ("Greeting".to_owned(), "Hello ${userFirstName}".to_owned()),
            ("Badge".to_owned(), "No ${badge}".to_owned()),
        ];
        configurations::create(work, &Actor::CommandLine, org, ("Desk", &fields))
    });
    let urn = door.client().get("/Schemas").expect(200).body["Resources"]
        .as_array()
        .and_then(|all| all.iter().find(|schema| schema["attributes"][0]["name"] == "badge"))
        .map(|schema| schema["id"].as_str().unwrap().to_owned())
        .expect("the schema of custom attributes");
    let said = json!({
        "schemas": [scim::schema::USER_URN, scim::schema::ENTERPRISE_USER_URN, urn],
        "userName": "ann@okta.test", "externalId": "00u1", "title": "Tour Guide",
        "name": { "familyName": "Okta" },
        "emails": [{ "value": "ann@okta.test", "type": "work", "primary": true }],
        scim::schema::ENTERPRISE_USER_URN: { "department": "Tours" },
        urn: { "badge": "B-7" },
    });
    let user = UserId::parse(&door.client().post("/Users", &said).expect(201).id()).unwrap();
    let group = json!({ "schemas": [scim::schema::GROUP_URN], "displayName": "Guides",
        "members": [{ "value": user.to_string() }] });
    let group = door.client().post("/Groups", &group).expect(201).id();
    let here = of_user(org, user);

    let page = portal.get(&here);
    let facts = page.texts("dl.facts dd");
    assert!(facts.contains(&"Tour Guide".to_owned()) && facts.contains(&"ann@okta.test (work)".to_owned()));
    portal.prefer("ja");
    assert!(portal.get(&here).texts("dl.facts dd").contains(&"ann@okta.test (勤務先)".to_owned()));
    portal.prefer("en");
    assert_eq!(page.attributes("#user-id", "value"), [user.to_string()]);
    assert_eq!(page.attributes("#external-id", "value"), ["00u1"]);

    let page = portal.get(&format!("{here}/attributes"));
    assert_eq!(page.texts("tbody tr"), ["badge B-7 Okta IDP", "department Tours"]);
    let page = portal.get(&format!("{here}/groups"));
    assert_eq!(page.texts("tbody tr"), ["Guides SCIM Okta One member"]);
    assert_eq!(page.link("Guides"), format!("/organizations/{org}/groups/{group}"));
    let page = portal.get(&format!("{here}/configurations"));
    assert_eq!(page.texts("dl.facts dd"), ["This user has no value for: userFirstName", "No B-7"]);

    for number in 0..21 {
        let renamed = json!([{ "op": "replace", "path": "title", "value": format!("Guide {number}") }]);
        assert_eq!(door.client().patch(&format!("/Users/{user}"), &renamed).status, 200);
    }
    let page = portal.get(&format!("{here}/history"));
    let entries = page.texts("ol.entries > li");
    assert_eq!(entries.len(), 20);
    for word in ["User Updated", "SCIM Okta", "title Guide 19 Guide 20"] {
        assert!(entries[0].contains(word), "{}", entries[0]);
    }
    let older = portal.get(&page.link("Older"));
    let entries = older.texts("ol.entries > li");
    assert_eq!(entries.len(), 2);
    assert!(entries[1].contains("User Created"), "{}", entries[1]);
    assert_eq!(older.link("Newest"), format!("{here}/history"));
}

#[test]
fn the_page_speaks_the_language_of_its_reader() {
    let server = TestServer::start();
    let org = server.connect("Acme", Provider::Okta).org;
    let [ann] = people(&server, org, &["ann"], Entry::Staged)[..] else { panic!("one") };
    for (language, title, act, pill) in [
        ("ja", "ユーザ", "招待", "◆ 招待待ち"),
        ("fr", "Utilisateurs", "Inviter", "◆ En attente d’invitation"),
    ] {
        let mut portal = appointed(&server, org, Role::Admin).speaking(language);
        let list = portal.get(&format!("/organizations/{org}/users"));
        assert_eq!(list.texts("h1"), [title]);
        let page = portal.get(&of_user(org, ann));
        assert_eq!((acts(&page)[0].as_str(), status(&page).as_str()), (act, pill));
    }
}
