//! The first start, and an operator who lets administrators in.

use crate::installation::{Installation, Server};
use crate::process::Process;
use directory::OrgId;
use serde_json::json;
use testkit::Client;

/// Starts a server that logs all it can, and reads its greeting: the server, and the address of the portal in it.
fn greeted(at: &Installation) -> (Server, String) {
    let mut command = at.rollbook();
    command.env("ROLLBOOK_MAIL_DIR", at.around().join("mail"));
    command.args(["serve", "--listen", "127.0.0.1:0", "--log", "trace"]);
    let mut process = Process::start(&mut command);
    let lines: Vec<String> = (0..5).map(|_| process.line()).collect();
    let portal = lines[4].strip_prefix("  portal       ").expect("where the portal is").to_owned();
    let url = lines[0].strip_prefix("Rollbook listens on ").expect("a URL").to_owned();
    (Server { process, url }, portal)
}

/// Sends the only form of a page as a browser would that has no cookie yet.
fn send(server: &Server, path: &str, typed: &str) -> u16 {
    let mut client = Client::new(&server.url, None).header("Accept", "text/html");
    let page = client.get(path);
    let cookie = page.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
    let cookie = cookie.and_then(|(_, value)| value.split(';').next()).expect("a cookie");
    let (_, rest) = page.text.split_once(r#"name="form_key" value=""#).expect("a form");
    let key = rest.split('"').next().expect("a key");
    let headers = [("Cookie", cookie), ("Content-Type", "application/x-www-form-urlencoded")];
    client.send_with("POST", path, Some(&format!("form_key={key}&{typed}")), &headers).status
}

#[test]
fn the_first_start_prints_a_link_which_no_log_has_and_later_ones_do_not() {
    let at = Installation::new();
    let (first, link) = greeted(&at);
    let path = link.strip_prefix(&first.url).expect("it is ours").to_owned();
    assert!(path.starts_with("/setup/"), "{path}");
    let ticket = path.rsplit('/').next().expect("a ticket").to_owned();
    let typed = "name=Olive&email=olive%40example.test&password=correct+horse+battery+staple";
    assert_eq!(send(&first, &path, typed), 303);
    let ended = first.stop();
    assert!(ended.stderr.contains("[redacted]") && !ended.stderr.contains(&ticket), "{}", ended.stderr);
    let (second, greeting) = greeted(&at);
    assert_eq!(greeting, format!("{}/", second.url));
    assert_eq!(Client::new(&second.url, None).header("Accept", "text/html").get(&path).status, 404);
    second.stop();
    let listed = at.json(&["administrator", "list"]);
    assert_eq!((&listed[0]["email"], &listed[0]["role"]), (&json!("olive@example.test"), &json!("owner")));
}

#[test]
fn an_operator_appoints_lists_and_lets_in_whoever_is_locked_out() {
    let at = Installation::new();
    let acme = at.connect("Acme", "okta").organization;
    let said = at.says(&[
        "administrator",
        "invite",
        "zoe@acme.test",
        "--role",
        "Admin",
        "--organization",
        "acme",
        "--name",
        "Zoë",
    ]);
    let begins = "zoe@acme.test is admin of Acme from now on.\nThis link, or the one in the mail that they get, lets them \
                  choose a password, once and for three days:\n  http";
    assert!(said.starts_with(begins), "{said}");
    let twice =
        at.run(&["administrator", "invite", "ZOE@acme.test", "--role", "owner", "--organization", "Acme"]);
    assert_eq!(twice.code, Some(1));
    assert!(twice.stderr.contains("is an administrator of Acme already"), "{twice:?}");
    let (server, _) = greeted(&at);
    let link = said.trim_end().rsplit_once("/password/").expect("a link").1.to_owned();
    assert_eq!(send(&server, &format!("/password/{link}"), "password=correct+horse+battery+staple"), 303);
    let listed = at.says(&["administrator", "list", "Acme"]);
    let row = listed.lines().nth(1).expect("a row");
    assert!(row.starts_with("zoe@acme.test  Zoë   admin  chosen    2"), "{listed}");
    assert_eq!(at.json(&["administrator", "list"]), json!([]));

    let made = at.json(&["administrator", "link", "zoe@acme.test"]);
    let link =
        made["link"].as_str().and_then(|link| link.rsplit_once("/password/")).expect("a link").1.to_owned();
    assert_eq!(send(&server, &format!("/password/{link}"), "password=another+one+that+is+long"), 303);
    let missing = at.run(&["administrator", "link", "nobody@acme.test"]);
    assert!(missing.code == Some(1) && missing.stderr.contains("nobody has an account"), "{missing:?}");
    let staff = at.json(&["administrator", "invite", "zoe@acme.test", "--role", "auditor"]);
    assert_eq!((&staff["link"], &staff["organization"]), (&json!(null), &json!(null)));
    let bad = at.run(&["administrator", "invite", "nonsense", "--role", "auditor"]);
    assert!(bad.code == Some(1) && bad.stderr.contains("no e-mail address"), "{bad:?}");
    let ended = server.stop();
    assert!(!ended.stderr.contains(&link), "{}", ended.stderr);

    // What somebody does with the account, the installation is told; of what, the organization.
    let org = OrgId::parse(&acme).expect("an id");
    for (org, expected) in [
        (
            OrgId::INSTALLATION,
            &[
                "Administrator Added",
                "Administrator Password Changed",
                "Administrator Link Issued",
                "Administrator Password Changed",
            ][..],
        ),
        (org, &["Administrator Added"]),
    ] {
        let entries = at.read(move |tx| tx.org(org).audit_entries(100));
        let told: Vec<&str> = entries
            .iter()
            .map(|entry| entry.action.as_str())
            .filter(|action| action.contains("Adm"))
            .collect();
        assert_eq!(told, expected);
    }
}

#[test]
fn behind_tls_the_cookies_are_for_this_host_and_for_tls_alone() {
    let at = Installation::in_folder();
    let server = at.serve_with(&["--public-url", "https://provisioning.example"]);
    let page = Client::new(&server.url, None).header("Accept", "text/html").get("/session");
    let header = |name: &str| {
        let found = page.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str()).unwrap_or_default().to_owned()
    };
    let cookie = header("set-cookie");
    assert!(cookie.starts_with("__Host-rollbook-form="), "{cookie}");
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"), "{cookie}");
    assert_eq!(header("strict-transport-security"), "max-age=31536000");
    server.stop();
}
