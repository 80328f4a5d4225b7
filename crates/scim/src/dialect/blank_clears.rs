//! Blank text for "unassigned".
//!
//! Before (Entra ID clears a manager like this; Okta sends blank parts of what it has no value for):
//! ```json
//! {"op": "replace", "path": "urn:…:enterprise:2.0:User:manager", "value": {"value": ""}}
//! {"op": "replace", "path": "emails[type eq \"work\"].value", "value": ""}
//! {"userName": "jane", "title": "", "phoneNumbers": [{"type": "", "value": "555"}, {"type": "fax", "value": ""}],
//!  "addresses": [{"primary": true, "type": "", "streetAddress": ""}]}
//! ```
//! After (null is "unassigned" by RFC 7643 §2.5; an element without its `value` says nothing and goes, and so does
//! one that blanks leave with `type` and `primary` alone):
//! ```json
//! {"op": "replace", "path": "urn:…:enterprise:2.0:User:manager", "value": null}
//! {"op": "remove", "path": "emails[type eq \"work\"]"}
//! {"userName": "jane", "title": null, "phoneNumbers": [{"type": null, "value": "555"}], "addresses": []}
//! ```

use crate::patch::{Op, Operation};
use crate::path::Path;
use serde_json::Value;

pub(super) fn is_blank(value: &Value) -> bool {
    value.as_str().is_some_and(str::is_empty)
}

/// Whether some part of an object is blank.
pub(super) fn has_blank(value: &Value) -> bool {
    value.as_object().is_some_and(|parts| parts.values().any(is_blank))
}

/// Whether an object has at most a `type` and a `primary`, which say of which kind the rest is.
pub(super) fn says_nothing(value: &Value) -> bool {
    let is_label = |name: &str| ["type", "primary"].iter().any(|label| label.eq_ignore_ascii_case(name));
    let mut parts = value.as_object().into_iter().flatten();
    value.is_object() && parts.all(|(name, value)| value.is_null() || is_label(name))
}

/// A blank `value` takes the object that it is the value of with it.
pub(super) fn remove_owner(mut operation: Operation) -> Operation {
    if let Some(Path::Attribute { target, .. }) = &mut operation.path {
        target.sub = None;
    }
    Operation { op: Op::Remove, value: None, ..operation }
}
