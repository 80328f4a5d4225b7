//! What to simulate, and why that may be impossible.

use crate::http;
use std::fmt;

/// The most users or groups of one simulated directory.
pub const DIRECTORY_LIMIT: usize = 1_000_000;
/// The most cycles of one run.
pub const CYCLE_LIMIT: usize = 10_000;

/// The identity providers that can be simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Provider {
    /// Okta with an app from its catalogue or a template app: PUT for profiles, PATCH for the life cycle and groups.
    Okta,
    /// Microsoft Entra ID with an app outside of its gallery, without the flag `aadOptscim062020`.
    Entra,
}

/// What a run needs to know.
#[derive(Clone, PartialEq, Eq)]
pub struct Options {
    /// The SCIM base URL; `http://` only.
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
    /// The domain of the user names; groups carry its first label. Without one it is made of provider and seed.
    pub domain: Option<String>,
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
    #[error("The server refuses the token (401). Check that the token is active and belongs to this URL.")]
    Refused,
    #[error("The connection test failed, and a provider pushes nothing until it passes.")]
    Untested,
}

impl Provider {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Okta, Self::Entra];

    /// Its name on the command line and in file formats.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Okta => "okta",
            Self::Entra => "entra",
        }
    }

    /// Its name for people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Okta => "Okta",
            Self::Entra => "Entra ID",
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
        Self { url: url.into(), token: token.into(), users: 10, groups: 3, cycles: 2, seed: 1, domain: None }
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

    pub(crate) fn domain(&self, provider: Provider) -> String {
        self.domain.clone().unwrap_or_else(|| format!("{provider}-{}.example", self.seed))
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
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{Error, Options, Provider};

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
        let error = Options { users: 2_000_000, ..good }.check().expect_err("too many").to_string();
        assert_eq!(error, "There may be 1000000 users at most.");
    }

    #[test]
    fn the_token_is_not_shown() {
        assert!(!format!("{:?}", Options::new("http://localhost", "secret")).contains("secret"));
    }

    #[test]
    fn two_providers_have_two_domains() {
        let options = Options::new("http://localhost", "t");
        assert_eq!(options.domain(Provider::Okta), "okta-1.example");
        assert_eq!(options.domain(Provider::Entra), "entra-1.example");
    }
}
