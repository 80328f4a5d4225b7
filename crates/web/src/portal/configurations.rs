//! Configurations: what the product is told of each user, field by field.

mod deletion;
mod draft;
mod editor;
mod preview;

pub(crate) use deletion::{delete, deletion};
pub(crate) use editor::{blank, create, draft_of_new, draft_of_one, save, show};

use super::notice::Noticed;
use super::parts::Time;
use super::{Answer, Desk, Frame, Nav, page};
use app::{Error, Work, configurations};
use askama::Template;
use directory::configuration::CONFIGURATIONS_MAX;
use directory::{Configuration, ConfigurationId, OrgId};

#[derive(Template)]
#[template(path = "portal/configurations.html")]
struct Page {
    frame: Frame,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    address: String,
    fields: Vec<String>,
    created: Time,
}

/// The configurations of the organization.
pub(crate) async fn list(desk: Desk, Noticed(notice): Noticed) -> Answer {
    let org = desk.org();
    let found = desk.read("list configurations", move |work| configurations::list(work, org)).await?;
    let row = |one: Configuration| Row {
        address: desk.address(&format!("/configurations/{}", one.id)),
        fields: one.fields.into_iter().map(|field| field.name).collect(),
        created: one.created.into(),
        name: one.name,
    };
    let rows = found.into_iter().map(row).collect();
    Ok(page(&Page { frame: desk.frame(Nav::Configurations).noticing(notice), rows }))
}

impl Page {
    fn has_room(&self) -> bool {
        self.rows.len() < CONFIGURATIONS_MAX
    }

    fn most(&self) -> usize {
        CONFIGURATIONS_MAX
    }
}

/// A configuration of the organization. Names lead nowhere: an address is to stay what it is.
fn one(work: &mut Work, org: OrgId, id: ConfigurationId) -> Result<Configuration, Error> {
    configurations::list(work, org)?.into_iter().find(|one| one.id == id).ok_or(Error::NotFound)
}
