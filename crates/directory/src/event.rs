//! What the product reads: one committed change, in order.

use crate::{Json, Timestamp};

/// What happened.
///
/// Whoever keeps a set of users for each group is right with four rules: a group that is created has nobody in it; a
/// change of members adds those who were added and takes out those who were removed; a user who is deleted leaves every
/// set; and of a group that is deleted the set is thrown away. The sets are then those who are in the groups by any path:
/// groups in groups never show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventKind {
    /// A user was made.
    UserCreated,
    /// A user's attributes changed.
    UserUpdated,
    /// A user was disabled, possibly along with other changes.
    UserDisabled,
    /// A user was enabled again, possibly along with other changes.
    UserEnabled,
    /// A user was removed, and with that from all groups that it was in, directly or through another group; those are not
    /// told of one by one.
    UserDeleted,
    /// A local user became a connection's.
    UserAdopted,
    /// A user was invited who had not been, or is invited anew.
    UserInvited,
    /// A user accepted an invitation.
    UserAccepted,
    /// A user was confirmed.
    UserConfirmed,
    /// A user's invitation was taken back.
    UserStaged,
    /// What a configuration is for a user has changed.
    UserConfigurationChanged,
    /// A configuration was made: it is to be rendered for each user.
    ConfigurationCreated,
    /// A configuration was changed: it is to be rendered for each user again.
    ConfigurationUpdated,
    /// A configuration was removed.
    ConfigurationDeleted,
    /// A group was made. Who is in it comes with the change of members behind it.
    GroupCreated,
    /// A group's attributes changed.
    GroupUpdated,
    /// A local group became a connection's, possibly with other attributes. Who is in it stays, but for what a change of
    /// members behind it tells.
    GroupAdopted,
    /// Users came or went who are members of the group by any path; many at once are told in several events. Where groups
    /// are in groups, one request can change several, and each has events of its own.
    GroupMembersChanged,
    /// A group was removed, and with that from all groups that it was in: whoever is in one of those no more is told of in
    /// a change of its members. The users stay.
    GroupDeleted,
    /// The organization's data came back from a backup: what was told behind the number that the event names is
    /// forgotten here, and the numbers go on far behind it.
    OrganizationRestored,
}

impl EventKind {
    /// All of them.
    pub const ALL: [Self; 20] = [
        Self::UserCreated,
        Self::UserUpdated,
        Self::UserDisabled,
        Self::UserEnabled,
        Self::UserDeleted,
        Self::UserAdopted,
        Self::UserInvited,
        Self::UserAccepted,
        Self::UserConfirmed,
        Self::UserStaged,
        Self::UserConfigurationChanged,
        Self::ConfigurationCreated,
        Self::ConfigurationUpdated,
        Self::ConfigurationDeleted,
        Self::GroupCreated,
        Self::GroupUpdated,
        Self::GroupAdopted,
        Self::GroupMembersChanged,
        Self::GroupDeleted,
        Self::OrganizationRestored,
    ];

    /// The name in the feed and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UserCreated => "user.created",
            Self::UserUpdated => "user.updated",
            Self::UserDisabled => "user.disabled",
            Self::UserEnabled => "user.enabled",
            Self::UserDeleted => "user.deleted",
            Self::UserAdopted => "user.adopted",
            Self::UserInvited => "user.invited",
            Self::UserAccepted => "user.accepted",
            Self::UserConfirmed => "user.confirmed",
            Self::UserStaged => "user.staged",
            Self::UserConfigurationChanged => "user.configuration_changed",
            Self::ConfigurationCreated => "configuration.created",
            Self::ConfigurationUpdated => "configuration.updated",
            Self::ConfigurationDeleted => "configuration.deleted",
            Self::GroupCreated => "group.created",
            Self::GroupUpdated => "group.updated",
            Self::GroupAdopted => "group.adopted",
            Self::GroupMembersChanged => "group.members_changed",
            Self::GroupDeleted => "group.deleted",
            Self::OrganizationRestored => "organization.restored",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// One change, as the product is told. Its sequence number is given on saving: per organization and without a gap, but
/// for those in front of [`EventKind::OrganizationRestored`].
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// The id of the user, group or organization that it happened to.
    pub subject: String,
    /// When.
    pub at: Timestamp,
    /// What the product needs to follow: the resource as it is now, or the members that came and went.
    pub data: Json,
}
