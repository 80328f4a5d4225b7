//! The request log in the portal.

use crate::administrators::appointed;
use directory::{Provider, Role};
use serde_json::json;
use testkit::{Client, Portal, TestServer};

/// Ada is made, looked for, changed in a way that is refused, and made once more; her id.
fn calls(client: &mut Client) -> String {
    let ada = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "ada@acme.example",
        "password": "hunter2hunter2", "active": "True",
    });
    let id = client.post("/Users", &ada).expect(201).id();
    let _ = client.get("/Users?filter=userName+eq+%22ada@acme.example%22").expect(200);
    let boss = json!([{ "op": "replace", "path": "manager", "value": "17" }]);
    let _ = client.patch(&format!("/Users/{id}"), &boss);
    let _ = client.post("/Users", &ada).expect(409);
    id
}

#[test]
fn the_log_says_what_came_of_each_call_and_one_call_shows_it_all() {
    let server = TestServer::start();
    let door = server.connect("Acme", Provider::Entra);
    let mut portal = Portal::of_owner(&server);
    let address = format!("/organizations/{}/connections/{}/requests", door.org, door.connection);
    let empty = portal.get(&address);
    assert!(empty.text().contains("No calls yet"), "{}", empty.text());

    let id = calls(&mut door.client());
    server.flush_calls();

    let page = portal.get(&address);
    assert_eq!(page.attributes("#calls", "data-live"), ["3"]);
    let calls = page.texts("#calls tbody td:nth-child(2)");
    assert_eq!(calls[0], "POST /Users");
    assert_eq!(calls[2], "GET /Users?filter=userName+eq+%22ada@acme.example%22");
    assert_eq!(page.texts("#calls tbody td:nth-child(2) strong"), ["POST", "PATCH", "GET", "POST"]);
    let lasted = |portal: &mut Portal| portal.get(&address).texts("#calls tbody td.number").remove(0);
    assert!(lasted(&mut portal).contains('.'));
    portal.prefer("fr");
    assert!(lasted(&mut portal).contains(','), "as French has it");
    portal.prefer("en");
    let outcomes = page.texts("#calls tbody td:nth-child(4)");
    assert_eq!(
        outcomes[0].split(" 1 difference").next(),
        Some("Refused. Another user already has this userName.")
    );
    assert_eq!(outcomes[2], "Searched for a user by userName: one found.");
    assert_eq!(outcomes[3], "Created a user. 1 difference from the standard was accepted.");
    assert_eq!(page.texts("#calls tbody td:nth-child(3)")[3], "● 201");
    let refused = portal.get(&page.link("Refused only"));
    assert_eq!(refused.texts("#calls tbody td:nth-child(2)"), ["POST /Users"]);
    assert_eq!(refused.texts("nav.actions [aria-current]"), ["Refused only"]);
    let counted = [&page, &refused].map(|page| page.texts(".pager .count").remove(0));
    assert_eq!(counted, ["4 calls in the log.", "1 refused call in the log."]);

    let first = page.attributes("#calls tbody tr:last-child a", "href").remove(0);
    let one = portal.get(&first);
    assert_eq!(one.texts("h2.mono"), ["POST /Users"]);
    let bodies = one.texts("pre");
    assert!(bodies[0].contains("ada@acme.example") && bodies[1].contains(&id), "{bodies:?}");
    assert!(!one.html.contains("hunter2"), "no secret is kept");
    assert!(
        one.text().contains("A boolean or a number was sent as text and was converted. active"),
        "{}",
        one.text()
    );
    let other = portal.get(&refused.attributes("#calls tbody a", "href")[0]);
    assert_eq!(other.texts(".head .pill")[1], "▲ 409");
    assert!(other.text().contains("What to do") && other.text().contains("userName"), "{}", other.text());

    let mut auditor = appointed(&server, door.org, "auditor@acme.example", Role::Auditor);
    assert_eq!((auditor.get(&address).status, auditor.get(&first).status), (200, 200));
    for nowhere in ["nonsense", &door.connection.to_string()] {
        assert_eq!(portal.get(&format!("{address}/{nowhere}")).status, 404, "{nowhere}");
    }
    let globex = server.connect("Globex", Provider::Entra);
    let call = first.rsplit('/').next().expect("an id");
    let foreign = format!("/organizations/{}/connections/{}/requests/{call}", globex.org, globex.connection);
    assert_eq!(portal.get(&foreign).status, 404);
}

