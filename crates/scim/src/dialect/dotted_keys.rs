//! Paths as keys, in a PATCH value without a path.
//!
//! Before (Entra ID with its compliance flag):
//! ```json
//! {"op": "replace", "value": {
//!   "displayName": "Jane Doe",
//!   "name.givenName": "Jane",
//!   "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department": "Sales"}}
//! ```
//! After:
//! ```json
//! {"op": "replace", "value": {"displayName": "Jane Doe"}}
//! {"op": "replace", "path": "name.givenName", "value": "Jane"}
//! {"op": "replace", "path": "urn:…:enterprise:2.0:User:department", "value": "Sales"}
//! ```

use super::{Fired, Tolerance};
use crate::ResourceType;
use crate::filter::Syntax;
use crate::patch::Operation;
use crate::path::Path;
use serde_json::{Map, Value};

pub(super) fn split(
    operations: Vec<Operation>,
    ty: &ResourceType,
    syntax: Syntax,
    fired: &mut Fired,
) -> Vec<Operation> {
    let mut legal = Vec::with_capacity(operations.len());
    for operation in operations {
        match operation {
            Operation { number, op, path: None, value: Some(Value::Object(fields)) } => {
                let mut plain = Map::new();
                for (key, value) in fields {
                    let Some(path) = path(&key, ty, syntax) else {
                        plain.insert(key, value);
                        continue;
                    };
                    fired.note(Tolerance::DottedKey, &key);
                    if !plain.is_empty() {
                        // The keys keep their order: a later one wins over an earlier one.
                        let value = Some(Value::Object(std::mem::take(&mut plain)));
                        legal.push(Operation { number, op, path: None, value });
                    }
                    legal.push(Operation { number, op, path: Some(path), value: Some(value) });
                }
                if !plain.is_empty() {
                    legal.push(Operation { number, op, path: None, value: Some(Value::Object(plain)) });
                }
            }
            other => legal.push(other),
        }
    }
    legal
}

/// The path that a key is, unless it is a plain name, the URN of an extension, or leads nowhere.
fn path(key: &str, ty: &ResourceType, syntax: Syntax) -> Option<Path> {
    if !key.contains(['.', ':', '[']) {
        return None;
    }
    let path = Path::parse(key, ty, syntax).ok()?;
    match &path {
        Path::Attribute { target, .. } if ty.find(target).is_some() => Some(path),
        _ => None,
    }
}
