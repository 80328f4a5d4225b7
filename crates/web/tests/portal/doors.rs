//! Who gets in, and how.

use directory::OrgId;
use std::time::{Duration, Instant};
use testkit::{PASSWORD, Page, Portal, SmtpSink, TestServer};

#[test]
fn the_link_of_the_first_start_makes_one_owner_and_no_second_one() {
    let server = TestServer::start();
    let link = server.write(app::sessions::first_link).expect("nobody is owner yet");
    let address = format!("/setup/{}", link.reveal());
    let mut portal = Portal::new(&server);
    assert_eq!(portal.get("/").path, "/setup/link");

    let page = portal.get(&address);
    let short = [("name", "Zoë"), ("email", "zoe@example.test"), ("password", "too short")];
    let refused = portal.send(&page, "", &short);
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("The password must have 12 to 200 characters."), "{}", refused.text());
    assert_eq!(refused.attributes("input[name=email]", "value"), ["zoe@example.test"]);

    let long = [("name", "Zoë"), ("email", "zoe@example.test"), ("password", PASSWORD)];
    let inside = portal.send(&page, "", &long);
    assert_eq!((inside.status, inside.path.as_str()), (200, "/organizations"));

    let mut other = Portal::new(&server);
    assert_eq!(other.get(&address).status, 404);
    assert!(server.write(app::sessions::first_link).is_none());
    assert_eq!(other.get("/").path, "/session");
    assert_eq!(other.get("/organizations").status, 401);
    assert_eq!(other.sign_in("ZOE@example.test").path, "/organizations");

    let out = other.get("/organizations");
    assert_eq!(other.send(&out, "/session/end", &[]).path, "/session?notice=signed-out");
    assert_eq!(other.get("/organizations").status, 401);
}

#[test]
fn what_is_not_there_is_a_page_for_people_and_scim_for_programs() {
    let server = TestServer::start();
    let page = Portal::new(&server).get("/nowhere");
    assert_eq!((page.status, page.header("content-type")), (404, Some("text/html; charset=utf-8")));
    let answer = testkit::Client::new(server.url(), None).get("/nowhere");
    assert_eq!((answer.status, answer.body["status"].as_str()), (404, Some("404")));
}

#[test]
fn what_is_wrong_with_a_request_is_a_page_for_people_and_scim_for_programs() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let org = server.connect("Acme", directory::Provider::Okta).org;
    let (long, big) = ("a".repeat(17_000), "a".repeat(33 * 1_024));
    for (language, long_said, big_said, host_said) in [
        ("en", "The address is too long.", "too much data", "which host it is for"),
        ("ja", "アドレスが長すぎる", "データ（多くの場合はCookie）が大きすぎる", "宛先ホスト"),
        ("fr", "L’adresse est trop longue.", "trop de données", "l’hôte auquel elle est destinée"),
    ] {
        portal.prefer(language);
        let users = format!("/organizations/{org}/users");
        let searched = format!("{users}?q={long}");
        for (path, header, status, said) in [
            (searched.as_str(), ("X-None", "no"), 414, long_said),
            (users.as_str(), ("X-Big", big.as_str()), 431, big_said),
            (users.as_str(), ("Host", "a b"), 400, host_said),
            ("/join/x", ("X-Big", big.as_str()), 431, big_said),
        ] {
            let page = portal.request_with("GET", path, None, &[header]);
            assert_eq!(page.status, status, "{path:.60}");
            assert!(page.text().contains(said), "{path:.60}: {}", page.text());
            assert!(page.attributes("main a", "href").contains(&"/".to_owned()), "{path:.60}: {}", page.html);
            for (name, value) in [
                ("content-type", "text/html; charset=utf-8"),
                ("content-language", language),
                ("x-content-type-options", "nosniff"),
                ("x-frame-options", "DENY"),
                ("cache-control", "no-store"),
            ] {
                assert_eq!(page.header(name), Some(value), "{path:.60}");
            }
            assert!(page.header("content-security-policy").is_some(), "{path:.60}");
        }
        let refused = portal.request_with("GET", &format!("/scim/v2/Users?x={long}"), None, &[]);
        assert_eq!((refused.status, refused.is_html()), (414, false));
    }
}

#[test]
fn an_address_that_is_only_for_forms_says_so() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    for (language, said) in [
        ("en", "This address cannot be used in this way"),
        ("ja", "このアドレスはこの方法では使用できません"),
        ("fr", "Cette adresse ne peut pas être utilisée ainsi"),
    ] {
        portal.prefer(language);
        for (method, path) in [("GET", "/session/end"), ("PUT", "/account")] {
            let page = portal.request(method, path, None);
            assert_eq!((page.status, page.texts("h1")), (405, vec![said.to_owned()]), "{method} {path}");
        }
    }
}

