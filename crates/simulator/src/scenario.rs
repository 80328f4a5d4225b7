//! What a simulated provider can be played as.

use crate::behaviour::{Behaviour, Job};
use crate::directory::{Directory, NameObject};
use crate::options::{Error, Provider};
use crate::wire::Headers;
use crate::{authentik, entra, jumpcloud, keycloak, okta, onelogin, ping, rauthy, sailpoint};
use std::fmt;

/// People at the provider, unless a run says otherwise.
pub(crate) const USERS: usize = 40;

/// Every table, a provider each; the first scenario of a table is the provider's default.
const TABLES: [&[Scenario]; Provider::ALL.len()] = [
    okta::SCENARIOS,
    entra::SCENARIOS,
    onelogin::SCENARIOS,
    jumpcloud::SCENARIOS,
    ping::SCENARIOS,
    sailpoint::SCENARIOS,
    authentik::SCENARIOS,
    rauthy::SCENARIOS,
    keycloak::SCENARIOS,
];

/// One way in which a provider behaves: a set-up of it, a client of it, or a test that its maker runs.
#[derive(Clone, Copy)]
pub struct Scenario {
    pub provider: Provider,
    /// What follows the provider's name and a colon.
    pub name: &'static str,
    /// What is played, in one sentence.
    pub about: &'static str,
    /// How well it is known that the provider does so.
    pub evidence: Evidence,
    /// What a connection of Rollbook has to be set to, as `--dialect` takes it.
    pub dialect: &'static str,
    /// People at the provider, unless a run says otherwise.
    pub users: usize,
    pub(crate) headers: Headers,
    pub(crate) name_object: NameObject,
    pub(crate) play: Play,
}

/// Where it is known from, the best first. What is hearsay is sent by scenarios only that are nobody's default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The client's own source code.
    Source,
    /// A published log of requests.
    Log,
    /// The maker's documentation or test.
    Documentation,
    /// Partly the maker's documentation or test, and partly the reports of those who met it.
    DocumentationAndReports,
    /// The report of somebody who met it.
    Report,
    /// One source that others do not bear out.
    Hearsay,
}

/// Who says what happens.
#[derive(Clone, Copy)]
pub(crate) enum Play {
    /// The common story, in which the provider takes its own part. Made from the seed and the directory.
    Story(fn(u64, &Directory) -> Box<dyn Behaviour>),
    /// The scenario itself. It is called once a cycle.
    Script(fn(&mut Job<'_>) -> Result<(), Error>),
}

impl Scenario {
    /// All of them, each provider's default first.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        TABLES.into_iter().flatten()
    }

    /// Reads `entra:flag`; a provider's name alone means its default.
    #[must_use]
    pub fn parse(text: &str) -> Option<&'static Self> {
        let (provider, name) = match text.split_once(':') {
            Some((provider, name)) => (provider, Some(name)),
            None => (text, None),
        };
        Self::all().find(|scenario| {
            scenario.provider.name().eq_ignore_ascii_case(provider)
                && name.is_none_or(|name| scenario.name.eq_ignore_ascii_case(name))
        })
    }

    /// Whether faults can be put into it.
    #[must_use]
    pub fn takes_faults(&self) -> bool {
        matches!(self.play, Play::Story(_))
    }

    /// Whether the provider's name alone means this one.
    #[must_use]
    pub fn is_default(&self) -> bool {
        self == <&Self>::from(self.provider)
    }
}

impl From<Provider> for &'static Scenario {
    fn from(provider: Provider) -> Self {
        let mut of_provider = Scenario::all().filter(|scenario| scenario.provider == provider);
        of_provider.next().expect("each provider has a table, and no table is empty")
    }
}

impl PartialEq for Scenario {
    fn eq(&self, other: &Self) -> bool {
        (self.provider, self.name) == (other.provider, other.name)
    }
}

impl Eq for Scenario {}

/// As [`Scenario::parse`] reads it.
impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.provider, self.name)
    }
}

impl fmt::Debug for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Evidence {
    /// The end of the sentence "This is known from …".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Source => "the client's source code",
            Self::Log => "published request logs",
            Self::Documentation => "the maker's documentation",
            Self::DocumentationAndReports => "the maker's documentation and reports of those who met it",
            Self::Report => "reports of those who met it",
            Self::Hearsay => "a single weak source",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Evidence, Scenario};
    use crate::options::Provider;
    use std::collections::HashSet;

    #[test]
    fn every_scenario_has_one_name_that_finds_it() {
        let names: HashSet<String> = Scenario::all().map(ToString::to_string).collect();
        assert_eq!(names.len(), Scenario::all().count());
        for scenario in Scenario::all() {
            assert_eq!(Scenario::parse(&scenario.to_string()), Some(scenario));
            assert_eq!(Scenario::parse(&scenario.to_string().to_ascii_uppercase()), Some(scenario));
        }
        for unknown in ["", "okta:", "okta:flag", ":oin", "nobody", "okta:oin:oin"] {
            assert_eq!(Scenario::parse(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn a_provider_alone_means_its_default() {
        for provider in Provider::ALL {
            let default = Scenario::parse(provider.name()).expect("each has one");
            assert_eq!((default, default.provider), (provider.into(), provider));
            assert!(default.is_default());
        }
        assert_eq!(Scenario::parse("okta").map(ToString::to_string).as_deref(), Some("okta:oin"));
        assert_eq!(Scenario::parse("Entra").map(ToString::to_string).as_deref(), Some("entra:default"));
        assert_eq!(Scenario::all().filter(|scenario| scenario.is_default()).count(), Provider::ALL.len());
    }

    #[test]
    fn hearsay_is_nobodys_default() {
        let hearsay: Vec<String> = Scenario::all()
            .filter(|scenario| scenario.evidence == Evidence::Hearsay)
            .map(ToString::to_string)
            .collect();
        assert_eq!(hearsay, ["jumpcloud:value-array"]);
        let has_it = |scenario: &&Scenario| scenario.is_default() && scenario.evidence == Evidence::Hearsay;
        assert_eq!(Scenario::all().find(has_it), None);
    }

    #[test]
    fn people_are_told_of_each_in_one_sentence() {
        for Scenario { about, .. } in Scenario::all() {
            assert!(about.ends_with('.') && about.matches(". ").count() == 0, "{about}");
        }
    }
}
