//! The same value twice in a list, with different things said of it.
//!
//! RFC 7643 §2.4: an answer "SHOULD NOT return the same (type, value) combination more than once per attribute". In every
//! dialect the first one is kept, with what the others add to it; what they say otherwise is lost, and that is noted.
//!
//! Before (a provider with two mappings to one attribute):
//! ```json
//! {"emails": [{"type": "work", "value": "jane@example.com", "display": "Jane"},
//!             {"type": "work", "value": "jane@example.com", "display": "J. Doe"}]}
//! ```
//! After:
//! ```json
//! {"emails": [{"type": "work", "value": "jane@example.com", "display": "Jane"}]}
//! ```

use super::{Fired, Tolerance, example};
use crate::ResourceType;
use crate::attribute::Attribute;
use crate::limits::VALUES_MAX;
use crate::resource::{identity, same};
use serde_json::Value;
use std::collections::HashMap;

/// The engine drops them; here it is only said.
pub(crate) fn note(list: &[Value], attribute: &Attribute, at: &str, ty: &ResourceType, fired: &mut Fired) {
    // A list that is too long is refused later and not searched.
    if !(2..=VALUES_MAX).contains(&list.len()) {
        return;
    }
    let mut known: HashMap<[String; 2], &Value> = HashMap::with_capacity(list.len());
    for again in list {
        let Some(value) = again.get("value") else { continue };
        // Whether they are the same takes more time to tell: it is asked only of those that look alike.
        let looks = [Some(value), again.get("type")].map(|part| match part {
            Some(Value::String(text)) => text.to_ascii_lowercase(),
            other => other.map(Value::to_string).unwrap_or_default(),
        });
        let first = *known.entry(looks).or_insert(again);
        if contradicts(first, again, attribute) && identity(first, attribute) == identity(again, attribute) {
            fired.note(Tolerance::RepeatedValue, at, || example::field(at, again, ty));
        }
    }
}

fn contradicts(first: &Value, again: &Value, attribute: &Attribute) -> bool {
    let Some(parts) = again.as_object() else { return false };
    parts.iter().any(|(name, value)| {
        let sub = attribute.sub_attribute(name);
        sub.zip(first.get(name)).is_some_and(|(sub, first)| !same(first, value, sub))
    })
}
