//! Attributes that no schema knows.
//!
//! Before (one attribute too many in the mapping of a provider; Rauthy sends `custom` with every user):
//! ```json
//! {"userName": "jane", "custom": {"colour": "red"}}
//! {"op": "Replace", "path": "costCentre", "value": "42"}
//! {"op": "Replace", "path": "emails[kind eq \"work\"].value", "value": "jane@example.com"}
//! ```
//! After (of the second and the third, nothing is left):
//! ```json
//! {"userName": "jane"}
//! ```

use super::{Dialect, Fired, Switch, Tolerance, example};
use crate::ResourceType;
use serde_json::Value;

/// Whether it is left out, which is noted then; otherwise the engine refuses it. `key` is its name as it was sent.
pub(super) fn drops(
    place: &str,
    (key, value): (&str, Option<&Value>),
    dialect: &Dialect,
    ty: &ResourceType,
    fired: &mut Fired,
) -> bool {
    let drops = dialect.has(Switch::UnknownAttributes);
    if drops {
        let example = || example::field(key, value.unwrap_or(&Value::Null), ty);
        fired.note(Tolerance::UnknownAttribute, place, example);
    }
    drops
}
