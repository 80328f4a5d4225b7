//! What can go wrong below the use cases, in the store's own words.

use std::fmt;

/// Why a piece of work was not done. Nothing of it is stored, unless the text says that this is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The database is taken, or too much work waits. The same work may succeed in a moment.
    Busy,
    /// A value that must be unique is taken.
    Conflict(Key),
    /// What was decided upon has changed or gone meanwhile. Load it again and decide anew.
    Stale,
    /// The disk is full.
    Full,
    /// The database server does not answer, or lets nobody in; the text says why.
    Unreachable(String),
    /// The database server went away while it stored the work. Whether it is stored is not known.
    Unknown,
    /// Something that should not happen; the text is for the log and the operator.
    Broken(String),
}

/// What must be unique.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// An organization's name, in the installation.
    OrganizationName,
    /// A connection's name, in its organization.
    ConnectionName,
    /// A `userName`, in its organization.
    UserName,
    /// A configuration's name, in its organization.
    ConfigurationName,
    /// A group's `displayName`, among the groups of its source.
    GroupName,
}

impl Error {
    /// The store was closed before the work was done.
    #[must_use]
    pub fn closed() -> Self {
        Self::Broken(
            "The database is closed, because the program is stopping. Nothing was changed.".to_owned(),
        )
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy => f.write_str("The database is busy. Nothing was changed; try again in a moment."),
            Self::Conflict(key) => write!(f, "{key} is taken already. Nothing was changed."),
            Self::Stale => f.write_str(
                "What was to be changed has changed meanwhile. Nothing was changed; load it again and retry.",
            ),
            Self::Full => {
                f.write_str("The disk of the database is full. Nothing was changed; free some space and retry.")
            }
            Self::Unreachable(why) => {
                write!(f, "The database server cannot be reached: {why}. Nothing was changed; try again.")
            }
            Self::Unknown => f.write_str(
                "The connection to the database server was lost while it stored a change. Whether the change is \
                 stored is not known; look before you repeat it.",
            ),
            Self::Broken(what) => f.write_str(what),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OrganizationName => "The organization's name",
            Self::ConnectionName => "The connection's name",
            Self::UserName => "The userName",
            Self::ConfigurationName => "The configuration's name",
            Self::GroupName => "The group's displayName",
        })
    }
}

impl std::error::Error for Error {}

/// Why the store was not opened; a sentence for the one who starts the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenError(String);

impl OpenError {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

impl From<Error> for OpenError {
    fn from(error: Error) -> Self {
        Self(format!("The database could not be opened. {error}"))
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for OpenError {}
