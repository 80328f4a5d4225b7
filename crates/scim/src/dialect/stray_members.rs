//! What stands in a PATCH beside what RFC 7644 §3.5.2 knows.
//!
//! Before (Microsoft's reference requests):
//! ```json
//! {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "id": "1", "name": "Replace title",
//!  "Operations": [{"op": "replace", "path": "title", "value": "Boss", "id": "2"}]}
//! ```
//! After:
//! ```json
//! {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
//!  "Operations": [{"op": "replace", "path": "title", "value": "Boss"}]}
//! ```

use super::{Dialect, Fired, Switch, Tolerance, example};
use crate::ResourceType;
use serde_json::{Map, Value};

/// Notes the members of an object that are not known, or returns the first one.
pub(crate) fn find<'a>(
    object: &'a Map<String, Value>,
    known: &[&str],
    ty: &ResourceType,
    dialect: &Dialect,
    fired: &mut Fired,
) -> Option<&'a str> {
    let is_known = |name: &&String| known.iter().any(|known| known.eq_ignore_ascii_case(name));
    for (name, value) in object.iter().filter(|(name, _)| !is_known(name)) {
        if !dialect.has(Switch::UnknownAttributes) {
            return Some(name);
        }
        fired.note(Tolerance::StrayMember, name, || example::field(name, value, ty));
    }
    None
}
