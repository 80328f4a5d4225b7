//! An organization at a glance.

mod attention;
mod chart;

use super::notice::Noticed;
use super::parts::{Pill, Time, Tone, health};
use super::{Answer, Desk, Frame, Nav, page};
use app::overview::{self, ConnectionLine, Overview};
use askama::Template;
use attention::Item;
use chart::Chart;
use directory::user::Source;
use directory::{Role, Seats, Stage, Status};
use store::{Census, StatusKind};

#[derive(Template)]
#[template(path = "portal/overview.html")]
struct Page {
    frame: Frame,
    attention: Vec<Item>,
    statuses: Vec<Line>,
    sources: Vec<SourceLine>,
    users: u64,
    groups: u64,
    seats: Seats,
    connections: Vec<Connected>,
    /// Whether somebody who can add administrators sees an organization that has none of its own.
    lacks_administrator: bool,
    charts: Vec<Chart>,
}

/// How many users there are of a status.
#[derive(Clone)]
struct Line {
    pill: Pill,
    count: u64,
    address: String,
}

/// What a source has brought in.
#[derive(Clone)]
struct SourceLine {
    name: String,
    users: u64,
    groups: u64,
    address: String,
}

/// A connection, and how it is doing.
#[derive(Clone)]
struct Connected {
    name: String,
    provider: String,
    address: String,
    health: Pill,
    about: String,
    last_call: Option<Time>,
}

/// The page.
pub(crate) async fn show(desk: Desk, Noticed(notice): Noticed) -> Answer {
    let org = desk.org();
    let read = move |work: &mut app::Work<'_, '_>| {
        let has_administrator = !work.tx.org(org).appointments()?.is_empty();
        Ok((overview::get(work, org)?, work.tx.org(org).census()?, has_administrator, work.now))
    };
    let (found, census, has_administrator, now) = desk.search("read overview", read).await?;
    let t = desk.language();
    Ok(page(&Page {
        attention: attention::items(&desk, &found, now),
        statuses: statuses(&desk, &census),
        users: census.users.iter().map(|(_, _, count)| count).sum(),
        groups: census.groups.iter().map(|(_, count)| count).sum(),
        sources: sources(&desk, &found),
        seats: found.organization.seats,
        connections: found.connections.iter().map(|line| connected(&desk, line)).collect(),
        lacks_administrator: !has_administrator && desk.may(Role::Owner),
        charts: chart::all(t, &found.activity),
        frame: desk.frame(Nav::Overview).noticing(notice),
    }))
}

impl Page {
    /// Whether there is nobody yet, and nobody who could bring them in.
    fn is_new(&self) -> bool {
        self.connections.is_empty() && self.users == 0
    }
}

fn statuses(desk: &Desk, census: &Census) -> Vec<Line> {
    let line = |kind: StatusKind| {
        let those = census.users.iter().filter(|(_, status, _)| StatusKind::of(*status) == kind);
        let (_, status, _) = those.clone().next()?;
        Some(Line {
            pill: Pill::new(tone(*status), desk.language().status(*status)),
            count: those.map(|(_, _, count)| count).sum(),
            address: desk.address(&format!("/users?status={}", kind.as_str())),
        })
    };
    StatusKind::ALL.into_iter().filter_map(line).collect()
}

fn tone(status: Status) -> Tone {
    match status {
        Status::On(Stage::Staged) => Tone::Plain,
        Status::On(Stage::Invited | Stage::Accepted) => Tone::Waiting,
        Status::On(Stage::Confirmed) => Tone::Good,
        Status::Disabled(_) => Tone::Off,
        Status::Revoked(_) => Tone::Bad,
    }
}

/// What each connection has brought in, and what the organization has of its own.
fn sources(desk: &Desk, found: &Overview) -> Vec<SourceLine> {
    let line = |source: Source, name: String, size: store::Size| {
        let word = match source {
            Source::Local => "local".to_owned(),
            Source::Connection(id) => id.to_string(),
        };
        let address = desk.address(&format!("/users?source={word}"));
        SourceLine { name, users: size.users, groups: size.groups, address }
    };
    let t = desk.language();
    let of_connection = |one: &ConnectionLine| {
        let (id, provider) = (one.connection.id, one.connection.provider);
        let mut name = t.source(Some(provider));
        // Several connections of one provider are told apart by their names.
        if found.connections.iter().filter(|other| other.connection.provider == provider).count() > 1 {
            name = format!("{name} · {}", one.connection.name);
        }
        line(Source::Connection(id), name, one.size)
    };
    let mut all: Vec<SourceLine> = found.connections.iter().map(of_connection).collect();
    all.push(line(Source::Local, t.source(None), found.local));
    all
}

fn connected(desk: &Desk, line: &ConnectionLine) -> Connected {
    let (health, about) = health(desk.language(), line.health);
    Connected {
        name: line.connection.name.clone(),
        provider: desk.language().provider(line.connection.provider),
        address: desk.address(&format!("/connections/{}", line.connection.id)),
        health,
        about,
        last_call: line.last_call.map(Time::from),
    }
}
