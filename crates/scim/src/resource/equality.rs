//! When two values of an attribute are the same one.

use crate::attribute::{Attribute, Type, instant};
use crate::fold;
use serde_json::{Map, Value};

/// Whether two values are equal as the attribute compares: text without regard to case unless it is `caseExact`
/// (RFC 7643 §2.2), times by the instant, objects part by part.
pub(crate) fn same(a: &Value, b: &Value, attribute: &Attribute) -> bool {
    a == b || comparable(a, attribute) == comparable(b, attribute)
}

/// A text that two elements of a list share exactly if they are the same element: by `value` and `type` where there
/// is a value (RFC 7643 §2.4 wants no pair of them twice), else by everything but `primary`, which moves between
/// elements by itself.
pub(crate) fn identity(element: &Value, attribute: &Attribute) -> String {
    let Value::Object(element) = element else { return text(comparable(element, attribute)) };
    let by_value = element.contains_key("value");
    let mut parts: Vec<(&str, String)> = element
        .iter()
        .filter(
            |(name, _)| if by_value { matches!(name.as_str(), "value" | "type") } else { *name != "primary" },
        )
        .map(|(name, value)| (name.as_str(), text(part(name, value, attribute))))
        .collect();
    parts.sort_unstable();
    // With the lengths, no text can look like two parts.
    parts
        .into_iter()
        .fold(String::new(), |key, (name, text)| key + &format!("{name}:{}:", text.len()) + &text)
}

/// As JSON, but for the escapes: what is long is text, and nobody reads this.
fn text(value: Value) -> String {
    match value {
        Value::String(text) => format!("\"{text}"),
        other => other.to_string(),
    }
}

fn part(name: &str, value: &Value, attribute: &Attribute) -> Value {
    match attribute.sub_attribute(name) {
        Some(sub) => comparable(value, sub),
        None => value.clone(),
    }
}

fn comparable(value: &Value, attribute: &Attribute) -> Value {
    match value {
        Value::Array(list) => list.iter().map(|value| comparable(value, attribute)).collect(),
        Value::Object(fields) => {
            let parts = fields.iter().map(|(name, value)| (name.clone(), part(name, value, attribute)));
            Value::Object(parts.collect::<Map<_, _>>())
        }
        Value::String(text) => match attribute.kind {
            Type::DateTime => instant(text).map_or_else(|| value.clone(), |at| Value::from(at.to_string())),
            Type::String | Type::Reference | Type::Binary if !attribute.case_exact => Value::from(fold(text)),
            _ => value.clone(),
        },
        other => other.clone(),
    }
}
