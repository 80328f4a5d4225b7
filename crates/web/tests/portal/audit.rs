//! Admin > System > Audit Trails.

use crate::staff::appointed;
use app::{connections, organizations, people, tokens};
use directory::{Actor, OrgId, Provider, Role};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;
use testkit::{Page, Portal, Sample, TestServer};

fn address(org: OrgId) -> String {
    format!("/organizations/{org}/audit")
}

/// Actor, event, target and details of each row.
pub(crate) fn rows(page: &Page) -> Vec<[String; 4]> {
    let column = |number: u8| page.texts(&format!(".trail tbody td:nth-child({number})"));
    let (actors, events, targets, details) = (column(2), column(3), column(4), column(5));
    let all = actors.into_iter().zip(events).zip(targets).zip(details);
    all.map(|(((actor, event), target), details)| [actor, event, target, details]).collect()
}

fn events(page: &Page) -> Vec<String> {
    rows(page).into_iter().map(|[_, event, _, _]| event).collect()
}

#[test]
fn the_life_of_a_token_is_read_in_the_words_that_people_search_for() {
    let server = TestServer::start();
    let okta = server.connect("Acme", Provider::Okta);
    let id = okta.token_id.clone();
    server.write(move |work| {
        let actor = Actor::CommandLine;
        tokens::set_active(work, &actor, &id, false)?;
        tokens::set_active(work, &actor, &id, true)?;
        tokens::renew(work, &actor, &id, 30)?;
        tokens::delete(work, &actor, &id)
    });
    let mut portal = appointed(&server, okta.org, Role::Auditor);
    let page = portal.get(&format!("{}?kind=tokens", address(okta.org)));
    let row = |event: &str| ["Command line", event, okta.token_id.as_str(), "Okta"].map(str::to_owned);
    let expected = [
        "SCIM Token Deleted",
        "SCIM Token Renewed",
        "SCIM Token Enabled",
        "SCIM Token Disabled",
        "SCIM Token Created",
    ];
    assert_eq!(rows(&page), expected.map(row));
    let deleted = portal.get(&page.link("SCIM Token Deleted"));
    let told = deleted.texts(".difference tbody tr");
    assert!(told.contains(&"Identity provider Okta –".to_owned()), "what is gone was there before: {told:?}");
    assert_eq!(deleted.texts(".difference ins").len(), 0);
    let mut changes = |event: &str| portal.get(&page.link(event)).texts(".difference tbody tr");
    assert_eq!(changes("SCIM Token Disabled"), ["Status Active Inactive"]);
    assert_eq!(changes("SCIM Token Enabled"), ["Status Inactive Active"]);
    let renewed = changes("SCIM Token Renewed");
    let [renewed] = &renewed[..] else { panic!("one change: {renewed:?}") };
    let times: Vec<&str> = renewed.split(' ').collect();
    assert!(times[0] == "Expires" && times[2] < times[1] && times[1].starts_with("20"), "{renewed}");

    // A file says the same.
    let file = portal.send(&page, "/audit/export", &[("format", "json")]);
    let entries: Vec<Value> = serde_json::from_str(&file.html).expect("JSON");
    let sides = entries.iter().map(|entry| (&entry["before"]["provider"], &entry["after"]["provider"]));
    let (there, gone) = (&json!("Okta"), &Value::Null);
    let expected = [(there, gone), (there, there), (there, there), (there, there), (gone, there)];
    assert_eq!(sides.collect::<Vec<_>>(), expected);
    assert!(entries.iter().all(|entry| entry["details"] == "Okta"), "{entries:?}");
    let connection = format!("/organizations/{}/connections/{}", okta.org, okta.connection);
    assert_eq!(page.attributes(".trail td:nth-child(4) a", "href"), vec![connection; 5]);

    let japanese = Portal::new(&server).speaking("ja");
    assert_eq!(events(&signed_in(japanese, &page.path, okta.org))[4], "SCIMトークンが作成されました");
}

fn signed_in(mut portal: Portal, path: &str, org: OrgId) -> Page {
    let page = portal.sign_in(&format!("auditor@{org}.test"));
    assert_eq!(page.status, 200, "{}", page.text());
    portal.get(path)
}

