//! The settings of a connection: saved, in effect over SCIM, and never over somebody else's.

use crate::support::trail;
use directory::{Action, Actor, Connection, Provider};
use scim::dialect::{Dialect, Switch};
use serde_json::json;
use testkit::{Door, Page, Portal, TestServer};

fn address(door: &Door) -> String {
    format!("/organizations/{}/connections/{}/settings", door.org, door.connection)
}

fn stored(server: &TestServer, door: &Door) -> Connection {
    let id = door.connection;
    server.read(move |work| app::connections::get(work, id))
}

/// Saves the form of a page with something else typed into it, and with these boxes not ticked any more.
fn save(portal: &mut Portal, page: &Page, typed: &[(&str, &str)], unticked: &[&str]) -> Page {
    let mut form = page.form("/settings");
    form.fields.retain(|(name, _)| !unticked.contains(&name.as_str()));
    portal.send_form(page, &form, typed)
}

#[test]
fn what_is_saved_holds_from_the_next_call_on() {
    let server = TestServer::start();
    let door = server.connect("Acme", Provider::Okta);
    let mut portal = Portal::of_owner(&server);
    let page = portal.get(&address(&door));
    assert_eq!(page.texts("#policy legend"), ["Preset"]);
    assert_eq!(page.texts("label[for=invite]"), ["Automatically invite users imported from Okta"]);
    assert!(page.text().contains("This setting has no effect at the moment"), "{}", page.text());
    // What makes it so is one click away, in a part of the page that is open.
    assert_eq!(page.link("Change “How users get access”"), "#knob-onboarding");
    assert_eq!(page.texts("details[open] #knob-onboarding").len(), 1);
    assert!(page.texts("fieldset.presets .pill").is_empty(), "it is as the preset has it");

    // Nothing changed is no change.
    let same = save(&mut portal, &page, &[], &[]);
    assert!(same.text().contains("The changes have been saved"), "{}", same.text());
    assert_ne!(trail(&server, door.org, 1)[0].action, Action::ConnectionUpdated);

    let typed = [
        ("name", "Okta Europe"),
        ("knob_create_inactive", "refuse"),
        ("knob_page_max", "2"),
        ("knob_page_default", "2"),
        ("attributes", "costCenter2, badge"),
    ];
    let saved = save(&mut portal, &page, &typed, &["switch_blank_clears"]);
    assert_eq!((saved.status, saved.texts("h1")), (200, vec!["User Provisioning – Okta Europe".into()]));
    let policy = stored(&server, &door).policy.to_string();
    assert_eq!(policy, "standard create_inactive=refuse page_default=2 page_max=2");
    assert_eq!(stored(&server, &door).dialect.to_string(), "okta -blank_clears");
    assert_eq!(saved.texts("#attributes li code"), ["costCenter2", "badge"]);
    assert_eq!(saved.texts("fieldset.presets .check:has(input[checked]) .pill"), ["◆ with changes"]);
    assert_eq!(saved.texts("#policy summary .pill").len(), 2, "{:?}", saved.texts("#policy summary"));
    assert!(saved.text().contains("Differs from the preset, which has: Add them"), "{}", saved.text());

    let mut client = door.client();
    let urn = "urn:ietf:params:scim:schemas:extension:rollbook:2.0:User";
    let ada = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", urn], "userName": "ada", (urn): { "badge": "7" },
    });
    let made = client.post("/Users", &ada).expect(201);
    assert_eq!(made.body[urn]["badge"], "7");
    let idle = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "idle", "active": false,
    });
    assert_eq!(client.post("/Users", &idle).status, 400);

    let entries = trail(&server, door.org, 8);
    let updated = entries.iter().find(|entry| entry.action == Action::ConnectionUpdated).expect("told");
    let after = updated.after.to_value().expect("it says what is there");
    assert_eq!(
        (after["name"].as_str(), after["policy"].as_str()),
        (Some("Okta Europe"), Some(policy.as_str()))
    );
    assert_eq!(entries.iter().filter(|entry| entry.action == Action::AttributeDeclared).count(), 2);
}

