//! Who appoints whom, and what the appointed get to know.

use app::administrators::{self, Office};
use app::{passwords, sessions};
use directory::{Actor, OrgId, Provider, Role};
use std::time::Duration;
use testkit::{Fault, PASSWORD, Page, Portal, SmtpSink, TestServer};

/// The browser of somebody who was appointed and has chosen [`PASSWORD`].
pub(crate) fn appointed(server: &TestServer, org: OrgId, email: &str, role: Role) -> Portal {
    let (email, hash) =
        (email.to_owned(), passwords::hash(PASSWORD, &server.app().ticket()).expect("a good one"));
    let asked = email.clone();
    server.write(move |work| {
        let office = Office { name: "Max".to_owned(), role };
        let account =
            administrators::add(work, &Actor::CommandLine, org, &asked, &office, None)?.expect("new");
        let link = sessions::password_link(work, account.id)?;
        sessions::choose(work, &link.hash(), &hash)
    });
    let mut portal = Portal::new(server);
    assert_eq!(portal.sign_in(&email).status, 200);
    portal
}

fn add(portal: &mut Portal, page: &Page, email: &str, name: &str, role: &str) -> Page {
    portal.send(page, "/administrators", &[("email", email), ("name", name), ("role", role)])
}

/// Removes whose page it is, on the page that asks whether that is meant.
fn remove(portal: &mut Portal, page: &Page) -> Page {
    let asked = portal.get(&page.link("Remove administrator"));
    assert_eq!(asked.texts("form.card button"), ["Remove administrator"]);
    portal.send(&asked, "/removal", &[])
}

fn rows(page: &Page) -> Vec<Vec<String>> {
    page.texts("tbody tr").iter().map(|row| row.split(' ').map(str::to_owned).collect()).collect()
}

/// What is in a trail of administrators: action, and role before and after; the newest first.
fn trail(server: &TestServer, org: OrgId) -> Vec<String> {
    let entries = server.read(move |work| Ok(work.tx.org(org).audit_entries(100)?));
    let shown = |entry: directory::AuditEntry| {
        let (before, after) = (entry.before.to_value(), entry.after.to_value());
        let role = |value: &Option<serde_json::Value>| {
            let role = value.as_ref().and_then(|value| value["role"].as_str());
            role.unwrap_or("-").to_owned()
        };
        format!("{}: {} > {}", entry.action.as_str(), role(&before), role(&after))
    };
    let all: Vec<String> = entries.into_iter().map(shown).collect();
    all.into_iter().filter(|entry| entry.starts_with("Administrator ") && !entry.contains("Signed")).collect()
}

#[test]
fn an_owner_appoints_somebody_who_chooses_a_password_by_mail_and_sees_one_organization() {
    let (server, sink) = (TestServer::start(), SmtpSink::new());
    let mut owner = Portal::of_owner(&server).speaking("ja");
    let (acme, other) =
        (server.connect("Acme", Provider::Okta).org, server.connect("Other", Provider::Okta).org);
    let address = format!("/organizations/{acme}/administrators");
    let page = owner.get(&address);
    assert!(page.texts("h2").contains(&"管理者はまだいません".to_owned()), "{}", page.text());
    let added = add(&mut owner, &page, "zoe@acme.test", "Zoë Zola", "admin");
    assert_eq!(
        (added.status, added.path.as_str()),
        (200, format!("{address}?notice=administrator-added").as_str())
    );
    assert_eq!(rows(&added)[0][..4], ["Zoë", "Zola", "zoe@acme.test", "管理者"]);
    assert!(added.texts("td .pill")[0].contains("招待済み"), "{:?}", added.texts("td .pill"));

    let mails = server.mails(&sink);
    let [mail] = mails.as_slice() else { panic!("{mails:?}") };
    assert_eq!(
        (mail.to.as_slice(), mail.subject()),
        (&["zoe@acme.test".to_owned()][..], "Acmeの管理者になりました")
    );
    assert!(mail.text.contains("ロールは「管理者」です。Olive Ownerさんが追加しました。"), "{}", mail.text);
    assert!(mail.text.contains("Rollbookは、Acmeにアクセスできるユーザ"), "{}", mail.text);
    server.app().put_clock_forward(Duration::from_secs(2 * 24 * 60 * 60));
    let mut zoe = Portal::new(&server);
    let page = zoe.get(&mail.link());
    assert!(!page.text().contains("signs you out"), "{}", page.text());
    let inside = zoe.send(&page, "", &[("password", PASSWORD)]);
    assert_eq!((inside.status, inside.path.as_str()), (200, format!("/organizations/{acme}").as_str()));

    // She looks, and appoints nobody.
    let page = zoe.get(&address);
    assert!(page.text().contains("zoe@acme.test") && page.text().contains("Active"), "{}", page.text());
    assert!(page.forms().iter().all(|form| !form.action.ends_with("/administrators")), "{:?}", page.forms());
    assert!(page.attributes("tbody a", "href").is_empty());
    // When somebody signed in last, anywhere, the product's staff sees alone.
    assert_eq!(page.texts("thead th").len(), 4);
    owner.sign_in("owner@rollbook.test");
    assert_eq!(owner.get(&address).texts("thead th").len(), 5);
    for path in ["/administrators".to_owned(), format!("/organizations/{other}/administrators")] {
        assert_eq!(zoe.get(&path).status, 404, "{path}");
    }
    let key = zoe.get(&address).form("/language").fields[0].1.clone();
    let forged =
        zoe.request("POST", &address, Some(&format!("form_key={key}&email=a%40b.test&name=A&role=owner")));
    assert_eq!(forged.status, 403);
    assert_eq!(trail(&server, acme), ["Administrator Added: - > admin"]);
}

