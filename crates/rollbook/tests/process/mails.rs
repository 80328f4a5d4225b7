//! Invitations from outside: the commands, the folder, and a mail server that speaks TLS.

use crate::encryption::certificate;
use crate::installation::{Door, Installation, Server};
use crate::process::{Process, rollbook};
use directory::{Action, Actor, AuditEntry, Change, Ids, OrgId, Policy, Row, Timestamp};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use testkit::{Client, Encryption, Received, SmtpSink};

/// Longer than a mail should take, short enough to notice.
const PATIENCE: Duration = Duration::from_secs(30);

/// Sets the policy of the installation's only connection.
fn set_policy(at: &Installation, door: &Door, policy: &str) {
    let org = OrgId::parse(&door.organization).expect("an id");
    let mut connection = at.read(move |tx| Ok(tx.connections(Some(org))?.remove(0)));
    connection.policy = Policy::parse(policy).expect("a policy");
    let (now, actor) = (Timestamp::from_millis(0), Actor::CommandLine);
    let mut ids = Ids::new(now, [1; 32]);
    let audit = AuditEntry::new(&mut ids, now, &actor, Action::ConnectionUpdated, connection.id.to_string());
    at.write(Change::new(org, audit).row(Row::ConnectionUpdated(connection)));
}

fn provision(door: &Door, user_name: &str) {
    let body = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "userName": user_name,
        "emails": [{ "value": user_name, "primary": true }],
    });
    assert_eq!(door.client().post("/Users", &body).status, 201);
}

/// Waits until there are so many.
fn wait_for(count: usize, mut mails: impl FnMut() -> Vec<Received>) -> Vec<Received> {
    let begun = Instant::now();
    let mut all = Vec::new();
    while all.len() < count {
        assert!(begun.elapsed() < PATIENCE, "{all:?}");
        all.extend(mails());
        std::thread::sleep(Duration::from_millis(50));
    }
    all
}

/// The mails in a folder; each is read once.
fn taken_from(folder: &Path) -> Vec<Received> {
    let Ok(entries) = folder.read_dir() else { return Vec::new() };
    let files = entries.map(|entry| entry.expect("an entry").path());
    let whole = files.filter(|file| file.extension().is_some_and(|extension| extension == "eml"));
    whole
        .map(|file| {
            let mail = Received::read(&std::fs::read(&file).expect("a file"));
            std::fs::remove_file(file).expect("removed");
            mail
        })
        .collect()
}

fn accept(server: &Server, mail: &Received) -> u16 {
    Client::new(&server.url, None).send("POST", &mail.link(), Some("")).status
}