#[test]
fn whoever_was_signed_out_when_they_sent_a_form_comes_back_to_its_page() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let pages = testkit::routes("get");
    let only_forms: Vec<String> = testkit::routes("post").difference(&pages).cloned().collect();
    assert!(only_forms.len() > 15, "{only_forms:?}");
    let fits = |pattern: &str, path: &str| {
        let (pattern, path): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), path.split('/').collect());
        let same = |(wanted, given): (&&str, &&str)| wanted == given || wanted.starts_with('{');
        pattern.len() == path.len() && pattern.iter().zip(&path).all(same)
    };
    for route in &only_forms {
        let address = route.replace(['{', '}'], "");
        let back = portal.request("GET", &format!("/session?return={address}"), None);
        let page = back.header("location").expect("it leads on").to_owned();
        assert!(pages.iter().any(|pattern| fits(pattern, &page)), "{address} > {page}");
        assert!(!only_forms.iter().any(|pattern| fits(pattern, &page)), "{address} > {page}");
        assert!(address.starts_with(&page), "{address} > {page}");
        // Whoever asks for it all the same reads a page.
        let asked = portal.request("GET", &address, None);
        assert_eq!((asked.status, asked.header("allow")), (405, Some("POST")), "{address}");
        for (name, value) in [
            ("content-type", "text/html; charset=utf-8"),
            ("x-content-type-options", "nosniff"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(asked.header(name), Some(value), "{address}");
        }
        assert!(asked.header("content-security-policy").is_some(), "{address}");
    }
    for (back, leads) in
        [("/audit?show=x", "/audit?show=x"), ("/audit/export?x", "/audit"), ("//evil.test", "/")]
    {
        let answer = portal.request("GET", &format!("/session?return={}", back.replace('?', "%3F")), None);
        assert_eq!(answer.header("location"), Some(leads));
    }

    let page = portal.get("/audit");
    server.app().put_clock_forward(Duration::from_secs(31 * 60));
    let asked = portal.send(&page, "/audit/export", &[("format", "json")]);
    assert_eq!(asked.status, 401);
    assert_eq!(asked.form("/language").fields[1], ("return".to_owned(), "/audit".to_owned()));
    let form = portal.get(&asked.link("Sign in"));
    let typed = [("email", "owner@rollbook.test"), ("password", PASSWORD)];
    let back = portal.send(&form, "/session", &typed);
    assert_eq!((back.status, back.path.as_str()), (200, "/audit"));
}

#[test]
fn an_address_that_is_no_text_is_a_page_that_is_not_there() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let door = server.connect("Acme", directory::Provider::Okta);
    let deletion = format!("/organizations/{}/attributes/{}/%ff/deletion", door.org, door.connection);
    for (method, path) in [
        ("GET", "/setup/%ff"),
        ("POST", "/setup/%ff"),
        ("GET", "/password/%ff"),
        ("GET", "/join/%ff"),
        ("POST", "/join/%ff"),
        ("GET", &deletion),
        ("POST", &deletion),
    ] {
        let page = portal.request(method, path, (method == "POST").then_some(""));
        assert_eq!(page.status, 404, "{method} {path}: {}", page.html);
        assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"), "{method} {path}");
        assert!(page.header("content-security-policy").is_some(), "{method} {path}");
    }
}

#[test]
fn a_form_that_is_too_large_is_read_to_its_end_and_ends_the_connection() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let large = format!("x={}", "y".repeat(300_000));
    let answer = portal.request("POST", "/account/language", Some(&large));
    assert_eq!((answer.status, answer.header("connection")), (413, Some("close")));
    assert!(answer.is_html());
}

/// What was done, as a trail tells it, the newest first.
fn actions(server: &TestServer, org: OrgId) -> Vec<String> {
    let entries = server.read(move |work| Ok(work.tx.org(org).audit_entries(1_000)?));
    entries.into_iter().map(|entry| entry.action.as_str().to_owned()).collect()
}

fn ask_for_link(portal: &mut Portal, email: &str) -> Page {
    let page = portal.get("/password");
    portal.send(&page, "/password", &[("email", email)])
}

