//! An organization at a glance.

use crate::staff::appointed;
use app::{connections, organizations, people, tokens};
use directory::connection::Settings;
use directory::life::Act;
use directory::policy::Preset;
use directory::policy::knob::Invite;
use directory::{Actor, OrgId, Policy, Provider, Role, UserId};
use serde_json::{Value, json};
use testkit::{Page, Portal, TestServer};

fn user(name: &str) -> Value {
    json!({ "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": format!("{name}@acme.test") })
}

fn address(org: OrgId) -> String {
    format!("/organizations/{org}")
}

/// Words, numbers and where they lead.
fn counts(page: &Page) -> Vec<(String, String)> {
    page.texts(".counts li").into_iter().zip(page.attributes(".counts a", "href")).collect()
}

#[test]
fn a_new_organization_is_told_what_to_do_in_three_steps() {
    let server = TestServer::start();
    let org = server.write(|work| organizations::create(work, &Actor::CommandLine, "Acme")).id;
    let mut portal = appointed(&server, org, Role::Admin);
    let page = portal.get(&address(org));
    assert_eq!(page.texts(".steps h3").len(), 3);
    assert_eq!(page.link("Connect an identity provider"), format!("{}/connections", address(org)));
    assert!(page.texts("svg.chart").is_empty(), "there is nothing to draw");

    let mut auditor = appointed(&server, org, Role::Auditor);
    let page = auditor.get(&address(org));
    assert_eq!((page.texts(".steps h3").len(), page.texts(".welcome .button").len()), (3, 0));
    let other = server.write(|work| organizations::create(work, &Actor::CommandLine, "Other")).id;
    assert_eq!(auditor.get(&address(other)).status, 404);
}

