//! The attributes that configurations can use: those that every user has, and those that connections declare.

mod deletion;
mod variable;

pub(crate) use deletion::{delete, deletion};
pub(super) use variable::{Variable, variables};

use super::notice::Noticed;
use super::order::Admin;
use super::parts::{Pill, Time, Tone};
use super::{Answer, Desk, Frame, Nav, Notice, Order, Trouble, page};
use app::attributes::Unsent;
use app::{Error, Work, attributes, connections, people};
use askama::Template;
use axum::http::StatusCode;
use directory::attribute::{Gap, NAME_CHARS_MAX};
use directory::user::Source;
use directory::{
    Action, AuditEntry, Configuration, Connection, ConnectionId, Json, OrgId, Purge, Refusal, Timestamp,
};
use i18n::Language;
use scim::ResourceType;
use scim::filter::{Filter, Syntax};
use store::{TrailFilter, TrailPlace};

/// How often a removal is looked at where no script runs, in seconds.
const REMOVAL_SECONDS: u32 = 5;
/// Of how many declarations the times are looked for.
const DECLARATIONS_MAX: usize = 200;

#[derive(Template)]
#[template(path = "portal/attributes.html")]
struct Page {
    frame: Frame,
    custom: Vec<Declared>,
    lacking: Vec<Lacking>,
    unsent: Vec<Lacking>,
    removals: Vec<Removal>,
    /// Whether there is any connection.
    connected: bool,
    /// The connections that may declare one: their ids and names.
    open: Vec<(String, String)>,
    built_in: Vec<Variable>,
    typed: Typed,
    wrong: Option<String>,
}

/// What stands in the form.
#[derive(Clone, Default)]
struct Typed {
    connection: String,
    name: String,
}

/// An attribute of one connection.
#[derive(Clone)]
struct Declared {
    name: String,
    path: String,
    connection: (String, String),
    /// The configurations that use it, with their addresses.
    used_by: Vec<(String, String)>,
    /// When it was declared, if the trail still tells.
    declared: Option<Time>,
}

/// A connection that does not declare what others do, or does not send what it declares.
#[derive(Clone)]
struct Lacking {
    id: String,
    words: String,
    /// Each with the configurations that use it.
    attributes: Vec<(String, Vec<String>)>,
}

/// Values that are still being removed.
#[derive(Clone)]
struct Removal {
    attribute: String,
    connection: String,
    done: u64,
    all: u64,
}

/// What the page shows of the database.
struct Found {
    overview: attributes::Overview,
    unsent: Vec<Unsent>,
    connections: Vec<Connection>,
    configurations: Vec<Configuration>,
    removals: Vec<Removal>,
    /// The newest entries of the trail that tell of a declaration.
    trail: Vec<(u64, AuditEntry)>,
}

/// The page.
pub(crate) async fn list(desk: Desk, Noticed(notice): Noticed) -> Answer {
    let shown = Page::of(&desk, Typed::default(), None).await?;
    let frame = shown.frame.noticing(notice);
    let frame = if shown.removals.is_empty() { frame } else { frame.refreshing(REMOVAL_SECONDS) };
    Ok(page(&Page { frame, ..shown }))
}

