//! What a browser or a link carries: 256 random bits, of which only the hash is kept.

use crate::Ids;
use crate::token::base62;
use sha2::{Digest as _, Sha256};
use std::fmt;
use subtle::ConstantTimeEq as _;

const DIGITS: usize = 43;

/// A secret in a cookie or a link. It has no `Debug` and no `Display`, so that it cannot slip into a log.
#[derive(Clone)]
pub struct Ticket(String);

/// What is kept of a ticket, and finds what it is good for.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TicketHash(String);

impl Ticket {
    /// A new one.
    #[must_use]
    pub fn draw(ids: &mut Ids) -> Self {
        Self(base62(&ids.secret(), DIGITS))
    }

    /// Reads one; anything of another form is nobody's.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fits = text.len() == DIGITS && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        fits.then(|| Self(text.to_owned()))
    }

    /// The text, for the one place that carries it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    #[must_use]
    pub fn hash(&self) -> TicketHash {
        TicketHash(self.derived("ticket"))
    }

    /// What a form that was made for the carrier of this ticket has in it, and nobody else can know.
    #[must_use]
    pub fn form_key(&self) -> String {
        self.derived("form")
    }

    /// Whether a form was made for the carrier of this ticket.
    #[must_use]
    pub fn made_form(&self, key: &str) -> bool {
        self.form_key().as_bytes().ct_eq(key.as_bytes()).into()
    }

    /// Nothing that is derived for one purpose tells what is derived for another.
    fn derived(&self, purpose: &str) -> String {
        let hash = Sha256::new().chain_update(purpose).chain_update([0]).chain_update(&self.0).finalize();
        base62(&hash, DIGITS)
    }
}

impl TicketHash {
    /// Reads what [`TicketHash::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == DIGITS).then(|| Self(text.to_owned()))
    }

    /// As it is kept.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for TicketHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TicketHash({:.6}…)", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Timestamp;

    #[test]
    fn a_ticket_is_known_by_its_hash_and_makes_forms_of_its_own() {
        let mut ids = Ids::new(Timestamp::from_millis(1_763_675_425_120), [3; 32]);
        let (one, other) = (Ticket::draw(&mut ids), Ticket::draw(&mut ids));
        let again = Ticket::parse(one.reveal()).expect("well-formed");
        assert_eq!(again.hash(), one.hash());
        assert_ne!(one.hash(), other.hash());
        assert!(one.made_form(&again.form_key()) && !one.made_form(&other.form_key()) && !one.made_form(""));
        assert_ne!(one.form_key(), one.hash().as_str());
        assert_eq!(TicketHash::parse(one.hash().as_str()), Some(one.hash()));
    }

    #[test]
    fn noise_is_no_ticket() {
        for noise in ["", "abc", &"-".repeat(DIGITS), &"é".repeat(DIGITS), &"a".repeat(DIGITS + 1)] {
            assert!(Ticket::parse(noise).is_none(), "{noise:?}");
        }
    }
}
