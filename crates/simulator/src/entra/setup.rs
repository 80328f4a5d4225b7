//! What differs from one Entra ID job to the next.

use crate::call::literal;
use crate::directory::{Person, Team};
use crate::http::ENTRA_FLAG;

/// How one provisioning job is set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Setup {
    pub(super) job: Kind,
    pub(super) key: Key,
    pub(super) joining: Joining,
}

/// Which dialect the job writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Without the flag `aadOptscim062020`.
    Default,
    /// With the flag.
    Flag,
    /// With the flag, which does not work for what an administrator provisions on demand: both dialects in one job.
    FlagAndOnDemand,
}

/// By which attribute the job matches its objects with those of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// Users by `userName`, groups by `displayName`.
    Name,
    /// Both by `externalId`, which is Entra's own id then, as some tenants do since 2026.
    ObjectId,
    /// Users by the work e-mail, groups by `externalId` without quotes, and the flag of the tenant URL in each query.
    Raw,
}

/// How new members are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joining {
    /// By `Add`.
    Add,
    /// Each by a `replace` of its own, which is meant as an addition.
    Replace,
}

impl Setup {
    pub(super) const DEFAULT: Self = Self { job: Kind::Default, key: Key::Name, joining: Joining::Add };

    /// How many members one PATCH adds or removes.
    ///
    /// Microsoft does not say how many Entra sends, and demands of servers that they take several; the one published
    /// log of 2026 has one. So some jobs send one and the others several.
    pub(super) fn members_per_patch(self) -> usize {
        match (self.job, self.joining) {
            (Kind::Default, _) | (_, Joining::Replace) => 1,
            (Kind::Flag | Kind::FlagAndOnDemand, Joining::Add) => 20,
        }
    }
}

impl Key {
    /// The filter that finds a user by the key's value, before it is encoded.
    pub(super) fn user_filter(self, value: &str) -> String {
        match self {
            Self::Name => format!("userName eq {}", literal(value)),
            Self::ObjectId => format!("externalId eq {}", literal(value)),
            // No filter of RFC 7644 §3.4.2.2: a value path has no sub-attribute behind it.
            Self::Raw => format!("emails[type eq \"work\"].value eq {}", literal(value)),
        }
    }

    pub(super) fn group_filter(self, value: &str) -> String {
        match self {
            Self::Name => format!("displayName eq {}", literal(value)),
            Self::ObjectId => format!("externalId eq {}", literal(value)),
            Self::Raw => format!("externalId eq {value}"),
        }
    }

    /// What is in each request's query: the flag, where the tenant URL is taken as it was pasted.
    pub(super) fn parameter(self) -> Option<&'static str> {
        (self == Self::Raw).then_some(ENTRA_FLAG)
    }

    /// The key's value.
    pub(super) fn of_user(self, person: &Person) -> &str {
        match self {
            Self::Name | Self::Raw => &person.user_name,
            Self::ObjectId => &person.object_id,
        }
    }

    pub(super) fn of_group(self, team: &Team) -> &str {
        match self {
            Self::Name => &team.name,
            Self::ObjectId | Self::Raw => &team.object_id,
        }
    }

    /// The e-mail address, of those who have one; where it is the key, everybody has.
    pub(super) fn mail(self, person: &Person) -> Option<&str> {
        (person.has_mail || self == Self::Raw).then_some(&*person.user_name)
    }

    /// What `externalId` is mapped from: the nickname is what a new job has, the object id what Microsoft advises.
    pub(super) fn external_id(self, person: &Person) -> &str {
        match self {
            Self::Name | Self::Raw => &person.nickname,
            Self::ObjectId => &person.object_id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Joining, Kind, Setup};

    #[test]
    fn some_jobs_send_members_one_by_one() {
        let flag = Setup { job: Kind::Flag, ..Setup::DEFAULT };
        let replacing = Setup { joining: Joining::Replace, ..flag };
        assert_eq!([Setup::DEFAULT, flag, replacing].map(Setup::members_per_patch), [1, 20, 1]);
    }
}
