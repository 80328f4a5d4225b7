//! Text where the schema has a boolean or a number.
//!
//! Before (Entra ID deactivates like this):
//! ```json
//! {"op": "Replace", "path": "active", "value": "False"}
//! ```
//! After:
//! ```json
//! {"op": "Replace", "path": "active", "value": false}
//! ```

use crate::attribute::Type;
use serde_json::{Number, Value};

/// The value that a text stands for, if the schema wants another type and the text names one of its values.
pub(crate) fn coerce(kind: Type, value: &Value) -> Option<Value> {
    let Value::String(text) = value else { return None };
    match kind {
        Type::Boolean if text.eq_ignore_ascii_case("true") => Some(Value::Bool(true)),
        Type::Boolean if text.eq_ignore_ascii_case("false") => Some(Value::Bool(false)),
        Type::Integer => text.parse::<i64>().ok().map(Value::from),
        Type::Decimal => text.parse::<f64>().ok().and_then(Number::from_f64).map(Value::Number),
        _ => None,
    }
}
