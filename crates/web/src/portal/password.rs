//! A forgotten password: a mail has a link, and the link lets its reader choose another one.

use super::signing::{self, no_sooner};
use super::{Answer, Form, Frame, Nav, Notice, Trouble, Visitor, frame, page, session};
use crate::Web;
use app::{Error, sessions};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use directory::administrator::{EMAIL_CHARS_MAX, LINK_MILLIS, PASSWORD_CHARS_MIN, Ticket};
use directory::{Administrator, Refusal};
use std::time::Instant;

#[derive(Template)]
#[template(path = "portal/password.html")]
struct Page {
    frame: Frame,
}

#[derive(Template)]
#[template(path = "portal/password_choice.html")]
struct ChoicePage {
    frame: Frame,
    email: String,
    /// Whether there is no password yet, and no browser to be signed out of.
    is_first: bool,
    wrong: Option<String>,
}

#[derive(Template)]
#[template(path = "portal/password_over.html")]
struct OverPage {
    frame: Frame,
}

/// The form to ask for a mail.
pub(crate) async fn show(visitor: Visitor) -> Response {
    page(&Page { frame: Frame::bare(&visitor, Nav::None) })
}

/// Lets a mail be sent, if there is such an account. Whether there is, nobody is told, and it takes the same time.
pub(crate) async fn ask(State(web): State<Web>, visitor: Visitor, form: Form) -> Answer {
    web.attempts.take_network(visitor.network)?;
    let (begun, email) = (Instant::now(), form.text("email").to_owned());
    web.attempts.take_mail(&email)?;
    let language = visitor.language.tag();
    web.app.write("forget password", move |work| sessions::forgot(work, &email, language)).await?;
    no_sooner(begun).await;
    Ok(Notice::PasswordMailed.at(&format!("{}/session", visitor.base)))
}

/// The form to choose a password, or how to get a link that works.
pub(crate) async fn show_choice(
    State(web): State<Web>,
    visitor: Visitor,
    Path(ticket): Path<String>,
) -> Answer {
    let frame = Frame::bare(&visitor, Nav::None);
    match chooser(&web, &ticket).await? {
        Some((_, who)) => {
            let is_first = who.password.is_none();
            Ok(page(&ChoicePage { frame, email: who.email, is_first, wrong: None }))
        }
        None => Ok(over(frame)),
    }
}

/// Takes the password that was chosen, and signs in.
pub(crate) async fn choose(
    State(web): State<Web>,
    visitor: Visitor,
    Path(ticket): Path<String>,
    form: Form,
) -> Answer {
    web.attempts.take_network(visitor.network)?;
    let frame = Frame::bare(&visitor, Nav::None);
    // Nobody without a link makes the server hash passwords.
    let Some((ticket, who)) = chooser(&web, &ticket).await? else { return Ok(over(frame)) };
    let hash = match signing::hash(&web, form.raw("password").to_owned()).await {
        Ok(hash) => hash,
        Err(Error::Refused(why @ Refusal::BadPassword)) => {
            let wrong = Some(visitor.language.refusal(&why));
            let is_first = who.password.is_none();
            let page = ChoicePage { frame, email: who.email, is_first, wrong };
            return Ok(frame::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
        }
        Err(error) => return Err(error.into()),
    };
    let ticket = ticket.hash();
    let chosen = web.app.write("choose password", move |work| sessions::choose(work, &ticket, &hash));
    match chosen.await? {
        Some(session) => {
            session::end_before(&web, &visitor).await?;
            visitor.take_session(&session);
            Ok(Redirect::to(&format!("{}/", visitor.base)).into_response())
        }
        None => Ok(over(frame)),
    }
}

async fn chooser(web: &Web, ticket: &str) -> Result<Option<(Ticket, Administrator)>, Trouble> {
    let Some(ticket) = Ticket::parse(ticket) else { return Ok(None) };
    let hash = ticket.hash();
    let found = web.app.read("look up password link", move |work| sessions::chooser(work, &hash)).await?;
    Ok(found.map(|who| (ticket, who)))
}

fn over(frame: Frame) -> Response {
    frame::page_with(StatusCode::NOT_FOUND, &OverPage { frame })
}

impl Page {
    fn most_email(&self) -> usize {
        EMAIL_CHARS_MAX
    }

    fn minutes(&self) -> u64 {
        LINK_MILLIS.unsigned_abs() / 60_000
    }
}

impl ChoicePage {
    fn least_password(&self) -> usize {
        PASSWORD_CHARS_MIN
    }
}
