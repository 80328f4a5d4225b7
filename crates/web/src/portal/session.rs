//! Signing in and out, and the language of whoever is there.

use super::asked::Asked;
use super::back::way_back;
use super::notice::Noticed;
use super::{Answer, Form, Frame, Nav, Notice, Trouble, Visitor, frame, page, signing};
use crate::Web;
use app::sessions::sign_out as end;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use directory::OrgId;
use i18n::Language;

#[derive(Template)]
#[template(path = "portal/session.html")]
struct Page {
    frame: Frame,
    email: String,
    back: String,
    wrong: bool,
}

/// Leads to where whoever is there has something to see.
pub(crate) async fn home(State(web): State<Web>, visitor: Visitor) -> Answer {
    let base = &visitor.base;
    let Some(who) = &visitor.signed_in else {
        let begun = web.app.read("look for an owner", app::sessions::has_begun).await?;
        let first = if begun { "session" } else { "setup/link" };
        return Ok(Redirect::to(&format!("{base}/{first}")).into_response());
    };
    let own: Vec<OrgId> = who.appointments.iter().map(|appointment| appointment.org).collect();
    let address = match own.as_slice() {
        [only] if *only != OrgId::INSTALLATION => format!("{base}/organizations/{only}"),
        _ => format!("{base}/organizations"),
    };
    Ok(Redirect::to(&address).into_response())
}

/// The form to sign in.
pub(crate) async fn show(visitor: Visitor, Noticed(notice): Noticed, asked: Asked) -> Response {
    let back = asked.text("return").to_owned();
    if visitor.signed_in.is_some() {
        return Redirect::to(&way_back(&visitor, &back)).into_response();
    }
    let frame = Frame::bare(&visitor, Nav::None).noticing(notice);
    page(&Page { frame, email: String::new(), back, wrong: false })
}

/// Signs in.
pub(crate) async fn sign_in(State(web): State<Web>, visitor: Visitor, form: Form) -> Answer {
    web.attempts.take_network(visitor.network)?;
    let (email, back) = (form.text("email").to_owned(), form.text("return").to_owned());
    match signing::sign_in(&web, &email, form.raw("password").to_owned()).await? {
        Some(ticket) => {
            end_before(&web, &visitor).await?;
            visitor.take_session(&ticket);
            Ok(Redirect::to(&way_back(&visitor, &back)).into_response())
        }
        None => {
            let frame = Frame::bare(&visitor, Nav::None);
            let page = Page { frame, email, back, wrong: true };
            Ok(frame::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}

/// Ends the session that the browser carried before it gets another one.
pub(super) async fn end_before(web: &Web, visitor: &Visitor) -> Result<(), Trouble> {
    if let Some(before) = &visitor.signed_in {
        let before = before.session.ticket.clone();
        web.app.write("sign out", move |work| end(work, &before)).await?;
    }
    Ok(())
}

/// Signs out.
pub(crate) async fn sign_out(State(web): State<Web>, visitor: Visitor, _form: Form) -> Answer {
    if let Some(who) = &visitor.signed_in {
        let ticket = who.session.ticket.clone();
        web.app.write("sign out", move |work| end(work, &ticket)).await?;
    }
    visitor.drop_session();
    Ok(Notice::SignedOut.at(&format!("{}/session", visitor.base)))
}

/// Remembers a language: in the browser, and for whoever is signed in.
pub(crate) async fn choose_language(State(web): State<Web>, visitor: Visitor, form: Form) -> Answer {
    let language = Language::parse(form.text("language")).ok_or(Trouble::NotFound)?;
    visitor.remember_language(language);
    if let Some(who) = &visitor.signed_in {
        let id = who.administrator.id;
        let choose =
            move |work: &mut app::Work<'_, '_>| Ok(work.tx.set_language(id, Some(language.tag()))?);
        web.app.write("choose language", choose).await?;
    }
    Ok(Redirect::to(&way_back(&visitor, form.text("return"))).into_response())
}
