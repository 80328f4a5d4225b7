//! Every mail there is, as a mail server gets it, in every language.

use crate::markup::{Read, untranslated};
use directory::administrator::NoticeKind;
use directory::connection::Settings;
use directory::invitation::MailKind;
use directory::{Actor, Policy, Provider};
use i18n::Language;
use serde_json::json;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use testkit::{Door, Page, Portal, Received, SmtpSink, TestServer};

/// The catalogues of what mails say.
const MAILS: [&str; 2] = ["mail", "notices"];
/// Those that are read by people outside as well, and are pages.
const PAGES: [&str; 1] = ["join"];
const NAMES: [&str; 2] = ["Acme & Sons", "Zoë Ōno"];

/// A server on which everything happens that leads to a mail.
struct Scene {
    server: TestServer,
    sink: SmtpSink,
    language: Language,
    door: Door,
    staff: Portal,
    /// With what it is about.
    mails: Vec<(String, Received)>,
}

impl Scene {
    /// A kind of mail that is not asked for here does not compile.
    fn new(language: Language) -> Self {
        let server = TestServer::start();
        let staff = Portal::of_owner(&server).speaking(language.tag());
        let door = server.connect(NAMES[0], Provider::Okta);
        let (connection, policy) = (door.connection, Policy::parse("vault reminders_max=1 reminder_days=1"));
        server.write(move |work| {
            let settings = Settings { policy: policy.clone().ok(), ..Settings::default() };
            app::connections::set(work, &Actor::CommandLine, connection, |_| settings)
        });
        let mut scene = Self { server, sink: SmtpSink::new(), language, door, staff, mails: Vec::new() };
        for kind in NoticeKind::ALL {
            match kind {
                NoticeKind::PasswordReset => scene.forget_a_password(),
                NoticeKind::Appointment => scene.appoint(),
                NoticeKind::Test => scene.test(),
                NoticeKind::HeldChanges => scene.hold_changes(),
            }
        }
        for kind in MailKind::ALL {
            match kind {
                MailKind::Invitation => scene.invite(),
                MailKind::Reminder => scene.server.pass_days(1),
            }
            scene.take(kind.as_str(), 2);
        }
        scene
    }

    /// Takes those that came, whose links lead somewhere now.
    #[track_caller]
    fn take(&mut self, about: &str, expected: usize) {
        let came = self.server.mails(&self.sink);
        assert_eq!(came.len(), expected, "{about}");
        for mail in &came {
            let link = link(&self.server, mail);
            let mut anybody = Portal::new(&self.server).speaking(self.language.tag());
            // Whatever belongs to an organization is for those who have signed in.
            let is_inside = link.starts_with("/organizations/");
            let page = if is_inside { self.staff.get(&link) } else { anybody.get(&link) };
            assert_eq!(page.status, 200, "{about}: {}", page.text());
            let faults = Read::new(&page).faults(self.language.tag());
            assert_eq!(faults, [""; 0], "{about}, what its link leads to");
        }
        self.mails.extend(came.into_iter().map(|mail| (about.to_owned(), mail)));
    }

    fn forget_a_password(&mut self) {
        let mut anybody = Portal::new(&self.server).speaking(self.language.tag());
        let page = anybody.get("/password");
        assert_eq!(anybody.send(&page, "/password", &[("email", "owner@rollbook.test")]).status, 200);
        self.take("password reset", 1);
    }

    /// Somebody new, somebody who has a password, and somebody of the product's staff.
    fn appoint(&mut self) {
        let organization = format!("/organizations/{}/administrators", self.door.org);
        let appointments = [
            (organization.as_str(), "zoe@acme.test"),
            (organization.as_str(), "owner@rollbook.test"),
            ("/administrators", "nova@rollbook.test"),
        ];
        for (address, email) in appointments {
            self.add(address, email, "auditor");
        }
    }

    fn add(&mut self, address: &str, email: &str, role: &str) {
        let page = self.staff.get(address);
        let typed = [("email", email), ("name", NAMES[1]), ("role", role)];
        let added = self.staff.send(&page, "/administrators", &typed);
        assert_eq!(added.status, 200, "{}", added.text());
        self.take(&format!("appointment of {email}"), 1);
    }

    fn test(&mut self) {
        let page = self.staff.get("/settings");
        assert_eq!(self.staff.send(&page, "/mail", &[]).status, 200);
        self.take("test", 1);
    }

    /// As long as an organization has auditors only, the installation's owner is told, then its own owner and admin.
    fn hold_changes(&mut self) {
        let page = self.staff.get("/account");
        let typed = [("language", self.language.tag())];
        assert_eq!(self.staff.send(&page, "/account/language", &typed).status, 200);
        self.tell_of_held_changes(&["owner@rollbook.test"]);
        let organization = format!("/organizations/{}/administrators", self.door.org);
        self.add(&organization, "olga@acme.test", "owner");
        self.add(&organization, "adam@acme.test", "admin");
        self.tell_of_held_changes(&["adam@acme.test", "olga@acme.test"]);
    }

    /// Those people get a mail, and no second one that says the same while the first one waits.
    #[track_caller]
    fn tell_of_held_changes(&mut self, expected: &[&str]) {
        let org = self.door.org;
        for _ in 0..2 {
            self.server.write(move |work| app::notices::queue_held_changes(work, org));
        }
        let before = self.mails.len();
        self.take("held changes", expected.len());
        let mut told: Vec<&str> = self.mails[before..].iter().map(|(_, mail)| mail.to[0].as_str()).collect();
        told.sort_unstable();
        assert_eq!(told, expected);
        for (_, mail) in &self.mails[before..] {
            let list = format!("/organizations/{org}/users?held=yes");
            assert_eq!(link(&self.server, mail), list);
            assert!(mail.subject().contains(NAMES[0]), "{}", mail.subject());
        }
    }

