//! The domain as pure decisions: given what is there and what is asked, a [`Change`] or a [`Refusal`].
//!
//! Nothing here does I/O, reads a clock or draws randomness: the time and the random bytes are arguments, so a
//! decision can be taken again when its transaction is retried.
#![warn(missing_docs)]

pub mod administrator;
pub mod advice;
pub mod alarm;
pub mod attribute;
pub mod audit;
pub mod call;
pub mod cause;
pub mod change;
pub mod configuration;
pub mod connection;
pub mod denial;
pub mod event;
pub mod glyph;
pub mod group;
pub mod guard;
pub mod id;
pub mod invitation;
pub mod json;
pub mod life;
pub mod nesting;
pub mod organization;
pub mod outcome;
pub mod policy;
pub mod refusal;
pub mod secrets;
pub mod size;
pub mod subject;
pub mod target;
pub mod time;
pub mod token;
pub mod tolerated;
pub mod user;
pub mod variables;

pub use administrator::{Administrator, Appointment, Role};
pub use advice::Advice;
pub use attribute::Purge;
pub use audit::{Action, Actor, AuditEntry};
pub use call::{Call, Heard};
pub use change::{Change, Row};
pub use configuration::Configuration;
pub use connection::{Connection, Provider};
pub use denial::Denial;
pub use event::{Event, EventKind};
pub use group::Group;
pub use id::{
    AdministratorId, CallId, ConfigurationId, ConnectionId, EntryId, GroupId, Ids, MailId, NoticeId, OrgId,
    RunId, UserId,
};
pub use invitation::{Invitation, Mail};
pub use json::Json;
pub use life::{Seats, Stage, Status};
pub use organization::Organization;
pub use outcome::Outcome;
pub use policy::Policy;
pub use refusal::Refusal;
pub use time::Timestamp;
pub use token::{Token, TokenId};
pub use tolerated::Tolerated;
pub use user::User;
