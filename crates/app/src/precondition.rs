//! What a caller expects of the version (RFC 7644 §3.14).

use crate::Error;

/// The versions that the caller is content with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum IfMatch {
    /// Whichever it is. No client seen so far sends a condition, so its absence must work.
    #[default]
    Any,
    /// One of these.
    Versions(Vec<u64>),
}

impl IfMatch {
    /// Refuses to go on where the caller expected another version.
    pub fn check(&self, version: u64) -> Result<(), Error> {
        match self {
            Self::Any => Ok(()),
            Self::Versions(expected) if expected.contains(&version) => Ok(()),
            Self::Versions(_) => Err(Error::Stale),
        }
    }
}
