//! Paths as keys, in the body of a POST or PUT and in a PATCH value without a path.
//!
//! Before (Entra ID with its compliance flag):
//! ```json
//! {"op": "replace", "value": {
//!   "displayName": "Jane Doe",
//!   "name.givenName": "Jane",
//!   "urn:ietf:params:scim:schemas:core:2.0:User": {"nickName": "Jay"},
//!   "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department": "Sales"}}
//! ```
//! After:
//! ```json
//! {"op": "replace", "value": {"displayName": "Jane Doe"}}
//! {"op": "replace", "path": "name.givenName", "value": "Jane"}
//! {"op": "replace", "value": {"nickName": "Jay"}}
//! {"op": "replace", "path": "urn:…:enterprise:2.0:User:department", "value": "Sales"}
//! ```
//! In a body the values go to where the paths lead:
//! ```json
//! {"displayName": "Jane Doe", "name": {"givenName": "Jane"}, "nickName": "Jay",
//!  "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Sales"}}
//! ```

use super::{Fired, Tolerance, example, missing_element};
use crate::ResourceType;
use crate::filter::Syntax;
use crate::limits::{PATCH_OPERATIONS_MAX, VALUES_MAX};
use crate::patch::{Op, Operation, members};
use crate::path::{Path, dot_behind_urn};
use serde_json::{Map, Value};

/// One key of an object, and the path that it is unless it is a plain name.
struct Entry {
    key: String,
    path: Option<Path>,
    value: Value,
}

/// Operations of their own for keys that are paths.
pub(super) fn split(
    operations: Vec<Operation>,
    ty: &ResourceType,
    syntax: Syntax,
    fired: &mut Fired,
) -> Vec<Operation> {
    let mut legal = Vec::with_capacity(operations.len());
    for mut operation in operations {
        unwrap_extension(&mut operation);
        match operation {
            // A remove without a path names nothing (RFC 7644 §3.5.2.2), whatever its value says.
            Operation {
                number,
                op: op @ (Op::Add | Op::Replace),
                path: None,
                value: Some(Value::Object(fields)),
            } => {
                let mut plain = Map::new();
                let flush = |plain: &mut Map<String, Value>, legal: &mut Vec<Operation>| {
                    if !plain.is_empty() {
                        let value = Some(Value::Object(std::mem::take(plain)));
                        legal.push(Operation { number, op, path: None, value });
                    }
                };
                for Entry { key, path, value } in entries(fields, ty, syntax, fired) {
                    // The keys keep their order: a later one wins over an earlier one.
                    if path.is_some() || plain.contains_key(&key) {
                        flush(&mut plain, &mut legal);
                    }
                    match path {
                        Some(path) => {
                            legal.push(Operation { number, op, path: Some(path), value: Some(value) });
                        }
                        None => drop(plain.insert(key, value)),
                    }
                }
                flush(&mut plain, &mut legal);
            }
            other => legal.push(other),
        }
    }
    legal
}

/// A body in which values stand where their keys lead. What leads nowhere stays as it is.
pub(super) fn nest(
    fields: Map<String, Value>,
    ty: &ResourceType,
    syntax: Syntax,
    fired: &mut Fired,
) -> Map<String, Value> {
    let mut body = Map::new();
    let mut placed = Vec::new();
    for entry in entries(fields, ty, syntax, fired) {
        match entry.path {
            Some(path) if placed.len() < PATCH_OPERATIONS_MAX => placed.push((entry.key, path, entry.value)),
            _ => join(&mut body, canonical(entry.key, ty), entry.value),
        }
    }
    for (key, path, value) in placed {
        if let Some(value) = place(&mut body, &path, value, ty) {
            body.insert(key, value);
        }
    }
    body
}

/// A path with the colon that belongs between a schema's URN and an attribute, where a dot stands.
pub(super) fn with_colon(text: &str, ty: &ResourceType) -> Option<String> {
    let at = dot_behind_urn(text, ty)?;
    Some(format!("{}:{}", &text[..at], &text[at + 1..]))
}

fn entries(fields: Map<String, Value>, ty: &ResourceType, syntax: Syntax, fired: &mut Fired) -> Vec<Entry> {
    let mut entries = Vec::with_capacity(fields.len());
    for (key, value) in fields {
        match value {
            // RFC 7643 §3.3 sets extensions apart by their URN; the base schema has none around its attributes.
            Value::Object(inner) if key.eq_ignore_ascii_case(&ty.schema.id) => {
                let inner = Value::Object(inner);
                fired.note(Tolerance::DottedKey, &key, || example::field(&key, &inner, ty));
                let Value::Object(inner) = inner else { continue };
                for (key, value) in inner {
                    entry(&mut entries, key, value, ty, syntax);
                }
            }
            value => entry(&mut entries, key, value, ty, syntax),
        }
    }
    for entry in entries.iter().filter(|entry| entry.path.is_some()) {
        fired.note(Tolerance::DottedKey, &entry.key, || example::field(&entry.key, &entry.value, ty));
    }
    entries
}

