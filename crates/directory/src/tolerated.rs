//! What a connection's dialect has let pass so far.

use crate::Timestamp;
use scim::dialect::Tolerance;

pub use scim::dialect::OTHER_PLACES;

/// How many places of one connection are counted each for itself; what happens at others is counted together.
pub const PLACES_MAX: u64 = 200;

/// How often one tolerance was needed at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tolerated {
    /// Which.
    pub tolerance: Tolerance,
    /// The name of the attribute, or of what else was malformed.
    pub place: String,
    /// How often.
    pub times: u64,
    /// When first.
    pub first: Timestamp,
    /// When last.
    pub last: Timestamp,
    /// What was sent the last time.
    pub example: String,
}
