//! Rust source with what is not code blanked out, so that a check reads code only.

/// What a check wants to be blind to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Blank {
    Comments,
    CommentsAndStrings,
}

/// The same text, with the same lines and columns, in which comments (and strings) are spaces.
pub(super) fn blank(text: &str, what: Blank) -> String {
    let mut reader = Reader { rest: text, out: String::with_capacity(text.len()) };
    while !reader.rest.is_empty() {
        let (length, is_blank) = token(reader.rest, reader.out.chars().next_back());
        let is_blank = match is_blank {
            Token::Comment => true,
            Token::Text => what == Blank::CommentsAndStrings,
            Token::Code => false,
        };
        reader.take(length, is_blank);
    }
    reader.out
}

/// What comes before the file's inline tests, which by custom are its last item.
pub(super) fn before_tests(text: &str) -> &str {
    const START: &str = "#[cfg(test)]\nmod ";
    let is_inline =
        |at: &usize| text[at + START.len()..].lines().next().is_some_and(|line| line.ends_with('{'));
    let start = text.match_indices(START).map(|(at, _)| at).find(is_inline);
    start.map_or(text, |at| &text[..at])
}

/// The line, counted from 1, that holds the byte at `at`.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// Where `word` stands in `text` by itself, not as a part of a longer name.
pub(super) fn words<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).map(|(at, _)| at).filter(move |at| {
        let before = text[..*at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        let starts = !word.starts_with(is_name) || !before.is_some_and(is_name);
        let ends = !word.ends_with(is_name) || !after.is_some_and(is_name);
        starts && ends
    })
}

struct Reader<'a> {
    rest: &'a str,
    out: String,
}

impl Reader<'_> {
    fn take(&mut self, length: usize, is_blank: bool) {
        let (taken, rest) = self.rest.split_at(length);
        for c in taken.chars() {
            match c {
                // A space for each byte keeps the columns of what follows.
                c if is_blank && c != '\n' => self.out.extend(std::iter::repeat_n(' ', c.len_utf8())),
                c => self.out.push(c),
            }
        }
        self.rest = rest;
    }
}

enum Token {
    Code,
    Comment,
    Text,
}

/// The length in bytes of what `rest` starts with, and what it is.
fn token(rest: &str, before: Option<char>) -> (usize, Token) {
    let inside_name = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if rest.starts_with("//") {
        return (rest.find('\n').unwrap_or(rest.len()), Token::Comment);
    }
    if rest.starts_with("/*") {
        return (block_comment(rest), Token::Comment);
    }
    if rest.starts_with('"') {
        return (quoted(rest, '"'), Token::Text);
    }
    if !inside_name && let Some(length) = raw_string(rest) {
        return (length, Token::Text);
    }
    if let Some(length) = character(rest) {
        return (length, Token::Text);
    }
    (rest.chars().next().map_or(0, char::len_utf8), Token::Code)
}

/// Block comments nest in Rust.
fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        let here = &rest[at..];
        if here.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += here.chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// From the quote that opens to behind the one that closes.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// `r"…"`, `r#"…"#`, and the same of bytes.
fn raw_string(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let text = after[hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    let end = text.find(&close).map_or(text.len(), |at| at + close.len());
    Some(rest.len() - text.len() + end)
}

/// `'x'` or `'\n'`; a lone quote is a lifetime, hence code.
fn character(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\'')?;
    let first = inside.chars().next()?;
    if first == '\\' {
        return Some(quoted(rest, '\''));
    }
    inside[first.len_utf8()..].starts_with('\'').then(|| first.len_utf8() + 2)
}

#[cfg(test)]
mod tests {
    use super::{Blank, before_tests, blank, line_of, words};

    #[test]
    fn comments_and_strings_become_spaces_and_lines_stay() {
        let cases = [
            ("a // b\nc", "a     \nc"),
            ("a /* b /* c */ d */ e", "a                   e"),
            ("f(\"x // y\") // z", "f(\"x // y\")     "),
            ("r#\"a \" // b\"# + 1 // c", "r#\"a \" // b\"# + 1     "),
            ("'\"' // a", "'\"'     "),
            ("<'a> // a", "<'a>     "),
            ("'\\'' // a", "'\\''     "),
        ];
        for (text, expected) in cases {
            assert_eq!(blank(text, Blank::Comments), expected);
        }
        assert_eq!(
            blank("f(\"x\\\"y\", 'z', r\"q\") // é", Blank::CommentsAndStrings),
            "f(      ,    ,     )      "
        );
    }

    #[test]
    fn inline_tests_are_cut_off_and_other_test_items_are_not() {
        let without = "a\n#[cfg(test)]\nfn b() {}\n#[cfg(test)]\nmod tests;\nc\n";
        assert_eq!(before_tests(without), without);
        assert_eq!(before_tests("a\n#[cfg(test)]\nmod tests {\n}\n"), "a\n");
    }

    #[test]
    fn a_word_is_not_a_part_of_a_name() {
        assert_eq!(words("async_x asyncs async fn", "async fn").collect::<Vec<_>>(), [15]);
        assert_eq!(words("x.await; y.awaited", ".await").collect::<Vec<_>>(), [1]);
        assert_eq!(line_of("a\nb\nc", 4), 3);
    }
}
