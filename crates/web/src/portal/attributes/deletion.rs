//! Deleting an attribute of a connection, after a look at what goes with it.

use super::super::order::Admin;
use super::super::{Answer, Desk, Frame, Nav, Notice, Order, Trouble, frame, page};
use super::connection_of;
use app::{Error, Work, attributes, people};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use directory::user::Source;
use directory::{Actor, Configuration, Connection, ConnectionId, OrgId, Refusal, Role};

/// Beyond so many users of a connection it is not counted how many of them have a value.
const COUNTED_MAX: u64 = 1_000;

#[derive(Template)]
#[template(path = "portal/attribute_deletion.html")]
struct Page {
    frame: Frame,
    name: String,
    connection: String,
    touched: Touched,
    /// Other connections that declare it as well.
    others: Vec<String>,
    /// The configurations that use it, with their addresses.
    used_by: Vec<(String, String)>,
    /// Why it cannot be deleted.
    refused: Option<String>,
    action: String,
}

/// How many users have a value.
#[derive(Clone, Copy)]
enum Touched {
    Exactly(u64),
    AtMost(u64),
}

struct Found {
    connection: Connection,
    name: String,
    touched: Touched,
    others: Vec<String>,
    configurations: Vec<Configuration>,
    refused: Option<Refusal>,
}

/// What goes with it, and the button.
pub(crate) async fn deletion(
    desk: Desk,
    Path((_, connection, name)): Path<(String, String, String)>,
) -> Answer {
    if !desk.may(Role::Admin) {
        return Err(Trouble::Forbidden(Role::Admin));
    }
    let id = ConnectionId::parse(&connection).ok_or(Trouble::NotFound)?;
    Ok(page(&Page::of(&desk, id, name).await?))
}

/// Deletes it.
pub(crate) async fn delete(
    Path((_, connection, name)): Path<(String, String, String)>,
    order: Order<Admin>,
) -> Answer {
    let id = ConnectionId::parse(&connection).ok_or(Trouble::NotFound)?;
    let (org, asked) = (order.desk.org(), name.clone());
    let deleted = order.write("delete attribute", move |work, actor| {
        connection_of(work, org, id)?;
        attributes::delete(work, actor, id, &asked)
    });
    match deleted.await {
        Ok(_) => Ok(Notice::AttributeRemoved.at(&order.desk.address("/attributes"))),
        // The page finds the same reason.
        Err(Error::Refused(Refusal::Attribute(_))) => {
            let page = Page::of(&order.desk, id, name).await?;
            Ok(frame::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(error) => Err(error.into()),
    }
}

impl Page {
    async fn of(desk: &Desk, id: ConnectionId, name: String) -> Result<Self, Trouble> {
        let org = desk.org();
        let found = desk.read("look at attribute", move |work| found(work, org, id, &name)).await?;
        let address = |one: &Configuration| desk.address(&format!("/configurations/{}", one.id));
        Ok(Self {
            frame: desk.frame(Nav::Attributes),
            action: desk.address(&format!("/attributes/{id}/{}/deletion", found.name)),
            connection: found.connection.name,
            touched: found.touched,
            others: found.others,
            used_by: found.configurations.iter().map(|one| (one.name.clone(), address(one))).collect(),
            refused: found.refused.map(|refusal| desk.language().refusal(&refusal)),
            name: found.name,
        })
    }

    fn users(&self) -> String {
        let language = self.frame.language;
        match self.touched {
            Touched::Exactly(0) => language.attributes_deletion_nobody(),
            Touched::Exactly(count) => language.attributes_deletion_users(count),
            Touched::AtMost(count) => language.attributes_deletion_users_at_most(count),
        }
    }
}

fn found(work: &mut Work, org: OrgId, id: ConnectionId, asked: &str) -> Result<Found, Error> {
    let connection = connection_of(work, org, id)?;
    let all = work.tx.connections(Some(org))?;
    let mut configurations = work.tx.org(org).configurations()?;
    let texts = work.tx.org(org).texts()?;
    // The same decision as the button's, of which nothing is saved.
    let decided =
        connection.undeclare(asked, (&configurations, &texts), &Actor::Server, &mut work.ids, work.now);
    let spelt =
        |one: &Connection| one.attributes.iter().find(|name| name.eq_ignore_ascii_case(asked)).cloned();
    let name = spelt(&connection).ok_or(Error::NotFound)?;
    let others = all.iter().filter(|other| other.id != id && spelt(other).is_some());
    configurations.retain(|one| one.variables().any(|variable| variable == name));
    Ok(Found {
        touched: touched(work, &connection, &name)?,
        others: others.map(|other| other.name.clone()).collect(),
        configurations,
        refused: decided.err(),
        connection,
        name,
    })
}

fn touched(work: &mut Work, connection: &Connection, name: &str) -> Result<Touched, Error> {
    let source = Some(Source::Connection(connection.id));
    let all = people::list(work, connection.org, source, None, (1, 0))?.total;
    let Some(urn) = connection.policy.custom_extension.urn().filter(|_| all <= COUNTED_MAX) else {
        return Ok(Touched::AtMost(all));
    };
    let mut count = 0;
    for user in work.tx.org(connection.org).users_behind(connection.id, None, COUNTED_MAX)? {
        let has = user.resource.mentions(&urn, name)
            && user.resource.read()?.extension(&urn).is_some_and(|extension| extension.get(name).is_some());
        count += u64::from(has);
    }
    Ok(Touched::Exactly(count))
}
