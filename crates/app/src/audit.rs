//! The audit trail, as people read it and as they take it with them.

mod export;

pub use export::{Export, Format};

use crate::{Error, Work};
use directory::{Action, Actor, AuditEntry, Connection, ConnectionId, OrgId};
use serde_json::Value;
use std::collections::HashMap;
use store::{TrailFilter, TrailPlace};

/// How many entries a page has.
pub const ENTRIES_OF_PAGE: usize = 50;
/// How many entries one step of an export reads, at most.
pub const ENTRIES_OF_STEP: usize = 500;

/// An entry with the names of what it tells of.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Its sequence number in the trail of the organization.
    pub number: u64,
    /// The entry.
    pub entry: AuditEntry,
    /// What whoever acted is called, where they have a name: the connection, the user or the address of the administrator.
    pub actor: Option<String>,
    /// What it is about.
    pub details: Option<Details>,
}

/// What an entry is about, in a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Details {
    /// The provider of a token, as people call it.
    Provider(String),
    /// What a user, a group, a connection, a configuration, an administrator or the organization is called.
    Name(String),
}

/// A page of the trail, the newest entry first.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Its entries.
    pub entries: Vec<Shown>,
    /// Where older ones are, if there may be any.
    pub older: Option<TrailPlace>,
    /// Where newer ones are, if there may be any.
    pub newer: Option<TrailPlace>,
    /// How far the search came, where it ended before the page was full and before it had looked at everything.
    pub looked_to: Option<directory::Timestamp>,
}

impl Details {
    /// The word.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Provider(word) | Self::Name(word) => word,
        }
    }
}

/// A page of the trail. It is a search: with a filter it looks at many entries.
pub fn page(work: &mut Work, org: OrgId, filter: &TrailFilter, place: TrailPlace) -> Result<Page, Error> {
    let found = work.tx.org(org).trail(filter, place, ENTRIES_OF_PAGE)?;
    let entries = shown(work, org, found.entries)?;
    Ok(Page { entries, older: found.older, newer: found.newer, looked_to: found.looked_to })
}

/// One step of an export: some entries from this place on, the newest first, and where the next step goes on. A step that
/// found none may still have a next one.
pub fn step(
    work: &mut Work,
    org: OrgId,
    filter: &TrailFilter,
    place: TrailPlace,
) -> Result<(Vec<Shown>, Option<TrailPlace>), Error> {
    let found = work.tx.org(org).trail(filter, place, ENTRIES_OF_STEP)?;
    Ok((shown(work, org, found.entries)?, found.older))
}

/// Entries with the names of what they tell of.
pub fn shown(work: &mut Work, org: OrgId, entries: Vec<(u64, AuditEntry)>) -> Result<Vec<Shown>, Error> {
    let said: Vec<Option<Details>> = entries.iter().map(|(_, entry)| said(entry)).collect();
    let mut nameless: Vec<String> = Vec::new();
    for ((_, entry), said) in entries.iter().zip(&said) {
        if said.is_none() {
            nameless.push(entry.target.clone());
        }
        if let Actor::User(user) = &entry.actor {
            nameless.push(user.to_string());
        }
    }
    nameless.sort_unstable();
    nameless.dedup();
    let mut names = match nameless.is_empty() {
        true => HashMap::new(),
        false => {
            let nameless: Vec<&str> = nameless.iter().map(String::as_str).collect();
            work.tx.org(org).display_names(&nameless)?
        }
    };
    let connections = work.tx.connections(Some(org))?;
    names.extend(connections.iter().map(|one| (one.id.to_string(), one.name.clone())));
    let whole = |((number, entry), said): ((u64, AuditEntry), Option<Details>)| Shown {
        number,
        actor: actor(&entry.actor, &names, &connections),
        details: said.or_else(|| names.get(&entry.target).cloned().map(Details::Name)),
        entry,
    };
    Ok(entries.into_iter().zip(said).map(whole).collect())
}

/// What an entry says of itself: of tokens the provider, of all others the name that they have now, or had before.
fn said(entry: &AuditEntry) -> Option<Details> {
    let text = |value: &Value, name| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let (after, before) = (entry.after.to_value()?, entry.before.to_value()?);
    match entry.action {
        Action::TokenCreated
        | Action::TokenEnabled
        | Action::TokenDisabled
        | Action::TokenRenewed
        | Action::TokenDeleted => {
            [&after, &before].into_iter().find_map(|value| text(value, "provider")).map(Details::Provider)
        }
        _ => {
            let names = ["userName", "displayName", "email", "name"];
            let mut said =
                [&after, &before].into_iter().flat_map(|value| names.map(|name| text(value, name)));
            said.find_map(|name| name).map(Details::Name).or_else(|| own_name(entry))
        }
    }
}

/// The address of an administrator who did something that is about nobody else.
fn own_name(entry: &AuditEntry) -> Option<Details> {
    match &entry.actor {
        Actor::Administrator { id, email } if id.to_string() == entry.target => {
            Some(Details::Name(email.clone()))
        }
        _ => None,
    }
}

fn actor(actor: &Actor, names: &HashMap<String, String>, connections: &[Connection]) -> Option<String> {
    let named = |id: ConnectionId| connections.iter().find(|one| one.id == id).map(|one| one.name.clone());
    match actor {
        Actor::Provider { connection, provider, .. } => {
            Some(named(*connection).unwrap_or_else(|| provider.display_name().to_owned()))
        }
        Actor::User(user) => names.get(&user.to_string()).cloned(),
        Actor::Administrator { email, .. } => Some(email.clone()),
        Actor::CommandLine | Actor::Server => None,
    }
}