#[test]
fn users_are_invited_automatically_or_wait() {
    let server = TestServer::start();
    let door = server.connect("Acme", Provider::Okta);
    let mut portal = Portal::of_owner(&server);
    let page = portal.get(&address(&door));
    let preset = save(&mut portal, &page, &[("preset", "managed-devices")], &[]);
    assert_eq!(stored(&server, &door).policy.to_string(), "managed-devices");
    assert_eq!(preset.attributes("#invite", "checked").len(), 1);
    assert!(!preset.text().contains("This setting has no effect at the moment"), "{}", preset.text());
    let manual = save(&mut portal, &preset, &[], &["invite"]);
    assert_eq!(stored(&server, &door).policy.to_string(), "managed-devices invite=manual");
    assert_eq!(manual.attributes("#invite", "checked").len(), 0);

    let mut client = door.client();
    let person = |name: &str| {
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": name,
            "name": { "givenName": "A", "familyName": "B" }, "emails": [{ "value": name, "primary": true }],
        })
    };
    let staged = client.post("/Users", &person("a@acme.example")).expect(201).id();
    save(&mut portal, &manual, &[("invite", "on")], &[]);
    let invited = client.post("/Users", &person("b@acme.example")).expect(201).id();
    let org = door.org;
    let status = |id: String| {
        let id = directory::UserId::parse(&id).expect("an id");
        server.read(move |work| Ok(app::people::get(work, org, id)?.user.status.to_string()))
    };
    assert_eq!((status(staged), status(invited)), ("staged".to_owned(), "invited".to_owned()));
}

#[test]
fn another_preset_takes_all_but_what_was_typed_and_can_be_looked_at_first() {
    let server = TestServer::start();
    let door = server.connect("Acme", Provider::Okta);
    let mut portal = Portal::of_owner(&server);
    let page = portal.get(&address(&door));
    let looked = save(&mut portal, &page, &[("preset", "vault"), ("act", "preset")], &[]);
    assert!(looked.text().contains("Nothing has been saved yet."), "{}", looked.text());
    assert_eq!(looked.attributes("#knob-deactivate option[selected]", "value"), ["revoke"]);
    assert!(looked.text().contains("Currently saved: Disable the user"), "{}", looked.text());
    assert_eq!(stored(&server, &door).policy.to_string(), "standard");
    save(&mut portal, &looked, &[("knob_tokens_max", "2")], &[]);
    assert_eq!(stored(&server, &door).policy.to_string(), "vault tokens_max=2");

    let page = portal.get(&address(&door));
    save(&mut portal, &page, &[("preset", "workspace"), ("knob_page_max", "50")], &[]);
    assert_eq!(stored(&server, &door).policy.to_string(), "workspace page_max=50");

    let page = portal.get(&address(&door));
    let looked = save(&mut portal, &page, &[("profile", "strict"), ("act", "profile")], &[]);
    let strict = Switch::ALL.into_iter().filter(|switch| Dialect::STRICT.has(*switch)).count();
    assert_eq!(looked.attributes("#dialect details input[checked]", "name").len(), strict);
    save(&mut portal, &looked, &[("switch_raw_token", "on")], &[]);
    assert_eq!(stored(&server, &door).dialect.to_string(), "strict +raw_token");
    let page = portal.get(&address(&door));
    save(&mut portal, &page, &[("profile", "okta")], &[]);
    assert_eq!(stored(&server, &door).dialect.to_string(), "okta");
}

#[test]
fn another_preset_keeps_the_namespace_of_the_attributes_that_are_there() {
    let server = TestServer::start();
    let door = server.connect("Acme", Provider::Okta);
    let mut portal = Portal::of_owner(&server);
    let page = portal.get(&address(&door));
    let page = save(&mut portal, &page, &[("attributes", "badge")], &[]);
    let looked = save(&mut portal, &page, &[("preset", "vault"), ("act", "preset")], &[]);
    let namespace = |page: &Page| page.attributes("#knob-custom_extension", "value").remove(0);
    assert_eq!(namespace(&looked), "rollbook");
    assert_eq!(looked.texts("#policy summary .pill"), ["◆ 1 setting differs from the preset"]);
    let saved = save(&mut portal, &page, &[("preset", "managed-devices")], &[]);
    assert!(saved.text().contains("The changes have been saved"), "{}", saved.text());
    assert_eq!(stored(&server, &door).policy.to_string(), "managed-devices custom_extension=rollbook");
    assert_eq!(saved.texts("#policy summary .pill"), ["◆ 1 setting differs from the preset"]);
    save(&mut portal, &looked, &[], &[]);
    assert_eq!(
        stored(&server, &door).policy.to_string(),
        "managed-devices custom_extension=rollbook",
        "stale"
    );

    // What is refused is shown again as it would be saved.
    let before = stored(&server, &door);
    let typed = [("preset", "vault"), ("knob_custom_extension", "other"), ("profile", "strict")];
    let refused = save(&mut portal, &saved, &typed, &["switch_raw_token"]);
    assert_eq!((refused.status, namespace(&refused)), (422, "other".to_owned()));
    assert_eq!(refused.texts("#policy summary .pill"), ["◆ 1 setting differs from the preset"]);
    assert_eq!(refused.attributes("#knob-deactivate option[selected]", "value"), ["revoke"]);
    let strict = Switch::ALL.into_iter().filter(|switch| Dialect::STRICT.has(*switch)).count();
    assert_eq!(refused.attributes("#dialect details input[checked]", "name").len(), strict);
    assert_eq!(stored(&server, &door), before);
    save(&mut portal, &refused, &[("knob_custom_extension", "rollbook")], &[]);
    let after = stored(&server, &door);
    let kept = "vault custom_extension=rollbook";
    assert_eq!((after.policy.to_string().as_str(), after.dialect.to_string().as_str()), (kept, "strict"));
}

