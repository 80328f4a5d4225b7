//! What pages of users are sorted by, and where one starts.

use crate::Error;
use crate::engine::{Row, Value};
use directory::UserId;

/// What somebody is sorted by.
#[derive(Clone, Debug)]
pub(super) struct Keys {
    pub(super) search: String,
    pub(super) login: String,
    pub(super) created: i64,
    pub(super) last_modified: i64,
}

/// Where a page starts.
pub(super) struct Start {
    pub(super) keys: Keys,
    pub(super) user_name: String,
    pub(super) id: UserId,
}

/// By what the database sorts.
#[derive(Clone, Copy)]
pub(super) enum Column {
    Search,
    Login,
    Created,
    LastModified,
    UserName,
    Id,
}

impl Column {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Search => "r.search_key",
            Self::Login => "r.login_key",
            Self::Created => "r.created",
            Self::LastModified => "r.last_modified",
            Self::UserName => "r.user_name_key",
            Self::Id => "r.id",
        }
    }

    pub(super) fn value(self, start: &Start) -> Value<'static> {
        match self {
            Self::Search => start.keys.search.clone().into(),
            Self::Login => start.keys.login.clone().into(),
            Self::Created => start.keys.created.into(),
            Self::LastModified => start.keys.last_modified.into(),
            Self::UserName => start.user_name.clone().into(),
            Self::Id => start.id.into(),
        }
    }
}

impl Keys {
    pub(super) fn read(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self {
            search: row.text(0)?.into_owned(),
            login: row.text(1)?.into_owned(),
            created: row.int(2)?,
            last_modified: row.int(3)?,
        })
    }
}
