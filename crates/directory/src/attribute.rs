//! Custom attributes: declared by name on a connection, for the users that come through it.

use crate::invitation::{InvitationText, TextName};
use crate::user::{Decision, Terms};
use crate::variables::BuiltIn;
use crate::{
    Action, Actor, AuditEntry, Change, Configuration, Connection, ConnectionId, Ids, Refusal, Row, Timestamp,
    User, UserId,
};
use serde_json::{Value, json};
use std::fmt;

/// Longest name of an attribute, in characters.
pub const NAME_CHARS_MAX: usize = 64;
/// Most attributes of one connection.
pub const ATTRIBUTES_MAX: usize = 100;

/// Where the values of an attribute come from: the identity provider.
pub const KIND: &str = "IDP";

/// Values that are still to be removed, of an attribute that is not declared any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purge {
    /// Whose users have them.
    pub connection: ConnectionId,
    /// The attribute's name.
    pub attribute: String,
    /// The URN under which the values are.
    pub urn: String,
    /// The last user who has been dealt with, in the order of ids.
    pub after: Option<UserId>,
}

/// A connection that lacks an attribute which another one of the organization declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The connection.
    pub connection: ConnectionId,
    /// Its name.
    pub name: String,
    /// The attribute.
    pub attribute: String,
    /// The names of the configurations that use the attribute, and have no value of it for this connection's users.
    pub configurations: Vec<String>,
}

/// Why an attribute is neither declared nor deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The name is none of RFC 7643; its beginning.
    BadName(String),
    /// A variable of that name is there for everybody.
    BuiltIn(BuiltIn),
    /// The connection has it already.
    Declared(String),
    /// Another connection of the organization has it in this spelling.
    SpeltAs(String),
    /// The policy of the connection leaves no room for custom attributes.
    NoExtension,
    /// The connection has as many as it may have.
    TooMany,
    /// The values of the attribute of that name which was there before are still being removed.
    BeingRemoved(String),
    /// Configurations use it, or texts of invitations do.
    Used {
        /// The attribute.
        attribute: String,
        /// The names of the configurations.
        configurations: Vec<String>,
        /// The texts, each with the tag of its language.
        texts: Vec<(TextName, String)>,
    },
    /// The URN of a connection's attributes cannot change while there are some; the name in it.
    UrnInUse(String),
}

impl Connection {
    /// Declares an attribute: from now on the provider may send it for each user. `all` are the connections of the
    /// organization, `purges` what is still being removed there.
    pub fn declare(
        &self,
        name: &str,
        (all, purges): (&[Self], &[Purge]),
        actor: &Actor,
        ids: &mut Ids,
        now: Timestamp,
    ) -> Result<(Self, Change), Refusal> {
        check_name(name)?;
        if self.policy.custom_extension.urn().is_none() {
            return Err(Refused::NoExtension.into());
        }
        if let Some(known) = spelling(self, name) {
            return Err(Refused::Declared(known.to_owned()).into());
        }
        // One name in one spelling, because variables are told apart by case.
        if let Some(known) = all.iter().find_map(|other| spelling(other, name)).filter(|known| *known != name)
        {
            return Err(Refused::SpeltAs(known.to_owned()).into());
        }
        let is_it =
            |purge: &&Purge| purge.connection == self.id && purge.attribute.eq_ignore_ascii_case(name);
        if let Some(purge) = purges.iter().find(is_it) {
            return Err(Refused::BeingRemoved(purge.attribute.clone()).into());
        }
        if self.attributes.len() >= ATTRIBUTES_MAX {
            return Err(Refused::TooMany.into());
        }
        let attributes = self.attributes.iter().cloned().chain([name.to_owned()]).collect();
        let after = Self { attributes, ..self.clone() };
        let audit = AuditEntry::new(ids, now, actor, Action::AttributeDeclared, self.id.to_string())
            .before(self.declared())
            .after(after.declared());
        let change = Change::new(self.org, audit).row(Row::ConnectionUpdated(after.clone()));
        Ok((after, change))
    }

    /// Takes an attribute back, in any spelling, and with it all its values, which are removed by and by; none if it is
    /// not declared. The configurations and the texts of
    /// invitations are those of the organization.
    pub fn undeclare(
        &self,
        name: &str,
        (configurations, texts): (&[Configuration], &[InvitationText]),
        actor: &Actor,
        ids: &mut Ids,
        now: Timestamp,
    ) -> Result<Option<(Self, Purge, Change)>, Refusal> {
        let (Some(known), Some(urn)) = (spelling(self, name), self.policy.custom_extension.urn()) else {
            return Ok(None);
        };
        let (configurations, texts) = (using(known, configurations), saying(known, texts));
        if !configurations.is_empty() || !texts.is_empty() {
            return Err(Refused::Used { attribute: known.to_owned(), configurations, texts }.into());
        }
        let attributes = self.attributes.iter().filter(|other| *other != known).cloned().collect();
        let after = Self { attributes, ..self.clone() };
        let purge = Purge { connection: self.id, attribute: known.to_owned(), urn, after: None };
        let audit = AuditEntry::new(ids, now, actor, Action::AttributeDeleted, self.id.to_string())
            .before(self.declared())
            .after(after.declared());
        let change = Change::new(self.org, audit)
            .row(Row::ConnectionUpdated(after.clone()))
            .row(Row::PurgeBegun(purge.clone()));
        Ok(Some((after, purge, change)))
    }

