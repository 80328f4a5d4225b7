//! Nothing half done is merged: no reminders, no stubs, no tests that are switched off.

use super::rust_text::{line_of, words};
use super::{Finding, Repository};

const LEFTOVERS: &[&str] = &["TODO", "FIXME", "XXX", "todo!", "unimplemented!", "#[ignore"];
/// The list above, and clippy's lints of the same names.
const EXEMPT: &[&str] = &["xtask/src/tidy/leftovers.rs"];
/// Prose may speak of a reminder; data may contain anything.
const NOT_CODE: &[&str] = &[".md", ".json", ".lock"];

pub(super) fn check(repository: &Repository) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in &repository.files {
        if EXEMPT.contains(&file.path.as_str()) || NOT_CODE.iter().any(|end| file.path.ends_with(end)) {
            continue;
        }
        for word in LEFTOVERS {
            findings.extend(words(&file.text, word).map(|at| {
                let message = format!("`{word}` is left over; do it now or write down why not");
                Finding::new(&file.path, line_of(&file.text, at), message)
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
    fn leftovers_are_found_in_code_and_not_in_names_or_prose() {
        let repository = Repository::of(&[
            ("a.rs", "fn a() {\n    todo!()\n}\n#[ignore = \"slow\"]\nfn b() {} // XXX\n"),
            ("b.rs", "let xxxl = \"TODOS\";\n"),
            ("c.md", "A TODO names nobody.\n"),
        ]);
        let mut found: Vec<_> =
            check(&repository).into_iter().map(|finding| (finding.path, finding.line)).collect();
        found.sort();
        assert_eq!(found, [("a.rs".to_owned(), 2), ("a.rs".to_owned(), 4), ("a.rs".to_owned(), 5)]);
    }
}