/// Declares one on a connection.
pub(crate) async fn declare(order: Order<Admin>) -> Answer {
    let text = |name| order.form.text(name).to_owned();
    let typed = Typed { connection: text("connection"), name: text("name") };
    let id = ConnectionId::parse(&typed.connection).ok_or(Trouble::NotFound)?;
    let (org, name) = (order.desk.org(), typed.name.clone());
    let declared = order.write("declare attribute", move |work, actor| {
        connection_of(work, org, id)?;
        attributes::declare(work, actor, id, &name)
    });
    match declared.await {
        Ok(_) => Ok(Notice::AttributeAdded.at(&order.desk.address("/attributes"))),
        Err(Error::Refused(refusal @ Refusal::Attribute(_))) => {
            let wrong = order.desk.language().refusal(&refusal);
            let page = Page::of(&order.desk, typed, Some(wrong)).await?;
            Ok(super::frame::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(error) => Err(error.into()),
    }
}

/// A connection, if it is that organization's.
fn connection_of(work: &mut Work, org: OrgId, id: ConnectionId) -> Result<Connection, Error> {
    let connection = connections::get(work, id)?;
    if connection.org == org { Ok(connection) } else { Err(Error::NotFound) }
}

impl Page {
    async fn of(desk: &Desk, typed: Typed, wrong: Option<String>) -> Result<Self, Trouble> {
        let org = desk.org();
        let found = desk.read("list attributes", move |work| found(work, org)).await?;
        let open = found.connections.iter().filter(|one| one.policy.custom_extension.urn().is_some());
        Ok(Self {
            frame: desk.frame(Nav::Attributes),
            custom: declared(desk, &found),
            lacking: lacking(desk.language(), &found.overview.gaps),
            unsent: unsent(desk.language(), &found.unsent),
            connected: !found.connections.is_empty(),
            open: open.map(|one| (one.id.to_string(), one.name.clone())).collect(),
            built_in: variable::built_in(desk.language()),
            removals: found.removals,
            typed,
            wrong,
        })
    }

    fn idp(&self) -> Pill {
        Pill::new(Tone::Plain, self.frame.language.custom_attribute())
    }

    fn built_in_pill(&self) -> Pill {
        Pill::new(Tone::Off, self.frame.language.built_in_attribute())
    }

    fn most(&self) -> usize {
        NAME_CHARS_MAX
    }

    /// How a configuration writes it.
    fn written(&self, name: &str) -> String {
        variable::written(name)
    }
}

impl Found {
    /// When an attribute was declared: the trail tells of each declaration which ones there were before and after.
    fn declared(&self, connection: &Connection, name: &str) -> Option<Timestamp> {
        let id = connection.id.to_string();
        let has = |said: &Json| {
            let names = said.to_value().and_then(|said| said.get("attributes")?.as_array().cloned());
            names.is_some_and(|names| names.iter().any(|known| known == name))
        };
        let tells = |entry: &&AuditEntry| entry.target == id && has(&entry.after) && !has(&entry.before);
        self.trail.iter().map(|(_, entry)| entry).find(tells).map(|entry| entry.at)
    }
}

fn found(work: &mut Work, org: OrgId) -> Result<Found, Error> {
    let overview = attributes::list(work, org)?;
    let unsent = attributes::unsent(work, org)?;
    let connections = connections::list(work, Some(org))?;
    let configurations = app::configurations::list(work, org)?;
    let mut removals = Vec::new();
    for purge in &overview.purges {
        removals.push(removal(work, org, &connections, purge)?);
    }
    let declarations = TrailFilter { actions: vec![Action::AttributeDeclared], ..TrailFilter::default() };
    let trail = work.tx.org(org).trail(&declarations, TrailPlace::Newest, DECLARATIONS_MAX)?.entries;
    Ok(Found { overview, unsent, connections, configurations, removals, trail })
}

/// How far a removal has come, in users.
fn removal(work: &mut Work, org: OrgId, known: &[Connection], purge: &Purge) -> Result<Removal, Error> {
    let source = Some(Source::Connection(purge.connection));
    let all = people::list(work, org, source, None, (1, 0))?.total;
    let left = match purge.after {
        Some(after) => {
            let filter = Filter::parse(&format!("id gt \"{after}\""), Syntax::STRICT)?;
            let filter = filter.bind_any(&ResourceType::user())?;
            people::list(work, org, source, Some(filter), (1, 0))?.total
        }
        None => all,
    };
    let name = known.iter().find(|one| one.id == purge.connection).map(|one| one.name.clone());
    Ok(Removal {
        attribute: purge.attribute.clone(),
        connection: name.unwrap_or_default(),
        done: all.saturating_sub(left),
        all,
    })
}

fn declared(desk: &Desk, found: &Found) -> Vec<Declared> {
    let uses = |name: &str| {
        let used = found.configurations.iter().filter(|one| one.variables().any(|variable| variable == name));
        used.map(|one| (one.name.clone(), desk.address(&format!("/configurations/{}", one.id)))).collect()
    };
    let row = |name: &str, connection: &Connection| Declared {
        name: name.to_owned(),
        path: format!("{}:{name}", connection.policy.custom_extension.urn().unwrap_or_default()),
        connection: (connection.name.clone(), connection.id.to_string()),
        used_by: uses(name),
        declared: found.declared(connection, name).map(Time::from),
    };
    let rows = found.overview.attributes.iter();
    rows.flat_map(|(name, on)| on.iter().map(move |connection| row(name, connection))).collect()
}

/// What each connection lacks.
fn lacking(language: Language, gaps: &[Gap]) -> Vec<Lacking> {
    let line = |gap: &Gap| Lacking {
        id: gap.connection.to_string(),
        words: language.attributes_lacking(&gap.name),
        attributes: vec![(gap.attribute.clone(), gap.configurations.clone())],
    };
    by_connection(gaps.iter().map(line))
}

/// What each connection does not send.
fn unsent(language: Language, unsent: &[Unsent]) -> Vec<Lacking> {
    let line = |one: &Unsent| Lacking {
        id: one.connection.to_string(),
        words: match one.looked_at {
            None => language.attributes_unsent(&one.name),
            Some(count) => language.attributes_unsent_lately(&one.name, count),
        },
        attributes: vec![(one.attribute.clone(), one.configurations.clone())],
    };
    by_connection(unsent.iter().map(line))
}

/// One line of each connection, whose lines follow each other.
fn by_connection(lines: impl Iterator<Item = Lacking>) -> Vec<Lacking> {
    let mut all: Vec<Lacking> = Vec::new();
    for line in lines {
        match all.last_mut() {
            Some(last) if last.id == line.id => last.attributes.extend(line.attributes),
            _ => all.push(line),
        }
    }
    all
}
