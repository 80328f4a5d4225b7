//! Many operations in one request (RFC 7644 §3.7).
//!
//! [`BulkRequest::parse`] reads them, [`BulkRequest::plan`] puts them into an order in which each reference can be
//! resolved, [`references::resolve`] resolves it, and [`BulkResponse`] tells what came of them.

mod plan;
pub mod references;

use crate::limits::BULK_OPERATIONS_MAX;
use crate::{Error, ResourceType};
use serde_json::{Map, Value, json};
use std::collections::HashSet;

pub use plan::Step;

/// The schema of a Bulk body (RFC 7644 §3.7).
pub const BULK_REQUEST_URN: &str = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
/// The schema of its answer (RFC 7644 §3.7.3).
pub const BULK_RESPONSE_URN: &str = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";

/// What a client wants done (RFC 7644 §3.7).
///
/// ```
/// use scim::ResourceType;
/// use scim::bulk::{BulkRequest, Step, references};
/// use serde_json::json;
/// use std::collections::HashMap;
///
/// let body = json!({
///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
///     "Operations": [
///         { "method": "POST", "path": "/Groups", "bulkId": "ops",
///           "data": { "displayName": "Ops", "members": [{ "value": "bulkId:jane" }] } },
///         { "method": "POST", "path": "/Users", "bulkId": "jane", "data": { "userName": "jane" } },
///     ],
/// });
/// let request = BulkRequest::parse(&body, &[ResourceType::user(), ResourceType::group()])?;
/// // Jane is made before the group that she is in.
/// assert_eq!(
///     request.plan(),
///     [Step::Run { operation: 1, data: None }, Step::Run { operation: 0, data: None }]
/// );
/// let made = HashMap::from([("jane".to_owned(), "2819c223".to_owned())]);
/// let group = request.operations[0].call.as_ref().expect("a legal operation");
/// assert_eq!(references::resolve(&group.data, &made)?["members"][0]["value"], "2819c223");
/// # Ok::<(), scim::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct BulkRequest {
    /// After so many failures, what is left is not tried; without it, everything is.
    pub fail_on_errors: Option<u64>,
    /// In the client's order.
    pub operations: Vec<BulkOperation>,
}

/// One of the operations (RFC 7644 §3.7 `Operations`).
#[derive(Clone, Debug, PartialEq)]
pub struct BulkOperation {
    /// The method as sent, for the answer.
    pub method: String,
    /// The client's name for the resource that a POST makes.
    pub bulk_id: Option<String>,
    /// The entity tag that the resource must have (RFC 7644 §3.14).
    pub version: Option<String>,
    /// What to do; or why nothing can be done, which fails this operation and no other.
    pub call: Result<Call, Error>,
}

/// What one operation does (RFC 7644 §3.7).
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// How.
    pub method: Method,
    /// The name of the resource type.
    pub resource_type: String,
    /// Which resource; none for a POST.
    pub target: Option<Target>,
    /// The body, null for a DELETE.
    pub data: Value,
}

/// The methods that Bulk knows (RFC 7644 §3.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Makes a resource.
    Post,
    /// Replaces one.
    Put,
    /// Changes one.
    Patch,
    /// Deletes one.
    Delete,
}

/// Which resource an operation is about (RFC 7644 §3.7 `path`, §3.7.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The one with this id.
    Id(String),
    /// The one that the operation with this `bulkId` makes.
    BulkId(String),
}

/// What came of a Bulk request (RFC 7644 §3.7.3).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BulkResponse {
    /// In the client's order; those that were not tried are left out.
    pub operations: Vec<BulkResult>,
}

/// What came of one operation (RFC 7644 §3.7.3).
#[derive(Clone, Debug, PartialEq)]
pub struct BulkResult {
    /// The method as it was sent.
    pub method: String,
    /// As it was sent.
    pub bulk_id: Option<String>,
    /// The resource's entity tag afterwards.
    pub version: Option<String>,
    /// The resource's URL; none after a POST that failed.
    pub location: Option<String>,
    /// The status that the operation would have had alone, or why it failed.
    pub outcome: Result<u16, Error>,
}

