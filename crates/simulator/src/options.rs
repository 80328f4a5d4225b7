//! What to simulate, and why that may be impossible.

use crate::fault::Fault;
use crate::http;
use crate::scenario::Scenario;
use std::fmt;

/// The most users or groups of one simulated directory.
pub const DIRECTORY_LIMIT: usize = 1_000_000;
/// The most cycles of one run.
pub const CYCLE_LIMIT: usize = 10_000;
/// The slowest pace, in requests a second: one in a thousand seconds.
pub const RATE_MIN: f64 = 0.001;
/// The fastest pace that is worth keeping, in requests a second.
pub const RATE_MAX: f64 = 100_000.0;

/// The identity providers that can be simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Provider {
    Okta,
    /// Microsoft Entra ID.
    Entra,
    OneLogin,
    JumpCloud,
    /// `PingFederate` and `PingOne`.
    Ping,
    SailPoint,
    Authentik,
    Rauthy,
    /// The outbound extensions of Keycloak.
    Keycloak,
}

/// What a run needs to know.
#[derive(Clone, PartialEq)]
pub struct Options {
    /// The SCIM base URL, with `https://` or `http://`.
    pub url: String,
    /// The bearer token.
    pub token: String,
    /// How many users are pushed and stay.
    pub users: usize,
    /// How many groups are pushed and stay.
    pub groups: usize,
    /// How often the provider goes over its directory; nothing changes at it after the first time.
    pub cycles: usize,
    /// What the directory is made from. The same seed, domain and numbers mean the same users and groups; a run
    /// with other numbers against the same server needs another seed, since some providers never take members back
    /// out that they do not know of.
    pub seed: u64,
    /// The domain of the user names; groups carry its first label. Without one it is made of scenario and seed.
    pub domain: Option<String>,
    /// How many requests a second there are at most; no limit without one.
    pub rate: Option<f64>,
    /// What shall go wrong in the first cycle.
    pub faults: Vec<Fault>,
}

/// Why a run cannot start or go on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Http(#[from] http::Error),
    #[error(
        "The token cannot be sent in a header: it is empty or contains a space, a line end or a letter beyond ASCII. Copy it again."
    )]
    Token,
    #[error(
        "The domain {0:?} cannot stand in a user name: use letters, digits, dots and hyphens, such as acme.example."
    )]
    Domain(String),
    #[error("There may be {limit} {what} at most.")]
    TooMany { what: &'static str, limit: usize },
    #[error("A rate of {0} requests a second cannot be kept: give a number from {RATE_MIN} to {RATE_MAX}.")]
    Rate(f64),
    #[error("{0} is a script from beginning to end, and nothing can be changed in between.")]
    Scripted(&'static Scenario),
    #[error(
        "{0} is a script from beginning to end, into which no fault can be put. Leave the faults out, or choose a scenario that plays the common story."
    )]
    Faultless(&'static Scenario),
    #[error("The server refuses the token (401). Check that the token is active and belongs to this URL.")]
    Refused,
    #[error("The connection test failed, and a provider pushes nothing until it passes.")]
    Untested,
}

impl Provider {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Okta,
        Self::Entra,
        Self::OneLogin,
        Self::JumpCloud,
        Self::Ping,
        Self::SailPoint,
        Self::Authentik,
        Self::Rauthy,
        Self::Keycloak,
    ];

    /// Its name on the command line and in file formats.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Okta => "okta",
            Self::Entra => "entra",
            Self::OneLogin => "onelogin",
            Self::JumpCloud => "jumpcloud",
            Self::Ping => "ping",
            Self::SailPoint => "sailpoint",
            Self::Authentik => "authentik",
            Self::Rauthy => "rauthy",
            Self::Keycloak => "keycloak",
        }
    }

    /// Its name for people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Okta => "Okta",
            Self::Entra => "Entra ID",
            Self::OneLogin => "OneLogin",
            Self::JumpCloud => "JumpCloud",
            Self::Ping => "Ping",
            Self::SailPoint => "SailPoint",
            Self::Authentik => "authentik",
            Self::Rauthy => "Rauthy",
            Self::Keycloak => "Keycloak",
        }
    }
}

impl fmt::Display for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Options {
    /// Ten users, three groups, two cycles, seed 1.
    #[must_use]
    pub fn new(url: impl Into<String>, token: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            token: token.into(),
            users: 10,
            groups: 3,
            cycles: 2,
            seed: 1,
            domain: None,
            rate: None,
            faults: Vec::new(),
        }
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        // No more than what is visible ASCII may stand in a token (RFC 6750 §2.1); a line end would start a header.
        if self.token.is_empty() || !self.token.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(Error::Token);
        }
        if let Some(domain) = &self.domain {
            let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'.' || b == b'-';
            if domain.is_empty() || domain.len() > 253 || !domain.bytes().all(fits) {
                return Err(Error::Domain(domain.clone()));
            }
        }
        if let Some(rate) = self.rate.filter(|rate| !(RATE_MIN..=RATE_MAX).contains(rate)) {
            return Err(Error::Rate(rate));
        }
        for (what, number, limit) in [
            ("users", self.users, DIRECTORY_LIMIT),
            ("groups", self.groups, DIRECTORY_LIMIT),
            ("cycles", self.cycles, CYCLE_LIMIT),
        ] {
            if number > limit {
                return Err(Error::TooMany { what, limit });
            }
        }
        Ok(())
    }

    /// Two scenarios of one organization share no user name.
    pub(crate) fn domain(&self, scenario: &Scenario) -> String {
        let own = || match scenario {
            Scenario { provider, .. } if scenario.is_default() => format!("{provider}-{}.example", self.seed),
            Scenario { provider, name, .. } => format!("{provider}-{name}-{}.example", self.seed),
        };
        self.domain.clone().unwrap_or_else(own)
    }
}

/// Without the token, so that no log can show it.
impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("url", &self.url)
            .field("users", &self.users)
            .field("groups", &self.groups)
            .field("cycles", &self.cycles)
            .field("seed", &self.seed)
            .field("domain", &self.domain)
            .field("rate", &self.rate)
            .field("faults", &self.faults)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{Error, Options, Provider};
    use crate::scenario::Scenario;
    use std::collections::HashSet;

    #[test]
    fn options_that_cannot_work_are_refused() {
        let good = Options::new("http://localhost", "rbk_a");
        assert!(good.check().is_ok());
        for token in ["", "a b", "a\r\nX: y", "é"] {
            assert!(matches!(Options { token: token.into(), ..good.clone() }.check(), Err(Error::Token)));
        }
        for domain in ["", "a b.example", "a\"b"] {
            assert!(matches!(
                Options { domain: Some(domain.into()), ..good.clone() }.check(),
                Err(Error::Domain(_))
            ));
        }
        for rate in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(matches!(Options { rate: Some(rate), ..good.clone() }.check(), Err(Error::Rate(_))));
        }
        let error = Options { users: 2_000_000, ..good }.check().expect_err("too many").to_string();
        assert_eq!(error, "There may be 1000000 users at most.");
    }

    #[test]
    fn the_token_is_not_shown() {
        assert!(!format!("{:?}", Options::new("http://localhost", "secret")).contains("secret"));
    }

    #[test]
    fn every_scenario_has_a_domain_of_its_own() {
        let options = Options::new("http://localhost", "t");
        assert_eq!(options.domain(Provider::Okta.into()), "okta-1.example");
        assert_eq!(options.domain(Provider::Entra.into()), "entra-1.example");
        let all: HashSet<String> = Scenario::all().map(|scenario| options.domain(scenario)).collect();
        assert_eq!(all.len(), Scenario::all().count());
    }
}
