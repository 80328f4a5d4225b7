//! The parts of a complex value, one by one, and what must not change in it.

use super::{Op, elements, unknown_field};
use crate::Error;
use crate::attribute::{Attribute, Mutability};
use crate::resource::{check_value, same};
use serde_json::{Map, Value};

/// JSON null and the empty list are "unassigned" (RFC 7643 §2.5). An empty object is not, here: it merges nothing.
pub(super) fn unassigns(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

/// Some sub-attributes of a complex value. RFC 7644 §3.5.2.3: "Sub-attributes that are not specified SHALL be left
/// unchanged."
pub(super) fn merge(
    object: &mut Map<String, Value>,
    attribute: &Attribute,
    op: Op,
    value: &Value,
    at: &str,
) -> Result<(), Error> {
    let Value::Object(fields) = value else {
        return Err(Error::invalid_value(format!("`{at}` takes an object with its sub-attributes.")));
    };
    for (name, value) in fields {
        let sub = attribute.sub_attribute(name).ok_or_else(|| unknown_field(name, at))?;
        // RFC 7644 §3.3 and §3.5.1 have read-only values in a body ignored; a client that sends back what it was
        // shown (`manager.displayName`) does not ask for a change of them.
        if sub.mutability != Mutability::ReadOnly {
            set_sub_attribute(object, sub, op, value, &format!("{at}.{}", sub.name))?;
        }
    }
    Ok(())
}

/// One sub-attribute of a complex value.
pub(super) fn set_sub_attribute(
    object: &mut Map<String, Value>,
    sub: &Attribute,
    op: Op,
    value: &Value,
    at: &str,
) -> Result<(), Error> {
    let before = object.get(&sub.name);
    let after = match value {
        _ if sub.multi_valued => elements::write_simple(before, sub, op, value, at)?,
        _ if unassigns(value) => None,
        _ => Some(check_value(value, sub, at)?),
    };
    let after = if sub.is_secret() { None } else { settle_immutable(sub, before, after, at)? };
    assign(object, &sub.name, after);
    Ok(())
}

pub(super) fn remove_sub_attribute(
    object: &mut Map<String, Value>,
    sub: &Attribute,
    at: &str,
) -> Result<(), Error> {
    if sub.required && object.contains_key(&sub.name) {
        return Err(Error::mutability(format!("`{at}` is required and cannot be removed.")));
    }
    let after = settle_immutable(sub, object.get(&sub.name), None, at)?;
    assign(object, &sub.name, after);
    Ok(())
}

/// What a write to an attribute comes to, if it may be written like that.
///
/// RFC 7643 §7 on immutable: "The attribute SHALL NOT be updated." RFC 7644 §3.5.2: "However, a client MAY "add" a
/// value to an "immutable" attribute if the attribute had no previous value." A complex value does not go either
/// while a part of it is immutable, or to remove it and to add another would be a way around.
pub(super) fn settle_immutable(
    attribute: &Attribute,
    before: Option<&Value>,
    after: Option<Value>,
    at: &str,
) -> Result<Option<Value>, Error> {
    let Some(before) = before else { return Ok(after) };
    let refusal = |at: &str| {
        Error::mutability(format!("`{at}` is immutable: it has a value already and must keep it."))
    };
    if attribute.mutability == Mutability::Immutable {
        return match after {
            Some(after) if same(before, &after, attribute) => Ok(Some(before.clone())),
            _ => Err(refusal(at)),
        };
    }
    if let (Value::Object(parts), None) = (before, &after) {
        let stays =
            |sub: &&Attribute| sub.mutability == Mutability::Immutable && parts.contains_key(&sub.name);
        if let Some(sub) = attribute.sub_attributes.iter().find(stays) {
            return Err(refusal(&format!("{at}.{}", sub.name)));
        }
    }
    Ok(after)
}

pub(super) fn assign(object: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    match value {
        Some(value) => {
            object.insert(name.to_owned(), value);
        }
        None => {
            object.shift_remove(name);
        }
    }
}
