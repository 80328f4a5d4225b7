//! Every page as a browser shows it: what axe-core finds in either theme, and whether it fits a phone.

use crate::Stage;
use crate::moments::Theatre;
use crate::person::{Person, Way};
use i18n::Language;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::rc::Rc;
use testkit::{Crawl, PASSWORD, Portal, Sample, TestServer, pattern};

/// A phone, in CSS pixels.
pub(crate) const PHONE: (u32, u32) = (390, 844);
const DESK: (u32, u32) = (1280, 900);
/// What axe-core finds, as short as it can be told.
const AXE: &str = "const found = await axe.run(document, { resultTypes: ['violations'] }); \
                   return found.violations.filter((rule) => ['serious', 'critical'].includes(rule.impact)) \
                   .flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target} ${node.html.slice(0, 160)}`))";
/// What sticks out to the side.
const WIDE: &str = "const width = document.documentElement.clientWidth; \
                    if (document.documentElement.scrollWidth <= width) return []; \
                    return [...document.querySelectorAll('main *')].filter((part) => part.getBoundingClientRect().right > width + 1) \
                    .slice(0, 3).map((part) => `sticks out on a phone: ${part.outerHTML.slice(0, 160)}`)";

/// Who looks at which pages.
pub(crate) struct Visit {
    server: Rc<TestServer>,
    email: Option<String>,
    pub(crate) addresses: Vec<String>,
}

impl Visit {
    /// Somebody of a role in the sample organization, on a page of each kind.
    pub(crate) fn of_role(role: &str, make: fn(&TestServer, &str) -> Sample) -> Self {
        let server = TestServer::start();
        let sample = make(&server, "Acme");
        let email = sample.administrator(role);
        let mut portal = Portal::new(&server);
        portal.sign_in(&email);
        Self { email: Some(email), addresses: addresses(&mut portal, "/"), server: server.into() }
    }

    /// Somebody of another role there.
    pub(crate) fn by(&self, role: &str) -> Self {
        let email = self.email.as_deref().and_then(|email| email.split_once('@'));
        let email = format!("{role}@{}", email.expect("somebody is signed in").1);
        let mut portal = Portal::new(&self.server);
        portal.sign_in(&email);
        let server = self.server.clone();
        Self { email: Some(email), addresses: addresses(&mut portal, "/"), server }
    }

    /// The product's staff.
    pub(crate) fn of_staff() -> Self {
        let server = TestServer::start();
        let mut portal = Portal::of_owner(&server);
        let page = portal.get("/organizations");
        portal.send(&page, "/organizations", &[("name", "Acme")]);
        let mut addresses = addresses(&mut portal, "/organizations");
        // Those of an organization are its owner's.
        addresses.retain(|address| !address.starts_with("/organizations/"));
        Self { email: Some("owner@rollbook.test".to_owned()), addresses, server: server.into() }
    }

    /// Somebody who is not signed in.
    pub(crate) fn of_nobody() -> Self {
        let server = TestServer::start();
        let link = server.write(app::sessions::first_link).expect("nobody is owner yet");
        let mut addresses = addresses(&mut Portal::new(&server), "/session");
        addresses.push(format!("/setup/{}", link.reveal()));
        Self { email: None, addresses, server: server.into() }
    }

    /// They sit down at a browser.
    pub(crate) fn begin(&self, stage: &Stage, language: Language) -> Person {
        let person = Person::new(stage.driver(), &self.server, Way::in_language(language));
        if let Some(email) = &self.email {
            person.signs_in(email, PASSWORD);
        }
        person
    }
}

/// A page of each kind, as it is shown to who asks for nothing in particular.
fn addresses(portal: &mut Portal, from: &str) -> Vec<String> {
    let pages = Crawl::of(portal, &[from], 1).pages.into_iter();
    // Two addresses may lead to one page.
    let shown = pages.filter(|(address, page)| page.status == 200 && page.is_html() && page.path == *address);
    let mut kinds: BTreeMap<String, String> = BTreeMap::new();
    for (address, _) in shown {
        let pattern = pattern(&address);
        let kind = pattern.split('?').next().unwrap_or_default().to_owned();
        let known = kinds.entry(kind).or_insert_with(|| address.clone());
        if address.len() < known.len() {
            *known = address;
        }
    }
    kinds.into_values().collect()
}

pub(crate) fn are_for_everybody_as_an_owner(stage: &Stage) {
    are_for_everybody(stage, &Visit::of_role("owner", Sample::new));
}

pub(crate) fn are_for_everybody_as_an_admin(stage: &Stage) {
    are_for_everybody(stage, &Visit::of_role("admin", Sample::new));
}

pub(crate) fn are_for_everybody_as_an_auditor(stage: &Stage) {
    are_for_everybody(stage, &Visit::of_role("auditor", Sample::new));
}

pub(crate) fn are_for_everybody_as_staff(stage: &Stage) {
    are_for_everybody(stage, &Visit::of_staff());
}

pub(crate) fn are_for_everybody_as_nobody(stage: &Stage) {
    are_for_everybody(stage, &Visit::of_nobody());
}

/// What answers forms and links of mails, and what says no.
pub(crate) fn are_for_everybody_where_no_link_leads(stage: &Stage) {
    let axe = axe();
    let mut theatre = Theatre::new(stage, Language::Fr, Sample::new);
    let mut wrong = Vec::new();
    for moment in theatre.moments.clone() {
        let person = theatre.comes(&moment);
        // Here nothing is loaded before the page.
        person.window().run(&axe, &[]);
        wrong.extend(look(person, moment.name));
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
    theatre.end();
}

fn axe() -> String {
    std::fs::read_to_string(testkit::axe().expect("nothing runs without it")).expect("axe-core")
}

/// In French, whose words are the longest.
fn are_for_everybody(stage: &Stage, visit: &Visit) {
    let person = visit.begin(stage, Language::Fr);
    let window = person.window();
    window.tool("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": axe() }));
    let mut wrong = Vec::new();
    for address in &visit.addresses {
        person.opens(address);
        wrong.extend(look(&person, address));
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
    assert!(!visit.addresses.is_empty(), "nothing was looked at");
    person.had_no_trouble();
}

/// What is wrong with the page that is shown, which has axe-core in it.
fn look(person: &Person, page: &str) -> Vec<String> {
    let window = person.window();
    let mut wrong = Vec::new();
    let mut tell = |how: &str, found: Value| {
        let found = found.as_array().expect("a list").iter().filter_map(Value::as_str);
        wrong.extend(found.map(|fault| format!("{page} ({how}): {fault}")));
    };
    tell("light", window.run(AXE, &[]));
    window.shade(true);
    window.run("document.querySelectorAll('main details').forEach((menu) => { menu.open = true; })", &[]);
    tell("dark", window.run(AXE, &[]));
    window.shade(false);
    window.measure(PHONE);
    tell("phone", window.run(WIDE, &[]));
    window.measure(DESK);
    wrong
}
