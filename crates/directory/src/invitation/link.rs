//! The link in an invitation: `/join/{token}`.
//!
//! The token is 87 digits in base 62: the organization's id, the user's id, and 256 random bits, of which the hash is
//! kept. The ids find the invitation; only the secret lets anybody in.

use crate::token::{base62, from_base62};
use crate::{Ids, OrgId, UserId};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

const ID_DIGITS: usize = 22;
const SECRET_DIGITS: usize = 43;

/// The token of a link that was just made. It has no `Debug` and no `Display`, so that it cannot slip into a log.
#[derive(Clone)]
pub struct InvitationLink(String);

impl InvitationLink {
    pub(super) fn draw(org: OrgId, user: UserId, ids: &mut Ids) -> (Self, [u8; 32]) {
        let id = |id: Uuid| base62(id.as_bytes(), ID_DIGITS);
        let text = format!("{}{}{}", id(org.into()), id(user.into()), base62(&ids.secret(), SECRET_DIGITS));
        let link = Self(text);
        let hash = link.hash();
        (link, hash)
    }

    pub(super) fn hash(&self) -> [u8; 32] {
        hash_of(&self.0)
    }

    /// The text, for the one mail that carries it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// The token of a link that somebody follows: well-formed, not yet known to be anybody's.
#[derive(Clone)]
pub struct PresentedLink {
    /// The organization that it names.
    pub org: OrgId,
    /// The user that it names.
    pub user: UserId,
    hash: [u8; 32],
}

impl PresentedLink {
    /// Reads a token.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 2 * ID_DIGITS + SECRET_DIGITS || !text.is_ascii() {
            return None;
        }
        let id = |text: &str| from_base62(text).map(Uuid::from_bytes);
        let org = id(&text[..ID_DIGITS])?;
        let user = id(&text[ID_DIGITS..2 * ID_DIGITS])?;
        Some(Self { org: org.into(), user: user.into(), hash: hash_of(text) })
    }

    pub(super) fn is(&self, hash: &[u8; 32]) -> bool {
        bool::from(self.hash.ct_eq(hash))
    }
}

fn hash_of(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Timestamp;

    #[test]
    fn a_link_names_whom_it_is_for_and_is_no_other() {
        let mut ids = Ids::new(Timestamp::from_millis(1_763_675_425_120), [3; 32]);
        let (org, user) = (ids.id(), ids.id());
        let (link, hash) = InvitationLink::draw(org, user, &mut ids);
        let (other, other_hash) = InvitationLink::draw(org, user, &mut ids);
        let presented = PresentedLink::parse(link.reveal()).expect("well-formed");
        assert_eq!((presented.org, presented.user, link.reveal().len()), (org, user, 87));
        assert!(presented.is(&hash) && !presented.is(&other_hash));
        assert_ne!(link.reveal(), other.reveal());
    }

    #[test]
    fn noise_is_no_link() {
        let long = "z".repeat(87);
        let wide = format!("{}é", "0".repeat(85));
        for noise in ["", "abc", "../../etc", &"0".repeat(86), &"0".repeat(88), &"-".repeat(87), &long, &wide]
        {
            assert!(PresentedLink::parse(noise).is_none(), "{noise:?}");
        }
    }
}
