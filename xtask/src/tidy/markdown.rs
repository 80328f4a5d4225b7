//! Markdown as the checks read it: prose apart from code, and what stands between backticks.

/// The lines that are prose, numbered from 1: no fenced code, no table rows, no headings.
pub(super) fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    text.lines().enumerate().filter_map(move |(index, line)| {
        let trimmed = line.trim_start();
        if trimmed.starts_with("```") {
            fenced = !fenced;
            return None;
        }
        let is_prose = !fenced && !trimmed.starts_with('|') && !trimmed.starts_with('#');
        is_prose.then_some((index + 1, trimmed))
    })
}

/// What stands between backticks outside of fenced code, with its line.
pub(super) fn code_spans(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    text.lines().enumerate().flat_map(move |(index, line)| {
        let is_fence = line.trim_start().starts_with("```");
        fenced ^= is_fence;
        let line = if fenced || is_fence { "" } else { line };
        line.split('`').skip(1).step_by(2).map(move |span| (index + 1, span))
    })
}

/// The target of each `[text](target)`, with its line.
pub(super) fn links(text: &str) -> impl Iterator<Item = (usize, &str)> {
    prose(text).flat_map(|(line, text)| {
        text.split("](")
            .skip(1)
            .filter_map(move |rest| rest.split_once(')').map(|(target, _)| (line, target)))
    })
}

/// The line with `Code` for what stands between backticks, and without the targets of links.
pub(super) fn words_only(line: &str) -> String {
    let outside = line.split('`').enumerate().map(|(index, part)| if index % 2 == 0 { part } else { "Code" });
    let mut words: String = outside.collect();
    while let Some(start) = words.find("](") {
        let Some(length) = words[start..].find(')') else { break };
        words.replace_range(start..=start + length, "]");
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{code_spans, links, prose, words_only};

    const TEXT: &str = "# Title\nSee `a.md` and [b](docs/b.md).\n```\n`c`\n```\n| `d` |\n* end\n";

    #[test]
    fn prose_is_told_from_code_tables_and_headings() {
        let lines: Vec<_> = prose(TEXT).collect();
        assert_eq!(lines, [(2, "See `a.md` and [b](docs/b.md)."), (7, "* end")]);
    }

    #[test]
    fn spans_and_links_are_found_with_their_lines() {
        assert_eq!(code_spans(TEXT).collect::<Vec<_>>(), [(2, "a.md"), (6, "d")]);
        assert_eq!(links(TEXT).collect::<Vec<_>>(), [(2, "docs/b.md")]);
        assert_eq!(words_only("See `a. B` and [b. c](d. E) f."), "See Code and [b. c] f.");
    }
}
