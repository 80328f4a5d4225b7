//! What is set, for an organization and for the installation.

use crate::administrators::appointed;
use directory::{OrgId, Provider, Role};
use testkit::{Fault, Portal, SmtpSink, TestServer};

#[test]
fn an_organization_is_renamed_and_keeps_its_id_and_its_name_is_its_own() {
    let server = TestServer::start();
    let mut owner = Portal::of_owner(&server);
    let (acme, other) =
        (server.connect("Acme", Provider::Okta).org, server.connect("Other", Provider::Okta).org);
    let mut max = appointed(&server, acme, "max@acme.test", Role::Admin);
    let address = format!("/organizations/{acme}/settings");
    let page = max.get(&address);
    assert_eq!(page.attributes("#organization-id", "value"), [acme.to_string()]);
    assert!(
        page.text().contains("Acme The name is set by those who run this installation."),
        "{}",
        page.text()
    );
    let key = page.form("/language").fields[0].1.clone();
    for form in ["name&name=OTHER", "name&name=Acme+2", "seats&seats=5"] {
        let (path, field) = form.split_once('&').expect("a field");
        let body = format!("form_key={key}&{field}");
        let forged = max.request("POST", &format!("{address}/{path}"), Some(&body));
        assert_eq!(forged.status, 404, "whether the name is taken, it does not tell: {form}");
    }
    let page = owner.get(&address);
    let renamed = owner.send(&page, "/name", &[("name", " Acme & Söhne ")]);
    assert_eq!(renamed.texts("[role=status]"), ["The settings have been saved."]);
    assert_eq!(renamed.texts(".where a")[0], "Acme & Söhne");
    for (name, why) in [("OTHER", "already has this name"), (" ", "1 to 200 characters")] {
        let refused = owner.send(&page, "/name", &[("name", name)]);
        assert_eq!(refused.status, 422);
        assert!(refused.texts("[role=alert]")[0].contains(why), "{}", refused.text());
    }
    let names = server.read(|work| Ok(work.tx.organizations()?));
    assert_eq!(names.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Acme & Söhne", "Other"]);
    let entry = server.read(move |work| Ok(work.tx.org(acme).audit_entries(1)?)).remove(0);
    assert_eq!(
        (entry.action.as_str(), entry.before.as_str()),
        ("Organization Updated", r#"{"name":"Acme"}"#)
    );
    // The same name in another case is a new one, and no conflict with itself.
    assert_eq!(owner.send(&page, "/name", &[("name", "ACME & Söhne")]).status, 200);

    for (typed, status) in [("5", 200), ("-1", 422), ("many", 422), ("1000000001", 422)] {
        assert_eq!(owner.send(&page, "/seats", &[("seats", typed)]).status, status, "{typed}");
    }
    assert!(max.get(&address).text().contains("0 of 5"));
    assert!(owner.send(&page, "/seats", &[("seats", "")]).text().contains("0 (no limit)"));

    // Auditors look; others see nothing.
    let mut eve = appointed(&server, acme, "eve@acme.test", Role::Auditor);
    let page = eve.get(&address);
    let actions: Vec<String> = page.forms().into_iter().map(|form| form.action).collect();
    assert_eq!(actions, ["/session/end", "/language"]);
    let texts = eve.get(&format!("{address}/texts"));
    let actions: Vec<String> = texts.forms().into_iter().map(|form| form.action).collect();
    assert_eq!((texts.status, &actions[..]), (200, &["/session/end".to_owned(), "/language".to_owned()][..]));
    assert_eq!(texts.texts("main dl.stacked dt").len(), 4, "{}", texts.text());
    let key = page.form("/language").fields[0].1.clone();
    for (path, status) in [("name", 403), ("mail", 403), ("texts", 403)] {
        let body = format!("form_key={key}&name=Evil&language=en");
        let answer = eve.request("POST", &format!("{address}/{path}"), Some(&body));
        assert_eq!(answer.status, status, "{path}");
    }
    assert_eq!(eve.get(&format!("/organizations/{other}/settings")).status, 404);
    assert_eq!(eve.get("/settings").status, 404);
}

#[test]
fn only_the_staff_reads_how_the_server_is_run() {
    let server = TestServer::start();
    let acme = server.connect("Acme", Provider::Okta).org;
    let address = format!("/organizations/{acme}/settings");
    let mut own = appointed(&server, acme, "own@acme.test", Role::Owner);
    let page = own.get(&address);
    assert!(page.text().contains("Emails are sent through a mail server."), "{}", page.text());
    assert!(page.text().contains("The name is set by those who run this installation. Ask them"));
    // The staff's auditor reads who of them may change the name.
    let mut iris = appointed(&server, OrgId::INSTALLATION, "iris@rollbook.test", Role::Auditor);
    let page = iris.get(&address);
    assert!(page.text().contains("the mail server configured with --smtp"), "{}", page.text());
    let name = page.texts("section[aria-labelledby=name-title]").concat();
    assert!(name.contains("Only owners and admins of this installation can rename it."), "{name}");
}

#[test]
fn a_test_mail_tells_whether_it_went() {
    let (server, sink) = (TestServer::start(), SmtpSink::new());
    let mut owner = Portal::of_owner(&server).speaking("fr");
    let page = owner.get("/settings");
    assert!(page.text().contains("Les e-mails sont envoyés par le serveur de messagerie"), "{}", page.text());
    let waits = owner.send(&page, "/mail", &[]);
    assert!(waits.texts("#mail .pill")[0].contains("en attente d’envoi"), "{}", waits.text());
    assert_eq!(waits.attributes("#mail", "data-live"), ["3"]);
    sink.fail([Fault::Mail(550)]);
    assert!(server.mails(&sink).is_empty());
    let failed = owner.get("/settings");
    assert!(failed.texts("#mail .pill")[0].contains("nouvel essai prévu"), "{}", failed.text());
    assert!(failed.texts("#mail .wrong")[0].contains("550"), "{}", failed.text());
    let again = owner.send(&failed, "/mail", &[]);
    let mail = server.mails(&sink).remove(0);
    assert_eq!(
        (mail.to.as_slice(), mail.subject()),
        (&["owner@rollbook.test".to_owned()][..], "E-mail de test de Rollbook")
    );
    let sent = owner.get("/settings");
    assert!(sent.texts("#mail .pill")[0].contains("envoyé le 2"), "{}", sent.text());
    assert!(sent.attributes("#mail", "data-live").is_empty());
    assert_eq!(owner.send(&again, "/mail", &[]).status, 200);
    assert_eq!(owner.send(&again, "/mail", &[]).status, 429);
}

#[test]
fn the_installation_tells_what_it_is_and_every_limit() {
    let server = TestServer::start();
    let mut owner = Portal::of_owner(&server);
    let page = owner.get("/settings");
    assert!(page.text().contains(&format!("Rollbook {}", env!("CARGO_PKG_VERSION"))), "{}", page.text());
    assert!(page.text().contains(server.url()) && page.text().contains("PostgreSQL"));
    let rows = page.texts("tbody tr");
    for row in
        ["Body of a SCIM request 16 MiB", "Members in a request 200,000", "Validity of a token 730 days"]
    {
        assert!(rows.iter().any(|found| found == row), "{row}: {rows:?}");
    }
    for language in ["ja", "fr"] {
        let mut other = Portal::new(&server).speaking(language);
        other.sign_in("owner@rollbook.test");
        assert_eq!(other.get("/settings").texts("tbody tr").len(), rows.len());
    }
}

#[test]
fn a_customer_is_told_the_limits_that_concern_them() {
    let server = TestServer::start();
    let mut staff = Portal::of_owner(&server);
    let acme = server.connect("Acme", Provider::Okta).org;
    let mut max = appointed(&server, acme, "max@acme.test", Role::Admin);
    let address = format!("/organizations/{acme}/settings");
    let [all, own] = [&mut staff, &mut max].map(|portal| portal.get(&address).texts("tbody tr"));
    assert!(own.len() < all.len() && own.iter().all(|row| all.contains(row)), "{own:?}");
    let tells = |rows: &[String], what: &str| rows.iter().any(|row| row.starts_with(what));
    assert!(["Members in a request", "Validity of a token"].iter().all(|what| tells(&own, what)), "{own:?}");
    assert!(tells(&all, "HTTP connections") && !tells(&own, "HTTP connections"), "{own:?}");
}

#[test]
fn an_organization_says_invitations_in_its_own_words_and_sees_them_first() {
    let server = TestServer::start();
    drop(Portal::of_owner(&server));
    let acme = server.connect("Acme", Provider::Okta).org;
    let mut max = appointed(&server, acme, "max@acme.test", Role::Admin);
    let address = format!("/organizations/{acme}/settings/texts");
    let page = max.get(&format!("{address}?language=ja"));
    assert!(page.text().contains("Acmeへの招待") && page.text().contains("山田 花子様"), "{}", page.text());
    let long = "あ".repeat(4_000);
    let typed = [
        ("language", "ja"),
        ("invitation-subject", "${organizationName} <b>へようこそ"),
        ("invitation-text", "${userFirstName} さん\r\n一行\r\n\r\nwww.evil.example"),
        ("reminder-text", long.as_str()),
    ];
    let with = |act: &'static str| typed.into_iter().chain([("act", act)]).collect::<Vec<_>>();
    let seen = max.send(&page, "/texts", &with("preview"));
    assert_eq!(seen.status, 200);
    let letters = seen.texts(".letter");
    assert!(letters[0].contains("花子 さん 一行 www. evil. example"), "{}", letters[0]);
    assert!(
        letters[0].contains(&format!("{}/join/…", server.url()))
            && letters[0].contains("日")
            && letters[0].contains(" UTCまで有効"),
        "{}",
        letters[0]
    );
    assert!(seen.text().contains("Acme <b>へようこそ"), "{}", seen.text());
    assert!(server.read(move |work| app::invitations::texts(work, acme)).is_empty(), "a look saves nothing");

    let saved = max.send(&seen, "/texts", &with("save"));
    assert_eq!(saved.path, format!("{address}?language=ja&notice=settings-saved"));
    let texts = server.read(move |work| app::invitations::texts(work, acme));
    let kept: Vec<(&str, &str)> =
        texts.iter().map(|text| (text.name.as_str(), text.language.as_str())).collect();
    assert_eq!(kept, [("invitation-subject", "ja"), ("invitation-text", "ja"), ("reminder-text", "ja")]);
    assert_eq!(texts[1].text, "${userFirstName} さん\n一行\n\nwww.evil.example");
    assert_eq!(saved.attributes("#invitation-subject", "value"), ["${organizationName} <b>へようこそ"]);

    let wrong = [
        ("language", "ja"),
        ("invitation-text", "${userFristName}"),
        ("invitation-subject", "x"),
        ("act", "save"),
    ];
    let refused = max.send(&saved, "/texts", &wrong);
    assert_eq!(refused.status, 422);
    assert!(refused.texts("[role=alert]")[0].contains("userFirstName"), "{}", refused.text());
    let missing = [("language", "en"), ("invitation-text", "${department}"), ("act", "preview")];
    let asked = max.send(&saved, "/texts", &missing);
    assert!(asked.texts(".warning")[0].contains("no value for department"), "{}", asked.text());
    assert!(asked.texts(".letter")[0].contains("You are invited to join Acme."), "{}", asked.text());
    let back = max.send(&saved, "/texts", &[("language", "ja"), ("act", "default")]);
    assert_eq!(back.status, 200);
    assert!(server.read(move |work| app::invitations::texts(work, acme)).is_empty());
}

#[test]
fn texts_that_somebody_else_saved_meanwhile_are_looked_at_first() {
    let server = TestServer::start();
    let mut owner = Portal::of_owner(&server);
    let acme = server.connect("Acme", Provider::Okta).org;
    let address = format!("/organizations/{acme}/settings/texts");
    let page = owner.get(&format!("{address}?language=en"));
    let save = |text| [("invitation-subject", text), ("act", "save")];
    assert_eq!(owner.send(&page, "/texts", &save("First")).status, 200);
    // Another language is nobody else's business.
    let french = owner.get(&format!("{address}?language=fr"));
    assert_eq!(owner.send(&french, "/texts", &save("Premier")).status, 200);

    let seen = owner.send(&page, "/texts", &[("invitation-subject", "Second"), ("act", "preview")]);
    assert_eq!(seen.status, 200);
    let stale = owner.send(&seen, "/texts", &save("Second"));
    assert_eq!(stale.status, 409);
    assert!(stale.texts("[role=alert]")[0].contains("your changes were not saved"), "{}", stale.text());
    assert_eq!(stale.attributes("#invitation-subject", "value"), ["Second"]);
    assert!(stale.text().contains("Currently saved: First"), "{}", stale.text());
    let back = owner.send(&page, "/texts", &[("act", "default")]);
    assert_eq!(back.status, 409, "the default is one that replaces as well");
    let said = |server: &TestServer| {
        let texts = server.read(move |work| app::invitations::texts(work, acme));
        texts.into_iter().map(|text| text.text).collect::<Vec<_>>()
    };
    assert_eq!(said(&server), ["First", "Premier"]);
    assert_eq!(owner.send(&stale, "/texts", &save("Second")).status, 200);
    assert_eq!(said(&server), ["Second", "Premier"]);
}
