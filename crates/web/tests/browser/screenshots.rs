//! Pictures of every page, for people to look at.

use crate::Stage;
use crate::pages::Visit;
use crate::person::Person;
use i18n::Language;
use std::fs;
use std::path::{Path, PathBuf};
use testkit::{Sample, pattern};

const PHONE: (u32, u32) = (390, 844);
const DESK: (u32, u32) = (1280, 900);
/// The pages that are shown dark and on a phone as well, by the last part of their names.
const MAIN: [&str; 8] =
    ["overview", "users", "user", "groups", "connections", "connection", "requests", "audit"];

/// Where the pictures go, if any are wanted.
#[expect(clippy::disallowed_methods, reason = "the tests are told by their environment")]
pub(crate) fn folder() -> Option<PathBuf> {
    std::env::var_os("ROLLBOOK_TEST_SCREENSHOTS").map(PathBuf::from)
}

/// Takes them all, in each language.
pub(crate) fn take(stage: &Stage, folder: &Path) {
    for visit in [Visit::of_role("owner", Sample::tame), Visit::of_staff(), Visit::of_nobody()] {
        for language in Language::ALL {
            let person = visit.begin(stage, language);
            for address in &visit.addresses {
                take_page(&person, address, &folder.join(language.tag()));
            }
        }
    }
}

fn take_page(person: &Person, address: &str, folder: &Path) {
    fs::create_dir_all(folder).expect("a folder");
    let (name, window) = (name(address), person.window());
    person.opens(address);
    let save = |kind: &str| {
        let picture = window.picture();
        fs::write(folder.join(format!("{name}{kind}.png")), picture).expect("a file");
    };
    save("");
    if MAIN.contains(&name.as_str()) {
        window.shade(true);
        save("-dark");
        window.shade(false);
        window.measure(PHONE);
        person.opens(address);
        save("-phone");
        window.measure(DESK);
    }
}

/// What the picture of an address is called: `/organizations/*/users/*` is `user`.
fn name(address: &str) -> String {
    let pattern = pattern(address);
    let path = pattern.split('?').next().unwrap_or_default();
    let below = path
        .strip_prefix("/organizations/*")
        .map_or(path, |rest| if rest.is_empty() { "/overview" } else { rest });
    let mut words: Vec<String> = Vec::new();
    for part in below.split('/').filter(|part| !part.is_empty()) {
        match (part, words.last_mut()) {
            // One of many.
            ("*", Some(many)) => *many = many.strip_suffix('s').unwrap_or(many).to_owned(),
            ("*", None) => {}
            (part, _) => words.push(part.to_owned()),
        }
    }
    words.join("-")
}
