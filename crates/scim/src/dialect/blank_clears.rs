//! Blank text for "unassigned".
//!
//! Before (Entra ID clears a manager like this; Okta sends blank parts of what it has no value for):
//! ```json
//! {"op": "replace", "path": "urn:…:enterprise:2.0:User:manager", "value": {"value": ""}}
//! {"op": "replace", "path": "emails[type eq \"work\"].value", "value": ""}
//! {"userName": "jane", "title": "", "phoneNumbers": [{"type": "", "value": "555"}, {"type": "fax", "value": ""}]}
//! ```
//! After (null is "unassigned" by RFC 7643 §2.5; an element without its `value` says nothing and goes):
//! ```json
//! {"op": "replace", "path": "urn:…:enterprise:2.0:User:manager", "value": null}
//! {"op": "remove", "path": "emails[type eq \"work\"]"}
//! {"userName": "jane", "title": null, "phoneNumbers": [{"type": null, "value": "555"}]}
//! ```

use crate::patch::{Op, Operation};
use crate::path::Path;
use serde_json::Value;

pub(super) fn is_blank(value: &Value) -> bool {
    value.as_str().is_some_and(str::is_empty)
}

/// A blank `value` takes the object that it is the value of with it.
pub(super) fn remove_owner(mut operation: Operation) -> Operation {
    if let Some(Path::Attribute { target, .. }) = &mut operation.path {
        target.sub = None;
    }
    Operation { op: Op::Remove, value: None, ..operation }
}
