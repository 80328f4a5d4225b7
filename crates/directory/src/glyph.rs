//! What of a text can be seen.

use std::fmt::Write as _;

/// Marks of direction and characters that are not to be seen. The joiners U+200C and U+200D are none of them: Persian and
/// Hindi words and many emoji need them.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
    ) || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether anything of the text can be seen.
#[must_use]
pub fn is_seen(text: &str) -> bool {
    text.chars().any(|c| !(c.is_whitespace() || c.is_control() || is_invisible(c) || is_blank(c)))
}

/// Whether a name can be read: something of it is seen, and nothing breaks the line or speaks to a terminal.
#[must_use]
pub fn is_legible(name: &str) -> bool {
    is_seen(name) && !name.chars().any(char::is_control)
}

/// The numbers of the characters, for a text of which nothing else can be seen.
#[must_use]
pub fn spelt(text: &str) -> String {
    text.chars().fold(String::new(), |mut all, c| {
        let blank = if all.is_empty() { "" } else { " " };
        // Nothing fails that writes into memory.
        let _ = write!(all, "{blank}U+{:04X}", u32::from(c));
        all
    })
}

/// What Unicode draws as nothing though it is a letter, or only says how another character is drawn.
pub(crate) fn is_blank(c: char) -> bool {
    matches!(c, '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180d}')
        || matches!(
            c,
            '\u{200c}' | '\u{200d}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}'
        )
        || matches!(c, '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_where_something_of_it_is_seen_and_nothing_breaks_it() {
        for name in ["a", "田中", "👩\u{200d}💻", "می\u{200c}خواهم", "\u{202e}x", "–"] {
            assert!(is_legible(name), "{name:?}");
        }
        for name in ["", " ", "\u{200b}\u{200c}", "\u{3164}", "\u{2800}\u{fe0f}", "\u{a0}\u{ad}", "\u{202e}"]
        {
            assert!(!is_seen(name), "{name:?}");
        }
        for name in ["a\nb", "a\u{1b}[2J", "a\u{7f}", "a\u{85}"] {
            assert!(is_seen(name) && !is_legible(name), "{name:?}");
        }
        assert_eq!(spelt("\u{200b} \u{e0001}"), "U+200B U+0020 U+E0001");
    }
}
