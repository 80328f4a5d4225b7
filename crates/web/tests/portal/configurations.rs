//! Admin > System > Configurations.

use crate::staff::appointed;
use app::configurations;
use directory::{Action, Actor, Configuration, OrgId, Provider, Role};
use serde_json::json;
use testkit::{Form, Page, Portal, TestServer};

fn address(org: OrgId) -> String {
    format!("/organizations/{org}/configurations")
}

fn stored(server: &TestServer, org: OrgId) -> Vec<Configuration> {
    server.read(move |work| configurations::list(work, org))
}

fn texts(configuration: &Configuration) -> Vec<(&str, &str)> {
    configuration.fields.iter().map(|field| (field.name.as_str(), field.template.as_str())).collect()
}

/// The form with these fields instead of those that it has.
fn filled(page: &Page, fields: &[(&str, &str)]) -> Form {
    let mut form = page.forms().into_iter().find(|form| form.action.contains("/configurations")).expect("it");
    form.fields.retain(|(name, _)| !["field_name", "field_text", "do", "user"].contains(&name.as_str()));
    // A browser sends of the buttons only the one that was pressed.
    for (name, text) in fields {
        form.fields.push(("field_name".to_owned(), (*name).to_owned()));
        form.fields.push(("field_text".to_owned(), (*text).to_owned()));
    }
    form
}

/// The same, sent by a button that only shows the form again.
fn drafted(portal: &mut Portal, page: &Page, fields: &[(&str, &str)], pressed: (&str, &str)) -> Page {
    let mut form = filled(page, fields);
    form.action.push_str("/draft");
    portal.send_form(page, &form, &[pressed])
}

fn shown(page: &Page) -> Vec<(String, String)> {
    let names = page.attributes("input[name=field_name]", "value");
    let texts = page.texts("textarea[name=field_text]");
    names.into_iter().zip(texts).collect()
}

#[test]
fn a_configuration_is_written_previewed_saved_and_deleted_without_a_script() {
    let server = TestServer::start();
    let okta = server.connect("Acme", Provider::Okta);
    let user = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "userName": "zoe@acme.test", "displayName": "Zoë Ander",
    });
    let made = okta.client().post("/Users", &user);
    assert_eq!(made.status, 201);
    let id = made.body["id"].as_str().expect("an id").to_owned();
    let mut portal = appointed(&server, okta.org, Role::Admin);
    let list = portal.get(&address(okta.org));
    assert_eq!(list.texts(".empty h2"), ["No configurations yet"]);

    let page = portal.get(&list.link("New configuration"));
    assert_eq!(shown(&page), [(String::new(), String::new())]);
    assert!(page.texts("#variables dt").contains(&"${userEmailAddressDomain}".to_owned()));

    // Fields come, move and go, and nothing is saved by that.
    let typed = [("Server", "imap.acme.test"), ("Account", "${userUIDLocalPart}")];
    let page = drafted(&mut portal, &page, &typed, ("do", "add"));
    assert_eq!(shown(&page).len(), 3);
    let page = drafted(&mut portal, &page, &typed, ("do", "up-1"));
    let pair = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    assert_eq!(shown(&page), [pair("Account", "${userUIDLocalPart}"), pair("Server", "imap.acme.test")]);
    let page = drafted(&mut portal, &page, &typed, ("do", "remove-0"));
    assert_eq!(shown(&page), [pair("Account", "${userUIDLocalPart}")]);
    assert_eq!(stored(&server, okta.org), []);

    // A preview of what is not saved yet: values, what is missing by its name, and what is no text yet.
    let typed = [
        ("Account", "${userUIDLocalPart} of ${userDisplayName}\nhere"),
        ("Phone", "${department}/${userLocale}"),
        ("Other", "${userLocal}"),
    ];
    let anybody = drafted(&mut portal, &page, &typed, ("do", "preview"));
    assert_eq!(anybody.texts(".outcome tbody tr").len(), 3, "of whoever comes first");
    assert_eq!(anybody.texts(".people button[aria-pressed=true]"), ["Zoë Ander"]);
    let page = drafted(&mut portal, &page, &typed, ("find", "zo"));
    assert_eq!(page.texts(".people button"), ["Zoë Ander"]);
    let page = drafted(&mut portal, &page, &typed, ("user", &id));
    assert_eq!(
        page.texts(".outcome tbody td:last-child"),
        [
            "zoe of Zoë Ander here",
            "▲ No value for: department userLocale",
            "▲ Correct the text of the field to see its value.",
        ]
    );

    // A mistake is named with its field, and what was typed stays.
    let form = filled(&page, &typed);
    let refused = portal.send_form(&page, &form, &[("name", "Mail")]);
    assert_eq!(refused.status, 422);
    assert!(refused.texts("[role=alert]")[0].contains("“Other”"), "{}", refused.text());
    assert!(refused.texts(".mistake")[0].contains("Did you mean “userLocale”?"), "{}", refused.text());
    assert_eq!(refused.attributes("textarea[aria-invalid]", "id"), ["text-3"]);
    assert_eq!((shown(&refused).len(), refused.attributes("#name", "value")), (3, vec!["Mail".to_owned()]));

    let form = filled(&refused, &typed[..2]);
    let saved = portal.send_form(&refused, &form, &[("name", "Mail")]);
    assert!(saved.text().contains("The configuration has been saved."), "{}", saved.text());
    let known = stored(&server, okta.org).remove(0);
    assert_eq!((known.name.as_str(), texts(&known)), ("Mail", typed[..2].to_vec()));

    let list = portal.get(&address(okta.org));
    assert_eq!(list.texts("tbody td:nth-child(-n+2)"), ["Mail", "Account Phone"]);
    let page = portal.get(&saved.link("Delete"));
    let list = portal.send(&page, "/deletion", &[]);
    assert!(list.text().contains("The configuration has been deleted."), "{}", list.text());
    assert_eq!(stored(&server, okta.org), []);
    let org = okta.org;
    let trail = server.read(move |work| Ok(work.tx.org(org).audit_entries(2)?));
    let told: Vec<(Action, bool)> = trail
        .iter()
        .map(|entry| (entry.action, matches!(entry.actor, Actor::Administrator { .. })))
        .collect();
    assert_eq!(told, [(Action::ConfigurationDeleted, true), (Action::ConfigurationCreated, true)]);
}

