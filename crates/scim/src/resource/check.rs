//! Does this value fit this attribute (RFC 7643 §2), and how is it written canonically?

use super::equality::identity;
use crate::attribute::{self, Attribute, Mutability, Type};
use crate::filter::excerpt;
use crate::limits::VALUES_MAX;
use crate::{Error, ResourceType};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// Beyond it, neighbouring whole numbers are the same in the arithmetic that JSON numbers are read with (RFC 8259 §6).
const WHOLE_NUMBERS_MAX: f64 = 9_007_199_254_740_992.0;

/// The canonical form of a value of `attribute`: the whole list or one element of a multi-valued one.
///
/// Names get their canonical case, read-only and unassigned sub-attributes go.
/// `where_` is how an error names the attribute.
pub(crate) fn check_value(value: &Value, attribute: &Attribute, where_: &str) -> Result<Value, Error> {
    let checked = match value {
        Value::Array(elements) if attribute.multi_valued => list(elements, attribute, where_),
        _ => element(value, attribute, where_),
    };
    checked.map_err(|error| discreet(error, attribute, where_))
}

/// RFC 7643 §2.5: "Unassigned attributes, the null value, or an empty array (in the case of a multi-valued attribute)
/// SHALL be considered to be equivalent in 'state'." A complex value without sub-attributes says as little.
pub(crate) fn is_unassigned(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(elements) => elements.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// Checks the `schemas` that a client sent; what is stored is derived from the attributes.
pub(super) fn schemas(body: &Map<String, Value>, ty: &ResourceType) -> Result<(), Error> {
    let base = &ty.schema.id;
    let sent = match member(body, "schemas") {
        Some(Value::Array(sent)) if !sent.is_empty() => sent,
        // RFC 7643 §3: "The 'schemas' attribute is a REQUIRED attribute" and "MUST only contain values defined as
        // 'schema' and 'schemaExtensions' for the resource's defined 'resourceType'".
        _ => {
            return Err(Error::invalid_value(format!(
                "\"schemas\" is missing or empty; it must be a list that contains \"{base}\"."
            )));
        }
    };
    let mut base_named = false;
    for (at, urn) in sent.iter().enumerate() {
        let Value::String(urn) = urn else {
            return Err(mismatch("schemas", urn, "a list of URNs, each of them a string"));
        };
        let is_it = |other: &Value| other.as_str().is_some_and(|other| other.eq_ignore_ascii_case(urn));
        // RFC 7643 §3: "Duplicate values MUST NOT be included." The unknown are refused before there are many.
        if sent[..at].iter().any(is_it) {
            return Err(Error::invalid_value(format!("\"schemas\" names \"{}\" twice.", excerpt(urn))));
        }
        if urn.eq_ignore_ascii_case(base) {
            base_named = true;
        } else if ty.extension(urn).is_none() {
            return Err(Error::invalid_syntax(format!(
                "\"schemas\" names \"{}\", which is not a schema of a {}.",
                excerpt(urn),
                ty.name
            )));
        }
    }
    if !base_named {
        return Err(Error::invalid_syntax(format!("\"schemas\" must contain \"{base}\" for a {}.", ty.name)));
    }
    Ok(())
}

/// The canonical form of a whole resource.
pub(super) fn resource(body: &Map<String, Value>, ty: &ResourceType) -> Result<Map<String, Value>, Error> {
    let core = || ty.attributes();
    for name in body.keys() {
        if ty.extension(name).is_none() && !core().any(|a| a.name.eq_ignore_ascii_case(name)) {
            return Err(unknown("", name, &format!("a {}", ty.name)));
        }
    }
    let attributes = assigned(body, core(), "")?;
    require(&attributes, core(), "")?;
    let mut urns = vec![Value::String(ty.schema.id.clone())];
    let mut extensions = Map::new();
    for extension in &ty.extensions {
        let urn = &extension.schema.id;
        let values = match member(body, urn) {
            None | Some(Value::Null) => Map::new(),
            Some(Value::Object(values)) => {
                let prefix = format!("{urn}:");
                let attributes = &extension.schema.attributes;
                refuse_unknown(values, attributes, &prefix, urn)?;
                let values = assigned(values, attributes.iter(), &prefix)?;
                if !values.is_empty() {
                    require(&values, attributes.iter(), &prefix)?;
                }
                values
            }
            Some(other) => return Err(mismatch(urn, other, "an object with the extension's attributes")),
        };
        if !values.is_empty() {
            urns.push(Value::String(urn.clone()));
            extensions.insert(urn.clone(), Value::Object(values));
        } else if extension.required {
            return Err(missing(urn));
        }
    }
    // RFC 7643 §3: the representation lists the base schema and the extensions that it makes use of.
    let mut whole = Map::from_iter([("schemas".to_owned(), Value::Array(urns))]);
    whole.extend(attributes);
    whole.extend(extensions);
    Ok(whole)
}

/// The error for a list that is too long.
pub(crate) fn too_many_values(count: usize, where_: &str) -> Error {
    Error::invalid_value(format!("\"{where_}\" would have {count} values, and {VALUES_MAX} is the most."))
}

/// What to call a value's JSON type in a sentence.
pub(super) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// The attributes that have a value a client may give, in schema order and canonical case.
fn assigned<'a>(
    members: &Map<String, Value>,
    attributes: impl Iterator<Item = &'a Attribute>,
    prefix: &str,
) -> Result<Map<String, Value>, Error> {
    let mut known = Map::new();
    for attribute in attributes {
        // RFC 7644 §3.3: "Attributes whose mutability is 'readOnly' … SHALL be ignored" (and §3.5.1 for PUT).
        if attribute.mutability == Mutability::ReadOnly {
            continue;
        }
        let Some(value) = member(members, &attribute.name) else { continue };
        let where_ = format!("{prefix}{}", attribute.name);
        let value = match value {
            Value::Null => continue,
            Value::Array(_) => check_value(value, attribute, &where_)?,
            _ if attribute.multi_valued => {
                let error = mismatch(&where_, value, "a list, because it is multi-valued");
                return Err(discreet(error, attribute, &where_));
            }
            _ => check_value(value, attribute, &where_)?,
        };
        // RFC 7643 §7 has `never` for values that are "not retained by the service provider": none of them is here.
        if !attribute.is_secret() && !is_unassigned(&value) {
            known.insert(attribute.name.clone(), value);
        }
    }
    Ok(known)
}

