//! Whom to find among the users of an organization, and how they are sorted.

use crate::search::statement::Statement;
use crate::users::source_text;
use directory::user::Source;
use directory::{Stage, Status};
use scim::fold;

/// Where somebody stands, in one word for all that an administrator does not tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StatusKind {
    /// Brought in, and not invited yet.
    Staged,
    /// Invited, and not here yet.
    Invited,
    /// Here, and not confirmed yet.
    Accepted,
    /// Here for good.
    Confirmed,
    /// Kept out, wherever they stood.
    Disabled,
    /// The same by a policy that revokes.
    Revoked,
}

/// Whom to find.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleQuery {
    /// Part of the name, the userName or an e-mail address; blank for everybody.
    pub text: String,
    /// Only those who stand there.
    pub status: Option<StatusKind>,
    /// Only those whom this source brought in.
    pub source: Option<Source>,
    /// Only those whom no provider may disable or remove.
    pub protected: bool,
}

/// By what users are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PeopleOrder {
    /// By displayName, or the userName of whoever has none.
    Name,
    /// By userName.
    UserName,
    /// By when they came.
    Created,
    /// By when their attributes last changed.
    LastModified,
}

impl StatusKind {
    /// All of them, in their order.
    pub const ALL: [Self; 6] =
        [Self::Staged, Self::Invited, Self::Accepted, Self::Confirmed, Self::Disabled, Self::Revoked];

    /// The word for addresses and in the database, where it is what the status begins with.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Staged => "staged",
            Self::Invited => "invited",
            Self::Accepted => "accepted",
            Self::Confirmed => "confirmed",
            Self::Disabled => "disabled",
            Self::Revoked => "revoked",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Where somebody of this status stands.
    #[must_use]
    pub fn of(status: Status) -> Self {
        match status {
            Status::On(Stage::Staged) => Self::Staged,
            Status::On(Stage::Invited) => Self::Invited,
            Status::On(Stage::Accepted) => Self::Accepted,
            Status::On(Stage::Confirmed) => Self::Confirmed,
            Status::Disabled(_) => Self::Disabled,
            Status::Revoked(_) => Self::Revoked,
        }
    }

    pub(super) fn write(self, column: &'static str, to: &mut Statement) {
        to.sql(" AND ").sql(column).sql(" IN (");
        for (number, status) in self.statuses().enumerate() {
            to.sql(if number == 0 { "" } else { ", " }).value(status.as_str());
        }
        to.sql(")");
    }

    pub(super) fn statuses(self) -> impl Iterator<Item = Status> {
        Status::ALL.into_iter().filter(move |status| Self::of(*status) == self)
    }
}

impl PeopleQuery {
    /// Continues the conditions of a statement. What is asked as `COALESCE` no other index is chosen for: it would find more
    /// people than it is worth, and each of them would have to be read.
    pub(super) fn write(&self, to: &mut Statement) {
        if let Some(source) = self.source {
            to.sql(" AND COALESCE(r.source, '') = ").value(source_text(source));
        }
        if let Some(kind) = self.status {
            kind.write("r.status", to);
        }
        if self.protected {
            to.sql(" AND r.protected");
        }
        if let Some(pattern) = containing(&self.text) {
            to.sql(" AND r.search_key LIKE ").value(pattern).sql(" ESCAPE '~'");
        }
    }
}

/// The pattern of what contains this text, if it says anything. Both sides are folded.
pub(crate) fn containing(text: &str) -> Option<String> {
    let mut pattern = String::from("%");
    for c in fold(text.trim()).chars() {
        if matches!(c, '%' | '_' | '~') {
            pattern.push('~');
        }
        pattern.push(c);
    }
    pattern.push('%');
    Some(pattern).filter(|pattern| pattern.len() > 2)
}
