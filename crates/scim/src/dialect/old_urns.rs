//! URNs from before the RFC, and one that lacks a colon.
//!
//! Before (Entra ID's older jobs, `OneLogin`, and a sample of Microsoft's):
//! ```json
//! {"op": "Replace", "path": "urn:scim:schemas:extension:enterprise:1.0.department", "value": "Sales"}
//! {"schemas": ["urn:scim:schemas:core:2.0", "urn:scim:schemas:extension:enterprise:2.0"], "userName": "jane",
//!  "urn:scim:schemas:extension:enterprise:2.0": {"department": "Sales"}}
//! {"urn:ietf:params:scim:schemas:extension:enterprise:2.0User": {"department": "Sales"}}
//! {"filter": "urn:scim:schemas:extension:enterprise:2.0.department eq \"Sales\""}
//! ```
//! After:
//! ```json
//! {"op": "Replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "value": "Sales"}
//! {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User",
//!              "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"], "userName": "jane",
//!  "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Sales"}}
//! {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Sales"}}
//! {"filter": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"Sales\""}
//! ```

use super::{Fired, Tolerance, example};
use crate::ResourceType;
use crate::filter;
use crate::schema::{ENTERPRISE_USER_URN, USER_URN};
use serde_json::{Map, Value};

/// What stood for the URN of the enterprise extension.
const ENTERPRISE: [&str; 3] = [
    "urn:scim:schemas:extension:enterprise:1.0",
    "urn:scim:schemas:extension:enterprise:2.0",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0User",
];

/// What stood for the URN of the base schema, whichever resource it was.
const CORE: [&str; 2] = ["urn:scim:schemas:core:1.0", "urn:scim:schemas:core:2.0"];

/// A path that begins with the RFC's URN, if it began with an old one.
pub(super) fn path(text: &str, ty: &ResourceType, fired: &mut Fired) -> Option<String> {
    let (old, legal) = current(text, ty)?;
    fired.note(Tolerance::OldUrn, old, || example::field("path", &Value::from(text), ty));
    Some(legal)
}

/// A filter whose attributes begin with the RFC's URN, if one of them began with an old one.
pub(super) fn in_filter(text: &str, ty: &ResourceType, fired: &mut Fired) -> Option<String> {
    let mut legal = String::new();
    let mut done = 0;
    for (at, word) in filter::words(text) {
        if let Some((old, new)) = current(word, ty) {
            fired.note(Tolerance::OldUrn, old, || example::field("filter", &Value::from(text), ty));
            legal.push_str(&text[done..at]);
            legal.push_str(&new);
            done = at + word.len();
        }
    }
    (done > 0).then(|| legal + &text[done..])
}

/// A user whose attributes stand under the RFC's URNs. A group is none: its members are taken out of it before.
pub(super) fn keys(fields: Map<String, Value>, ty: &ResourceType, fired: &mut Fired) -> Map<String, Value> {
    if ty.schema.id != USER_URN || !fields.keys().any(|key| current(key, ty).is_some()) {
        return fields;
    }
    let mut legal = Map::new();
    for (key, value) in fields {
        let key = match current(&key, ty) {
            Some((old, new)) => {
                fired.note(Tolerance::OldUrn, old, || example::field(&key, &value, ty));
                new
            }
            None => key,
        };
        match (legal.get_mut(&key), value) {
            (Some(Value::Object(known)), Value::Object(more)) => known.extend(more),
            (_, value) => drop(legal.insert(key, value)),
        }
    }
    legal
}

/// The RFC's URNs in `schemas`, where one may stand already.
pub(super) fn in_schemas(fields: &mut Map<String, Value>, ty: &ResourceType, fired: &mut Fired) {
    let sent = fields.iter_mut().find(|(key, _)| key.eq_ignore_ascii_case("schemas"));
    let Some((key, Value::Array(list))) = sent else { return };
    let replaced = |urn: &Value| {
        let (old, new) = current(urn.as_str()?, ty)?;
        Some((old.to_owned(), Value::from(new)))
    };
    if !list.iter().any(|urn| replaced(urn).is_some()) {
        return;
    }
    let whole = Value::Array(list.clone());
    let sent = std::mem::take(list);
    for urn in &sent {
        let Some((old, new)) = replaced(urn) else {
            list.push(urn.clone());
            continue;
        };
        fired.note(Tolerance::OldUrn, &old, || example::field(key, &whole, ty));
        if !sent.contains(&new) && !list.contains(&new) {
            list.push(new);
        }
    }
}

/// The old URN that a text begins with, and the text with the RFC's one and a colon behind it.
fn current<'a>(text: &'a str, ty: &ResourceType) -> Option<(&'a str, String)> {
    let enterprise = ty.extension(ENTERPRISE_USER_URN).map(|extension| extension.id.as_str());
    let enterprise = enterprise.into_iter().flat_map(|new| ENTERPRISE.map(|old| (old, new)));
    let core = CORE.into_iter().map(|old| (old, ty.schema.id.as_str()));
    enterprise.chain(core).find_map(|(old, new)| {
        let rest = behind(text, old)?;
        // Whoever has declared a schema of that name means that one.
        if ty.extensions.iter().any(|extension| behind(&extension.schema.id, old).is_some()) {
            return None;
        }
        let named = behind(rest, ":").and_then(|rest| behind(rest, &ty.name));
        let rest = named.filter(|rest| rest.is_empty() || rest.starts_with(['.', ':'])).unwrap_or(rest);
        let urn = &text[..old.len()];
        match rest.strip_prefix(['.', ':']) {
            Some(name) if !name.is_empty() => Some((urn, format!("{new}:{name}"))),
            None if rest.is_empty() => Some((urn, new.to_owned())),
            _ => None,
        }
    })
}

/// What follows the beginning, which compares without case (RFC 8141 §3.1, RFC 7643 §2.1).
fn behind<'a>(text: &'a str, beginning: &str) -> Option<&'a str> {
    let begins = text.get(..beginning.len())?.eq_ignore_ascii_case(beginning);
    begins.then(|| &text[beginning.len()..])
}
