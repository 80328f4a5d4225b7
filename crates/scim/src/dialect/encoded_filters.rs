//! Filters that were percent-encoded twice, so that the one decoding of the URL leaves them encoded.
//!
//! Before (Entra ID's validator is reported to do so):
//! ```json
//! {"filter": "userName%20eq%20%22jane%40example.com%22"}
//! ```
//! After:
//! ```json
//! {"filter": "userName eq \"jane@example.com\""}
//! ```

use super::{Fired, Tolerance, example};
use crate::ResourceType;
use serde_json::Value;

/// The text decoded once more, if nothing in it but its encoding can have been meant: each comparison has a blank.
pub(super) fn decode(text: &str) -> Option<String> {
    let text = text.trim_ascii();
    let is_encoded = !text.contains(|c: char| c.is_ascii_whitespace() || c == '"')
        && ["%20", "%22"].iter().any(|code| text.contains(code));
    if !is_encoded {
        return None;
    }
    let mut pieces = text.split('%');
    let mut decoded = pieces.next()?.as_bytes().to_vec();
    for piece in pieces {
        let (code, rest) = piece.split_at_checked(2)?;
        // What reads numbers would take a sign, too.
        if !code.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        decoded.push(u8::from_str_radix(code, 16).ok()?);
        decoded.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(decoded).ok()
}

/// Only what could not be read otherwise is noted.
pub(super) fn note(text: &str, ty: &ResourceType, fired: &mut Fired) {
    fired.note(Tolerance::EncodedFilter, "filter", || example::field("filter", &Value::from(text), ty));
}
