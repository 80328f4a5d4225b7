//! Tokens: generated, shown once, switched, renewed and deleted.

use crate::support::trail;
use directory::policy::Preset;
use directory::{Action, Provider};
use testkit::{Client, Page, Portal, TestServer};

/// An organization with a connection that has no token yet: the browser, and the connection's address.
fn connected(server: &TestServer, preset: Preset) -> (Portal, String, directory::OrgId) {
    let (org, connection) = server.write(move |work| {
        let actor = directory::Actor::CommandLine;
        let org = app::organizations::create(work, &actor, "Acme")?;
        let described = (Provider::Okta, None, None);
        let made = app::connections::create_with(work, &actor, org.id, described, Some(preset.policy()))?;
        Ok((org.id, made.id))
    });
    (Portal::of_owner(server), format!("/organizations/{org}/connections/{connection}"), org)
}

/// A client with the token and the address that the page shows.
fn client(page: &Page) -> Client {
    let value = |id: &str| page.attributes(&format!("#{id}"), "value").remove(0);
    Client::new(&value("scim-url"), Some(&value("token")))
}

fn rows(page: &Page) -> Vec<String> {
    page.texts("#tokens tbody tr td:nth-child(2)")
}

#[test]
fn the_life_of_a_token_is_told_in_five_audit_entries() {
    let server = TestServer::start();
    let (mut portal, address, org) = connected(&server, Preset::ManagedDevices);
    let page = portal.get(&address);
    let notice = portal.get(&page.link("Generate"));
    assert_eq!(notice.texts("h1"), ["Generate a token"]);
    assert!(notice.text().contains("The connection can have up to 2 tokens"), "{}", notice.text());
    assert_eq!(notice.attributes("#days", "value"), ["365"]);

    let shown = portal.send(&notice, "/tokens", &[("days", "30")]);
    assert_eq!((shown.status, shown.texts("h1")), (200, vec!["Save the token and the SCIM URL".into()]));
    assert_eq!(shown.header("cache-control"), Some("no-store"));
    let mut provider = client(&shown);
    assert_eq!(provider.get("/Users").status, 200);
    server.flush_last_used();

    let table = portal.get(&address);
    assert_eq!(rows(&table), ["◐ Active (expires soon)"]);
    let token = table.texts("#tokens tbody code").remove(0);
    let secret = shown.attributes("#token", "value").remove(0);
    assert!(!table.html.contains(&secret) && secret.contains(&token), "it is shown once");
    assert_eq!(
        table.texts("#tokens .items button, #tokens .items a"),
        ["Set to Inactive", "Renew", "Delete"]
    );

    let off = portal.send(&table, &token, &[("status", "inactive")]);
    assert_eq!((rows(&off), provider.get("/Users").status), (vec!["○ Inactive".into()], 401));
    let on = portal.send(&off, &token, &[("status", "active")]);
    assert_eq!((rows(&on).len(), provider.get("/Users").status), (1, 200));

    let warned = portal.get(&on.link("Renew"));
    assert!(warned.text().contains("The old token stops working immediately"), "{}", warned.text());
    let renewed = portal.send(&warned, "/renewal", &[]);
    assert_eq!((client(&renewed).get("/Users").status, provider.get("/Users").status), (200, 401));
    assert_eq!(renewed.attributes("#scim-url", "value"), shown.attributes("#scim-url", "value"));

    let last = portal.get(&portal_table(&address));
    let asked = portal.get(&last.link("Delete"));
    let gone = portal.send(&asked, "/deletion", &[]);
    assert_eq!((rows(&gone).len(), client(&renewed).get("/Users").status), (0, 401));
    assert!(gone.text().contains("No tokens yet."), "{}", gone.text());

    let entries = trail(&server, org, 5);
    let told: Vec<&str> = entries.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(
        told,
        [
            "SCIM Token Created",
            "SCIM Token Disabled",
            "SCIM Token Enabled",
            "SCIM Token Renewed",
            "SCIM Token Deleted"
        ]
    );
    for entry in entries {
        let (before, after) = (entry.before.to_value().expect("JSON"), entry.after.to_value().expect("JSON"));
        let is_end = entry.action == Action::TokenDeleted;
        assert_eq!((before.is_null(), after.is_null()), (entry.action == Action::TokenCreated, is_end));
        let said = if is_end { before } else { after };
        assert_eq!((said["provider"].as_str(), entry.target.as_str()), (Some("Okta"), token.as_str()));
        assert_eq!(entry.actor.to_json()["email"], "owner@rollbook.test");
    }
}

#[test]
fn the_audit_trail_names_the_vendor_of_a_token() {
    let server = TestServer::start();
    let door = server.connect("Acme", Provider::Entra);
    let _other = server.connect("Acme", Provider::Generic);
    let mut portal = Portal::of_owner(&server);
    let address = format!("/organizations/{}/audit", door.org);
    let rows = portal.get(&address).texts(".trail tbody tr");
    let made: Vec<&String> = rows.iter().filter(|row| row.contains("SCIM Token Created")).collect();
    assert_eq!(made.len(), 2, "{rows:?}");
    assert!(made[0].ends_with("Other (SCIM 2.0)") && made[1].ends_with("Azure"), "{made:?}");
}

fn portal_table(address: &str) -> String {
    format!("{address}/tokens")
}

