//! Every page that links lead to, for every role, in every language.

use crate::markup::{Read, untranslated};
use directory::Provider;
use i18n::Language;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use testkit::{Crawl, Moments, Page, Portal, Sample, TestServer, pattern};

/// What the sample's people wrote, and names that are the same in every language.
fn data(sample: &Sample) -> BTreeSet<String> {
    let mut client = sample.okta.client();
    let mut texts = BTreeSet::from(
        ["Odile Propriétaire", "Otto <b>Prüfer</b>", "Welcome to ${organizationName}"].map(str::to_owned),
    );
    texts.extend(Provider::ALL.map(|provider| Language::En.source(Some(provider))));
    for list in ["/Users?count=1000", "/Groups?count=1000&excludedAttributes=members"] {
        gather(&client.get(list).expect(200).body, &mut texts);
    }
    texts
}

fn gather(value: &Value, texts: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(texts.insert(text.split_whitespace().collect::<Vec<_>>().join(" "))),
        Value::Array(values) => values.iter().for_each(|value| gather(value, texts)),
        Value::Object(fields) => fields.values().for_each(|value| gather(value, texts)),
        _ => {}
    }
}

/// What is wrong, by what it is and where, with who met it.
type Wrong = BTreeMap<(String, String), BTreeSet<String>>;

/// Looks at all pages from these addresses on, in each language, and says what is wrong.
fn look(
    portal: &mut Portal,
    who: &str,
    (from, alike): (&str, usize),
    data: &BTreeSet<String>,
    wrong: &mut Wrong,
) {
    let crawl = Crawl::of(portal, &[from], alike);
    for (address, english) in &crawl.pages {
        let pattern = pattern(address);
        let mut tell = |language: Language, fault: String| {
            let met = wrong.entry((pattern.clone(), fault)).or_default();
            met.insert(format!("{who} in {}", language.tag()));
        };
        // Who has no link yet is told how to get one, with the status of what is not there.
        let expected = if english.path == "/setup/link" { 404 } else { 200 };
        if english.status != expected {
            tell(Language::En, format!("{}: {}", english.status, english.text()));
        }
        if english.status != expected || !english.is_html() {
            continue;
        }
        let read = Read::new(english);
        read.faults("en").into_iter().for_each(|fault| tell(Language::En, fault));
        let said: BTreeSet<String> = read.said().into_iter().collect();
        for language in [Language::Ja, Language::Fr] {
            portal.prefer(language.tag());
            let page = portal.get(address);
            let read = Read::new(&page);
            read.faults(language.tag()).into_iter().for_each(|fault| tell(language, fault));
            let english = untranslated(&said, &read, data);
            english.into_iter().for_each(|text| tell(language, format!("says {text:?}")));
        }
        portal.prefer("en");
    }
}

#[track_caller]
fn is_well(wrong: &Wrong) {
    let told = wrong.iter().map(|((pattern, fault), met)| {
        format!("{pattern}: {fault} (as {})", met.iter().cloned().collect::<Vec<_>>().join(", "))
    });
    let told: Vec<String> = told.collect();
    assert!(told.is_empty(), "{} faults:\n{}", told.len(), told.join("\n"));
}

#[test]
fn every_page_of_an_organization_is_well_for_every_role_in_every_language() {
    let server = TestServer::start();
    let sample = Sample::new(&server, "Acme");
    let data = data(&sample);
    let mut wrong = Wrong::new();
    for (role, alike) in [("owner", 3), ("admin", 1), ("auditor", 1)] {
        let mut portal = Portal::new(&server);
        let page = portal.sign_in(&sample.administrator(role));
        assert_eq!(page.status, 200, "{}", page.text());
        // There is much to look at.
        let matters = portal.get(&format!("/organizations/{}", sample.org)).texts(".matters .pill");
        let kinds: BTreeSet<&str> = matters.iter().map(String::as_str).collect();
        assert_eq!(
            kinds,
            BTreeSet::from(["▲ Calls refused", "▲ Held changes", "▲ Token", "◐ To confirm", "◐ Token"])
        );
        let first = portal.get(&format!("/organizations/{}/users", sample.org));
        let first = portal.get(&first.attributes("td.who > a", "href").remove(0));
        assert_eq!(
            (first.texts(".head .mark"), first.texts(".warning").len()),
            (vec!["Held: removal".to_owned()], 1)
        );
        look(&mut portal, role, ("/", alike), &data, &mut wrong);
    }
    is_well(&wrong);
}

