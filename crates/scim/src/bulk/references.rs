//! References to resources that the same request makes: `bulkId:qwerty` (RFC 7644 §3.7.2).

use crate::Error;
use serde_json::{Map, Value};
use std::collections::HashMap;

pub(super) const PREFIX: &str = "bulkId:";

/// The attributes whose values are ids of other resources. Elsewhere such text is text: a display name or a mail address
/// may begin like this.
const REFERRING: [&str; 2] = ["manager", "members"];

/// A body with ids in the place of references.
///
/// # Errors
///
/// 409 for a reference to nothing that was made (RFC 7644 §3.7.1).
pub fn resolve(data: &Value, ids: &HashMap<String, String>) -> Result<Value, Error> {
    let mut data = data.clone();
    walk(&mut data, &mut |text| {
        let id = |bulk_id: &str| ids.get(bulk_id).map(String::as_str).ok_or_else(|| unresolved(bulk_id));
        *text = rewrite(text, id)?;
        Ok(())
    })?;
    Ok(data)
}

/// The error for a reference to a resource that was not made (RFC 7644 §3.7.1).
#[must_use]
pub fn unresolved(bulk_id: &str) -> Error {
    let bulk_id: String = bulk_id.chars().take(100).collect();
    Error::status(
        409,
        format!(
            "`{PREFIX}{bulk_id}` refers to a resource that this request does not make, or could not make. Correct \
             the reference, or the operation that it is about."
        ),
    )
}

/// All `bulkId`s that a body refers to.
pub(super) fn of(data: &Value) -> Vec<String> {
    let mut found = Vec::new();
    // The walk wants to change its texts; a body is copied once per request for that.
    let walked = walk(&mut data.clone(), &mut |text| {
        rewrite(text, |bulk_id| {
            found.push(bulk_id.to_owned());
            Ok("")
        })
        .map(drop)
    });
    debug_assert!(walked.is_ok(), "the visitor refuses nothing");
    found
}

/// Takes the references to some `bulkId`s out of a body, with the elements or the values that they are in. Returns
/// what was taken, under the names of the attributes.
pub(super) fn take(data: &mut Value, is_taken: &dyn Fn(&str) -> bool) -> Map<String, Value> {
    let mut taken = Map::new();
    let Value::Object(fields) = data else { return taken };
    for (name, value) in fields.iter_mut() {
        let is_extension = name.contains(':') && !is_referring(name);
        match value {
            Value::Object(_) if is_extension => {
                let inner = take(value, is_taken);
                if !inner.is_empty() {
                    taken.insert(name.clone(), Value::Object(inner));
                }
            }
            Value::Array(list) => {
                let (out, kept) =
                    std::mem::take(list).into_iter().partition(|element| refers(element, name, is_taken));
                *list = kept;
                let out: Vec<Value> = out;
                if !out.is_empty() {
                    taken.insert(name.clone(), Value::Array(out));
                }
            }
            other if refers(other, name, is_taken) => {
                taken.insert(name.clone(), other.take());
            }
            _ => {}
        }
    }
    // What was taken whole left null behind.
    fields.retain(|name, value| !(value.is_null() && taken.contains_key(name)));
    taken
}

fn refers(value: &Value, key: &str, is_taken: &dyn Fn(&str) -> bool) -> bool {
    let mut refers = false;
    let walked = walk_field(key, &mut value.clone(), &mut |text| {
        rewrite(text, |bulk_id| {
            refers |= is_taken(bulk_id);
            Ok("")
        })
        .map(drop)
    });
    debug_assert!(walked.is_ok(), "the visitor refuses nothing");
    refers
}

type Visit<'a> = &'a mut dyn FnMut(&mut String) -> Result<(), Error>;

/// Visits each text that may hold references, in a resource or in a PATCH.
fn walk(data: &mut Value, visit: Visit<'_>) -> Result<(), Error> {
    let Value::Object(fields) = data else { return Ok(()) };
    fields.iter_mut().try_for_each(|(name, value)| match value {
        Value::Array(operations) if name.eq_ignore_ascii_case("Operations") => {
            operations.iter_mut().try_for_each(|operation| walk_operation(operation, visit))
        }
        value => walk_field(name, value, visit),
    })
}

/// One operation of a PATCH: its path says what its value is.
fn walk_operation(operation: &mut Value, visit: Visit<'_>) -> Result<(), Error> {
    let Value::Object(operation) = operation else { return Ok(()) };
    let path = operation.iter().find(|(name, _)| name.eq_ignore_ascii_case("path"));
    let path = path.and_then(|(_, path)| path.as_str()).map(|path| path.trim_ascii().to_owned());
    let path = path.filter(|path| !path.is_empty());
    operation.iter_mut().try_for_each(|(name, value)| match (value, &path) {
        (Value::String(text), Some(path)) if name.eq_ignore_ascii_case("path") => {
            if is_referring(path) {
                visit(text)
            } else {
                Ok(())
            }
        }
        (value, Some(path)) if name.eq_ignore_ascii_case("value") => walk_field(path, value, visit),
        (value, None) if name.eq_ignore_ascii_case("value") => walk(value, visit),
        _ => Ok(()),
    })
}

/// An attribute by its name, which may be a path, or the attributes of an extension by its URN.
fn walk_field(name: &str, value: &mut Value, visit: Visit<'_>) -> Result<(), Error> {
    if is_referring(name) {
        return walk_ids(value, visit);
    }
    match value {
        Value::Object(_) if name.contains(':') => walk(value, visit),
        _ => Ok(()),
    }
}

/// An id, or what has one as its `value`, or a list of such.
fn walk_ids(value: &mut Value, visit: Visit<'_>) -> Result<(), Error> {
    match value {
        Value::String(text) => visit(text),
        Value::Array(list) => list.iter_mut().try_for_each(|element| walk_ids(element, visit)),
        Value::Object(fields) => fields.iter_mut().try_for_each(|(name, value)| match value {
            Value::String(text) if name.eq_ignore_ascii_case("value") => visit(text),
            _ => Ok(()),
        }),
        _ => Ok(()),
    }
}

/// Whether a name or a path leads to ids: `members`, `members[value eq "…"]`, `urn:…:2.0:User:manager.value`.
fn is_referring(path: &str) -> bool {
    let name = path.split_once('[').map_or(path, |(name, _)| name);
    let name = name.rsplit_once(':').map_or(name, |(_, name)| name);
    let (name, sub) = name.split_once('.').unwrap_or((name, "value"));
    sub.eq_ignore_ascii_case("value") && REFERRING.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// A text that is a reference, or that quotes some as the path of a PATCH does: `members[value eq "bulkId:x"]`.
fn rewrite<'a>(text: &str, mut id: impl FnMut(&str) -> Result<&'a str, Error>) -> Result<String, Error> {
    if let Some(bulk_id) = text.strip_prefix(PREFIX) {
        return id(bulk_id).map(str::to_owned);
    }
    let mut rewritten = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\"bulkId:") {
        let Some((bulk_id, behind)) = after.split_once('"') else { break };
        rewritten.push_str(before);
        rewritten.push('"');
        rewritten.push_str(id(bulk_id)?);
        rewritten.push('"');
        rest = behind;
    }
    rewritten.push_str(rest);
    Ok(rewritten)
}
