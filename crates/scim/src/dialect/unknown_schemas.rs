//! URNs in `schemas` that are none of the resource type's, and a base URN that is missing.
//!
//! Before (Entra ID creates each group with a second URN of its own, `OneLogin` uses names from before the RFC, and
//! custom extensions often come without being listed):
//! ```json
//! {"schemas": ["urn:scim:schemas:core:2.0"], "userName": "jane"}
//! ```
//! After:
//! ```json
//! {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "jane"}
//! ```

use super::{Fired, Tolerance, example};
use crate::ResourceType;
use serde_json::{Map, Value};

pub(super) fn repair(fields: &mut Map<String, Value>, ty: &ResourceType, fired: &mut Fired) {
    let key = fields.keys().find(|key| key.eq_ignore_ascii_case("schemas")).cloned();
    let key = key.unwrap_or_else(|| "schemas".to_owned());
    let base = &ty.schema.id;
    let example = || example::field(&key, fields.get(&key).unwrap_or(&Value::Null), ty);
    let sent = match fields.get(&key) {
        Some(Value::Array(list)) => list.as_slice(),
        _ => &[],
    };
    let mut known = Vec::with_capacity(sent.len());
    for urn in sent {
        match urn.as_str() {
            Some(urn) if urn.eq_ignore_ascii_case(base) || ty.extension(urn).is_some() => {
                known.push(Value::from(urn));
            }
            other => fired.note(Tolerance::UnknownSchema, other.unwrap_or("schemas"), example),
        }
    }
    if !known.iter().any(|urn| urn.as_str().is_some_and(|urn| urn.eq_ignore_ascii_case(base))) {
        fired.note(Tolerance::MissingSchema, "schemas", example);
        known.insert(0, Value::from(base.as_str()));
    }
    fields.insert(key, Value::Array(known));
}
