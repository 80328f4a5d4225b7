//! What somebody else wrote, as words and nothing more.

use directory::glyph::is_invisible;

/// Most characters of a value in a sentence. Names are shorter; what is longer is cut, and ends with an ellipsis.
const VALUE_CHARS_MAX: usize = 200;

/// The text on one line, without what cannot be seen, at most [`VALUE_CHARS_MAX`] long, and so that no mail program makes
/// a link of it: an organization that calls itself `https://evil.example` is shown as `https: //evil. example`.
///
/// Every value in a message goes through here. Escaping for HTML is another matter, and the templates'.
#[must_use]
pub fn plain(text: &str) -> String {
    // Somebody may send megabytes; each character of the result takes at most a few of the text, unless those are invisible.
    let mut words = words(text.chars().take(VALUE_CHARS_MAX * 8));
    if words.chars().count() > VALUE_CHARS_MAX {
        words = words.chars().take(VALUE_CHARS_MAX - 1).collect();
        words.push('…');
    }
    words
}

/// The same of a text of several lines, which is as long as whoever has saved it was let.
#[must_use]
pub fn plain_lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| words(line.chars())).collect();
    lines.join("\n").trim().to_owned()
}

/// The text for a field that somebody edits: on one line, without what cannot be seen, and at most so many characters long.
/// It may well name a host, since nothing in a field is a link.
#[must_use]
pub fn editable(text: &str, chars_max: usize) -> String {
    let seen = text.chars().take(chars_max * 8).filter(|c| !is_invisible(*c));
    let line: String = seen.map(|c| if is_break(c) { ' ' } else { c }).take(chars_max).collect();
    line.trim().to_owned()
}

fn words(text: impl Iterator<Item = char>) -> String {
    let seen = text.filter(|c| !is_invisible(*c));
    let line: String = seen.map(|c| if is_break(c) { ' ' } else { c }).collect();
    line.split(' ').filter(|word| !word.is_empty()).map(unlinked).collect::<Vec<_>>().join(" ")
}

/// A word with a space where a mail program would see a host, a scheme or a network share.
fn unlinked(word: &str) -> String {
    let mut shown = String::with_capacity(word.len() + 4);
    let mut before = None;
    let mut rest = word.chars().peekable();
    while let Some(c) = rest.next() {
        shown.push(c);
        if rest.peek().is_some_and(|after| parts(before, c, *after)) {
            shown.push(' ');
        }
        before = Some(c);
    }
    shown
}

/// Whether `c`, behind `before`, holds a link together with what comes `after`.
fn parts(before: Option<char>, c: char, after: char) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    match c {
        // The others are dots to a browser as well (UTS 46).
        '.' | '。' | '．' | '｡' | '․' => before.is_some() && !is_dot(after) && !closes(after),
        // A time of day is no scheme.
        ':' | '：' => before.is_some_and(|before| !(is_digit(before) && is_digit(after))) && !closes(after),
        // RFC 2047: behind `=?` a mail program would decode what was never seen here.
        '=' => after == '?',
        // RFC 1123 knows no host with a backslash, but `\\host\share` is a link that signs people in.
        '\\' => before == Some('\\') || after == '\\',
        _ => false,
    }
}

fn is_dot(c: char) -> bool {
    matches!(c, '.' | '。' | '．' | '｡' | '․')
}

/// Punctuation that ends something: behind a dot it makes no host.
fn closes(c: char) -> bool {
    matches!(
        c,
        ',' | ';'
            | ':'
            | '!'
            | '?'
            | ')'
            | ']'
            | '}'
            | '"'
            | '\''
            | '”'
            | '’'
            | '»'
            | '）'
            | '」'
            | '』'
            | '】'
            | '、'
    )
}

fn is_break(c: char) -> bool {
    c.is_control() || c.is_whitespace() || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_as_they_are() {
        for name in [
            "Zoë O'Neil-García",
            "田中 太郎",
            "Acme & Sons, Ltd.",
            "モーニング娘。",
            "Wait...",
            "C:",
            "=cmd()",
            "👩‍💻",
            "10:30",
        ] {
            assert_eq!(plain(name), name);
        }
        assert_eq!(plain("J.R. Ewing"), "J. R. Ewing");
        assert_eq!(plain("  a \t b  "), "a b");
    }

    #[test]
    fn nothing_becomes_a_link() {
        for (text, shown) in [
            ("https://evil.example", "https: //evil. example"),
            ("evil.example/a.b", "evil. example/a. b"),
            ("evil。example", "evil。 example"),
            ("a@evil.example", "a@evil. example"),
            ("mailto:a@b", "mailto: a@b"),
            (r"\\evil\share", r"\ \ evil\share"),
            ("evil\u{200d}.\u{200d}example", "evil\u{200d}. \u{200d}example"),
            ("evil.\u{200b}example", "evil. example"),
            ("[1.2.3.4]", "[1. 2. 3. 4]"),
        ] {
            assert_eq!(plain(text), shown);
        }
    }

    #[test]
    fn a_text_keeps_its_lines_and_nothing_else() {
        let text = "Dear Zoë,\r\n\r\nsee \u{202e}www.evil.example\u{1b}[2J.\rBye\n";
        assert_eq!(plain_lines(text), "Dear Zoë,\n\nsee www. evil. example [2J. Bye");
        assert_eq!(plain_lines(&"é ".repeat(4_000)).chars().count(), 7_999);
    }

    #[test]
    fn a_field_holds_what_can_be_typed_there() {
        assert_eq!(editable(" J.R. O'Neil ", 100), "J.R. O'Neil");
        assert_eq!(editable("Ann\r\nBcc:\u{202e}\u{1b}[2J", 100), "Ann  Bcc: [2J");
        assert_eq!(editable(&"é".repeat(64 * 1024), 100), "é".repeat(100));
    }

    #[test]
    fn nothing_breaks_a_line_turns_it_or_goes_on_for_ever() {
        assert_eq!(plain("Acme\r\nBcc: a@b"), "Acme Bcc: a@b");
        assert_eq!(plain("a\u{2028}b\u{85}c\u{0}d\u{1b}"), "a b c d");
        assert_eq!(plain("\u{202e}elpmaxe\u{2069}\u{feff}"), "elpmaxe");
        let long = plain(&"é".repeat(64 * 1024));
        assert_eq!((long.chars().count(), long.ends_with('…')), (200, true));
        assert_eq!(plain(&"\u{200b}".repeat(64 * 1024)), "");
    }
}
