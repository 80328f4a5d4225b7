//! The SCIM bearer credential of a connection.
//!
//! A token reads `rbk_<public id>_<secret><checksum>`, all base62. The public id finds the row and may be logged; the
//! secret is 256 random bits, shown once and kept as a SHA-256 hash; the CRC-32 checksum lets a scanner tell a real
//! token from noise without asking the server. A random secret of that size needs no slow hash.

use crate::{Action, Actor, AuditEntry, Change, Connection, Denial, Ids, Refusal, Row, Timestamp};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::fmt;
use subtle::ConstantTimeEq as _;

/// How long a token is valid unless somebody says otherwise, in days.
pub const TOKEN_DAYS_DEFAULT: u32 = 365;
/// Longest validity of a token, in days.
pub const TOKEN_DAYS_MAX: u32 = 730;

const PREFIX: &str = "rbk_";
const PUBLIC_DIGITS: usize = 12;
const SECRET_DIGITS: usize = 43;
const CHECKSUM_DIGITS: usize = 6;
const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The public part of a token: names it in logs, lists and commands.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenId(String);

impl TokenId {
    /// Reads a public id; anything of another form is nobody's.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fits = text.len() == PUBLIC_DIGITS && text.bytes().all(|b| b.is_ascii_alphanumeric());
        fits.then(|| Self(text.to_owned()))
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TokenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for TokenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TokenId({})", self.0)
    }
}

/// A whole token, to be shown once. It has no `Debug` and no `Display`, so that it cannot slip into a log.
pub struct Secret(String);

impl Secret {
    /// The text, for the one place that shows it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// What a client presents as its token: well-formed, not yet known to be anybody's.
#[derive(Clone)]
pub struct Presented {
    id: TokenId,
    hash: [u8; 32],
}

impl Presented {
    /// Reads a token. A wrong form or checksum is told from a real token without a look-up.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix(PREFIX)?;
        let (id, tail) = rest.split_at_checked(PUBLIC_DIGITS)?;
        let tail = tail.strip_prefix('_')?;
        if tail.len() != SECRET_DIGITS + CHECKSUM_DIGITS || !tail.is_ascii() {
            return None;
        }
        let (body, checksum) = text.split_at_checked(text.len() - CHECKSUM_DIGITS)?;
        if checksum != checksum_of(body) {
            return None;
        }
        Some(Self { id: TokenId::parse(id)?, hash: hash_of(text) })
    }

    /// Why a text is no token that [`Presented::parse`] reads.
    #[must_use]
    pub fn denial(text: &str) -> Denial {
        if text.is_empty() {
            Denial::NoToken
        } else if text.starts_with(PREFIX) {
            Denial::MistypedToken
        } else {
            Denial::ForeignToken
        }
    }

    /// The public id, by which the row is found.
    #[must_use]
    pub fn id(&self) -> &TokenId {
        &self.id
    }
}

/// A token as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The public id.
    pub id: TokenId,
    /// SHA-256 of the whole token.
    pub hash: [u8; 32],
    /// Whether it lets anybody in; can be switched both ways.
    pub active: bool,
    /// When it was made.
    pub created: Timestamp,
    /// From when on it lets nobody in.
    pub expires: Timestamp,
    /// When it was last used, to within a minute or so.
    pub last_used: Option<Timestamp>,
}

impl Token {
    /// A new token for `connection`, which has the tokens `existing`.
    pub fn create(
        connection: &Connection,
        existing: &[Self],
        days: u32,
        actor: &Actor,
        ids: &mut Ids,
        now: Timestamp,
    ) -> Result<(Self, Secret, Change), Refusal> {
        let max = connection.policy.tokens_max.get();
        if existing.len() >= usize::try_from(max).unwrap_or(usize::MAX) {
            return Err(Refusal::TooManyTokens { max });
        }
        let id = TokenId(base62(&ids.secret(), PUBLIC_DIGITS));
        let (secret, hash) = secret_of(&id, &ids.secret());
        let token =
            Self { id, hash, active: true, created: now, expires: now.plus_days(days), last_used: None };
        let audit = AuditEntry::new(ids, now, actor, Action::TokenCreated, token.id.to_string())
            .after(token.shown(connection));
        let change = Change::new(connection.org, audit).row(Row::TokenCreated(connection.id, token.clone()));
        Ok((token, secret, change))
    }

