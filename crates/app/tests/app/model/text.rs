//! Texts that look alike, fold alike, sort oddly, or hurt who pastes them into a statement.

use directory::size::KEY_BYTES_MAX;
use proptest::prelude::*;
use proptest::sample::select;
use std::fmt;
use std::sync::Arc;

/// A text that prints short.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Text(pub(super) Arc<str>);

/// Few, and mostly each other's spellings, so that they meet.
const RIVALS: &[&str] = &[
    "zoe",
    "ZOE",
    "Zoë",
    "ZOE\u{308}",
    "zo\u{eb}",
    "straße",
    "STRASSE",
    "strasse",
    "STRAẞE",
    "ſtrasse",
    "a",
    "A",
];

const HOSTILE: &[&str] = &[
    // Dots of the letter i: folding keeps these apart that Turkish takes for one.
    "istanbul",
    "ISTANBUL",
    "İstanbul",
    "ıstanbul",
    "i\u{307}stanbul",
    // Latin and its look-alikes of Cyrillic and Greek.
    "paypal",
    "раураl",
    "ΡΑΥΡΑΙ",
    // Signs that are letters: Kelvin, Ohm, Ångström, the final sigma, ligatures.
    "k",
    "K",
    "\u{212A}",
    "Ω",
    "ω",
    "\u{2126}",
    "Å",
    "\u{212B}",
    "A\u{30A}",
    "ς",
    "σ",
    "Σ",
    "ff",
    "\u{FB00}",
    // Marks in one order and in the other.
    "a\u{301}\u{323}",
    "a\u{323}\u{301}",
    "ạ\u{301}",
    "\u{390}",
    "\u{1FD3}",
    "\u{345}\u{301}",
    "가",
    "\u{1100}\u{1161}",
    // Beside the surrogates, at the end, and what is no character.
    "\u{D7FF}",
    "\u{E000}",
    "\u{FFFD}",
    "\u{FFFF}",
    "\u{10000}",
    "\u{10FFFF}",
    // What nobody sees.
    "a\u{200B}",
    "a\u{200D}",
    "\u{202E}a",
    "\u{200F}a",
    "\u{FEFF}a",
    "a\u{AD}",
    "\u{200B}",
    // What means something to somebody.
    "%",
    "_",
    "a_",
    "a%",
    "\\",
    "\"",
    "'",
    "''; DROP TABLE users; --",
    "{among $1}",
    "$1",
    "?1",
    "null",
    "\t",
    "\u{1}",
    "\u{7F}",
    "\u{85}a",
    "a ",
    " a",
    "\r\n",
];

const BLANK: &[&str] = &["", " ", "\t", "\u{3000}", "\u{85}"];

/// JSON strings that are none, or that no database can hold.
pub(super) const REFUSED: &[&str] =
    &["\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udfffa\"", "\"\\udc00\\ud800\"", "\"a\\ud83dx\""];

/// For an attribute by which resources are found.
pub(super) fn key() -> impl Strategy<Value = Text> {
    let edge = KEY_BYTES_MAX;
    let lengths = vec![1, 300, edge - 1, edge, edge + 1, 3 * edge, 40_000];
    prop_oneof![
        12 => select(RIVALS).prop_map(Text::from),
        12 => select(HOSTILE).prop_map(Text::from),
        1 => select(BLANK).prop_map(Text::from),
        1 => (any::<u64>(), select(lengths), any::<bool>()).prop_map(|(seed, length, wide)| long(seed, length, wide)),
    ]
}

/// The same and longer.
pub(super) fn any_text() -> impl Strategy<Value = Text> {
    let lengths = vec![2_700, 9_000, 40_000];
    prop_oneof![
        10 => key(),
        1 => (any::<u64>(), select(lengths), any::<bool>()).prop_map(|(seed, length, wide)| long(seed, length, wide)),
    ]
}

/// A text of about so many bytes that no compression makes short. Wide letters grow when they are folded.
fn long(seed: u64, length: usize, wide: bool) -> Text {
    let mut state = seed | 1;
    let mut text = String::new();
    while text.len() < length {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let number = u32::try_from(state >> 40).expect("24 bits");
        text.push(match wide {
            true => char::from_u32(0xAC00 + number % 11_172).expect("a syllable"),
            false => char::from(
                b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+-"[number as usize % 64],
            ),
        });
    }
    Text::from(text.as_str())
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl std::ops::Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.char_indices().nth(60) {
            Some((end, _)) => write!(f, "{:?}…{} bytes", &self.0[..end], self.0.len()),
            None => fmt::Debug::fmt(&*self.0, f),
        }
    }
}
