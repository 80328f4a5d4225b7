//! Passwords: hashed slowly on purpose, and only a few at a time.

use crate::Error;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc};
use argon2::{Algorithm, Argon2, Params, Version};
use directory::administrator::{PASSWORD_CHARS_MAX, PasswordHash};
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// Memory that one hash takes, in KiB.
pub(crate) const MEMORY_KIB: u32 = 64 * 1024;
/// How often that memory is gone over.
pub(crate) const PASSES: u32 = 3;
/// Most passwords that are hashed at the same time.
pub(crate) const PARALLEL_MAX: usize = 2;
/// Most that wait for it; whoever comes then is told to try again.
pub(crate) const WAITING_MAX: usize = 32;
/// Random bytes that make two hashes of one password differ.
pub(crate) const SALT_BYTES: usize = 16;

/// What a password is compared with where there is none: it takes as long, and is never right.
static NOBODY: LazyLock<PasswordHash> = LazyLock::new(|| hashed("nobody", &[0; SALT_BYTES]));

/// The gate before the slow work.
pub(crate) struct Passwords {
    turns: Semaphore,
    places: Semaphore,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { turns: Semaphore::new(PARALLEL_MAX), places: Semaphore::new(PARALLEL_MAX + WAITING_MAX) }
    }
}

impl Passwords {
    /// The hash of a password.
    pub(crate) async fn hash(&self, password: String, salt: [u8; SALT_BYTES]) -> Result<PasswordHash, Error> {
        self.aside(move || hashed(&password, &salt)).await
    }

    /// Whether this is the password. Where nobody has one, it takes as long to say no.
    pub(crate) async fn is(&self, password: String, hash: Option<PasswordHash>) -> Result<bool, Error> {
        // What nobody can have chosen is not looked at: its length is for the sender to decide.
        if password.chars().count() > PASSWORD_CHARS_MAX {
            return Ok(false);
        }
        self.aside(move || {
            let known = hash.is_some();
            let hash = hash.unwrap_or_else(|| NOBODY.clone());
            let parsed = phc::PasswordHash::new(hash.as_str());
            let is = parsed.is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok());
            is && known
        })
        .await
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "it is no work in a transaction, and must not hold up who answers"
    )]
    async fn aside<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
        let busy = || Error::Store(store::Error::Busy);
        let _place = self.places.try_acquire().map_err(|_| busy())?;
        let _turn = self.turns.acquire().await.map_err(|_| busy())?;
        tokio::task::spawn_blocking(work).await.map_err(|_| busy())
    }
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

    #[tokio::test]
    async fn a_password_is_known_again_and_no_other_is() {
        let passwords = Passwords::default();
        let hash = passwords.hash("correct horse battery".to_owned(), [7; SALT_BYTES]).await.unwrap();
        assert!(hash.as_str().starts_with("$argon2id$v=19$m=65536,t=3,p=1$"), "{}", hash.as_str());
        for (given, hash, is) in [
            ("correct horse battery", Some(hash.clone()), true),
            ("correct horse batterY", Some(hash.clone()), false),
            ("", Some(hash.clone()), false),
            ("nobody", None, false),
            (&"x".repeat(PASSWORD_CHARS_MAX + 1), Some(hash), false),
        ] {
            assert_eq!(passwords.is(given.to_owned(), hash).await, Ok(is), "{given:.30}");
        }
    }
}
