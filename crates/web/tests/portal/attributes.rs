//! Admin > System > Attributes.

use crate::staff::appointed;
use app::{attributes, configurations, connections};
use directory::connection::Settings;
use directory::policy::Preset;
use directory::policy::knob::CustomExtension;
use directory::{Action, Actor, ConnectionId, OrgId, Policy, Provider, Role};
use serde_json::json;
use testkit::{Door, Portal, TestServer};

const URN: &str = "urn:ietf:params:scim:schemas:extension:acme:2.0:User";

/// A connection that takes custom attributes.
fn connect(server: &TestServer, provider: Provider) -> Door {
    let door = server.connect("Acme", provider);
    let policy = Policy {
        custom_extension: CustomExtension::named("acme").expect("a name"),
        ..Preset::Standard.policy()
    };
    set_policy(server, door.connection, policy);
    door
}

fn set_policy(server: &TestServer, id: ConnectionId, policy: Policy) {
    server.write(move |work| {
        let settings = Settings { policy: Some(policy.clone()), ..Settings::default() };
        connections::set(work, &Actor::CommandLine, id, |_| settings)
    });
}

fn address(org: OrgId) -> String {
    format!("/organizations/{org}/attributes")
}

fn actions(server: &TestServer, org: OrgId) -> Vec<(Action, String)> {
    let entries = server.read(move |work| Ok(work.tx.org(org).audit_entries(100)?));
    let by = |entry: &directory::AuditEntry| match &entry.actor {
        Actor::Administrator { email, .. } => email.clone(),
        other => other.to_json()["kind"].to_string(),
    };
    entries.iter().map(|entry| (entry.action, by(entry))).collect()
}

#[test]
fn an_attribute_is_declared_and_connections_that_lack_it_are_named() {
    let server = TestServer::start();
    let okta = connect(&server, Provider::Okta);
    let mut portal = appointed(&server, okta.org, Role::Admin);
    let page = portal.get(&address(okta.org));
    assert_eq!(page.texts(".empty h2"), ["No custom attributes yet"]);
    assert_eq!(page.texts("td code").len(), 12, "the built-in variables");

    let typed = [("name", "costCenter")];
    let page = portal.send(&page, "/attributes", &typed);
    assert!(page.text().contains("The attribute has been added."), "{}", page.text());
    let row = page.texts("table:first-of-type tbody tr");
    assert!(
        row[0].replace(": ", ":").starts_with(&format!("costCenter {URN}:costCenter ◆ IDP Okta – 20")),
        "{row:?}"
    );

    // A second connection that lacks it is named.
    let entra = connect(&server, Provider::Entra);
    let page = portal.get(&address(okta.org));
    let warning = page.texts(".warning > ul > li");
    assert_eq!(warning, ["Missing in Entra ID: costCenter"]);
    let pair = (entra.connection.to_string(), "costcenter");
    let typed = [("connection", pair.0.as_str()), ("name", pair.1)];
    let refused = portal.send(&page, "/attributes", &typed);
    assert_eq!(refused.status, 422);
    assert!(refused.texts("[role=alert]")[0].contains("“costCenter”"), "{}", refused.text());
    assert_eq!(refused.attributes("input[name=name]", "value"), ["costcenter"]);
    assert_eq!(refused.attributes("option[selected]", "value"), [pair.0]);
    let declared = (Action::AttributeDeclared, format!("admin@{}.test", okta.org));
    assert!(actions(&server, okta.org).contains(&declared));
}

