//! Rust files aim at 300 lines and stop at 600.

use super::{Finding, Repository};

const LINES_AIM: usize = 300;
const LINES_MAX: usize = 600;

pub(super) fn check(repository: &Repository) -> Vec<Finding> {
    longer_than(repository, LINES_MAX)
        .map(|(path, lines)| {
            Finding::new(
                path,
                0,
                format!("{lines} lines; at {LINES_MAX} a file must become several, a noun each"),
            )
        })
        .collect()
}

/// The files that are above the aim, and allowed.
pub(super) fn notes(repository: &Repository) -> Vec<Finding> {
    longer_than(repository, LINES_AIM)
        .filter(|(_, lines)| *lines <= LINES_MAX)
        .map(|(path, lines)| Finding::new(path, 0, format!("{lines} lines, above the aim of {LINES_AIM}")))
        .collect()
}

fn longer_than(repository: &Repository, lines_max: usize) -> impl Iterator<Item = (&str, usize)> {
    repository
        .files
        .iter()
        .filter(|file| file.path.ends_with(".rs"))
        .map(|file| (file.path.as_str(), file.text.lines().count()))
        .filter(move |(_, lines)| *lines > lines_max)
}

#[cfg(test)]
mod tests {
    use super::{check, notes};
    use crate::tidy::Repository;

    #[test]
    fn long_files_are_noted_and_too_long_files_are_refused() {
        let texts = [300, 301, 600, 601].map(|lines| "\n".repeat(lines));
        let repository = Repository::of(&[
            ("a.rs", &texts[0]),
            ("b.rs", &texts[1]),
            ("c.rs", &texts[2]),
            ("d.rs", &texts[3]),
        ]);
        let paths = |findings: Vec<super::Finding>| findings.into_iter().map(|f| f.path).collect::<Vec<_>>();
        assert_eq!(paths(check(&repository)), ["d.rs"]);
        assert_eq!(paths(notes(&repository)), ["b.rs", "c.rs"]);
    }
}
