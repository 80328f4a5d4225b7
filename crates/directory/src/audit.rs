//! Who did what to what, when, with before and after.

use crate::{AdministratorId, ConnectionId, EntryId, Ids, Json, Provider, Timestamp, TokenId, UserId};
use serde_json::{Map, Value, json};

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A provider, through a connection, with a token.
    Provider {
        /// The connection.
        connection: ConnectionId,
        /// Its provider.
        provider: Provider,
        /// The public id of the token.
        token: TokenId,
    },
    /// Somebody with access to the machine and its data folder.
    CommandLine,
    /// The server itself, which ends what somebody has begun.
    Server,
    /// A user, by the link of an invitation.
    User(UserId),
    /// An administrator, in the portal.
    Administrator {
        /// Who.
        id: AdministratorId,
        /// The address by which they had signed in.
        email: String,
    },
}

impl Actor {
    /// As it is stored and shown.
    #[must_use]
    pub fn to_json(&self) -> Value {
        match self {
            Self::Provider { connection, provider, token } => json!({
                "kind": "provider",
                "connection": connection.to_string(),
                "provider": provider.as_str(),
                "token": token.as_str(),
            }),
            Self::CommandLine => json!({ "kind": "command line" }),
            Self::Server => json!({ "kind": "server" }),
            Self::User(user) => json!({ "kind": "user", "user": user.to_string() }),
            Self::Administrator { id, email } => {
                json!({ "kind": "administrator", "administrator": id.to_string(), "email": email })
            }
        }
    }

    /// Reads what [`Actor::to_json`] wrote.
    #[must_use]
    pub fn from_json(stored: &Value) -> Option<Self> {
        let text = |name| stored.get(name).and_then(Value::as_str);
        match text("kind")? {
            "provider" => Some(Self::Provider {
                connection: ConnectionId::parse(text("connection")?)?,
                provider: Provider::parse(text("provider")?)?,
                token: TokenId::parse(text("token")?)?,
            }),
            "command line" => Some(Self::CommandLine),
            "server" => Some(Self::Server),
            "user" => Some(Self::User(UserId::parse(text("user")?)?)),
            "administrator" => Some(Self::Administrator {
                id: AdministratorId::parse(text("administrator")?)?,
                email: text("email")?.to_owned(),
            }),
            _ => None,
        }
    }
}

