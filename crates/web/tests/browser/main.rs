//! The portal in a real browser, in the language of what people come for.
//!
//! Nothing runs where [`testkit::axe`] says nothing: a browser is more than `cargo test` may need. `cargo xtask test`
//! installs what is missing and runs it all.

mod crowd;
mod first_start;
mod held;
mod keyboard;
mod machinery;
mod moments;
mod office;
mod okta;
mod pages;
mod person;
mod pictures;
mod screenshots;
mod vault;

use i18n::Language;
use libtest_mimic::{Arguments, Trial};
use person::Way;
use std::process::ExitCode;
use std::sync::Arc;
use testkit::Driver;

/// What all tests share.
pub(crate) struct Stage {
    driver: Option<Driver>,
}

impl Stage {
    /// What opens browsers.
    pub(crate) fn driver(&self) -> &Driver {
        self.driver.as_ref().expect("nothing runs without it")
    }
}

type Test = fn(&Stage);
type Walk = fn(&Stage, Way);

const TESTS: &[(&str, Test)] = &[
    ("pages::owner", pages::are_for_everybody_as_an_owner),
    ("pages::admin", pages::are_for_everybody_as_an_admin),
    ("pages::auditor", pages::are_for_everybody_as_an_auditor),
    ("pages::staff", pages::are_for_everybody_as_staff),
    ("pages::nobody", pages::are_for_everybody_as_nobody),
    ("keyboard::person", keyboard::somebody_is_kept_out_by_keyboard_alone),
    ("keyboard::configuration", keyboard::a_variable_is_completed_by_keyboard),
    ("okta::calls", okta::the_page_follows_the_calls),
    ("keyboard::sort", keyboard::lists_are_sorted_on_a_phone),
    ("pages::without_a_link", pages::are_for_everybody_where_no_link_leads),
    ("what_is_wrong_in_a_page_is_noticed", machinery::what_is_wrong_in_a_page_is_noticed),
];

/// Walks that everybody takes, whatever their language, with scripts and without.
const WALKS: &[(&str, Walk, &[Language])] = &[
    ("first_start", first_start::the_first_owner_makes_an_organization, &Language::ALL),
    ("okta", okta::okta_is_connected_and_pushes_people_and_a_group, &Language::ALL),
    ("token", okta::a_token_lives, &[Language::En]),
    ("crowd", crowd::everybody_is_invited, &[Language::En]),
    ("held", held::an_accident_is_undone, &[Language::En]),
    ("vault", vault::people_are_invited_accept_and_are_confirmed, &[Language::En]),
    ("key", vault::a_key_is_regenerated, &[Language::En]),
];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let runs = testkit::axe().is_some() && !arguments.list;
    let stage = Arc::new(Stage { driver: runs.then(Driver::new) });
    let conclusion = libtest_mimic::run(&arguments, trials(&stage));
    // Stops the driver, which an exit would leave behind.
    drop(stage);
    conclusion.exit_code()
}

fn trials(stage: &Arc<Stage>) -> Vec<Trial> {
    let trial = |name: String, test: Box<dyn Fn(&Stage) + Send>| {
        let (stage, is_idle) = (stage.clone(), stage.driver.is_none());
        let run = move || {
            test(&stage);
            Ok(())
        };
        Trial::test(name, run).with_ignored_flag(is_idle)
    };
    if let Some(folder) = screenshots::folder() {
        let take = move |stage: &Stage| screenshots::take(stage, &folder);
        return vec![trial("screenshots".to_owned(), Box::new(take))];
    }
    if let Some(folder) = pictures::folder() {
        let take = move |stage: &Stage| pictures::take(stage, &folder);
        return vec![trial("pictures".to_owned(), Box::new(take))];
    }
    let names = || {
        screenshots::every_page_has_a_name_of_its_own();
        Ok(())
    };
    // It needs no browser.
    let mut all = vec![Trial::test("screenshots::names", names)];
    for &(name, test) in TESTS {
        all.push(trial(name.to_owned(), Box::new(test)));
    }
    for &(name, walk, languages) in WALKS {
        for way in languages.iter().map(|language| Way::in_language(*language)) {
            let with = format!("{name}::{}", way.language.tag());
            all.push(trial(with, Box::new(move |stage| walk(stage, way))));
        }
        let without = Way::ENGLISH.without_scripts();
        all.push(trial(format!("{name}::without_scripts"), Box::new(move |stage| walk(stage, without))));
    }
    all
}
