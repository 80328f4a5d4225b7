//! Typed ids. They are ours alone, UUID version 7, never reused, and never made of anything that a client sent.

use crate::Timestamp;
use sha2::{Digest as _, Sha256};
use std::fmt;
use uuid::Uuid;

/// How long the text of an id is.
pub const ID_BYTES: usize = 36;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// Reads the canonical text of an id; anything else is nobody's id.
            ///
            /// `id` is caseExact (RFC 7643 §3.1), so the other spellings of a UUID do not name the same resource.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                let id = Self(Uuid::try_parse(text).ok()?);
                (id.encode(&mut [0; ID_BYTES]) == text).then_some(id)
            }

            /// Writes the canonical text, where there are too many ids for each to be a text of its own.
            pub fn encode(self, buffer: &mut [u8; ID_BYTES]) -> &str {
                self.0.as_hyphenated().encode_lower(buffer)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }
    )*};
}

/// A text that stands before all ids that are drawn from this moment on, and behind all others: an id begins with its
/// milliseconds (RFC 9562 §5.7).
#[must_use]
pub fn first_id(from: Timestamp) -> String {
    let millis = from.as_millis().max(0);
    format!("{:08x}-{:04x}", millis >> 16, millis & 0xffff)
}

ids! {
    /// An organization, the tenant.
    OrgId
    /// A connection, one provider's door into one organization.
    ConnectionId
    /// A user.
    UserId
    /// A group.
    GroupId
    /// An audit entry.
    EntryId
    /// A call in the request log.
    CallId
    /// A mail that waits to be sent.
    MailId
    /// A configuration.
    ConfigurationId
    /// An administrator.
    AdministratorId
    /// A mail to an administrator that waits to be sent.
    NoticeId
    /// What an administrator does to many users, from its beginning to its end.
    RunId
}

impl OrgId {
    /// The installation itself, which has administrators and an audit trail as organizations have, and nothing else.
    pub const INSTALLATION: Self = Self(Uuid::nil());
}

/// A supply of new ids for one unit of work: the same seed gives the same ids, so a retried closure repeats itself.
#[derive(Clone, Debug)]
pub struct Ids {
    now: Timestamp,
    seed: [u8; 32],
    drawn: u64,
}

impl Ids {
    /// Ids that carry `now` and are as unpredictable as `seed`.
    #[must_use]
    pub fn new(now: Timestamp, seed: [u8; 32]) -> Self {
        Self { now, seed, drawn: 0 }
    }

    /// The next id.
    pub fn id<T: From<Uuid>>(&mut self) -> T {
        let mut random = [0; 10];
        random.copy_from_slice(&self.draw(b"id")[..10]);
        self.with(random)
    }

    /// The same supply at another time.
    #[must_use]
    pub fn at(&mut self, now: Timestamp) -> &mut Self {
        self.now = now;
        self
    }

    /// The next id, behind those with a lower number of the same millisecond (RFC 9562 §6.2, method 1). Of the number, 12
    /// bits count.
    pub fn numbered<T: From<Uuid>>(&mut self, number: u16) -> T {
        let mut random = [0; 10];
        random.copy_from_slice(&self.draw(b"id")[..10]);
        random[..2].copy_from_slice(&(number & 0x0fff).to_be_bytes());
        self.with(random)
    }

    fn with<T: From<Uuid>>(&self, random: [u8; 10]) -> T {
        let millis = u64::try_from(self.now.as_millis()).unwrap_or(0);
        T::from(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }

    /// 256 bits for a secret. Ids, which everybody sees, tell nothing of it.
    pub(crate) fn secret(&mut self) -> [u8; 32] {
        self.draw(b"secret")
    }

    /// SHA-256 as a pseudo-random function keyed by the seed.
    fn draw(&mut self, purpose: &[u8]) -> [u8; 32] {
        let hash = Sha256::new()
            .chain_update(self.seed)
            .chain_update(purpose)
            .chain_update(self.drawn.to_be_bytes());
        self.drawn += 1;
        hash.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_canonical_spelling_is_an_id() {
        let id: UserId = Ids::new(Timestamp::from_millis(1_700_000_000_000), [7; 32]).id();
        assert_eq!(UserId::parse(&id.to_string()), Some(id));
        assert_eq!(UserId::parse(&id.to_string().to_ascii_uppercase()), None);
        assert_eq!(UserId::parse(&id.to_string().replace('-', "")), None);
        assert_eq!(UserId::parse("00919288221112222"), None);
    }

    #[test]
    fn ids_repeat_with_their_seed_and_differ_within_one_work() {
        let supply = Ids::new(Timestamp::from_millis(1_700_000_000_000), [7; 32]);
        let draw = |mut ids: Ids| (0..100).map(|_| ids.id::<UserId>()).collect::<Vec<_>>();
        assert_eq!(draw(supply.clone()), draw(supply.clone()));
        let distinct: std::collections::HashSet<_> = draw(supply).into_iter().collect();
        assert_eq!(distinct.len(), 100);
    }
}
