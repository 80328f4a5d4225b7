//! The organizations that somebody sees.

use super::notice::Noticed;
use super::{Answer, Frame, Nav, Notice, Order, Owner, Trouble, Visitor, frame, page};
use crate::Web;
use app::{Error, organizations};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use directory::{OrgId, Organization, Refusal};

#[derive(Template)]
#[template(path = "portal/organizations.html")]
struct Page {
    frame: Frame,
    organizations: Vec<Organization>,
    typed: String,
    wrong: Option<String>,
}

/// All organizations for the product's staff, and for others their own.
pub(crate) async fn list(State(web): State<Web>, visitor: Visitor, Noticed(notice): Noticed) -> Answer {
    let organizations = seen(&web, &visitor).await?;
    let frame = Frame::bare(&visitor, Nav::Organizations).noticing(notice);
    Ok(page(&Page { frame, organizations, typed: String::new(), wrong: None }))
}

/// Makes one.
pub(crate) async fn create(order: Order<Owner>) -> Answer {
    let name = order.form.text("name").to_owned();
    let asked = name.clone();
    match order
        .write("create organization", move |work, actor| organizations::create(work, actor, &asked))
        .await
    {
        Ok(made) => {
            let address = format!("{}/organizations/{}", order.desk.visitor.base, made.id);
            Ok(Notice::OrganizationCreated.at(&address))
        }
        Err(Error::Refused(why @ (Refusal::BadName | Refusal::OrganizationNameTaken))) => {
            let visitor = &order.desk.visitor;
            let organizations = seen(&order.desk.web, visitor).await?;
            let frame = Frame::bare(visitor, Nav::Organizations);
            let page =
                Page { frame, organizations, typed: name, wrong: Some(visitor.language.refusal(&why)) };
            Ok(frame::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(error) => Err(error.into()),
    }
}

async fn seen(web: &Web, visitor: &Visitor) -> Result<Vec<Organization>, Trouble> {
    let who = visitor.signed_in.clone().ok_or(Trouble::SignIn)?;
    let list = web.app.read("list organizations", move |work| {
        if who.role_in(OrgId::INSTALLATION).is_some() {
            return organizations::list(work);
        }
        let own = who.appointments.iter().map(|appointment| work.tx.organization(appointment.org));
        Ok(own.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    });
    Ok(list.await?)
}
