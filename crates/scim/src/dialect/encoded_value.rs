//! A PATCH value that is the JSON text of an object instead of the object.
//!
//! Before (an outbound extension for Keycloak):
//! ```json
//! {"op": "replace", "value": "{\"displayName\":\"Operations\"}"}
//! ```
//! After:
//! ```json
//! {"op": "replace", "value": {"displayName": "Operations"}}
//! ```

use super::{Fired, Tolerance, example};
use crate::ResourceType;
use crate::json;
use crate::patch::Operation;
use serde_json::Value;

/// Text that is no object stays as it is, and is refused as a value that does not fit.
pub(super) fn decode(operation: &mut Operation, ty: &ResourceType, fired: &mut Fired) {
    if let Some(Value::String(text)) = &operation.value
        && let Ok(object @ Value::Object(_)) = json::parse(text.as_bytes())
    {
        // The example is what the text says: as text, nobody could tell a secret in it.
        fired.note(Tolerance::EncodedValue, "value", || example::field("value", &object, ty));
        operation.value = Some(object);
    }
}
