//! Multi-valued attributes: which elements an operation means, and what becomes of the list.

use super::Op;
use super::apply::Place;
use super::parts::{merge, remove_sub_attribute, set_sub_attribute, unassigns};
use crate::Error;
use crate::attribute::{Attribute, Type};
use crate::limits::VALUES_MAX;
use crate::resource::{check_value, identity, is_unassigned, same, too_many_values};
use crate::schema::Found;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// The list after an `add` or `replace`.
pub(super) fn write(
    before: Option<&Value>,
    place: &Place<'_>,
    op: Op,
    value: &Value,
) -> Result<Option<Value>, Error> {
    let Found { attribute, sub, .. } = place.found;
    let mut list = list(before);
    let written = match (op, place.filter, sub) {
        (_, None, None) => write_all(&mut list, attribute, op, value, &place.name())?,
        _ => {
            let chosen = chosen(&list, place)?;
            if chosen.is_empty() {
                // RFC 7644 §3.5.2.3: "… and no record match was made, the service provider SHALL indicate
                // failure by returning HTTP status code 400 and a "scimType" error code of "noTarget"."
                return Err(Error::no_target(format!(
                    "No value of `{}` matches the path, so that there is nothing to {} there. Add the value \
                     first.",
                    attribute.name,
                    op.as_str()
                )));
            }
            rewrite(&mut list, &chosen, place, op, value)?;
            chosen
        }
    };
    demote_others(&mut list, &written);
    Ok(listed(list))
}

/// A sub-attribute that is a list of simple values, after an `add` or `replace`.
pub(super) fn write_simple(
    before: Option<&Value>,
    sub: &Attribute,
    op: Op,
    value: &Value,
    at: &str,
) -> Result<Option<Value>, Error> {
    let mut list = list(before);
    write_all(&mut list, sub, op, value, at)?;
    Ok(listed(list))
}

/// The list after a `remove`. RFC 7644 §3.5.2.2: "If no other values remain after removal of the selected values,
/// the multi-valued attribute SHALL be considered unassigned."
pub(super) fn remove(before: &Value, place: &Place<'_>) -> Result<Option<Value>, Error> {
    let mut list = list(Some(before));
    for index in chosen(&list, place)? {
        match (place.found.sub, &mut list[index]) {
            (Some(sub), Value::Object(element)) => remove_sub_attribute(element, sub, &place.name())?,
            (_, element) => *element = Value::Null,
        }
    }
    Ok(listed(list))
}

/// Whether the place selects any element at all.
pub(super) fn any_selected(before: Option<&Value>, place: &Place<'_>) -> Result<bool, Error> {
    let list = before.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    Ok(!chosen(list, place)?.is_empty())
}

fn list(before: Option<&Value>) -> Vec<Value> {
    before.and_then(Value::as_array).cloned().unwrap_or_default()
}

/// A list without what was emptied, and no list where nothing is left.
fn listed(mut list: Vec<Value>) -> Option<Value> {
    list.retain(|element| !is_unassigned(element));
    (!list.is_empty()).then_some(Value::Array(list))
}

/// The indexes of the elements meant: those that the filter selects, or all.
fn chosen(list: &[Value], place: &Place<'_>) -> Result<Vec<usize>, Error> {
    let Some(filter) = place.filter else { return Ok((0..list.len()).collect()) };
    let bound = filter.bind_element(place.found.attribute)?;
    Ok((0..list.len()).filter(|&index| bound.matches_element(&list[index])).collect())
}

/// Adds to the list, or makes it another one; returns which elements may be the primary one if the operation makes one
/// primary.
fn write_all(
    list: &mut Vec<Value>,
    attribute: &Attribute,
    op: Op,
    value: &Value,
    at: &str,
) -> Result<Vec<usize>, Error> {
    let new = values(value, attribute, at)?;
    let written = if op == Op::Add {
        add(list, new, attribute, at)?
    } else {
        *list = new;
        (0..list.len()).collect()
    };
    if list.len() > VALUES_MAX {
        return Err(too_many_values(list.len(), at));
    }
    Ok(written)
}

/// The checked elements in the value of an operation. One element may stand without a list around it: RFC 7644
/// §3.5.2.1 adds "a new value" to a multi-valued attribute.
fn values(value: &Value, attribute: &Attribute, at: &str) -> Result<Vec<Value>, Error> {
    let wrapped;
    let value = match value {
        _ if unassigns(value) => return Ok(Vec::new()),
        Value::Array(_) => value,
        one => {
            wrapped = Value::Array(vec![one.clone()]);
            &wrapped
        }
    };
    match check_value(value, attribute, at)? {
        Value::Array(list) => Ok(list),
        Value::Null => Ok(Vec::new()),
        one => Ok(vec![one]),
    }
}

