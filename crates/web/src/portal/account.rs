//! Somebody's own account: the language, the password, and where they are signed in.

use super::notice::Noticed;
use super::parts::Time;
use super::{Answer, Form, Frame, Nav, Notice, Trouble, Visitor, frame, page, signing};
use crate::Web;
use app::sessions::{self, SignedIn};
use app::{Error, Work};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use directory::administrator::PASSWORD_CHARS_MIN;
use directory::{OrgId, Refusal};
use i18n::Language;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "portal/account.html")]
struct Page {
    frame: Frame,
    email: String,
    /// What those who appointed them call them.
    names: Vec<String>,
    /// The tag of each language, what it calls itself, and whether it was chosen.
    languages: Vec<(&'static str, &'static str, bool)>,
    by_browser: bool,
    /// Of what they are administrator: the name, none for the installation, and the role.
    appointments: Vec<(Option<String>, String)>,
    sessions: Vec<Session>,
    wrong: Option<String>,
}

struct Session {
    since: Time,
    seen: Time,
    is_this: bool,
}

/// The page.
pub(crate) async fn show(State(web): State<Web>, visitor: Visitor, Noticed(notice): Noticed) -> Answer {
    let found = look(&web, &visitor, None).await?;
    let frame = Frame::bare(&visitor, Nav::None).noticing(notice);
    Ok(page(&Page { frame, ..found }))
}

/// Speaks a language to them everywhere, or goes by the browser again.
pub(crate) async fn choose_language(State(web): State<Web>, visitor: Visitor, form: Form) -> Answer {
    let who = signed_in(&visitor)?;
    let chosen = Language::parse(form.text("language"));
    match chosen {
        Some(language) => visitor.remember_language(language),
        None => visitor.forget_language(),
    }
    let choose = move |work: &mut Work<'_, '_>| {
        Ok(work.tx.set_language(who.administrator.id, chosen.map(Language::tag))?)
    };
    web.app.write("choose language", choose).await?;
    Ok(Notice::AccountSaved.at(&format!("{}/account", visitor.base)))
}

/// Changes their password, which ends all other sessions.
pub(crate) async fn change_password(State(web): State<Web>, visitor: Visitor, form: Form) -> Answer {
    let who = signed_in(&visitor)?;
    let new = form.raw("password").to_owned();
    if !signing::confirm(&web, &who, form.raw("old").to_owned()).await? {
        return refused(&web, &visitor, visitor.language.account_old_wrong()).await;
    }
    let hash = match signing::hash(&web, new).await {
        Ok(hash) => hash,
        Err(Error::Refused(why @ Refusal::BadPassword)) => {
            return refused(&web, &visitor, visitor.language.refusal(&why)).await;
        }
        Err(error) => return Err(error.into()),
    };
    let changed =
        web.app.write("change password", move |work| sessions::change_password(work, &who, &hash)).await?;
    visitor.take_session(&changed.ok_or(Trouble::Stale)?);
    Ok(Notice::AccountPassword.at(&format!("{}/account", visitor.base)))
}

/// Ends their sessions in other browsers.
pub(crate) async fn end_others(State(web): State<Web>, visitor: Visitor, _form: Form) -> Answer {
    let who = signed_in(&visitor)?;
    web.app.write("end sessions", move |work| sessions::end_others(work, &who)).await?;
    Ok(Notice::AccountOthers.at(&format!("{}/account", visitor.base)))
}

async fn refused(web: &Web, visitor: &Visitor, why: String) -> Answer {
    let page = look(web, visitor, Some(why)).await?;
    Ok(frame::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

async fn look(web: &Web, visitor: &Visitor, wrong: Option<String>) -> Result<Page, Trouble> {
    let who = signed_in(visitor)?;
    let mut names: Vec<String> = who.appointments.iter().map(|one| one.name.clone()).collect();
    names.sort_unstable();
    names.dedup();
    let (id, own) = (who.administrator.id, who.appointments.clone());
    let looked = web.app.read("look at account", move |work| {
        let mut appointments = Vec::new();
        for appointment in &own {
            let organization = work.tx.organization(appointment.org)?;
            if organization.is_some() || appointment.org == OrgId::INSTALLATION {
                appointments.push((organization.map(|organization| organization.name), appointment.role));
            }
        }
        Ok((appointments, sessions::of(work, id)?))
    });
    let (appointments, sessions) = looked.await?;
    let language = visitor.language;
    let chosen = who.administrator.language.as_deref();
    let shown = |known: Language| (known.tag(), known.own_name(), chosen == Some(known.tag()));
    Ok(Page {
        frame: Frame::bare(visitor, Nav::None),
        email: who.administrator.email.clone(),
        names,
        languages: Language::ALL.map(shown).to_vec(),
        by_browser: chosen.is_none(),
        appointments: appointments.into_iter().map(|(name, role)| (name, language.role(role).0)).collect(),
        sessions: sessions
            .into_iter()
            .map(|session| Session {
                since: session.created.into(),
                seen: session.seen.into(),
                is_this: session.ticket == who.session.ticket,
            })
            .collect(),
        wrong,
    })
}

fn signed_in(visitor: &Visitor) -> Result<Arc<SignedIn>, Trouble> {
    visitor.signed_in.clone().ok_or(Trouble::SignIn)
}

impl Page {
    fn least_password(&self) -> usize {
        PASSWORD_CHARS_MIN
    }

    fn has_others(&self) -> bool {
        self.sessions.iter().any(|session| !session.is_this)
    }
}
