//! `scim` and `directory` do no I/O, read no clock, draw no randomness.

use super::rust_text::{Blank, before_tests, blank, line_of, words};
use super::{Finding, Repository};

const PURE: &[&str] = &["crates/scim/src/", "crates/directory/src/"];
const IMPURE: &[(&str, &str)] = &[
    ("std::env", "reads its surroundings"),
    ("std::fs", "does I/O"),
    ("std::io", "does I/O"),
    ("std::net", "does I/O"),
    ("std::process", "does I/O"),
    ("std::thread", "schedules"),
    ("std::time", "reads a clock"),
    ("println!", "does I/O"),
    ("eprintln!", "does I/O"),
    ("Timestamp::now", "reads a clock"),
    ("Instant::now", "reads a clock"),
    ("SystemTime", "reads a clock"),
    ("now_v7", "reads a clock and draws randomness"),
    ("new_v4", "draws randomness"),
    ("rand", "draws randomness"),
    ("RandomState", "draws randomness"),
];

pub(super) fn check(repository: &Repository) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in repository.under(PURE, ".rs") {
        let code = blank(before_tests(&file.text), Blank::CommentsAndStrings);
        for (word, what) in IMPURE {
            findings.extend(words(&code, word).map(|at| {
                let message =
                    format!("`{word}` {what}; this crate is pure, so take what you need as an argument");
                Finding::new(&file.path, line_of(&code, at), message)
            }));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tidy::Repository;

    #[test]
    fn clocks_files_and_chance_are_found_in_pure_crates_only() {
        let repository = Repository::of(&[
            ("crates/directory/src/token.rs", "// no std::fs\nuse std::time::SystemTime;\n"),
            ("crates/scim/src/fold.rs", "let brand = 1;\nlet x = rand::random();\n"),
            ("crates/app/src/work.rs", "use std::time::SystemTime;\n"),
        ]);
        let found: Vec<_> = check(&repository).into_iter().map(|f| (f.path, f.line, f.message)).collect();
        let message =
            |what: &str| format!("{what}; this crate is pure, so take what you need as an argument");
        assert_eq!(
            found,
            [
                ("crates/directory/src/token.rs".to_owned(), 2, message("`std::time` reads a clock")),
                ("crates/directory/src/token.rs".to_owned(), 2, message("`SystemTime` reads a clock")),
                ("crates/scim/src/fold.rs".to_owned(), 2, message("`rand` draws randomness")),
            ]
        );
    }
}
