//! How providers bend the RFCs, and how a bent request is made legal before the engine sees it.
//!
//! A [`Dialect`] is a [`Profile`] with the [`Switch`]es that a connection has set otherwise; a switch is for one
//! malformed shape, and each shape has a file that shows it before and after. Which of them really occurred is recorded
//! in [`Fired`], so that an administrator can see which profile fits.

mod bare_values;
mod blank_clears;
mod dotted_keys;
mod element_comparison;
mod encoded_filters;
mod encoded_value;
pub(crate) mod example;
mod fired;
mod fit;
pub(crate) mod members_replace_is_add;
pub(crate) mod missing_element;
mod old_urns;
mod profile;
pub(crate) mod put_keeps_members;
pub(crate) mod read_only_echo;
mod remove_values;
pub(crate) mod repeated_values;
mod rewrite;
pub(crate) mod stray_members;
mod string_scalars;
mod switch;
mod unknown_attributes;
mod unknown_schemas;
mod unqualified_names;
mod unquoted_literals;

use crate::filter::{Filter, Syntax};
use crate::patch::Operation;
use crate::path::Path;
use crate::schema::GROUP_URN;
use crate::{Error, ResourceType};
use serde_json::Value;
use std::fmt;

pub use fired::{Fired, OTHER_PLACES, Tolerance};
pub use fit::Fit;
pub use profile::Profile;
pub use stray_members::Envelope;
pub use switch::Switch;

/// How one connection's client is met: a profile, and where each switch stands.
///
/// Its text is the profile's name and what differs from the profile, and is the same for equal dialects.
///
/// ```
/// use scim::dialect::{Dialect, Switch};
///
/// let dialect = Dialect::ENTRA.with(Switch::UnquotedLiterals, false).with(Switch::MembersReplaceIsAdd, true);
/// assert_eq!(dialect.to_string(), "entra +members_replace_is_add -unquoted_literals");
/// assert_eq!(Dialect::parse(&dialect.to_string()), Some(dialect));
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    profile: Profile,
    switches: u32,
}

impl Dialect {
    /// The RFCs and nothing else.
    pub const STRICT: Self = Self::of(Profile::Strict);
    /// Whatever is known to be sent, for a client that is not known.
    pub const GENERIC: Self = Self::of(Profile::Generic);
    /// Microsoft Entra ID, with and without its SCIM compliance flag: one tenant sends both.
    pub const ENTRA: Self = Self::of(Profile::Entra);
    /// Okta.
    pub const OKTA: Self = Self::of(Profile::Okta);
    /// `OneLogin`.
    pub const ONELOGIN: Self = Self::of(Profile::OneLogin);
    /// `JumpCloud`.
    pub const JUMPCLOUD: Self = Self::of(Profile::JumpCloud);
    /// `PingFederate` and `PingOne`.
    pub const PING: Self = Self::of(Profile::Ping);
    /// Google Workspace.
    pub const GOOGLE: Self = Self::of(Profile::Google);
    /// `SailPoint`.
    pub const SAILPOINT: Self = Self::of(Profile::SailPoint);
    /// authentik.
    pub const AUTHENTIK: Self = Self::of(Profile::Authentik);
    /// Rauthy.
    pub const RAUTHY: Self = Self::of(Profile::Rauthy);
    /// Keycloak with one of its SCIM extensions.
    pub const KEYCLOAK: Self = Self::of(Profile::Keycloak);

    /// Each profile as it is.
    pub const ALL: [Self; 12] = [
        Self::STRICT,
        Self::GENERIC,
        Self::ENTRA,
        Self::OKTA,
        Self::ONELOGIN,
        Self::JUMPCLOUD,
        Self::PING,
        Self::GOOGLE,
        Self::SAILPOINT,
        Self::AUTHENTIK,
        Self::RAUTHY,
        Self::KEYCLOAK,
    ];

    /// A profile as it is.
    #[must_use]
    pub const fn of(profile: Profile) -> Self {
        Self { profile, switches: profile.switches() }
    }

