//! Users > Users: who is found there, in which order, and one more of them.

use crate::staff::appointed;
use crate::support::trail;
use app::people::{self, Entry};
use directory::connection::Settings;
use directory::{Action, Actor, OrgId, Policy, Provider, Role, UserId};
use serde_json::json;
use testkit::{Door, Page, Portal, SmtpSink, TestServer};

/// The organization's own people of these names.
pub(crate) fn people(server: &TestServer, org: OrgId, names: &[&str], entry: Entry) -> Vec<UserId> {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    server.write(move |work| {
        let make = |name: &String| {
            let said = json!({ "schemas": [scim::schema::USER_URN], "userName": format!("{name}@acme.test"),
                "displayName": format!("{name} Local"),
                "name": { "givenName": name, "familyName": "Local" },
                "emails": [{ "value": format!("{name}@acme.test"), "primary": true }] });
            Ok(people::create(work, &Actor::CommandLine, org, &said, entry)?.id)
        };
        names.iter().map(make).collect()
    })
}

/// Somebody whom a provider sends.
pub(crate) fn sent(door: &Door, user_name: &str, name: &str) -> UserId {
    let said = json!({ "schemas": [scim::schema::USER_URN], "userName": user_name, "displayName": name,
        "externalId": format!("00u{user_name}"), "title": "Tour Guide",
        "emails": [{ "value": user_name, "primary": true, "type": "work" }] });
    let made = door.client().post("/Users", &said).expect(201);
    UserId::parse(&made.id()).expect("an id")
}

pub(crate) fn listed(page: &Page) -> Vec<String> {
    page.texts("tbody td.who > a")
}

#[test]
fn the_list_tells_of_each_where_they_stand_and_who_sent_them() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let door = server.connect("Acme", Provider::Okta);
    let here = format!("/organizations/{}/users", door.org);

    let page = portal.get(&here);
    assert!(page.text().contains("No users yet"), "{}", page.text());
    assert_eq!(page.link("Connect an identity provider"), format!("/organizations/{}/connections", door.org));

    people(&server, door.org, &["zoe"], Entry::Invited);
    sent(&door, "max@acme.test", "Max <b>Okta</b>");
    let page = portal.get(&here);
    assert_eq!(listed(&page), ["Max <b>Okta</b>", "zoe Local"]);
    let rows = page.texts("tbody tr");
    for (row, words) in [
        (&rows[0], &["max@acme.test", "SCIM Okta", "Confirmed"][..]),
        (&rows[1], &["zoe@acme.test", "Local", "Invited", "Pending"]),
    ] {
        assert!(words.iter().all(|word| row.contains(word)), "{row}");
    }
    assert_eq!(page.texts(".pager .count"), ["2 users"]);
}

#[test]
fn whoever_has_no_display_name_is_called_by_given_and_family_name_everywhere() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let door = server.connect("Acme", Provider::Okta);
    sent(&door, "bob@acme.test", "Bob");
    let zed = json!({ "schemas": [scim::schema::USER_URN], "userName": "a1@acme.test",
        "name": { "givenName": "Zed", "familyName": "Zimmer" } });
    let mut client = door.client();
    let zed = client.post("/Users", &zed).expect(201).id();
    let group = json!({ "schemas": [scim::schema::GROUP_URN], "displayName": "Crew",
        "members": [{ "value": zed }] });
    let group = client.post("/Groups", &group).expect(201).id();

    let base = format!("/organizations/{}", door.org);
    assert_eq!(listed(&portal.get(&format!("{base}/users"))), ["Bob", "Zed Zimmer"]);
    assert_eq!(listed(&portal.get(&format!("{base}/users?q=zed%20zi"))), ["Zed Zimmer"]);
    assert_eq!(portal.get(&format!("{base}/users/{zed}")).texts("h1"), ["Zed Zimmer"]);
    assert_eq!(listed(&portal.get(&format!("{base}/groups/{group}"))), ["Zed Zimmer"]);
    let asked = portal.get(&format!("{base}/users/acts?act=protect&user={zed}"));
    assert_eq!(asked.texts(".bullets li"), ["Zed Zimmer a1@acme.test"]);

    // Another name is another place in the list.
    let renamed = json!([{ "op": "replace", "path": "name", "value": { "givenName": "Ann" } }]);
    assert_eq!(client.patch(&format!("/Users/{zed}"), &renamed).status, 200);
    assert_eq!(listed(&portal.get(&format!("{base}/users"))), ["Ann Zimmer", "Bob"]);
}