    /// Somebody who has a name, and somebody who has none.
    fn invite(&mut self) {
        for (address, name) in [("zoe@acme.example", Some(NAMES[1])), ("nobody@acme.example", None)] {
            let user = json!({
                "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
                "userName": address,
                "name": name.map(|name| json!({ "givenName": name, "familyName": name })),
                "displayName": name,
                "emails": [{ "primary": true, "value": address, "type": "work" }],
                "preferredLanguage": self.language.tag(),
            });
            drop(self.door.client().post("/Users", &user).expect(201));
        }
    }
}

/// What is wrong with a mail in a language, where English says this.
fn faults(
    server: &TestServer,
    language: Language,
    mail: &Received,
    english: &BTreeSet<String>,
) -> Vec<String> {
    let mut faults = Vec::new();
    let mut expect = |is_well: bool, what: &str| faults.extend((!is_well).then(|| what.to_owned()));
    expect(!mail.subject().trim().is_empty(), "no subject");
    expect(mail.header("Content-Language") == Some(language.tag()), "another language in its header");
    expect(
        mail.html.contains(&format!("<html lang=\"{}\">", language.tag())),
        "another language in its HTML",
    );
    for part in [mail.subject(), mail.text.as_str(), mail.html.as_str()] {
        for gap in ["{ $", "{$", "${", "{{", "NO_GIVEN_NAME", "NO_FAMILY_NAME"] {
            expect(!part.contains(gap), &format!("{gap} in {part}"));
        }
    }
    let page = page(&mail.html);
    let linked: BTreeSet<String> = page.attributes("a[href]", "href").into_iter().collect();
    expect(
        linked == BTreeSet::from([format!("{}{}", server.url(), link(server, mail))]),
        "another link in its HTML",
    );
    for paragraph in mail.text.split("\n\n").filter(|text| !text.contains("://")) {
        let paragraph = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
        expect(page.text().contains(&paragraph), &format!("not in its HTML: {paragraph}"));
    }
    if language != Language::En {
        let names = BTreeSet::from(NAMES.map(str::to_owned));
        for page in [as_page(mail), page] {
            let same = untranslated(english, &Read::new(&page), &names);
            faults.extend(same.into_iter().map(|text| format!("says {text:?}")));
        }
    }
    faults
}

/// Where its one link leads, which stands on a line of its own.
#[track_caller]
fn link(server: &TestServer, mail: &Received) -> String {
    let links: Vec<&str> = mail.text.lines().filter_map(|line| line.strip_prefix(server.url())).collect();
    assert_eq!(links.len(), 1, "{}", mail.text);
    links[0].to_owned()
}

/// What its subject and its text say, line by line, as a page.
fn as_page(mail: &Received) -> Page {
    let escaped = |line: &str| line.replace('&', "&amp;").replace('<', "&lt;");
    let lines = std::iter::once(mail.subject()).chain(mail.text.lines());
    page(&lines.map(|line| format!("<p>{}</p>", escaped(line))).collect::<String>())
}

fn page(html: &str) -> Page {
    Page { status: 200, path: String::new(), headers: Vec::new(), html: html.to_owned() }
}

/// The messages of a catalogue, each with what it says around its values.
fn messages(part: &str, language: Language) -> Vec<(String, Vec<String>)> {
    let catalogues = Path::new(env!("CARGO_MANIFEST_DIR")).join("../i18n/catalogues");
    let file = catalogues.join(language.tag()).join(part).with_extension("ftl");
    let text = fs::read_to_string(file).expect("a catalogue");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let said = lines.map(|line| {
        let (key, said) = line.split_once(" = ").expect("a message on one line");
        let around = said.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
        (key.to_owned(), around.map(|part| part.trim().to_owned()).collect())
    });
    said.collect()
}

/// The parts of the catalogues whose words are for people outside.
fn parts_for_mails() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../i18n/src/messages");
    let files = fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").path());
    let for_mails =
        files.filter(|file| fs::read_to_string(file).expect("a file").contains("messages! { Mail:"));
    for_mails.map(|file| file.file_stem().expect("a name").to_string_lossy().into_owned()).collect()
}

#[test]
fn every_mail_is_whole_in_every_language_and_says_all_that_mails_can_say() {
    let known: BTreeSet<String> = MAILS.into_iter().chain(PAGES).map(str::to_owned).collect();
    assert_eq!(parts_for_mails(), known, "another part of the catalogues says what mails say");
    let mut english = BTreeSet::new();
    for language in Language::ALL {
        let scene = Scene::new(language);
        if language == Language::En {
            for (_, mail) in &scene.mails {
                english.extend(Read::new(&as_page(mail)).said());
                english.extend(Read::new(&page(&mail.html)).said());
            }
        }
        for (about, mail) in &scene.mails {
            let faults = faults(&scene.server, language, mail, &english);
            assert!(
                faults.is_empty(),
                "{about} in {language:?}: {faults:?}\n{}\n{}",
                mail.subject(),
                mail.text
            );
        }
        // A mail that is not asked for above has words that no other has.
        let said: Vec<String> = scene
            .mails
            .iter()
            .map(|(_, mail)| [mail.subject(), &mail.text, &page(&mail.html).text()].join("\n"))
            .collect();
        for (key, parts) in MAILS.iter().flat_map(|part| messages(part, language)) {
            let says = |mail: &String| parts.iter().all(|part| mail.contains(part));
            assert!(said.iter().any(says), "no mail says {key} in {language:?}");
        }
    }
}
