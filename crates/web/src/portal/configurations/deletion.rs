//! Deleting a configuration, after a look at it.

use super::super::order::Admin;
use super::super::{Answer, Desk, Frame, Nav, Notice, Order, Trouble, page};
use super::one;
use app::configurations;
use askama::Template;
use axum::extract::Path;
use directory::ConfigurationId;

#[derive(Template)]
#[template(path = "portal/configuration_deletion.html")]
struct Page {
    frame: Frame,
    address: String,
    name: String,
    fields: Vec<(String, String)>,
}

/// What goes, and the button.
pub(crate) async fn deletion(desk: Desk, Path((_, id)): Path<(String, String)>) -> Answer {
    let (org, id) = (desk.org(), ConfigurationId::parse(&id).ok_or(Trouble::NotFound)?);
    let found = desk.read("look up configuration", move |work| one(work, org, id)).await?;
    let fields = found.fields.into_iter().map(|field| (field.name, field.template.as_str().to_owned()));
    Ok(page(&Page {
        frame: desk.frame(Nav::Configurations),
        address: desk.address(&format!("/configurations/{id}")),
        name: found.name,
        fields: fields.collect(),
    }))
}

/// Deletes it.
pub(crate) async fn delete(Path((_, id)): Path<(String, String)>, order: Order<Admin>) -> Answer {
    let (org, id) = (order.desk.org(), ConfigurationId::parse(&id).ok_or(Trouble::NotFound)?);
    order
        .write("delete configuration", move |work, actor| {
            one(work, org, id)?;
            configurations::delete(work, actor, org, &id.to_string())
        })
        .await?;
    Ok(Notice::ConfigurationDeleted.at(&order.desk.address("/configurations")))
}
