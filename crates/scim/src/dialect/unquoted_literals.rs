//! Texts without quotation marks in a filter or in the path of a PATCH.
//!
//! Before (authentik, and the examples in Entra ID's documentation):
//! ```json
//! {"filter": "externalId eq jyoung"}
//! {"op": "remove", "path": "emails[type eq work]"}
//! ```
//! After:
//! ```json
//! {"filter": "externalId eq \"jyoung\""}
//! {"op": "remove", "path": "emails[type eq \"work\"]"}
//! ```

use super::{Fired, Tolerance, example};
use crate::ResourceType;
use serde_json::Value;

/// The parser reads it so; here it is only said. `place` is `filter` or `path`.
pub(super) fn note(place: &str, text: &str, ty: &ResourceType, fired: &mut Fired) {
    fired.note(Tolerance::UnquotedLiteral, place, || example::field(place, &Value::from(text), ty));
}
