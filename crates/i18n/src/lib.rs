//! Message catalogues and typed keys for English, Japanese and French.
//!
//! The words are in `catalogues/<language>/*.ftl` (Fluent); a message is a function of [`Language`], so that neither a key nor one of
//! its values can be misspelt.
#![warn(missing_docs)]

mod advice;
mod catalogue;
pub mod guide;
pub mod knobs;
mod language;
mod messages;
mod outcome;
mod plain;
mod policy;
mod refusal;
mod tolerance;
mod words;

pub use language::Language;
pub use messages::{Place, Say};
pub use plain::{editable, plain, plain_lines};

/// A sentence that begins with a capital, whatever it begins with.
#[must_use]
pub fn capitalized(sentence: String) -> String {
    match sentence.chars().next() {
        Some(first) if first.is_lowercase() => first.to_uppercase().chain(sentence.chars().skip(1)).collect(),
        _ => sentence,
    }
}
