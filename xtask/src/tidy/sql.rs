//! Statements are constants; only `search.rs` builds SQL at run time.

use super::rust_text::{Blank, before_tests, blank, line_of, words};
use super::{Finding, Repository};

const BUILDER: &str = "crates/store/src/search.rs";
const STATEMENTS: &[&str] = &["SELECT", "INSERT", "UPDATE", "DELETE"];
const MACROS: &[&str] = &["format!(", "write!(", "push_str("];

/// A statement that is not a constant escapes the test that prepares them all, and may carry a stranger's text.
pub(super) fn check(repository: &Repository) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in repository.under(&["crates/store/src/"], ".rs").filter(|file| file.path != BUILDER) {
        let code = blank(before_tests(&file.text), Blank::Comments);
        let shape = blank(before_tests(&file.text), Blank::CommentsAndStrings);
        for call in MACROS {
            for at in words(&shape, call) {
                let arguments = &code[at..close(&shape, at + call.len())];
                let Some(statement) = STATEMENTS.iter().find(|word| words(arguments, word).next().is_some())
                else {
                    continue;
                };
                let message = format!("`{call}…)` builds a {statement} at run time; only {BUILDER} may");
                findings.push(Finding::new(&file.path, line_of(&code, at), message));
            }
        }
    }
    findings
}

/// Where the bracket that was opened before `from` closes.
fn close(shape: &str, from: usize) -> usize {
    let mut depth = 1_usize;
    for (at, c) in shape[from..].char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return from + at;
        }
    }
    shape.len()
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tidy::{Finding, Repository};

    #[test]
    fn built_statements_are_found_outside_of_search() {
        let repository = Repository::of(&[
            ("crates/store/src/search.rs", "let sql = format!(\"SELECT {columns} FROM users\");\n"),
            (
                "crates/store/src/users.rs",
                "const GET: &str = \"SELECT id FROM users\";\nformat!(\"no {GET}\");\n",
            ),
            (
                "crates/store/src/events.rs",
                "fn a() {\n    let sql = format!(\n        \"UPDATE {t}\"\n    );\n}\n",
            ),
            (
                "crates/store/src/audit.rs",
                "#[cfg(test)]\nmod tests {\n    format!(\"DELETE FROM {t}\");\n}\n",
            ),
        ]);
        let message = "`format!(…)` builds a UPDATE at run time; only crates/store/src/search.rs may";
        assert_eq!(check(&repository), [Finding::new("crates/store/src/events.rs", 2, message)]);
    }
}