#[test]
fn an_attribute_goes_with_its_values_once_no_configuration_uses_it() {
    let server = TestServer::start();
    let okta = connect(&server, Provider::Okta);
    let _entra = connect(&server, Provider::Entra);
    let (org, id) = (okta.org, okta.connection);
    server.write(move |work| attributes::declare(work, &Actor::CommandLine, id, "costCenter"));
    let mut portal = appointed(&server, org, Role::Admin);

    // What the provider sends arrives, and is counted before it is deleted.
    let mut client = okta.client();
    for name in ["ada", "bob"] {
        let mut user = json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", URN],
            "userName": format!("{name}@acme.test"),
        });
        if name == "ada" {
            user[URN] = json!({ "costCenter": "4711" });
        }
        assert_eq!(client.post("/Users", &user).status, 201);
    }

    // Refused while a configuration uses it.
    let fields = [("Cost center".to_owned(), "C-${costCenter}".to_owned())];
    let made = server
        .write(move |work| configurations::create(work, &Actor::CommandLine, org, ("Badges", &fields[..])));
    let page = portal.get(&address(org));
    assert_eq!(
        page.texts(".warning > ul > li"),
        ["Missing in Entra ID: costCenter Used by these configurations: Badges"]
    );
    let deletion = page.link("Delete");
    let page = portal.get(&deletion);
    assert!(page.texts("[role=alert]")[0].contains("Badges"), "{}", page.text());
    assert_eq!(page.link("Badges"), format!("/organizations/{org}/configurations/{}", made.id));
    let forms: Vec<String> = page.forms().into_iter().map(|form| form.action).collect();
    assert!(forms.iter().all(|action| !action.ends_with("/deletion")), "there is no button: {forms:?}");
    let key = page.attributes("input[name=form_key]", "value")[0].clone();
    let forced = portal.request("POST", &deletion, Some(&format!("form_key={key}")));
    assert_eq!(forced.status, 422);

    // Then it goes, and its values with it.
    server.write(move |work| configurations::delete(work, &Actor::CommandLine, org, &made.id.to_string()));
    let page = portal.get(&deletion);
    assert!(page.text().contains("1 user has a value, which is removed."), "{}", page.text());
    let page = portal.send(&page, "/deletion", &[]);
    assert!(page.text().contains("The attribute has been deleted."), "{}", page.text());
    assert_eq!(page.texts("#removals h2"), ["Removing the values of costCenter"]);
    assert!(page.text().contains("Okta: 0 of 2 users done."), "{}", page.text());
    while server.block_on(server.app().purge()).expect("a step") {}
    assert_eq!(portal.get(&address(org)).texts("#removals h2"), [""; 0]);
    let users = client.get("/Users?filter=userName%20eq%20%22ada@acme.test%22").body;
    assert!(users["Resources"][0].get(URN).is_none(), "{users}");

    let admin = format!("admin@{org}.test");
    let mine: Vec<Action> =
        actions(&server, org).into_iter().filter(|(_, by)| *by == admin).map(|(action, _)| action).collect();
    assert_eq!(mine, [Action::AttributeDeleted, Action::AdministratorSignedIn]);
}