fn entry(entries: &mut Vec<Entry>, key: String, value: Value, ty: &ResourceType, syntax: Syntax) {
    match (ty.extension(&key), value) {
        (Some(extension), Value::Object(inner)) => {
            let was_empty = inner.is_empty();
            let mut plain = Map::new();
            let mut dotted = Vec::new();
            for (name, value) in inner {
                let qualified = format!("{}:{name}", extension.id);
                match path(&qualified, ty, syntax).filter(|_| is_path(&name)) {
                    Some(path) => dotted.push(Entry { key: qualified, path: Some(path), value }),
                    None => drop(plain.insert(name, value)),
                }
            }
            if was_empty || !plain.is_empty() {
                entries.push(Entry { key, path: None, value: Value::Object(plain) });
            }
            entries.extend(dotted);
        }
        (Some(_), value) => entries.push(Entry { key, path: None, value }),
        (None, value) => {
            let path = path(&key, ty, syntax).filter(|_| key.contains(':') || is_path(&key));
            entries.push(Entry { key, path, value });
        }
    }
}

/// The value of an extension with paths in it, as one of the resource.
fn unwrap_extension(operation: &mut Operation) {
    if operation.op != Op::Remove
        && let (Some(Path::Extension(urn)), Some(Value::Object(fields))) = (&operation.path, &operation.value)
        && fields.keys().any(|key| is_path(key))
    {
        let fields = Map::from_iter([(urn.clone(), Value::Object(fields.clone()))]);
        operation.value = Some(Value::Object(fields));
        operation.path = None;
    }
}

fn is_path(key: &str) -> bool {
    key.contains(['.', '['])
}

/// The path that a key is, unless it leads nowhere.
fn path(key: &str, ty: &ResourceType, syntax: Syntax) -> Option<Path> {
    let colon = with_colon(key, ty);
    let path = Path::parse(colon.as_deref().unwrap_or(key), ty, syntax).ok()?;
    match &path {
        Path::Attribute { target, .. } if ty.find(target).is_some() => Some(path),
        _ => None,
    }
}

/// The name in the schema's own spelling, to be found by.
fn canonical(key: String, ty: &ResourceType) -> String {
    let attribute = ty.attribute(&key).map(|attribute| attribute.name.clone());
    attribute.or_else(|| ty.extension(&key).map(|extension| extension.id.clone())).unwrap_or(key)
}

/// Two values of one attribute are one list or one object, or else the later one.
fn join(body: &mut Map<String, Value>, key: String, value: Value) {
    match (body.get_mut(&key), value) {
        (Some(Value::Array(old)), Value::Array(new)) => old.extend(new),
        (Some(Value::Object(old)), Value::Object(new)) => old.extend(new),
        (_, value) => drop(body.insert(key, value)),
    }
}

/// Puts a value to where a path leads, or gives it back.
fn place(body: &mut Map<String, Value>, path: &Path, value: Value, ty: &ResourceType) -> Option<Value> {
    let Path::Attribute { target, filter } = path else { return Some(value) };
    // Members are taken out of a body before and must not come back into it.
    let Some(found) = ty.find(target).filter(|_| !members::is_membership(path, ty)) else {
        return Some(value);
    };
    let home = match found.extension {
        Some(extension) => object(body.entry(extension.id.clone()).or_insert(Value::Null)),
        None => Some(body),
    };
    let Some(home) = home else { return Some(value) };
    let name = found.attribute.name.clone();
    match (found.sub, filter) {
        (None, None) => {
            home.insert(name, value);
            None
        }
        (sub, filter) if found.attribute.multi_valued => {
            let described = match filter {
                Some(filter) => missing_element::description(filter, found.attribute),
                None => Some(Map::new()),
            };
            let list = home.entry(name).or_insert_with(|| Value::Array(Vec::new()));
            match (described.and_then(|described| element(list, described)), sub, value) {
                (Some(element), Some(sub), value) => drop(element.insert(sub.name.clone(), value)),
                (Some(element), None, Value::Object(fields)) => element.extend(fields),
                (_, _, value) => return Some(value),
            }
            None
        }
        (Some(sub), None) => match object(home.entry(name).or_insert(Value::Null)) {
            Some(complex) => {
                complex.insert(sub.name.clone(), value);
                None
            }
            None => Some(value),
        },
        _ => Some(value),
    }
}

fn object(value: &mut Value) -> Option<&mut Map<String, Value>> {
    if value.is_null() {
        *value = Value::Object(Map::new());
    }
    value.as_object_mut()
}

/// The element of a list that is as described, which is made if there is none.
fn element(list: &mut Value, described: Map<String, Value>) -> Option<&mut Map<String, Value>> {
    let list = list.as_array_mut()?;
    let fits = |element: &Value| {
        element.is_object() && described.iter().all(|(name, value)| element.get(name) == Some(value))
    };
    // A list that is too long is refused later and not searched.
    let index = list.iter().take(VALUES_MAX).position(fits).unwrap_or(list.len());
    if index == list.len() {
        list.push(Value::Object(described));
    }
    list.get_mut(index)?.as_object_mut()
}
