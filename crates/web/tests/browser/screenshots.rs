//! Pictures of every page, for people to look at.

use crate::Stage;
use crate::moments::Theatre;
use crate::pages::Visit;
use crate::person::Person;
use i18n::Language;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use testkit::{Sample, pattern};

const PHONE: (u32, u32) = (390, 844);
const DESK: (u32, u32) = (1280, 900);
/// The pages that are shown dark and on a phone as well, by their names.
const MAIN: [&str; 8] =
    ["overview", "users", "user", "groups", "connections", "connection", "connection-requests", "audit"];
/// Those of the installation that an organization has as well.
const OF_BOTH: [&str; 3] = ["/settings", "/audit", "/administrators"];

/// Where the pictures go, if any are wanted.
#[expect(clippy::disallowed_methods, reason = "the tests are told by their environment")]
pub(crate) fn folder() -> Option<PathBuf> {
    std::env::var_os("ROLLBOOK_TEST_SCREENSHOTS").map(PathBuf::from)
}

/// Takes them all, in each language.
pub(crate) fn take(stage: &Stage, folder: &Path) {
    let owner = Visit::of_role("owner", Sample::tame);
    let (auditor, staff, nobody) = (owner.by("auditor"), Visit::of_staff(), Visit::of_nobody());
    for language in Language::ALL {
        let mut album = Album::new(folder.join(language.tag()));
        for (visit, whose) in [(&owner, ""), (&auditor, "auditor-"), (&staff, ""), (&nobody, "")] {
            let person = visit.begin(stage, language);
            for address in &visit.addresses {
                album.take_page(&person, address, &format!("{whose}{}", name(address)));
            }
        }
        let mut theatre = Theatre::new(stage, language, Sample::tame);
        for moment in theatre.moments.clone() {
            album.save(theatre.comes(&moment), moment.name, moment.name);
        }
    }
}

/// Two addresses never share a name, or the picture of one would lie upon that of the other.
pub(crate) fn every_page_has_a_name_of_its_own() {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for route in testkit::routes("get") {
        let id = |part: &str| if part.starts_with('{') { "*".to_owned() } else { part.to_owned() };
        let address = route.split('/').map(id).collect::<Vec<_>>().join("/");
        let name = name(&address);
        // The first page leads to another one.
        assert_eq!(name.is_empty(), route == "/", "{route} has no name");
        let other = names.insert(name.clone(), route.clone());
        assert_eq!(other, None, "{route} is called {name} as well");
    }
    assert_eq!(name("/organizations/019b1c11-7d5f-7000-8000-000000000000/users?q=a"), "users");
    assert_eq!(name("/audit/17"), "installation-audit-entry");
}

/// A folder with pictures.
struct Album {
    folder: PathBuf,
    /// What each picture shows.
    taken: BTreeMap<String, String>,
}

impl Album {
    fn new(folder: PathBuf) -> Self {
        fs::create_dir_all(&folder).expect("a folder");
        Self { folder, taken: BTreeMap::new() }
    }

    fn take_page(&mut self, person: &Person, address: &str, name: &str) {
        let (window, page) = (person.window(), &pattern(address));
        // Whoever comes later sees the same.
        if self.taken.get(name).is_some_and(|taken| taken == page) {
            return;
        }
        person.opens(address);
        self.save(person, page, name);
        if MAIN.contains(&name) {
            window.shade(true);
            self.save(person, page, &format!("{name}-dark"));
            window.shade(false);
            window.measure(PHONE);
            person.opens(address);
            self.save(person, page, &format!("{name}-phone"));
            window.measure(DESK);
        }
    }

    /// Takes what is shown.
    #[track_caller]
    fn save(&mut self, person: &Person, what: &str, name: &str) {
        let other = self.taken.insert(name.to_owned(), what.to_owned());
        assert_eq!(other, None, "{what} is called {name} as well");
        fs::write(self.folder.join(name).with_extension("png"), person.window().picture()).expect("a file");
    }
}

/// What the picture of an address is called: `/organizations/*/users/*` is `user`.
fn name(address: &str) -> String {
    let pattern = pattern(address);
    let path = pattern.split('?').next().unwrap_or_default();
    let (of, below) = match path.strip_prefix("/organizations/*") {
        Some("") => ("", "/overview"),
        Some(rest) => ("", rest),
        None if OF_BOTH.iter().any(|of_both| path.starts_with(of_both)) => ("/installation", path),
        None => ("", path),
    };
    let mut words: Vec<String> = Vec::new();
    for part in of.split('/').chain(below.split('/')).filter(|part| !part.is_empty()) {
        match (part, words.last_mut()) {
            // One of many.
            ("*", Some(many)) => match many.strip_suffix('s') {
                Some(one) => *many = one.to_owned(),
                None => words.push("entry".to_owned()),
            },
            ("*", None) => {}
            (part, _) => words.push(part.to_owned()),
        }
    }
    words.join("-")
}
