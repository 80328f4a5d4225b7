//! Markdown has one sentence per line, so that a change to a sentence is a change to a line.

use super::markdown::{prose, words_only};
use super::{Finding, Repository};

/// Words whose dot ends no sentence.
const ABBREVIATIONS: &[&str] = &["cf.", "e.g.", "etc.", "i.e.", "no.", "p.", "resp.", "vs."];

pub(super) fn check(repository: &Repository) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in repository.files.iter().filter(|file| file.path.ends_with(".md")) {
        for (line, text) in prose(&file.text) {
            if let Some(start) = second_sentence(&words_only(text)) {
                let message = format!("a second sentence on one line: \"{start} …\"");
                findings.push(Finding::new(&file.path, line, message));
            }
        }
    }
    findings
}

/// The word that a second sentence starts with.
fn second_sentence(line: &str) -> Option<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    // A list's "1." ends no sentence, and neither does the number of a section.
    let mut pairs = words.iter().zip(words.iter().skip(1)).skip(usize::from(is_numbered(line)));
    pairs
        .find(|(end, start)| ends_sentence(end) && starts_sentence(start))
        .map(|(_, start)| (*start).to_owned())
}

fn is_numbered(line: &str) -> bool {
    line.split_once(". ").is_some_and(|(number, _)| number.chars().all(|c| c.is_ascii_digit()))
}

fn ends_sentence(word: &str) -> bool {
    let word = word.trim_end_matches([')', '"', '\'', '*', '_', '”', '’']);
    let bare = word.trim_start_matches(['(', '"', '*', '_']).to_ascii_lowercase();
    // "J. Smith": a letter and a dot are a name's initial.
    word.ends_with(['.', '!', '?']) && !ABBREVIATIONS.contains(&bare.as_str()) && bare.chars().count() > 2
}

fn starts_sentence(word: &str) -> bool {
    word.trim_start_matches(['(', '"', '\'', '*', '_', '[', '“']).starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::{check, second_sentence};
    use crate::tidy::{Finding, Repository};

    #[test]
    fn a_second_sentence_is_found() {
        assert_eq!(second_sentence("One is here. Two is too."), Some("Two".to_owned()));
        assert_eq!(second_sentence("Is it? **Yes.**"), Some("**Yes.**".to_owned()));
        assert_eq!(second_sentence("(One.) Two."), Some("Two.".to_owned()));
    }

    #[test]
    fn what_only_looks_like_a_second_sentence_is_not() {
        for line in [
            "One sentence, with Names in it.",
            "1. First of a list.",
            "Some, e.g. Okta, and others, i.e. Entra vs. Google.",
            "RFC 7644 §3.5.2 says so.",
            "By J. Smith.",
            "It ends. and goes on.",
        ] {
            assert_eq!(second_sentence(line), None, "{line}");
        }
    }

    #[test]
    fn only_prose_is_read() {
        let text = "# A. B\n\n| One. Two. |\n```\nOne. Two.\n```\nSee `One. Two`.\nOne. Two.\n";
        let repository = Repository::of(&[("a.md", text), ("a.txt", "One. Two.")]);
        let message = "a second sentence on one line: \"Two. …\"";
        assert_eq!(check(&repository), [Finding::new("a.md", 8, message)]);
    }
}
