//! Values without what belongs around them, or with a list or an object too many.
//!
//! Before (Entra ID, depending on its mapping):
//! ```json
//! {"op": "Add", "path": "urn:…:enterprise:2.0:User:manager", "value": "26118915"}
//! {"op": "Add", "path": "urn:…:enterprise:2.0:User:manager", "value": [{"value": "26118915"}]}
//! {"op": "Add", "path": "emails", "value": "jane@example.com"}
//! {"op": "Add", "path": "urn:example:2.0:User:tags", "value": [{"value": "a"}]}
//! {"op": "Replace", "path": "emails[type eq \"work\"]", "value": "jane@example.com"}
//! ```
//! After:
//! ```json
//! {"op": "Add", "path": "urn:…:enterprise:2.0:User:manager", "value": {"value": "26118915"}}
//! {"op": "Add", "path": "urn:…:enterprise:2.0:User:manager", "value": {"value": "26118915"}}
//! {"op": "Add", "path": "emails", "value": [{"value": "jane@example.com"}]}
//! {"op": "Add", "path": "urn:example:2.0:User:tags", "value": ["a"]}
//! {"op": "Replace", "path": "emails[type eq \"work\"].value", "value": "jane@example.com"}
//! ```

use super::{Fired, Tolerance, example};
use crate::ResourceType;
use crate::attribute::{Attribute, Type};
use crate::patch::Operation;
use crate::path::Path;
use crate::schema::Found;
use serde_json::{Map, Value};

/// A complex attribute's plain text is the `value` in it.
pub(super) fn wrap(attribute: &Attribute, value: Value, ty: &ResourceType, fired: &mut Fired) -> Value {
    match value {
        Value::String(_) if attribute.sub_attribute("value").is_some() => {
            fired.note(Tolerance::BareValue, &attribute.name, || example::field(&attribute.name, &value, ty));
            Value::Object(Map::from_iter([("value".to_owned(), value)]))
        }
        other => other,
    }
}

/// Text for an element that a filter selects is its `value`; to replace the element by that would lose its other parts.
pub(super) fn point_at_value(operation: &mut Operation, ty: &ResourceType, fired: &mut Fired) {
    let Operation { path: Some(Path::Attribute { target, filter: Some(_) }), value: Some(value), .. } =
        operation
    else {
        return;
    };
    let one = match &*value {
        Value::Array(list) if list.len() == 1 => &list[0],
        one => one,
    };
    let Some(Found { attribute, sub: None, .. }) = ty.find(target) else { return };
    if let (Value::String(text), Some(sub)) = (one, attribute.sub_attribute("value")) {
        let place = format!("{}[…]", attribute.name);
        fired.note(Tolerance::BareValue, &attribute.name, || example::field(&place, one, ty));
        let text = Value::from(text.as_str());
        target.sub = Some(sub.name.clone());
        *value = text;
    }
}

/// A list of one, where one value is wanted; an empty list is no value.
pub(super) fn unwrap(attribute: &Attribute, value: Value, ty: &ResourceType, fired: &mut Fired) -> Value {
    match value {
        Value::Array(list) if attribute.kind == Type::Complex && list.len() == 1 => {
            let mut list = Value::Array(list);
            fired.note(Tolerance::BareValue, &attribute.name, || example::field(&attribute.name, &list, ty));
            list.get_mut(0).map_or(Value::Null, Value::take)
        }
        other => other,
    }
}

/// An object with nothing but a `value`, where the elements are plain values.
pub(super) fn unwrap_element(mut value: Value, at: &str, ty: &ResourceType, fired: &mut Fired) -> Value {
    match value.get("value") {
        Some(_) if value.as_object().is_some_and(|fields| fields.len() == 1) => {
            fired.note(Tolerance::BareValue, at, || example::field(at, &value, ty));
            value.get_mut("value").map_or(Value::Null, Value::take)
        }
        _ => value,
    }
}

/// One value, where a list is wanted.
pub(super) fn list(value: Value, at: &str, ty: &ResourceType, fired: &mut Fired) -> Vec<Value> {
    fired.note(Tolerance::BareValue, at, || example::field(at, &value, ty));
    vec![value]
}

/// A list of one object, where an object with attributes is wanted.
pub(super) fn unwrap_fields(operation: &mut Operation, ty: &ResourceType, fired: &mut Fired) {
    if let Some(sent @ Value::Array(list)) = &operation.value
        && let [fields @ Value::Object(_)] = list.as_slice()
    {
        fired.note(Tolerance::BareValue, "value", || example::field("value", sent, ty));
        operation.value = Some(fields.clone());
    }
}
