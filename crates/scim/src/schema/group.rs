//! The core Group (RFC 7643 §4.2; characteristics as in §8.7.1).

use super::{GROUP_URN, Schema};
use crate::attribute::{
    Attribute,
    Mutability::{Immutable, ReadOnly},
    Returned::Request,
    Type::{Complex, Reference, String},
};

pub(super) fn schema() -> Schema {
    Schema {
        id: GROUP_URN.into(),
        name: "Group".into(),
        description: "Group".into(),
        attributes: vec![
            // RFC 7643 §4.2: "A human-readable name for the Group. REQUIRED."
            // The listing in §8.7.1 says otherwise; a group without a name helps nobody.
            Attribute::new("displayName", String, "The group's name.").required(),
            members(),
        ],
    }
}

/// RFC 7643 §4.2: "values MAY be added or removed", but the sub-attributes of one are immutable.
fn members() -> Attribute {
    Attribute::new("members", Complex, "The users and groups in the group.").multi_valued().with(vec![
        Attribute::new("value", String, "The member's id.").mutability(Immutable),
        Attribute::new("$ref", Reference, "The member's URI.")
            .mutability(Immutable)
            .references(&["User", "Group"]),
        // The server answers with the member's own display name, whatever the client believes it to be.
        // Only on demand: it is somebody else's attribute, and costs a look at each member.
        Attribute::new("display", String, "The member's display name.")
            .mutability(ReadOnly)
            .returned(Request),
        Attribute::new("type", String, "Whether the member is a user or a group.")
            .mutability(Immutable)
            .canonical(&["User", "Group"]),
    ])
}
