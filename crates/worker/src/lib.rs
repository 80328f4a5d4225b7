//! What happens later: work that no request waits for.

pub mod calls;
pub mod last_used;
pub mod letter;
pub mod mail;
pub mod notice;
pub mod outbox;
pub mod post;
pub mod purges;
pub mod sheet;
