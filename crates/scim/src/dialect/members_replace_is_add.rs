//! A `replace` of the members that is meant as an `add`.
//!
//! Off in every profile: by the same bytes Okta replaces all members, and the test suite of Entra ID too. Only an
//! administrator knows what a tenant means; a `replace` that takes many out of a group is noted
//! ([`crate::patch::members::note_drops`]).
//!
//! Before (some tenants of Entra ID, one request per user):
//! ```json
//! {"op": "replace", "path": "members", "value": [{"value": "673"}]}
//! ```
//! After:
//! ```json
//! {"op": "add", "path": "members", "value": [{"value": "673"}]}
//! ```

use super::{Dialect, Fired, Switch, Tolerance, example};
use crate::patch::Op;
use serde_json::Value;

pub(crate) fn meant(op: Op, value: &Value, dialect: &Dialect, fired: &mut Fired) -> Op {
    if op != Op::Replace || !dialect.has(Switch::MembersReplaceIsAdd) {
        return op;
    }
    fired.note(Tolerance::MembersReplaceIsAdd, "members", || example::members(value));
    Op::Add
}
