//! What stands in the body of a PATCH, a search or a Bulk request beside what RFC 7644 knows (§3.5.2, §3.4.3, §3.7).
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
use crate::{Error, filter};
use serde_json::{Map, Value};

/// A body that is no resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Envelope {
    /// RFC 7644 §3.4.3, with the `cursor` of RFC 9865.
    Search,
    /// RFC 7644 §3.7.
    Bulk,
}

const SEARCH: [&str; 9] = [
    "schemas",
    "attributes",
    "excludedAttributes",
    "filter",
    "sortBy",
    "sortOrder",
    "startIndex",
    "count",
    "cursor",
];
const BULK: [&str; 3] = ["schemas", "failOnErrors", "Operations"];
const BULK_OPERATION: [&str; 5] = ["method", "bulkId", "version", "path", "data"];

/// See [`Dialect::envelope`]. What is no object is left to whoever reads the body.
pub(super) fn envelope(
    body: &Value,
    envelope: Envelope,
    dialect: &Dialect,
    fired: &mut Fired,
) -> Result<(), Error> {
    let Value::Object(fields) = body else { return Ok(()) };
    match envelope {
        Envelope::Search => check(fields, (&SEARCH, "a search"), dialect, fired),
        Envelope::Bulk => {
            check(fields, (&BULK, "a Bulk request"), dialect, fired)?;
            let is_list = |name: &&String| name.eq_ignore_ascii_case("Operations");
            let list = fields.keys().find(is_list).and_then(|name| fields[name].as_array());
            let operations = list.into_iter().flatten().filter_map(Value::as_object);
            for operation in operations {
                check(operation, (&BULK_OPERATION, "a Bulk operation"), dialect, fired)?;
            }
            Ok(())
        }
    }
}

/// Notes the members of an object that are not known, or refuses them: they may have been meant to change something.
pub(crate) fn check(
    object: &Map<String, Value>,
    (known, of): (&[&str], &str),
    dialect: &Dialect,
    fired: &mut Fired,
) -> Result<(), Error> {
    let is_known = |name: &&String| known.iter().any(|known| known.eq_ignore_ascii_case(name));
    for (name, value) in object.iter().filter(|(name, _)| !is_known(name)) {
        if !dialect.has(Switch::UnknownAttributes) {
            return Err(Error::invalid_syntax(format!("`{}` is no part of {of}.", filter::excerpt(name))));
        }
        fired.note(Tolerance::StrayMember, name, || example::stray(name, value));
    }
    Ok(())
}
