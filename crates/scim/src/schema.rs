//! Schemas and resource types (RFC 7643 §6, §7): the single truth that validation, PATCH, filters, projection and
//! discovery read.

mod common;
mod declared_user;
mod discovery;
mod enterprise_user;
mod group;
mod user;

use crate::attribute::{self, Attribute};
use crate::path::AttributePath;
use serde_json::{Value, json};
use std::sync::Arc;

pub use discovery::{Features, service_provider_config};
pub use group::MembersShown;

/// `urn:ietf:params:scim:schemas:core:2.0:User` (RFC 7643 §4.1).
pub const USER_URN: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
/// `urn:ietf:params:scim:schemas:core:2.0:Group` (RFC 7643 §4.2).
pub const GROUP_URN: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
/// `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User` (RFC 7643 §4.3).
pub const ENTERPRISE_USER_URN: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// A named list of attributes (RFC 7643 §7). Declared ones are made at run time like the built-in ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    /// The URN.
    pub id: String,
    /// For people.
    pub name: String,
    /// For people.
    pub description: String,
    /// The attributes, in the order in which discovery lists them.
    pub attributes: Vec<Attribute>,
}

/// An extension of a resource type (RFC 7643 §6 `schemaExtensions`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// Its attributes.
    pub schema: Arc<Schema>,
    /// Whether a resource without it is invalid.
    pub required: bool,
}

/// A kind of resource: an endpoint, a base schema and extensions (RFC 7643 §6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceType {
    /// `User`, `Group`; also its id.
    pub name: String,
    /// `/Users`, relative to the base URL.
    pub endpoint: String,
    /// For people.
    pub description: String,
    /// The base schema.
    pub schema: Arc<Schema>,
    /// The extensions.
    pub extensions: Vec<Extension>,
}

/// Where a name leads in a resource type (RFC 7644 §3.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// The extension that the attribute belongs to; none for the base schema and the common attributes.
    pub extension: Option<&'a Schema>,
    /// The attribute.
    pub attribute: &'a Attribute,
    /// The sub-attribute, where the path names one.
    pub sub: Option<&'a Attribute>,
}

impl<'a> Found<'a> {
    /// The attribute that the value itself belongs to: the sub-attribute where there is one.
    #[must_use]
    pub fn leaf(&self) -> &'a Attribute {
        self.sub.unwrap_or(self.attribute)
    }
}

impl Schema {
    /// The attribute of that name, without regard to case (RFC 7643 §2.1).
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        attribute::find(&self.attributes, name)
    }

    /// The core User (RFC 7643 §4.1).
    #[must_use]
    pub fn user() -> Self {
        user::schema()
    }

    /// The core Group (RFC 7643 §4.2).
    #[must_use]
    pub fn group() -> Self {
        group::schema()
    }

    /// The enterprise User (RFC 7643 §4.3).
    #[must_use]
    pub fn enterprise_user() -> Self {
        enterprise_user::schema()
    }

    /// The extension of users that somebody declares under a name, `urn:ietf:params:scim:schemas:extension:<name>:2.0:User`,
    /// with an attribute for each of these names.
    ///
    /// ```
    /// use scim::Schema;
    ///
    /// let schema = Schema::declared_user("acme", ["badge"]);
    /// assert_eq!(schema.id, "urn:ietf:params:scim:schemas:extension:acme:2.0:User");
    /// assert_eq!(schema.attribute("BADGE").map(|badge| badge.multi_valued), Some(false));
    /// ```
    #[must_use]
    pub fn declared_user<Name: AsRef<str>>(name: &str, attributes: impl IntoIterator<Item = Name>) -> Self {
        declared_user::schema(name, attributes)
    }

    /// The same with no other attributes than these.
    #[must_use]
    pub fn only(mut self, names: &[&str]) -> Self {
        self.attributes.retain(|attribute| names.contains(&attribute.name.as_str()));
        self
    }

    /// The schemas of the discovery resources themselves (RFC 7643 §8.7.2).
    #[must_use]
    pub fn discovery() -> Vec<Self> {
        discovery::schemas()
    }

    /// The definition as the Schemas endpoint shows it (RFC 7643 §7); `location` is absolute.
    #[must_use]
    pub fn to_json(&self, location: &str) -> Value {
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
            "id": self.id,
            "name": self.name,
            "description": self.description,
            "attributes": self.attributes.iter().map(Attribute::to_json).collect::<Vec<_>>(),
            "meta": { "resourceType": "Schema", "location": location },
        })
    }
}

impl ResourceType {
    /// Users with the enterprise extension (RFC 7643 §4.1, §4.3).
    #[must_use]
    pub fn user() -> Self {
        Self::core_user().with_extension(Schema::enterprise_user())
    }

