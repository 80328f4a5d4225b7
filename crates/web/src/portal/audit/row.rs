//! An entry in the list.

use super::super::Desk;
use super::super::parts::Time;
use super::area::Area;
use super::difference::Difference;
use app::audit::{Details, Shown};
use app::{Error, Work};
use directory::{Action, Actor, AuditEntry, OrgId, Provider};
use i18n::Language;
use serde_json::Value;
use std::collections::HashSet;

/// An entry as the list shows it.
#[derive(Clone)]
pub(super) struct Row {
    pub(super) at: Time,
    pub(super) actor: Named,
    /// What kind of actor that is.
    pub(super) actor_kind: String,
    pub(super) event: String,
    /// Where all of it is shown.
    pub(super) address: String,
    pub(super) target: Named,
    pub(super) details: String,
}

/// A name, with the address of what has it if that still exists.
#[derive(Clone)]
pub(super) struct Named {
    pub(super) name: String,
    /// Whether that is only an id.
    pub(super) is_id: bool,
    pub(super) address: Option<String>,
}

/// What entries can lead to.
pub(super) struct Known {
    ids: HashSet<String>,
}

impl Known {
    /// What still exists of what these entries tell of.
    pub(super) fn of(work: &mut Work<'_, '_>, org: OrgId, entries: &[Shown]) -> Result<Self, Error> {
        let mut asked: Vec<String> = Vec::new();
        for shown in entries {
            asked.push(shown.entry.target.clone());
            if let Actor::User(user) = &shown.entry.actor {
                asked.push(user.to_string());
            }
        }
        let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
        let mut ids: HashSet<String> = work.tx.org(org).display_names(&asked)?.into_keys().collect();
        ids.extend(work.tx.connections(Some(org))?.iter().map(|one| one.id.to_string()));
        ids.extend(work.tx.org(org).configurations()?.iter().map(|one| one.id.to_string()));
        Ok(Self { ids })
    }

    /// The address of something there, if it is.
    fn address(&self, desk: &Desk, below: &str, id: &str) -> Option<String> {
        self.ids.contains(id).then(|| desk.address(&format!("/{below}/{id}")))
    }
}

impl Row {
    pub(super) fn of(desk: &Desk, shown: &Shown, known: &Known) -> Self {
        let (t, entry) = (desk.language(), &shown.entry);
        Self {
            at: entry.at.into(),
            actor: actor(desk, shown, known),
            actor_kind: actor_kind(t, &entry.actor),
            event: t.action(entry.action),
            address: desk.address(&format!("/audit/{}", shown.number)),
            target: target(desk, shown, known),
            details: details(t, shown),
        }
    }
}

fn actor(desk: &Desk, shown: &Shown, known: &Known) -> Named {
    let actor = &shown.entry.actor;
    let address = match actor {
        Actor::Provider { connection, .. } => known.address(desk, "connections", &connection.to_string()),
        Actor::User(user) => known.address(desk, "users", &user.to_string()),
        Actor::CommandLine | Actor::Server | Actor::Administrator { .. } => None,
    };
    let name = shown.actor.clone().unwrap_or_else(|| desk.language().actor(actor));
    Named { name, is_id: false, address }
}

fn actor_kind(language: Language, actor: &Actor) -> String {
    let kind = actor.to_json().get("kind").and_then(Value::as_str).and_then(|kind| language.actor_kind(kind));
    kind.unwrap_or_default()
}

/// What it was done to. Of a token, its own id is all that there is to tell it by.
fn target(desk: &Desk, shown: &Shown, known: &Known) -> Named {
    let entry = &shown.entry;
    let address = match Area::of(entry.action) {
        Area::Users => known.address(desk, "users", &entry.target),
        Area::Groups => known.address(desk, "groups", &entry.target),
        Area::Connections => known.address(desk, "connections", &entry.target),
        Area::Tokens => connection(entry).and_then(|id| known.address(desk, "connections", &id)),
        Area::Attributes if is_of_attribute(entry.action) => {
            known.address(desk, "connections", &entry.target)
        }
        Area::Attributes => known.address(desk, "configurations", &entry.target),
        Area::Organization => desk.organization.is_some().then(|| desk.address("")),
        Area::Administrators => None,
    };
    let organization = desk.organization.as_ref().filter(|one| one.id.to_string() == entry.target);
    let name = match &shown.details {
        None if organization.is_some() => organization.map(|one| one.name.clone()).unwrap_or_default(),
        Some(Details::Name(name)) => name.clone(),
        Some(Details::Provider(_)) | None => entry.target.clone(),
    };
    Named { is_id: name == entry.target, name, address }
}

/// The connection that a token is of.
fn connection(entry: &AuditEntry) -> Option<String> {
    let said = [&entry.after, &entry.before].into_iter().filter_map(directory::Json::to_value);
    said.into_iter().find_map(|said| said.get("connection")?.as_str().map(str::to_owned))
}

/// Of tokens the provider; of all others what changed.
fn details(language: Language, shown: &Shown) -> String {
    let entry = &shown.entry;
    match &shown.details {
        Some(Details::Provider(provider)) if provider == Provider::Generic.vendor() => {
            language.provider(Provider::Generic)
        }
        Some(Details::Provider(provider)) => provider.clone(),
        _ if is_of_attribute(entry.action) => attributes(entry),
        // Of what has come or gone everything changed.
        _ if entry.before.as_str() == "null" || entry.after.as_str() == "null" => String::new(),
        _ => Difference::of(language, entry).names(),
    }
}

fn is_of_attribute(action: Action) -> bool {
    matches!(action, Action::AttributeDeclared | Action::AttributeDeleted)
}

/// The attributes that are on one side only.
fn attributes(entry: &AuditEntry) -> String {
    let names = |said: &directory::Json| {
        let names = said.to_value().and_then(|said| said.get("attributes")?.as_array().cloned());
        let names = names.unwrap_or_default().into_iter();
        names.filter_map(|name| name.as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    let (before, after) = (names(&entry.before), names(&entry.after));
    let only = |these: &[String], those: &[String]| {
        these.iter().filter(|name| !those.contains(name)).cloned().collect::<Vec<_>>()
    };
    [only(&after, &before), only(&before, &after)].concat().join(", ")
}
