//! One compiler, named alike wherever it is named, and one committed lock file.

use super::{Finding, Repository};

/// Where the compiler's version is written: the file and the key.
const PLACES: &[(&str, &str)] =
    &[("rust-toolchain.toml", "channel"), ("Cargo.toml", "rust-version"), ("clippy.toml", "msrv")];
const LOCK: &str = "Cargo.lock";

pub(super) fn check(repository: &Repository) -> Vec<Finding> {
    let mut findings = same_compiler(repository);
    findings.extend(lock_file(repository));
    findings
}

fn same_compiler(repository: &Repository) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut first: Option<(&str, String)> = None;
    for (path, key) in PLACES {
        let Some((line, version)) = repository.text(path).and_then(|text| value(text, key)) else {
            findings.push(Finding::new(path, 0, format!("does not say `{key} = \"…\"`")));
            continue;
        };
        // The tool chain names a patch release, the others need not.
        let minor = version.split('.').take(2).collect::<Vec<_>>().join(".");
        match &first {
            None => first = Some((path, minor)),
            Some((other, expected)) if *expected != minor => {
                findings.push(Finding::new(
                    path,
                    line,
                    format!("Rust {minor} here and {expected} in {other}"),
                ));
            }
            Some(_) => {}
        }
    }
    findings
}

fn lock_file(repository: &Repository) -> Option<Finding> {
    if !repository.paths.contains(LOCK) {
        return Some(Finding::new(LOCK, 0, "is missing; run `cargo generate-lockfile` and commit it"));
    }
    let ignored = repository.text(".gitignore")?.lines().position(|line| line.trim_matches('/') == LOCK)?;
    Some(Finding::new(".gitignore", ignored + 1, format!("{LOCK} is ignored; it belongs in the repository")))
}

/// The text that a line `key = "text"` gives, and the line's number.
fn value(text: &str, key: &str) -> Option<(usize, String)> {
    text.lines().enumerate().find_map(|(index, line)| {
        let value = line.strip_prefix(key)?.trim_start().strip_prefix('=')?.trim();
        Some((index + 1, value.trim_matches('"').to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tidy::{Finding, Repository};

    #[test]
    fn versions_that_disagree_and_a_lock_file_that_is_ignored_are_found() {
        let repository = Repository::of(&[
            ("rust-toolchain.toml", "[toolchain]\nchannel = \"1.95.0\"\n"),
            ("Cargo.toml", "[workspace.package]\nrust-version = \"1.94\"\n"),
            ("clippy.toml", "msrv = \"1.95\"\n"),
            (".gitignore", "/target\n/Cargo.lock\n"),
            ("Cargo.lock", ""),
        ]);
        assert_eq!(
            check(&repository),
            [
                Finding::new("Cargo.toml", 2, "Rust 1.94 here and 1.95 in rust-toolchain.toml"),
                Finding::new(".gitignore", 2, "Cargo.lock is ignored; it belongs in the repository"),
            ]
        );
    }

    #[test]
    fn a_missing_lock_file_is_found() {
        let findings = check(&Repository::of(&[("clippy.toml", "msrv = \"1.95\"\n")]));
        let paths: Vec<_> = findings.iter().map(|finding| finding.path.as_str()).collect();
        assert_eq!(paths, ["rust-toolchain.toml", "Cargo.toml", "Cargo.lock"]);
    }
}
