//! The knobs of a policy, each a closed type.

use std::fmt;
use std::sync::Arc;

/// What a knob can be set to, as text.
pub trait Value: Sized {
    /// The text that [`Value::read`] reads.
    fn text(&self) -> String;
    /// Reads a value; nothing where the knob has no such one.
    fn read(text: &str) -> Option<Self>;
    /// What can be read, for people.
    fn choices() -> String;
}

macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $variant:ident = $word:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$about])* $variant,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word in a policy's text.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }

        impl Value for $name {
            fn text(&self) -> String {
                self.as_str().to_owned()
            }

            fn read(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == text)
            }

            fn choices() -> String {
                Self::ALL.iter().map(|value| value.as_str()).collect::<Vec<_>>().join(", ")
            }
        }
    )*};
}

choices! {
    /// What a userName looks like.
    UserName {
        /// Whatever the provider sends.
        Any = "any",
        /// The form of an e-mail address.
        EmailForm = "email_form",
        /// The user's e-mail address.
        EqualsEmail = "equals_email",
    }

    /// What becomes of an update that would change something.
    OnChange {
        /// It is changed.
        Allow = "allow",
        /// It stays, and the rest of the request is done.
        Ignore = "ignore",
        /// The request is refused.
        Refuse = "refuse",
    }

    /// Which e-mail addresses a user has.
    Emails {
        /// Any number, none included.
        Any = "any",
        /// One at least.
        Required = "required",
        /// One of those that are sent, which must be one at least.
        OneKept = "one_kept",
        /// One, and a request with more is refused.
        ExactlyOne = "exactly_one",
    }

    /// Whether something is done that could be refused.
    Admission {
        /// It is done.
        Allow = "allow",
        /// The request is refused.
        Refuse = "refuse",
    }

    /// What becomes of a POST for a person whom the organization has as a local user.
    ExistingUser {
        /// The local user becomes the connection's.
        Adopt = "adopt",
        /// The request is refused; a look-up finds the local user, and an update makes them the connection's.
        Link = "link",
        /// The request is refused.
        Refuse = "refuse",
    }

    /// What a user is called.
    Names {
        /// As the provider says, or not at all.
        AsGiven = "as_given",
        /// A given name, a family name or a formatted name is required.
        Required = "required",
        /// Somebody without names has placeholders until they have joined.
        Placeholders = "placeholders",
    }

    /// Where a display name comes from.
    DisplayName {
        /// From the provider.
        Stored = "stored",
        /// From nobody: what the provider sends is dropped.
        Dropped = "dropped",
        /// It is made of the given and the family name.
        Composed = "composed",
    }

    /// What an update means that leaves an attribute blank.
    BlankUpdate {
        /// The attribute has no value any more.
        Clears = "clears",
        /// The attribute keeps its value.
        Keeps = "keeps",
    }

    /// Which attributes an update may change; userName and e-mail addresses have knobs of their own.
    Updatable {
        /// All that the schemas let a client write.
        All = "all",
        /// Display name, given and family name, e-mail addresses, active, department, and custom attributes.
        Profile = "profile",
        /// Active and externalId.
        ActiveExternalId = "active_external_id",
        /// The names and active.
        NamesActive = "names_active",
    }

    /// How much of the enterprise extension a user has.
    Enterprise {
        /// All of it.
        Whole = "whole",
        /// The department only.
        Department = "department",
        /// Nothing.
        None = "none",
    }

    /// Among whom an externalId is unique.
    ExternalId {
        /// Among nobody.
        Free = "free",
        /// Among the users of the connection.
        Unique = "unique",
    }

    /// How somebody comes in.
    Onboarding {
        /// By the provider's word alone.
        None = "none",
        /// By an invitation, which they accept; they count as enabled from the beginning.
        Invite = "invite",
        /// By an invitation, which they accept, and an administrator confirms.
        Confirm = "confirm",
        /// By an invitation, with which they join.
        Join = "join",
    }

    /// Who sends invitations.
    Invite {
        /// The server, as soon as the provider brings somebody in.
        Automatic = "automatic",
        /// An administrator; until then the person is staged.
        Manual = "manual",
    }

    /// What becomes of somebody whom the provider deactivates.
    Deactivate {
        /// They are disabled.
        Disable = "disable",
        /// They are revoked, which frees the seat.
        Revoke = "revoke",
        /// They are removed; somebody invited loses the invitation.
        Remove = "remove",
    }

    /// What becomes of somebody whom the provider deletes.
    DeleteUser {
        /// They are removed.
        Remove = "remove",
        /// They are disabled; only an administrator removes them.
        Disable = "disable",
    }

    /// What becomes of the members of a group that the provider deletes.
    DeleteGroup {
        /// Nothing.
        MembersStay = "members_stay",
        /// Those who are in no other group are disabled.
        DisableOrphans = "disable_orphans",
    }

    /// What becomes of a POST of a group whose name a group of another source has.
    ExistingGroup {
        /// A local group becomes the connection's, and keeps its members.
        Adopt = "adopt",
        /// There are two groups of that name.
        Separate = "separate",
        /// The request is refused.
        Refuse = "refuse",
    }

    /// What becomes of a group that shall be a member of a group.
    NestedGroups {
        /// It becomes one.
        Allow = "allow",
        /// It is passed over.
        Skip = "skip",
        /// The request is refused.
        Refuse = "refuse",
    }

    /// What becomes of a member whom nobody knows.
    UnknownMember {
        /// The request is refused.
        Refuse = "refuse",
        /// They are passed over.
        Skip = "skip",
        /// Somebody named by an e-mail address is brought in and added; anything else is refused.
        Invite = "invite",
    }

    /// What answers show of the members of a group.
    GroupMembers {
        /// Everything.
        All = "all",
        /// Nothing.
        None = "none",
        /// The id and the name.
        ValueDisplay = "value_display",
    }

    /// How a PATCH is answered.
    PatchAnswer {
        /// As the dialect has it.
        Dialect = "dialect",
        /// With 204 and nothing.
        NoContent = "no_content",
        /// With 200 and the resource.
        Resource = "resource",
    }
}

