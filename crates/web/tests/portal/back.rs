//! Where somebody comes back to who was asked to sign in, or has chosen another language.

use crate::bulk::begin;
use crate::users::people;
use app::people::Entry;
use directory::{OrgId, Provider};
use testkit::{PASSWORD, Page, Portal, TestServer};

const OWNER: &str = "owner@rollbook.test";

/// Signs in on that page.
fn signed_in(portal: &mut Portal, page: &Page, password: &str) -> Page {
    portal.send(page, "/session", &[("email", OWNER), ("password", password)])
}

fn acme(server: &TestServer) -> OrgId {
    server.connect("Acme", Provider::Okta).org
}

/// Asks for an address, is asked to sign in, and does so.
fn asked_and_signed_in(server: &TestServer, address: &str) -> Page {
    let mut portal = Portal::new(server);
    let asked = portal.get(address);
    assert_eq!(asked.status, 401, "{address}");
    let page = portal.get(&asked.link("Sign in"));
    signed_in(&mut portal, &page, PASSWORD)
}

#[test]
fn whoever_follows_a_link_of_a_mail_comes_to_the_list_that_it_means() {
    let server = TestServer::start();
    drop(Portal::of_owner(&server));
    let wanted = format!("/organizations/{}/users?held=yes&sort=-userName", acme(&server));
    let mut portal = Portal::new(&server);
    let asked = portal.get(&wanted);
    assert_eq!(asked.status, 401);
    // A language is chosen here and there, and the password is wrong at first.
    let asked = portal.send(&asked, "/language", &[("language", "fr")]);
    assert_eq!((asked.status, asked.path.clone()), (401, wanted.clone()));
    let page = portal.get(&asked.link("Se connecter"));
    let page = portal.send(&page, "/language", &[("language", "en")]);
    assert_eq!((page.status, page.texts("h1")), (200, vec!["Sign in".to_owned()]));
    let page = signed_in(&mut portal, &page, "not mine at all");
    assert_eq!(page.status, 422);
    let there = signed_in(&mut portal, &page, PASSWORD);
    assert_eq!((there.status, there.path.as_str()), (200, &*wanted));
    assert_eq!(there.attributes("#held[checked]", "value"), ["yes"]);
}

#[test]
fn another_language_leaves_the_page_what_it_is() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let org = acme(&server);
    let names: Vec<String> = (0..50).map(|number| format!("p{number:02}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let all = people(&server, org, &names, Entry::Staged);
    // A page of people, all of them ticked.
    let ticked: Vec<String> = all.iter().map(|user| format!("&user={user}")).collect();
    let asked = begin(&mut portal, org, &format!("act=protect{}", ticked.concat()));
    assert_eq!(asked.texts("h1"), ["Protect 50 users"]);
    let french = portal.send(&asked, "/language", &[("language", "fr")]);
    assert_eq!((french.status, french.path.as_str()), (200, asked.path.as_str()));
    assert_eq!(french.texts("h1"), ["Protéger 50 utilisateurs"]);
    portal.send(&french, "/language", &[("language", "en")]);

    let list = format!("/organizations/{org}/users?q=p0&sort=userName");
    for (from, to) in [
        (list.clone(), list.clone()),
        // What has just been done is not said again, and the page is not asked for as by itself.
        (format!("{list}&notice=user-removed"), list),
        (format!("/organizations/{org}?live=1"), format!("/organizations/{org}")),
        ("/session?return=%2Faudit%3Fkind%3Dx".into(), "/audit?kind=x".into()),
    ] {
        let page = portal.get(&from);
        assert_eq!(portal.send(&page, "/language", &[("language", "en")]).path, to, "{from}");
    }
}

#[test]
fn nobody_is_led_to_another_server_or_by_an_address_without_end() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let page = portal.get("/audit");
    let key = page.attributes("input[name=form_key]", "value").remove(0);
    let long = "x".repeat(4_096);
    for (wanted, to) in [
        ("//evil.test/%3Fa", "/"),
        ("https://evil.test", "/"),
        ("/%252Fevil.test", "/"),
        ("/%255Cevil.test", "/"),
        ("/%5Cevil.test", "/"),
        ("/%09/evil.test", "/"),
        ("/a%250D%250ASet-Cookie:x", "/"),
        ("/audit%3Fa%3D%0D%0ASet-Cookie:x", "/audit"),
        ("/audit%3Fa%3D%250D%250A", "/audit"),
        ("/audit%3Fkind%3Da%2520b%26q%3D%25C3%25A9", "/audit?kind=a%20b&q=%C3%A9"),
        (&*format!("/audit%3Fa%3D{long}"), "/audit"),
        (&*format!("/{long}"), "/"),
    ] {
        let of_link = portal.request("GET", &format!("/session?return={wanted}"), None);
        let body = format!("form_key={key}&language=en&return={wanted}");
        let of_form = portal.request("POST", "/language", Some(&body));
        for answer in [of_link, of_form] {
            let led =
                (answer.status, answer.header("location"), answer.header("set-cookie").map(str::to_owned));
            let cookies = led.2.is_none_or(|cookie| cookie.contains("language=en"));
            assert_eq!((led.0, led.1, cookies), (303, Some(to), true), "{wanted}");
        }
    }

    // What is longer than that leads to the page all the same.
    let users = format!("/organizations/{}/users", acme(&server));
    assert_eq!(asked_and_signed_in(&server, &format!("{users}?q={long}")).path, users);
    let fits = format!("{users}?q={}", "x".repeat(150));
    assert_eq!(asked_and_signed_in(&server, &fits).path, fits);
}
