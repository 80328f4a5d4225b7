//! A request about a group that does not speak of its members.
//!
//! RFC 7644 §3.5.1 lets a PUT clear what it omits, and null is "unassigned" (RFC 7643 §2.5). To clients absence is not
//! emptiness: a rename must not empty a group.
//!
//! Before (a PUT, and the value of a PATCH without a path):
//! ```json
//! {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "Operations"}
//! {"op": "replace", "value": {"displayName": "Operations", "members": null}}
//! ```
//! After, for a group whose members are 26 and 42:
//! ```json
//! {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "Operations",
//!  "members": [{"value": "26"}, {"value": "42"}]}
//! {"op": "replace", "value": {"displayName": "Operations"}}
//! ```

use super::{Dialect, Fired, Switch, Tolerance, example};
use serde_json::Value;

/// Whether members that were not spoken of stay.
pub(crate) fn applies(dialect: &Dialect, fired: &mut Fired) -> bool {
    let applies = dialect.has(Switch::PutKeepsMembers);
    if applies {
        fired.note(Tolerance::PutKeepsMembers, "members", || example::members(&Value::Null));
    }
    applies
}
