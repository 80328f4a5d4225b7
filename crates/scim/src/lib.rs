//! SCIM 2.0 (RFC 7643, 7644, 9865) as pure functions: no I/O, no clock, no randomness.
//!
//! The folder is the protocol's table of contents: what an [`attribute`] is, the [`schema`]s that list them,
//! a [`resource`] that fits its schema, the [`path`]s and [`filter`]s that point into it, the [`patch`] that
//! changes it, the projection that an answer shows of it, and the envelopes around all that.
//! What providers send against the RFCs is made legal by [`dialect`], before the engine sees it.
#![warn(missing_docs)]

pub mod attribute;
pub mod bulk;
pub mod dialect;
pub mod error;
pub mod filter;
pub mod fold;
pub mod json;
pub mod limits;
pub mod list;
pub mod patch;
pub mod path;
pub mod project;
pub mod resource;
pub mod schema;
pub mod sort;

pub use error::{Error, ScimType};
pub use fold::fold;
pub use resource::Resource;
pub use schema::{ResourceType, Schema};
