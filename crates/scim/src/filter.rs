//! Filters (RFC 7644 §3.4.2.2): parse, print, bind to a resource type, evaluate.

mod bind;
mod evaluate;
mod lex;
mod parse;
mod print;

use crate::path::AttributePath;

pub use bind::{Bound, Comparison, Location, Operand};
pub use evaluate::Gradual;
pub(crate) use lex::words;
pub(crate) use parse::parse_path;
pub(crate) use print::excerpt;

/// A filter as it was written (RFC 7644 §3.4.2.2 figure 1): names are not yet looked up in a schema.
///
/// `And` and `Or` are flat lists, so that a long chain is wide and not deep.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    /// All of them; two at least.
    And(Vec<Filter>),
    /// Any of them; two at least.
    Or(Vec<Filter>),
    /// `not (…)`
    Not(Box<Filter>),
    /// `userName eq "x"`
    Compare(AttributePath, Operator, Literal),
    /// `title pr`
    Present(AttributePath),
    /// `emails[type eq "work" and value co "@"]`: one element satisfies the whole filter.
    Element(AttributePath, Box<Filter>),
}

/// Comparison operators (RFC 7644 table 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Contains.
    Co,
    /// Starts with.
    Sw,
    /// Ends with.
    Ew,
    /// Greater than.
    Gt,
    /// Greater than or equal.
    Ge,
    /// Less than.
    Lt,
    /// Less than or equal.
    Le,
}

/// The right-hand side of a comparison, `compValue` in RFC 7644 figure 1: a JSON scalar.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `"x"`
    String(String),
    /// `42`, `1.5`
    Number(serde_json::Number),
    /// `true`
    Boolean(bool),
    /// `null`
    Null,
}

/// What is read beyond the grammar of RFC 7644 figure 1.
///
/// Some things are read always: operators in any case (the RFC says so), `eq"x"` without a blank and `$ref` (both
/// from the RFC's own examples), and more blanks than needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Syntax {
    /// `userName eq jyoung`
    pub unquoted_literals: bool,
    /// `emails[type eq "work"].value eq "x"`, which is read as `emails[type eq "work" and value eq "x"]`.
    pub element_comparison: bool,
}

impl Syntax {
    /// The RFC's grammar.
    pub const STRICT: Self = Self { unquoted_literals: false, element_comparison: false };
    /// All that is known to be sent.
    pub const LENIENT: Self = Self { unquoted_literals: true, element_comparison: true };
}

impl Filter {
    /// How many comparisons and presence tests there are.
    pub(crate) fn terms(&self) -> usize {
        match self {
            Self::And(terms) | Self::Or(terms) => terms.iter().map(Self::terms).sum(),
            Self::Not(inner) | Self::Element(_, inner) => inner.terms(),
            Self::Compare(..) | Self::Present(_) => 1,
        }
    }
}

impl Operator {
    /// All of them, in the RFC's order.
    pub const ALL: [Self; 9] =
        [Self::Eq, Self::Ne, Self::Co, Self::Sw, Self::Ew, Self::Gt, Self::Ge, Self::Lt, Self::Le];

    /// The operator as it is written (RFC 7644 table 3).
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Eq => "eq",
            Self::Ne => "ne",
            Self::Co => "co",
            Self::Sw => "sw",
            Self::Ew => "ew",
            Self::Gt => "gt",
            Self::Ge => "ge",
            Self::Lt => "lt",
            Self::Le => "le",
        }
    }

    /// RFC 7644 §3.4.2.2: "Attribute names and attribute operators used in filters are case insensitive."
    fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operator| operator.as_str().eq_ignore_ascii_case(word))
    }
}