/// What was done. The words of the token entries are those that administrators search for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// An organization was made.
    OrganizationCreated,
    /// An organization's data came back from a backup.
    OrganizationRestored,
    /// An organization's settings were changed.
    OrganizationUpdated,
    /// The providers of a restored organization have sent everything again.
    OrganizationResynced,
    /// A connection was made.
    ConnectionCreated,
    /// A connection's settings were changed.
    ConnectionUpdated,
    /// A connection was switched on.
    ConnectionEnabled,
    /// A connection was switched off.
    ConnectionDisabled,
    /// A token was made.
    TokenCreated,
    /// A token was set to active.
    TokenEnabled,
    /// A token was set to inactive.
    TokenDisabled,
    /// A token got a new secret and a new expiry.
    TokenRenewed,
    /// A token was deleted.
    TokenDeleted,
    /// A custom attribute was declared.
    AttributeDeclared,
    /// A custom attribute was deleted.
    AttributeDeleted,
    /// A configuration was made.
    ConfigurationCreated,
    /// A configuration was changed.
    ConfigurationUpdated,
    /// A configuration was removed.
    ConfigurationDeleted,
    /// A user was made.
    UserCreated,
    /// A user was changed.
    UserUpdated,
    /// A user was disabled, possibly along with other changes.
    UserDisabled,
    /// A disabled user was let in again.
    UserEnabled,
    /// A user was revoked.
    UserRevoked,
    /// A revoked user was let in again.
    UserRestored,
    /// A user was removed.
    UserDeleted,
    /// A connection took many users out at once, and an administrator has to decide about them.
    ChangesHeld,
    /// A user is kept out whom a provider wants removed, until an administrator has decided.
    UserRemovalHeld,
    /// An administrator decided that a user stays kept out.
    HeldChangeApplied,
    /// An administrator decided that a user is again what they were before a provider took them out.
    HeldChangeUndone,
    /// A local user became a connection's.
    UserAdopted,
    /// A user was invited.
    UserInvited,
    /// A user accepted an invitation.
    UserAccepted,
    /// A user was confirmed.
    UserConfirmed,
    /// A user was invited once more.
    InvitationSentAgain,
    /// An invitation was taken back.
    InvitationWithdrawn,
    /// A user was protected against providers.
    UserProtected,
    /// A user's protection was taken away.
    UserUnprotected,
    /// A group was made.
    GroupCreated,
    /// A group was changed.
    GroupUpdated,
    /// A group was removed.
    GroupDeleted,
    /// A local group became a connection's.
    GroupAdopted,
    /// Somebody became administrator.
    AdministratorAdded,
    /// An administrator is called something else.
    AdministratorUpdated,
    /// An administrator has another role.
    AdministratorRoleChanged,
    /// Somebody is administrator no more.
    AdministratorRemoved,
    /// An administrator signed in.
    AdministratorSignedIn,
    /// Somebody gave a wrong password for an administrator.
    AdministratorRefused,
    /// An administrator chose a password.
    AdministratorPasswordChanged,
    /// Somebody let an administrator have a link, by which one without a password chooses one.
    AdministratorLinkIssued,
    /// The audit trail was exported.
    AuditTrailExported,
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 50] = [
        Self::OrganizationCreated,
        Self::OrganizationRestored,
        Self::OrganizationUpdated,
        Self::OrganizationResynced,
        Self::ConnectionCreated,
        Self::ConnectionUpdated,
        Self::ConnectionEnabled,
        Self::ConnectionDisabled,
        Self::TokenCreated,
        Self::TokenEnabled,
        Self::TokenDisabled,
        Self::TokenRenewed,
        Self::TokenDeleted,
        Self::AttributeDeclared,
        Self::AttributeDeleted,
        Self::ConfigurationCreated,
        Self::ConfigurationUpdated,
        Self::ConfigurationDeleted,
        Self::UserCreated,
        Self::UserUpdated,
        Self::UserDisabled,
        Self::UserEnabled,
        Self::UserRevoked,
        Self::UserRestored,
        Self::UserDeleted,
        Self::ChangesHeld,
        Self::UserRemovalHeld,
        Self::HeldChangeApplied,
        Self::HeldChangeUndone,
        Self::UserAdopted,
        Self::UserInvited,
        Self::UserAccepted,
        Self::UserConfirmed,
        Self::InvitationSentAgain,
        Self::InvitationWithdrawn,
        Self::UserProtected,
        Self::UserUnprotected,
        Self::GroupCreated,
        Self::GroupUpdated,
        Self::GroupDeleted,
        Self::GroupAdopted,
        Self::AdministratorAdded,
        Self::AdministratorUpdated,
        Self::AdministratorRoleChanged,
        Self::AdministratorRemoved,
        Self::AdministratorSignedIn,
        Self::AdministratorRefused,
        Self::AdministratorPasswordChanged,
        Self::AdministratorLinkIssued,
        Self::AuditTrailExported,
    ];

    /// The words in the audit trail.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OrganizationCreated => "Organization Created",
            Self::OrganizationRestored => "Organization Restored",
            Self::OrganizationUpdated => "Organization Updated",
            Self::OrganizationResynced => "Organization Resynced",
            Self::ConnectionCreated => "Connection Created",
            Self::ConnectionUpdated => "Connection Updated",
            Self::ConnectionEnabled => "Connection Enabled",
            Self::ConnectionDisabled => "Connection Disabled",
            Self::TokenCreated => "SCIM Token Created",
            Self::TokenEnabled => "SCIM Token Enabled",
            Self::TokenDisabled => "SCIM Token Disabled",
            Self::TokenRenewed => "SCIM Token Renewed",
            Self::TokenDeleted => "SCIM Token Deleted",
            Self::AttributeDeclared => "Attribute Declared",
            Self::AttributeDeleted => "Attribute Deleted",
            Self::ConfigurationCreated => "Configuration Created",
            Self::ConfigurationUpdated => "Configuration Updated",
            Self::ConfigurationDeleted => "Configuration Deleted",
            Self::UserCreated => "User Created",
            Self::UserUpdated => "User Updated",
            Self::UserDisabled => "User Disabled",
            Self::UserEnabled => "User Enabled",
            Self::UserRevoked => "User Revoked",
            Self::UserRestored => "User Restored",
            Self::UserDeleted => "User Deleted",
            Self::ChangesHeld => "Changes Held",
            Self::UserRemovalHeld => "User Removal Held",
            Self::HeldChangeApplied => "Held Change Applied",
            Self::HeldChangeUndone => "Held Change Undone",
            Self::UserAdopted => "User Adopted",
            Self::UserInvited => "User Invited",
            Self::UserAccepted => "User Accepted",
            Self::UserConfirmed => "User Confirmed",
            Self::InvitationSentAgain => "Invitation Sent Again",
            Self::InvitationWithdrawn => "Invitation Withdrawn",
            Self::UserProtected => "User Protected",
            Self::UserUnprotected => "User Unprotected",
            Self::GroupCreated => "Group Created",
            Self::GroupUpdated => "Group Updated",
            Self::GroupDeleted => "Group Deleted",
            Self::GroupAdopted => "Group Adopted",
            Self::AdministratorAdded => "Administrator Added",
            Self::AdministratorUpdated => "Administrator Updated",
            Self::AdministratorRoleChanged => "Administrator Role Changed",
            Self::AdministratorRemoved => "Administrator Removed",
            Self::AdministratorSignedIn => "Administrator Signed In",
            Self::AdministratorRefused => "Administrator Sign-In Refused",
            Self::AdministratorPasswordChanged => "Administrator Password Changed",
            Self::AdministratorLinkIssued => "Administrator Link Issued",
            Self::AuditTrailExported => "Audit Trail Exported",
        }
    }

    /// The action of those words.
    #[must_use]
    pub fn parse(words: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == words)
    }
}