    /// The profile of that name, as it is.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Profile::parse(name).map(Self::of)
    }

    /// Reads what [`Display`](fmt::Display) writes, in any order.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = text.split_ascii_whitespace();
        let profile = Self::named(words.next()?)?;
        words.try_fold(profile, |dialect, word| {
            let (switch, is_on) = match word.strip_prefix('+') {
                Some(switch) => (switch, true),
                None => (word.strip_prefix('-')?, false),
            };
            Some(dialect.with(Switch::parse(switch)?, is_on))
        })
    }

    /// What it is called, whatever is switched.
    #[must_use]
    pub fn profile(&self) -> Profile {
        self.profile
    }

    /// Whether the switch is on.
    #[must_use]
    pub fn has(&self, switch: Switch) -> bool {
        self.switches & switch.bit() != 0
    }

    /// The same with this switch on or off.
    #[must_use]
    pub fn with(self, switch: Switch, is_on: bool) -> Self {
        let bit = switch.bit();
        Self { switches: if is_on { self.switches | bit } else { self.switches & !bit }, ..self }
    }

    /// The switches that stand otherwise than in the profile, and how, in the order of their names.
    #[must_use]
    pub fn differences(&self) -> Vec<(Switch, bool)> {
        let profile = Self::of(self.profile);
        let mut differences: Vec<_> = Switch::ALL
            .into_iter()
            .map(|switch| (switch, self.has(switch)))
            .filter(|&(switch, is_on)| is_on != profile.has(switch))
            .collect();
        differences.sort_by_key(|(switch, _)| switch.as_str());
        differences
    }

    /// What the filters of this dialect may look like.
    pub(crate) fn filter_syntax(&self) -> Syntax {
        Syntax {
            unquoted_literals: self.has(Switch::UnquotedLiterals),
            element_comparison: self.has(Switch::ElementComparison),
        }
    }

    /// Looks for what stands in a body beside what RFC 7644 knows of it.
    ///
    /// # Errors
    ///
    /// `invalidSyntax` where the dialect does not leave it out.
    pub fn envelope(&self, body: &Value, envelope: Envelope, fired: &mut Fired) -> Result<(), Error> {
        stray_members::envelope(body, envelope, self, fired)
    }

    /// Reads a filter as this dialect writes it.
    ///
    /// # Errors
    ///
    /// As [`Filter::parse`].
    pub fn filter(&self, text: &str, ty: &ResourceType, fired: &mut Fired) -> Result<Filter, Error> {
        let read = self.plain_filter(text, ty, fired);
        // What can be read as it is must not be decoded: a value may well look encoded.
        let decoded = if read.is_err() && self.has(Switch::EncodedFilters) {
            encoded_filters::decode(text)
        } else {
            None
        };
        match decoded.and_then(|decoded| self.plain_filter(&decoded, ty, fired).ok()) {
            Some(filter) => {
                encoded_filters::note(text, ty, fired);
                Ok(filter)
            }
            None => read,
        }
    }

    fn plain_filter(&self, text: &str, ty: &ResourceType, fired: &mut Fired) -> Result<Filter, Error> {
        let legal = if self.has(Switch::OldUrns) { old_urns::in_filter(text, ty, fired) } else { None };
        let (filter, used) = Filter::parse_telling(legal.as_deref().unwrap_or(text), self.filter_syntax())?;
        note_syntax(used, "filter", text, ty, fired);
        Ok(filter)
    }

    /// Whether a successful PATCH is answered with 200 and the resource; otherwise with 204 and nothing (RFC 7644
    /// §3.5.2 allows both).
    #[must_use]
    pub fn patch_answers_body(&self, ty: &ResourceType) -> bool {
        ty.schema.id != GROUP_URN || self.has(Switch::GroupPatchAnswersBody)
    }

    /// Makes the body of a POST or PUT legal. Take a group's members out before: [`crate::patch::members::take`].
    #[must_use]
    pub fn resource(&self, body: Value, ty: &ResourceType, fired: &mut Fired) -> Value {
        rewrite::resource(self, body, ty, fired)
    }

    /// Reads the path of a PATCH operation. None is the resource itself.
    pub(crate) fn path(
        &self,
        text: &str,
        ty: &ResourceType,
        fired: &mut Fired,
    ) -> Result<Option<Path>, Error> {
        let text = text.trim_ascii();
        let current = if self.has(Switch::OldUrns) { old_urns::path(text, ty, fired) } else { None };
        let text = current.as_deref().unwrap_or(text);
        // The base schema's attributes are those of the resource itself (RFC 7644 §3.5.2.1).
        if text.is_empty() || text.eq_ignore_ascii_case(&ty.schema.id) {
            return Ok(None);
        }
        let (path, used) = match dotted_keys::with_colon(text, ty).filter(|_| self.has(Switch::DottedKeys)) {
            Some(legal) => {
                fired.note(Tolerance::DottedKey, text, || example::field("path", &Value::from(text), ty));
                Path::parse_telling(&legal, ty, self.filter_syntax())?
            }
            None => Path::parse_telling(text, ty, self.filter_syntax())?,
        };
        note_syntax(used, "path", text, ty, fired);
        Ok(Some(path))
    }

    /// Makes one operation of a PATCH legal: into none, one or several.
    pub(crate) fn operations(
        &self,
        operation: Operation,
        ty: &ResourceType,
        fired: &mut Fired,
    ) -> Result<Vec<Operation>, Error> {
        rewrite::operations(self, operation, ty, fired)
    }
}

/// Notes what a filter needed beyond the RFC's grammar.
fn note_syntax(used: Syntax, place: &str, text: &str, ty: &ResourceType, fired: &mut Fired) {
    if used.unquoted_literals {
        unquoted_literals::note(place, text, ty, fired);
    }
    if used.element_comparison {
        element_comparison::note(place, text, ty, fired);
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.profile.as_str())?;
        self.differences().into_iter().try_for_each(|(switch, is_on)| {
            write!(f, " {}{}", if is_on { '+' } else { '-' }, switch.as_str())
        })
    }
}

impl fmt::Debug for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Dialect({self})")
    }
}

impl Default for Dialect {
    /// For a client of which nothing is known.
    fn default() -> Self {
        Self::GENERIC
    }
}
