//! Connections: from the first one to what is done where one does not work.

use crate::administrators::appointed;
use crate::support::trail;
use directory::{Action, Provider, Role};
use serde_json::json;
use testkit::{Client, Page, Portal, TestServer};

/// Makes an organization in the portal and leads to its connections.
fn acme(portal: &mut Portal) -> String {
    let page = portal.get("/organizations");
    let made = portal.send(&page, "/organizations", &[("name", "Acme")]);
    format!("{}/connections", made.path.split('?').next().expect("an address"))
}

#[test]
fn a_provider_is_picked_from_the_list_and_its_page_waits_for_the_first_call() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let address = acme(&mut portal);

    let empty = portal.get(&address);
    assert_eq!(empty.texts("h1"), ["User Provisioning"]);
    assert_eq!(empty.texts("h2"), ["Users", "Admin", "Connect your identity provider"]);
    let providers = empty.texts("select[name=provider] option");
    assert_eq!((providers.len(), providers[1].as_str()), (14, "Okta"));

    let refused = portal.send(&empty, "/connections", &[("name", "Other")]);
    assert_eq!(
        (refused.status, refused.attributes("input[name=name]", "value")),
        (422, vec!["Other".into()])
    );
    assert_eq!(refused.texts("[role=alert]"), ["Choose an identity provider from the list."]);

    let okta = portal.send(&empty, "/connections", &[("provider", "okta")]);
    assert_eq!((okta.status, okta.texts("h1")), (200, vec!["User Provisioning – Okta".into()]));
    assert!(okta.text().contains("The connection has been created."), "{}", okta.text());
    let live = "#last-call";
    assert_eq!(
        okta.texts(&format!("{live} p")),
        [
            "◐ Waiting Waiting for the first call from Okta …",
            "This updates automatically as soon as a call arrives, whether it is accepted or refused."
        ]
    );
    assert_eq!(okta.attributes(live, "data-live"), ["3"]);
    let scim_url = okta.attributes("#scim-url", "value").remove(0);
    assert!(scim_url.starts_with(&format!("{}/scim/v2/", server.url())), "{scim_url}");
    assert_eq!(okta.attributes("#common-url", "value"), [format!("{}/scim/v2", server.url())]);

    // The same once more opens its page; with a name, there is a second one.
    let again = portal.send(&empty, "/connections", &[("provider", "okta")]);
    assert_eq!(again.attributes("#scim-url", "value"), [scim_url]);
    let taken = portal.send(&empty, "/connections", &[("provider", "entra"), ("name", "OKTA")]);
    assert_eq!(taken.status, 422);
    assert_eq!(taken.attributes("option[selected]", "value"), ["entra"]);
    let second = portal.send(&empty, "/connections", &[("provider", "okta"), ("name", "Okta Europe")]);
    assert_eq!(second.texts("h1"), ["User Provisioning – Okta Europe"]);
    let third = portal.send(&empty, "/connections", &[("provider", "okta"), ("name", "Labs")]);
    assert_eq!(third.texts("h1"), ["User Provisioning – Okta (Labs)"]);

    let list = portal.get(&address);
    assert_eq!(list.texts("tbody td:first-child"), ["Okta", "Okta Europe", "Labs"]);
    assert_eq!(
        list.texts("tbody tr:first-child td"),
        ["Okta", "Okta", "● On", "▲ No usable token", "0", "0", "Never"]
    );
}

#[test]
fn a_page_is_called_after_its_provider_in_every_language() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let address = acme(&mut portal);
    let empty = portal.get(&address);
    let okta = portal.send(&empty, "/connections", &[("provider", "okta")]);
    for (language, title) in [
        ("ja", "ユーザ プロビジョニング – Okta"),
        ("fr", "Provisionnement des utilisateurs – Okta"),
        ("en", "User Provisioning – Okta"),
    ] {
        portal.prefer(language);
        assert_eq!(portal.get(&okta.path).texts("h1"), [title]);
    }
    let other = portal.send(&empty, "/connections", &[("provider", "generic")]);
    assert_eq!(other.texts("h1"), ["User Provisioning – Other (SCIM 2.0)"]);
    assert!(other.text().contains("Waiting for the first call from your identity provider …"));
    let named = portal.send(&empty, "/connections", &[("provider", "generic"), ("name", "Script")]);
    assert_eq!(named.texts("h1"), ["User Provisioning – Script"]);

    let list = portal.get(&address);
    assert_eq!(list.texts("tbody td:first-child"), ["Okta", "SCIM 2.0", "Script"]);
    assert_eq!(list.texts("tbody td:nth-child(2)"), ["Okta", "Other (SCIM 2.0)", "Other (SCIM 2.0)"]);
    assert_eq!(list.texts("select[name=provider] option:last-child"), ["Other (SCIM 2.0)"]);
}