#[test]
fn what_there_is_and_what_happened_is_counted() {
    let server = TestServer::start();
    let okta = server.connect("Acme", Provider::Okta);
    let mut client = okta.client();
    let ids: Vec<String> = ["ada", "bob", "cy"]
        .iter()
        .map(|name| client.post("/Users", &user(name)).body["id"].as_str().expect("an id").to_owned())
        .collect();
    let off = json!([{ "op": "replace", "path": "active", "value": false }]);
    let answer = client.patch(&format!("/Users/{}", ids[0]), &off);
    assert_eq!(answer.status, 200, "{}", answer.text);
    let group = json!({ "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "Crew" });
    assert_eq!(client.post("/Groups", &group).status, 201);
    let org = okta.org;
    server.write(move |work| {
        people::create(work, &Actor::CommandLine, org, &user("local"), people::Entry::Confirmed)
    });
    server.flush_calls();

    let mut portal = appointed(&server, org, Role::Auditor);
    let page = portal.get(&address(org));
    let users = |status: &str| format!("{}/users?status={status}", address(org));
    assert_eq!(
        counts(&page),
        [("● Confirmed 3".to_owned(), users("confirmed")), ("○ Disabled 1".to_owned(), users("disabled")),]
    );
    let sources = page.texts("section[aria-labelledby=sources] tbody tr");
    assert_eq!(sources, ["SCIM Okta 3 1", "Local 1 0", "All 4 1"]);
    let links = page.attributes("section[aria-labelledby=sources] tbody a", "href");
    assert_eq!(links[0], format!("{}/users?source={}", address(org), okta.connection));
    assert!(page.texts("#connections tbody tr")[0].starts_with("Okta ● Working"), "{}", page.text());
    assert_eq!(page.texts("#attention p"), ["Nothing needs attention."]);

    // Each chart says its number, in a sentence, and as a table of fourteen days.
    assert_eq!(page.texts(".grid .stat"), ["4", "0", "1", "1"]);
    let today = page.texts(".numbers tbody tr:last-child td:first-child")[0].clone();
    let short = |date: &str| date.split_once(',').expect("a day, and its year").0.to_owned();
    let expected = format!("4 in total. Busiest day: {}, with 4.", short(&today));
    assert_eq!(page.texts("svg.chart desc")[0], expected);
    assert_eq!(page.texts(".numbers tbody tr").len(), 4 * 14);
    let first = page.texts(".numbers tbody td:first-child").remove(0);
    assert_eq!(page.texts(".days").remove(0), format!("{} {}", short(&first), short(&today)));
    assert!(!page.html.contains("style="), "the policy forbids it");
}

#[test]
fn what_needs_attention_says_why_and_leads_there() {
    let server = TestServer::start();
    let okta = server.connect("Acme", Provider::Okta);
    let org = okta.org;
    let mut client = okta.client();
    assert_eq!(client.post("/Users", &user("ada")).status, 201);
    assert_eq!(client.post("/Users", &user("ada")).status, 409);
    server.flush_calls();
    server.write(move |work| {
        let organization = work.tx.organization(org)?.ok_or(app::Error::NotFound)?;
        organizations::restored(work, &Actor::CommandLine, &organization)?;
        organizations::cap_seats(work, &Actor::CommandLine, org, Some(1))
    });
    let id = okta.token_id.clone();
    server.write(move |work| tokens::renew(work, &Actor::CommandLine, &id, 7));

    let mut portal = appointed(&server, org, Role::Admin);
    let page = portal.get(&address(org));
    let matters = page.texts(".matters > li");
    let begins = [
        "▲ Restored The data was restored from a backup on ",
        "▲ Calls refused Okta: 1 call was refused in the last 24 hours and has not succeeded since. ",
        "◐ Token A token of Okta expires on ",
        "▲ Seats No free seats (1 of 1 in use).",
    ];
    assert_eq!(matters.len(), begins.len(), "{matters:?}");
    for (matter, begins) in matters.iter().zip(begins) {
        assert!(matter.starts_with(begins), "{matter}");
    }
    assert!(matters[1].contains("Okta") && matters[1].len() > 100, "it says what to do: {}", matters[1]);
    let connection = format!("{}/connections/{}", address(org), okta.connection);
    let links = page.attributes(".matters a", "href");
    assert_eq!(links, [format!("{connection}/requests?show=refused"), format!("{connection}/tokens")]);
    assert!(page.texts("#connections tbody tr")[0].contains("▲ Calls refused"), "{}", page.text());

    // Later the token has ended, which is something else, and the call is of long ago.
    server.pass_days(8);
    let mut portal = Portal::new(&server).speaking("fr");
    assert_eq!(portal.sign_in(&format!("admin@{org}.test")).status, 200);
    let page = portal.get(&address(org));
    let matters = page.texts(".matters > li");
    assert!(matters[1].starts_with("▲ Jeton Un jeton de la connexion Okta a expiré le "), "{matters:?}");
    assert_eq!(matters.len(), 3);
}

#[test]
fn what_was_refused_and_works_now_needs_no_attention() {
    let server = TestServer::start();
    let entra = server.connect("Acme", Provider::Entra);
    let org = entra.org;
    let mut portal = Portal::of_owner(&server);
    let connection = format!("{}/connections/{}", address(org), entra.connection);
    let pill = |portal: &mut Portal| portal.get(&connection).texts("#health");
    let (id, raised) = (entra.token_id.clone(), entra.token_id.clone());

    server.write(move |work| tokens::set_active(work, &Actor::CommandLine, &id, false));
    assert_eq!(entra.client().get("/Users?count=1").status, 401);
    server.flush_calls();
    server.write(move |work| tokens::set_active(work, &Actor::CommandLine, &raised, true));
    assert_eq!(portal.get(&address(org)).texts(".matters > li").len(), 0, "the token is active again");

    assert_eq!(entra.client_with(Some("rbk_wrong")).get("/Users?count=1").status, 401);
    server.flush_calls();
    assert_eq!(pill(&mut portal), ["▲ Calls refused"]);
    assert!(portal.get("/organizations").text().contains("Calls refused"));
    let trouble = portal.get(&connection).texts("#troubleshooting li").join(" ");
    assert!(trouble.contains("401") && !trouble.contains("This is resolved"), "{trouble}");

    // Now all is well, and at the end the provider makes sure that what it deleted is gone.
    let mut client = entra.client();
    let made = client.post("/Users", &user("ada"));
    let ada = format!("/Users/{}", made.body["id"].as_str().expect("an id"));
    assert_eq!((client.delete(&ada).status, client.get(&ada).status), (204, 404));
    server.flush_calls();
    let page = portal.get(&address(org));
    assert_eq!(page.texts("#attention p"), ["Nothing needs attention."]);
    assert!(page.texts("#connections tbody tr")[0].contains("● Working"), "{}", page.text());
    assert_eq!(pill(&mut portal), ["● Working"]);
    assert!(!portal.get("/organizations").text().contains("Calls refused"));
    let trouble = portal.get(&connection).texts("#troubleshooting li").join(" ");
    assert!(trouble.contains("404") && trouble.contains("This is resolved"), "{trouble}");
    // The log shows everything.
    assert_eq!(portal.get(&format!("{connection}/requests?show=refused")).texts("tbody tr").len(), 3);
}

#[test]
fn people_who_wait_are_counted_and_lead_to_their_list() {
    let server = TestServer::start();
    let okta = server.connect("Acme", Provider::Okta);
    let (org, connection) = (okta.org, okta.connection);
    let policy = Policy { invite: Invite::Automatic, ..Preset::Vault.policy() };
    server.write(move |work| {
        let settings = Settings { policy: Some(policy.clone()), ..Settings::default() };
        connections::set(work, &Actor::CommandLine, connection, |_| settings)
    });
    let mut client = okta.client();
    for name in ["ada", "bob", "cy"] {
        let mut invited = user(name);
        invited["emails"] = json!([{ "value": invited["userName"], "primary": true }]);
        let answer = client.post("/Users", &invited);
        assert_eq!(answer.status, 201, "{}", answer.text);
        let id = UserId::parse(answer.body["id"].as_str().expect("an id")).expect("one of ours");
        if name == "ada" {
            server.write(move |work| people::act(work, &Actor::User(id), org, id, Act::Accept));
        }
    }
    let mut portal = appointed(&server, org, Role::Auditor);
    let users = |status: &str| format!("{}/users?status={status}", address(org));
    let page = portal.get(&address(org));
    assert_eq!(page.texts(".matters > li"), ["◐ To confirm 1 user is waiting to be confirmed. View users"]);
    assert_eq!(page.attributes(".matters a", "href"), [users("accepted")]);

    server.pass_days(30);
    let mut portal = Portal::new(&server).speaking("ja");
    assert_eq!(portal.sign_in(&format!("auditor@{org}.test")).status, 200);
    let page = portal.get(&address(org));
    assert_eq!(page.texts(".matters > li")[1], "◐ 期限切れの招待 2件の招待が期限切れです。 ユーザを表示");
    let links = page.attributes(".matters a", "href");
    assert_eq!(links, [users("accepted"), users("invited&invitation=expired")]);
    assert_eq!(portal.get(&links[1]).texts("tbody td.who > a").len(), 2);
}

#[test]
fn a_long_name_of_whoever_a_refused_call_was_about_does_not_fill_the_page() {
    let server = TestServer::start();
    let okta = server.connect("Acme", Provider::Okta);
    let mut portal = Portal::of_owner(&server);
    let refused = okta.client().post("/Users", &user(&"x".repeat(3_000)));
    assert_eq!(refused.status, 400, "{}", refused.text);
    server.flush_calls();
    let matters = portal.get(&address(okta.org)).texts(".matters > li");
    let about = format!("The last refused call was about {}….", "x".repeat(60));
    assert!(matters.len() == 1 && matters[0].contains(&about), "{matters:?}");
}