    /// Whether the one who presents this is let in now.
    #[must_use]
    pub fn admits(&self, presented: &Presented, now: Timestamp) -> bool {
        self.is(presented) && self.active && now < self.expires
    }

    /// Whether this is what was presented, be it good for anything or not.
    #[must_use]
    pub fn is(&self, presented: &Presented) -> bool {
        self.id == presented.id && bool::from(self.hash.ct_eq(&presented.hash))
    }

    /// Sets the token to active or inactive; nothing changes if it is so already.
    #[must_use]
    pub fn set_active(
        &self,
        connection: &Connection,
        active: bool,
        actor: &Actor,
        ids: &mut Ids,
        now: Timestamp,
    ) -> Option<Change> {
        if self.active == active {
            return None;
        }
        let after = Self { active, ..self.clone() };
        let action = if active { Action::TokenEnabled } else { Action::TokenDisabled };
        let audit = AuditEntry::new(ids, now, actor, action, self.id.to_string())
            .before(self.shown(connection))
            .after(after.shown(connection));
        Some(Change::new(connection.org, audit).row(Row::TokenUpdated(connection.id, after)))
    }

    /// Gives the same token a new secret and a new expiry; the old secret is shut out at once.
    #[must_use]
    pub fn renew(
        &self,
        connection: &Connection,
        days: u32,
        actor: &Actor,
        ids: &mut Ids,
        now: Timestamp,
    ) -> (Self, Secret, Change) {
        let (secret, hash) = secret_of(&self.id, &ids.secret());
        let after = Self { hash, expires: now.plus_days(days), ..self.clone() };
        let audit = AuditEntry::new(ids, now, actor, Action::TokenRenewed, self.id.to_string())
            .before(self.shown(connection))
            .after(after.shown(connection));
        let change = Change::new(connection.org, audit).row(Row::TokenUpdated(connection.id, after.clone()));
        (after, secret, change)
    }

    /// Removes the token for good.
    #[must_use]
    pub fn delete(&self, connection: &Connection, actor: &Actor, ids: &mut Ids, now: Timestamp) -> Change {
        let audit = AuditEntry::new(ids, now, actor, Action::TokenDeleted, self.id.to_string())
            .before(self.shown(connection));
        Change::new(connection.org, audit).row(Row::TokenDeleted(connection.id, self.id.clone()))
    }

    /// What the audit trail tells of it.
    fn shown(&self, on: &Connection) -> Value {
        json!({
            "provider": on.provider.vendor(),
            "connection": on.id.to_string(),
            "active": self.active,
            "expires": self.expires.to_string(),
        })
    }
}

fn secret_of(id: &TokenId, random: &[u8]) -> (Secret, [u8; 32]) {
    let body = format!("{PREFIX}{id}_{}", base62(random, SECRET_DIGITS));
    let text = format!("{body}{}", checksum_of(&body));
    let hash = hash_of(&text);
    (Secret(text), hash)
}

fn checksum_of(body: &str) -> String {
    base62(&crc32fast::hash(body.as_bytes()).to_be_bytes(), CHECKSUM_DIGITS)
}

