//! From a PATCH body to operations.

use super::members::is_membership;
use super::{
    Op, Operation, PATCH_URN, PatchRequest, filter_on_single_value, numbered, remove_with_value,
    too_many_operations,
};
use crate::attribute::{Attribute, Mutability};
use crate::dialect::{Dialect, Fired, Switch, Tolerance, example, stray_members};
use crate::limits::PATCH_OPERATIONS_MAX;
use crate::path::Path;
use crate::{Error, ResourceType, Schema};
use serde_json::{Map, Value};

pub(super) fn request(
    body: &Value,
    ty: &ResourceType,
    dialect: &Dialect,
    fired: &mut Fired,
) -> Result<PatchRequest, Error> {
    let Value::Object(body) = body else {
        return Err(Error::invalid_syntax(
            "The body of a PATCH is a JSON object with a list named Operations (RFC 7644 §3.5.2); this one is no \
             object.",
        ));
    };
    check_schemas(body, ty, dialect, fired)?;
    stray_members::check(body, (&["schemas", "Operations"], "a PATCH"), dialect, fired)?;
    // RFC 7644 §3.5.2: "The body of an HTTP PATCH request MUST contain the attribute "Operations", whose value is an
    // array of one or more PATCH operations."
    let list = match member(body, "Operations") {
        Some(Value::Array(list)) if !list.is_empty() => list,
        Some(Value::Array(_)) => {
            return Err(Error::invalid_syntax("The PATCH has an empty list of Operations: nothing to do."));
        }
        Some(_) => return Err(Error::invalid_syntax("Operations must be a list of PATCH operations.")),
        None => {
            return Err(Error::invalid_syntax(
                "The PATCH has no Operations. Send {\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"], \
                 \"Operations\": [ … ]} (RFC 7644 §3.5.2).",
            ));
        }
    };
    if list.len() > PATCH_OPERATIONS_MAX {
        return Err(too_many_operations(list.len()));
    }
    let mut operations = Vec::with_capacity(list.len());
    for (number, entry) in (1..).zip(list) {
        let read = operation(entry, number, ty, dialect, fired).and_then(|operation| {
            let legal = dialect.operations(operation, ty, fired)?;
            legal.iter().try_for_each(|operation| check(operation, ty))?;
            Ok(legal)
        });
        operations.extend(read.map_err(|error| numbered(error, number))?);
    }
    // Dotted keys become operations of their own, so that a short body may turn into a long list.
    if operations.len() > PATCH_OPERATIONS_MAX {
        return Err(too_many_operations(operations.len()));
    }
    Ok(PatchRequest { operations })
}

/// A member of a JSON object whose name compares without case (RFC 7643 §2.1); clients send `operations` and `Op`.
fn member<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    object.get(name).or_else(|| object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, v)| v))
}

/// A PATCH without `schemas` says by its method what it is; one that claims to be something else is refused.
fn check_schemas(
    body: &Map<String, Value>,
    ty: &ResourceType,
    dialect: &Dialect,
    fired: &mut Fired,
) -> Result<(), Error> {
    let Some(schemas) = member(body, "schemas") else { return Ok(()) };
    let is_patch = |urn: &Value| urn.as_str().is_some_and(|urn| urn.eq_ignore_ascii_case(PATCH_URN));
    if schemas.as_array().is_some_and(|list| !list.is_empty() && list.iter().all(is_patch)) {
        return Ok(());
    }
    if dialect.has(Switch::UnknownSchemas) {
        fired.note(Tolerance::UnknownSchema, "schemas", || example::field("schemas", schemas, ty));
        return Ok(());
    }
    Err(Error::invalid_syntax(format!(
        "The schemas of a PATCH body must list {PATCH_URN} and nothing else (RFC 7644 §3.5.2)."
    )))
}

fn operation(
    entry: &Value,
    number: usize,
    ty: &ResourceType,
    dialect: &Dialect,
    fired: &mut Fired,
) -> Result<Operation, Error> {
    let Value::Object(entry) = entry else {
        return Err(Error::invalid_syntax("It must be an object with op, path and value."));
    };
    stray_members::check(entry, (&["op", "path", "value"], "a PATCH operation"), dialect, fired)?;
    let op = match member(entry, "op") {
        Some(Value::String(name)) => named(name)?,
        Some(_) => return Err(Error::invalid_syntax("Its op must be text: add, remove or replace.")),
        None => return Err(Error::invalid_syntax("It has no op. It must be add, remove or replace.")),
    };
    let path = match member(entry, "path") {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => dialect.path(text, ty, fired)?,
        Some(_) => return Err(Error::invalid_path("Its path must be text, such as \"name.givenName\".")),
    };
    Ok(Operation { number, op, path, value: member(entry, "value").cloned() })
}

