//! URNs in `schemas` that are none of the resource type's or stand there twice, and a base URN that is missing.
//!
//! Before (Entra ID creates each group with a second URN of its own, and custom extensions often come without being
//! listed):
//! ```json
//! {"schemas": ["http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"], "displayName": "Ops"}
//! ```
//! After:
//! ```json
//! {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "Ops"}
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
            // RFC 7643 §3: "Duplicate values MUST NOT be included."
            Some(urn) if is_among(&known, urn) => fired.note(Tolerance::RepeatedSchema, urn, example),
            Some(urn) if urn.eq_ignore_ascii_case(base) || ty.extension(urn).is_some() => {
                known.push(Value::from(urn));
            }
            other => fired.note(Tolerance::UnknownSchema, other.unwrap_or("schemas"), example),
        }
    }
    if !is_among(&known, base) {
        fired.note(Tolerance::MissingSchema, "schemas", example);
        known.insert(0, Value::from(base.as_str()));
    }
    fields.insert(key, Value::Array(known));
}

fn is_among(urns: &[Value], urn: &str) -> bool {
    urns.iter().any(|known| known.as_str().is_some_and(|known| known.eq_ignore_ascii_case(urn)))
}
