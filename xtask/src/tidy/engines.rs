//! Only `store`'s engine knows that there are two databases.

use super::rust_text::{Blank, blank, line_of};
use super::{Finding, Repository};

const ENGINES: &[&str] = &["sqlite", "postgres"];

/// Comments may name an engine to say why a statement is as it is; code may not.
pub(super) fn check(repository: &Repository) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in repository.under(&["crates/store/src/"], ".rs").filter(|file| !knows_engines(&file.path)) {
        let code = blank(&file.text, Blank::Comments).to_ascii_lowercase();
        for engine in ENGINES {
            findings.extend(code.match_indices(engine).map(|(at, _)| {
                let message = format!(
                    "the code names `{engine}`; what differs between the databases is a named fragment in engine/"
                );
                Finding::new(&file.path, line_of(&code, at), message)
            }));
        }
    }
    findings
}

fn knows_engines(path: &str) -> bool {
    path == "crates/store/src/engine.rs" || path.starts_with("crates/store/src/engine/")
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tidy::{Finding, Repository};

    #[test]
    fn code_that_names_an_engine_is_found_outside_of_engine() {
        let repository = Repository::of(&[
            ("crates/store/src/engine.rs", "mod sqlite;\nmod postgres;\n"),
            ("crates/store/src/engine/sqlite.rs", "use rusqlite as sqlite;\n"),
            ("crates/store/src/members.rs", "// PostgreSQL would hand out the row twice.\nfn a() {}\n"),
            ("crates/store/src/users.rs", "fn a() {}\nif engine == Engine::Sqlite {}\n"),
        ]);
        let message =
            "the code names `sqlite`; what differs between the databases is a named fragment in engine/";
        assert_eq!(check(&repository), [Finding::new("crates/store/src/users.rs", 2, message)]);
    }
}
