//! What the program says to whoever started it. `println!` and `eprintln!` panic where nobody reads; nothing here does.

use std::fmt;
use std::io::{self, ErrorKind, Write as _};

/// Whoever read what the program says has gone, as `head` goes after some lines. That is nobody's mistake.
#[derive(Debug)]
pub(crate) struct ReaderGone;

/// Says something on standard output. What a provider has sent may be in it, so nothing of it can steer a terminal or turn
/// the direction of what stands beside it.
pub(crate) fn say(text: impl fmt::Display) -> anyhow::Result<()> {
    match writeln!(io::stdout(), "{}", on_lines(text)) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(ReaderGone.into()),
        Err(error) => {
            Err(anyhow::Error::new(error)
                .context("what there is to say cannot be written to standard output"))
        }
    }
}

/// Says something on standard error, as harmless as [`say`] does; if that is gone, nobody is left to be told.
pub(crate) fn warn(text: impl fmt::Display) {
    drop(writeln!(io::stderr(), "{}", on_lines(text)));
}

/// Text from elsewhere as a part of one line.
pub(crate) fn on_one_line(text: &str) -> String {
    escaped(text, |_| false)
}

fn on_lines(text: impl fmt::Display) -> String {
    escaped(&text.to_string(), |c| c == '\n' || c == '\t')
}

/// The text with everything that is no letter to be seen, but for what is `kept`, as JSON would write it.
fn escaped(text: &str, kept: impl Fn(char) -> bool) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if kept(c) || !steers(c) {
            shown.push(c);
        } else {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                shown.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    shown
}

/// Control characters (C0, DEL, C1), marks of direction, invisible characters, and ends of lines of other kinds.
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

impl fmt::Display for ReaderGone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nobody reads what the program says any more")
    }
}

impl std::error::Error for ReaderGone {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_a_terminal() {
        assert_eq!(
            on_one_line("a\u{1b}[2J\u{7}\nFAKE\r\u{9b}2J\u{7f}"),
            "a\\u001b[2J\\u0007\\u000aFAKE\\u000d\\u009b2J\\u007f"
        );
        assert_eq!(
            on_one_line("\u{202e}evil\u{2066}\u{2028}\u{e0041}"),
            "\\u202eevil\\u2066\\u2028\\udb40\\udc41"
        );
        assert_eq!(on_one_line("Zoë Ünal 田中 👍🏽"), "Zoë Ünal 田中 👍🏽");
        assert_eq!(escaped("a\nb\t\u{1b}", |c| c == '\n' || c == '\t'), "a\nb\t\\u001b");
    }
}
