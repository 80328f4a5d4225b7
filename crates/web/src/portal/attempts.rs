//! How often passwords may be tried.

use super::Trouble;
use governor::{DefaultKeyedRateLimiter, Quota};
use scim::fold;
use std::num::NonZeroU32;
use std::time::Duration;

/// How often a password of one address may be tried in a row.
const BURST: NonZeroU32 = NonZeroU32::new(10).expect("it is more than none");
/// After how long one more try is allowed.
const EVERY: Duration = Duration::from_secs(60);
/// Beyond so many addresses, those that nobody has tried for long are forgotten.
const KNOWN_MAX: usize = 10_000;

/// Counts the tries of each address, be there an account of it or not.
pub(crate) struct Attempts(DefaultKeyedRateLimiter<String>);

impl Default for Attempts {
    fn default() -> Self {
        let quota = Quota::with_period(EVERY).expect("it is longer than nothing").allow_burst(BURST);
        Self(DefaultKeyedRateLimiter::keyed(quota))
    }
}

impl Attempts {
    /// Takes a try of this address, if there is one left.
    pub(crate) fn take(&self, email: &str) -> Result<(), Trouble> {
        if self.0.len() > KNOWN_MAX {
            self.0.retain_recent();
        }
        self.0.check_key(&fold(email.trim())).map_err(|_| Trouble::TooOften)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_address_has_tries_of_its_own() {
        let attempts = Attempts::default();
        let taken = (0..20).filter(|_| attempts.take(" Zoe@Acme.test").is_ok()).count();
        assert_eq!(taken, 10);
        assert!(attempts.take("zoe@acme.test").is_err() && attempts.take("max@acme.test").is_ok());
    }
}
