//! The one place where case and Unicode form are folded.
//!
//! Attributes with `caseExact` false compare without regard to case (RFC 7643 §2.2), and the store keeps the
//! folded text as the key of uniqueness and of look-ups. Both must mean the same, so both call [`fold`].

use caseless::Caseless as _;
use unicode_normalization::UnicodeNormalization as _;

/// The canonical caseless form of `text` (Unicode §3.13, D145): decomposed, case-folded, decomposed again.
///
/// Two texts are equal without regard to case exactly if their folded forms are equal.
///
/// ```
/// assert_eq!(scim::fold("Zoë@Example.com"), scim::fold("ZOE\u{308}@example.COM"));
/// assert_ne!(scim::fold("zoe"), scim::fold("zoë"));
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().nfd().default_case_fold().nfd().collect()
}
