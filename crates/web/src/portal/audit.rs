//! The audit trail: who did what to what, of an organization or of the installation.

mod area;
mod asked;
pub(super) mod difference;
mod entry;
mod export;
mod row;
mod words;

pub(crate) use entry::show;
pub(crate) use export::{Exports, export};

use super::asked::Asked as Fields;
use super::notice::Noticed;
use super::parts::Time;
use super::{Answer, Desk, Frame, Nav, Trouble, frame, page};
use app::audit::Shown;
use app::{Work, audit};
use area::Area;
use askama::Template;
use asked::Asked;
use axum::http::StatusCode;
use directory::{Action, Actor, OrgId};
use row::{Known, Row};
use store::{TrailFilter, TrailPlace};

#[derive(Template)]
#[template(path = "portal/audit.html")]
struct Page {
    frame: Frame,
    asked: Asked,
    /// Who can be asked for: words for the address, and names.
    actors: Vec<(String, String)>,
    rows: Vec<Row>,
    older: Option<String>,
    newer: Option<String>,
    looked_to: Option<Time>,
    /// What is wrong with the filter, where it leaves nothing that can be looked for.
    wrong: Option<String>,
}

/// The kinds of entries that are about the same.
struct Kinds {
    area: Area,
    name: String,
    /// Words for the address, and what they say.
    kinds: Vec<(&'static str, String)>,
}

/// A page of it, the newest first.
pub(crate) async fn list(desk: Desk, fields: Fields, Noticed(notice): Noticed) -> Answer {
    let text = |name: &str| fields.text(name).to_owned();
    let asked = Asked::of(text);
    let place = TrailPlace::parse(&text("place")).unwrap_or_default();
    let wrong = match asked.is_reversed() {
        true => desk.language().audit_reversed(),
        false => desk.language().audit_wrong(),
    };
    match asked.filter().filter(|_| !asked.is_reversed()) {
        Some(filter) => {
            let found = Page::of(&desk, asked, filter, place).await?;
            Ok(page(&Page { frame: desk.frame(Nav::Audit).noticing(notice), ..found }))
        }
        None => {
            // Nothing is found rather than everything.
            let nothing = TrailFilter { target: Some(String::new()), ..TrailFilter::default() };
            let found = Page::of(&desk, asked, nothing, place).await?;
            Ok(frame::page_with(StatusCode::UNPROCESSABLE_ENTITY, &Page { wrong: Some(wrong), ..found }))
        }
    }
}

impl Page {
    async fn of(desk: &Desk, asked: Asked, filter: TrailFilter, place: TrailPlace) -> Result<Self, Trouble> {
        let org = desk.org();
        let read = move |work: &mut Work<'_, '_>| {
            let found = audit::page(work, org, &filter, place)?;
            let known = Known::of(work, org, &found.entries)?;
            let actors = actors(work, org, &found.entries)?;
            Ok((found, known, actors))
        };
        let (found, known, named) = desk.search("read audit trail", read).await?;
        let address = |place: TrailPlace| desk.address(&format!("/audit{}", asked.query(place)));
        Ok(Self {
            frame: desk.frame(Nav::Audit),
            actors: asked::actors(desk.language(), named),
            rows: found.entries.iter().map(|shown| Row::of(desk, shown, &known)).collect(),
            older: found.older.map(address),
            newer: found.newer.map(address),
            looked_to: found.looked_to.map(Time::from),
            asked,
            wrong: None,
        })
    }

    /// The kinds of entries: areas, each with what can be asked for and what it is called.
    fn kinds(&self) -> Vec<Kinds> {
        let t = self.frame.language;
        let kind = |action: Action| (action.as_str(), t.action(action));
        let of_area =
            |area: Area| Kinds { area, name: area.name(t), kinds: area.actions().map(kind).collect() };
        Area::ALL.into_iter().map(of_area).collect()
    }
}

/// The connections and administrators there are, and those administrators of the entries who are none here (any more), such as
/// those of the installation: words for the address, and names.
fn actors(
    work: &mut Work<'_, '_>,
    org: OrgId,
    entries: &[Shown],
) -> Result<Vec<(String, String)>, app::Error> {
    let connections = work.tx.connections(Some(org))?.into_iter();
    let mut named: Vec<(String, String)> =
        connections.map(|one| (format!("connection-{}", one.id), one.name)).collect();
    let appointed = work.tx.org(org).appointments()?.into_iter();
    named.extend(appointed.map(|(_, one)| (format!("administrator-{}", one.id), one.email)));
    for shown in entries {
        let Actor::Administrator { id, email } = &shown.entry.actor else { continue };
        let word = format!("administrator-{id}");
        if named.iter().all(|(known, _)| *known != word) {
            named.push((word, email.clone()));
        }
    }
    Ok(named)
}