#[test]
fn whoever_has_a_name_that_nobody_can_see_is_called_by_the_next_one_everywhere() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let door = server.connect("Acme", Provider::Okta);
    let unseen = "\u{200b}\u{200c}";
    let user = sent(&door, "zoe@acme.test", unseen);
    let group = json!({ "schemas": [scim::schema::GROUP_URN], "displayName": unseen, "members": [{ "value": user.to_string() }] });
    let group = door.client().post("/Groups", &group).expect(201).id();
    let here = format!("/organizations/{}", door.org);
    assert_eq!(listed(&portal.get(&format!("{here}/users"))), ["zoe@acme.test"]);
    let one = portal.get(&format!("{here}/users/{user}"));
    assert_eq!(one.texts("h1"), ["zoe@acme.test"]);
    let removal = portal.get(&format!("{here}/users/{user}/removal"));
    assert_eq!(removal.texts("h1"), ["Remove zoe@acme.test?"]);
    assert_eq!(portal.get(&format!("{here}/groups")).link(&group), format!("{here}/groups/{group}"));
    assert_eq!(portal.get(&format!("{here}/groups/{group}")).texts("h1"), [group.as_str()]);
}

#[test]
fn filters_find_exactly_whom_they_say_and_stay_in_the_address() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let door = server.connect("Acme", Provider::Okta);
    let here = format!("/organizations/{}/users", door.org);
    let staged = people(&server, door.org, &["ann", "ben"], Entry::Staged);
    people(&server, door.org, &["cid"], Entry::Confirmed);
    sent(&door, "dan@okta.test", "Dan Okta");
    let user = staged[0];
    server.write(move |work| people::set_protected(work, &Actor::CommandLine, door.org, user, true));

    let form = |portal: &mut Portal, typed: &[(&str, &str)]| {
        let page = portal.get(&here);
        let found = portal.send(&page, "/users", typed);
        (listed(&found), found)
    };
    assert_eq!(form(&mut portal, &[("status", "staged")]).0, ["ann Local", "ben Local"]);
    assert_eq!(form(&mut portal, &[("q", "OKTA")]).0, ["Dan Okta"]);
    assert_eq!(form(&mut portal, &[("q", "acme.test"), ("status", "confirmed")]).0, ["cid Local"]);
    assert_eq!(form(&mut portal, &[("source", "local")]).0, ["ann Local", "ben Local", "cid Local"]);
    assert_eq!(form(&mut portal, &[("source", &door.connection.to_string())]).0, ["Dan Okta"]);
    let (names, page) = form(&mut portal, &[("protected", "yes"), ("q", "a")]);
    assert_eq!(names, ["ann Local"]);
    assert_eq!(page.attributes("#q", "value"), ["a"]);
    assert_eq!(page.attributes("#protected", "checked"), [""]);
    // What is done to all who are found is done to those.
    assert_eq!(page.attributes("form[action$=acts] input[name=q]", "value"), ["a"]);
    let (names, page) = form(&mut portal, &[("q", "nobody at all")]);
    assert!(names.is_empty() && page.text().contains("No results"), "{}", page.text());
    assert_eq!(page.link("Clear filters"), here);
    // Whoever was invited can accept for a while only.
    people(&server, door.org, &["eve"], Entry::Invited);
    assert_eq!(form(&mut portal, &[("invitation", "pending")]).0, ["eve Local"]);
    assert!(form(&mut portal, &[("invitation", "expired")]).0.is_empty());
    server.pass_days(60);
    let mut portal = Portal::new(&server);
    portal.sign_in("owner@rollbook.test");
    people(&server, door.org, &["fay"], Entry::Invited);
    let (names, page) = form(&mut portal, &[("invitation", "expired"), ("status", "invited")]);
    assert_eq!(
        (names, page.texts("tbody td:nth-child(4)")),
        (vec!["eve Local".into()], vec!["Expired".into()])
    );
    assert_eq!(page.texts("#invitation option[selected]"), ["Expired"]);
    assert_eq!(form(&mut portal, &[("invitation", "pending")]).0, ["fay Local"]);
    // What nobody can mean is nobody's filter.
    assert_eq!(
        listed(&portal.get(&format!("{here}?status=x&invitation=w&source=y&sort=z&after=q"))).len(),
        6
    );
}