#[test]
fn the_log_leads_to_whom_a_call_was_about() {
    let server = TestServer::start();
    let door = server.connect("Acme", Provider::Entra);
    let mut portal = Portal::of_owner(&server);
    let mut client = door.client();
    let id = calls(&mut client);
    server.flush_calls();
    let address = format!("/organizations/{}/connections/{}/requests", door.org, door.connection);
    let page = portal.get(&address);
    // Whom a call was about, by the name that they have now, and else by the one that was sent.
    assert_eq!(page.texts("#calls tbody td.about"), ["ada@acme.example"; 4]);
    let person = format!("/organizations/{}/users/{id}", door.org);
    assert_eq!(page.attributes("#calls tbody td.about a", "href"), vec![person; 3]);
    let one = portal.get(&page.attributes("#calls tbody tr:last-child .call", "href")[0]);
    assert_eq!(one.texts(".facts dd bdi"), ["ada@acme.example"]);

    // By the name that they have now; of those who are gone, by the one that the call has.
    let _ = client
        .patch(&format!("/Users/{id}"), &json!([{ "op": "replace", "path": "displayName", "value": "Ada" }]));
    assert_eq!(portal.get(&address).texts("#calls tbody tr:last-child .about a"), ["Ada"]);
    let _ = client.delete(&format!("/Users/{id}"));
    let gone = portal.get(&address);
    assert_eq!(gone.texts("#calls tbody tr:last-child .about"), ["ada@acme.example"]);
    assert!(gone.attributes("#calls .about a", "href").is_empty(), "{}", gone.text());
}

#[test]
fn the_settings_tell_what_was_tolerated_and_where() {
    let server = TestServer::start();
    let door = server.connect("Acme", Provider::Entra);
    let mut portal = Portal::of_owner(&server);
    calls(&mut door.client());
    server.flush_calls();
    let settings =
        portal.get(&format!("/organizations/{}/connections/{}/settings", door.org, door.connection));
    let row = settings.texts("#tolerated tbody tr:last-child td");
    assert!(row[0].ends_with("Booleans and numbers sent as text") && row[1].starts_with("active"), "{row:?}");
    assert_eq!(row[2], "1");
    let labels = settings.texts("#dialect .switch label");
    assert_eq!((labels.len(), labels[0].as_str()), (20, "Removals that list values"));
    let fired = settings.texts("#dialect .fired");
    assert_eq!(fired.len(), 3, "{fired:?}");
    assert!(fired.iter().all(|fired| fired.starts_with("Used once, on 20")), "{fired:?}");
}

#[test]
fn a_long_log_has_pages() {
    let server = TestServer::start();
    let door = server.connect("Acme", Provider::Okta);
    let mut portal = Portal::of_owner(&server);
    let mut client = door.client();
    for number in 0..70 {
        let _ = client.get(&format!("/Users?startIndex={}&count=1", number + 1)).expect(200);
    }
    server.flush_calls();
    let address = format!("/organizations/{}/connections/{}/requests", door.org, door.connection);
    let newest = portal.get(&address);
    let calls = newest.texts("#calls tbody td:nth-child(2)");
    assert_eq!((calls.len(), calls[0].as_str()), (50, "GET /Users?startIndex=70&count=1"));
    assert!(newest.text().contains("70 calls in the log."), "{}", newest.text());
    let older = portal.get(&newest.link("Older"));
    let calls = older.texts("#calls tbody td:nth-child(2)");
    assert_eq!((calls.len(), calls[19].as_str()), (20, "GET /Users?startIndex=1&count=1"));
    assert!(older.attributes("#calls", "data-live").is_empty(), "nothing comes that is older");
    assert_eq!(portal.get(&older.link("Newest")).texts("#calls tbody td:nth-child(2)").len(), 50);
}
