//! Passwords: hashed slowly on purpose.

use crate::Error;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc};
use argon2::{Algorithm, Argon2, Params, Version};
use directory::administrator::{PASSWORD_CHARS_MAX, PasswordHash, Ticket, checked_password};
use std::sync::LazyLock;

/// Memory that one hash takes, in KiB.
const MEMORY_KIB: u32 = 64 * 1024;
/// How often that memory is gone over.
const PASSES: u32 = 3;
/// Random bytes that make two hashes of one password differ.
const SALT_BYTES: usize = 16;

/// What a password is compared with where there is none: it takes as long, and is never right.
static NOBODY: LazyLock<PasswordHash> = LazyLock::new(|| hashed("nobody", &[0; SALT_BYTES]));

/// The hash of a password that somebody chooses, with a salt that is drawn with this ticket. It takes a tenth of a second:
/// [`Place::slowly`](crate::Place::slowly) is for it.
pub fn hash(password: &str, salt: &Ticket) -> Result<PasswordHash, Error> {
    checked_password(password)?;
    let mut bytes = [0; SALT_BYTES];
    bytes.copy_from_slice(&salt.reveal().as_bytes()[..SALT_BYTES]);
    Ok(hashed(password, &bytes))
}

/// Whether this is the password. Where nobody has one, it takes as long to say no.
#[must_use]
pub fn is(password: &str, hash: Option<&PasswordHash>) -> bool {
    // What nobody can have chosen is not looked at: its length is for the sender to decide.
    if password.chars().count() > PASSWORD_CHARS_MAX {
        return false;
    }
    let parsed = phc::PasswordHash::new(hash.unwrap_or(&NOBODY).as_str());
    let is = parsed.is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok());
    is && hash.is_some()
}

fn hashed(password: &str, salt: &[u8; SALT_BYTES]) -> PasswordHash {
    let hash: phc::PasswordHash = argon2()
        .hash_password_with_salt(password.as_bytes(), salt)
        .expect("the password has at most as many bytes as four for each character that it may have");
    PasswordHash::new(hash.to_string())
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).expect("these parameters are legal");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use super::*;
    use directory::{Ids, Timestamp};

    #[test]
    fn a_password_is_known_again_and_no_other_is() {
        let salt = Ticket::draw(&mut Ids::new(Timestamp::from_millis(1_763_675_425_120), [3; 32]));
        let known = hash("correct horse battery", &salt).unwrap();
        assert!(known.as_str().starts_with("$argon2id$v=19$m=65536,t=3,p=1$"), "{}", known.as_str());
        for (given, hash, right) in [
            ("correct horse battery", Some(&known), true),
            ("correct horse batterY", Some(&known), false),
            ("", Some(&known), false),
            ("nobody", None, false),
            (&"x".repeat(PASSWORD_CHARS_MAX + 1), Some(&known), false),
        ] {
            assert_eq!(is(given, hash), right, "{given:.30}");
        }
        assert!(hash("too short", &salt).is_err());
    }
}
