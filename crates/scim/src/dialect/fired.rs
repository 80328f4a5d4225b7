//! Which tolerances a request needed.

use super::Switch;
use std::collections::BTreeMap;

/// Most places that are remembered of one request.
const NOTES_MAX: usize = 50;
/// The place of all others.
pub const OTHER_PLACES: &str = "…";
/// Longest name of a place, in characters.
const PLACE_CHARS_MAX: usize = 100;

/// A malformed shape that was made legal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tolerance {
    /// Text stood for a boolean or a number.
    StringScalar,
    /// A key of a PATCH value was a path.
    DottedKey,
    /// An extension's attribute came without the extension's URN.
    UnqualifiedName,
    /// A URN was one from before the RFC.
    OldUrn,
    /// A path selected an element that was not there and was made.
    MissingElement,
    /// A `remove` carried the values to remove.
    RemoveValues,
    /// A value stood without the object or the list that belongs around it.
    BareValue,
    /// A blank value stood for "unassigned".
    BlankClears,
    /// A PATCH value was JSON text.
    EncodedValue,
    /// An attribute that no schema knows was dropped.
    UnknownAttribute,
    /// A URN that no schema has was dropped.
    UnknownSchema,
    /// The base schema's URN was not listed.
    MissingSchema,
    /// `replace members` was taken as `add`.
    MembersReplaceIsAdd,
    /// A read-only attribute in a PATCH was passed over.
    ReadOnlyEcho,
    /// A body that is no resource, or an operation in it, had a member that the RFC does not know, which was dropped.
    StrayMember,
    /// `schemas` had the same URN twice.
    RepeatedSchema,
    /// A request about a group said nothing of its members, and they were kept.
    PutKeepsMembers,
    /// A filter had a text without quotation marks.
    UnquotedLiteral,
    /// A filter was percent-encoded twice.
    EncodedFilter,
    /// A filter compared something behind the brackets.
    ElementComparison,
    /// A list had the same value twice with different things said of it, and the first was kept (RFC 7643 §2.4).
    RepeatedValue,
    /// A `replace` of `members` by a single one took many out of the group: perhaps it was meant as `add`.
    ReplaceDropsMany,
    /// The token came without `Bearer` in front of it.
    RawToken,
    /// A POST reactivated the user whom it met.
    PostReactivates,
    /// Something was asked for that the connection's policy does not let happen, and the rest was done.
    Policy,
}

impl Tolerance {
    /// All of them.
    pub const ALL: [Self; 25] = [
        Self::StringScalar,
        Self::DottedKey,
        Self::UnqualifiedName,
        Self::OldUrn,
        Self::MissingElement,
        Self::RemoveValues,
        Self::BareValue,
        Self::BlankClears,
        Self::EncodedValue,
        Self::UnknownAttribute,
        Self::UnknownSchema,
        Self::MissingSchema,
        Self::MembersReplaceIsAdd,
        Self::ReadOnlyEcho,
        Self::StrayMember,
        Self::RepeatedSchema,
        Self::PutKeepsMembers,
        Self::UnquotedLiteral,
        Self::EncodedFilter,
        Self::ElementComparison,
        Self::RepeatedValue,
        Self::ReplaceDropsMany,
        Self::RawToken,
        Self::PostReactivates,
        Self::Policy,
    ];

