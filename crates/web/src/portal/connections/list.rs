//! The connections of an organization, and a new one.

use super::address;
use crate::portal::frame::{self, Frame, Nav, page};
use crate::portal::notice::Noticed;
use crate::portal::order::Admin;
use crate::portal::parts::health;
use crate::portal::parts::{Pill, Time, Tone};
use crate::portal::{Answer, Desk, Notice, Order, Trouble};
use app::overview::{self, ConnectionLine};
use app::{Error, connections};
use askama::Template;
use axum::http::StatusCode;
use directory::{Provider, Refusal};
use i18n::Language;

#[derive(Template)]
#[template(path = "portal/connections/list.html")]
struct Page {
    frame: Frame,
    connections: Vec<Line>,
    picked: Option<Provider>,
    name: String,
    wrong: Option<String>,
}

/// A connection in the list.
struct Line {
    address: String,
    name: String,
    provider: String,
    enabled: Pill,
    health: Pill,
    users: u64,
    groups: u64,
    last: Option<Time>,
}

/// The list.
pub(crate) async fn show(desk: Desk, Noticed(notice): Noticed) -> Answer {
    let frame = desk.frame(Nav::Connections).noticing(notice);
    let connections = lines(&desk).await?;
    Ok(page(&Page { frame, connections, picked: None, name: String::new(), wrong: None }))
}

/// Leads to the connection of a provider, which is made where there is none; with a name, another one is made.
pub(crate) async fn create(order: Order<Admin>) -> Answer {
    let (provider, name) = (Provider::parse(order.form.text("provider")), order.form.text("name").to_owned());
    let Some(provider) = provider else {
        let said = order.desk.language().connections_pick_one();
        return refused(&order.desk, None, name, said).await;
    };
    let (org, asked) = (order.desk.org(), name.clone());
    let made = order.write("create connection", move |work, actor| {
        let known = connections::list(work, Some(org))?.into_iter().find(|one| one.provider == provider);
        match known.filter(|_| asked.is_empty()) {
            Some(known) => Ok((known, false)),
            None => {
                let name = Some(asked.as_str()).filter(|name| !name.is_empty());
                Ok((connections::create(work, actor, org, (provider, name, None))?, true))
            }
        }
    });
    match made.await {
        Ok((connection, true)) => Ok(Notice::ConnectionCreated.at(&address(&order.desk, connection.id))),
        Ok((connection, false)) => Ok(Notice::ConnectionThere.at(&address(&order.desk, connection.id))),
        Err(Error::Refused(refusal @ (Refusal::BadName | Refusal::ConnectionNameTaken))) => {
            let said = order.desk.language().refusal(&refusal);
            refused(&order.desk, Some(provider), name, said).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn refused(desk: &Desk, picked: Option<Provider>, name: String, wrong: String) -> Answer {
    let (frame, connections) = (desk.frame(Nav::Connections), lines(desk).await?);
    let page = Page { frame, connections, picked, name, wrong: Some(wrong) };
    Ok(frame::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

async fn lines(desk: &Desk) -> Result<Vec<Line>, Trouble> {
    let org = desk.org();
    let listed = desk.read("list connections", move |work| overview::connections(work, org)).await?;
    let line = |line: ConnectionLine| Line {
        address: address(desk, line.connection.id),
        provider: desk.language().provider(line.connection.provider),
        enabled: enabled_pill(desk.language(), line.connection.enabled),
        health: health(desk.language(), line.health).0,
        users: line.size.users,
        groups: line.size.groups,
        last: line.last_call.map(Time::from),
        name: line.connection.name,
    };
    Ok(listed.into_iter().map(line).collect())
}

/// Whether SCIM is on, as a light.
fn enabled_pill(language: Language, enabled: bool) -> Pill {
    if enabled {
        Pill::new(Tone::Good, language.connections_on())
    } else {
        Pill::new(Tone::Off, language.connections_off())
    }
}