#[test]
fn an_administrator_invites_and_confirms_and_without_a_mail_server_the_mails_are_files() {
    let at = Installation::in_folder();
    let mut command = at.rollbook();
    command.args(["serve", "--listen", "127.0.0.1:0", "--log", "trace"]);
    let mut process = Process::start(&mut command);
    let lines: Vec<String> = (0..5).map(|_| process.line()).collect();
    let folder = at.data_dir().join("mail");
    let place =
        format!("  mail         written into {}, as no mail server is set (--smtp)", folder.display());
    assert_eq!(lines[3], place);
    let server =
        Server { url: lines[0].strip_prefix("Rollbook listens on ").expect("a URL").to_owned(), process };
    let door = at.connect("Acme", "okta");
    set_policy(&at, &door, "vault invite=manual");
    for name in ["ann@acme.example", "bob@acme.example", "eve@acme.example"] {
        provision(&door, name);
    }
    let words = "Welcome to us!";
    at.says(&["invitation", "text", "set", "Acme", "invitation-subject", "en", words]);
    assert_eq!(at.says(&["invitation", "send", "Acme", "ann@acme.example"]), "ann@acme.example  invited\n");
    let said = at.json(&["invitation", "send", "acme", "--all"]);
    let invited: Vec<&Value> = said.as_array().expect("a list").iter().map(|done| &done["status"]).collect();
    assert_eq!(invited, ["invited", "invited"]);
    let mails = wait_for(3, || taken_from(&folder));
    assert!(mails.iter().all(|mail| mail.subject() == words), "{mails:?}");
    let of = |name: &str| mails.iter().find(|mail| mail.to[0].starts_with(name)).expect("a mail");
    assert_eq!((accept(&server, of("ann")), accept(&server, of("ann"))), (200, 410));
    assert_eq!(
        at.says(&["invitation", "accept", "Acme", "bob@acme.example"]),
        "bob@acme.example  accepted\n"
    );
    assert_eq!(
        at.says(&["invitation", "withdraw", "Acme", "eve@acme.example"]),
        "eve@acme.example  staged\n"
    );
    assert_eq!(accept(&server, of("eve")), 404);
    let refused = at.run(&["invitation", "confirm", "Acme", "ann@acme.example", "eve@acme.example"]);
    assert_eq!(refused.code, Some(1), "{refused:?}");
    assert!(
        refused.stdout.starts_with("ann@acme.example  confirmed\neve@acme.example  refused: "),
        "{refused:?}"
    );
    assert_eq!(refused.stderr, "error: nothing was done for 1 of 2 users\n");
    assert_eq!(at.says(&["invitation", "confirm", "Acme", "--all"]), "bob@acme.example  confirmed\n");
    let listed = at.json(&["invitation", "list", "Acme"]);
    let rows: Vec<[&str; 3]> = listed
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| ["user_name", "status", "invitation"].map(|name| row[name].as_str().expect("text")))
        .collect();
    assert_eq!(
        rows,
        [
            ["ann@acme.example", "confirmed", "completed"],
            ["bob@acme.example", "confirmed", "completed"],
            ["eve@acme.example", "staged", "not invited"],
        ]
    );
    let unknown = at.run(&["invitation", "send", "Acme", "nobody"]);
    assert!(unknown.stderr.contains("no user of this organization has the id or userName"), "{unknown:?}");
    let org = OrgId::parse(&door.organization).expect("an id");
    let audit = at.read(move |tx| tx.org(org).audit_entries(1_000));
    let actions: Vec<&str> = audit.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions.iter().filter(|action| **action == "User Invited").count(), 3, "{actions:?}");
    assert_eq!(actions.iter().filter(|action| **action == "User Accepted").count(), 2, "{actions:?}");
    let ended = server.stop();
    assert!(ended.stderr.contains("[redacted]"), "requests are logged");
    for mail in &mails {
        assert!(!ended.stderr.contains(&mail.link()[6..]), "a link is in the log");
    }
}

#[test]
fn a_mail_server_is_spoken_to_in_tls_and_its_password_is_told_to_nobody() {
    let (server, key, authority) = certificate("localhost");
    let folder = tempfile::tempdir().expect("a folder");
    let trusted = folder.path().join("authority.pem");
    std::fs::write(&trusted, authority).expect("written");
    let certificates = vec![CertificateDer::from_pem_slice(server.as_bytes()).expect("a certificate")];
    let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).expect("a key");
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(certificates, key)
        .expect("a configuration");
    let config = Arc::new(config);
    for (encryption, scheme, query) in [
        (Encryption::Always(config.clone()), "smtps", ""),
        (Encryption::OnDemand(config), "smtp", "?tls=required"),
    ] {
        let sink = SmtpSink::start(&encryption);
        let url = format!("{scheme}://rollbook:hunter2@localhost:{}{query}", sink.port());
        let at = Installation::new();
        let mut command = at.rollbook();
        command.args(["serve", "--listen", "127.0.0.1:0", "--log", "trace"]);
        command.env("ROLLBOOK_SMTP", url).env("ROLLBOOK_MAIL_FROM", "Acme <no-reply@acme.example>");
        command.env("SSL_CERT_FILE", &trusted);
        let server = Server::of(Process::start(&mut command));
        let door = at.connect("Acme", "okta");
        set_policy(&at, &door, "vault");
        provision(&door, "ann@acme.example");
        let mails = wait_for(1, || sink.take());
        assert_eq!(mails[0].header("From"), Some("Acme <no-reply@acme.example>"));
        assert_eq!(mails[0].from, "no-reply@acme.example");
        assert_eq!(accept(&server, &mails[0]), 200);
        let ended = server.stop();
        let said = format!("{}{}", ended.stdout, ended.stderr);
        assert!(!said.contains("hunter2") && !said.contains(&mails[0].link()[6..]), "{said}");
    }
}

