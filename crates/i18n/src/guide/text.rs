//! A text in which the names of buttons and fields stand out.

use std::fmt;

/// What the catalogues put before and behind the name of a button or a field.
const MARKS: [char; 2] = ['‹', '›'];

/// A text in which the names of buttons and fields stand out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Its parts, in their order.
    pub phrases: Vec<Phrase>,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// What it says.
    pub text: String,
    /// Whether it is what a screen shows: the name of a button, a field or a page.
    pub is_label: bool,
}

impl Text {
    /// Reads what a catalogue says: every second part is a label.
    pub(super) fn read(text: &str) -> Self {
        let parts = text.split(MARKS).enumerate();
        let phrases = parts.map(|(place, part)| Phrase { text: part.to_owned(), is_label: place % 2 == 1 });
        Self { phrases: phrases.filter(|phrase| !phrase.text.is_empty()).collect() }
    }

    /// The same with a sentence behind it that is no catalogue's.
    pub(super) fn followed_by(mut self, sentence: &str) -> Self {
        self.phrases.push(Phrase { text: format!(" {sentence}"), is_label: false });
        self
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.phrases.iter().try_for_each(|phrase| f.write_str(&phrase.text))
    }
}
