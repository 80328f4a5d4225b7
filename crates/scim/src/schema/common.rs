//! Attributes that every resource has (RFC 7643 §3, §3.1).

use crate::attribute::{
    Attribute,
    Mutability::ReadOnly,
    Returned,
    Type::{Complex, DateTime, Reference, String},
    Uniqueness,
};
use std::sync::LazyLock;

/// They belong to no schema and the Schemas endpoint does not list them, but names, filters and projections find them.
pub(super) fn attributes() -> &'static [Attribute] {
    static ATTRIBUTES: LazyLock<Vec<Attribute>> =
        LazyLock::new(|| vec![schemas(), id(), external_id(), meta()]);
    &ATTRIBUTES
}

/// RFC 7643 §3 requires it of every representation.
/// The server derives the stored value from what the resource holds, so a client cannot change it: readOnly.
fn schemas() -> Attribute {
    Attribute::new("schemas", Reference, "URNs of the schemas that the resource makes use of.")
        .multi_valued()
        .required()
        .mutability(ReadOnly)
        .returned(Returned::Always)
        .references(&["uri"])
}

/// RFC 7643 §3.1: caseExact, readOnly and always returned.
fn id() -> Attribute {
    Attribute::new(
        "id",
        String,
        "The server's own identifier of the resource; it never changes and is never reused.",
    )
    .required()
    .case_exact()
    .mutability(ReadOnly)
    .returned(Returned::Always)
    .unique(Uniqueness::Server)
}

/// RFC 7643 §3.1: caseExact, readWrite, and unique only in the client's own domain.
fn external_id() -> Attribute {
    Attribute::new("externalId", String, "The identifier that the provisioning client gave the resource.")
        .case_exact()
}

/// RFC 7643 §3.1: "This attribute SHALL be ignored when provided by clients."
fn meta() -> Attribute {
    Attribute::new("meta", Complex, "What the server knows about the resource itself.")
        .mutability(ReadOnly)
        .with(vec![
            Attribute::new("resourceType", String, "The name of the resource type.")
                .case_exact()
                .mutability(ReadOnly),
            Attribute::new("created", DateTime, "When the server added the resource.").mutability(ReadOnly),
            Attribute::new("lastModified", DateTime, "When the resource last changed.").mutability(ReadOnly),
            Attribute::new("location", Reference, "The resource's own URI.")
                .mutability(ReadOnly)
                .references(&["uri"]),
            Attribute::new("version", String, "The resource's entity tag.").case_exact().mutability(ReadOnly),
        ])
}