#[test]
fn nothing_typed_is_lost_where_it_is_not_saved() {
    let server = TestServer::start();
    let door = server.connect("Acme", Provider::Okta);
    let mut portal = Portal::of_owner(&server);
    let page = portal.get(&address(&door));
    let mine = [("name", "Mine"), ("knob_page_max", "20"), ("attributes", "badge"), ("preset", "standard")];

    // Somebody else is faster.
    let theirs = portal.get(&address(&door));
    save(&mut portal, &theirs, &[("name", "Theirs"), ("knob_page_max", "30")], &["logs_calls"]);
    let stale = save(&mut portal, &page, &mine, &["switch_raw_token"]);
    assert_eq!(stale.status, 409);
    assert!(stale.texts("[role=alert]")[0].starts_with("Someone else changed these settings"));
    let typed = |page: &Page, selector: &str| page.attributes(selector, "value").remove(0);
    assert_eq!((typed(&stale, "#name"), typed(&stale, "#knob-page_max")), ("Mine".into(), "20".into()));
    assert_eq!(typed(&stale, "#new-attributes"), "badge");
    assert!(stale.text().contains("Currently saved: 30"), "{}", stale.text());
    assert_eq!(stored(&server, &door).name, "Theirs");
    assert_eq!(save(&mut portal, &stale, &[], &[]).status, 200);
    let connection = stored(&server, &door);
    assert_eq!((connection.name.as_str(), connection.attributes.join(" ")), ("Mine", "badge".to_owned()));

    // What cannot be is said, and all else of the form is not done either.
    let page = portal.get(&address(&door));
    for (typed, why) in [
        (("name", ""), "The name must have"),
        (("knob_page_max", "0"), "“Maximum results per page”: page_max can be set to: 1–1000."),
        (
            ("attributes", "Cost-Center, fine, 9 lives"),
            "“9 lives” cannot be the name of an attribute: it must start",
        ),
        (("attributes", "userUID"), "built-in variable"),
        (("switch_members_replace_is_add", "on"), "members_replace_is_add"),
        (
            ("knob_custom_extension", "other"),
            "Leave the namespace set to “rollbook”, or delete the attributes",
        ),
    ] {
        let refused = save(&mut portal, &page, &[typed, ("knob_invitation_days", "9")], &[]);
        assert_eq!(refused.status, 422, "{typed:?}");
        let said = refused.texts("[role=alert]").join(" ");
        assert!(said.contains(why), "{typed:?} {said}");
        let marked = refused.attributes("[aria-invalid]", "id");
        assert_eq!(marked, vec!["new-attributes"; usize::from(typed.0 == "attributes")]);
        assert_eq!(refused.attributes("#knob-invitation_days", "value"), ["9"]);
        assert_eq!(stored(&server, &door), connection);
    }
    assert_eq!(save(&mut portal, &page, &[("preset", "nonsense")], &[]).status, 404);
}

#[test]
fn an_attribute_is_deleted_and_others_that_lack_it_are_named() {
    let server = TestServer::start();
    let door = server.connect("Acme", Provider::Okta);
    let _entra = server.connect("Acme", Provider::Entra);
    let mut portal = Portal::of_owner(&server);
    let page = portal.get(&address(&door));
    let saved = save(&mut portal, &page, &[("attributes", "badge")], &[]);
    assert!(saved.text().contains("“Entra ID” does not have badge."), "{}", saved.text());

    let org = door.org;
    let fields = vec![("tag".to_owned(), "${badge}".to_owned())];
    server.write(move |work| {
        app::configurations::create(work, &Actor::CommandLine, org, ("Laptop", &fields)).map(drop)
    });
    assert!(portal.get(&address(&door)).text().contains("Used by: Laptop."));
    let deletion = portal.get(&address(&door)).link("Delete badge");
    let used = portal.get(&deletion);
    assert!(used.texts("[role=alert]")[0].contains("Laptop"), "{}", used.text());
    server.write(move |work| app::configurations::delete(work, &Actor::CommandLine, org, "Laptop").map(drop));
    let asked = portal.get(&deletion);
    assert_eq!(asked.texts("h1"), ["Delete the attribute badge?"]);
    let gone = portal.send(&asked, "/deletion", &[]);
    assert!(gone.text().contains("The attribute has been deleted."), "{}", gone.text());
    assert!(stored(&server, &door).attributes.is_empty());
    assert_eq!(trail(&server, org, 1)[0].action, Action::AttributeDeleted);
    assert_eq!(portal.send(&asked, "/deletion", &[]).status, 404);
}