#[test]
fn columns_sort_and_pages_follow_each_other() {
    let server = TestServer::start();
    let door = server.connect("Acme", Provider::Okta);
    let names: Vec<String> = (0..120).map(|number| format!("p{number:03}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for some in [&names[..1], &names[1..119], &names[119..]] {
        people(&server, door.org, some, Entry::Staged);
        server.pass_days(1);
    }
    let mut portal = Portal::of_owner(&server);

    let mut page = portal.get(&format!("/organizations/{}/users", door.org));
    assert_eq!(page.attributes("th[aria-sort]", "aria-sort"), ["ascending"]);
    let mut seen = listed(&page);
    for _ in 0..2 {
        page = portal.get(&page.link("Next"));
        seen.extend(listed(&page));
    }
    let all: Vec<String> = names.iter().map(|name| format!("{name} Local")).collect();
    assert_eq!(seen, all);
    assert!(page.attributes("a[rel=next]", "href").is_empty());
    page = portal.get(&page.link("Previous"));
    assert_eq!(listed(&page), all[50..100]);
    assert_eq!(page.texts(".pager .count"), ["120 users"]);

    let by_time = portal.get(&page.attributes("th:nth-child(6) a", "href")[0]);
    assert_eq!(listed(&by_time)[0], "p000 Local");
    let turned = portal.get(&by_time.attributes("th:nth-child(6) a", "href")[0]);
    assert_eq!(listed(&turned)[0], "p119 Local");
    assert_eq!(turned.attributes("th[aria-sort]", "aria-sort"), ["descending"]);
    let next = portal.get(&turned.link("Next"));
    assert_eq!(listed(&next).len(), 50);
    let last = portal.get(&next.link("Next"));
    assert_eq!((listed(&last).len(), listed(&last).last().map(String::as_str)), (20, Some("p000 Local")));
}

#[test]
fn one_more_is_invited_waits_or_is_there_already() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let org = server.connect("Acme", Provider::Okta).org;
    let blank = portal.get(&format!("/organizations/{org}/users/new"));
    let refused = portal.send(&blank, "/users", &[]);
    assert_eq!(refused.status, 422);
    assert_eq!(refused.texts("[role=alert]"), ["Enter an email address or a user name."]);

    for (entry, name, status, notice) in [
        ("invited", "ann", "Invited", "user-invited"),
        ("staged", "ben", "Staged", "user-added"),
        ("confirmed", "cid", "Confirmed", "user-added"),
    ] {
        let email = format!("{name}@acme.test");
        let typed = [("email", email.as_str()), ("given", name), ("family", "Doe"), ("entry", entry)];
        let made = portal.send(&blank, "/users", &typed);
        assert!(made.path.ends_with(&format!("?notice={notice}")), "{} {}", made.path, made.text());
        assert_eq!(made.texts("h1"), [format!("{name} Doe")]);
        assert_eq!(made.texts(".head .pill"), [format!("{} {status}", sign(status))]);
        let last = trail(&server, org, 1).remove(0);
        assert_eq!(last.action, Action::UserCreated);
        assert!(matches!(last.actor, Actor::Administrator { email, .. } if email == "owner@rollbook.test"));
    }
    let typed = [("email", "ann@acme.test"), ("given", "Second"), ("entry", "staged")];
    let again = portal.send(&blank, "/users", &typed);
    assert_eq!((again.status, again.attributes("#given", "value")), (422, vec!["Second".to_owned()]));
    assert_eq!(again.attributes("#staged", "checked"), [""]);
    assert_eq!(again.texts("[role=alert]").len(), 1);
}

/// How many users and mails there are, and how long the trail is: all that a form for a user can change.
fn counted(server: &TestServer, org: OrgId) -> [usize; 3] {
    server.read(move |work| {
        let everybody = people::list(work, org, None, None, (1, 1_000))?.items.len();
        Ok([
            everybody,
            work.tx.due_mails(work.now, 1_000)?.len(),
            work.tx.org(org).audit_entries(1_000)?.len(),
        ])
    })
}

