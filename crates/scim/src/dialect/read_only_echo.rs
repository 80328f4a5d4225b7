//! Read-only attributes in a PATCH.
//!
//! RFC 7644 §3.5.2: "a client MUST NOT modify an attribute that has mutability "readOnly"", where §3.3 and §3.5.1 have it
//! ignored in a POST or PUT. A path that leads to one is refused in every dialect: who sends that does not echo.
//!
//! Before (Okta renames a group so, authentik sends all that it has):
//! ```json
//! {"op": "replace", "value": {"id": "0189…", "displayName": "Operations", "groups": []}}
//! {"op": "replace", "path": "urn:…:enterprise:2.0:User:manager", "value": {"value": "26", "displayName": "Jo"}}
//! ```
//! After:
//! ```json
//! {"op": "replace", "value": {"displayName": "Operations"}}
//! {"op": "replace", "path": "urn:…:enterprise:2.0:User:manager", "value": {"value": "26"}}
//! ```

use super::{Fired, Tolerance, example};
use crate::ResourceType;
use serde_json::Value;

/// The caller leaves it out; here it is only said.
pub(crate) fn note(place: &str, value: &Value, ty: &ResourceType, fired: &mut Fired) {
    fired.note(Tolerance::ReadOnlyEcho, place, || example::field(place, value, ty));
}
