//! What entries are about, so that their kinds can be found in a long list.

use directory::Action;
use i18n::Language;

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Area {
    Tokens,
    Connections,
    Users,
    Groups,
    Attributes,
    Organization,
    Administrators,
}

impl Area {
    /// All of them, what is looked for most first.
    pub(super) const ALL: [Self; 7] = [
        Self::Tokens,
        Self::Connections,
        Self::Users,
        Self::Groups,
        Self::Attributes,
        Self::Organization,
        Self::Administrators,
    ];

    /// The word for addresses.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Tokens => "tokens",
            Self::Connections => "connections",
            Self::Users => "users",
            Self::Groups => "groups",
            Self::Attributes => "attributes",
            Self::Organization => "organization",
            Self::Administrators => "administrators",
        }
    }

    /// The area of that word.
    pub(super) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|area| area.as_str() == word)
    }

    pub(super) fn name(self, language: Language) -> String {
        match self {
            Self::Tokens => language.audit_area_tokens(),
            Self::Connections => language.frame_connections(),
            Self::Users => language.frame_users(),
            Self::Groups => language.frame_groups(),
            Self::Attributes => language.audit_area_attributes(),
            Self::Organization => language.audit_area_organization(),
            Self::Administrators => language.frame_administrators(),
        }
    }

    /// The kinds of entries that belong to it.
    pub(super) fn actions(self) -> impl Iterator<Item = Action> {
        Action::ALL.into_iter().filter(move |action| Self::of(*action) == self)
    }

    /// Where a kind belongs.
    pub(super) fn of(action: Action) -> Self {
        match action {
            Action::OrganizationCreated
            | Action::OrganizationRestored
            | Action::OrganizationUpdated
            | Action::OrganizationResynced => Self::Organization,
            Action::ConnectionCreated
            | Action::ConnectionUpdated
            | Action::ConnectionEnabled
            | Action::ConnectionDisabled
            | Action::ChangesHeld => Self::Connections,
            Action::TokenCreated
            | Action::TokenEnabled
            | Action::TokenDisabled
            | Action::TokenRenewed
            | Action::TokenDeleted => Self::Tokens,
            Action::AttributeDeclared
            | Action::AttributeDeleted
            | Action::ConfigurationCreated
            | Action::ConfigurationUpdated
            | Action::ConfigurationDeleted => Self::Attributes,
            Action::UserCreated
            | Action::UserUpdated
            | Action::UserDisabled
            | Action::UserEnabled
            | Action::UserRevoked
            | Action::UserRestored
            | Action::UserDeleted
            | Action::UserRemovalHeld
            | Action::HeldChangeApplied
            | Action::HeldChangeUndone
            | Action::UserAdopted
            | Action::UserInvited
            | Action::UserAccepted
            | Action::UserConfirmed
            | Action::InvitationSentAgain
            | Action::InvitationWithdrawn
            | Action::UserProtected
            | Action::UserUnprotected => Self::Users,
            Action::GroupCreated | Action::GroupUpdated | Action::GroupDeleted | Action::GroupAdopted => {
                Self::Groups
            }
            Action::AdministratorAdded
            | Action::AdministratorUpdated
            | Action::AdministratorRoleChanged
            | Action::AdministratorRemoved
            | Action::AdministratorSignedIn
            | Action::AdministratorRefused
            | Action::AdministratorPasswordChanged
            | Action::AdministratorLinkIssued
            | Action::AuditTrailExported => Self::Administrators,
        }
    }
}