#[test]
fn a_connection_is_switched_off_and_on_by_saving_it() {
    let server = TestServer::start();
    let door = server.connect("Acme", Provider::Okta);
    let mut portal = Portal::of_owner(&server);
    let address = format!("/organizations/{}/connections/{}", door.org, door.connection);
    let page = portal.get(&address);
    assert_eq!(door.client().get("/Users").status, 200);

    // A box that is not ticked is not sent.
    let mut form = page.form(&door.connection.to_string());
    form.fields.retain(|(name, _)| name != "enabled");
    let off = portal.send_form(&page, &form, &[]);
    assert!(off.text().contains("The changes have been saved. SCIM is disabled"), "{}", off.text());
    assert!(off.text().contains("SCIM is disabled. Select “Enable SCIM” above"), "{}", off.text());
    assert_eq!(off.texts(".head .pill"), ["○ Disabled"]);
    assert_eq!(door.client().get("/Users").status, 401);

    let on = portal.send(&off, &door.connection.to_string(), &[("enabled", "on")]);
    assert!(on.text().contains("The changes have been saved. SCIM is enabled."), "{}", on.text());
    assert_eq!(door.client().get("/Users").status, 200);

    // What is so already is no change.
    portal.send(&on, &door.connection.to_string(), &[("enabled", "on")]);
    let told: Vec<Action> = trail(&server, door.org, 2).iter().map(|entry| entry.action).collect();
    assert_eq!(told, [Action::ConnectionDisabled, Action::ConnectionEnabled]);
}

#[test]
fn the_page_tells_the_first_call_and_why_one_was_refused() {
    let server = TestServer::start();
    let door = server.connect("Acme", Provider::Okta);
    let mut portal = Portal::of_owner(&server);
    let address = format!("/organizations/{}/connections/{}", door.org, door.connection);
    let wrong =
        door.client_with(Some(&door.token.replace(['a', 'b'], "c"))).get("/Users?startIndex=1&count=1");
    assert_eq!(wrong.status, 401);
    server.flush_calls();

    for place in ["", "/guide"] {
        let page = portal.get(&format!("{address}{place}"));
        let live = page.texts("#last-call p").join(" ");
        assert!(live.contains("401 Received") && live.contains("GET /Users?startIndex=1&count=1"), "{live}");
        assert!(live.contains("not a token of this server"), "{live}");
        let press = page.attributes("[data-copy]", "data-press");
        assert!(press.iter().all(|press| press == "Press Ctrl+C") && !press.is_empty(), "{press:?}");
    }

    // A time in a sentence is one that a script can tell in the reader's own zone.
    let guide = portal.get(&format!("{address}/guide"));
    let refused =
        guide.texts(".steps li").into_iter().find(|step| step.starts_with("The last refused call was on"));
    let times = guide.texts(".steps li p > time");
    assert!(refused.is_some_and(|said| said.contains(&times[0])), "{times:?}");

    let mut client = door.client();
    let ada = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "ada@acme.example",
        "name": { "givenName": "Ada", "familyName": "Lovelace" },
    });
    let _ = client.post("/Users", &ada).expect(201);
    server.flush_calls();
    let page = portal.get(&address);
    let live = page.texts("#last-call p").join(" ");
    assert!(live.contains("● 201 Received") && live.ends_with("POST /Users Created a user."), "{live}");
    let trouble = page.texts("#troubleshooting li");
    assert_eq!(trouble[0], "SCIM is enabled and saved.");
    assert_eq!(trouble[1], "There is an active token that has not expired.");
    assert!(trouble[2].starts_with("Last call:") && trouble[2].ends_with("POST /Users ● 201"), "{trouble:?}");
    assert!(trouble[3].contains("Last refused call:") && trouble[3].contains("401"), "{trouble:?}");

    let list = portal.get(&format!("/organizations/{}/connections", door.org));
    let line = list.texts("tbody td");
    assert_eq!((line[3].as_str(), line[4].as_str()), ("● Working", "1"), "the token is right by now");
    server.pass_days(2);
    let _ = client.get("/Users?count=1").expect(200);
    server.flush_calls();
    assert_eq!(portal.sign_in("owner@rollbook.test").status, 200);
    let page = portal.get(&address);
    assert_eq!(page.texts(".head .pill"), ["● Working"]);
}