/// One line of the audit trail.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditEntry {
    /// Ours.
    pub id: EntryId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// What.
    pub action: Action,
    /// The id of what it was done to.
    pub target: String,
    /// What was there before; null where nothing was.
    pub before: Json,
    /// What is there now; null where nothing is.
    pub after: Json,
}

impl AuditEntry {
    /// An entry without before and after.
    #[must_use]
    pub fn new(ids: &mut Ids, now: Timestamp, actor: &Actor, action: Action, target: String) -> Self {
        let (before, after) = (Json::null(), Json::null());
        Self { id: ids.id(), at: now, actor: actor.clone(), action, target, before, after }
    }

    /// The same with what was there before.
    #[must_use]
    pub fn before(mut self, before: impl Into<Json>) -> Self {
        self.before = before.into();
        self
    }

    /// The same with what is there now.
    #[must_use]
    pub fn after(mut self, after: impl Into<Json>) -> Self {
        self.after = after.into();
        self
    }
}

/// The attributes that differ, as they were and as they are.
pub(crate) fn difference(before: &Map<String, Value>, after: &Map<String, Value>) -> (Value, Value) {
    let only_in = |these: &Map<String, Value>, those: &Map<String, Value>| {
        let differing = these.iter().filter(|(name, value)| those.get(*name) != Some(value));
        Value::Object(differing.map(|(name, value)| (name.clone(), value.clone())).collect())
    };
    (only_in(before, after), only_in(after, before))
}
