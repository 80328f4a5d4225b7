//! The first start: a link that is printed where the server is started makes the first owner.

use super::{Answer, Form, Frame, Nav, Trouble, Visitor, frame, page, session, signing};
use crate::Web;
use app::Error;
use app::sessions::{is_first_link, make_first};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use directory::Refusal;
use directory::administrator::{EMAIL_CHARS_MAX, NAME_CHARS_MAX, PASSWORD_CHARS_MIN, Ticket};

#[derive(Template)]
#[template(path = "portal/setup.html")]
struct Page {
    frame: Frame,
    form: Typed,
    wrong: Option<String>,
}

#[derive(Template)]
#[template(path = "portal/setup_link.html")]
struct LinkPage {
    frame: Frame,
}

#[derive(Default)]
struct Typed {
    email: String,
    name: String,
}

/// The form, or how to get a link that works.
pub(crate) async fn show(State(web): State<Web>, visitor: Visitor, Path(ticket): Path<String>) -> Answer {
    let frame = Frame::bare(&visitor, Nav::None);
    if let Some(ticket) = Ticket::parse(&ticket) {
        let hash = ticket.hash();
        if web.app.read("look up first link", move |work| is_first_link(work, &hash)).await? {
            return Ok(page(&Page { frame, form: Typed::default(), wrong: None }));
        }
    }
    Ok(frame::page_with(StatusCode::NOT_FOUND, &LinkPage { frame }))
}

/// Makes the first owner and signs them in.
pub(crate) async fn make(
    State(web): State<Web>,
    visitor: Visitor,
    Path(ticket): Path<String>,
    form: Form,
) -> Answer {
    let hash = Ticket::parse(&ticket).ok_or(Trouble::NotFound)?.hash();
    let typed = Typed { email: form.text("email").to_owned(), name: form.text("name").to_owned() };
    // Nobody without a link makes the server hash passwords.
    let asked = hash.clone();
    if !web.app.read("look up first link", move |work| is_first_link(work, &asked)).await? {
        return Err(Trouble::NotFound);
    }
    let made = match signing::hash(&web, form.raw("password").to_owned()).await {
        Ok(password) => {
            let (email, name) = (typed.email.clone(), typed.name.clone());
            let make =
                move |work: &mut app::Work<'_, '_>| make_first(work, &hash, (&email, &name), &password);
            web.app.write("make first owner", make).await
        }
        Err(error) => Err(error),
    };
    match made {
        Ok(Some(ticket)) => {
            session::end_before(&web, &visitor).await?;
            visitor.take_session(&ticket);
            Ok(Redirect::to(&format!("{}/organizations", visitor.base)).into_response())
        }
        Ok(None) => Err(Trouble::NotFound),
        Err(Error::Refused(why @ (Refusal::BadEmail | Refusal::BadPersonName | Refusal::BadPassword))) => {
            let page = Page {
                frame: Frame::bare(&visitor, Nav::None),
                form: typed,
                wrong: Some(visitor.language.refusal(&why)),
            };
            Ok(frame::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(error) => Err(error.into()),
    }
}

impl Page {
    fn most_email(&self) -> usize {
        EMAIL_CHARS_MAX
    }

    fn most_name(&self) -> usize {
        NAME_CHARS_MAX
    }

    fn least_password(&self) -> usize {
        PASSWORD_CHARS_MIN
    }
}
