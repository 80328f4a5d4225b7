//! How often something may be tried, and whom that keeps out.

use crate::administrators::appointed;
use app::Comer;
use directory::{Provider, Role};
use std::time::Duration;
use testkit::{PASSWORD, Page, Portal, TestServer};

fn try_to_sign_in(portal: &mut Portal, password: &str) -> Page {
    let page = portal.get("/session");
    portal.send(&page, "/session", &[("email", "owner@rollbook.test"), ("password", password)])
}

/// Asks for what takes the password again.
fn appoint(portal: &mut Portal, email: &str, password: &str) -> Page {
    let page = portal.get("/administrators");
    let typed = [("email", email), ("name", "Zoë"), ("role", "admin"), ("confirm_password", password)];
    portal.send(&page, "/administrators", &typed)
}

#[test]
fn a_stranger_who_tries_an_address_keeps_nobody_from_confirming_who_they_are() {
    let server = TestServer::start();
    let mut inside = Portal::of_owner(&server);
    let mut stranger = Portal::new(&server);
    let tried: Vec<u16> = (0..11).map(|_| try_to_sign_in(&mut stranger, "wrong").status).collect();
    assert_eq!((tried[9], tried[10]), (422, 429));

    server.app().put_clock_forward(Duration::from_secs(6 * 60));
    assert_eq!(appoint(&mut inside, "zoe@rollbook.test", "").status, 403, "the password is asked for");
    let appointed = appoint(&mut inside, "zoe@rollbook.test", PASSWORD);
    assert_eq!(
        (appointed.status, appointed.path.as_str()),
        (200, "/administrators?notice=administrator-added")
    );
    let page = inside.get("/account");
    let typed = [("old", PASSWORD), ("password", "a new one that is long")];
    let changed = inside.send(&page, "/account/password", &typed);
    assert_eq!((changed.status, changed.path.as_str()), (200, "/account?notice=password-changed"));
}

#[test]
fn a_stranger_who_asks_for_mails_keeps_nobody_from_being_added() {
    let server = TestServer::start();
    let mut inside = Portal::of_owner(&server);
    let mut stranger = Portal::new(&server);
    let mut ask = || {
        let page = stranger.get("/password");
        stranger.send(&page, "/password", &[("email", "zoe@rollbook.test")])
    };
    let mut asked: Vec<Page> = (0..4).map(|_| ask()).collect();
    let last = asked.pop().expect("the fourth");
    assert_eq!((asked[2].status, last.status), (200, 429));
    assert_eq!(last.texts("h1"), ["Too many emails"]);
    assert!(!last.text().contains("password by email"), "{}", last.text());
    assert_eq!(
        appoint(&mut inside, "zoe@rollbook.test", PASSWORD).path,
        "/administrators?notice=administrator-added"
    );
}

#[test]
fn somebody_who_is_signed_in_has_ten_tries_as_well() {
    let server = TestServer::start();
    let mut inside = Portal::of_owner(&server);
    server.app().put_clock_forward(Duration::from_secs(6 * 60));
    let tried: Vec<u16> =
        (0..10).map(|_| appoint(&mut inside, "zoe@rollbook.test", "wrong").status).collect();
    assert_eq!(tried, [403; 10]);
    let often = appoint(&mut inside, "zoe@rollbook.test", PASSWORD);
    assert_eq!(often.status, 429);
    let wait: u64 = often.header("retry-after").and_then(|wait| wait.parse().ok()).expect("when to come");
    assert!((1..=60).contains(&wait), "{wait}");
    let page = inside.get("/account");
    let typed = [("old", PASSWORD), ("password", "a new one that is long")];
    assert_eq!(inside.send(&page, "/account/password", &typed).status, 429);
}

#[test]
fn a_crowd_of_strangers_takes_no_tries_and_no_places_of_others() {
    let server = TestServer::start();
    let mut inside = Portal::of_owner(&server);
    let crowd: Vec<_> = (0..).map_while(|_| server.app().place(Comer::Stranger).ok()).collect();
    assert_eq!(crowd.len(), 34);
    let mut portal = Portal::new(&server);
    let refused: Vec<u16> = (0..11).map(|_| try_to_sign_in(&mut portal, PASSWORD).status).collect();
    assert_eq!(refused, [503; 11]);
    server.app().put_clock_forward(Duration::from_secs(6 * 60));
    assert_eq!(appoint(&mut inside, "zoe@rollbook.test", PASSWORD).status, 200, "who is known gets through");
    drop(crowd);
    assert_eq!(try_to_sign_in(&mut portal, PASSWORD).status, 200, "none of the tries was taken");
}

/// Sends a password for a link that does not work, through a proxy; it costs next to nothing.
fn choose(portal: &mut Portal, key: &str, client: &str) -> Page {
    let body = format!("form_key={key}&password=x");
    let headers = [("Sec-Fetch-Site", "same-origin"), ("X-Forwarded-For", client)];
    portal.request_with("POST", "/password/of-nobody", Some(&body), &headers)
}

#[test]
fn one_network_tries_sixty_times_and_others_are_not_kept_out() {
    let server = TestServer::start();
    let mut portal = Portal::new(&server);
    let key = portal.get("/session").form("/session").fields[0].1.clone();
    let mut taken = 0;
    while choose(&mut portal, &key, "198.51.100.77, 203.0.113.9").status == 404 {
        taken += 1;
        assert!(taken < 200, "there is an end");
    }
    // One more may have become due meanwhile.
    assert!((60..70).contains(&taken), "{taken}");
    let often = choose(&mut portal, &key, "203.0.113.9");
    assert_eq!(often.status, 429);
    assert!(often.text().contains("Too many forms were sent from your network"), "{}", often.text());
    assert!(["1", "2"].contains(&often.header("retry-after").expect("when to come")));
    assert_eq!(choose(&mut portal, &key, "203.0.113.9, 198.51.100.77").status, 404);
    let headers = [("Sec-Fetch-Site", "same-origin"), ("X-Forwarded-For", "203.0.113.9")];
    for (address, field) in [("/session", "email=zoe%40rollbook.test&password=x"), ("/password", "email=zoe")]
    {
        let body = format!("form_key={key}&{field}");
        let refused = portal.request_with("POST", address, Some(&body), &headers);
        assert_eq!(refused.status, 429, "{address}");
    }
}

#[test]
fn somebody_who_asks_for_list_after_list_waits_and_nobody_else_does() {
    let server = TestServer::start();
    let mut owner = Portal::of_owner(&server);
    let org = server.connect("Acme", Provider::Okta).org;
    let mut max = appointed(&server, org, "max@acme.test", Role::Auditor);
    let users = format!("/organizations/{org}/users");
    let mut taken = 0;
    let often = loop {
        let page = owner.get(&users);
        match page.status {
            200 => taken += 1,
            _ => break page,
        }
        assert!(taken < 1_000, "there is an end");
    };
    assert_eq!((often.status, taken >= 400), (429, true));
    assert_eq!(often.header("retry-after"), Some("1"));
    assert_eq!(often.texts("h1"), ["Too much at once"]);
    assert!(often.text().contains("Wait a few seconds, then reload the page"), "{}", often.text());
    assert_eq!(max.get(&users).status, 200);
    assert_eq!(owner.get("/account").status, 200, "what reads a few rows is not counted");
    std::thread::sleep(Duration::from_millis(600));
    assert_eq!(owner.get(&users).status, 200);
}