#[test]
fn entries_are_filtered_and_each_shows_what_was_there_before_and_after() {
    let server = TestServer::start();
    let okta = server.connect("Acme", Provider::Okta);
    let mut client = okta.client();
    let user = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "userName": "zoe@acme.test", "displayName": "Zoë", "title": "Pilot",
    });
    let id = client.post("/Users", &user).body["id"].as_str().expect("an id").to_owned();
    let mut renamed = user.clone();
    renamed["displayName"] = "Zoë <b>Ander</b>".into();
    renamed["title"] = Value::Null;
    assert_eq!(client.put(&format!("/Users/{id}"), &renamed).status, 200);
    let org = okta.org;
    server.write(move |work| {
        let bob =
            json!({ "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "bob@acme.test" });
        let bob = people::create(work, &Actor::CommandLine, org, &bob, people::Entry::Confirmed)?;
        people::act(work, &Actor::CommandLine, org, bob.id, directory::life::Act::Remove)
    });

    let mut portal = appointed(&server, org, Role::Admin);
    let all = portal.get(&address(org));
    let typed = [("kind", "users"), ("actor", &format!("connection-{}", okta.connection) as &str)];
    let page = portal.send(&all, "/audit", &typed);
    assert_eq!(
        rows(&page),
        [
            ["Okta Provider", "User Updated", "Zoë <b>Ander</b>", "displayName, title"],
            ["Okta Provider", "User Created", "zoe@acme.test", ""],
        ]
        .map(|row| row.map(str::to_owned))
    );
    let user = format!("/organizations/{org}/users/{id}");
    assert_eq!(page.attributes(".trail td:nth-child(4) a", "href"), vec![user; 2]);
    assert_eq!(page.attributes("option[selected]", "value"), [typed[0].1, typed[1].1]);

    let entry = portal.get(&page.link("User Updated"));
    assert_eq!(entry.texts("h1"), ["User Updated"]);
    let changed = entry.texts(".difference tbody tr");
    assert_eq!(changed, ["displayName Zoë Zoë <b>Ander</b>", "title Pilot –"]);
    let everything = portal.get(&entry.link("All entries for this target"));
    assert_eq!(events(&everything), ["User Updated", "User Created"]);

    // Somebody who is gone leads nowhere.
    let page = portal.send(&all, "/audit", &[("kind", "User Deleted")]);
    assert_eq!(rows(&page)[0][2], "bob@acme.test");
    assert_eq!(page.attributes(".trail td:nth-child(4) a", "href"), [""; 0]);

    // Days: none of today is of yesterday.
    let today = all.attributes(".trail time", "datetime")[0][..10].to_owned();
    let page = portal.send(&all, "/audit", &[("from", &today), ("to", &today)]);
    assert_eq!(events(&page), events(&all));
    let page = portal.send(&all, "/audit", &[("to", "2020-01-01")]);
    assert_eq!((events(&page), page.texts(".empty h2")), (Vec::new(), vec!["No results".to_owned()]));
    let page = portal.send(&all, "/audit", &[("from", "2026-11-21"), ("to", "2026-11-20")]);
    assert_eq!((page.status, events(&page).len(), page.texts(".empty").len()), (422, 0, 0));
    assert_eq!(page.texts("[role=alert]"), ["“From” is after “To”. Swap the two dates, or choose others."]);
    assert_eq!(page.attributes("#from, #to", "value"), ["2026-11-21", "2026-11-20"]);
    for (name, text) in [("from", "yesterday"), ("kind", "x"), ("actor", "connection-x")] {
        let page = portal.get(&format!("{}?{name}={text}", address(org)));
        assert_eq!((page.status, events(&page)), (422, Vec::new()), "{}", page.text());
    }
}

#[test]
fn one_leafs_through_a_long_trail() {
    let server = TestServer::start();
    let door = server.connect("Acme", Provider::Okta);
    let id = door.connection;
    server.write(move |work| {
        for number in 0..120 {
            connections::set_enabled(work, &Actor::CommandLine, id, number % 2 == 1)?;
        }
        Ok(())
    });
    let mut portal = appointed(&server, door.org, Role::Auditor);
    let first = portal.get(&address(door.org));
    let second = portal.get(&first.link("Older"));
    let third = portal.get(&second.link("Older"));
    let counts = [&first, &second, &third].map(|page| rows(page).len());
    assert_eq!(counts, [50, 50, 24 + 1], "{}", third.text());
    assert_eq!(events(&third).last().map(String::as_str), Some("Organization Created"));
    let back = portal.get(&third.link("Newer"));
    assert_eq!(back.attributes("tbody a", "href"), second.attributes("tbody a", "href"));
    let back = portal.get(&back.link("Newer"));
    assert_eq!(back.attributes("tbody a", "href"), first.attributes("tbody a", "href"));
}

#[test]
fn those_who_did_something_can_be_asked_for_though_they_are_no_administrators_here() {
    let server = TestServer::start();
    let org = server.connect("Acme", Provider::Okta).org;
    // Of the installation's staff, and not of this organization.
    let mut staff = Portal::of_owner(&server);
    let page = staff.get(&format!("/organizations/{org}/groups/new"));
    staff.send(&page, "/groups", &[("name", "Sales")]);
    let page = staff.get(&address(org));
    let who =
        page.attributes("#actor option", "value").into_iter().find(|word| word.starts_with("administrator-"));
    let found = staff.get(&format!("{}?actor={}", address(org), who.expect("the owner of the installation")));
    assert_eq!(events(&found)[0], "Group Created");
    assert!(!events(&found).contains(&"Organization Created".to_owned()), "{:?}", events(&found));
    assert_eq!(found.attributes("#actor option[selected]", "value").len(), 1);
}

#[test]
fn whoever_exports_gives_the_password_and_is_written_down() {
    let server = TestServer::start();
    let okta = server.connect("Acme", Provider::Okta);
    let mut portal = appointed(&server, okta.org, Role::Auditor);
    let page = portal.get(&format!("{}?kind=tokens", address(okta.org)));
    let json = portal.send(&page, "/audit/export", &[("format", "json")]);
    assert_eq!((json.status, json.header("content-type")), (200, Some("application/json")));
    let named = json.header("content-disposition").expect("a name");
    assert!(named.starts_with("attachment; filename=\"rollbook-audit-20") && named.ends_with(".json\""));
    let entries: Vec<Value> = serde_json::from_str(&json.html).expect("JSON");
    assert_eq!(entries.len(), 1, "only what is filtered: {entries:?}");
    assert_eq!((&entries[0]["kind"], &entries[0]["details"]), (&json!("SCIM Token Created"), &json!("Okta")));

    // Later the password is asked for. A file would leave the page standing that says that it was wrong.
    server.app().put_clock_forward(Duration::from_secs(6 * 60));
    let page = portal.get(&format!("{}?actor=command-line", address(okta.org)));
    let asked = portal.send(&page, "/audit/export", &[("format", "csv")]);
    assert_eq!((asked.status, asked.texts(".where a")), (403, vec!["Acme".to_owned()]), "the menu stays");
    let wrong = portal.send(&asked, "/audit/export", &[("confirm_password", "not mine at all")]);
    assert_eq!((wrong.status, wrong.texts("[role=alert]").len()), (403, 1));
    let back = portal.send(&wrong, "/audit/export", &[("confirm_password", testkit::PASSWORD)]);
    assert_eq!(back.texts("main .notice"), ["You have confirmed your identity. Choose Export again."]);
    assert_eq!(back.attributes("#actor option[selected]", "value"), ["command-line"], "the same is filtered");
    let csv = portal.send(&back, "/audit/export", &[("format", "csv")]);
    assert_eq!((csv.status, csv.header("content-type")), (200, Some("text/csv; charset=utf-8")));
    assert!(csv.html.contains("\"SCIM Token Created\"") && csv.html.contains("\"Organization Created\""));

    let page = portal.get(&format!("{}?kind=Audit%20Trail%20Exported", address(okta.org)));
    assert_eq!(events(&page), ["Audit Trail Exported"; 2]);
    let entry = portal.get(&page.attributes(".trail td:nth-child(3) a", "href")[1]);
    assert_eq!(entry.texts(".difference tbody tr"), ["Format – JSON", "Filter › Event – SCIM tokens"]);
}

#[test]
fn what_we_tell_of_is_told_in_words_and_only_attributes_keep_their_names() {
    let server = TestServer::start();
    let sample = Sample::new(&server, "Acme");
    let mut portal = Portal::new(&server).speaking("ja");
    assert_eq!(portal.sign_in(&sample.administrator("auditor")).status, 200);
    let mut page = portal.get(&address(sample.org));
    let (mut attributes, mut words) = (BTreeSet::new(), BTreeSet::new());
    loop {
        for entry in page.attributes(".trail td:nth-child(3) a", "href") {
            let entry = portal.get(&entry);
            attributes.extend(entry.texts(".difference th code"));
            let names = entry.texts(".difference th[scope=row]");
            words.extend(names.into_iter().filter(|name| !attributes.contains(name)));
        }
        let Some(older) = page.attributes("a[rel=next]", "href").pop() else { break };
        page = portal.get(&older);
    }
    let sent = [
        "schemas",
        "userName",
        "displayName",
        "title",
        "emails",
        "externalId",
        "name.givenName",
        "name.familyName",
        "preferredLanguage",
        "locale",
        "timezone",
        "phoneNumbers",
    ];
    let other: Vec<&String> = attributes
        .iter()
        .filter(|name| !name.starts_with("urn:") && !sent.contains(&name.as_str()))
        .collect();
    assert!(other.is_empty(), "{other:?}");
    for word in ["ステータス", "追加されたメンバー", "有効期限", "ロール"] {
        assert!(words.contains(word), "{word}: {words:?}");
    }
}

#[test]
fn a_trail_is_for_those_whose_it_is() {
    let server = TestServer::start();
    let door = server.connect("Acme", Provider::Okta);
    let other = server.write(|work| organizations::create(work, &Actor::CommandLine, "Other"));
    let mut stranger = appointed(&server, other.id, Role::Owner);
    let entry = format!("{}/1", address(door.org));
    let key = stranger.get(&address(other.id)).attributes("input[name=form_key]", "value")[0].clone();
    let export = format!("form_key={key}&format=json");
    for path in [address(door.org), entry.clone(), "/audit".to_owned(), "/audit/1".to_owned()] {
        let missing = stranger.get(&path);
        assert_eq!((missing.status, missing.text().contains("Acme")), (404, false), "{path}");
    }
    for path in [format!("{}/export", address(door.org)), "/audit/export".to_owned()] {
        assert_eq!(stranger.request("POST", &path, Some(&export)).status, 404, "{path}");
    }
    let missing = stranger.get(&format!("{}/99999", address(other.id)));
    assert_eq!((missing.status, missing.texts(".where a")), (404, vec!["Other".to_owned()]));

    // The product's staff reads all, and what happened to the installation.
    server.appoint(OrgId::INSTALLATION, "staff@rollbook.test", "Somebody", Role::Auditor);
    let mut staff = Portal::new(&server);
    assert_eq!(staff.sign_in("staff@rollbook.test").status, 200);
    assert_eq!(staff.get(&entry).status, 200);
    let page = staff.get("/audit");
    assert!(page.text().contains("is in the audit trail of that organization"), "{}", page.text());
    let signed_in = "Administrator Signed In";
    assert_eq!(events(&page), [signed_in, "Administrator Added", signed_in], "theirs, and the stranger's");
    assert_eq!(staff.get(&page.link("Administrator Added")).status, 200);
    assert_eq!(staff.send(&page, "/audit/export", &[("format", "json")]).status, 200);
}

#[test]
fn whose_password_was_guessed_at_is_called_by_the_address() {
    let server = TestServer::start();
    let door = server.connect("Acme", Provider::Okta);
    drop(appointed(&server, door.org, Role::Auditor));
    let form = [("email", format!("auditor@{}.test", door.org)), ("password", "not mine at all".to_owned())];
    let mut stranger = Portal::new(&server);
    let asked = stranger.get("/session");
    let typed = form.each_ref().map(|(name, value)| (*name, value.as_str()));
    assert_eq!(stranger.send(&asked, "/session", &typed).status, 422);
    // It is the account's, whichever organization it is of.
    let mut staff = Portal::of_owner(&server);
    let page = staff.get("/audit");
    let refused = rows(&page).into_iter().find(|[_, event, ..]| event == "Administrator Sign-In Refused");
    assert_eq!(refused.map(|[_, _, target, _]| target), Some(form[0].1.clone()));
}