#[test]
fn a_call_that_is_refused_is_not_the_first_one_that_works() {
    let server = TestServer::start();
    let door = server.connect("Acme", Provider::Okta);
    let mut portal = Portal::of_owner(&server);
    let address = format!("/organizations/{}/connections/{}/guide", door.org, door.connection);
    let mut wrong = door.token.clone();
    let last = if wrong.pop() == Some('x') { 'y' } else { 'x' };
    wrong.push(last);
    for (token, said) in [
        (None, "There is no token in the request."),
        (Some("sesame"), "The request has something else in place of a token of this server."),
        (Some(&wrong[..20]), "The token is mistyped or cut off."),
        (Some(&wrong), "The token is mistyped or cut off."),
    ] {
        assert_eq!(door.client_with(token).get("/Users").status, 401);
        server.flush_calls();
        let page = portal.get(&address);
        let stages = page.texts("#progress li");
        assert_eq!(stages[2], "First call accepted ▲ Refused");
        let why = format!("A call came and was refused. {said} Request log");
        assert_eq!(page.texts("#progress .warning"), [why]);
    }
    // The token is right, and the address is not.
    let _ = door.client().get("/Users/Users?count=1").expect(404);
    server.flush_calls();
    let page = portal.get(&address);
    assert_eq!(page.texts("#progress .quiet"), ["2 of 5 done"]);
    assert!(page.texts("#progress .warning")[0].contains("ends with /Users; remove it."), "{}", page.text());

    let _ = door.client().get("/Users?count=1").expect(200);
    server.flush_calls();
    let page = portal.get(&address);
    assert_eq!(
        (page.texts("#progress li")[2].as_str(), page.texts("#progress .warning").len()),
        ("First call accepted ✓ Done", 0)
    );
}

#[test]
fn the_guide_has_the_values_of_this_connection() {
    let server = TestServer::start();
    let door = server.connect("Acme", Provider::Entra);
    let mut portal = Portal::of_owner(&server);
    let address = format!("/organizations/{}/connections/{}/guide", door.org, door.connection);
    for (language, title) in [
        ("en", "Connect Entra ID · User Provisioning – Entra ID · Acme · Rollbook"),
        ("ja", "Entra IDとの接続 · ユーザ プロビジョニング – Entra ID · Acme · Rollbook"),
        ("fr", "Connecter Entra ID · Provisionnement des utilisateurs – Entra ID · Acme · Rollbook"),
    ] {
        portal = portal.speaking(language);
        let page = portal.get(&address);
        assert_eq!((page.status, page.texts("title")), (200, vec![title.to_owned()]));
        let values = page.attributes(".guide input", "value");
        for value in [door.url.clone(), format!("{}/scim/v2", server.url()), door.org.to_string()] {
            assert!(values.contains(&value), "{value} in {values:?}");
        }
        assert!(page.html.contains("<noscript><meta http-equiv=\"refresh\""), "it works without script");
    }
}

