//! Why the domain says no.

mod administrators;
mod groups;
mod users;

use crate::life::{Act, Status};
use crate::policy::knob::{Emails, ExistingUser, UnknownMember, UserName};
use crate::{attribute, configuration, variables};
use std::fmt;

/// Why a decision is not taken. The text is for the administrator who reads the provider's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing of a name can be seen, or it has control characters.
    Illegible,
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
    TooManyTokens {
        /// Most that its policy lets it have.
        max: u32,
    },
    /// A group shall be a member of a group, which the policy does not let be.
    NestedGroup,
    /// A group of another source has this displayName.
    GroupNameElsewhere {
        /// The other connection; none where the group is the organization's own.
        connection: Option<String>,
    },
    /// A group comes from this connection, and only its provider changes it.
    GroupOfConnection {
        /// The connection's name.
        connection: String,
    },
    /// Several connections have a group of the name that was given.
    SeveralGroups,
    /// The organization has nobody and no group that these texts name.
    NobodyNamed(Vec<String>),
    /// Members named by e-mail address would bring in more people than one request may.
    TooManyInvited(usize),
    /// These members are not users or groups of this connection.
    UnknownMembers(Vec<String>, UnknownMember),
    /// Okta means to replace the members of a group by a replace, and a dialect would have it add them.
    OktaReplaces,
    /// A group would be its own member.
    OwnMember,
    /// A text for mails is blank, too long, or has control characters.
    BadText,
    /// A text for mails uses variables that there are not, or is none that can be filled in.
    TextMistake(variables::Mistake),
    /// A group would be in itself: the names of the group, of what contains it, and so on up to the new member.
    GroupInItself(Vec<String>),
    /// Groups would be nested in so many levels.
    NestedTooDeep(usize),
    /// A resource would be larger than it may be.
    TooLarge,
    /// This attribute, by which resources are found, would be longer than it may be.
    TooLong(&'static str),
    /// The policy wants a userName of the form of an e-mail address.
    UserNameNoEmail(UserName),
    /// The policy wants a userName that is the e-mail address.
    UserNameNotTheEmail,
    /// The policy wants the userName to stay.
    UserNameFixed,
    /// The policy wants an e-mail address.
    EmailRequired(Emails),
    /// Somebody whom the caller sees has this e-mail address, and the policy takes that for the person.
    EmailTaken,
    /// The person is there as a local user, and the policy does not let a POST take them over.
    UserIsLocal(ExistingUser),
    /// The policy wants one e-mail address, and there are more.
    TooManyEmails,
    /// The policy wants the e-mail address to stay.
    EmailFixed,
    /// The policy lets nobody be made who is inactive.
    CreatedInactive,
    /// The policy wants a given name, a family name or a formatted one.
    NamesRequired,
    /// The policy wants externalId to be unique in the connection, and another user has it.
    ExternalIdTaken,
    /// The policy wants a shorter externalId.
    ExternalIdTooLong,
    /// All seats of the organization are taken.
    NoSeat {
        /// How many there are.
        max: u64,
    },
    /// The user is protected.
    Protected,
    /// Somebody who was kept out has to be invited again.
    InviteAgain,
    /// The policy knows no invitations.
    NoInvitations,
    /// In the state in which the user is, this cannot be done.
    NotInThisState {
        /// The state.
        status: Status,
        /// What cannot be done.
        act: Act,
    },
    /// A local user or group that may be adopted, and was not, shall be deleted.
    NotAdopted,
    /// An address is none that mail can be sent to.
    BadEmail,
    /// A person's name is blank, too long, or has control characters.
    BadPersonName,
    /// A password is too short or too long.
    BadPassword,
    /// The last owner would be gone.
    LastOwner,
    /// A custom attribute is neither declared nor deleted.
    Attribute(attribute::Refused),
    /// A configuration is not saved.
    Configuration(configuration::Refused),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadName => write!(
                f,
                "The name must have 1 to {} characters and no control characters.",
                crate::organization::NAME_CHARS_MAX
            ),
            Self::Illegible => f.write_str(
                "A name must have something that can be seen, and no line breaks or other control characters.",
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
                 one. If a filter on userName does not find it here, it is not this connection's: it came through \
                 another connection, or an administrator made it. Remove it there first.",
            ),
            Self::GroupNameTaken => f.write_str(
                "Another group of this connection has this displayName. Link the existing group instead of creating \
                 one, or choose another name.",
            ),
            Self::TooManyTokens { max } => {
                let (tokens, what) = match max {
                    1 => ("a token", "Renew it instead, or delete it first."),
                    _ => ("two tokens", "Delete one first."),
                };
                write!(
                    f,
                    "The connection has {tokens} already, and may have no more. {what} (Policy: \
                     tokens_max={max})"
                )
            }
            Self::OktaReplaces => f.write_str(
                "members_replace_is_add is not for Okta: when Okta replaces the members of a group, it means that the \
                 others leave. Leave the switch off.",
            ),
            Self::BadText => write!(
                f,
                "A subject has 1 to {} characters on one line, and a text 1 to {}; neither has control characters.",
                crate::invitation::SUBJECT_CHARS_MAX,
                crate::invitation::TEXT_CHARS_MAX
            ),
            Self::TextMistake(mistake) => write!(f, "The text cannot be used. {mistake}"),
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
            Self::Attribute(refused) => refused.fmt(f),
            Self::Configuration(refused) => refused.fmt(f),
            Self::BadEmail | Self::BadPersonName | Self::BadPassword | Self::LastOwner => {
                f.write_str(&administrators::text(self))
            }
            other => f.write_str(&groups::text(other).unwrap_or_else(|| users::text(other))),
        }
    }
}

impl std::error::Error for Refusal {}
