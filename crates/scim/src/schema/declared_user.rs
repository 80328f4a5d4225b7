//! An extension of users that was declared by the names of its attributes (RFC 7643 §3.3).

use super::Schema;
use crate::attribute::{Attribute, Type::String};

pub(super) fn schema<Name: AsRef<str>>(name: &str, attributes: impl IntoIterator<Item = Name>) -> Schema {
    Schema {
        id: format!("urn:ietf:params:scim:schemas:extension:{name}:2.0:User"),
        name: format!("{name} User"),
        description: "What was declared for the users of this connection.".into(),
        attributes: attributes.into_iter().map(|name| attribute(name.as_ref())).collect(),
    }
}

/// A text, because a name says nothing of a type, and because what is made of the value is text.
fn attribute(name: &str) -> Attribute {
    Attribute::new(name, String, "A declared attribute.").scalars_as_text()
}
