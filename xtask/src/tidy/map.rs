//! The map is true: each crate has its line in ARCHITECTURE.md, and each path that a document names exists.

use std::collections::BTreeSet;

use super::markdown::{code_spans, links};
use super::repository::SourceFile;
use super::{Finding, Repository};

const MAP: &str = "ARCHITECTURE.md";
/// Besides everything under docs/.
const DOCUMENTS: &[&str] = &[MAP, "CONTRIBUTING.md", "README.md", "SECURITY.md", "STYLE.md"];
const DOCUMENT_FOLDER: &str = "docs/";
/// What makes a name without a folder look like a file of ours.
const FILE_ENDINGS: &[&str] =
    &[".ftl", ".html", ".json", ".lock", ".md", ".py", ".rs", ".sh", ".sql", ".toml"];

pub(super) fn check(repository: &Repository) -> Vec<Finding> {
    let mut findings = crates_on_the_map(repository);
    let is_document = |file: &&SourceFile| {
        DOCUMENTS.contains(&file.path.as_str())
            || (file.path.starts_with(DOCUMENT_FOLDER) && file.path.ends_with(".md"))
    };
    findings.extend(repository.files.iter().filter(is_document).flat_map(|file| {
        let mut findings = named_paths(repository, file);
        findings.extend(linked_files(repository, file));
        findings
    }));
    findings
}

/// Each folder of crates/ starts exactly one line of the map, as "`crates/scim` is …".
fn crates_on_the_map(repository: &Repository) -> Vec<Finding> {
    let Some(map) = repository.text(MAP) else {
        return vec![Finding::new(MAP, 0, "is missing; it is the map of the repository")];
    };
    let mut findings = Vec::new();
    let entries: Vec<(usize, &str)> = map.lines().enumerate().filter_map(map_entry).collect();
    for folder in repository.paths.iter().filter_map(|path| path.strip_prefix("crates/")) {
        if folder.contains('/') {
            continue;
        }
        let lines: Vec<usize> =
            entries.iter().filter(|(_, name)| *name == folder).map(|(line, _)| *line).collect();
        match lines.as_slice() {
            [_] => {}
            [] => findings.push(Finding::new(MAP, 0, format!("no line starts with `crates/{folder}`"))),
            [_, again, ..] => {
                findings.push(Finding::new(
                    MAP,
                    *again,
                    format!("a second line starts with `crates/{folder}`"),
                ));
            }
        }
    }
    findings
}

/// The crate that a line is about, when it starts with a crate's folder between backticks.
fn map_entry((index, line): (usize, &str)) -> Option<(usize, &str)> {
    let start = line.trim_start_matches(['*', '-', '|', '#', ' ']);
    let (path, _) = start.strip_prefix('`')?.split_once('`')?;
    let name = path.strip_prefix("crates/")?.trim_end_matches('/');
    (!name.contains('/')).then_some((index + 1, name))
}

/// Whatever between backticks looks like a path of the repository is one.
fn named_paths(repository: &Repository, file: &SourceFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (line, span) in code_spans(&file.text) {
        for path in expand_braces(span).iter().filter(|path| looks_like_ours(repository, path)) {
            if !exists(repository, path) {
                findings.push(Finding::new(&file.path, line, format!("`{path}` does not exist")));
            }
        }
    }
    findings
}

/// A link to a file is relative to the file that links.
fn linked_files(repository: &Repository, file: &SourceFile) -> Vec<Finding> {
    let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut findings = Vec::new();
    for (line, target) in links(&file.text) {
        let target = target.split('#').next().unwrap_or_default();
        let is_elsewhere = target.is_empty() || target.contains(':') || target.starts_with('/');
        if !is_elsewhere && !repository.paths.contains(&resolve(folder, target)) {
            findings.push(Finding::new(&file.path, line, format!("the link to {target} leads nowhere")));
        }
    }
    findings
}