#[test]
fn each_attribute_that_is_lacking_or_not_sent_is_named_with_what_uses_it() {
    let server = TestServer::start();
    let (okta, entra) = (connect(&server, Provider::Okta), connect(&server, Provider::Entra));
    let org = okta.org;
    for (id, name) in [(okta.connection, "badge"), (okta.connection, "type"), (entra.connection, "badge")] {
        server.write(move |work| attributes::declare(work, &Actor::CommandLine, id, name));
    }
    let id = okta.connection;
    server.write(move |work| attributes::declare(work, &Actor::CommandLine, id, "costCenter"));
    for (name, text) in [("Wi-Fi", "${badge}"), ("Books", "${costCenter}")] {
        let fields = [("Field".to_owned(), text.to_owned())];
        server.write(move |work| configurations::create(work, &Actor::CommandLine, org, (name, &fields[..])));
    }
    let mut portal = appointed(&server, org, Role::Auditor);
    // A warning of the page: what it is about, and each attribute below it.
    let warned = |portal: &mut Portal, id: &str| {
        portal.get(&address(org)).texts(&format!(".warning[aria-labelledby={id}] > ul > li"))
    };
    assert_eq!(
        warned(&mut portal, "lacking"),
        ["Missing in Entra ID: costCenter Used by these configurations: Books type"]
    );
    assert!(warned(&mut portal, "unsent").is_empty(), "nobody could have a value");

    // Somebody who comes without a value, and then with one; elsewhere "type" stands for something else.
    let user = |name: &str, said: serde_json::Value| {
        json!({ "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", URN], "userName": name,
            "emails": [{ "value": name, "type": "work" }], URN: said })
    };
    let mut client = okta.client();
    assert_eq!(client.post("/Users", &user("ada@acme.test", json!({ "costCenter": "4711" }))).status, 201);
    let unsent = warned(&mut portal, "unsent");
    let badge = "badge Used by these configurations: Wi-Fi";
    assert_eq!(unsent, [format!("No user of Okta has a value for: {badge} type Open the guide")]);
    let page = portal.get(&address(org));
    assert_eq!(page.link("Open the guide"), format!("/organizations/{org}/connections/{id}/guide"));
    let both = json!({ "badge": "7", "type": "x" });
    assert_eq!(client.post("/Users", &user("bob@acme.test", both)).status, 201);
    assert!(warned(&mut portal, "unsent").is_empty());

    // Of many users those who changed last are looked at.
    server.pass_days(1);
    for number in 0..500 {
        let said = json!({ "badge": "8", "type": "y" });
        assert_eq!(client.post("/Users", &user(&format!("p{number}@acme.test"), said)).status, 201);
    }
    let mut portal = Portal::new(&server);
    portal.sign_in(&format!("auditor@{org}.test"));
    let lately = "None of the 500 most recently changed users of Okta has a value for: costCenter";
    assert!(warned(&mut portal, "unsent")[0].starts_with(lately), "{:?}", warned(&mut portal, "unsent"));
}

#[test]
fn nobody_declares_or_deletes_who_may_not_and_nothing_of_others() {
    let server = TestServer::start();
    let okta = connect(&server, Provider::Okta);
    let other = server.connect("Other", Provider::Okta);
    set_policy(&server, other.connection, Preset::Vault.policy());
    let id = okta.connection;
    server.write(move |work| attributes::declare(work, &Actor::CommandLine, id, "badge"));
    let deletion = format!("{}/{}/badge/deletion", address(okta.org), okta.connection);

    let mut auditor = appointed(&server, okta.org, Role::Auditor);
    let page = auditor.get(&address(okta.org));
    assert_eq!(page.status, 200);
    assert!(page.forms().iter().all(|form| !form.action.contains("/attributes")), "{:?}", page.forms());
    assert_eq!(auditor.get(&deletion).status, 403);
    let key = page.attributes("input[name=form_key]", "value")[0].clone();
    let declared = format!("form_key={key}&connection={id}&name=size");
    for (path, body) in [(address(okta.org), &declared), (deletion.clone(), &format!("form_key={key}"))] {
        let answer = auditor.request("POST", &path, Some(body));
        assert_eq!(answer.status, 403, "{}", answer.text());
    }

    // Another organization's connection is as one that is not there.
    let mut stranger = appointed(&server, other.org, Role::Admin);
    let page = stranger.get(&address(other.org));
    assert!(page.text().contains("No connection accepts custom attributes yet"), "{}", page.text());
    let key = page.attributes("input[name=form_key]", "value")[0].clone();
    for (path, body) in [
        (address(okta.org), declared.replace(&declared[9..declared.find('&').unwrap()], &key)),
        (address(other.org), format!("form_key={key}&connection={id}&name=size")),
        (format!("{}/{id}/badge/deletion", address(other.org)), format!("form_key={key}")),
        (deletion.clone(), format!("form_key={key}")),
    ] {
        let answer = stranger.request("POST", &path, Some(&body));
        assert_eq!(answer.status, 404, "{path}: {}", answer.text());
    }
    assert_eq!(stranger.get(&deletion).status, 404);
    assert_eq!(Portal::new(&server).get(&deletion).status, 401);
    let found = server.read(move |work| connections::get(work, id));
    assert_eq!(&*found.attributes, ["badge"]);
}
