//! The providers' ways, as far as they are known.

use super::switch::Switch;

/// A provider's way, by name: where the switches of a connection stand unless somebody moves them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Profile {
    /// The RFCs and nothing else.
    Strict,
    /// Whatever is known to be sent, for a client that is not known.
    Generic,
    /// Microsoft Entra ID, with and without its SCIM compliance flag: one tenant sends both.
    Entra,
    /// Okta.
    Okta,
    /// `OneLogin`.
    OneLogin,
    /// `JumpCloud`.
    JumpCloud,
    /// `PingFederate` and `PingOne`, whose administrators write filters by hand.
    Ping,
    /// Google Workspace, of which little is known.
    Google,
    /// `SailPoint`, which reads the schemas and goes by them.
    SailPoint,
    /// authentik.
    Authentik,
    /// Rauthy.
    Rauthy,
    /// Keycloak with one of its SCIM extensions.
    Keycloak,
}

/// What is tolerated of a client that is not known: all that is no guess at the opposite of what was sent.
const TOLERANT: u32 = set(&Switch::ALL)
    & !set(&[
        // Okta replaces by the very bytes by which some Entra ID tenants add.
        Switch::MembersReplaceIsAdd,
        // RFC 7644 §3.5.2 allows both answers; the short one costs the same for ten members and for a million.
        Switch::GroupPatchAnswersBody,
        // Two that an administrator asks for, as they give up a little of what protects the others.
        Switch::RawToken,
        Switch::PostReactivates,
    ]);

/// Of a client whose requests are known from its source: these, and what of its resources the server does not know.
const BY_SOURCE: u32 = set(&[
    Switch::RemoveValues,
    // Without it a key that is a path would be dropped as an unknown attribute where it names a known one.
    Switch::DottedKeys,
    Switch::UnknownAttributes,
    Switch::UnknownSchemas,
    Switch::ReadOnlyEcho,
    Switch::PutKeepsMembers,
]);

impl Profile {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Strict,
        Self::Generic,
        Self::Entra,
        Self::Okta,
        Self::OneLogin,
        Self::JumpCloud,
        Self::Ping,
        Self::Google,
        Self::SailPoint,
        Self::Authentik,
        Self::Rauthy,
        Self::Keycloak,
    ];

    /// The word on the command line and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Strict => "strict",
            Self::Generic => "generic",
            Self::Entra => "entra",
            Self::Okta => "okta",
            Self::OneLogin => "onelogin",
            Self::JumpCloud => "jumpcloud",
            Self::Ping => "ping",
            Self::Google => "google",
            Self::SailPoint => "sailpoint",
            Self::Authentik => "authentik",
            Self::Rauthy => "rauthy",
            Self::Keycloak => "keycloak",
        }
    }

    /// The profile of that word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.as_str() == word)
    }

    /// Where its switches stand.
    pub(super) const fn switches(self) -> u32 {
        match self {
            Self::Strict => set(&[Switch::GroupPatchAnswersBody]),
            Self::Generic => TOLERANT,
            // The JSON text of an object is sent by an extension of Keycloak and by nobody else.
            Self::Entra | Self::OneLogin | Self::Google => TOLERANT & !set(&[Switch::EncodedValue]),
            // It goes by the user profile that it was given, and quotes what it puts into a filter.
            Self::Okta => {
                TOLERANT
                    & !set(&[
                        Switch::StringScalars,
                        Switch::UnqualifiedNames,
                        Switch::OldUrns,
                        Switch::BareValues,
                        Switch::EncodedValue,
                        Switch::UnquotedLiterals,
                        Switch::EncodedFilters,
                    ])
            }
            // Its filters are written by hand, and nothing is known to be wrong with its bodies but what is wrong
            // with many.
            Self::JumpCloud | Self::Ping => {
                TOLERANT
                    & !set(&[
                        Switch::UnqualifiedNames,
                        Switch::OldUrns,
                        Switch::BareValues,
                        Switch::EncodedValue,
                        Switch::EncodedFilters,
                    ])
            }
            // It reads the schemas, so that it knows types and names; it may clear by a blank text as people do.
            Self::SailPoint => BY_SOURCE | set(&[Switch::MissingElement, Switch::BlankClears]),
            Self::Authentik => BY_SOURCE | set(&[Switch::UnquotedLiterals]),
            Self::Rauthy => BY_SOURCE,
            Self::Keycloak => BY_SOURCE | set(&[Switch::EncodedValue]),
        }
    }
}

/// A set of switches.
const fn set(switches: &[Switch]) -> u32 {
    let mut bits = 0;
    let mut at = 0;
    while at < switches.len() {
        bits |= switches[at].bit();
        at += 1;
    }
    bits
}