/// Appends what is not there yet and returns which elements it makes primary. RFC 7644 §3.5.2.1: "If the target location
/// already contains the value specified, no changes SHOULD be made to the resource": what is there keeps its
/// spelling, and gets the parts that it lacks.
fn add(list: &mut Vec<Value>, new: Vec<Value>, attribute: &Attribute, at: &str) -> Result<Vec<usize>, Error> {
    let mut known: HashMap<String, usize> =
        list.iter().enumerate().map(|(index, element)| (identity(element, attribute), index)).collect();
    let mut by_value = ByValue { had: list.len(), places: None };
    let mut promoted = Vec::new();
    for element in new {
        let key = identity(&element, attribute);
        let index = match known.get(&key) {
            Some(&index) => index,
            None => by_value.repeated(list, &key, &element, attribute).unwrap_or(list.len()),
        };
        known.insert(key, index);
        if is_primary(&element) {
            promoted.push(index);
        }
        match (list.get_mut(index), element) {
            (Some(Value::Object(old)), Value::Object(new)) => {
                for (name, value) in new {
                    let Some(sub) = attribute.sub_attribute(&name) else { continue };
                    if !old.get(&name).is_some_and(|old| same(old, &value, sub)) {
                        set_sub_attribute(old, sub, Op::Add, &value, &format!("{at}.{name}"))?;
                    }
                }
            }
            (Some(_), _) => {}
            (None, element) => list.push(element),
        }
    }
    Ok(promoted)
}

/// The elements that a list had, to be found by their value alone.
struct ByValue {
    had: usize,
    /// Made when it is first asked for.
    places: Option<HashMap<String, Vec<usize>>>,
}

impl ByValue {
    /// The element that says all that a new one says, and its type besides: `{"value": "a@b"}` is there if it is there as
    /// a work address. `key` is the new one's identity, which without a type is that of its value.
    fn repeated(&mut self, list: &[Value], key: &str, new: &Value, attribute: &Attribute) -> Option<usize> {
        if new.get("value").is_none() || new.get("type").is_some() {
            return None;
        }
        let places = self.places.get_or_insert_with(|| {
            let mut places: HashMap<String, Vec<usize>> = HashMap::new();
            for (index, old) in list.iter().enumerate().take(self.had) {
                if let Some(value) = old.get("value") {
                    let alone = Value::Object(Map::from_iter([("value".to_owned(), value.clone())]));
                    places.entry(identity(&alone, attribute)).or_default().push(index);
                }
            }
            places
        });
        places.get(key)?.iter().copied().find(|&index| says(&list[index], new, attribute))
    }
}

/// Whether an element has every part of another one; which of them is primary is no part of what they are.
fn says(old: &Value, new: &Value, attribute: &Attribute) -> bool {
    let Some(new) = new.as_object() else { return false };
    new.iter().filter(|(name, _)| *name != "primary").all(|(name, value)| {
        attribute
            .sub_attribute(name)
            .is_some_and(|sub| old.get(name).is_some_and(|old| same(old, value, sub)))
    })
}

/// Writes to the chosen elements (RFC 7644 §3.5.2.3, the last four points).
fn rewrite(
    list: &mut [Value],
    chosen: &[usize],
    place: &Place<'_>,
    op: Op,
    value: &Value,
) -> Result<(), Error> {
    let Found { attribute, sub, .. } = place.found;
    let at = place.name();
    for &index in chosen {
        match (sub, op) {
            (Some(sub), _) => set_sub_attribute(object(&mut list[index], &at)?, sub, op, value, &at)?,
            (None, _) if unassigns(value) => list[index] = Value::Null,
            (None, Op::Add) if attribute.kind == Type::Complex => {
                merge(object(&mut list[index], &at)?, attribute, op, value, &at)?;
            }
            // "all matching record values SHALL be replaced": the record as a whole, not merged.
            (None, _) => list[index] = element(value, attribute, &at)?,
        }
    }
    Ok(())
}

fn element(value: &Value, attribute: &Attribute, at: &str) -> Result<Value, Error> {
    match check_value(&Value::Array(vec![value.clone()]), attribute, at)? {
        Value::Array(mut list) => Ok(list.pop().unwrap_or(Value::Null)),
        one => Ok(one),
    }
}

fn object<'a>(element: &'a mut Value, at: &str) -> Result<&'a mut Map<String, Value>, Error> {
    element
        .as_object_mut()
        .ok_or_else(|| Error::invalid_path(format!("The values of `{at}` have no sub-attributes.")))
}

fn is_primary(element: &Value) -> bool {
    element.get("primary") == Some(&Value::Bool(true))
}

/// RFC 7644 §3.5.2: "a PATCH operation that sets a value's "primary" sub-attribute to "true" SHALL cause the server
/// to automatically set "primary" to "false" for any other values in the array."
fn demote_others(list: &mut [Value], written: &[usize]) {
    if !written.iter().any(|&index| list.get(index).is_some_and(is_primary)) {
        return;
    }
    let mut keeps = vec![false; list.len()];
    for &index in written {
        keeps[index] = true;
    }
    for (element, keeps) in list.iter_mut().zip(keeps) {
        if !keeps && is_primary(element) {
            element["primary"] = Value::Bool(false);
        }
    }
}
