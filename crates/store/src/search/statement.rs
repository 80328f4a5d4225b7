//! A statement that is put together at run time.

use crate::engine::Value;
use std::fmt::Write as _;

/// A statement made of fragments that stand in this program; what comes from outside is a value, never text.
pub(super) struct Statement {
    pub(super) text: String,
    pub(super) values: Vec<Value<'static>>,
}

impl Statement {
    /// A statement that begins so, and the value of its `$1`.
    pub(super) fn new(fragment: &'static str, first: impl Into<Value<'static>>) -> Self {
        Self { text: fragment.to_owned(), values: vec![first.into()] }
    }

    /// Continues with a fragment.
    pub(super) fn sql(&mut self, fragment: &'static str) -> &mut Self {
        self.text.push_str(fragment);
        self
    }

    /// Continues with the text of another statement, whose values this one has.
    pub(super) fn part(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Continues with the number of a value.
    pub(super) fn value(&mut self, value: impl Into<Value<'static>>) -> &mut Self {
        self.values.push(value.into());
        write!(self.text, "${}", self.values.len()).expect("a String takes whatever is written to it");
        self
    }
}
