//! PATCH (RFC 7644 §3.5.2): what a client wants changed, and the change.
//!
//! [`PatchRequest::parse`] reads a body and lets the [`Dialect`] make it legal, [`members::separate`] takes the
//! membership of a group out of it, and [`PatchRequest::apply`] changes a resource by what is left.

mod apply;
mod budget;
mod elements;
pub mod members;
mod parse;
mod parts;

use crate::attribute::Attribute;
use crate::dialect::{Dialect, Fired};
use crate::limits::PATCH_OPERATIONS_MAX;
use crate::path::Path;
use crate::{Error, Resource, ResourceType};
use serde_json::Value;
use std::fmt;

/// The schema of a PATCH body (RFC 7644 §3.5.2).
pub const PATCH_URN: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/// What an operation does (RFC 7644 §3.5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    /// §3.5.2.1
    Add,
    /// §3.5.2.2
    Remove,
    /// §3.5.2.3
    Replace,
}

/// One operation (RFC 7644 §3.5.2).
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Which one of the request it is, counting from one as people do; what is made of one has its number.
    pub number: usize,
    /// What it does.
    pub op: Op,
    /// To what; without one the value names attributes of the resource itself.
    pub path: Option<Path>,
    /// With what. JSON null is a value: it unassigns (RFC 7643 §2.5).
    pub value: Option<Value>,
}

/// The operations of one PATCH (RFC 7644 §3.5.2), which happen in order and all or not at all.
///
/// ```
/// use scim::dialect::{Dialect, Fired};
/// use scim::patch::PatchRequest;
/// use scim::schema::USER_URN;
/// use scim::{Resource, ResourceType};
/// use serde_json::json;
///
/// let (ty, dialect, mut fired) = (ResourceType::user(), Dialect::STRICT, Fired::default());
/// let body = json!({
///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
///     "Operations": [
///         { "op": "add", "path": "emails", "value": [{ "type": "work", "value": "jane@example.com" }] },
///         { "op": "replace", "path": "emails[type eq \"work\"].primary", "value": true },
///         { "op": "remove", "path": "title" },
///     ],
/// });
/// let request = PatchRequest::parse(&body, &ty, &dialect, &mut fired)?;
/// let jane = Resource::parse(&json!({ "schemas": [USER_URN], "userName": "jane", "title": "Boss" }), &ty)?;
/// let jane = request.apply(&jane, &ty, &dialect, &mut fired)?;
/// assert_eq!(jane.get("title"), None);
/// assert_eq!(
///     jane.get("emails"),
///     Some(&json!([{ "value": "jane@example.com", "type": "work", "primary": true }]))
/// );
/// # Ok::<(), scim::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PatchRequest {
    /// In the order in which they are applied.
    pub operations: Vec<Operation>,
}

impl PatchRequest {
    /// Reads a PATCH body (RFC 7644 §3.5.2), and rewrites what the dialect tolerates into what the RFC knows.
    ///
    /// # Errors
    ///
    /// `invalidSyntax` for a body that is no PATCH, `invalidPath` and `invalidFilter` for a path, `noTarget` for a
    /// `remove` without one, `invalidValue` for an `add` or `replace` without a value, and 413 for more than
    /// [`PATCH_OPERATIONS_MAX`] operations.
    pub fn parse(
        body: &Value,
        ty: &ResourceType,
        dialect: &Dialect,
        fired: &mut Fired,
    ) -> Result<Self, Error> {
        parse::request(body, ty, dialect, fired)
    }

    /// The resource after all operations.
    ///
    /// RFC 7644 §3.5.2: "If a single operation encounters an error condition, the original SCIM resource MUST be
    /// restored, and a failure status SHALL be returned." It never left: this works on a copy.
    ///
    /// # Errors
    ///
    /// `mutability`, `noTarget` or `invalidValue` from an operation; what [`Resource::normalized`] finds in the
    /// outcome.
    pub fn apply(
        &self,
        resource: &Resource,
        ty: &ResourceType,
        dialect: &Dialect,
        fired: &mut Fired,
    ) -> Result<Resource, Error> {
        let attributes = resource.attributes().clone();
        let mut document =
            apply::Document { attributes, ty, dialect, fired, budget: budget::Budget::default() };
        for operation in &self.operations {
            document.apply(operation).map_err(|error| numbered(error, operation.number))?;
        }
        Resource::normalized(&document.attributes, ty)
    }
}

impl Op {
    /// The name in a PATCH body (RFC 7644 §3.5.2 `op`).
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Remove => "remove",
            Self::Replace => "replace",
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.path {
            Some(path) => write!(f, "{} `{path}`", self.op.as_str()),
            None => write!(f, "{} without a path", self.op.as_str()),
        }
    }
}

/// To the RFC such an operation removes all that its path leads to, and no client that lists some can mean that.
fn remove_with_value(place: &str) -> Error {
    Error::invalid_syntax(format!(
        "The remove of `{place}` has a value. A remove takes none: it selects by its path, such as \
         `members[value eq \"…\"]`, and without a filter it removes all (RFC 7644 §3.5.2.2)."
    ))
}

/// Tells which operation was refused.
fn numbered(mut error: Error, number: usize) -> Error {
    error.detail = format!("Operation {number}: {}", error.detail);
    error
}

fn unknown_field(name: &str, of: &str) -> Error {
    let name: String = name.chars().take(100).collect();
    Error::invalid_syntax(format!("`{name}` is no attribute of {of}."))
}

fn filter_on_single_value(attribute: &Attribute) -> Error {
    Error::invalid_path(format!(
        "`{}` has a single value, so that a filter in brackets has nothing to select from.",
        attribute.name
    ))
}

/// RFC 9110 §15.5.14: 413 is for a request that is "larger than the server is willing or able to process".
fn too_many_operations(count: usize) -> Error {
    Error::status(
        413,
        format!(
            "The PATCH has {count} operations, and {PATCH_OPERATIONS_MAX} is the most that one request may have. \
             Send it in parts."
        ),
    )
}