fn looks_like_ours(repository: &Repository, path: &str) -> bool {
    let is_path = |c: char| c.is_ascii_alphanumeric() || "._-/*".contains(c);
    if path.is_empty() || !path.chars().all(is_path) || path.starts_with('/') {
        return false;
    }
    let has_ending = FILE_ENDINGS.iter().any(|ending| path.len() > ending.len() && path.ends_with(ending));
    match path.split_once('/') {
        // A folder of the root, or a crate's source file under the crate's name.
        Some((first, _)) => {
            repository.paths.contains(first)
                || (has_ending && repository.paths.contains(&format!("crates/{first}")))
        }
        // A name alone is of the root if it is written as the root's files are.
        None => has_ending && path.starts_with(char::is_uppercase),
    }
}

/// As it stands, or short for a file of a crate: `store/users.rs` is `crates/store/src/users.rs`.
fn exists(repository: &Repository, path: &str) -> bool {
    let path = path.trim_end_matches('/');
    let mut spellings = BTreeSet::from([path.to_owned()]);
    if let Some((first, rest)) = path.split_once('/') {
        spellings.insert(format!("crates/{path}"));
        spellings.insert(format!("crates/{first}/src/{rest}"));
    }
    spellings.iter().any(|spelling| match spelling.split_once('*') {
        Some((start, end)) => {
            repository.paths.iter().any(|path| path.starts_with(start) && path.ends_with(end))
        }
        None => repository.paths.contains(spelling),
    })
}

/// `a/{b,c}.rs` is `a/b.rs` and `a/c.rs`.
fn expand_braces(span: &str) -> Vec<String> {
    let Some((before, rest)) = span.split_once('{') else { return vec![span.to_owned()] };
    let Some((choices, after)) = rest.split_once('}') else { return vec![span.to_owned()] };
    choices.split(',').flat_map(|choice| expand_braces(&format!("{before}{choice}{after}"))).collect()
}

fn resolve(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tidy::{Finding, Repository};

    fn findings(map: &str, document: &str) -> Vec<Finding> {
        check(&Repository::of(&[
            ("ARCHITECTURE.md", map),
            ("docs/adr/0001-seam.md", document),
            ("deny.toml", ""),
            ("crates/scim/src/patch/apply.rs", ""),
            ("crates/store/src/engine.rs", ""),
        ]))
    }

    const MAP: &str = "* `crates/scim` is the protocol.\n* `crates/store` is SQL.\n";

    #[test]
    fn each_crate_has_one_line() {
        assert_eq!(findings(MAP, ""), []);
        assert_eq!(
            findings("| `crates/scim/` | the protocol |\n* `crates/scim` again\n", ""),
            [
                Finding::new("ARCHITECTURE.md", 2, "a second line starts with `crates/scim`"),
                Finding::new("ARCHITECTURE.md", 0, "no line starts with `crates/store`"),
            ]
        );
    }

    #[test]
    fn paths_that_exist_pass_in_every_spelling() {
        let document = "See `crates/store/src/engine.rs`, `store/engine.rs`, `scim/patch/{apply}.rs`, `crates/*/src`,\n\
                        `GET /scim/v2/Users`, `serde/json`, `a.b`, `docs/adr/`, [it](../../ARCHITECTURE.md#map),\n\
                        and [them](https://example.com/x.md).\n```\n`crates/none`\n```\n";
        assert_eq!(findings(MAP, document), []);
    }

    #[test]
    fn paths_that_do_not_exist_are_found() {
        let document =
            "`crates/none/a.rs`\n`store/gone.rs`\n`scim/patch/{apply,parse}.rs`\n`STYLE.md`\n[x](0002.md)\n";
        let expected = [
            (1, "`crates/none/a.rs` does not exist"),
            (2, "`store/gone.rs` does not exist"),
            (3, "`scim/patch/parse.rs` does not exist"),
            (4, "`STYLE.md` does not exist"),
            (5, "the link to 0002.md leads nowhere"),
        ];
        let expected: Vec<_> = expected
            .iter()
            .map(|(line, message)| Finding::new("docs/adr/0001-seam.md", *line, *message))
            .collect();
        assert_eq!(findings(MAP, document), expected);
    }
}
