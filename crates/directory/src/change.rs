//! What a decision consists of: rows, events and an audit entry, saved together or not at all.

use crate::guard::Departure;
use crate::id::ID_BYTES;
use crate::invitation::{InvitationText, TextName};
use crate::{
    AdministratorId, Appointment, AuditEntry, Configuration, ConfigurationId, Connection, ConnectionId,
    Event, Group, GroupId, Invitation, Mail, OrgId, Organization, Purge, Timestamp, Token, TokenId, User,
    UserId,
};

/// One row, or one set of rows, that changes.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// A new organization; its name must be free.
    OrganizationCreated(Organization),
    /// An organization as it is now, but for its sequence number.
    OrganizationUpdated(Organization),
    /// The numbers of the organization's events and audit entries go on behind this one, unless they have passed it.
    NumbersRaised(u64),
    /// Most seats of the organization; none for no cap.
    SeatsCapped(Option<u64>),
    /// An appointment as it is now; there is one of an administrator at most.
    AppointmentSaved(Appointment),
    /// An appointment that is gone.
    AppointmentEnded(AdministratorId),
    /// A new connection; its name must be free in its organization.
    ConnectionCreated(Connection),
    /// A connection as it is now.
    ConnectionUpdated(Connection),
    /// Values that are to be removed from the users of a connection.
    PurgeBegun(Purge),
    /// A new configuration; its name must be free in the organization.
    ConfigurationCreated(Configuration),
    /// A configuration as it is now; the row must still have the version before.
    ConfigurationUpdated(Configuration),
    /// A configuration that is gone.
    ConfigurationDeleted(ConfigurationId),
    /// A new token.
    TokenCreated(ConnectionId, Token),
    /// A token as it is now.
    TokenUpdated(ConnectionId, Token),
    /// A token that is gone.
    TokenDeleted(ConnectionId, TokenId),
    /// A new user; its userName must be free in the organization.
    UserCreated(User),
    /// A user as it was and as it is now; the row must still have the version before. Of whoever is let in, nothing is noted
    /// any more.
    UserUpdated {
        /// As it was.
        before: User,
        /// As it is now.
        after: User,
    },
    /// A user that is gone, with its memberships, its invitation, the mails to it that wait, and what was noted of it.
    UserDeleted(UserId),
    /// Somebody whom a provider took out; there is one note of a user at most.
    Departed(Departure),
    /// A connection takes many out at once: whoever it has kept out since then waits for an administrator's decision.
    MassNoticed {
        /// Which one.
        connection: ConnectionId,
        /// Since when.
        since: Timestamp,
        /// How many it had removed by then.
        removed: u64,
    },
    /// It has taken out one more.
    MassGoesOn(ConnectionId),
    /// A user of whom nothing is noted any more.
    DepartureForgotten(UserId),
    /// An invitation as it is now; there is one of a user at most.
    InvitationSaved(Invitation),
    /// An invitation that is gone, with the mails that wait.
    InvitationDeleted(UserId),
    /// The mails to a user that wait are due now: what they waited for has come.
    MailsHastened(UserId),
    /// A mail that is to be sent.
    MailQueued(Mail),
    /// Words of the organization as they are now.
    TextSaved(InvitationText),
    /// Words of the organization that are gone, in the language of that tag.
    TextDeleted(TextName, String),
    /// A new group; its displayName must be free among those of its source.
    GroupCreated(Group),
    /// A group as it is now; the row must still have the version before.
    GroupUpdated(Group),
    /// A group that is gone, with its members and its memberships.
    GroupDeleted(GroupId),
    /// Members that a group gains; none of them is one yet.
    MembersAdded(GroupId, Vec<Member>),
    /// Members that a group loses; all of them are ones now.
    MembersRemoved(GroupId, Vec<Member>),
}

/// Who can be in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Member {
    /// A user.
    User(UserId),
    /// A nested group.
    Group(GroupId),
}

impl Member {
    /// The id as SCIM shows it in `members.value`.
    #[must_use]
    pub fn id(self) -> String {
        match self {
            Self::User(id) => id.to_string(),
            Self::Group(id) => id.to_string(),
        }
    }

    /// The user, if it is one.
    #[must_use]
    pub fn user(self) -> Option<UserId> {
        if let Self::User(id) = self { Some(id) } else { None }
    }

    /// The group, if it is one.
    #[must_use]
    pub fn group(self) -> Option<GroupId> {
        if let Self::Group(id) = self { Some(id) } else { None }
    }

    /// Writes the id, where there are too many members for each to be a text of its own.
    pub fn encode(self, buffer: &mut [u8; ID_BYTES]) -> &str {
        match self {
            Self::User(id) => id.encode(buffer),
            Self::Group(id) => id.encode(buffer),
        }
    }

    /// The kind as SCIM shows it in `members.type` (RFC 7643 §4.2).
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::User(_) => "User",
            Self::Group(_) => "Group",
        }
    }
}

/// A decision: everything that one request changes in one organization.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Whose data it is.
    pub org: OrgId,
    /// What changes, in this order.
    pub rows: Vec<Row>,
    /// What the product is told, in this order.
    pub events: Vec<Event>,
    /// What the audit trail says.
    pub audit: AuditEntry,
}

impl Change {
    /// A change that so far only the audit trail knows of.
    #[must_use]
    pub fn new(org: OrgId, audit: AuditEntry) -> Self {
        Self { org, rows: Vec::new(), events: Vec::new(), audit }
    }

    /// The same with one more row.
    #[must_use]
    pub fn row(mut self, row: Row) -> Self {
        self.rows.push(row);
        self
    }

    /// The same with one more event.
    #[must_use]
    pub fn event(mut self, event: Event) -> Self {
        self.events.push(event);
        self
    }
}
