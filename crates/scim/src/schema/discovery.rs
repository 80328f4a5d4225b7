//! What the server says about itself: its configuration (RFC 7643 §5, RFC 9865) and the schemas of the discovery
//! resources (RFC 7643 §8.7.2).

use super::Schema;
use crate::attribute::{
    Attribute,
    Mutability::ReadOnly,
    Type::{self, Boolean, Complex, Integer, Reference, String},
};
use serde_json::{Map, Value, json};

/// What of the server's abilities depends on how it is run (RFC 7643 §5, RFC 9865 §4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Features {
    /// Most operations in one Bulk request.
    pub bulk_operations_max: usize,
    /// Largest body of a Bulk request, in bytes.
    pub bulk_payload_bytes_max: usize,
    /// Most resources in the answer to one filter.
    pub filter_results_max: usize,
    /// Resources on a page when the client does not say.
    pub page_size_default: usize,
    /// Most resources on a page.
    pub page_size_max: usize,
    /// How long a cursor is good for; none if it does not expire.
    pub cursor_timeout_seconds: Option<u64>,
    /// Where people read about the server.
    pub documentation_uri: Option<std::string::String>,
}

/// The answer of the `/ServiceProviderConfig` endpoint (RFC 7643 §5, RFC 9865 §4); `location` is absolute.
///
/// ```
/// use scim::schema::{Features, service_provider_config};
///
/// let features = Features {
///     bulk_operations_max: 1_000,
///     bulk_payload_bytes_max: 1 << 20,
///     filter_results_max: 1_000,
///     page_size_default: 100,
///     page_size_max: 1_000,
///     cursor_timeout_seconds: None,
///     documentation_uri: None,
/// };
/// let config = service_provider_config(&features, "https://example.com/v2/ServiceProviderConfig");
/// assert_eq!(config["patch"]["supported"], true);
/// assert_eq!(config["pagination"]["defaultPaginationMethod"], "index");
/// ```
#[must_use]
pub fn service_provider_config(features: &Features, location: &str) -> Value {
    let mut config = Map::new();
    config.insert("schemas".into(), json!(["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"]));
    if let Some(uri) = &features.documentation_uri {
        config.insert("documentationUri".into(), json!(uri));
    }
    config.insert("patch".into(), json!({ "supported": true }));
    config.insert(
        "bulk".into(),
        json!({
            "supported": true,
            "maxOperations": features.bulk_operations_max,
            "maxPayloadSize": features.bulk_payload_bytes_max,
        }),
    );
    config.insert("filter".into(), json!({ "supported": true, "maxResults": features.filter_results_max }));
    // Passwords are not kept, so there is none to change.
    config.insert("changePassword".into(), json!({ "supported": false }));
    config.insert("sort".into(), json!({ "supported": true }));
    config.insert("etag".into(), json!({ "supported": true }));
    config.insert("pagination".into(), pagination(features));
    config.insert(
        "authenticationSchemes".into(),
        json!([{
            "type": "oauthbearertoken",
            "name": "Bearer token",
            "description": "A token that an administrator created, sent in the Authorization header.",
            "specUri": "https://www.rfc-editor.org/info/rfc6750",
            "primary": true,
        }]),
    );
    config.insert("meta".into(), json!({ "resourceType": "ServiceProviderConfig", "location": location }));
    Value::Object(config)
}

/// RFC 9865. Index is the default method because clients that predate the RFC know no other.
fn pagination(features: &Features) -> Value {
    let mut pagination = Map::new();
    pagination.insert("cursor".into(), json!(true));
    pagination.insert("index".into(), json!(true));
    pagination.insert("defaultPaginationMethod".into(), json!("index"));
    pagination.insert("defaultPageSize".into(), json!(features.page_size_default));
    pagination.insert("maxPageSize".into(), json!(features.page_size_max));
    if let Some(seconds) = features.cursor_timeout_seconds {
        pagination.insert("cursorTimeout".into(), json!(seconds));
    }
    Value::Object(pagination)
}

pub(super) fn schemas() -> Vec<Schema> {
    vec![service_provider_config_schema(), resource_type_schema(), schema_schema()]
}

fn service_provider_config_schema() -> Schema {
    schema(
        "ServiceProviderConfig",
        "Service Provider Configuration",
        "Which parts of SCIM the server supports.",
        vec![
            reference("documentationUri", "Where people read about the server.", "external"),
            ability("patch", "Whether PATCH is supported.", vec![]),
            ability(
                "bulk",
                "Whether Bulk requests are supported, and how large.",
                vec![
                    field("maxOperations", Integer, "Most operations in one request.").required(),
                    field("maxPayloadSize", Integer, "Largest request, in bytes.").required(),
                ],
            ),
            ability(
                "filter",
                "Whether filters are supported.",
                vec![field("maxResults", Integer, "Most resources in one answer.").required()],
            ),
            ability("changePassword", "Whether a password can be changed.", vec![]),
            ability("sort", "Whether sorting is supported.", vec![]),
            ability("etag", "Whether entity tags are supported.", vec![]),
            pagination_attribute(),
            authentication_schemes(),
        ],
    )
}

