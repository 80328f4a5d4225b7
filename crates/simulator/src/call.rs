//! A SCIM request before it is written: pure data, so that tests can compare it byte for byte.

use crate::attribute::PATCH_URN;
use serde_json::{Value, json};
use std::fmt;

/// A method, a request target below the base URL, and a body.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Call {
    pub(crate) method: &'static str,
    /// Path and query, encoded as the provider encodes.
    pub(crate) target: String,
    pub(crate) body: Option<Value>,
}

impl Call {
    pub(crate) fn get(target: String) -> Self {
        Self { method: "GET", target, body: None }
    }

    pub(crate) fn post(target: &str, body: Value) -> Self {
        Self { method: "POST", target: target.to_owned(), body: Some(body) }
    }

    pub(crate) fn put(target: String, body: Value) -> Self {
        Self { method: "PUT", target, body: Some(body) }
    }

    /// A PATCH of these operations (RFC 7644 §3.5.2).
    pub(crate) fn patch(target: String, operations: &[Value]) -> Self {
        let body = json!({ "schemas": [PATCH_URN], "Operations": operations });
        Self { method: "PATCH", target, body: Some(body) }
    }

    pub(crate) fn delete(target: String) -> Self {
        Self { method: "DELETE", target, body: None }
    }

    /// The same with a parameter more, before all others.
    pub(crate) fn with_parameter(&self, parameter: &str) -> Self {
        let target = match self.target.split_once('?') {
            Some((path, query)) => format!("{path}?{parameter}&{query}"),
            None => format!("{}?{parameter}", self.target),
        };
        Self { target, ..self.clone() }
    }

    pub(crate) fn writes(&self) -> bool {
        self.method != "GET"
    }

    pub(crate) fn body_text(&self) -> Option<String> {
        self.body.as_ref().map(Value::to_string)
    }
}

/// The request line without the version.
impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.target)
    }
}

/// A string literal of a filter: JSON's escapes (RFC 7644 §3.4.2.2).
pub(crate) fn literal(text: &str) -> String {
    Value::from(text).to_string()
}