#[test]
fn the_guide_says_what_is_done_and_does_what_can_be_done_here() {
    let server = TestServer::start();
    let (org, connection) = server.write(|work| {
        let actor = directory::Actor::CommandLine;
        let org = app::organizations::create(work, &actor, "Acme")?;
        let made = app::connections::create(work, &actor, org.id, (Provider::Okta, None, None))?;
        app::connections::set_enabled(work, &actor, made.id, false)?;
        Ok((org.id, made.id))
    });
    let mut portal = Portal::of_owner(&server);
    let mut auditor = appointed(&server, org, "auditor@acme.example", Role::Auditor);
    let guide = format!("/organizations/{org}/connections/{connection}/guide");
    let done = |page: &Page| page.texts("#progress li.done a");
    let acts = |page: &Page| page.texts(".doing button, .doing a");

    let begun = portal.get(&guide);
    assert_eq!(begun.attributes("#progress", "data-live"), ["3"]);
    assert_eq!(
        begun.texts("#progress li"),
        [
            "SCIM is enabled ○ To do",
            "A token is active ○ To do",
            "First call accepted ◐ Waiting",
            "First user received ◐ Waiting",
            "First group received ◐ Waiting"
        ]
    );
    assert_eq!(begun.texts("#progress .quiet"), ["0 of 5 done"]);
    // What does not work is told of once more at the end, with what helps.
    assert_eq!(acts(&begun), ["Enable SCIM", "Generate", "Enable SCIM", "Tokens"]);
    assert_eq!(acts(&auditor.get(&guide)), [""; 0]);

    let form =
        begun.forms().into_iter().find(|form| form.buttons.iter().any(|(word, _)| word == "Enable SCIM"));
    let enabled = portal.send_form(&begun, &form.expect("a form"), &[]);
    assert!(enabled.path.starts_with(&guide), "{}", enabled.path);
    assert!(enabled.text().contains("The changes have been saved. SCIM is enabled."), "{}", enabled.text());
    assert_eq!(
        (done(&enabled), acts(&enabled)),
        (vec!["SCIM is enabled".into()], vec!["Generate".into(), "Tokens".into()])
    );

    let notice = portal.get(&enabled.link("Generate"));
    let shown = portal.send(&notice, "/tokens", &[]);
    let value = |id: &str| shown.attributes(&format!("#{id}"), "value").remove(0);
    let mut provider = Client::new(&value("scim-url"), Some(&value("token")));
    let generated = portal.get(&shown.link("I have saved both: continue to the guide"));
    assert_eq!((done(&generated).len(), acts(&generated)), (2, vec!["Tokens".into()]));
    assert_eq!(generated.texts("#begin li.done .pill"), ["✓ Done", "✓ Done"]);

    let ada =
        json!({ "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "ada@acme.example" });
    let _ = provider.post("/Users", &ada).expect(201);
    let crew = json!({ "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "Crew" });
    let _ = provider.post("/Groups", &crew).expect(201);
    server.flush_calls();
    let all = portal.get(&guide);
    assert_eq!(all.texts("#progress .quiet"), ["5 of 5 done"]);
    assert_eq!(acts(&all), ["Request log", "Users", "User Groups", "Tokens"]);
    assert_eq!(acts(&auditor.get(&guide)), ["Request log", "Users", "User Groups"]);
    let users = portal.get(&all.attributes("#check .doing a", "href")[1]);
    assert!(users.text().contains("ada@acme.example"), "{}", users.text());
}

#[test]
fn who_cannot_be_reached_is_told_so_and_what_to_set() {
    let server = TestServer::start();
    let door = server.connect("Acme", Provider::Okta);
    let mut portal = Portal::of_owner(&server);
    let address = format!("/organizations/{}/connections/{}", door.org, door.connection);
    let mut admin = appointed(&server, door.org, "admin@acme.example", Role::Admin);
    for place in ["", "/guide"] {
        // Who runs nothing here is told whom to ask, and no setting.
        let page = admin.get(&format!("{address}{place}"));
        assert!(page.texts(".hurdle p")[1].starts_with("What to do: ask the operator of this installation"));
        assert!(page.texts(".hurdle code").is_empty() && !page.text().contains("These do not change"));
        let page = portal.get(&format!("{address}{place}"));
        let said = page.texts(".hurdle p");
        assert_eq!(
            said[0],
            "The SCIM URL can only be reached from this machine. Okta needs an https:// address that it can reach."
        );
        assert_eq!(page.texts(".hurdle code"), ["public_url", "ROLLBOOK_PUBLIC_URL"]);
    }
}

#[test]
fn a_foreign_connection_is_none_and_an_auditor_changes_nothing() {
    let server = TestServer::start();
    let door = server.connect("Acme", Provider::Okta);
    let other = server.connect("Globex", Provider::Okta);
    let mut admin = appointed(&server, door.org, "admin@acme.example", Role::Admin);
    let mut auditor = appointed(&server, door.org, "auditor@acme.example", Role::Auditor);
    let own = format!("/organizations/{}/connections", door.org);
    let page = format!("{own}/{}", door.connection);
    let pages = ["", "/guide", "/requests", "/settings"];

    for below in pages.into_iter().chain(["/tokens/new", "/tokens"]) {
        assert_eq!(admin.get(&format!("{page}{below}")).status, 200, "{below}");
        for foreign in [
            format!("{own}/{}{below}", other.connection),
            format!("/organizations/{}/connections/{}{below}", other.org, other.connection),
            format!("{own}/nonsense{below}"),
        ] {
            assert_eq!(admin.get(&foreign).status, 404, "{foreign}");
        }
    }
    for below in pages {
        let seen = auditor.get(&format!("{page}{below}"));
        assert_eq!(seen.status, 200, "{below}");
        let posted: Vec<String> = seen.forms().into_iter().map(|form| form.action).collect();
        let harmless = |action: &String| ["/language", "/session/end"].contains(&action.as_str());
        let kept: Vec<&String> = posted.iter().filter(|action| !harmless(action)).collect();
        assert!(kept.is_empty(), "{below} {kept:?}");
        assert_eq!(
            seen.attributes("main input:not([readonly]), main select, main button", "name").len(),
            0,
            "{below}"
        );
    }
    for below in ["/tokens/new", &format!("/tokens/{}/renewal", door.token_id)] {
        assert_eq!(auditor.get(&format!("{page}{below}")).status, 403, "{below}");
    }

    let settings = format!("{page}/settings");
    let form = admin.get(&settings);
    assert_eq!(admin.send(&form, "/settings", &[("attributes", "badge")]).status, 200);
    let before = trail(&server, door.org, 1);
    let key = auditor.get(&page).form("/language").fields[0].1.clone();
    for (below, body) in [
        (String::new(), ""),
        ("/settings".to_owned(), ""),
        ("/tokens".to_owned(), "days=30"),
        (format!("/tokens/{}", door.token_id), "status=inactive"),
        (format!("/tokens/{}/renewal", door.token_id), "days=30"),
        (format!("/tokens/{}/deletion", door.token_id), ""),
    ] {
        let body = format!("form_key={key}&{body}");
        let refused = auditor.request("POST", &format!("{page}{below}"), Some(&body));
        assert_eq!(refused.status, 403, "{below} {}", refused.text());
    }
    // An admin, with the token of another organization's connection, or at that connection.
    let kept = trail(&server, other.org, 1);
    let known = admin.get(&format!("{page}/tokens/new")).form("/tokens").fields[1].1.clone();
    let key = admin.get(&page).form("/language").fields[0].1.clone();
    for connection in [door.connection, other.connection] {
        for (act, body) in [("", "status=inactive"), ("/renewal", "days=30"), ("/deletion", "")] {
            let token = format!("{own}/{connection}/tokens/{}{act}", other.token_id);
            let body = format!("form_key={key}&known={}&{body}", known.replace(':', "%3A"));
            assert_eq!(admin.request("POST", &token, Some(&body)).status, 404, "{token}");
        }
    }
    assert_eq!((trail(&server, other.org, 1), other.client().get("/Users").status), (kept, 200));
    assert_eq!(trail(&server, door.org, 1), before);
    assert_eq!(door.client().get("/Users").status, 200);
}

#[test]
fn an_installation_without_provisioning_refuses_providers_and_says_so() {
    let server = TestServer::start();
    let mut owner = Portal::of_owner(&server);
    let door = server.connect("Acme", Provider::Okta);
    let pages = ["", "/connections"].map(str::to_owned).into_iter().chain(
        ["", "/guide", "/tokens", "/settings", "/requests"]
            .map(|below| format!("/connections/{}{below}", door.connection)),
    );
    let pages: Vec<String> = pages.map(|below| format!("/organizations/{}{below}", door.org)).collect();
    let said = |owner: &mut Portal| {
        let says = |page: &String| {
            let page = owner.get(page);
            assert_eq!(page.status, 200, "{}", page.path);
            page.text().contains("Provisioning is disabled for this whole installation")
        };
        pages.iter().map(says).collect::<Vec<_>>()
    };
    assert_eq!(said(&mut owner), [false; 7]);
    assert_eq!(door.client().get("/Users").status, 200);

    server.app().switch_provisioning(false);
    assert_eq!(said(&mut owner), [true; 7]);
    // How the server is started is nothing to a customer.
    let mut own = appointed(&server, door.org, "own@acme.test", Role::Owner);
    assert_eq!(said(&mut own), [true; 7]);
    let told = [&mut owner, &mut own].map(|one| one.get(&pages[1]).texts("main > .warning").concat());
    assert!(told[0].contains("(--provisioning true)") && !told[1].contains("--provisioning"), "{told:?}");
    assert!(told[1].ends_with("Ask the operator of this installation to enable it."), "{told:?}");
    let users = owner.get(&format!("/organizations/{}/users", door.org));
    assert!(users.status == 200 && !users.text().contains("switched off"), "{}", users.text());
    let refused = door.client().get("/Users");
    assert_eq!(refused.status, 401);
    let detail = refused.body["detail"].as_str().unwrap_or_default();
    assert!(detail.contains("the setting `provisioning`"), "{detail}");
    let stranger = door.client_with(None).get("/Users");
    assert_eq!(stranger.status, 401);
    assert!(!stranger.body["detail"].as_str().unwrap_or_default().contains("provisioning"));
    server.flush_calls();
    let log = owner.get(&pages[6]);
    assert!(log.text().contains("Refused. Provisioning is disabled for this whole"), "{}", log.text());

    server.app().switch_provisioning(true);
    assert_eq!(door.client().get("/Users").status, 200);
    assert_eq!(said(&mut owner)[..2], [false; 2]);
}
