//! How often passwords may be tried, mails asked for, and long lists looked through.

use super::Trouble;
use super::trouble::Often;
use crate::network::Network;
use directory::AdministratorId;
use governor::clock::Clock as _;
use governor::{DefaultKeyedRateLimiter, Quota};
use scim::fold;
use std::hash::{BuildHasher as _, Hash, RandomState};
use std::num::NonZeroU32;
use std::time::Duration;

/// How often a password may be tried in a row: by anybody for one address, and by somebody who is signed in.
const PASSWORD_BURST: NonZeroU32 = NonZeroU32::new(10).expect("it is more than none");
/// After how long one more try is allowed.
const PASSWORD_EVERY: Duration = Duration::from_secs(60);
/// How many mails one address may be sent in a row.
const MAIL_BURST: NonZeroU32 = NonZeroU32::new(3).expect("it is more than none");
/// After how long one more is allowed.
const MAIL_EVERY: Duration = Duration::from_secs(5 * 60);
/// How many forms one network may send in a row by which somebody gets in who is not signed in.
const NETWORK_BURST: NonZeroU32 = NonZeroU32::new(60).expect("it is more than none");
/// After how long one more is allowed.
const NETWORK_EVERY: Duration = Duration::from_secs(2);
/// How many searches one administrator may ask for in a row: a page that shows a list is one.
const SEARCH_BURST: NonZeroU32 = NonZeroU32::new(400).expect("it is more than none");
/// After how long one more is allowed.
const SEARCH_EVERY: Duration = Duration::from_millis(250);
/// Whoever is counted shares so many places, so that nobody fills the memory by making addresses up. Who shares one, nobody
/// can find out: it is drawn anew with every start.
const PLACES: u64 = 1 << 18;

/// Counts the tries of each address, be there an account of it or not, and apart from them those of each account that is
/// signed in: what strangers try must not keep anybody from confirming who they are.
pub(crate) struct Attempts {
    passwords: DefaultKeyedRateLimiter<u64>,
    confirmations: DefaultKeyedRateLimiter<u64>,
    mails: DefaultKeyedRateLimiter<u64>,
    notices: DefaultKeyedRateLimiter<u64>,
    networks: DefaultKeyedRateLimiter<u64>,
    searches: DefaultKeyedRateLimiter<u64>,
    place: RandomState,
}

impl Default for Attempts {
    fn default() -> Self {
        let limiter = |every, burst| {
            let quota = Quota::with_period(every).expect("it is longer than nothing");
            DefaultKeyedRateLimiter::keyed(quota.allow_burst(burst))
        };
        Self {
            passwords: limiter(PASSWORD_EVERY, PASSWORD_BURST),
            confirmations: limiter(PASSWORD_EVERY, PASSWORD_BURST),
            mails: limiter(MAIL_EVERY, MAIL_BURST),
            notices: limiter(MAIL_EVERY, MAIL_BURST),
            networks: limiter(NETWORK_EVERY, NETWORK_BURST),
            searches: limiter(SEARCH_EVERY, SEARCH_BURST),
            place: RandomState::new(),
        }
    }
}

impl Attempts {
    /// Takes a try of this address, if there is one left.
    pub(crate) fn take(&self, email: &str) -> Result<(), Trouble> {
        check(&self.passwords, self.place_of(folded(email)), Often::Password)
    }

    /// Takes a try of somebody who is signed in, if there is one left.
    pub(crate) fn take_confirmation(&self, who: AdministratorId) -> Result<(), Trouble> {
        check(&self.confirmations, self.place_of(who), Often::Password)
    }

    /// Takes a mail that anybody asks for to this address, if there is one left.
    pub(crate) fn take_mail(&self, email: &str) -> Result<(), Trouble> {
        check(&self.mails, self.place_of(folded(email)), Often::Mail)
    }

    /// Takes a mail that somebody who is signed in sends to this address, or account, if there is one left. Strangers take
    /// none of these.
    pub(crate) fn take_notice(&self, whom: &str) -> Result<(), Trouble> {
        check(&self.notices, self.place_of(folded(whom)), Often::Mail)
    }

    /// Takes one of the forms of this network, if there is one left. It comes before whatever costs time: strangers who
    /// try many addresses are few networks.
    pub(crate) fn take_network(&self, network: Network) -> Result<(), Trouble> {
        check(&self.networks, self.place_of(network), Often::Network)
    }

    /// Takes a search of somebody, if there is one left, so that no one of them takes the threads of all.
    pub(crate) fn take_search(&self, who: AdministratorId) -> Result<(), Trouble> {
        check(&self.searches, self.place_of(who), Often::Search)
    }

    fn place_of(&self, whom: impl Hash) -> u64 {
        self.place.hash_one(whom) % PLACES
    }
}

/// An address as it is counted.
fn folded(email: &str) -> String {
    fold(email.trim())
}

fn check(limiter: &DefaultKeyedRateLimiter<u64>, place: u64, what: Often) -> Result<(), Trouble> {
    let now = limiter.clock().now();
    limiter.check_key(&place).map_err(|until| Trouble::TooOften(what, until.wait_time_from(now)))
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
        let mails = (0..20).filter(|_| attempts.take_mail("zoe@acme.test").is_ok()).count();
        assert_eq!(mails, 3);
        assert!(attempts.take_notice("zoe@acme.test").is_ok(), "strangers take none of those");
    }

    #[test]
    fn addresses_that_are_made_up_fill_no_memory() {
        let attempts = Attempts::default();
        for one in 0..1_000 {
            assert!(attempts.place_of(folded(&format!("{one}@acme.test"))) < PLACES);
        }
    }
}
