//! The order of a sorted list (RFC 7644 §3.4.2.3).

use crate::attribute::{self, Attribute, Type};
use crate::filter::excerpt;
use crate::limits::SORT_KEY_BYTES_MAX;
use crate::path::AttributePath;
use crate::{Error, ResourceType, fold};
use serde_json::{Map, Value};
use std::cmp::Ordering;

/// Where a resource stands in ascending order (RFC 7644 §3.4.2.3); descending order is exactly the reverse.
#[derive(Clone, Debug)]
pub enum Key {
    /// False before true.
    Boolean(bool),
    /// Whole numbers.
    Integer(i128),
    /// Numbers.
    Decimal(f64),
    /// Earlier before later, whatever the offset.
    Instant(jiff::Timestamp),
    /// By code point, folded unless the attribute is case exact; the first [`SORT_KEY_BYTES_MAX`] bytes of it.
    Text(String),
    /// RFC 7644 §3.4.2.3: a resource without a value is ordered last if ascending and first if descending.
    Missing,
}

/// Reads `sortBy` (RFC 7644 §3.4.2.3); names come back in canonical case, and a complex attribute with a `value` stands
/// for that.
///
/// # Errors
/// `invalidValue` for what the resource type does not have, cannot be put in an order, or must not be revealed. RFC
/// 7644 §3.12 table 9 has that keyword for a query; `invalidPath` is for the path of a PATCH alone.
pub fn check(text: &str, ty: &ResourceType) -> Result<AttributePath, Error> {
    let path = AttributePath::parse(text).map_err(|error| Error::invalid_value(error.detail))?;
    let Some(found) = ty.find_for_query(&path) else {
        return Err(Error::invalid_value(format!(
            "\"sortBy\" names \"{}\", which is not an attribute of a {}.",
            excerpt(text),
            ty.name
        )));
    };
    // An order tells as much about a value as a comparison does.
    if found.attribute.is_secret() || found.leaf().is_secret() {
        return Err(Error::invalid_value(format!(
            "\"{}\" is never returned, so resources cannot be sorted by it.",
            excerpt(text)
        )));
    }
    let sub = match (found.leaf().kind, found.attribute.sub_attribute("value")) {
        (Type::Complex, Some(value)) => Some(value),
        // RFC 7644 §3.4.2.3: of a complex attribute, sortBy "must be a path to a sub-attribute".
        (Type::Complex, None) => {
            return Err(Error::invalid_value(format!(
                "\"{}\" has several parts. Sort by one of them, such as \"{0}.{}\".",
                found.attribute.name,
                found.attribute.sub_attributes.first().map_or("value", |sub| sub.name.as_str())
            )));
        }
        _ => found.sub,
    };
    Ok(AttributePath {
        schema: found.extension.map(|schema| schema.id.clone()),
        name: found.attribute.name.clone(),
        sub: sub.map(|sub| sub.name.clone()),
    })
}

/// The key of a resource under a path that [`check`] let through (RFC 7644 §3.4.2.3).
#[must_use]
pub fn key(attributes: &Map<String, Value>, path: &AttributePath, ty: &ResourceType) -> Key {
    let Some(found) = ty.find(path) else { return Key::Missing };
    let attributes = match found.extension {
        Some(schema) => attributes.get(&schema.id).and_then(Value::as_object),
        None => Some(attributes),
    };
    let value = attributes.and_then(|attributes| attributes.get(&found.attribute.name));
    // RFC 7644 §3.4.2.3: "resources are sorted by the value of the primary attribute (see Section 2.4 of [RFC7643]),
    // if any, or else the first value in the list, if any".
    let value = match value {
        Some(Value::Array(elements)) => {
            let primary = |element: &&Value| element.get("primary") == Some(&Value::Bool(true));
            elements.iter().find(primary).or_else(|| elements.first())
        }
        single => single,
    };
    let value = match found.sub {
        Some(sub) => value.and_then(|value| value.get(&sub.name)),
        None => value,
    };
    value.and_then(|value| scalar(value, found.leaf())).unwrap_or(Key::Missing)
}

impl Key {
    /// Keys of one path are of one kind, so this only tells missing ones from the others.
    fn kind(&self) -> u8 {
        match self {
            Self::Boolean(_) => 0,
            Self::Integer(_) => 1,
            Self::Decimal(_) => 2,
            Self::Instant(_) => 3,
            Self::Text(_) => 4,
            Self::Missing => 5,
        }
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Key {}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Boolean(a), Self::Boolean(b)) => a.cmp(b),
            (Self::Integer(a), Self::Integer(b)) => a.cmp(b),
            (Self::Decimal(a), Self::Decimal(b)) => a.total_cmp(b),
            (Self::Instant(a), Self::Instant(b)) => a.cmp(b),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            _ => self.kind().cmp(&other.kind()),
        }
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn scalar(value: &Value, attribute: &Attribute) -> Option<Key> {
    match attribute.kind {
        Type::Boolean => value.as_bool().map(Key::Boolean),
        Type::Integer => {
            let number = value.as_i64().map(i128::from).or_else(|| value.as_u64().map(i128::from));
            number.map(Key::Integer)
        }
        Type::Decimal => value.as_f64().map(Key::Decimal),
        Type::DateTime => attribute::instant(value.as_str()?).map(Key::Instant),
        // RFC 7644 §3.4.2.3: whether case matters in the order is the attribute's `caseExact`.
        Type::String | Type::Reference | Type::Binary if attribute.case_exact => {
            value.as_str().map(|text| Key::Text(beginning(text).to_owned()))
        }
        Type::String | Type::Reference | Type::Binary => {
            value.as_str().map(|text| Key::Text(beginning(&fold(text)).to_owned()))
        }
        Type::Complex => None,
    }
}

fn beginning(text: &str) -> &str {
    &text[..text.floor_char_boundary(SORT_KEY_BYTES_MAX)]
}