impl BulkRequest {
    /// Reads a Bulk body (RFC 7644 §3.7).
    ///
    /// # Errors
    ///
    /// `invalidSyntax` for a body that is no Bulk request, `invalidValue` for `bulkId`s that are missing or not
    /// unique, and 413 for more than [`BULK_OPERATIONS_MAX`] operations. What is wrong with one operation is in its
    /// [`BulkOperation::call`].
    pub fn parse(body: &Value, types: &[ResourceType]) -> Result<Self, Error> {
        let Value::Object(body) = body else {
            return Err(Error::invalid_syntax(
                "The body of a Bulk request is a JSON object (RFC 7644 §3.7).",
            ));
        };
        let names_bulk =
            |urn: &Value| urn.as_str().is_some_and(|urn| urn.eq_ignore_ascii_case(BULK_REQUEST_URN));
        if !member(body, "schemas").and_then(Value::as_array).is_some_and(|list| list.iter().any(names_bulk))
        {
            return Err(Error::invalid_syntax(format!(
                "The schemas of a Bulk body must list {BULK_REQUEST_URN}."
            )));
        }
        let Some(Value::Array(list)) = member(body, "Operations") else {
            return Err(Error::invalid_syntax(
                "A Bulk request needs a list named Operations (RFC 7644 §3.7).",
            ));
        };
        // RFC 7644 §3.7.4: over the limit "the service provider MUST return HTTP response code 413 (Payload Too
        // Large). The returned response MUST specify the limit exceeded in the body of the error response."
        if list.len() > BULK_OPERATIONS_MAX {
            return Err(Error::status(
                413,
                format!(
                    "The Bulk request has {} operations, and maxOperations is {BULK_OPERATIONS_MAX}. Send it in \
                     parts.",
                    list.len()
                ),
            ));
        }
        let fail_on_errors = match member(body, "failOnErrors") {
            None | Some(Value::Null) => None,
            Some(value) => Some(value.as_u64().filter(|count| *count > 0).ok_or_else(|| {
                Error::invalid_value(
                    "failOnErrors must be a whole number, one at least: how many failures to accept.",
                )
            })?),
        };
        let operations: Vec<BulkOperation> = list.iter().map(|entry| operation(entry, types)).collect();
        check_bulk_ids(&operations)?;
        Ok(Self { fail_on_errors, operations })
    }

    /// The steps to take, one after the other (RFC 7644 §3.7.1).
    #[must_use]
    pub fn plan(&self) -> Vec<Step> {
        plan::plan(&self.operations)
    }

    /// Whether to stop after so many failures. RFC 7644 §3.7: "the number of errors that the service provider will
    /// accept before the operation is terminated and an error response is returned".
    #[must_use]
    pub fn stops_after(&self, failures: u64) -> bool {
        self.fail_on_errors.is_some_and(|accepted| failures >= accepted)
    }
}

impl BulkOperation {
    /// What to answer about it (RFC 7644 §3.7.3).
    #[must_use]
    pub fn result(
        &self,
        location: Option<String>,
        version: Option<String>,
        outcome: Result<u16, Error>,
    ) -> BulkResult {
        BulkResult { method: self.method.clone(), bulk_id: self.bulk_id.clone(), version, location, outcome }
    }
}

