//! No `async` below `web` and `worker`, except the bridge.

use super::rust_text::{Blank, before_tests, blank, line_of, words};
use super::{Finding, Repository};

/// A transaction is a closure that runs to its end: an `.await` in it would let a caller who hangs up cut it in half.
const SYNCHRONOUS: &[&str] = &[
    "crates/scim/src/",
    "crates/directory/src/",
    "crates/store/src/",
    "crates/i18n/src/",
    "crates/app/src/",
];
const BRIDGE: &str = "crates/app/src/work.rs";
/// The driver of a database server is asynchronous; each session drives it to the end on its own thread.
const DRIVER: &str = "crates/store/src/engine/postgres";

pub(super) fn check(repository: &Repository) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in repository
        .under(SYNCHRONOUS, ".rs")
        .filter(|file| file.path != BRIDGE && !file.path.starts_with(DRIVER))
    {
        let code = blank(before_tests(&file.text), Blank::CommentsAndStrings);
        for word in ["async fn", ".await"] {
            findings.extend(words(&code, word).map(|at| {
                let message =
                    format!("`{word}` below the web and the workers; only {BRIDGE} bridges to them");
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
    fn async_code_is_found_below_the_bridge_only() {
        let repository = Repository::of(&[
            ("crates/store/src/users.rs", "// no async fn here\nlet x = client.query().await;\n"),
            ("crates/app/src/users.rs", "pub async fn patch() {}\n"),
            ("crates/app/src/work.rs", "pub async fn write() {}\n"),
            ("crates/web/src/routes.rs", "async fn patch() {}\n"),
            ("crates/app/src/bulk.rs", "fn a() {}\n#[cfg(test)]\nmod tests {\n    async fn b() {}\n}\n"),
        ]);
        let found: Vec<_> =
            check(&repository).into_iter().map(|finding| (finding.path, finding.line)).collect();
        let path = |path: &str| path.to_owned();
        assert_eq!(found, [(path("crates/store/src/users.rs"), 2), (path("crates/app/src/users.rs"), 1)]);
    }
}