#[test]
fn nobody_is_made_whom_no_mail_reaches_or_of_whom_the_form_does_not_say_how_they_come_in() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let org = server.connect("Acme", Provider::Okta).org;
    let blank = portal.get(&format!("/organizations/{org}/users/new"));
    let before = counted(&server, org);
    for (language, said) in [
        ("en", "This is not a valid email address"),
        ("ja", "メールアドレスの形式が正しくない"),
        ("fr", "Cette adresse e-mail n’est pas valide"),
    ] {
        portal.prefer(language);
        for (email, user_name, entry) in [
            ("not an email", "", "invited"),
            ("zoe@", "zoe", "confirmed"),
            ("a@acme.test, b@acme.test", "zoe", "staged"),
            ("zoe@acme..test", "zoe", "invited"),
            ("", "zoe", "invited"),
            ("", "zoe@", "invited"),
        ] {
            let typed = [("email", email), ("user_name", user_name), ("entry", entry)];
            let refused = portal.send(&blank, "/users", &typed);
            assert_eq!(refused.status, 422, "{typed:?}: {}", refused.text());
            let alert = refused.texts("[role=alert]").concat();
            assert!(alert.starts_with(said), "{typed:?}: {alert}");
            assert_eq!(refused.attributes("#email", "value"), [email]);
        }
    }
    for entry in ["", "root", "Invited"] {
        let typed = [("email", "zoe@acme.test"), ("entry", entry)];
        assert_eq!(portal.send(&blank, "/users", &typed).status, 404, "{entry:?}");
    }
    let body =
        format!("form_key={}&email=zoe%40acme.test", blank.form("/users").fields.last().expect("a key").1);
    let missing = portal.request("POST", &format!("/organizations/{org}/users"), Some(&body));
    assert_eq!(missing.status, 404, "{}", missing.text());
    assert_eq!(counted(&server, org), before);
}

#[test]
fn a_mail_that_had_nowhere_to_go_says_so_in_the_language_of_the_page() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let door = server.connect("Acme", Provider::Okta);
    let (org, connection) = (door.org, door.connection);
    let policy = Policy::parse("standard onboarding=invite invite=automatic").expect("a policy");
    server.write(move |work| {
        let settings = Settings { policy: Some(policy.clone()), ..Settings::default() };
        app::connections::set(work, &Actor::CommandLine, connection, |_| settings)
    });
    let theirs =
        door.client().post("/Users", &json!({ "userName": "bob", "displayName": "Bob" })).expect(201).id();
    let blank = portal.get(&format!("/organizations/{org}/users/new"));
    let made = portal.send(&blank, "/users", &[("user_name", "zoe"), ("entry", "staged")]);
    let invited = portal.send_form(&made, &made.forms()[1], &[("act", "invite")]);
    let ours = invited.path.split(['/', '?']).nth(4).expect("an id").to_owned();
    assert!(server.mails(&SmtpSink::new()).is_empty());

    for (language, ours_said, theirs_said) in [
        (
            "en",
            "Remove the user, then add them with the correct address.",
            "Correct the address in Okta, then",
        ),
        ("ja", "正しいメールアドレスで追加してください。", "Oktaでメールアドレスを修正"),
        (
            "fr",
            "Supprimez l’utilisateur, puis ajoutez-le avec la bonne adresse.",
            "Corrigez l’adresse dans Okta",
        ),
    ] {
        portal.prefer(language);
        for (user, said) in [(&ours, ours_said), (&theirs, theirs_said)] {
            let page = portal.get(&format!("/organizations/{org}/users/{user}/invitation"));
            let why = page.texts(".wrong");
            assert_eq!((why.len(), why[0].contains(said)), (1, true), "{why:?}");
            assert!(
                !["server", "サーバー", "serveur", "e-mail address"].iter().any(|word| why[0].contains(word)),
                "{why:?}"
            );
        }
    }
}

/// What a form says is wrong.
fn refusal(portal: &mut Portal, form: &str, typed: &[(&str, &str)]) -> String {
    let page = portal.get(form);
    let action = form.trim_end_matches("/new");
    let refused = portal.send(&page, &action[action.rfind('/').expect("a path")..], typed);
    assert_eq!(refused.status, 422, "{typed:?}: {}", refused.text());
    refused.texts("[role=alert]").concat()
}