/// Refuses attributes without a value that a client must give.
fn require<'a>(
    known: &Map<String, Value>,
    attributes: impl Iterator<Item = &'a Attribute>,
    prefix: &str,
) -> Result<(), Error> {
    for attribute in attributes {
        // Of a secret nobody can tell later whether it was given.
        if attribute.mutability == Mutability::ReadOnly || attribute.is_secret() {
            continue;
        }
        let value = known.get(&attribute.name);
        // RFC 7643 §4.1.1 on `userName`: "Each User MUST include a non-empty userName value."
        let blank = match value {
            None => true,
            Some(Value::String(text)) => text.trim().is_empty(),
            Some(_) => false,
        };
        if attribute.required && blank {
            return Err(missing(&format!("{prefix}{}", attribute.name)));
        }
        if attribute.sub_attributes.iter().any(|sub| sub.required) {
            let elements = match value {
                Some(Value::Array(elements)) => elements.as_slice(),
                Some(single) => std::slice::from_ref(single),
                None => &[],
            };
            for element in elements.iter().filter_map(Value::as_object) {
                require(element, attribute.sub_attributes.iter(), &format!("{prefix}{}.", attribute.name))?;
            }
        }
    }
    Ok(())
}

/// The elements without those that say the same again. RFC 7643 §2.4: an answer "SHOULD NOT return the same (type, value)
/// combination more than once per attribute". What a repetition has to say beyond the first one is kept there.
pub(crate) fn merged(elements: Vec<Value>, attribute: &Attribute) -> Vec<Value> {
    let mut once: Vec<Value> = Vec::with_capacity(elements.len());
    let mut known = HashMap::new();
    for value in elements {
        let at = *known.entry(identity(&value, attribute)).or_insert(once.len());
        match (once.get_mut(at), value) {
            (Some(Value::Object(first)), Value::Object(again)) => {
                for (name, value) in again {
                    first.entry(name).or_insert(value);
                }
            }
            (Some(_), _) => {}
            (None, value) => once.push(value),
        }
    }
    once
}

fn list(elements: &[Value], attribute: &Attribute, where_: &str) -> Result<Value, Error> {
    if elements.len() > VALUES_MAX {
        return Err(too_many_values(elements.len(), where_));
    }
    let mut canonical: Vec<Value> = Vec::with_capacity(elements.len());
    for value in elements {
        let value = element(value, attribute, where_)?;
        if is_unassigned(&value) {
            continue;
        }
        canonical.push(value);
    }
    let canonical = merged(canonical, attribute);
    let is_primary = |value: &&Value| value.get("primary") == Some(&Value::Bool(true));
    let primaries = canonical.iter().filter(is_primary).count();
    // RFC 7643 §2.4: "The primary attribute value 'true' MUST appear no more than once."
    if primaries > 1 {
        return Err(Error::invalid_value(format!(
            "\"{where_}\" has {primaries} values with \"primary\": true, but only one can be the primary one."
        )));
    }
    Ok(Value::Array(canonical))
}