fn hash_of(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// The bytes, read as one big number, in base 62 with exactly `digits` digits; higher ones fall away.
pub(crate) fn base62(bytes: &[u8], digits: usize) -> String {
    let mut number = bytes.to_vec();
    let mut text: Vec<u8> = (0..digits)
        .map(|_| {
            let mut remainder = 0_u32;
            for byte in &mut number {
                let value = remainder * 256 + u32::from(*byte);
                *byte = u8::try_from(value / 62).unwrap_or(u8::MAX);
                remainder = value % 62;
            }
            ALPHABET[remainder as usize]
        })
        .collect();
    text.reverse();
    String::from_utf8_lossy(&text).into_owned()
}

/// The number of these digits as so many bytes; nothing if one is no digit or the number is too large.
pub(crate) fn from_base62<const N: usize>(text: &str) -> Option<[u8; N]> {
    text.bytes().try_fold([0; N], |mut number, digit| {
        let mut carry = u32::try_from(ALPHABET.iter().position(|known| *known == digit)?).ok()?;
        for byte in number.iter_mut().rev() {
            let value = u32::from(*byte) * 62 + carry;
            *byte = u8::try_from(value % 256).ok()?;
            carry = value / 256;
        }
        (carry == 0).then_some(number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ConnectionId, Provider};

    const NOW: Timestamp = Timestamp::from_millis(1_763_675_425_120);

    fn ids() -> Ids {
        Ids::new(NOW, [1; 32])
    }

    fn other_ids(seed: u8) -> Ids {
        Ids::new(NOW, [seed; 32])
    }

    fn connection() -> Connection {
        let (id, org) = (ids().id::<ConnectionId>(), ids().id());
        let provider = Provider::Okta;
        let (name, dialect) = (provider.display_name().to_owned(), provider.dialect());
        let policy = crate::policy::Preset::Standard.policy();
        let (enabled, logs_calls, attributes) = (true, true, std::sync::Arc::default());
        Connection { id, org, name, provider, dialect, enabled, created: NOW, logs_calls, policy, attributes }
    }

    fn create(existing: &[Token], seed: u8) -> Result<(Token, Secret, Change), Refusal> {
        Token::create(&connection(), existing, 365, &Actor::CommandLine, &mut other_ids(seed), NOW)
    }

    #[test]
    fn a_token_lets_in_whoever_holds_it_until_it_expires() {
        let (token, secret, _) = create(&[], 9).expect("the first token");
        let presented = Presented::parse(secret.reveal()).expect("well-formed");
        assert_eq!(secret.reveal().len(), 4 + 12 + 1 + 43 + 6);
        assert!(token.admits(&presented, NOW));
        assert!(token.admits(&presented, Timestamp::from_millis(token.expires.as_millis() - 1)));
        assert!(!token.admits(&presented, token.expires));
        let (_, other, _) = create(&[], 10).expect("another token");
        assert!(!token.admits(&Presented::parse(other.reveal()).expect("well-formed"), NOW));
    }

    #[test]
    fn a_third_token_is_refused() {
        let (first, _, _) = create(&[], 1).expect("first");
        let (second, _, _) = create(std::slice::from_ref(&first), 2).expect("second");
        assert_eq!(create(&[first, second], 3).err(), Some(Refusal::TooManyTokens { max: 2 }));
    }

    #[test]
    fn a_renewed_token_shuts_the_old_secret_out() {
        let (token, old, _) = create(&[], 1).expect("a token");
        let (renewed, new, change) =
            token.renew(&connection(), 30, &Actor::CommandLine, &mut other_ids(5), NOW);
        assert_eq!(renewed.id, token.id);
        assert!(!renewed.admits(&Presented::parse(old.reveal()).expect("well-formed"), NOW));
        assert!(renewed.admits(&Presented::parse(new.reveal()).expect("well-formed"), NOW));
        assert_eq!(change.audit.action.as_str(), "SCIM Token Renewed");
    }

    #[test]
    fn setting_to_inactive_shuts_out_and_is_told_once() {
        let (token, secret, _) = create(&[], 1).expect("a token");
        let presented = Presented::parse(secret.reveal()).expect("well-formed");
        let off =
            token.set_active(&connection(), false, &Actor::CommandLine, &mut ids(), NOW).expect("a change");
        let Row::TokenUpdated(_, after) = &off.rows[0] else { panic!("the token's row: {off:?}") };
        assert!(!after.admits(&presented, NOW));
        assert_eq!(after.set_active(&connection(), false, &Actor::CommandLine, &mut ids(), NOW), None);
    }

    #[test]
    fn noise_is_no_token() {
        let (_, secret, _) = create(&[], 1).expect("a token");
        let text = secret.reveal();
        let cut = &text[..text.len() - 1];
        let flipped = text.replacen(&text[4..5], if &text[4..5] == "0" { "1" } else { "0" }, 1);
        let grown = format!("{text}0");
        let wide = format!("{}é", &text[..text.len() - 2]);
        for noise in
            ["", "rbk_", "null", "undefined", cut, &flipped, &grown, &wide, &text.to_ascii_lowercase()]
        {
            if noise != text {
                assert!(Presented::parse(noise).is_none(), "{noise:?} was taken for a token");
            }
        }
    }
}
