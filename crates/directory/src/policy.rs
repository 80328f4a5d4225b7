//! What a product wants to happen with what a provider pushes.

mod admit;
pub mod knob;

pub(crate) use admit::list_schemas;
pub use admit::{Admitted, EMAIL_BYTES_MAX, NO_FAMILY_NAME, NO_GIVEN_NAME, is_email};

use knob::{
    Admission, BlankUpdate, Count, CustomExtension, Deactivate, DeleteGroup, DeleteUser, DisplayName, Emails,
    Enterprise, ExistingGroup, ExistingUser, ExternalId, GroupMembers, Invite, Names, NestedGroups, OnChange,
    Onboarding, PatchAnswer, Rate, UnknownMember, Updatable, UserName, Value,
};
use std::fmt;

/// A policy to start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Preset {
    /// What a product wants that follows the RFCs.
    Standard,
    /// What a device management does: people are invited, disabled, and never deleted by the provider.
    ManagedDevices,
    /// What a password vault does: people are invited, accept, and are confirmed; whoever leaves is revoked.
    Vault,
    /// What an analytics workspace does: people are their e-mail address, are invited and join; whoever leaves is removed.
    Workspace,
}

impl Preset {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Standard, Self::ManagedDevices, Self::Vault, Self::Workspace];

    /// The word in a policy's text.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::ManagedDevices => "managed-devices",
            Self::Vault => "vault",
            Self::Workspace => "workspace",
        }
    }

    /// The preset of that word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.as_str() == word)
    }
}

macro_rules! knobs {
    ($($(#[$doc:meta])* $name:ident: $kind:ty = $about:literal,)*) => {
        /// What a connection does with what its provider pushes.
        ///
        /// Its text is the preset's name, and what differs from the preset: `vault invite=manual page_max=500`. Equal
        /// policies that started from the same preset have equal texts.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Policy {
            /// What it started from.
            pub preset: Preset,
            $(#[doc = $about] pub $name: $kind,)*
        }

        impl Policy {
            /// Each knob with what it decides and what it can be set to, in the order of the text.
            #[must_use]
            pub fn knobs() -> Vec<Knob> {
                vec![$(Knob { name: stringify!($name), about: $about, choices: <$kind>::choices() },)*]
            }

            /// What a knob is set to; nothing if there is none of that name.
            #[must_use]
            pub fn knob(&self, name: &str) -> Option<String> {
                match name {
                    $(stringify!($name) => Some(self.$name.text()),)*
                    _ => None,
                }
            }

            /// The same with a knob set.
            pub fn with(mut self, name: &str, value: &str) -> Result<Self, BadKnob> {
                match name {
                    $(stringify!($name) => {
                        self.$name = Value::read(value).ok_or_else(|| BadKnob::Value {
                            name: stringify!($name),
                            choices: <$kind>::choices(),
                        })?;
                    })*
                    _ => return Err(BadKnob::Name(name.chars().take(NAME_CHARS_SHOWN).collect())),
                }
                Ok(self)
            }

            /// The knobs that are not set as in the preset.
            #[must_use]
            pub fn differences(&self) -> Vec<(&'static str, String)> {
                let preset = self.preset.policy();
                let mut differing = Vec::new();
                $(if self.$name != preset.$name {
                    differing.push((stringify!($name), self.$name.text()));
                })*
                differing
            }
        }
    };
}

knobs! {
    tokens_max: Count<1, 2> = "Most tokens at a time.",
    user_name: UserName = "What a userName looks like.",
    user_name_change: OnChange = "What becomes of an update of the userName.",
    emails: Emails = "Which e-mail addresses a user has.",
    email_change: OnChange = "What becomes of an update of the e-mail addresses.",
    create_inactive: Admission = "Whether somebody may be made who is inactive.",
    existing_user: ExistingUser = "What becomes of a POST for somebody who is there as a local user.",
    names: Names = "Whether people need names.",
    display_name: DisplayName = "Where the display name comes from.",
    blank_update: BlankUpdate = "What an update means that leaves an attribute blank.",
    updatable: Updatable = "Which attributes an update may change.",
    enterprise: Enterprise = "How much of the enterprise extension users have.",
    custom_extension: CustomExtension = "The name in the URN of custom attributes.",
    external_id: ExternalId = "Whether an externalId is unique.",
    onboarding: Onboarding = "How somebody comes in.",
    invite: Invite = "Whether invitations are sent as soon as somebody is brought in.",
    invitation_days: Count<1, 90> = "How long an invitation is good for, in days.",
    reminders_max: Count<0, 30> = "Most reminders of one invitation.",
    reminder_days: Count<1, 30> = "How long before somebody is reminded again, in days.",
    deactivate: Deactivate = "What becomes of somebody whom the provider deactivates.",
    delete_user: DeleteUser = "What becomes of somebody whom the provider deletes.",
    delete_group: DeleteGroup = "What becomes of the members of a group that the provider deletes.",
    existing_group: ExistingGroup = "What becomes of a POST of a group whose name another source's group has.",
    nested_groups: NestedGroups = "Whether a group may be a member of a group.",
    unknown_member: UnknownMember = "What becomes of a member whom nobody knows.",
    group_members: GroupMembers = "What answers show of the members of a group.",
    patch_answer: PatchAnswer = "How a PATCH is answered.",
    page_default: Count<1, 1_000> = "Resources on a page unless the client says otherwise.",
    page_max: Count<1, 1_000> = "Most resources on a page.",
    rate_per_minute: Rate = "Most requests of the organization in a minute.",
}

/// A knob, for whoever wants to turn it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knob {
    /// Its name in a policy's text.
    pub name: &'static str,
    /// What it decides.
    pub about: &'static str,
    /// What it can be set to.
    pub choices: String,
}

/// Longest externalId where it has to be unique, in characters.
pub const EXTERNAL_ID_CHARS_MAX: usize = 300;
/// Longest part of an unknown name that an error repeats, in characters.
const NAME_CHARS_SHOWN: usize = 50;

/// Why a text is no policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadKnob {
    /// It does not begin with a preset.
    Preset,
    /// What follows is not of the form `knob=value`.
    Form,
    /// There is no knob of this name.
    Name(String),
    /// The knob cannot be set to that.
    Value {
        /// The knob.
        name: &'static str,
        /// What it can be set to.
        choices: String,
    },
}

