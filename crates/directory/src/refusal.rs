//! Why the domain says no.

use std::fmt;

/// Why a decision is not taken. The text is for the administrator who reads the provider's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A name of an organization or a connection is blank, too long, or has control characters.
    BadName,
    /// The organization's name is taken.
    OrganizationNameTaken,
    /// The connection's name is taken in its organization.
    ConnectionNameTaken,
    /// Another user of the organization has this userName.
    UserNameTaken,
    /// Another group of this connection has this displayName.
    GroupNameTaken,
    /// The connection has as many tokens as it may have.
    TooManyTokens,
    /// These members are not users or groups of this connection.
    UnknownMembers(Vec<String>),
    /// Okta means to replace the members of a group by a replace, and a dialect would have it add them.
    OktaReplaces,
    /// A group would be its own member.
    OwnMember,
    /// A resource would be larger than it may be.
    TooLarge,
    /// This attribute, by which resources are found, would be longer than it may be.
    TooLong(&'static str),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadName => write!(
                f,
                "The name must have 1 to {} characters and no control characters.",
                crate::organization::NAME_CHARS_MAX
            ),
            Self::OrganizationNameTaken => f.write_str(
                "An organization of this name exists already. Choose another name, or use the one that is there.",
            ),
            Self::ConnectionNameTaken => f.write_str(
                "The organization has a connection of this name already. Choose another name, or use the one that is \
                 there.",
            ),
            Self::UserNameTaken => f.write_str(
                "Another user of this organization has this userName. Match the existing user instead of creating \
                 one. If a filter on userName does not find it here, it came through another connection of the \
                 organization, which alone may change it: remove it there first.",
            ),
            Self::GroupNameTaken => f.write_str(
                "Another group of this connection has this displayName. Link the existing group instead of creating \
                 one, or choose another name.",
            ),
            Self::TooManyTokens => write!(
                f,
                "The connection has {} tokens, as many as it may have. Renew or delete one of them first.",
                crate::token::TOKENS_MAX
            ),
            Self::UnknownMembers(ids) => {
                let shown: Vec<&str> = ids.iter().take(5).map(String::as_str).collect();
                let more = ids.len().saturating_sub(shown.len());
                write!(f, "No user or group of this connection has the id {}", shown.join(", "))?;
                if more > 0 {
                    write!(f, " (and {more} more)")?;
                }
                f.write_str(". Provision the member first, then add it to the group.")
            }
            Self::OktaReplaces => f.write_str(
                "members_replace_is_add is not for Okta: when Okta replaces the members of a group, it means that the \
                 others leave. Leave the switch off.",
            ),
            Self::OwnMember => f.write_str("A group cannot be a member of itself."),
            Self::TooLarge => write!(
                f,
                "The resource would have more than {} bytes, which is the most. Send fewer or shorter values.",
                crate::size::RESOURCE_BYTES_MAX
            ),
            Self::TooLong(attribute) => write!(
                f,
                "\"{attribute}\" would have more than {} bytes, which is the most for what users and groups are found \
                 by. Send a shorter value.",
                crate::size::KEY_BYTES_MAX
            ),
        }
    }
}

impl std::error::Error for Refusal {}