#[test]
fn every_page_of_the_installation_and_of_nobody_is_well_in_every_language() {
    let server = TestServer::start();
    let (mut nobody, nothing) = (Portal::new(&server), BTreeSet::new());
    let mut wrong = Wrong::new();
    look(&mut nobody, "nobody", ("/setup/link", 1), &nothing, &mut wrong);
    let mut staff = Portal::of_owner(&server);
    look(&mut staff, "staff", ("/", 1), &nothing, &mut wrong);
    look(&mut nobody, "nobody", ("/", 1), &nothing, &mut wrong);
    let sample = Sample::new(&server, "Globex");
    // Days have passed.
    staff.sign_in("owner@rollbook.test");
    look(&mut staff, "staff", ("/organizations", 1), &data(&sample), &mut wrong);
    is_well(&wrong);
}

#[test]
fn every_page_that_no_link_leads_to_is_well_in_every_language() {
    let mut english: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut wrong = Wrong::new();
    for language in Language::ALL {
        let server = TestServer::start();
        let moments = Moments::new(&server, Sample::new);
        let data = data(&moments.sample);
        let mut portals: BTreeMap<Option<String>, Portal> = BTreeMap::new();
        for moment in &moments.all {
            let portal = portals.entry(moment.who.clone()).or_insert_with(|| {
                let mut portal = Portal::new(&server).speaking(language.tag());
                moment.who.iter().for_each(|who| drop(portal.sign_in(who)));
                portal
            });
            let page = moment.comes(&server, portal);
            let mut tell = |fault: String| {
                let met = wrong.entry((moment.name.to_owned(), fault)).or_default();
                met.insert(language.tag().to_owned());
            };
            if page.status != moment.status || !page.is_html() {
                tell(format!("{}: {}", page.status, page.text()));
                continue;
            }
            let read = Read::new(&page);
            read.faults(language.tag()).into_iter().for_each(&mut tell);
            if language == Language::En {
                english.insert(moment.name, read.said().into_iter().collect());
            } else {
                let same = untranslated(&english[moment.name], &read, &data);
                same.into_iter().for_each(|text| tell(format!("says {text:?}")));
            }
        }
    }
    is_well(&wrong);
}

#[test]
fn what_is_wrong_with_a_page_is_found() {
    let page = |html: &str| Page {
        status: 200,
        path: "/".to_owned(),
        headers: vec![("Content-Language".to_owned(), "ja".to_owned())],
        html: html.to_owned(),
    };
    let faults = |html: &str| Read::new(&page(html)).faults("ja");
    let good = "<html lang=ja><title>Rollbook</title><main><h1>概要</h1><h2>a</h2><label for=a>b</label><input id=a></main>";
    assert_eq!(faults(good), [""; 0]);
    let bad = "<html lang=en><title>Rollbook</title><main><h1>概要</h1><h3 id=a style='x'>a</h3><i id=a onclick='b'></i>\
               <label for=b></label><script>1</script><form method=post><button></button></form></main>";
    assert_eq!(faults(bad).len(), 9, "{:?}", faults(bad));
    let half = page("<body><p>Add your first user</p><p>Ana García Márquez</p><code>GET all of it</code>");
    let said: BTreeSet<String> = Read::new(&half).said().into_iter().collect();
    let data = BTreeSet::from(["Ana García Márquez".to_owned()]);
    assert_eq!(untranslated(&said, &Read::new(&half), &data), ["Add your first user"]);
}