/// RFC 7644 §3.5.2 prints the names in lower case and Entra ID capitalises them; no other spelling could be meant.
fn named(name: &str) -> Result<Op, Error> {
    [Op::Add, Op::Remove, Op::Replace]
        .into_iter()
        .find(|op| op.as_str().eq_ignore_ascii_case(name))
        .ok_or_else(|| {
            let name: String = name.chars().take(40).collect();
            Error::invalid_syntax(format!("Its op is `{name}`; the known ones are add, remove and replace."))
        })
}

/// What must hold of an operation whatever the resource that it meets.
fn check(operation: &Operation, ty: &ResourceType) -> Result<(), Error> {
    match (operation.op, &operation.path, &operation.value) {
        // RFC 7644 §3.5.2.2: "If "path" is unspecified, the operation fails with HTTP status code 400 and a
        // "scimType" error code of "noTarget"."
        (Op::Remove, None, _) => {
            return Err(Error::no_target("A remove without a path names nothing to remove. Give it a path."));
        }
        (Op::Add | Op::Replace, _, None) => {
            return Err(Error::invalid_value(format!(
                "{operation} has no value, and there is nothing to write without one."
            )));
        }
        (Op::Add | Op::Replace, None, Some(value)) if !value.is_object() => {
            return Err(Error::invalid_value(
                "Without a path, the value must be an object with the attributes to write (RFC 7644 §3.5.2.1).",
            ));
        }
        (Op::Remove, Some(path @ Path::Extension(_)), Some(value)) if !value.is_null() => {
            return Err(remove_with_value(&path.to_string()));
        }
        (Op::Add | Op::Replace, path, Some(value)) => refuse_read_only_parts(path.as_ref(), value, ty)?,
        _ => {}
    }
    let Some(path @ Path::Attribute { target, filter }) = &operation.path else { return Ok(()) };
    let Some(found) = ty.find(target) else {
        return Err(Error::invalid_path(format!(
            "`{target}` is no attribute of {}. Correct the path, or declare the attribute.",
            ty.name
        )));
    };
    // A filter that means nothing is refused whatever it meets, also where it would meet no value at all.
    if let Some(filter) = filter {
        if !found.attribute.multi_valued {
            return Err(filter_on_single_value(found.attribute));
        }
        filter.bind_element(found.attribute)?;
    }
    match &operation.value {
        Some(value) if operation.op == Op::Remove && !value.is_null() => {
            // Of members, it is not decided here.
            if is_membership(path, ty) { Ok(()) } else { Err(remove_with_value(&target.to_string())) }
        }
        _ => Ok(()),
    }
}

/// RFC 7644 §3.5.2: "a client MUST NOT modify an attribute that has mutability "readOnly"", which holds for a part of a
/// value too.
fn refuse_read_only_parts(path: Option<&Path>, value: &Value, ty: &ResourceType) -> Result<(), Error> {
    match (path, value) {
        (None, Value::Object(fields)) => {
            fields.iter().try_for_each(|(name, value)| match (ty.attribute(name), ty.extension(name)) {
                (Some(attribute), _) => parts_of(attribute, value),
                (None, Some(extension)) => parts_of_extension(extension, value),
                (None, None) => Ok(()),
            })
        }
        (Some(Path::Extension(urn)), value) => match ty.extension(urn) {
            Some(extension) => parts_of_extension(extension, value),
            None => Ok(()),
        },
        (Some(path @ Path::Attribute { target, .. }), value) if !is_membership(path, ty) => {
            ty.find(target).map_or(Ok(()), |found| parts_of(found.leaf(), value))
        }
        _ => Ok(()),
    }
}

fn parts_of_extension(extension: &Schema, value: &Value) -> Result<(), Error> {
    let Value::Object(fields) = value else { return Ok(()) };
    fields.iter().try_for_each(|(name, value)| match extension.attribute(name) {
        Some(attribute) => parts_of(attribute, value),
        None => Ok(()),
    })
}

/// What is read-only as a whole is for the engine, which knows its value: to repeat that is no change.
fn parts_of(attribute: &Attribute, value: &Value) -> Result<(), Error> {
    match value {
        _ if attribute.mutability == Mutability::ReadOnly => Ok(()),
        Value::Array(list) => list.iter().try_for_each(|element| parts_of(attribute, element)),
        Value::Object(parts) => parts.keys().try_for_each(|name| match attribute.sub_attribute(name) {
            Some(sub) if sub.mutability == Mutability::ReadOnly => Err(Error::mutability(format!(
                "`{}.{}` is read-only: the server sets it, and no client can change it.",
                attribute.name, sub.name
            ))),
            _ => Ok(()),
        }),
        _ => Ok(()),
    }
}