    /// Users without any extension (RFC 7643 §4.1).
    #[must_use]
    pub fn core_user() -> Self {
        Self {
            name: "User".into(),
            endpoint: "/Users".into(),
            description: "User Account".into(),
            schema: Arc::new(Schema::user()),
            extensions: Vec::new(),
        }
    }

    /// Groups (RFC 7643 §4.2).
    #[must_use]
    pub fn group() -> Self {
        Self {
            name: "Group".into(),
            endpoint: "/Groups".into(),
            description: "Group".into(),
            schema: Arc::new(Schema::group()),
            extensions: Vec::new(),
        }
    }

    /// Groups, as answers show them where they show so much of the members.
    #[must_use]
    pub fn group_showing(shown: MembersShown) -> Self {
        Self { schema: Arc::new(Schema::group_showing(shown)), ..Self::group() }
    }

    /// The same with one more extension (RFC 7643 §3.3), such as one that an organization declared.
    ///
    /// ```
    /// use scim::attribute::{Attribute, Type};
    /// use scim::path::AttributePath;
    /// use scim::{ResourceType, Schema};
    ///
    /// let ty = ResourceType::user().with_extension(Schema {
    ///     id: "urn:ietf:params:scim:schemas:extension:acme:2.0:User".into(),
    ///     name: "Acme".into(),
    ///     description: "What Acme knows about its people.".into(),
    ///     attributes: vec![Attribute::new("floor", Type::Integer, "Where the desk is.")],
    /// });
    /// let path = AttributePath::parse("urn:ietf:params:scim:schemas:extension:acme:2.0:User:FLOOR")?;
    /// assert_eq!(ty.find(&path).map(|found| found.leaf().kind), Some(Type::Integer));
    /// # Ok::<(), scim::Error>(())
    /// ```
    #[must_use]
    pub fn with_extension(mut self, schema: Schema) -> Self {
        self.extensions.push(Extension { schema: Arc::new(schema), required: false });
        self
    }

    /// Whether the type knows less of users than the RFC's schemas do. What was stored when it knew more may say more then,
    /// and an answer must not show it.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        let whole = enterprise_user::ATTRIBUTES;
        self.schema.id == USER_URN
            && self
                .extension(ENTERPRISE_USER_URN)
                .is_none_or(|enterprise| enterprise.attributes.len() < whole)
    }

    /// The extension schema of that URN, without regard to case (RFC 7644 §3.10).
    #[must_use]
    pub fn extension(&self, urn: &str) -> Option<&Schema> {
        self.extensions.iter().map(|e| &*e.schema).find(|s| s.id.eq_ignore_ascii_case(urn))
    }

    /// An attribute of the base schema or one of the common attributes (RFC 7643 §3), by name.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.schema.attribute(name).or_else(|| attribute::find(common::attributes(), name))
    }

    /// The common attributes (RFC 7643 §3.1), then those of the base schema: all that stands at the top of a resource.
    pub fn attributes(&self) -> impl Iterator<Item = &Attribute> {
        common::attributes().iter().chain(&self.schema.attributes)
    }

    /// Looks a path up (RFC 7644 §3.10): in the schema that it names, else in the base schema and the common
    /// attributes.
    #[must_use]
    pub fn find(&self, path: &AttributePath) -> Option<Found<'_>> {
        let (extension, attribute) = match &path.schema {
            Some(urn) if !urn.eq_ignore_ascii_case(&self.schema.id) => {
                let extension = self.extension(urn)?;
                (Some(extension), extension.attribute(&path.name)?)
            }
            _ => (None, self.attribute(&path.name)?),
        };
        let sub = match &path.sub {
            Some(name) => Some(attribute.sub_attribute(name)?),
            None => None,
        };
        Some(Found { extension, attribute, sub })
    }

    /// The same for a query: a name without URN that nothing nearer has may still be an extension's. Entra ID asks for
    /// `manager eq "…"`.
    pub(crate) fn find_for_query(&self, path: &AttributePath) -> Option<Found<'_>> {
        self.find(path).or_else(|| {
            let qualified = |urn: &str| AttributePath { schema: Some(urn.to_owned()), ..path.clone() };
            let unqualified = path.schema.is_none();
            self.extensions.iter().filter(|_| unqualified).find_map(|e| self.find(&qualified(&e.schema.id)))
        })
    }

    /// The description as the `/ResourceTypes` endpoint shows it (RFC 7643 §6); `location` is absolute.
    #[must_use]
    pub fn to_json(&self, location: &str) -> Value {
        let extensions: Vec<Value> = self
            .extensions
            .iter()
            .map(|e| json!({ "schema": e.schema.id, "required": e.required }))
            .collect();
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
            "id": self.name,
            "name": self.name,
            "endpoint": self.endpoint,
            "description": self.description,
            "schema": self.schema.id,
            "schemaExtensions": extensions,
            "meta": { "resourceType": "ResourceType", "location": location },
        })
    }
}
