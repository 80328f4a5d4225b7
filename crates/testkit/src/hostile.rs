//! Texts that somebody sends who means no good, and what must not become of them wherever they show.

use crate::Received;

/// What is longer than any name.
pub const LONG_BYTES: usize = 64 * 1024;

/// The host that hostile texts want people to go to.
const EVIL: &str = "evil.example";
/// The headers of a mail of ours.
const HEADERS: [&str; 12] = [
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "content-language",
    "content-transfer-encoding",
    "auto-submitted",
    "x-auto-response-suppress",
    "reply-to",
];
/// The elements of our pages and mails.
const ELEMENTS: [&str; 17] = [
    "!doctype", "html", "head", "meta", "title", "link", "body", "main", "div", "h1", "p", "br", "a", "form",
    "label", "input", "button",
];

/// One of each kind, with a name for failures.
#[must_use]
pub fn texts() -> Vec<(&'static str, String)> {
    let mut all: Vec<(&'static str, String)> = [
        ("script", "<script>alert(1)</script>"),
        ("attribute", "\"'><img src=x onerror=alert(1)>&lt;b&#62;"),
        ("formula", "=cmd()|' /C calc'!A0"),
        ("header", "Ann\r\nBcc: thief@evil.example\r\n\r\n<b>FORGED"),
        ("row", "Ann\nFORGED\tline"),
        ("direction", "Ann \u{202e}moc.live\u{2066}\u{200f}\u{feff}"),
        ("terminal", "Ann\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m\u{7f}"),
        ("link", "https://evil.example/login www.evil.example \\\\evil.example\\share"),
        ("template", "${userUID} $${userUID} ${nobody} {{ 7*7 }} {% raw %}"),
        ("separators", "Ann\u{2028}FORGED\u{2029}\u{85}FORGED"),
    ]
    .map(|(name, text)| (name, text.to_owned()))
    .into();
    all.push(("long", "x".repeat(LONG_BYTES)));
    all
}

/// Checks what a mail has in it.
///
/// # Panics
/// If something hostile is more than words.
#[track_caller]
pub fn check_mail(mail: &Received, to: &str) {
    assert!(mail.to.iter().all(|address| address == to), "{:?}", mail.to);
    let head = mail.raw.split("\r\n\r\n").next().unwrap_or_default();
    for line in head.split("\r\n").filter(|line| !line.starts_with([' ', '\t'])) {
        let name = line.split(':').next().unwrap_or_default().to_ascii_lowercase();
        assert!(HEADERS.contains(&name.as_str()), "the header {line:?}");
        assert_eq!(
            mail.headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(&name)).count(),
            1,
            "{line}"
        );
    }
    assert!(head.is_ascii() && !head.replace("\r\n", "").contains(['\r', '\n']), "{head:?}");
    for (name, value) in &mail.headers {
        assert!(value.chars().count() < 1_000 && !value.chars().any(steers), "{name}: {value:?}");
        assert!(!value.contains(EVIL) || name == "To", "{name}: {value:?}");
    }
    assert!(mail.text.len() < 16 * 1024 && !mail.text.contains(EVIL), "{}", mail.text);
    assert!(!mail.text.chars().any(|c| steers(c) && c != '\n'), "{:?}", mail.text);
    check_html(&mail.html);
}

/// Checks what a page, or the HTML of a mail, has in it.
///
/// # Panics
/// If something hostile is more than words.
#[track_caller]
pub fn check_html(html: &str) {
    assert!(html.len() < 16 * 1024, "{} bytes", html.len());
    assert!(!html.chars().any(|c| steers(c) && c != '\n'), "{html:?}");
    assert_eq!(html.matches(EVIL).count(), in_fields(html).matches(EVIL).count(), "{html}");
    for rest in html.split('<').skip(1) {
        let (tag, _) = rest.split_once('>').unwrap_or_else(|| panic!("an open tag in {html}"));
        let name: String =
            tag.trim_start_matches('/').chars().take_while(|c| !c.is_whitespace()).collect::<String>();
        assert!(ELEMENTS.contains(&name.to_ascii_lowercase().as_str()), "<{tag}> in {html}");
        // Every second piece stands in quotes.
        let pieces: Vec<&str> = tag.split('"').collect();
        let handles = pieces.iter().step_by(2).any(|names| names.contains(" on") || names.contains('\''));
        assert!(pieces.len() % 2 == 1 && !handles, "<{tag}> in {html}");
    }
}

/// Checks what a command prints.
///
/// # Panics
/// If something in it steers a terminal, or makes a line of its own.
#[track_caller]
pub fn check_printed(printed: &str) {
    assert!(!printed.chars().any(|c| steers(c) && c != '\n'), "{printed:?}");
    assert!(!printed.lines().any(|line| line.trim_start().starts_with("FORGED")), "{printed}");
    assert!(!printed.lines().any(|line| line.trim_start().starts_with("Bcc:")), "{printed}");
}

/// What stands in the fields of a form, where nothing is a link.
fn in_fields(html: &str) -> String {
    let values = html.split(" value=\"").skip(1);
    values.filter_map(|rest| rest.split('"').next()).collect()
}

/// Whether a character does something to the text around it: control characters, marks of direction, ends of lines, and
/// what cannot be seen.
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}')
}
