//! A comparison behind the brackets of a filter, which RFC 7644 figure 1 ends there.
//!
//! Before (Entra ID matches users so):
//! ```json
//! {"filter": "emails[type eq \"work\"].value eq \"jane@example.com\""}
//! ```
//! After:
//! ```json
//! {"filter": "emails[type eq \"work\" and value eq \"jane@example.com\"]"}
//! ```

use super::{Fired, Tolerance, example};
use crate::ResourceType;
use serde_json::Value;

/// The parser reads it so; here it is only said. `place` is `filter` or `path`.
pub(super) fn note(place: &str, text: &str, ty: &ResourceType, fired: &mut Fired) {
    fired.note(Tolerance::ElementComparison, place, || example::field(place, &Value::from(text), ty));
}
