//! Which tolerances a request needed.

use std::collections::BTreeSet;

/// Most places that are remembered of one request.
const NOTES_MAX: usize = 50;
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
    ReplaceMembersAdds,
}

impl Tolerance {
    /// A name for logs and counters.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::StringScalar => "string_scalar",
            Self::DottedKey => "dotted_key",
            Self::UnqualifiedName => "unqualified_name",
            Self::MissingElement => "missing_element",
            Self::RemoveValues => "remove_values",
            Self::BareValue => "bare_value",
            Self::BlankClears => "blank_clears",
            Self::EncodedValue => "encoded_value",
            Self::UnknownAttribute => "unknown_attribute",
            Self::UnknownSchema => "unknown_schema",
            Self::MissingSchema => "missing_schema",
            Self::ReplaceMembersAdds => "replace_members_adds",
        }
    }
}

/// The tolerances that one request needed, and where: names of attributes, never values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fired {
    notes: BTreeSet<(Tolerance, String)>,
}

impl Fired {
    /// Records that a tolerance was needed at a place. Of many places of one request only the first are kept.
    pub fn note(&mut self, tolerance: Tolerance, place: &str) {
        let known = self.contains(tolerance);
        if !known || self.notes.len() < NOTES_MAX {
            let place = place.chars().filter(|c| !c.is_control()).take(PLACE_CHARS_MAX).collect();
            self.notes.insert((tolerance, place));
        }
    }

    /// Whether no tolerance was needed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    /// Whether this one was needed.
    #[must_use]
    pub fn contains(&self, tolerance: Tolerance) -> bool {
        self.notes.iter().any(|(noted, _)| *noted == tolerance)
    }

    /// Each tolerance with each place, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (Tolerance, &str)> {
        self.notes.iter().map(|(tolerance, place)| (*tolerance, place.as_str()))
    }
}
