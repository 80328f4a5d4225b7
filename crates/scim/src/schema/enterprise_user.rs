//! The enterprise User (RFC 7643 §4.3; characteristics as in §8.7.1).

use super::{ENTERPRISE_USER_URN, Schema};
use crate::attribute::{
    Attribute,
    Mutability::ReadOnly,
    Type::{Complex, Reference, String},
};

/// How many attributes the schema has.
pub(super) const ATTRIBUTES: usize = 6;

pub(super) fn schema() -> Schema {
    Schema {
        id: ENTERPRISE_USER_URN.into(),
        name: "EnterpriseUser".into(),
        description: "Enterprise User".into(),
        attributes: vec![
            Attribute::new("employeeNumber", String, "What the organization identifies the employee with."),
            Attribute::new("costCenter", String, "The name of the cost center."),
            Attribute::new("organization", String, "The name of the organization."),
            Attribute::new("division", String, "The name of the division."),
            Attribute::new("department", String, "The name of the department."),
            manager(),
        ],
    }
}

fn manager() -> Attribute {
    Attribute::new("manager", Complex, "The user whom this user reports to.").with(vec![
        Attribute::new("value", String, "The manager's id."),
        Attribute::new("$ref", Reference, "The manager's URI.").references(&["User"]),
        Attribute::new("displayName", String, "The manager's display name.").mutability(ReadOnly),
    ])
}
