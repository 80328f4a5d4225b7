//! How providers bend the RFCs, and how a bent request is made legal before the engine sees it.
//!
//! A [`Dialect`] is a set of switches, one per malformed shape, chosen per connection. Each shape has a file that
//! shows it before and after. Which of them really occurred is recorded in [`Fired`], so that an administrator can
//! see which dialect fits.

mod bare_values;
mod blank_clears;
mod dotted_keys;
mod encoded_value;
mod fired;
pub(crate) mod missing_element;
mod remove_values;
mod rewrite;
mod string_scalars;
mod unknown_schemas;
mod unqualified_names;

use crate::filter::Syntax;
use crate::patch::Operation;
use crate::path::Path;
use crate::schema::GROUP_URN;
use crate::{Error, ResourceType};
use serde_json::Value;

pub use fired::{Fired, Tolerance};

/// The tolerances of one provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// The name under which [`Dialect::named`] finds it.
    pub name: &'static str,
    /// `"active": "False"`
    pub string_scalars: bool,
    /// `{"name.givenName": "Jane"}` in a body and in the value of a PATCH without a path
    pub dotted_keys: bool,
    /// `department` for `urn:…:enterprise:2.0:User:department`
    pub unqualified_names: bool,
    /// `replace emails[type eq "work"].value` where there is no such e-mail
    pub missing_element: bool,
    /// `remove members` with the members to remove as its value
    pub remove_values: bool,
    /// `"manager": "id"`, `"manager": [{"value": "id"}]`, `"members": ["id"]`
    pub bare_values: bool,
    /// `""` and `{"value": ""}` for "unassigned"
    pub blank_clears: bool,
    /// A PATCH value that is JSON text of an object
    pub encoded_value: bool,
    /// Attributes that no schema knows are dropped; otherwise they are refused.
    pub unknown_attributes: bool,
    /// URNs in `schemas` that no schema has are dropped, and a missing one is added.
    pub unknown_schemas: bool,
    /// Read-only attributes in a PATCH value without a path are passed over whatever their value.
    pub read_only_echo: bool,
    /// `externalId eq jyoung`
    pub unquoted_literals: bool,
    /// `emails[type eq "work"].value eq "x"`
    pub element_comparison: bool,
    /// `replace members` is meant as `add`. Off in each dialect: a connection switches it on, for two providers mean
    /// opposite things by the same bytes.
    pub replace_members_adds: bool,
    /// A PUT of a group without `members`, or with null, leaves the membership alone, and so does null among other
    /// attributes of a PATCH; otherwise they empty the group.
    pub put_keeps_members: bool,
    /// A PATCH of a group is answered with the group; otherwise with 204.
    pub group_patch_answers_body: bool,
}

impl Dialect {
    /// The RFCs and nothing else.
    pub const STRICT: Self = Self {
        name: "strict",
        string_scalars: false,
        dotted_keys: false,
        unqualified_names: false,
        missing_element: false,
        remove_values: false,
        bare_values: false,
        blank_clears: false,
        encoded_value: false,
        unknown_attributes: false,
        unknown_schemas: false,
        read_only_echo: false,
        unquoted_literals: false,
        element_comparison: false,
        replace_members_adds: false,
        put_keeps_members: false,
        group_patch_answers_body: true,
    };

    /// Whatever is known to be sent, for a client that is not known.
    pub const GENERIC: Self = Self {
        name: "generic",
        string_scalars: true,
        dotted_keys: true,
        unqualified_names: true,
        missing_element: true,
        remove_values: true,
        bare_values: true,
        blank_clears: true,
        encoded_value: true,
        unknown_attributes: true,
        unknown_schemas: true,
        read_only_echo: true,
        unquoted_literals: true,
        element_comparison: true,
        replace_members_adds: false,
        put_keeps_members: true,
        group_patch_answers_body: false,
    };

    /// Microsoft Entra ID, with and without its SCIM compliance flag: one tenant sends both.
    pub const ENTRA: Self = Self { name: "entra", encoded_value: false, ..Self::GENERIC };

    /// Okta.
    pub const OKTA: Self = Self {
        name: "okta",
        string_scalars: false,
        unqualified_names: false,
        bare_values: false,
        encoded_value: false,
        unquoted_literals: false,
        ..Self::GENERIC
    };

    /// `OneLogin`.
    pub const ONELOGIN: Self = Self { name: "onelogin", encoded_value: false, ..Self::GENERIC };

    /// `JumpCloud`.
    pub const JUMPCLOUD: Self = Self {
        name: "jumpcloud",
        unqualified_names: false,
        bare_values: false,
        blank_clears: false,
        encoded_value: false,
        ..Self::GENERIC
    };

    /// authentik.
    pub const AUTHENTIK: Self = Self {
        name: "authentik",
        dotted_keys: true,
        remove_values: true,
        unknown_attributes: true,
        unknown_schemas: true,
        read_only_echo: true,
        unquoted_literals: true,
        put_keeps_members: true,
        group_patch_answers_body: false,
        ..Self::STRICT
    };

    /// Rauthy.
    pub const RAUTHY: Self = Self { name: "rauthy", unquoted_literals: false, ..Self::AUTHENTIK };

    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::STRICT,
        Self::GENERIC,
        Self::ENTRA,
        Self::OKTA,
        Self::ONELOGIN,
        Self::JUMPCLOUD,
        Self::AUTHENTIK,
        Self::RAUTHY,
    ];

    /// The dialect of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.name == name)
    }

    /// What the filters of this dialect may look like.
    #[must_use]
    pub fn filter_syntax(&self) -> Syntax {
        Syntax { unquoted_literals: self.unquoted_literals, element_comparison: self.element_comparison }
    }

    /// Whether a successful PATCH is answered with 200 and the resource; otherwise with 204 and nothing (RFC 7644
    /// §3.5.2 allows both).
    #[must_use]
    pub fn patch_answers_body(&self, ty: &ResourceType) -> bool {
        ty.schema.id != GROUP_URN || self.group_patch_answers_body
    }

    /// Makes the body of a POST or PUT legal. Take a group's members out before: [`crate::patch::members::take`].
    #[must_use]
    pub fn resource(&self, body: Value, ty: &ResourceType, fired: &mut Fired) -> Value {
        rewrite::resource(self, body, ty, fired)
    }

    /// Reads the path of a PATCH operation.
    pub(crate) fn path(&self, text: &str, ty: &ResourceType, fired: &mut Fired) -> Result<Path, Error> {
        let text = text.trim_ascii();
        match dotted_keys::with_colon(text, ty).filter(|_| self.dotted_keys) {
            Some(legal) => {
                fired.note(Tolerance::DottedKey, text);
                Path::parse(&legal, ty, self.filter_syntax())
            }
            None => Path::parse(text, ty, self.filter_syntax()),
        }
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

impl Default for Dialect {
    /// For a client of which nothing is known.
    fn default() -> Self {
        Self::GENERIC
    }
}
