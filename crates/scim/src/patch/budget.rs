//! How much one request may make the server compute.
//!
//! Operations, values, filter terms and the length of texts are each within their limit, and their product is not: what
//! is counted here is that product, before the work is done.

use crate::Error;
use crate::limits::PATCH_WORK_BYTES_MAX;
use serde_json::Value;

/// What a value costs besides its text: it is found, copied and put back.
const VALUE_BYTES: usize = 64;
/// What a member of a group costs: there may be a million of them, and a filter must be able to look at each.
const MEMBER_BYTES: usize = 16;
/// What a byte of text costs that is not ASCII: to fold it takes so many times as long.
const NOT_ASCII_FACTOR: usize = 16;

/// What was spent of [`PATCH_WORK_BYTES_MAX`].
#[derive(Default)]
pub(in crate::patch) struct Budget {
    spent: usize,
}

impl Budget {
    /// Charges for a value that so many terms of a filter look at.
    pub(in crate::patch) fn spend_on(&mut self, value: &Value, terms: usize) -> Result<(), Error> {
        self.spend(cost(value, terms))
    }

    /// Charges for members of a group that so many terms look at.
    pub(in crate::patch) fn spend_on_members(&mut self, members: usize, terms: usize) -> Result<(), Error> {
        self.spend(members.saturating_mul(terms).saturating_mul(MEMBER_BYTES))
    }

    fn spend(&mut self, bytes: usize) -> Result<(), Error> {
        self.spent = self.spent.saturating_add(bytes);
        if self.spent <= PATCH_WORK_BYTES_MAX {
            return Ok(());
        }
        // RFC 9110 §15.5.14: 413 is for a request that is "larger than the server is willing or able to process".
        Err(Error::status(
            413,
            format!(
                "The PATCH takes too much work: its operations go through more than {PATCH_WORK_BYTES_MAX} bytes, \
                 counting what they write, and what they find once for each term of their filters. Send it in parts, \
                 or with simpler filters."
            ),
        ))
    }
}

/// Each term compares, and all of them together fold once.
fn cost(value: &Value, terms: usize) -> usize {
    let inside = match value {
        Value::String(text) if text.is_ascii() => text.len().saturating_mul(terms),
        Value::String(text) => text.len().saturating_mul(terms.saturating_add(NOT_ASCII_FACTOR)),
        Value::Array(list) => list.iter().fold(0, |sum, value| cost(value, terms).saturating_add(sum)),
        Value::Object(fields) => fields.values().fold(0, |sum, value| cost(value, terms).saturating_add(sum)),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    };
    inside.saturating_add(VALUE_BYTES.saturating_mul(terms))
}
