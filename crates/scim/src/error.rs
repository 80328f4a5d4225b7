//! What can be wrong with a request, in the RFC's words (RFC 7644 §3.12).

use serde_json::{Map, Value, json};
use std::fmt;

/// The schema of an error body (RFC 7644 §3.12).
pub const ERROR_URN: &str = "urn:ietf:params:scim:api:messages:2.0:Error";

/// The detail keywords of RFC 7644 §3.12 table 9 and RFC 9865 §2.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScimType {
    /// The filter is malformed, or the attribute and operator do not go together.
    InvalidFilter,
    /// The filter yields more results than the server is willing to return.
    TooMany,
    /// A value that must be unique is taken.
    Uniqueness,
    /// The attribute may not be modified like that.
    Mutability,
    /// The body is malformed or does not fit the request's schema.
    InvalidSyntax,
    /// The path of a PATCH operation is malformed.
    InvalidPath,
    /// The path of a PATCH operation matches nothing that could be operated on.
    NoTarget,
    /// A required value is missing, or a value does not fit its attribute.
    InvalidValue,
    /// The protocol version is not supported.
    InvalidVers,
    /// The request carries something sensitive where it must not be.
    Sensitive,
    /// The cursor is not one of this server's (RFC 9865).
    InvalidCursor,
    /// The cursor was valid once (RFC 9865).
    ExpiredCursor,
    /// `count` does not go with this cursor (RFC 9865).
    InvalidCount,
}

impl ScimType {
    /// The keyword as it stands in an error body (RFC 7644 §3.12 `scimType`).
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidFilter => "invalidFilter",
            Self::TooMany => "tooMany",
            Self::Uniqueness => "uniqueness",
            Self::Mutability => "mutability",
            Self::InvalidSyntax => "invalidSyntax",
            Self::InvalidPath => "invalidPath",
            Self::NoTarget => "noTarget",
            Self::InvalidValue => "invalidValue",
            Self::InvalidVers => "invalidVers",
            Self::Sensitive => "sensitive",
            Self::InvalidCursor => "invalidCursor",
            Self::ExpiredCursor => "expiredCursor",
            Self::InvalidCount => "invalidCount",
        }
    }

    /// The HTTP status that goes with the keyword: RFC 7644 §3.12 table 9 is for 400, but `uniqueness` is 409 by §3.3
    /// and `sensitive` 403 by §7.5.2.
    #[must_use]
    pub fn status(self) -> u16 {
        match self {
            Self::Uniqueness => 409,
            Self::Sensitive => 403,
            _ => 400,
        }
    }
}

/// A refusal (RFC 7644 §3.12): the status, the keyword where the RFC has one, and a sentence for the administrator.
///
/// ```
/// let error = scim::Error::no_target("No e-mail matches the path.");
/// assert_eq!((error.status, error.to_json()["scimType"].as_str()), (400, Some("noTarget")));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// HTTP status code.
    pub status: u16,
    /// RFC 7644's keyword, where there is one for this status.
    pub scim_type: Option<ScimType>,
    /// What happened, why, and what to do about it.
    pub detail: String,
}

impl Error {
    /// An error with one of the RFC's keywords and the status that belongs to it.
    pub fn new(scim_type: ScimType, detail: impl Into<String>) -> Self {
        Self { status: scim_type.status(), scim_type: Some(scim_type), detail: detail.into() }
    }

    /// An error that has a status but no keyword of its own, such as 404 or 413 (RFC 7644 §3.12 table 8).
    pub fn status(status: u16, detail: impl Into<String>) -> Self {
        Self { status, scim_type: None, detail: detail.into() }
    }

    /// 400 `invalidFilter` (RFC 7644 §3.12 table 9).
    pub fn invalid_filter(detail: impl Into<String>) -> Self {
        Self::new(ScimType::InvalidFilter, detail)
    }

    /// 400 `invalidPath` (RFC 7644 §3.12 table 9).
    pub fn invalid_path(detail: impl Into<String>) -> Self {
        Self::new(ScimType::InvalidPath, detail)
    }

    /// 400 `invalidSyntax` (RFC 7644 §3.12 table 9).
    pub fn invalid_syntax(detail: impl Into<String>) -> Self {
        Self::new(ScimType::InvalidSyntax, detail)
    }

    /// 400 `invalidValue` (RFC 7644 §3.12 table 9).
    pub fn invalid_value(detail: impl Into<String>) -> Self {
        Self::new(ScimType::InvalidValue, detail)
    }

    /// 400 `mutability` (RFC 7644 §3.12 table 9).
    pub fn mutability(detail: impl Into<String>) -> Self {
        Self::new(ScimType::Mutability, detail)
    }

    /// 400 `noTarget` (RFC 7644 §3.12 table 9).
    pub fn no_target(detail: impl Into<String>) -> Self {
        Self::new(ScimType::NoTarget, detail)
    }

    /// 409 `uniqueness` (RFC 7644 §3.3, §3.12 table 9).
    pub fn uniqueness(detail: impl Into<String>) -> Self {
        Self::new(ScimType::Uniqueness, detail)
    }

    /// The body of the answer. RFC 7644 §3.12: `status` is "expressed as a JSON string".
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut body = Map::new();
        body.insert("schemas".into(), json!([ERROR_URN]));
        body.insert("status".into(), json!(self.status.to_string()));
        if let Some(scim_type) = self.scim_type {
            body.insert("scimType".into(), json!(scim_type.as_str()));
        }
        body.insert("detail".into(), json!(self.detail));
        Value::Object(body)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.scim_type {
            Some(scim_type) => write!(f, "{} {}: {}", self.status, scim_type.as_str(), self.detail),
            None => write!(f, "{}: {}", self.status, self.detail),
        }
    }
}

impl std::error::Error for Error {}
