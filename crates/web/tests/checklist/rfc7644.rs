//! RFC 7644, the protocol.

mod patch;
mod query;
mod surface;
mod write;
