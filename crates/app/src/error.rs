//! Why a use case has no result, in words that know neither HTTP nor SQL.

use directory::{Denial, Refusal, Role};
use std::fmt;

/// Why a use case has no result. Nothing was changed, unless the store says that it cannot know.
#[derive(Clone, Debug, PartialEq)]
pub enum Error {
    /// The credential lets nobody in here.
    Unauthorized(Denial),
    /// There is no such thing, or it is not the caller's.
    NotFound,
    /// Somebody who sees it may not do that to it: it takes this role.
    Forbidden(Role),
    /// The caller expected another version of it.
    Stale,
    /// The domain says no.
    Refused(Refusal),
    /// The request does not fit the protocol.
    Scim(scim::Error),
    /// Many wait for slow work already, such as comparing passwords.
    Crowded,
    /// The store could not do it.
    Store(store::Error),
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<scim::Error> for Error {
    fn from(error: scim::Error) -> Self {
        Self::Scim(error)
    }
}

impl From<store::Error> for Error {
    /// The database decides what is unique; here its answer becomes the domain's.
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Conflict(key) => Self::Refused(match key {
                store::Key::OrganizationName => Refusal::OrganizationNameTaken,
                store::Key::ConnectionName => Refusal::ConnectionNameTaken,
                store::Key::ConfigurationName => directory::configuration::Refused::NameTaken.into(),
                store::Key::UserName => Refusal::UserNameTaken,
                store::Key::GroupName => Refusal::GroupNameTaken,
            }),
            other => Self::Store(other),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unauthorized(denial) => write!(f, "the credential is not valid here: {}", denial.as_str()),
            Self::NotFound => f.write_str("there is no such thing"),
            Self::Forbidden(role) => write!(f, "only an {} may do that", role.as_str()),
            Self::Stale => f.write_str("it was changed meanwhile"),
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Scim(error) => error.fmt(f),
            Self::Crowded => f.write_str("too many passwords wait to be compared already"),
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {}