#[test]
fn what_is_wrong_with_a_form_is_said_in_the_language_of_the_page() {
    let server = TestServer::start();
    let english = Portal::of_owner(&server);
    let [mut japanese, mut french] = ["ja", "fr"].map(|language| Portal::new(&server).speaking(language));
    for portal in [&mut japanese, &mut french] {
        portal.sign_in("owner@rollbook.test");
    }
    let mut portals = [english, japanese, french];
    let org = server.connect("Acme", Provider::Okta).org;
    people(&server, org, &["ann"], Entry::Confirmed);
    server.write(move |work| app::organizations::cap_seats(work, &Actor::CommandLine, org, Some(1)));
    server.write(move |work| app::groups::local::create(work, &Actor::CommandLine, org, "Crew").map(drop));
    let before = counted(&server, org);
    let long = "x".repeat(2_100);
    let (user, group) =
        (format!("/organizations/{org}/users/new"), format!("/organizations/{org}/groups/new"));
    for (form, typed) in [
        (&user, &[("entry", "invited")][..]),
        (&user, &[("entry", "invited"), ("user_name", "nobody")]),
        (&user, &[("entry", "invited"), ("email", "no address"), ("user_name", "nobody")]),
        (&user, &[("entry", "staged"), ("email", "ann@acme.test")]),
        (&user, &[("entry", "confirmed"), ("email", "bob@acme.test")]),
        (&user, &[("entry", "staged"), ("user_name", long.as_str())]),
        (&user, &[("entry", "staged"), ("user_name", "bob"), ("given", long.as_str())]),
        (&user, &[("entry", "staged"), ("user_name", "bob"), ("given", "Bob\nBob")]),
        (&user, &[("entry", "staged"), ("user_name", "bob"), ("family", "\u{200b}\u{200c}")]),
        (&user, &[("entry", "staged"), ("user_name", "b\u{1b}[2Job")]),
        (&group, &[("name", "\u{200b}\u{200c}")]),
        (&group, &[("name", "Crew\u{1b}[2J")]),
        (&group, &[("name", "Crew\nTwo")]),
        (&group, &[("name", " ")]),
        (&group, &[("name", "crew")]),
        (&group, &[("name", long.as_str())]),
    ] {
        let said: Vec<String> = portals.iter_mut().map(|portal| refusal(portal, form, typed)).collect();
        let is_japanese = |text: &str| text.chars().any(|c| matches!(c, '\u{3040}'..='\u{30ff}'));
        assert!(said[0].ends_with('.') && is_japanese(&said[1]), "{typed:?} {said:?}");
        assert!(said[2].ends_with('.') && said[2] != said[0], "{typed:?} {said:?}");
    }
    assert_eq!(counted(&server, org), before);
}

fn sign(status: &str) -> &'static str {
    match status {
        "Confirmed" => "●",
        "Invited" => "◐",
        _ => "◆",
    }
}

#[test]
fn an_auditor_sees_all_and_changes_nothing() {
    let server = TestServer::start();
    let door = server.connect("Acme", Provider::Okta);
    let [ann] = people(&server, door.org, &["ann"], Entry::Staged)[..] else { panic!("one") };
    let mut auditor = appointed(&server, door.org, Role::Auditor);
    let here = format!("/organizations/{}/users", door.org);
    let list = auditor.get(&here);
    assert_eq!(listed(&list), ["ann Local"]);
    assert!(list.attributes("input[name=user]", "value").is_empty() && !list.text().contains("Add user"));
    for tab in ["", "/attributes", "/groups", "/configurations", "/invitation", "/history"] {
        let page = auditor.get(&format!("{here}/{ann}{tab}"));
        assert_eq!(page.status, 200, "{tab}");
        assert!(page.forms().iter().all(|form| form.method == "get" || !form.action.contains("/users")));
    }
    for refused in ["/new", "/acts?act=invite&everyone=yes", &format!("/{ann}/removal")] {
        assert_eq!(auditor.get(&format!("{here}{refused}")).status, 403, "{refused}");
    }
    let key = list.attributes("input[name=form_key]", "value").remove(0);
    let before = trail(&server, door.org, 1);
    for below in ["", &format!("/{ann}/acts"), "/acts/01890a5d-ac96-774b-bcce-b302099a8057"] {
        let body = format!("form_key={key}&act=remove&email=x%40y.test&user={ann}&everyone=yes");
        assert_eq!(auditor.request("POST", &format!("{here}{below}"), Some(&body)).status, 403, "{below}");
    }
    assert_eq!(trail(&server, door.org, 1), before);
}
