//! A custom attribute that is deleted; they are declared with the settings.

use crate::portal::connections::{At, Head, Tab, address, change, for_admin, standing};
use crate::portal::frame::{Frame, Nav, page, page_with};
use crate::portal::order::Admin;
use crate::portal::{Answer, Desk, Notice, Order, Trouble};
use app::{Error, attributes};
use askama::Template;
use axum::http::StatusCode;

#[derive(Template)]
#[template(path = "portal/connections/attribute_deletion.html")]
struct Page {
    frame: Frame,
    head: Head,
    name: String,
    wrong: Option<String>,
}

/// The notice before an attribute is deleted.
pub(crate) async fn deletion(desk: Desk, at: At) -> Answer {
    for_admin(&desk)?;
    Ok(page(&Page::of(&desk, &at).await?))
}

/// Deletes an attribute.
pub(crate) async fn delete(at: At, order: Order<Admin>) -> Answer {
    let (desk, name) = (&order.desk, at.item.clone());
    let deleted = change(&order, &at, "delete attribute", move |work, actor, connection| {
        attributes::delete(work, actor, connection.id, &name)
    });
    match deleted.await? {
        Ok((connection, _)) => {
            let address = format!("{}/settings", address(desk, connection.id));
            Ok(Notice::AttributeDeleted.at(&address))
        }
        Err(Error::Refused(refusal)) => {
            let wrong = Some(desk.language().refusal(&refusal));
            let page = Page { wrong, ..Page::of(desk, &at).await? };
            Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(error) => Err(error.into()),
    }
}

impl Page {
    async fn of(desk: &Desk, at: &At) -> Result<Self, Trouble> {
        let standing = standing(desk, at).await?;
        let known = standing.connection.attributes.iter().find(|name| **name == at.item);
        let name = known.cloned().ok_or(Trouble::NotFound)?;
        let head = Head::of(desk, &standing, Tab::Settings);
        Ok(Self { frame: desk.frame(Nav::Connections), head, name, wrong: None })
    }
}
