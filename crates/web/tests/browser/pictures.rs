//! The few pictures that stand in README.md.

use crate::Stage;
use crate::person::{Person, Way};
use i18n::Language;
use std::fs;
use std::path::{Path, PathBuf};
use testkit::{PASSWORD, Sample, TestServer};

const DESK: (u32, u32) = (1280, 800);
const PHONE: (u32, u32) = (390, 800);
/// Most bytes of a picture: a clone of the repository has them all.
const BYTES_MAX: usize = 150 * 1024;

/// How a page is shown.
enum Look {
    Light,
    Dark,
    OnAPhone,
}

/// Where the pictures go, if they are wanted.
#[expect(clippy::disallowed_methods, reason = "the tests are told by their environment")]
pub(crate) fn folder() -> Option<PathBuf> {
    std::env::var_os("ROLLBOOK_TEST_PICTURES").map(PathBuf::from)
}

/// Takes them, each as large as the window.
pub(crate) fn take(stage: &Stage, folder: &Path) {
    let server = TestServer::start();
    let sample = Sample::calm(&server, "Acme");
    let own = format!("/organizations/{}", sample.org);
    let okta = format!("{own}/connections/{}", sample.okta.connection);
    fs::create_dir_all(folder).expect("a folder");
    for (name, address, language, look) in [
        ("overview", own.clone(), Language::En, Look::Light),
        ("guide", format!("{okta}/guide"), Language::En, Look::Light),
        ("users", format!("{own}/users?q=%40acme.test"), Language::En, Look::Light),
        ("requests", format!("{okta}/requests"), Language::En, Look::Dark),
        ("connection-ja", okta.clone(), Language::Ja, Look::Light),
        ("settings-fr", format!("{okta}/settings"), Language::Fr, Look::Light),
        ("overview-phone", own, Language::En, Look::OnAPhone),
    ] {
        let person = Person::new(stage.driver(), &server, Way::in_language(language));
        person.signs_in(&sample.administrator("owner"), PASSWORD);
        let window = person.window();
        window.measure(if matches!(look, Look::OnAPhone) { PHONE } else { DESK });
        window.shade(matches!(look, Look::Dark));
        person.opens(&address);
        let picture = window.view();
        assert!(picture.len() <= BYTES_MAX, "{name} has {} bytes", picture.len());
        fs::write(folder.join(name).with_extension("png"), picture).expect("a file");
    }
}