/// A number between two others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Count<const MIN: u32, const MAX: u32>(u32);

impl<const MIN: u32, const MAX: u32> Count<MIN, MAX> {
    /// The number, or nothing if it is out of range.
    #[must_use]
    pub const fn new(number: u32) -> Option<Self> {
        if MIN <= number && number <= MAX { Some(Self(number)) } else { None }
    }

    /// A number that is known to be in range.
    pub(super) const fn of(number: u32) -> Self {
        assert!(MIN <= number && number <= MAX);
        Self(number)
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> u32 {
        self.0
    }
}

impl<const MIN: u32, const MAX: u32> Value for Count<MIN, MAX> {
    fn text(&self) -> String {
        self.0.to_string()
    }

    fn read(text: &str) -> Option<Self> {
        text.parse().ok().and_then(Self::new)
    }

    fn choices() -> String {
        format!("{MIN} to {MAX}")
    }
}

/// Most requests of an organization in a minute; none for no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rate(pub Option<Count<1, 1_000_000>>);

impl Value for Rate {
    fn text(&self) -> String {
        self.0.map_or_else(|| "off".to_owned(), |count| count.text())
    }

    fn read(text: &str) -> Option<Self> {
        if text == "off" { Some(Self(None)) } else { Count::read(text).map(|count| Self(Some(count))) }
    }

    fn choices() -> String {
        format!("off, {}", Count::<1, 1_000_000>::choices())
    }
}

/// The name in the URN of a connection's custom attributes; none where it has no such attributes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CustomExtension(Option<Arc<str>>);

/// Longest name in the URN of custom attributes, in characters.
pub const EXTENSION_CHARS_MAX: usize = 64;

impl CustomExtension {
    pub(super) fn none() -> Self {
        Self(None)
    }

    /// That name, which has to be made of letters, digits, `-` and `_`; the RFC has taken `enterprise` (RFC 7643 §4.3).
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let is_of_urn = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
        let fits = !name.is_empty() && name.len() <= EXTENSION_CHARS_MAX && name.chars().all(is_of_urn);
        (fits && !["none", "enterprise"].contains(&name)).then(|| Self(Some(name.into())))
    }

    /// The URN under which a user has custom attributes.
    #[must_use]
    pub fn urn(&self) -> Option<String> {
        self.0.as_ref().map(|name| format!("urn:ietf:params:scim:schemas:extension:{name}:2.0:User"))
    }
}

impl Value for CustomExtension {
    fn text(&self) -> String {
        self.0.as_deref().unwrap_or("none").to_owned()
    }

    fn read(text: &str) -> Option<Self> {
        if text == "none" { Some(Self(None)) } else { Self::named(text) }
    }

    fn choices() -> String {
        format!("none, or a name of up to {EXTENSION_CHARS_MAX} small letters, digits, - and _")
    }
}

impl fmt::Display for CustomExtension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}
