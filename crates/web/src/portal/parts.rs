//! Pieces that many pages are made of.

use askama::Template;
use askama::filters::HtmlSafe;
use directory::Timestamp;
use directory::connection::Health;
use i18n::Language;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// How a status is meant, which a sign says as well as a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// All is well.
    Good,
    /// It has been done.
    Done,
    /// Somebody is awaited.
    Waiting,
    /// Something is wrong.
    Bad,
    /// It is out of use.
    Off,
    /// Neither good nor bad.
    Plain,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Good | Self::Done => "good",
            Self::Waiting => "waiting",
            Self::Bad => "bad",
            Self::Off => "off",
            Self::Plain => "plain",
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Self::Good => "●",
            Self::Done => "✓",
            Self::Waiting => "◐",
            Self::Bad => "▲",
            Self::Off => "○",
            Self::Plain => "◆",
        }
    }
}

/// A status: a sign, a colour and a word.
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"<span class="pill {{ tone.class() }}"><span aria-hidden="true">{{ tone.sign() }}</span> {{ word }}</span>"#
)]
pub(crate) struct Pill {
    tone: Tone,
    word: Timed,
}

impl HtmlSafe for Pill {}

impl Pill {
    pub(crate) fn new(tone: Tone, word: String) -> Self {
        Self { tone, word: word.into() }
    }

    /// The same with a time in its words.
    pub(crate) fn timed(tone: Tone, word: String, at: Timestamp) -> Self {
        Self { tone, word: Timed::of(word, at) }
    }
}

/// How a connection is doing: as a light, and in a sentence.
pub(crate) fn health(language: Language, health: Health) -> (Pill, String) {
    let tone = match health {
        Health::SwitchedOff => Tone::Off,
        Health::NoUsableToken | Health::RefusedLately => Tone::Bad,
        Health::NeverCalled => Tone::Waiting,
        Health::Working => Tone::Good,
    };
    let (word, sentence) = language.health(health);
    (Pill::new(tone, word), sentence)
}

/// A time, to the minute or the second and in UTC; a script turns it into the reader's own.
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"<time datetime="{{ exact }}"{% if to_second %} data-seconds{% endif %}>{{ shown }}</time>"#
)]
pub(crate) struct Time {
    exact: String,
    shown: String,
    to_second: bool,
}

impl HtmlSafe for Time {}

impl From<Timestamp> for Time {
    fn from(at: Timestamp) -> Self {
        Self { exact: at.to_string(), shown: at.to_minute(), to_second: false }
    }
}

impl Time {
    /// With the second, where several follow each other in a minute.
    pub(crate) fn to_second(at: Timestamp) -> Self {
        let exact = at.to_string();
        // RFC 3339: behind the second stand its thousandths and the zone.
        let shown = exact.get(..19).map_or_else(|| exact.clone(), |second| second.replace('T', " ") + " UTC");
        Self { exact, shown, to_second: true }
    }
}

/// A sentence in which a time may stand to the minute, as the catalogues say it: it is told in the reader's own zone, too.
#[derive(Clone, Debug, Template)]
#[template(ext = "html", source = "{{ before }}{% if let Some(at) = at %}{{ at }}{% endif %}{{ after }}")]
pub(crate) struct Timed {
    before: String,
    at: Option<Time>,
    after: String,
}

impl HtmlSafe for Timed {}

impl From<String> for Timed {
    fn from(sentence: String) -> Self {
        Self { before: sentence, at: None, after: String::new() }
    }
}

impl Timed {
    /// A sentence that says when.
    pub(crate) fn of(sentence: String, at: Timestamp) -> Self {
        match sentence.split_once(&at.to_minute()) {
            Some((before, after)) => {
                Self { before: before.to_owned(), at: Some(at.into()), after: after.to_owned() }
            }
            None => sentence.into(),
        }
    }
}

/// Something to copy: a field that can be read and selected, and a button where a script runs.
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"<span class="copy"><input id="{{ id }}" class="mono" readonly value="{{ text }}" aria-label="{{ label }}"><button type="button" class="button" data-copy="{{ id }}" data-done="{{ done }}" data-press="{{ press }}" hidden>{{ button }}</button></span>"#
)]
pub(crate) struct Copy {
    id: String,
    label: String,
    text: String,
    button: String,
    done: String,
    /// What to do where the browser lets no script copy.
    press: String,
}

impl HtmlSafe for Copy {}

impl Copy {
    pub(crate) fn new(language: Language, id: &str, label: String, text: String) -> Self {
        let (button, done, press) =
            (language.frame_copy(), language.frame_copied(), language.frame_copy_press());
        Self { id: id.to_owned(), label, text, button, done, press }
    }
}

/// A list's links to what comes before and after.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pager {
    /// The address of the page before.
    pub(crate) previous: Option<String>,
    /// The address of the page after.
    pub(crate) next: Option<String>,
}

/// A text as part of a query.
pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}