#[test]
fn a_forgotten_password_is_chosen_anew_by_a_mail_whose_link_works_once() {
    let (server, sink) = (TestServer::start(), SmtpSink::new());
    let mut inside = Portal::of_owner(&server);
    let mut portal = Portal::new(&server).speaking("fr");

    let asked = ask_for_link(&mut portal, " OWNER@rollbook.test ");
    assert_eq!((asked.status, asked.path.as_str()), (200, "/session?notice=password-mailed"));
    let mails = server.mails(&sink);
    let [mail] = mails.as_slice() else { panic!("{mails:?}") };
    assert_eq!(mail.to, ["owner@rollbook.test"]);
    assert_eq!(mail.subject(), "Choisissez un nouveau mot de passe pour Rollbook");
    assert!(server.mails(&sink).is_empty(), "it is sent once");
    let link = mail.link();
    assert!(
        !String::from_utf8_lossy(&server.stored()).contains(&link["/password/".len()..]),
        "only its hash is kept"
    );

    let mut late = Portal::new(&server);
    let stale = late.get(&link);
    let page = portal.get(&link);
    assert!(page.text().contains("owner@rollbook.test"), "{}", page.text());
    let short = portal.send(&page, "", &[("password", "too short")]);
    assert_eq!(short.status, 422);
    assert_eq!(short.texts("[role=alert]").len(), 1);
    let chosen = portal.send(&page, "", &[("password", "a new one that is long")]);
    assert_eq!((chosen.status, chosen.path.as_str()), (200, "/organizations"));

    assert_eq!(inside.get("/organizations").status, 401, "signed out of all other browsers");
    let again = portal.get(&link);
    assert_eq!(again.status, 404);
    assert!(again.link("Demander un nouveau lien").ends_with("/password"));
    assert_eq!(late.send(&stale, "", &[("password", "yet another long one")]).status, 404);
    assert_eq!(inside.sign_in("owner@rollbook.test").status, 422, "the old password is gone");
    let trail = actions(&server, OrgId::INSTALLATION);
    assert_eq!(trail[1..3], ["Administrator Password Changed", "Administrator Link Issued"], "{trail:?}");
}

#[test]
fn nobody_learns_who_has_an_account() {
    let (server, sink) = (TestServer::start(), SmtpSink::new());
    drop(Portal::of_owner(&server));
    let mut portal = Portal::new(&server);
    let mut answers = Vec::new();
    for email in ["owner@rollbook.test", "nobody@rollbook.test"] {
        let begun = Instant::now();
        let page = portal.get("/session");
        let refused =
            portal.send(&page, "/session", &[("email", email), ("password", "a wrong one that is long")]);
        let asked = ask_for_link(&mut portal, email);
        assert!(begun.elapsed() >= Duration::from_secs(1), "each of the two answers takes half a second");
        answers.push([(refused.status, refused.text()), (asked.status, asked.text())]);
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(server.mails(&sink).len(), 1);
}

#[test]
fn mails_and_passwords_are_tried_a_few_times_and_then_later() {
    let (server, sink) = (TestServer::start(), SmtpSink::new());
    drop(Portal::of_owner(&server));
    let mut portal = Portal::new(&server);
    let statuses: Vec<u16> =
        (0..4).map(|_| ask_for_link(&mut portal, "owner@rollbook.test").status).collect();
    assert_eq!(statuses, [200, 200, 200, 429]);
    assert_eq!(server.mails(&sink).len(), 1, "the last one alone is sent");
    let page = portal.get("/session");
    let wrong = [("email", "owner@rollbook.test"), ("password", "wrong")];
    let statuses: Vec<u16> = (0..11).map(|_| portal.send(&page, "/session", &wrong).status).collect();
    assert_eq!(statuses[..10], [422; 10]);
    assert_eq!(statuses[10], 429);
    assert_eq!(portal.sign_in("owner@rollbook.test").status, 429, "the right one is not tried either");
}

#[test]
fn a_link_works_for_an_hour_and_a_session_for_half_an_hour_of_nothing() {
    let (server, sink) = (TestServer::start(), SmtpSink::new());
    let mut inside = Portal::of_owner(&server);
    ask_for_link(&mut Portal::new(&server), "owner@rollbook.test");
    let link = server.mails(&sink).remove(0).link();
    let minutes = |minutes: u64| server.app().put_clock_forward(Duration::from_secs(minutes * 60));
    minutes(29);
    assert_eq!(inside.get("/organizations").status, 200);
    minutes(29);
    assert_eq!(inside.get("/organizations").status, 200, "it is half an hour since they were seen");
    assert_eq!(Portal::new(&server).get(&link).status, 200);
    minutes(2);
    assert_eq!(Portal::new(&server).get(&link).status, 404);
    minutes(28);
    assert_eq!(inside.get("/organizations").status, 401);

    assert_eq!(inside.sign_in("owner@rollbook.test").status, 200);
    for _ in 0..24 {
        minutes(29);
        assert_eq!(inside.get("/organizations").status, 200);
    }
    minutes(24);
    assert_eq!(inside.get("/organizations").status, 401, "twelve hours are over");
}

#[test]
fn the_cookie_is_for_our_pages_alone_and_new_with_each_sign_in() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let first = portal.cookie("rollbook-session").expect("signed in").to_owned();
    let page = portal.get("/organizations");
    portal.send(&page, "/session/end", &[]);
    let page = portal.get("/session");
    let key = &page.form("/session").fields[0].1;
    let body = format!("form_key={key}&email=owner%40rollbook.test&password={}", PASSWORD.replace(' ', "+"));
    let answer = portal.request("POST", "/session", Some(&body));
    let cookies: Vec<&str> = answer
        .headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"))
        .map(|(_, value)| value.as_str())
        .collect();
    let [cookie] = cookies.as_slice() else { panic!("{cookies:?}") };
    let (value, rest) = cookie.split_once(';').expect("attributes");
    assert_ne!(value, format!("rollbook-session={first}"));
    assert_eq!(rest, " Path=/; HttpOnly; SameSite=Lax; Max-Age=43200");
    portal.set_cookie("rollbook-session", Some(&first));
    assert_eq!(portal.get("/organizations").status, 401, "the one before is nobody's");
}