#[test]
fn whoever_looks_at_the_secret_again_gets_neither_it_nor_another_one() {
    let server = TestServer::start();
    let (mut portal, address, org) = connected(&server, Preset::Standard);
    let notice = portal.get(&format!("{address}/tokens/new"));
    let first = portal.send(&notice, "/tokens", &[]);
    let again = portal.send(&notice, "/tokens", &[]);
    assert!(again.path.contains("?notice=tokens-changed"), "{}", again.path);
    assert!(again.text().contains("No token was generated"), "{}", again.text());
    assert_eq!((again.attributes("#token", "value").len(), rows(&again).len()), (0, 1));

    let warned = portal.get(&again.link("Renew"));
    let renewed = portal.send(&warned, "/renewal", &[]);
    let mut provider = client(&renewed);
    let reloaded = portal.send(&warned, "/renewal", &[]);
    assert!(reloaded.path.contains("?notice=tokens-changed"), "{}", reloaded.path);
    assert_eq!((provider.get("/Users").status, client(&first).get("/Users").status), (200, 401));
    // The address by itself shows no secret either.
    assert_eq!(portal.get(&portal_table(&address)).texts("h1"), ["User Provisioning – Okta"]);
    let told: Vec<Action> = trail(&server, org, 2).iter().map(|entry| entry.action).collect();
    assert_eq!(told, [Action::TokenCreated, Action::TokenRenewed]);
}

#[test]
fn a_third_token_is_refused_with_the_reason() {
    let server = TestServer::start();
    let (mut portal, address, _) = connected(&server, Preset::Standard);
    let new = format!("{address}/tokens/new");
    let mut early = portal.get(&new);
    for _ in 0..2 {
        early = portal.get(&new);
        assert_eq!(portal.send(&early, "/tokens", &[]).status, 200);
    }
    let page = portal.get(&address);
    assert_eq!(rows(&page), ["● Active", "● Active"]);
    let full = portal.get(&page.link("Generate"));
    assert!(full.text().contains("You can generate up to 2 tokens at a time"), "{}", full.text());
    assert!(!full.forms().iter().any(|form| form.action.ends_with("/tokens")), "there is nothing to send");

    // A form from before, as if it knew what is there now.
    let form = early.form("/tokens");
    let known: Vec<String> = portal
        .get(&page.link("Renew"))
        .form("/renewal")
        .fields
        .into_iter()
        .filter(|(name, _)| name == "known")
        .map(|(_, value)| value)
        .collect();
    let refused = portal.send_form(&early, &form, &[("known", &known[0])]);
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("You can generate up to 2 tokens at a time"), "{}", refused.text());
    assert_eq!(rows(&portal.get(&address)).len(), 2);
}

#[test]
fn a_single_token_is_regenerated_at_once() {
    let server = TestServer::start();
    let (mut portal, address, _) = connected(&server, Preset::Workspace);
    let page = portal.get(&address);
    let notice = portal.get(&page.link("Generate"));
    assert!(notice.text().contains("The connection can have one token (1)."), "{}", notice.text());
    let old = portal.send(&notice, "/tokens", &[]);

    // Something else on the page is not saved meanwhile.
    let page = portal.get(&address);
    let warned = portal.get(&page.link("Regenerate"));
    assert_eq!(warned.texts("h1"), ["Regenerate the token"]);
    let new = portal.send(&warned, "/renewal", &[]);
    assert_eq!((client(&old).get("/Users").status, client(&new).get("/Users").status), (401, 200));
}

#[test]
fn days_that_a_token_cannot_have_are_refused_with_what_was_typed() {
    let server = TestServer::start();
    let (mut portal, address, _) = connected(&server, Preset::Standard);
    let notice = portal.get(&format!("{address}/tokens/new"));
    for days in ["0", "731", "-1", "1.5", "soon", ""] {
        let refused = portal.send(&notice, "/tokens", &[("days", days)]);
        assert_eq!((refused.status, refused.attributes("#days", "value")), (422, vec![days.to_owned()]));
        assert_eq!(
            refused.texts("[role=alert]"),
            ["A token can be valid for 1 to 730 days. Enter a whole number."]
        );
    }
    assert_eq!(portal.send(&notice, "/tokens", &[("days", "730")]).status, 200);
    server.pass_days(731);
    portal.sign_in("owner@rollbook.test");
    assert_eq!(rows(&portal.get(&address)), ["▲ Expired"]);
}

#[test]
fn the_password_is_asked_for_before_a_secret_is_shown() {
    let server = TestServer::start();
    let (mut portal, address, _) = connected(&server, Preset::Standard);
    server.app().put_clock_forward(std::time::Duration::from_secs(6 * 60));
    let notice = portal.get(&format!("{address}/tokens/new"));
    let asked = portal.send(&notice, "/tokens", &[("days", "90")]);
    assert_eq!(asked.status, 403);
    let wrong = portal.send(&asked, "/tokens", &[("confirm_password", "something else")]);
    assert_eq!((wrong.status, rows(&portal.get(&address)).len()), (403, 0));
    let shown = portal.send(&wrong, "/tokens", &[("confirm_password", testkit::PASSWORD)]);
    assert_eq!((shown.status, client(&shown).get("/Users").status), (200, 200));
}
