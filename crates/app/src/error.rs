//! Why a use case has no result, in words that know neither HTTP nor SQL.

use directory::Refusal;
use std::fmt;

/// Why a use case has no result. Nothing was changed, unless the store says that it cannot know.
#[derive(Clone, Debug, PartialEq)]
pub enum Error {
    /// The credential lets nobody in here.
    Unauthorized(Denial),
    /// There is no such thing, or it is not the caller's.
    NotFound,
    /// The caller expected another version of it.
    Stale,
    /// The domain says no.
    Refused(Refusal),
    /// The request does not fit the protocol.
    Scim(scim::Error),
    /// The store could not do it.
    Store(store::Error),
}

/// Why a credential lets nobody in. It is for whoever runs the server; from outside, every case looks the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denial {
    /// There is no token in the request, or none of our form.
    NoToken,
    /// No token has that id: it never was, or it has been deleted.
    UnknownToken,
    /// The id is that of a token, and the secret is not: it is misspelt, or the token has been renewed.
    WrongSecret,
    /// The token is set to inactive.
    InactiveToken,
    /// The token has expired.
    ExpiredToken,
    /// The token's connection is switched off.
    DisabledConnection,
    /// The address is that of no connection, or of another one than the token's.
    WrongAddress,
    /// The token came without the word `Bearer` before it, and the connection's dialect does not allow that.
    RawToken,
}

impl Denial {
    /// In words, for a log.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoToken => "no token, or none of the form of ours",
            Self::UnknownToken => "unknown or deleted token",
            Self::WrongSecret => "wrong secret, or that of before a renewal",
            Self::InactiveToken => "inactive token",
            Self::ExpiredToken => "expired token",
            Self::DisabledConnection => "disabled connection",
            Self::WrongAddress => "the address of no connection, or of another one than the token's",
            Self::RawToken => "a token without the word Bearer before it",
        }
    }
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
            Self::Stale => f.write_str("it was changed meanwhile"),
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Scim(error) => error.fmt(f),
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {}