#[test]
fn an_account_changes_its_password_its_language_and_where_it_is_signed_in() {
    let server = TestServer::start();
    let (mut here, mut there) = (Portal::of_owner(&server), Portal::new(&server));
    there.sign_in("owner@rollbook.test");
    assert_eq!(Portal::new(&server).get("/account").status, 401);

    let page = here.get("/account");
    assert!(
        page.text().contains("Name Olive Owner")
            && page.text().contains("owner@rollbook.test")
            && page.text().contains("This installation – Owner"),
        "{}",
        page.text()
    );
    assert_eq!(page.texts("tbody tr").len(), 2);
    let ended = here.send(&page, "/account/sessions/end", &[]);
    assert_eq!(ended.texts("[role=status]"), ["You have been signed out of all other browsers."]);
    assert_eq!(ended.texts("tbody tr").len(), 1);
    assert_eq!(there.get("/account").status, 401);

    there.sign_in("owner@rollbook.test");
    let wrong = here.send(
        &page,
        "/account/password",
        &[("old", "not this one"), ("password", "a new one that is long")],
    );
    assert_eq!(wrong.status, 422);
    assert_eq!(
        wrong.texts("[role=alert]"),
        ["The current password is wrong, so nothing was changed. Try again."]
    );
    assert_eq!(there.get("/account").status, 200);
    let short = here.send(&page, "/account/password", &[("old", PASSWORD), ("password", "short")]);
    assert_eq!(short.status, 422);
    let before = here.cookie("rollbook-session").map(str::to_owned);
    let changed =
        here.send(&page, "/account/password", &[("old", PASSWORD), ("password", "a new one that is long")]);
    assert_eq!((changed.status, changed.path.as_str()), (200, "/account?notice=password-changed"));
    assert_ne!(here.cookie("rollbook-session").map(str::to_owned), before);
    assert_eq!(there.get("/account").status, 401);
    assert_eq!(there.sign_in("owner@rollbook.test").status, 422);

    let french = here.send(&changed, "/account/language", &[("language", "fr")]);
    assert!(french.text().contains("Votre compte"), "{}", french.text());
    let browser = here.send(&french, "/account/language", &[("language", "")]);
    assert!(browser.text().contains("Your account"), "{}", browser.text());
    let mut japanese = Portal::new(&server).speaking("ja");
    assert!(japanese.get("/password").text().contains("パスワードをお忘れですか"));
}

#[test]
fn a_page_that_looks_by_itself_whether_there_is_news_keeps_nobody_signed_in() {
    let server = TestServer::start();
    let mut inside = Portal::of_owner(&server);
    let door = server.connect("Acme", directory::Provider::Okta);
    let log = format!("/organizations/{}/connections/{}/requests", door.org, door.connection);
    let refresh = |page: &Page| {
        let rest = page.html.split_once("http-equiv=\"refresh\" content=\"10; url=").expect("it is live").1;
        rest.split_once('"').expect("an end").0.replace("&amp;", "&").replace("&#38;", "&")
    };
    let minutes = |minutes: u64| server.app().put_clock_forward(Duration::from_secs(minutes * 60));
    let page = inside.get(&format!("{log}?show=&notice=connection-saved"));
    let address = refresh(&page);
    assert_eq!(address, format!("{log}?show=&live=1"));
    minutes(29);
    let page = inside.get(&address);
    assert_eq!((page.status, refresh(&page)), (200, address.clone()));
    minutes(2);
    assert_eq!(inside.get(&address).status, 401, "it is half an hour since they did something");
}