    /// A name for logs and counters.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::StringScalar => "string_scalar",
            Self::DottedKey => "dotted_key",
            Self::UnqualifiedName => "unqualified_name",
            Self::OldUrn => "old_urn",
            Self::MissingElement => "missing_element",
            Self::RemoveValues => "remove_values",
            Self::BareValue => "bare_value",
            Self::BlankClears => "blank_clears",
            Self::EncodedValue => "encoded_value",
            Self::UnknownAttribute => "unknown_attribute",
            Self::UnknownSchema => "unknown_schema",
            Self::MissingSchema => "missing_schema",
            Self::MembersReplaceIsAdd => "members_replace_is_add",
            Self::ReadOnlyEcho => "read_only_echo",
            Self::StrayMember => "stray_member",
            Self::RepeatedSchema => "repeated_schema",
            Self::PutKeepsMembers => "put_keeps_members",
            Self::UnquotedLiteral => "unquoted_literal",
            Self::EncodedFilter => "encoded_filter",
            Self::ElementComparison => "element_comparison",
            Self::RepeatedValue => "repeated_value",
            Self::ReplaceDropsMany => "replace_members_drops_many",
            Self::RawToken => "raw_token",
            Self::PostReactivates => "post_reactivates",
            Self::Policy => "policy",
        }
    }

    /// The tolerance of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tolerance| tolerance.as_str() == name)
    }

    /// The switch without which the request would have been refused, or would have meant something else. None for what
    /// is so in every dialect, and is noted because somebody may have meant another thing.
    #[must_use]
    pub fn switch(self) -> Option<Switch> {
        Some(match self {
            Self::StringScalar => Switch::StringScalars,
            Self::DottedKey => Switch::DottedKeys,
            Self::UnqualifiedName => Switch::UnqualifiedNames,
            Self::OldUrn => Switch::OldUrns,
            Self::MissingElement => Switch::MissingElement,
            Self::RemoveValues => Switch::RemoveValues,
            Self::BareValue => Switch::BareValues,
            Self::BlankClears => Switch::BlankClears,
            Self::EncodedValue => Switch::EncodedValue,
            Self::UnknownAttribute | Self::StrayMember => Switch::UnknownAttributes,
            Self::UnknownSchema | Self::MissingSchema | Self::RepeatedSchema => Switch::UnknownSchemas,
            Self::ReadOnlyEcho => Switch::ReadOnlyEcho,
            Self::PutKeepsMembers => Switch::PutKeepsMembers,
            Self::UnquotedLiteral => Switch::UnquotedLiterals,
            Self::EncodedFilter => Switch::EncodedFilters,
            Self::ElementComparison => Switch::ElementComparison,
            Self::MembersReplaceIsAdd => Switch::MembersReplaceIsAdd,
            Self::RawToken => Switch::RawToken,
            Self::PostReactivates => Switch::PostReactivates,
            Self::RepeatedValue | Self::ReplaceDropsMany | Self::Policy => return None,
        })
    }
}

/// The tolerances that one request needed, where, and what it looked like there.
///
/// A place is the name of an attribute and never a value. An example is a fragment of the request, which may well be
/// personal data: it is for the connection's own page, and not for a log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fired {
    notes: BTreeMap<Tolerance, BTreeMap<String, String>>,
}

impl Fired {
    /// Records that a tolerance was needed at a place, with what the client sent there as the first example of it. Of
    /// many places of one request only the first are kept.
    pub fn note(&mut self, tolerance: Tolerance, place: &str, example: impl FnOnce() -> String) {
        let count: usize = self.notes.values().map(BTreeMap::len).sum();
        let places = self.notes.entry(tolerance).or_default();
        if places.contains_key(place) {
            return;
        }
        // Of many, the others are noted together, so that nothing is dropped without a word.
        let place = if places.is_empty() || count < NOTES_MAX { place } else { OTHER_PLACES };
        let place = place.chars().filter(|c| !c.is_control()).take(PLACE_CHARS_MAX).collect();
        places.entry(place).or_insert_with(example);
    }

    /// Whether no tolerance was needed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    /// Whether this one was needed.
    #[must_use]
    pub fn contains(&self, tolerance: Tolerance) -> bool {
        self.notes.contains_key(&tolerance)
    }

    /// Each tolerance with each place and what was sent there, sorted: (tolerance, place, example).
    pub fn iter(&self) -> impl Iterator<Item = (Tolerance, &str, &str)> {
        self.notes.iter().flat_map(|(tolerance, places)| {
            places.iter().map(|(place, example)| (*tolerance, place.as_str(), example.as_str()))
        })
    }
}