#[test]
fn a_server_that_is_killed_leaves_neither_a_user_without_mail_nor_a_mail_without_user() {
    let at = Installation::new();
    let folder = at.around().join("mails");
    let arguments = ["--mail-dir", folder.to_str().expect("text")];
    let server = at.serve_with(&arguments);
    let door = at.connect("Acme", "okta");
    set_policy(&at, &door, "vault");
    server.stop();
    let mut mails: Vec<Received> = Vec::new();
    for round in 0..4 {
        let server = at.serve_with(&arguments);
        let url = door.url.rsplit_once("/scim/").expect("a path").1;
        let mut client = Client::new(&format!("{}/scim/{url}", server.url), Some(&door.token));
        std::thread::scope(|scope| {
            scope.spawn(move || {
                // Until nobody answers any more.
                for number in 0..2_000 {
                    let name = format!("user{round}-{number}@acme.example");
                    let body = json!({ "userName": name, "emails": [{ "value": name }] });
                    let sent = std::panic::AssertUnwindSafe(|| client.post("/Users", &body).status);
                    if std::panic::catch_unwind(sent).is_err() {
                        return;
                    }
                }
            });
            // Within the second or so between two looks into the outbox, or in the midst of sending.
            std::thread::sleep(Duration::from_millis(700 + 350 * round));
            server.process.kill();
        });
        mails.extend(taken_from(&folder));
    }
    let server = at.serve_with(&arguments);
    let begun = Instant::now();
    let invited = loop {
        let listed = at.json(&["invitation", "list", "Acme"]);
        let all = listed.as_array().expect("a list").clone();
        // What was claimed by a server that is gone is claimed again only after minutes.
        let late = |row: &Value| {
            row["waiting"].as_array().is_some_and(|waiting| waiting.iter().any(|mail| mail["attempts"] == 0))
        };
        if !all.iter().any(late) {
            break all;
        }
        assert!(begun.elapsed() < PATIENCE, "mails wait");
        std::thread::sleep(Duration::from_millis(200));
    };
    mails.extend(taken_from(&folder));
    server.stop();
    let got: BTreeSet<&str> = mails.iter().map(|mail| mail.to[0].as_str()).collect();
    let name = |row: &Value| row["user_name"].as_str().expect("text").to_owned();
    let users: BTreeSet<String> = invited.iter().map(name).collect();
    assert!(users.len() > 50, "{}", users.len());
    assert!(got.iter().all(|address| users.contains(*address)), "a mail without user");
    // Each user has a mail, or one that is still somebody's who died; it comes when their time is over.
    for row in &invited {
        let is_claimed = row["waiting"].as_array().is_some_and(|waiting| !waiting.is_empty());
        assert!(is_claimed || got.contains(name(row).as_str()), "a user without mail: {row}");
    }
}

#[test]
fn settings_for_mails_that_cannot_be_used_are_said_before_anything_is_made() {
    let at = Installation::in_folder();
    for (arguments, part) in [
        (&["--smtp", "smtp://mail.example.com", "--mail-from", "a@b.example"][..], "says nothing of TLS"),
        (&["--smtp", "smtps://user:hunter2@mail.example.com"], "give one with --mail-from"),
        (
            &["--smtp", "smtps://m.example", "--mail-from", "a@b.example", "--mail-dir", "x"],
            "Leave the other one out",
        ),
        (&["--mail-from", "nobody"], "is no sender of mails"),
        (&["--smtp", "hunter2", "--mail-from", "a@b.example"], "it has no scheme"),
    ] {
        let ended = Process::start(rollbook().current_dir(at.around()).arg("serve").args(arguments)).end();
        assert_eq!(ended.code, Some(1), "{ended:?}");
        assert!(ended.stderr.contains(part) && !ended.stderr.contains("hunter2"), "{ended:?}");
        assert!(!at.around().join("rollbook-data").exists(), "{arguments:?}");
    }
}
