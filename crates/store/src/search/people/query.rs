//! Whom to find among the users of an organization, and how they are sorted.

use crate::search::statement::Statement;
use crate::users::source_text;
use directory::user::Source;
use directory::{OrgId, Stage, Status, Timestamp};
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

/// How the invitation stands of somebody who has not accepted it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InvitationKind {
    /// It can be accepted.
    Pending,
    /// It could be.
    Expired,
}

/// Whom to find.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleQuery {
    /// Part of the name, the userName or an e-mail address; blank for everybody.
    pub text: String,
    /// Only those who stand there.
    pub status: Option<StatusKind>,
    /// Only those whose invitation stands so.
    pub invitation: Option<InvitationKind>,
    /// Only those whom this source brought in.
    pub source: Option<Source>,
    /// Only those whom no provider may disable or remove.
    pub protected: bool,
    /// Only those about whom an administrator has to decide, because a provider took many out at once.
    pub held: bool,
}

/// By what users are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PeopleOrder {
    /// By what they are called.
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

    pub(super) fn statuses(self) -> impl Iterator<Item = Status> {
        Status::ALL.into_iter().filter(move |status| Self::of(*status) == self)
    }
}

impl InvitationKind {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Pending, Self::Expired];

    /// The word for addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Expired => "expired",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Continues the conditions of a statement.
    fn write(self, now: Timestamp, to: &mut Statement) {
        to.sql(match self {
            Self::Pending => " AND r.invited_until > ",
            Self::Expired => " AND r.invited_until <= ",
        });
        to.value(now);
    }
}

impl PeopleQuery {
    /// Where those who are meant can stand; none where they can stand anywhere.
    pub(super) fn statuses(&self) -> Option<Vec<Status>> {
        let is_meant = |status: &Status| {
            self.status.is_none_or(|kind| StatusKind::of(*status) == kind)
                && (self.invitation.is_none() || status.stage() == Stage::Invited)
        };
        let is_any = self.status.is_none() && self.invitation.is_none();
        (!is_any).then(|| Status::ALL.into_iter().filter(is_meant).collect())
    }

    /// A statement that selects from those who may be meant, and the first of its conditions. Those who are held are looked up
    /// one by one, as they are few but after an accident: nothing in the index of all tells who they are.
    pub(super) fn select(&self, what: &'static str, org: OrgId) -> Statement {
        let mut statement = Statement::new(what, org);
        statement.sql(if self.held {
            " FROM departures h CROSS JOIN users r
            WHERE h.org_id = $1 AND h.held AND r.org_id = h.org_id AND r.id = h.user_id"
        } else {
            " FROM users r WHERE r.org_id = $1"
        });
        statement
    }

    /// Continues the conditions of a statement with where somebody stands.
    pub(super) fn write_statuses(&self, status: &'static str, to: &mut Statement) {
        match self.statuses() {
            None => {}
            Some(statuses) if statuses.is_empty() => {
                to.sql(" AND FALSE");
            }
            Some(statuses) => {
                to.sql(" AND ").sql(status).sql(" IN (");
                for (number, status) in statuses.into_iter().enumerate() {
                    to.sql(if number == 0 { "" } else { ", " }).value(status.as_str());
                }
                to.sql(")");
            }
        }
    }

    /// Continues the conditions of a statement. What is asked as `COALESCE` no other index is chosen for: it would find more
    /// people than it is worth, and each of them would have to be read.
    pub(super) fn write(&self, now: Timestamp, to: &mut Statement) {
        if let Some(source) = self.source {
            to.sql(" AND COALESCE(r.source, '') = ").value(source_text(source));
        }
        self.write_statuses("r.status", to);
        if let Some(kind) = self.invitation {
            kind.write(now, to);
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
