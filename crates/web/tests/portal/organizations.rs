//! The organizations that somebody sees.

use crate::staff::appointed;
use app::organizations;
use directory::{Action, Actor, OrgId, Provider, Role};
use serde_json::json;
use testkit::{Page, Portal, TestServer};

fn names(page: &Page) -> Vec<String> {
    page.texts("tbody td:first-child")
}

#[test]
fn the_staff_finds_makes_and_compares_organizations() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let page = portal.get("/organizations");
    assert_eq!(page.texts(".empty h2"), ["No organizations yet"]);
    let refused = portal.send(&page, "/organizations", &[("name", "  ")]);
    assert_eq!((refused.status, refused.texts("[role=alert]").len()), (422, 1));
    let made = portal.send(&page, "/organizations", &[("name", "Zeta & Sons")]);
    assert!(made.text().contains("The organization has been created."), "{}", made.text());
    assert_eq!(
        made.link("Add administrator"),
        format!("{}/administrators", made.path.split('?').next().unwrap())
    );
    let id = OrgId::parse(&made.path["/organizations/".len()..][..36]).expect("an id");
    let trail = server.read(move |work| Ok(work.tx.org(id).audit_entries(1)?));
    let by = match &trail[0].actor {
        Actor::Administrator { email, .. } => email.as_str(),
        _ => "",
    };
    assert_eq!((trail[0].action, by), (Action::OrganizationCreated, "owner@rollbook.test"));
    let again = portal.send(&page, "/organizations", &[("name", "zeta & SONS")]);
    assert_eq!(again.status, 422);
    assert_eq!(again.attributes("input[name=name]", "value"), ["zeta & SONS"]);

    let okta = server.connect("Acme", Provider::Okta);
    let user =
        json!({ "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "ada@acme.test" });
    assert_eq!(okta.client().post("/Users", &user).status, 201);
    let org = okta.org;
    server.write(move |work| organizations::cap_seats(work, &Actor::CommandLine, org, Some(1)));
    let page = portal.get("/organizations");
    let rows = page.texts("tbody tr");
    assert!(rows[0].starts_with("Acme 1 0 1 1 / 1 20") && rows[0].ends_with("◐ No seats left"), "{rows:?}");
    assert!(rows[1].starts_with("Zeta & Sons 0 0 0 0 20") && rows[1].ends_with("OK"), "{rows:?}");
}

#[test]
fn a_long_list_is_searched_and_leafed_through() {
    let server = TestServer::start();
    server.write(|work| {
        for number in 0..120 {
            organizations::create(work, &Actor::CommandLine, &format!("Customer {number:03}"))?;
        }
        Ok(())
    });
    let mut portal = Portal::of_owner(&server);
    let first = portal.get("/organizations");
    let second = portal.get(&first.link("Next"));
    let third = portal.get(&second.link("Next"));
    let counts = [&first, &second, &third].map(|page| names(page).len());
    assert_eq!((counts, names(&third).last().map(String::as_str)), ([50, 50, 20], Some("Customer 119")));
    assert_eq!(names(&portal.get(&third.link("Previous"))), names(&second));
    let search = first.forms().into_iter().find(|form| form.method == "get").expect("a search");
    let found = portal.send_form(&first, &search, &[("find", "ER 11")]);
    assert_eq!((names(&found).len(), names(&found)[0].as_str()), (10, "Customer 110"));
    let none = portal.send_form(&first, &search, &[("find", "100%")]);
    assert_eq!(none.texts(".empty p"), ["No organization name contains this text."]);
    assert_eq!(names(&portal.get(&none.link("Clear"))), names(&first));
}

#[test]
fn others_see_their_own_and_make_none() {
    let server = TestServer::start();
    let [one, two, _other] = ["Beta", "alpha", "Gamma"]
        .map(|name| server.write(move |work| organizations::create(work, &Actor::CommandLine, name)).id);
    for (org, role) in [(one, Role::Owner), (two, Role::Auditor)] {
        server.appoint(org, "zoe@acme.test", "Somebody", role);
    }
    let mut portal = Portal::new(&server);
    let page = portal.sign_in("zoe@acme.test");
    assert_eq!(page.path, "/organizations");
    assert_eq!(page.texts("tbody tr"), ["alpha Auditor", "Beta Owner"]);
    assert!(page.forms().iter().all(|form| !form.action.ends_with("/organizations")));
    let key = page.attributes("input[name=form_key]", "value")[0].clone();
    let answer = portal.request("POST", "/organizations", Some(&format!("form_key={key}&name=Mine")));
    assert_eq!(answer.status, 404);

    // Of the staff, an admin makes them as an owner does.
    let mut admin = appointed(&server, OrgId::INSTALLATION, Role::Admin);
    let list = admin.get("/organizations");
    let form = list.forms().into_iter().find(|form| form.method == "post" && form.action == "/organizations");
    let made = admin.send_form(&list, &form.expect("an admin makes them"), &[("name", "Delta")]);
    assert_eq!((made.status, made.texts(".where a")[0].as_str()), (200, "Delta"));

    // An auditor sees all and makes none.
    let mut auditor = appointed(&server, OrgId::INSTALLATION, Role::Auditor);
    let page = auditor.get("/organizations");
    assert_eq!(names(&page), ["alpha", "Beta", "Delta", "Gamma"]);
    assert!(page.forms().iter().all(|form| form.method == "get" || !form.action.ends_with("/organizations")));
    let key = page.attributes("input[name=form_key]", "value")[0].clone();
    let answer = auditor.request("POST", "/organizations", Some(&format!("form_key={key}&name=Mine")));
    assert_eq!(answer.status, 403);
}
