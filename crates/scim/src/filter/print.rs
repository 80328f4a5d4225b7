//! A filter as text again: what is printed reads back as the same filter.

use super::{Filter, Literal};
use std::fmt;

/// The most of a client's own words that an error repeats, in characters.
const EXCERPT_CHARS_MAX: usize = 80;

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::And(all) => join(f, all, " and ", |term| matches!(term, Self::Or(_))),
            Self::Or(any) => join(f, any, " or ", |_| false),
            Self::Not(inner) => write!(f, "not ({inner})"),
            Self::Compare(path, operator, literal) => write!(f, "{path} {} {literal}", operator.as_str()),
            Self::Present(path) => write!(f, "{path} pr"),
            Self::Element(path, inner) => write!(f, "{path}[{inner}]"),
        }
    }
}

/// RFC 7644 §3.4.2.2: `not` binds more tightly than `and`, `and` more tightly than `or`; only an `or` inside an
/// `and` needs parentheses.
fn join(
    f: &mut fmt::Formatter<'_>,
    terms: &[Filter],
    word: &str,
    grouped: fn(&Filter) -> bool,
) -> fmt::Result {
    for (at, term) in terms.iter().enumerate() {
        if at > 0 {
            f.write_str(word)?;
        }
        if grouped(term) {
            write!(f, "({term})")?;
        } else {
            write!(f, "{term}")?;
        }
    }
    Ok(())
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // `Value`'s own Display writes the JSON string with its escapes.
            Self::String(text) => serde_json::Value::from(text.as_str()).fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Boolean(value) => value.fmt(f),
            Self::Null => f.write_str("null"),
        }
    }
}

/// The beginning of what a client sent, fit to stand in an error: short and without control characters.
pub(crate) fn excerpt(text: &str) -> String {
    let mut excerpt: String = text.chars().take(EXCERPT_CHARS_MAX).filter(|c| !c.is_control()).collect();
    if text.chars().nth(EXCERPT_CHARS_MAX).is_some() {
        excerpt.push('…');
    }
    excerpt
}
