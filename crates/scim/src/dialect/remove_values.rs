//! A `remove` that carries the values to remove.
//!
//! To the RFC the value means nothing, and the operation would remove all values. What is meant is only these.
//! For the members of a group [`crate::patch::members`] does it, without a filter.
//!
//! Before (Entra ID, authentik, Rauthy):
//! ```json
//! {"op": "Remove", "path": "emails", "value": [{"type": "work", "value": "jane@example.com"}]}
//! {"op": "Remove", "path": "emails[type eq \"home\"]", "value": [{"value": "jane@example.com"}]}
//! {"op": "Remove", "path": "title", "value": "Boss"}
//! ```
//! After:
//! ```json
//! {"op": "remove", "path": "emails[type eq \"work\" and value eq \"jane@example.com\"]"}
//! {"op": "remove", "path": "emails[type eq \"home\" and value eq \"jane@example.com\"]"}
//! {"op": "remove", "path": "title"}
//! ```

use super::{Fired, Tolerance, example};
use crate::attribute::Attribute;
use crate::filter::{Filter, Literal, Operator};
use crate::limits::FILTER_TERMS_MAX;
use crate::patch::Operation;
use crate::path::{AttributePath, Path};
use crate::schema::Found;
use crate::{Error, ResourceType};
use serde_json::Value;

/// None for an empty list of values: nothing is to be removed.
pub(super) fn select(
    mut operation: Operation,
    found: &Found<'_>,
    ty: &ResourceType,
    fired: &mut Fired,
) -> Result<Option<Operation>, Error> {
    let attribute = found.attribute;
    let sent = match operation.value.take() {
        None | Some(Value::Null) => return Ok(Some(operation)),
        Some(sent) => sent,
    };
    fired.note(Tolerance::RemoveValues, &attribute.name, || example::field(&attribute.name, &sent, ty));
    let values = match sent {
        Value::Array(list) => list,
        one => vec![one],
    };
    if values.len() > FILTER_TERMS_MAX {
        return Err(Error::invalid_value(format!(
            "The remove lists {} values of `{}`, and {FILTER_TERMS_MAX} is the most that one operation may name.",
            values.len(),
            attribute.name
        )));
    }
    let mut terms = Vec::with_capacity(values.len());
    for value in &values {
        terms.push(term(value, attribute).ok_or_else(|| {
            Error::invalid_value(format!(
                "The remove of `{}` has a value that does not say which one to remove.",
                attribute.name
            ))
        })?);
    }
    let filter = match terms.len() {
        0 => return Ok(None),
        1 => terms.remove(0),
        _ => Filter::Or(terms),
    };
    if let Some(Path::Attribute { filter: slot, .. }) = &mut operation.path {
        // To go by one of the two alone would remove what the other leaves out.
        *slot = Some(Box::new(match slot.take() {
            Some(selected) => Filter::And(vec![*selected, filter]),
            None => filter,
        }));
    }
    Ok(Some(operation))
}

/// A value means nothing where the path says all: `remove title` with the title that is to go.
pub(super) fn drop_value(operation: &mut Operation, found: &Found<'_>, ty: &ResourceType, fired: &mut Fired) {
    if let Some(sent) = operation.value.take_if(|sent| !sent.is_null()) {
        let name = &found.leaf().name;
        fired.note(Tolerance::RemoveValues, name, || example::field(name, &sent, ty));
    }
}

/// `value`, and `type` where given, tell an element from others; without a value all that is given does.
fn term(value: &Value, attribute: &Attribute) -> Option<Filter> {
    let Value::Object(fields) = value else { return equals("value", value) };
    let named = |wanted: &str| fields.keys().any(|name| name.eq_ignore_ascii_case(wanted));
    let by_value = named("value");
    let mut terms = Vec::new();
    for (name, value) in fields {
        let Some(sub) = attribute.sub_attribute(name) else { continue };
        if !value.is_null() && (!by_value || matches!(sub.name.as_str(), "value" | "type")) {
            terms.push(equals(&sub.name, value)?);
        }
    }
    match terms.len() {
        0 => None,
        1 => terms.pop(),
        _ => Some(Filter::And(terms)),
    }
}

fn equals(name: &str, value: &Value) -> Option<Filter> {
    let literal = match value {
        Value::String(text) => Literal::String(text.clone()),
        Value::Number(number) => Literal::Number(number.clone()),
        Value::Bool(flag) => Literal::Boolean(*flag),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    let at = AttributePath { schema: None, name: name.to_owned(), sub: None };
    Some(Filter::Compare(at, Operator::Eq, literal))
}