impl fmt::Display for BadKnob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Preset => {
                let presets = Preset::ALL.map(Preset::as_str).join(", ");
                write!(
                    f,
                    "A policy begins with one of the presets {presets}, and may go on with knobs, as in \
                     \"vault invite=manual\"."
                )
            }
            Self::Form => f.write_str("A knob is set like this: invite=manual"),
            Self::Name(name) => {
                let names: Vec<&str> = Policy::knobs().into_iter().map(|knob| knob.name).collect();
                write!(f, "There is no knob {name:?}. The knobs are {}.", names.join(", "))
            }
            Self::Value { name, choices } => write!(f, "{name} can be set to: {choices}."),
        }
    }
}

impl std::error::Error for BadKnob {}

impl Policy {
    /// Reads a policy.
    ///
    /// ```
    /// use directory::policy::{Policy, Preset, knob::Invite};
    ///
    /// let policy = Policy::parse("vault invite=manual tokens_max=1")?;
    /// assert_eq!((policy.preset, policy.invite), (Preset::Vault, Invite::Manual));
    /// assert_eq!(policy.to_string(), "vault invite=manual");
    /// # Ok::<(), directory::policy::BadKnob>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, BadKnob> {
        Self::read(text, Preset::policy)
    }

    /// Reads a policy where its preset stands for what `begun` makes of it.
    pub(crate) fn read(text: &str, begun: impl FnOnce(Preset) -> Self) -> Result<Self, BadKnob> {
        let mut words = text.split_ascii_whitespace();
        let preset = words.next().and_then(Preset::parse).ok_or(BadKnob::Preset)?;
        words.try_fold(begun(preset), |policy, word| {
            let (name, value) = word.split_once('=').ok_or(BadKnob::Form)?;
            policy.with(name, value)
        })
    }

    /// What holds for the organization's own people, whom no provider speaks of: they can be invited, and nothing else is
    /// asked of them.
    #[must_use]
    pub fn of_local_people() -> Self {
        Self { onboarding: Onboarding::Invite, invite: Invite::Manual, ..Preset::Standard.policy() }
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.preset.as_str())?;
        self.differences().iter().try_for_each(|(name, value)| write!(f, " {name}={value}"))
    }
}

