//! The core Group (RFC 7643 §4.2; characteristics as in §8.7.1).

use super::{GROUP_URN, Schema};
use crate::attribute::{
    Attribute,
    Mutability::{Immutable, ReadOnly},
    Returned::{Default, Never, Request},
    Type::{Complex, Reference, String},
};

/// What answers show of the members of a group. Whoever changes or looks for members speaks of all of them in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MembersShown {
    /// As the RFC has it, with the names where a client asks for them.
    AsAsked,
    /// Nothing.
    Nothing,
    /// The id and the name.
    ValueAndDisplay,
}

impl Schema {
    /// The core Group (RFC 7643 §4.2), as one describes it who shows so much of the members.
    #[must_use]
    pub fn group_showing(shown: MembersShown) -> Self {
        let mut schema = schema();
        for members in schema.attributes.iter_mut().filter(|attribute| attribute.name == "members") {
            match shown {
                MembersShown::AsAsked => {}
                MembersShown::Nothing => members.returned = Never,
                MembersShown::ValueAndDisplay => {
                    for part in &mut members.sub_attributes {
                        part.returned =
                            if ["value", "display"].contains(&&*part.name) { Default } else { Never };
                    }
                }
            }
        }
        schema
    }
}

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
