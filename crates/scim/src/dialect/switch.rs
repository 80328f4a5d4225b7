//! What can be switched on a connection, one malformed shape or choice each.

/// One tolerance, or one choice that the RFCs leave open, as it is switched on a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Switch {
    /// `remove members` with the members to remove as its value
    RemoveValues,
    /// `replace emails[type eq "work"].value` where there is no such e-mail
    MissingElement,
    /// `"active": "False"`
    StringScalars,
    /// `{"name.givenName": "Jane"}` in a body and in the value of a PATCH without a path
    DottedKeys,
    /// `department` for `urn:…:enterprise:2.0:User:department`
    UnqualifiedNames,
    /// `urn:scim:schemas:extension:enterprise:1.0.department`
    OldUrns,
    /// `"manager": "id"`, `"manager": [{"value": "id"}]`, `"members": ["id"]`
    BareValues,
    /// `""` and `{"value": ""}` for "unassigned"
    BlankClears,
    /// A PATCH value that is JSON text of an object
    EncodedValue,
    /// Attributes that no schema knows are dropped; otherwise they are refused.
    UnknownAttributes,
    /// URNs in `schemas` that no schema has are dropped, and a missing one is added.
    UnknownSchemas,
    /// Read-only attributes in a PATCH value without a path are passed over whatever their value.
    ReadOnlyEcho,
    /// A PUT of a group without `members`, or with null, leaves the membership alone, and so does null among other
    /// attributes of a PATCH; otherwise they empty the group.
    PutKeepsMembers,
    /// `externalId eq jyoung`
    UnquotedLiterals,
    /// `userName%20eq%20%22x%22`
    EncodedFilters,
    /// `emails[type eq "work"].value eq "x"`
    ElementComparison,
    /// `replace members` is meant as `add`. Off in each profile: two providers mean opposite things by the same bytes.
    MembersReplaceIsAdd,
    /// A PATCH of a group is answered with the group; otherwise with 204.
    GroupPatchAnswersBody,
    /// `Authorization: <token>` without `Bearer` in front. Off in each profile.
    RawToken,
    /// A POST that meets an inactive user of the same name wakes that one up. Off in each profile.
    PostReactivates,
}

impl Switch {
    /// All of them, in the order of the documentation.
    pub const ALL: [Self; 20] = [
        Self::RemoveValues,
        Self::MissingElement,
        Self::StringScalars,
        Self::DottedKeys,
        Self::UnqualifiedNames,
        Self::OldUrns,
        Self::BareValues,
        Self::BlankClears,
        Self::EncodedValue,
        Self::UnknownAttributes,
        Self::UnknownSchemas,
        Self::ReadOnlyEcho,
        Self::PutKeepsMembers,
        Self::UnquotedLiterals,
        Self::EncodedFilters,
        Self::ElementComparison,
        Self::MembersReplaceIsAdd,
        Self::GroupPatchAnswersBody,
        Self::RawToken,
        Self::PostReactivates,
    ];

    /// The word on the command line and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::RemoveValues => "remove_values",
            Self::MissingElement => "missing_element",
            Self::StringScalars => "string_scalars",
            Self::DottedKeys => "dotted_keys",
            Self::UnqualifiedNames => "unqualified_names",
            Self::OldUrns => "old_urns",
            Self::BareValues => "bare_values",
            Self::BlankClears => "blank_clears",
            Self::EncodedValue => "encoded_value",
            Self::UnknownAttributes => "unknown_attributes",
            Self::UnknownSchemas => "unknown_schemas",
            Self::ReadOnlyEcho => "read_only_echo",
            Self::PutKeepsMembers => "put_keeps_members",
            Self::UnquotedLiterals => "unquoted_literals",
            Self::EncodedFilters => "encoded_filters",
            Self::ElementComparison => "element_comparison",
            Self::MembersReplaceIsAdd => "members_replace_is_add",
            Self::GroupPatchAnswersBody => "group_patch_answers_body",
            Self::RawToken => "raw_token",
            Self::PostReactivates => "post_reactivates",
        }
    }

    /// The switch of that word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|switch| switch.as_str() == word)
    }

    /// What it does, for an administrator.
    #[must_use]
    pub fn describe(self) -> &'static str {
        match self {
            Self::RemoveValues => {
                "A remove that lists values removes those and no others; otherwise it is refused."
            }
            Self::MissingElement => {
                "A write to a value that is not there yet, such as emails[type eq \"work\"].value, makes it; \
                 otherwise it is refused."
            }
            Self::StringScalars => {
                "The texts \"True\" and \"False\" count as booleans and numerals as numbers; otherwise they are \
                 refused."
            }
            Self::DottedKeys => {
                "A key such as name.givenName is read as the path that it looks like; otherwise it is an unknown \
                 attribute."
            }
            Self::UnqualifiedNames => {
                "An attribute of an extension is found without the extension's URN; otherwise it is an unknown \
                 attribute."
            }
            Self::OldUrns => {
                "A schema's URN from before the RFC, such as urn:scim:schemas:extension:enterprise:1.0, is read as the \
                 one that replaced it; otherwise nothing has that name."
            }
            Self::BareValues => {
                "A value without its object or its list, such as the id of a manager as plain text, is taken for \
                 what it stands for; otherwise it is refused."
            }
            Self::BlankClears => {
                "An empty text removes the value of the attribute; otherwise the empty text is stored as the value."
            }
            Self::EncodedValue => {
                "The value of a PATCH may be the JSON text of an object; otherwise it is refused."
            }
            Self::UnknownAttributes => {
                "Attributes that no schema declares are left out and reported; otherwise the request is refused."
            }
            Self::UnknownSchemas => {
                "Unknown URNs in schemas are left out and a missing one is added; otherwise the request is refused."
            }
            Self::ReadOnlyEcho => {
                "Read-only attributes among others in a PATCH are left out; otherwise the request is refused."
            }
            Self::PutKeepsMembers => {
                "A PUT of a group that does not speak of members keeps them; otherwise it empties the group."
            }
            Self::UnquotedLiterals => {
                "A filter may have a text without quotation marks; otherwise it is refused."
            }
            Self::EncodedFilters => {
                "A filter that was percent-encoded twice is decoded once more; otherwise it is refused."
            }
            Self::ElementComparison => {
                "A filter may be emails[type eq \"work\"].value eq \"…\"; otherwise it is refused."
            }
            Self::MembersReplaceIsAdd => {
                "A replace of a group's members adds them and removes nobody; otherwise they become its only members."
            }
            Self::GroupPatchAnswersBody => {
                "A PATCH of a group is answered with the group; otherwise with 204 and no body."
            }
            Self::RawToken => {
                "A token is taken without the word Bearer in front of it; otherwise it is refused."
            }
            Self::PostReactivates => {
                "Creating a user whose userName an inactive user of this connection has updates and reactivates that \
                 one; otherwise it is a conflict."
            }
        }
    }

    /// Its place in a set of switches.
    pub(super) const fn bit(self) -> u32 {
        1 << self as u32
    }
}