impl Preset {
    /// The preset itself.
    #[must_use]
    pub fn policy(self) -> Policy {
        match self {
            Self::Standard => standard(),
            Self::ManagedDevices => managed_devices(),
            Self::Vault => vault(),
            Self::Workspace => workspace(),
        }
    }
}

fn standard() -> Policy {
    Policy {
        preset: Preset::Standard,
        tokens_max: Count::of(2),
        user_name: UserName::Any,
        user_name_change: OnChange::Allow,
        emails: Emails::Any,
        email_change: OnChange::Allow,
        create_inactive: Admission::Allow,
        existing_user: ExistingUser::Adopt,
        names: Names::AsGiven,
        display_name: DisplayName::Stored,
        blank_update: BlankUpdate::Clears,
        updatable: Updatable::All,
        enterprise: Enterprise::Whole,
        custom_extension: CustomExtension::named("rollbook").unwrap_or_else(CustomExtension::none),
        external_id: ExternalId::Free,
        onboarding: Onboarding::None,
        invite: Invite::Manual,
        invitation_days: Count::of(5),
        reminders_max: Count::of(0),
        reminder_days: Count::of(2),
        deactivate: Deactivate::Disable,
        delete_user: DeleteUser::Remove,
        delete_group: DeleteGroup::MembersStay,
        existing_group: ExistingGroup::Adopt,
        nested_groups: NestedGroups::Allow,
        unknown_member: UnknownMember::Refuse,
        group_members: GroupMembers::All,
        patch_answer: PatchAnswer::Dialect,
        page_default: Count::of(100),
        page_max: Count::of(1_000),
        rate_per_minute: Rate(None),
    }
}

fn managed_devices() -> Policy {
    Policy {
        preset: Preset::ManagedDevices,
        user_name: UserName::EmailForm,
        emails: Emails::Required,
        create_inactive: Admission::Refuse,
        names: Names::Required,
        blank_update: BlankUpdate::Keeps,
        updatable: Updatable::Profile,
        enterprise: Enterprise::Department,
        custom_extension: CustomExtension::named("ivanti").unwrap_or_else(CustomExtension::none),
        onboarding: Onboarding::Invite,
        invite: Invite::Automatic,
        delete_user: DeleteUser::Disable,
        delete_group: DeleteGroup::DisableOrphans,
        existing_group: ExistingGroup::Refuse,
        nested_groups: NestedGroups::Refuse,
        ..standard()
    }
}

fn vault() -> Policy {
    Policy {
        preset: Preset::Vault,
        tokens_max: Count::of(1),
        user_name: UserName::EqualsEmail,
        user_name_change: OnChange::Ignore,
        emails: Emails::OneKept,
        email_change: OnChange::Ignore,
        create_inactive: Admission::Refuse,
        existing_user: ExistingUser::Link,
        display_name: DisplayName::Dropped,
        updatable: Updatable::ActiveExternalId,
        enterprise: Enterprise::None,
        custom_extension: CustomExtension::none(),
        external_id: ExternalId::Unique,
        onboarding: Onboarding::Confirm,
        invite: Invite::Automatic,
        deactivate: Deactivate::Revoke,
        nested_groups: NestedGroups::Skip,
        unknown_member: UnknownMember::Skip,
        group_members: GroupMembers::None,
        patch_answer: PatchAnswer::NoContent,
        page_default: Count::of(50),
        ..standard()
    }
}

fn workspace() -> Policy {
    Policy {
        preset: Preset::Workspace,
        tokens_max: Count::of(1),
        user_name: UserName::EqualsEmail,
        user_name_change: OnChange::Refuse,
        emails: Emails::ExactlyOne,
        email_change: OnChange::Refuse,
        create_inactive: Admission::Refuse,
        existing_user: ExistingUser::Link,
        names: Names::Placeholders,
        display_name: DisplayName::Composed,
        updatable: Updatable::NamesActive,
        enterprise: Enterprise::None,
        custom_extension: CustomExtension::none(),
        onboarding: Onboarding::Join,
        invite: Invite::Automatic,
        deactivate: Deactivate::Remove,
        nested_groups: NestedGroups::Refuse,
        unknown_member: UnknownMember::Invite,
        group_members: GroupMembers::ValueDisplay,
        patch_answer: PatchAnswer::Resource,
        page_max: Count::of(100),
        rate_per_minute: Rate(Count::new(100)),
        ..standard()
    }
}
