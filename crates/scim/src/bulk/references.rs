//! References to resources that the same request makes: `bulkId:qwerty` (RFC 7644 §3.7.2).

use crate::Error;
use serde_json::{Map, Value};
use std::collections::HashMap;

pub(super) const PREFIX: &str = "bulkId:";

/// The names under which a reference may stand. Elsewhere such text is text: a display name may begin like this.
const KEYS: [&str; 4] = ["value", "manager", "members", "path"];

/// A body with ids in the place of references.
///
/// # Errors
///
/// 409 for a reference to nothing that was made (RFC 7644 §3.7.1).
pub fn resolve(data: &Value, ids: &HashMap<String, String>) -> Result<Value, Error> {
    let mut data = data.clone();
    walk(&mut data, "", &mut |text| {
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
    let walked = walk(&mut data.clone(), "", &mut |text| {
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
        let is_extension = name.contains(':');
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
    let walked = walk(&mut value.clone(), key, &mut |text| {
        rewrite(text, |bulk_id| {
            refers |= is_taken(bulk_id);
            Ok("")
        })
        .map(drop)
    });
    debug_assert!(walked.is_ok(), "the visitor refuses nothing");
    refers
}

/// Visits each text that may hold references.
fn walk(
    value: &mut Value,
    key: &str,
    visit: &mut dyn FnMut(&mut String) -> Result<(), Error>,
) -> Result<(), Error> {
    match value {
        Value::String(text) if is_key(key) && text.contains(PREFIX) => visit(text),
        Value::Array(list) => list.iter_mut().try_for_each(|element| walk(element, key, visit)),
        Value::Object(fields) => fields.iter_mut().try_for_each(|(name, value)| walk(value, name, visit)),
        _ => Ok(()),
    }
}

fn is_key(key: &str) -> bool {
    let name = key.rsplit_once(':').map_or(key, |(_, name)| name);
    KEYS.iter().any(|known| known.eq_ignore_ascii_case(name))
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