fn pagination_attribute() -> Attribute {
    field("pagination", Complex, "How lists are split into pages.").with(vec![
        field("cursor", Boolean, "Whether pages can be asked for with a cursor.").required(),
        field("index", Boolean, "Whether pages can be asked for with startIndex.").required(),
        field("defaultPaginationMethod", String, "The method when the client asks for none.")
            .canonical(&["cursor", "index"]),
        field("defaultPageSize", Integer, "Resources on a page when the client does not say."),
        field("maxPageSize", Integer, "Most resources on a page."),
        field("cursorTimeout", Integer, "How long a cursor is good for, in seconds."),
    ])
}

fn authentication_schemes() -> Attribute {
    let types = ["oauth", "oauth2", "oauthbearertoken", "httpbasic", "httpdigest"];
    field("authenticationSchemes", Complex, "How a client can authenticate.").multi_valued().required().with(
        vec![
            field("type", String, "The kind of scheme.").required().canonical(&types),
            field("name", String, "The scheme's name, for people.").required(),
            field("description", String, "What the scheme is.").required(),
            reference("specUri", "The specification of the scheme.", "external"),
            reference("documentationUri", "How to use the scheme with this server.", "external"),
            field("primary", Boolean, "Whether this is the preferred scheme."),
        ],
    )
}

fn resource_type_schema() -> Schema {
    schema(
        "ResourceType",
        "Resource Type",
        "A kind of resource, its endpoint and its schemas.",
        vec![
            field("id", String, "The resource type's identifier; the same as its name."),
            field("name", String, "The resource type's name, such as User.").required(),
            field("description", String, "What the resource type is, for people."),
            reference("endpoint", "The endpoint, relative to the base URL, such as /Users.", "uri")
                .required(),
            reference("schema", "The URN of the base schema.", "uri").required(),
            field("schemaExtensions", Complex, "The extensions of the resource type.").multi_valued().with(
                vec![
                    reference("schema", "The URN of the extension.", "uri").required(),
                    field("required", Boolean, "Whether every resource must have the extension.").required(),
                ],
            ),
        ],
    )
}

/// RFC 7643 §8.7.2 lists `subAttributes` inside `attributes` although §2.3.8 lets nothing complex be inside something
/// complex; the listing is followed, one level deep.
fn schema_schema() -> Schema {
    let mut attribute = characteristics();
    attribute.push(
        field("subAttributes", Complex, "The parts of a complex attribute.")
            .multi_valued()
            .with(characteristics()),
    );
    schema(
        "Schema",
        "Schema",
        "A named list of attributes.",
        vec![
            field("id", String, "The schema's URN.").required(),
            field("name", String, "The schema's name, for people.").required(),
            field("description", String, "What the schema is for, for people."),
            field("attributes", Complex, "The attributes of the schema.")
                .multi_valued()
                .required()
                .with(attribute),
        ],
    )
}

/// RFC 7643 §7: what describes an attribute.
fn characteristics() -> Vec<Attribute> {
    let types = ["string", "boolean", "decimal", "integer", "dateTime", "reference", "binary", "complex"];
    vec![
        field("name", String, "The attribute's name.").required().case_exact(),
        field("type", String, "The attribute's data type.").required().canonical(&types),
        field("multiValued", Boolean, "Whether the value is a list.").required(),
        field("description", String, "What the attribute is for, for people.").case_exact(),
        field("required", Boolean, "Whether a resource must have the attribute."),
        field("canonicalValues", String, "Suggested values.").multi_valued().case_exact(),
        field("caseExact", Boolean, "Whether text compares with regard to case."),
        field("mutability", String, "When a client may write the attribute.").case_exact().canonical(&[
            "readOnly",
            "readWrite",
            "immutable",
            "writeOnly",
        ]),
        field("returned", String, "When an answer has the attribute.")
            .case_exact()
            .canonical(&["always", "never", "default", "request"]),
        field("uniqueness", String, "Among whom a value must be unique.")
            .case_exact()
            .canonical(&["none", "server", "global"]),
        field("referenceTypes", String, "What a reference may point at.").multi_valued().case_exact(),
    ]
}

fn schema(name: &str, title: &str, description: &str, attributes: Vec<Attribute>) -> Schema {
    Schema {
        id: format!("urn:ietf:params:scim:schemas:core:2.0:{name}"),
        name: title.into(),
        description: description.into(),
        attributes,
    }
}

/// An object that says whether something is supported, and more.
fn ability(name: &str, description: &str, more: Vec<Attribute>) -> Attribute {
    let mut parts = vec![field("supported", Boolean, "Whether it is supported.").required()];
    parts.extend(more);
    field(name, Complex, description).required().with(parts)
}

fn reference(name: &str, description: &str, target: &str) -> Attribute {
    field(name, Reference, description).references(&[target])
}

/// Clients only read these resources.
fn field(name: &str, kind: Type, description: &str) -> Attribute {
    Attribute::new(name, kind, description).mutability(ReadOnly)
}
