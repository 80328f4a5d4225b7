//! What servers most often get wrong, RFC by RFC: a test for each demand, named after its section, on a server that takes
//! the RFCs at their word. `docs/rfc-checklist.md` lists them.

mod heard;
mod ipsie;
mod rfc7643;
mod rfc7644;
mod rfc9865;
mod support;

use std::collections::BTreeSet;
use std::path::Path;

/// Each demand has a test and each test a demand, under the section that its name says.
#[test]
fn the_page_and_the_tests_say_the_same() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(here.join("../../docs/rfc-checklist.md")).expect("the page");
    let mut listed = BTreeSet::new();
    for row in page.lines().filter(|line| line.starts_with("| §") || line.starts_with("| AL1")) {
        let columns: Vec<&str> = row.trim_matches(['|', ' ']).split(" | ").collect();
        let [section, demand, test] = columns[..] else { panic!("three columns: {row}") };
        let test = test.trim_matches('`');
        assert!(demand.ends_with('.'), "a sentence: {row}");
        let (_, named) = test.split_once('_').expect(row);
        let numbers: Vec<&str> =
            named.split('_').take_while(|part| part.bytes().all(|b| b.is_ascii_digit())).collect();
        let expected =
            if test.starts_with("ipsie_") { "AL1".to_owned() } else { format!("§{}", numbers.join(".")) };
        assert_eq!(section, expected, "{row}");
        assert!(listed.insert(test.to_owned()), "{test} is listed twice");
    }
    let mut written = BTreeSet::new();
    collect(&here.join("tests/checklist"), &mut written);
    assert_eq!(listed, written);
    for newer in ["RFC 9967", "RFC 9944"] {
        assert!(page.contains(&format!("| {newer} |")), "{newer} is spoken of");
    }
}

/// The names of the tests in the files of a folder, but for those of this one.
fn collect(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, names);
        } else if !path.ends_with("main.rs") {
            let text = std::fs::read_to_string(&path).expect("a file");
            let tests = text.split("#[test]\nfn ").skip(1).filter_map(|rest| rest.split('(').next());
            names.extend(tests.map(str::to_owned));
        }
    }
}