#[test]
fn nobody_overwrites_what_somebody_else_saved_and_nobody_loses_what_they_typed() {
    let server = TestServer::start();
    let org = server.connect("Acme", Provider::Okta).org;
    let save = |name: &'static str, text: &'static str| {
        server.write(move |work| {
            let fields = [("Server".to_owned(), text.to_owned())];
            match configurations::find(work, org, name) {
                Ok(_) => configurations::set(work, &Actor::CommandLine, (org, name), |_| {
                    configurations::Edit { name: None, fields: Some(fields.to_vec()) }
                }),
                Err(_) => configurations::create(work, &Actor::CommandLine, org, (name, &fields[..])),
            }
        })
    };
    let mail = save("Mail", "one");
    let mut portal = appointed(&server, org, Role::Admin);
    let page = portal.get(&format!("{}/{}", address(org), mail.id));
    save("Mail", "two");
    let form = filled(&page, &[("Server", "three")]);
    let stale = portal.send_form(&page, &form, &[]);
    assert_eq!(stale.status, 409);
    assert!(stale.texts("[role=alert]")[0].contains("Server two"), "{}", stale.text());
    assert_eq!(shown(&stale), [("Server".to_owned(), "three".to_owned())]);
    assert_eq!(texts(&stored(&server, org)[0]), [("Server", "two")]);

    // Whoever has seen that may replace it.
    let form = filled(&stale, &[("Server", "three")]);
    assert_eq!(portal.send_form(&stale, &form, &[]).status, 200);
    assert_eq!(texts(&stored(&server, org)[0]), [("Server", "three")]);

    // And what was deleted meanwhile can be made again.
    let page = portal.get(&format!("{}/{}", address(org), mail.id));
    server.write(move |work| configurations::delete(work, &Actor::CommandLine, org, "Mail"));
    let gone = portal.send_form(&page, &filled(&page, &[("Server", "four")]), &[]);
    assert_eq!((gone.status, shown(&gone)), (404, vec![("Server".to_owned(), "four".to_owned())]));
    let again = portal.send_form(&gone, &filled(&gone, &[("Server", "four")]), &[]);
    assert_eq!(again.status, 200, "{}", again.text());
    assert_eq!(texts(&stored(&server, org)[0]), [("Server", "four")]);
}

#[test]
fn an_auditor_looks_and_previews_and_changes_nothing() {
    let server = TestServer::start();
    let door = server.connect("Acme", Provider::Okta);
    let org = door.org;
    let user =
        json!({ "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "zoe@acme.test" });
    assert_eq!(door.client().post("/Users", &user).status, 201);
    let made = server.write(move |work| {
        let fields = [("Account".to_owned(), "${userUID}".to_owned())];
        configurations::create(work, &Actor::CommandLine, org, ("Mail", &fields[..]))
    });
    let one = format!("{}/{}", address(org), made.id);
    let mut auditor = appointed(&server, org, Role::Auditor);
    let page = auditor.get(&one);
    assert_eq!(page.texts(".facts dd"), ["${userUID}"]);
    let found = auditor.send(&page, &format!("/{}", made.id), &[("find", "zoe")]);
    let id = found.attributes(".people button", "value")[0].clone();
    let chosen = auditor.get(&format!("{one}?user={id}"));
    assert_eq!(chosen.texts(".outcome tbody td"), ["Account", "zoe@acme.test"]);

    let key = page.attributes("input[name=form_key]", "value")[0].clone();
    let body = format!("form_key={key}&name=Mine&version=1&field_name=a&field_text=b");
    for path in [address(org), one.clone(), format!("{one}/draft"), format!("{one}/deletion")] {
        assert_eq!(auditor.request("POST", &path, Some(&body)).status, 403, "{path}");
    }
    let elsewhere = server.connect("Other", Provider::Okta).org;
    let mut stranger = appointed(&server, elsewhere, Role::Owner);
    let key = stranger.get(&address(elsewhere)).attributes("input[name=form_key]", "value")[0].clone();
    let body = format!("form_key={key}&name=Mine&version=1&field_name=a&field_text=b");
    let foreign = format!("{}/{}", address(elsewhere), made.id);
    for path in [one.clone(), foreign.clone(), format!("{one}/deletion"), format!("{foreign}/deletion")] {
        assert_eq!(stranger.get(&path).status, 404, "{path}");
        assert_eq!(stranger.request("POST", &path, Some(&body)).status, 404, "{path}");
    }
    assert_eq!(stored(&server, org), [made]);
}
