//! Step by step, how a provider is connected, with the connection's own values.

mod authentik;
mod common;
mod cyberark;
mod entra;
mod generic;
mod google;
mod jumpcloud;
mod keycloak;
mod okta;
mod onelogin;
mod ping;
mod rauthy;
mod rippling;
mod sailpoint;
mod text;

pub use text::{Phrase, Text};

use crate::Language;
use directory::{Connection, Provider};

/// What a guide says of one connection.
#[derive(Clone, Copy, Debug)]
pub struct GuideValues<'a> {
    /// The connection.
    pub connection: &'a Connection,
    /// Its own SCIM address.
    pub scim_url: &'a str,
    /// The address at which the token alone tells which connection is meant.
    pub common_url: &'a str,
    /// What has come of the provider's calls.
    pub calls: Calls<'a>,
}

/// What has come of a provider's calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calls<'a> {
    /// There was none.
    Never,
    /// There were some, and none was refused lately.
    Answered,
    /// One was refused lately.
    Refused {
        /// When, as it is shown.
        at: &'a str,
        /// Its method and where it went.
        call: &'a str,
        /// The status of the answer.
        status: u16,
        /// What to do about it, a sentence; none where there is nothing to say.
        advice: Option<&'a str>,
    },
}

/// A guide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guide {
    /// What it is about.
    pub title: String,
    /// What stands before the first section.
    pub intro: Vec<Text>,
    /// Its parts, in their order.
    pub sections: Vec<Section>,
}

/// A part of a guide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it is about.
    pub title: String,
    /// What is to be known, each a paragraph.
    pub notes: Vec<Text>,
    /// What is to be done, in this order.
    pub steps: Vec<Step>,
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What.
    pub text: Text,
    /// What has to be copied for it.
    pub values: Vec<Value>,
    /// What of this server it is about, so that a page can say whether it is done, or lead there.
    pub about: Option<About>,
}

/// What of this server a step is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// That SCIM is enabled.
    Enabled,
    /// That there is a token.
    Token,
    /// The tokens that there are.
    Tokens,
    /// That the provider calls.
    Call,
    /// The users that it has sent.
    Users,
    /// The groups that it has sent.
    Groups,
}

/// Something to copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// What it is.
    pub label: String,
    /// What is copied.
    pub text: String,
}

impl Language {
    /// How the connection's provider is connected with it.
    #[must_use]
    pub fn guide(self, values: &GuideValues<'_>) -> Guide {
        let own = own(self, values);
        let name = self.the_provider(values.connection.provider);
        let mut intro = vec![Text::read(&self.guide_intro(&name))];
        intro.extend(own.notes.iter().cloned());
        intro.push(Text::read(&self.guide_labels()));
        let mut sections = vec![common::token(self, values)];
        sections.extend(common::rules(self, values));
        sections.extend(own.sections.iter().cloned());
        sections.extend(common::attributes(self, values, own.attributes.as_deref()));
        sections.push(common::catalogue(self, values));
        sections.push(common::check(self, values));
        sections.push(common::next(self, values, &own));
        sections.push(common::trouble(self, values, &own));
        Guide { title: self.guide_title(&name), intro, sections }
    }

    /// What to do where a connection does not work, with what is known of it.
    #[must_use]
    pub fn troubleshooting(self, values: &GuideValues<'_>) -> Section {
        common::trouble(self, values, &own(self, values))
    }
}

impl Section {
    fn of(title: String, steps: impl IntoIterator<Item = Step>) -> Self {
        Self { title, notes: Vec::new(), steps: steps.into_iter().collect() }
    }

    fn noted(mut self, notes: impl IntoIterator<Item = String>) -> Self {
        self.notes.extend(notes.into_iter().map(|note| Text::read(&note)));
        self
    }
}

impl Step {
    fn about(self, about: About) -> Self {
        Self { about: Some(about), ..self }
    }

    fn with(mut self, label: String, text: impl Into<String>) -> Self {
        self.values.push(Value { label, text: text.into() });
        self
    }
}

/// What only one provider's guide says.
#[derive(Default)]
struct Own {
    /// What is to be known before anything else.
    notes: Vec<Text>,
    /// What is to be done there.
    sections: Vec<Section>,
    /// How custom attributes are sent; none where it is not known better than in general.
    attributes: Option<Vec<Step>>,
    /// When changes come.
    pace: Option<String>,
    /// What else happens.
    next: Vec<String>,
    /// What the button is called that tests the connection.
    button: Option<String>,
    /// Where else to look for what is wrong.
    trouble: Vec<String>,
}

fn own(language: Language, values: &GuideValues<'_>) -> Own {
    match values.connection.provider {
        Provider::Okta => okta::own(language, values),
        Provider::Entra => entra::own(language, values),
        Provider::OneLogin => onelogin::own(language, values),
        Provider::JumpCloud => jumpcloud::own(language, values),
        Provider::Ping => ping::own(language, values),
        Provider::Google => google::own(language, values),
        Provider::SailPoint => sailpoint::own(language, values),
        Provider::CyberArk => cyberark::own(language, values),
        Provider::Rippling => rippling::own(language, values),
        Provider::Authentik => authentik::own(language, values),
        Provider::Rauthy => rauthy::own(language, values),
        Provider::Keycloak => keycloak::own(language, values),
        Provider::Generic => generic::own(language, values),
    }
}

fn step(text: &str) -> Step {
    Step { text: Text::read(text), values: Vec::new(), about: None }
}

/// A step with the SCIM URL to copy.
fn url_step(language: Language, values: &GuideValues<'_>, text: &str) -> Step {
    step(text).with(language.guide_value_url(), values.scim_url)
}

fn steps(texts: &[String]) -> Vec<Step> {
    texts.iter().map(|text| step(text)).collect()
}

#[cfg(test)]
mod tests;
