//! Attributes of an extension without its URN.
//!
//! Before (Entra ID, depending on its mapping):
//! ```json
//! {"op": "Add", "path": "manager", "value": "26118915"}
//! ```
//! After:
//! ```json
//! {"op": "Add", "path": "urn:…:enterprise:2.0:User:manager", "value": "26118915"}
//! ```

use super::{Fired, Tolerance, example};
use crate::attribute::Attribute;
use crate::path::AttributePath;
use crate::{ResourceType, Schema};
use serde_json::{Map, Value};

/// Adds the URN of the extension that has the attribute.
pub(super) fn qualify(target: &mut AttributePath, ty: &ResourceType, fired: &mut Fired) {
    if target.schema.is_none()
        && let Some((extension, attribute)) = home(&target.name, ty)
    {
        fired.note(Tolerance::UnqualifiedName, &attribute.name, || {
            example::field("path", &Value::from(target.name.as_str()), ty)
        });
        target.schema = Some(extension.id.clone());
    }
}

/// The first extension that has an attribute of that name, if the resource itself has none.
pub(super) fn home<'a>(name: &str, ty: &'a ResourceType) -> Option<(&'a Schema, &'a Attribute)> {
    if ty.attribute(name).is_some() {
        return None;
    }
    ty.extensions.iter().find_map(|e| e.schema.attribute(name).map(|attribute| (&*e.schema, attribute)))
}

/// Puts a value among the extension's attributes; one that stands there already stays.
pub(super) fn place(fields: &mut Map<String, Value>, urn: &str, name: &str, value: Value) {
    let key = fields.keys().find(|key| key.eq_ignore_ascii_case(urn)).cloned();
    let key = key.unwrap_or_else(|| urn.to_owned());
    let home = fields.entry(key).or_insert(Value::Null);
    if home.is_null() {
        *home = Value::Object(Map::new());
    }
    if let Value::Object(home) = home
        && !home.keys().any(|known| known.eq_ignore_ascii_case(name))
    {
        home.insert(name.to_owned(), value);
    }
}