    fn declared(&self) -> Value {
        json!({ "attributes": *self.attributes })
    }
}

impl Purge {
    /// What becomes of a user: the attribute's value goes, whatever the policy has of updates.
    #[must_use]
    pub fn remove(&self, user: &User, terms: &Terms, ids: &mut Ids) -> Decision {
        user.without(&self.urn, &self.attribute, terms, ids)
    }
}

/// What is declared on one of these connections and not on another.
#[must_use]
pub fn gaps(connections: &[Connection], configurations: &[Configuration]) -> Vec<Gap> {
    let gap = |connection: &Connection, attribute: &str| Gap {
        connection: connection.id,
        name: connection.name.clone(),
        attribute: attribute.to_owned(),
        configurations: using(attribute, configurations),
    };
    let names = names(connections);
    let lacking = |connection| names.iter().filter(move |name| spelling(connection, name).is_none());
    connections
        .iter()
        .flat_map(|connection| lacking(connection).map(move |name| gap(connection, name)))
        .collect()
}

/// The names of all attributes that these connections declare, each once.
#[must_use]
pub fn names(connections: &[Connection]) -> Vec<String> {
    let mut names: Vec<String> = connections.iter().flat_map(|one| one.attributes.iter().cloned()).collect();
    names.sort();
    names.dedup();
    names
}

/// The names of the configurations that use an attribute.
#[must_use]
pub fn using(attribute: &str, configurations: &[Configuration]) -> Vec<String> {
    let used = |configuration: &&Configuration| configuration.variables().any(|name| name == attribute);
    configurations.iter().filter(used).map(|configuration| configuration.name.clone()).collect()
}

/// The texts of invitations that use an attribute.
fn saying(attribute: &str, texts: &[InvitationText]) -> Vec<(TextName, String)> {
    // The variable in the form in which it is written; one that is escaped is no variable.
    let variable = format!("${{{attribute}}}");
    let escaped = format!("${variable}");
    let used = |text: &&InvitationText| text.text.replace(&escaped, "").contains(&variable);
    texts.iter().filter(used).map(|text| (text.name, text.language.clone())).collect()
}

/// How a connection spells an attribute that it declares. RFC 7643 §2.1: names are without regard to case.
fn spelling<'a>(connection: &'a Connection, name: &str) -> Option<&'a str> {
    connection.attributes.iter().map(String::as_str).find(|known| known.eq_ignore_ascii_case(name))
}

/// RFC 7643 §2.1: `ATTRNAME = ALPHA *(nameChar)`, with `nameChar = "-" / "_" / DIGIT / ALPHA`.
fn check_name(name: &str) -> Result<(), Refusal> {
    let fits = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.len() <= NAME_CHARS_MAX
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if !fits {
        return Err(Refused::BadName(name.chars().take(NAME_CHARS_MAX).collect()).into());
    }
    match BuiltIn::ALL.into_iter().find(|variable| variable.as_str().eq_ignore_ascii_case(name)) {
        Some(variable) => Err(Refused::BuiltIn(variable).into()),
        None => Ok(()),
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadName(name) => write!(
                f,
                "{name:?} is no name of an attribute: it begins with a letter and has up to {NAME_CHARS_MAX} letters, \
                 digits, \"-\" and \"_\" (RFC 7643)."
            ),
            Self::BuiltIn(variable) => write!(
                f,
                "\"{}\" is a built-in variable, which every user has. Choose another name for the attribute.",
                variable.as_str()
            ),
            Self::Declared(name) => write!(f, "The connection declares the attribute \"{name}\" already."),
            Self::SpeltAs(name) => write!(
                f,
                "Another connection of the organization declares this attribute as \"{name}\". Declare it in that spelling: \
                 variables are told apart by case."
            ),
            Self::NoExtension => f.write_str(
                "This connection has no custom attributes. (Policy: custom_extension=none) Give its policy the name of an \
                 extension first.",
            ),
            Self::TooMany => write!(
                f,
                "The connection has {ATTRIBUTES_MAX} attributes, as many as it may have. Delete one of them first."
            ),
            Self::BeingRemoved(name) => write!(
                f,
                "The values of the former attribute \"{name}\" are still being removed. Try again when `rollbook attribute \
                 list` does not show it any more."
            ),
            Self::Used { attribute, configurations, texts } => {
                let text = |(name, language): &(TextName, String)| {
                    format!("\"the {} of invitations in {language}\"", name.as_str())
                };
                let names = configurations.iter().map(|name| format!("{name:?}"));
                let names: Vec<String> = names.chain(texts.iter().map(text)).collect();
                write!(
                    f,
                    "The attribute \"{attribute}\" is used by {}. Take ${{{attribute}}} out there first.",
                    names.join(", ")
                )
            }
            Self::UrnInUse(name) => write!(
                f,
                "The name of the extension cannot change while attributes are declared: their values are stored under it. \
                 Leave custom_extension={name} as it is, or delete the attributes first, which deletes their values."
            ),
        }
    }
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        Self::Attribute(refused)
    }
}
