//! What an administrator does to one user.

use super::{At, Head, Tab, person, profile};
use crate::portal::frame::page_with;
use crate::portal::order::Admin;
use crate::portal::{Answer, Desk, Frame, Nav, Notice, Order, Trouble, page};
use app::crowd::{self, Act, Outcome};
use app::{Error, Work, listing};
use askama::Template;
use axum::http::StatusCode;
use directory::{Actor, Role};
use store::Turn;

#[derive(Template)]
#[template(path = "portal/user/removal.html")]
struct Removal {
    frame: Frame,
    head: Head,
    /// The provider that may send them again.
    provider: Option<String>,
    groups: u64,
    takes_seat: bool,
}

/// What their removal means.
pub(crate) async fn removal(desk: Desk, at: At) -> Answer {
    if !desk.may(Role::Admin) {
        return Err(Trouble::Forbidden(Role::Admin));
    }
    let person = person(&desk, &at).await?;
    let (org, id) = (desk.org(), person.user.id);
    let count = move |work: &mut Work<'_, '_>| Ok(listing::groups_of(work, org, id, &Turn::Beginning)?.total);
    let groups = desk.read("count groups of user", count).await?;
    let provider =
        person.connection.as_ref().map(|connection| desk.language().the_provider(connection.provider));
    let takes_seat = person.user.status.takes_seat();
    let head = Head::of(&desk, &person, Tab::Profile);
    Ok(page(&Removal { frame: desk.frame(Nav::Users), head, provider, groups, takes_seat }))
}

/// Does it.
pub(crate) async fn act(at: At, order: Order<Admin>) -> Answer {
    let desk = &order.desk;
    let (org, id) = (desk.org(), at.0.ok_or(Trouble::NotFound)?);
    let act = Act::parse(order.form.text("act")).ok_or(Trouble::NotFound)?;
    let told = done(act).ok_or(Trouble::NotFound)?;
    let one = move |work: &mut Work<'_, '_>, actor: &Actor| {
        crowd::act(work, actor, org, &[id], act, None)?.pop().ok_or(Error::NotFound)
    };
    let notice = match order.write("act on user", one).await?.outcome {
        Outcome::Done => told,
        Outcome::NothingToDo | Outcome::HasAccess | Outcome::KeptOutMeanwhile | Outcome::Held => {
            Notice::UserUnchanged
        }
        Outcome::NotFound => return Err(Trouble::NotFound),
        Outcome::Refused(why) => {
            let wrong = desk.language().refusal(&why);
            let person = person(desk, &at).await?;
            let shown = profile::page_of(desk, &person, None, Some(wrong));
            return Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown));
        }
    };
    let is_gone = notice == Notice::UserRemoved;
    let below = if is_gone { "/users".to_owned() } else { format!("/users/{id}") };
    Ok(notice.at(&desk.address(&below)))
}

/// What is told once it is done; nothing of what is done on a page that asks first.
fn done(act: Act) -> Option<Notice> {
    Some(match act {
        Act::Invite => Notice::UserInvited,
        Act::InviteAgain => Notice::UserInvitedAgain,
        Act::Withdraw => Notice::UserWithdrawn,
        Act::Confirm => Notice::UserConfirmed,
        Act::Restore => Notice::UserRestored,
        Act::KeepOut => Notice::UserKeptOut,
        Act::Remove => Notice::UserRemoved,
        Act::ApplyHeld | Act::UndoHeld => return None,
        Act::Protect => Notice::UserProtected,
        Act::Unprotect => Notice::UserUnprotected,
    })
}