impl Method {
    /// The name in a Bulk body (RFC 7644 §3.7 `method`).
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

impl BulkResponse {
    /// The body of the answer (RFC 7644 §3.7.3).
    #[must_use]
    pub fn to_json(&self) -> Value {
        let operations: Vec<Value> = self.operations.iter().map(BulkResult::to_json).collect();
        json!({ "schemas": [BULK_RESPONSE_URN], "Operations": operations })
    }
}

impl BulkResult {
    /// RFC 7644 §3.7: with "an HTTP status other than a 200-series response, the response body MUST be included";
    /// `location` is "REQUIRED in a response, except in the event of a POST failure". `status` is text, as in the
    /// examples of §3.7.3.
    fn to_json(&self) -> Value {
        let mut json = Map::new();
        let texts = [("location", &self.location), ("bulkId", &self.bulk_id), ("version", &self.version)];
        json.insert("method".into(), json!(self.method));
        for (name, text) in texts {
            if let Some(text) = text {
                json.insert(name.into(), json!(text));
            }
        }
        match &self.outcome {
            Ok(status) => json.insert("status".into(), json!(status.to_string())),
            Err(error) => {
                json.insert("status".into(), json!(error.status.to_string()));
                json.insert("response".into(), error.to_json())
            }
        };
        Value::Object(json)
    }
}

fn member<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    object.get(name).or_else(|| object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, v)| v))
}

fn operation(entry: &Value, types: &[ResourceType]) -> BulkOperation {
    let text = |name: &str| {
        let value = entry.as_object().and_then(|entry| member(entry, name));
        value.and_then(Value::as_str).map(str::to_owned)
    };
    let method = text("method").unwrap_or_default();
    let data = entry.as_object().and_then(|entry| member(entry, "data")).cloned().unwrap_or(Value::Null);
    BulkOperation {
        call: call(&method, text("path").as_deref(), data, types),
        method,
        bulk_id: text("bulkId").filter(|id| !id.is_empty()),
        version: text("version"),
    }
}

fn call(method: &str, path: Option<&str>, data: Value, types: &[ResourceType]) -> Result<Call, Error> {
    let known = [Method::Post, Method::Put, Method::Patch, Method::Delete];
    let Some(method) = known.into_iter().find(|known| known.as_str().eq_ignore_ascii_case(method)) else {
        return Err(Error::invalid_syntax("The method must be POST, PUT, PATCH or DELETE."));
    };
    let Some(path) = path else {
        return Err(Error::invalid_syntax(
            "The operation has no path, such as \"/Users\" or \"/Users/<id>\".",
        ));
    };
    let mut parts = path.trim_matches('/').split('/');
    let (endpoint, id) = (parts.next().unwrap_or_default(), parts.next());
    let ty = types.iter().find(|ty| ty.endpoint.trim_start_matches('/') == endpoint);
    let (Some(ty), None) = (ty, parts.next()) else {
        return Err(Error::status(404, "The path leads to no resource type of this server."));
    };
    let target = match (method, id) {
        (Method::Post, None) => None,
        (Method::Post, Some(_)) => {
            return Err(Error::invalid_syntax(
                "A POST makes a resource: its path ends with the type's name.",
            ));
        }
        (_, Some(id)) => Some(match id.strip_prefix(references::PREFIX) {
            Some(bulk_id) => Target::BulkId(bulk_id.to_owned()),
            None => Target::Id(id.to_owned()),
        }),
        (_, None) => {
            return Err(Error::invalid_syntax("The path must end with the id of the resource to change."));
        }
    };
    // RFC 7644 §3.7: data is "REQUIRED in a request when "method" is "POST", "PUT", or "PATCH"".
    if method != Method::Delete && !data.is_object() {
        return Err(Error::invalid_syntax("The operation has no data, which must be a JSON object."));
    }
    Ok(Call { method, resource_type: ty.name.clone(), target, data })
}

/// RFC 7644 §3.7: a bulkId is "unique within a bulk request" and "REQUIRED when "method" is "POST"": without it, the
/// answer could not tell the client which resource is whose.
fn check_bulk_ids(operations: &[BulkOperation]) -> Result<(), Error> {
    let mut seen = HashSet::new();
    for operation in operations {
        let posts = operation.method.eq_ignore_ascii_case(Method::Post.as_str());
        match &operation.bulk_id {
            None if posts => return Err(Error::invalid_value("A POST in a Bulk request has no bulkId.")),
            Some(id) if posts && !seen.insert(id) => {
                return Err(Error::invalid_value(format!(
                    "The bulkId `{id}` is used by two POST operations."
                )));
            }
            _ => {}
        }
    }
    Ok(())
}
