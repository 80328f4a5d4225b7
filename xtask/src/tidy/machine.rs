//! Nothing in the repository depends on one machine, or on where that machine downloads from.

use super::rust_text::line_of;
use super::{Finding, Repository};

/// Folders in which a checkout or a person lives on some machine.
const MACHINE_FOLDERS: &[&str] = &["/builds/", "/home/", "/mnt/", "/root/", "/tmp/", "/work/", "/workspace/"];
const REGISTRY_HOSTS: &[&str] =
    &["crates.io", "files.pythonhosted.org", "npmjs.org", "proxy.golang.org", "pypi.org"];
/// The lists above; the lock file, which Cargo writes.
const EXEMPT: &[&str] = &["Cargo.lock", "fuzz/Cargo.lock", "xtask/src/tidy/machine.rs"];

pub(super) fn check(repository: &Repository) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in repository.files.iter().filter(|file| !EXEMPT.iter().any(|end| file.path.ends_with(end))) {
        for folder in MACHINE_FOLDERS {
            findings.extend(paths(&file.text, folder).map(|at| {
                let message = format!("a path under {folder} exists on one machine only; make it relative");
                Finding::new(&file.path, line_of(&file.text, at), message)
            }));
        }
        for host in REGISTRY_HOSTS {
            findings.extend(file.text.match_indices(host).map(|(at, _)| {
                let message =
                    format!("{host}: which registry to use is the machine's setting, not the project's");
                Finding::new(&file.path, line_of(&file.text, at), message)
            }));
        }
    }
    findings
}

/// Where an absolute path starts with `folder`; the middle of a URL or of a longer path is none.
fn paths<'a>(text: &'a str, folder: &'a str) -> impl Iterator<Item = usize> {
    text.match_indices(folder).map(|(at, _)| at).filter(|at| {
        let before = text[..*at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || "/._-~{}*".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tidy::Repository;

    #[test]
    fn absolute_paths_and_registries_are_found_and_urls_are_not() {
        let repository = Repository::of(&[
            ("a.md", "See `/home/me/rollbook`.\nhttps://example.com/home/page\n./work/here\n"),
            ("b.toml", "index = \"https://pypi.org/simple\"\n"),
            ("Cargo.lock", "https://github.com/rust-lang/crates.io-index"),
        ]);
        let found: Vec<_> =
            check(&repository).into_iter().map(|finding| (finding.path, finding.line)).collect();
        assert_eq!(found, [("a.md".to_owned(), 1), ("b.toml".to_owned(), 1)]);
    }
}
