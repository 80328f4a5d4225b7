//! Use cases: load, decide, save, in one transaction.
//!
//! A use case is a plain function over a [`Work`]: it loads what the decision needs, asks `directory` for the
//! decision, and saves it. [`App::write`] runs it; whatever it returns is true only once that has returned.

pub mod administrators;
pub mod attributes;
pub mod audit;
pub mod caller;
pub mod calls;
pub mod configurations;
pub mod connections;
pub mod crowd;
pub mod error;
pub mod groups;
mod guard;
pub mod invitations;
pub mod last_used;
pub mod listing;
pub mod mails;
pub mod notices;
pub mod organizations;
pub mod overview;
pub mod passwords;
pub mod people;
pub mod person;
pub mod precondition;
pub mod request_log;
pub mod search;
pub mod sessions;
pub mod tokens;
pub mod users;
mod work;

pub use caller::{Caller, Credential};
pub use error::Error;
pub use precondition::IfMatch;
pub use work::{App, Comer, Place, Work};