fn element(value: &Value, attribute: &Attribute, where_: &str) -> Result<Value, Error> {
    let fits = match (attribute.kind, value) {
        (Type::Complex, Value::Object(members)) => {
            let prefix = format!("{where_}.");
            refuse_unknown(members, &attribute.sub_attributes, &prefix, where_)?;
            return Ok(Value::Object(assigned(members, attribute.sub_attributes.iter(), &prefix)?));
        }
        (_, Value::Null)
        | (Type::String | Type::Reference, Value::String(_))
        | (Type::Boolean, Value::Bool(_))
        | (Type::Decimal, Value::Number(_)) => true,
        // RFC 7643 §2.3.4: "A whole number with no fractional digits or decimal".
        (Type::Integer, Value::Number(number)) => !number.is_f64(),
        (Type::String, Value::Bool(_) | Value::Number(_)) if attribute.scalars_as_text => {
            return scalar_text(value, where_);
        }
        (Type::DateTime, Value::String(text)) => attribute::instant(text).is_some(),
        (Type::Binary, Value::String(text)) => is_base64(text),
        _ => false,
    };
    if fits {
        return Ok(value.clone());
    }
    Err(mismatch(where_, value, expected(attribute.kind)))
}

/// A scalar as the text that stands for it in JSON.
fn scalar_text(value: &Value, where_: &str) -> Result<Value, Error> {
    // RFC 7643 §2.3.3 keeps what a number says, not how it is written; from here on it does not even say all its digits.
    let is_rounded = value.as_number().is_some_and(serde_json::Number::is_f64)
        && value.as_f64().is_none_or(|number| number.abs() >= WHOLE_NUMBERS_MAX);
    if is_rounded {
        return Err(mismatch(
            where_,
            value,
            "a string, because a number as large as this is not kept exactly",
        ));
    }
    Ok(Value::String(value.to_string()))
}

fn refuse_unknown(
    members: &Map<String, Value>,
    attributes: &[Attribute],
    prefix: &str,
    owner: &str,
) -> Result<(), Error> {
    match members.keys().find(|name| attribute::find(attributes, name).is_none()) {
        Some(name) => Err(unknown(prefix, name, &format!("\"{owner}\""))),
        None => Ok(()),
    }
}

/// The member of that name; the exact spelling first, because nearly every client uses it (RFC 7643 §2.1).
fn member<'a>(members: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    members
        .get(name)
        .or_else(|| members.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value))
}

fn expected(kind: Type) -> &'static str {
    match kind {
        Type::String => "a string",
        Type::Boolean => "true or false, without quotation marks",
        Type::Decimal => "a number",
        Type::Integer => "a whole number",
        Type::DateTime => "a date and time such as \"2011-05-13T04:42:34Z\"",
        Type::Binary => "a string in base64",
        Type::Reference => "a URI in a string",
        Type::Complex => "an object",
    }
}

fn mismatch(where_: &str, value: &Value, expected: &str) -> Error {
    let came = match value {
        Value::String(text) => format!("the string \"{}\"", excerpt(text)),
        Value::Bool(_) | Value::Number(_) => format!("{value}"),
        other => kind_of(other).to_owned(),
    };
    Error::invalid_value(format!("\"{where_}\" must be {expected}, but is {came}."))
}

/// An error must not show a secret, nor a part of one.
fn discreet(error: Error, attribute: &Attribute, where_: &str) -> Error {
    if attribute.is_secret() {
        return Error::invalid_value(format!("\"{where_}\" must be {}.", expected(attribute.kind)));
    }
    error
}

fn unknown(prefix: &str, name: &str, owner: &str) -> Error {
    // RFC 7644 §3.12: invalidSyntax is for a body that "did not conform to the request schema".
    Error::invalid_syntax(format!(
        "\"{prefix}{}\" is not an attribute of {owner}. Remove it from the request, or declare it in an \
         extension schema.",
        excerpt(name)
    ))
}

fn missing(name: &str) -> Error {
    // RFC 7644 §3.12: invalidValue is for "a required value was missing".
    Error::invalid_value(format!("\"{name}\" is required, but is missing or empty."))
}

/// RFC 7643 §2.3.6: base64 as in RFC 4648 §4, where the padding at the end may be left out.
fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    let complete = match padding {
        0 => digits.len() % 4 != 1,
        1 | 2 => text.len().is_multiple_of(4),
        _ => false,
    };
    complete && digits.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/'))
}
