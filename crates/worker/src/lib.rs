//! What happens later: work that no request waits for.

pub mod calls;
pub mod last_used;