#[test]
fn no_organization_learns_what_its_administrators_do_elsewhere() {
    let server = TestServer::start();
    let staff = Portal::of_owner(&server);
    let [acme, bolt] = ["Acme", "Bolt"].map(|name| server.connect(name, Provider::Okta).org);
    server.appoint(acme, "owner-a@acme.test", "Ann", Role::Owner);
    server.appoint(bolt, "owner-b@bolt.test", "Bob", Role::Owner);
    let mut ann = Portal::new(&server);
    ann.sign_in("owner-a@acme.test");
    let address = format!("/organizations/{acme}/administrators");
    let list = ann.get(&address);
    add(&mut ann, &list, "owner-b@bolt.test", "Bob", "auditor");
    let all = |org: OrgId| {
        let entries = server.read(move |work| Ok(work.tx.org(org).audit_entries(100)?));
        let shown = |entry: directory::AuditEntry| {
            let by = match entry.actor {
                Actor::Administrator { email, .. } => email,
                Actor::CommandLine => "command line".to_owned(),
                _ => "server".to_owned(),
            };
            format!("{by}: {}", entry.action.as_str())
        };
        let all: Vec<String> = entries.into_iter().map(shown).collect();
        all.into_iter().filter(|entry| entry.contains("Administrator ")).collect::<Vec<_>>()
    };
    let of_acme = [
        "owner-a@acme.test: Administrator Added",
        "owner-a@acme.test: Administrator Signed In",
        "command line: Administrator Added",
    ];
    let of_bolt = |more: &[&'static str]| [more, &["command line: Administrator Added"]].concat();
    assert_eq!(all(acme), of_acme);
    assert_eq!(all(bolt), of_bolt(&[]));

    // He is refused, signs in, and looks at his own organization only.
    let mut bob = Portal::new(&server);
    let page = bob.get("/session");
    bob.send(&page, "/session", &[("email", "owner-b@bolt.test"), ("password", "a wrong one that is long")]);
    bob.sign_in("owner-b@bolt.test");
    for _ in 0..2 {
        assert_eq!(bob.get(&format!("/organizations/{bolt}")).status, 200);
    }
    server.write(|work| sessions::forgot(work, "owner-b@bolt.test", "en"));
    assert_eq!(all(acme), of_acme);
    assert_eq!(all(bolt), of_bolt(&["owner-b@bolt.test: Administrator Signed In"]));
    let pills = ann.get(&address).texts("td .pill");
    assert!(pills.len() == 2 && pills[0].contains("Active") && pills[1].contains("Invited"), "{pills:?}");

    // Once in each session in which he comes to it, Acme learns that.
    let came = "owner-b@bolt.test: Administrator Signed In";
    for sessions in 1..=2 {
        for _ in 0..2 {
            assert_eq!(bob.get(&address).status, 200);
        }
        let entries = all(acme);
        assert_eq!(entries.iter().filter(|entry| *entry == came).count(), sessions, "{entries:?}");
        let pills = ann.get(&address).texts("td .pill");
        assert!(pills.iter().all(|pill| pill.contains("Active")), "{pills:?}");
        let page = bob.get(&address);
        bob.send(&page, "/session/end", &[]);
        server.app().put_clock_forward(Duration::from_secs(1));
        bob.sign_in("owner-b@bolt.test");
    }
    assert_eq!(all(bolt).len(), 2, "he has not come again");
    // The installation hears of all of it.
    let told = all(OrgId::INSTALLATION);
    for (entry, times) in [
        ("owner-b@bolt.test: Administrator Signed In", 3),
        ("server: Administrator Sign-In Refused", 1),
        ("server: Administrator Link Issued", 1),
    ] {
        assert_eq!(told.iter().filter(|known| *known == entry).count(), times, "{told:?}");
    }
    drop(staff);
}

#[test]
fn a_change_of_role_signs_out_and_asks_for_the_password() {
    let server = TestServer::start();
    let mut owner = Portal::of_owner(&server);
    let acme = server.connect("Acme", Provider::Okta).org;
    let mut max = appointed(&server, acme, "max@acme.test", Role::Admin);
    let list = owner.get(&format!("/organizations/{acme}/administrators"));
    let one = owner.get(&list.link("Max"));
    assert_eq!(one.attributes("input[name=role][checked]", "value"), ["admin"]);
    let seen = max.get(&list.path);
    assert!(seen.texts("form[action$=administrators]").is_empty());
    assert_eq!(seen.texts("main > p"), ["Only owners can add or remove administrators and change roles."]);
    assert!(list.texts("main > p").is_empty(), "{}", list.text());

    server.app().put_clock_forward(Duration::from_secs(6 * 60));
    let path = one.path.clone();
    let asked = owner.send(&one, &path, &[("name", "Maximilian"), ("role", "auditor")]);
    assert_eq!(asked.status, 403, "the password was given more than five minutes ago");
    let wrong = owner.send(&asked, &path, &[("confirm_password", "not this one")]);
    assert_eq!((wrong.status, wrong.texts("[role=alert]").len()), (403, 1));
    assert_eq!(max.get("/account").status, 200);
    let done = owner.send(&wrong, &path, &[("confirm_password", PASSWORD)]);
    assert_eq!(done.texts("[role=status]"), ["The administrator has been changed."]);
    assert_eq!(rows(&done)[0][..3], ["Maximilian", "max@acme.test", "Auditor"]);
    assert_eq!(max.get("/account").status, 401, "he is signed out");
    max.sign_in("max@acme.test");
    assert_eq!(max.get(&format!("/organizations/{acme}/administrators")).status, 200);

    let page = owner.get(&path);
    let blank = owner.send(&page, &path, &[("name", " "), ("role", "auditor")]);
    assert_eq!(blank.status, 422);
    assert!(blank.texts("[role=alert]")[0].contains("1 to 100 characters"), "{}", blank.text());
    let removed = remove(&mut owner, &page);
    assert_eq!(removed.texts("[role=status]"), ["The administrator has been removed."]);
    assert_eq!(max.get("/account").status, 401);
    max.sign_in("max@acme.test");
    assert_eq!(max.get(&format!("/organizations/{acme}")).status, 404);
    assert_eq!(owner.get(&path).status, 404);
    assert_eq!(
        trail(&server, acme),
        [
            "Administrator Removed: auditor > -",
            "Administrator Role Changed: admin > auditor",
            "Administrator Added: - > admin",
        ]
    );
}

#[test]
fn the_installation_keeps_an_owner_who_can_sign_in() {
    let (server, sink) = (TestServer::start(), SmtpSink::new());
    let mut owner = Portal::of_owner(&server);
    let list = owner.get("/administrators");
    assert_eq!(list.texts("h1"), ["Administrators of the installation"]);
    let own = owner.get(&list.link("Olive Owner"));
    let path = own.path.clone();
    for refused in [owner.send(&own, &path, &[("role", "admin")]), remove(&mut owner, &own)] {
        assert_eq!(refused.status, 422);
        assert!(refused.texts("[role=alert]")[0].contains("last owner"), "{}", refused.text());
    }
    let added = add(&mut owner, &list, "new@rollbook.test", "Nova", "owner");
    assert_eq!(added.texts("[role=status]"), ["The administrator has been added. The email is being sent."]);
    assert_eq!(remove(&mut owner, &own).status, 422, "she has not chosen a password yet");
    let mail = server.mails(&sink).remove(0);
    assert_eq!(mail.subject(), "You are now an administrator of Rollbook");
    let mut nova = Portal::new(&server);
    let page = nova.get(&mail.link());
    assert_eq!(nova.send(&page, "", &[("password", PASSWORD)]).path, "/organizations");
    let asked = owner.get(&own.link("Remove administrator"));
    assert!(asked.text().contains("This is you.") && asked.text().contains("Only another owner"));
    assert_eq!(asked.texts("h1"), ["Remove Olive Owner as an administrator?"]);
    let gone = remove(&mut owner, &own);
    assert_eq!(gone.status, 401, "whoever removes themselves is out");
    assert_eq!(nova.get("/administrators").texts("tbody tr").len(), 1);
    // An organization needs no owner of its own.
    let acme = server.connect("Acme", Provider::Okta).org;
    let mut max = appointed(&server, acme, "max@acme.test", Role::Owner);
    let list = max.get(&format!("/organizations/{acme}/administrators"));
    let own = max.get(&list.link("Max"));
    assert_eq!(remove(&mut max, &own).status, 401);
}

#[test]
fn whoever_has_an_account_signs_in_and_one_organization_learns_nothing_of_another() {
    let (server, sink) = (TestServer::start(), SmtpSink::new());
    let mut owner = Portal::of_owner(&server);
    let (acme, other) =
        (server.connect("Acme", Provider::Okta).org, server.connect("Other", Provider::Okta).org);
    drop(appointed(&server, other, "zoe@it.test", Role::Owner));
    drop(server.mails(&sink));
    server.app().put_clock_forward(Duration::from_secs(60));
    let address = format!("/organizations/{acme}/administrators");
    let page = owner.get(&address);
    let added = add(&mut owner, &page, "ZOE@it.test", "Zoe", "auditor");
    assert!(added.texts("td .pill")[0].contains("Invited"), "that she has signed in elsewhere is not shown");
    let mail = server.mails(&sink).remove(0);
    assert!(mail.text.contains("/session\n") && !mail.text.contains("/password/"), "{}", mail.text);
    let again = add(&mut owner, &page, "zoe@it.test", "Zoe", "owner");
    assert_eq!(again.status, 422);
    assert!(again.texts("[role=alert]")[0].contains("already"), "{}", again.text());
    assert_eq!(again.attributes("input[name=email]", "value"), ["zoe@it.test"]);
    for (email, name) in [("nonsense", "N"), ("n@acme.test", "")] {
        assert_eq!(add(&mut owner, &page, email, name, "admin").status, 422, "{email}");
    }
    assert_eq!(add(&mut owner, &page, "n@acme.test", "N", "god").status, 404);
    assert_eq!(owner.get(&address).texts("tbody tr").len(), 1);

    // A foreign or unknown id looks the same, and is nobody here.
    let staff = owner.get("/administrators").link("Olive Owner");
    let id = staff.rsplit('/').next().expect("an id");
    assert_eq!(owner.get(&format!("{address}/{id}")).status, 404);
    assert_eq!(owner.get(&format!("{address}/nobody")).status, 404);
}

#[test]
fn a_mail_that_does_not_arrive_is_shown_and_sent_again() {
    let (server, sink) = (TestServer::start(), SmtpSink::new());
    let mut owner = Portal::of_owner(&server);
    let list = owner.get("/administrators");
    add(&mut owner, &list, "zoe@rollbook.test", "Zoe <b>", "admin");
    sink.fail([Fault::Mail(451)]);
    assert!(server.mails(&sink).is_empty());
    let list = owner.get("/administrators");
    assert!(list.texts("td .pill").iter().any(|pill| pill.contains("Email not sent")), "{}", list.text());
    let one = owner.get(&list.link("Zoe <b>"));
    assert!(one.text().contains("not sent: The mail server did not accept the email"), "{}", one.text());
    let told = owner.send(&one, "/mail", &[]);
    assert!(told.text().contains("waiting to be sent"), "{}", told.text());
    assert_eq!(trail(&server, OrgId::INSTALLATION)[0], "Administrator Link Issued: - > -");
    let mail = server.mails(&sink).remove(0);
    let told = owner.get(&told.path);
    assert!(told.text().contains("Email sent 2"), "{}", told.text());
    assert!(mail.text.starts_with("Hello Zoe <b>,"), "{}", mail.text);

    // A mail that is tried again has a link of its own, and one that never left has none.
    let again = owner.send(&told, "/mail", &[]);
    sink.fail([Fault::Mail(451)]);
    assert!(server.mails(&sink).is_empty());
    server.app().put_clock_forward(Duration::from_secs(60));
    let second = server.mails(&sink).remove(0);
    assert_ne!(mail.link(), second.link());
    assert_eq!(again.status, 200);
    let mut zoe = Portal::new(&server);
    let page = zoe.get(&second.link());
    assert_eq!(zoe.send(&page, "", &[("password", PASSWORD)]).status, 200);
    assert_eq!(zoe.get(&mail.link()).status, 404, "all links end with the first that is used");

    // Whoever is removed before the mail leaves gets none.
    let list = owner.get("/administrators");
    let added = add(&mut owner, &list, "late@rollbook.test", "Late", "auditor");
    let one = owner.get(&added.link("Late"));
    assert_eq!(remove(&mut owner, &one).texts("[role=status]"), ["The administrator has been removed."]);
    assert!(server.mails(&sink).is_empty());
}

#[test]
fn what_somebody_else_changed_meanwhile_is_looked_at_first() {
    let server = TestServer::start();
    let mut owner = Portal::of_owner(&server);
    let acme = server.connect("Acme", Provider::Okta).org;
    drop(appointed(&server, acme, "max@acme.test", Role::Admin));
    let list = owner.get(&format!("/organizations/{acme}/administrators"));
    let early = owner.get(&list.link("Max"));
    let path = early.path.clone();
    owner.send(&early, &path, &[("name", "Maximilian"), ("role", "auditor")]);

    // The other one, who has looked before, would make an admin of him again with the same click.
    let late = owner.send(&early, &path, &[("name", "Maxi")]);
    assert_eq!(late.status, 409);
    let why = &late.texts("[role=alert]")[0];
    assert!(why.contains("Maximilian, Auditor") && why.contains("your changes were not saved"), "{why}");
    assert_eq!(late.attributes("#name", "value"), ["Maxi"]);
    assert_eq!(late.attributes("input[name=role][checked]", "value"), ["admin"]);
    assert_eq!(trail(&server, acme)[0], "Administrator Role Changed: admin > auditor");
    let blank = owner.send(&late, &path, &[("name", " ")]);
    assert_eq!(blank.status, 422);
    let done = owner.send(&blank, &path, &[("name", "Maxi")]);
    assert_eq!(rows(&done)[0][..3], ["Maxi", "max@acme.test", "Admin"]);
}

#[test]
fn whoever_serves_others_as_well_stays_signed_in_as_the_pages_say() {
    let server = TestServer::start();
    let mut owner = Portal::of_owner(&server);
    let [acme, bolt] = ["Acme", "Bolt"].map(|name| server.connect(name, Provider::Okta).org);
    let mut max = appointed(&server, acme, "max@acme.test", Role::Admin);
    server.appoint(bolt, "max@acme.test", "Max", Role::Admin);
    let list = owner.get(&format!("/organizations/{acme}/administrators"));
    let address = list.link("Max");
    for (language, changed, removed) in [
        (
            "en",
            "unless they are also an administrator elsewhere.",
            "unless they are an administrator elsewhere.",
        ),
        (
            "ja",
            "他でも管理者である場合を除き、もう一度サインイン",
            "他でも管理者である場合を除き、すべてのブラウザ",
        ),
        ("fr", "sauf s’il est aussi administrateur ailleurs.", "sauf s’il est administrateur ailleurs."),
    ] {
        owner.prefer(language);
        assert!(owner.get(&address).text().contains(changed));
        assert!(owner.get(&format!("{address}/removal")).text().contains(removed));
        let installation = owner.get("/administrators");
        let own = owner.get(&installation.attributes("td a", "href")[0]);
        assert!(!own.text().contains(changed), "{}", own.text());
    }
    owner.prefer("en");
    let page = owner.get(&address);
    assert_eq!(remove(&mut owner, &page).texts("[role=status]"), ["The administrator has been removed."]);
    assert_eq!(max.get(&format!("/organizations/{acme}")).status, 404, "gone at once");
    assert_eq!(max.get(&format!("/organizations/{bolt}")).status, 200, "there he goes on");
}
