//! Who is administrator of an organization, or of the installation, and as what.

use super::notice::Noticed;
use super::parts::{Pill, Time, Timed, Tone};
use super::{Answer, Desk, Frame, Nav, Notice, Order, Owner, Trouble, frame, page};
use app::Error;
use app::administrators::{self, Appointed, Office};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use directory::administrator::{EMAIL_CHARS_MAX, NAME_CHARS_MAX, Notice as Mail};
use directory::{AdministratorId, OrgId, Refusal, Role};
use i18n::Language;
use std::collections::HashMap;

/// The parts of the address.
type Parts = Path<HashMap<String, String>>;

#[derive(Template)]
#[template(path = "portal/administrators.html")]
struct Page {
    frame: Frame,
    action: String,
    rows: Vec<Row>,
    /// Whether it is said when they signed in last.
    tells_times: bool,
    email: String,
    name: String,
    roles: Vec<RoleChoice>,
    wrong: Option<String>,
}

struct Row {
    name: String,
    email: String,
    role: String,
    state: Pill,
    signed_in: Option<Time>,
    /// Where an owner changes them.
    address: String,
}

/// A role to choose: the word in the form, its name, what it may do, and whether it is chosen.
struct RoleChoice {
    word: &'static str,
    name: String,
    about: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "portal/administrator.html")]
struct OnePage {
    frame: Frame,
    list: String,
    action: String,
    email: String,
    called: String,
    name: String,
    state: Pill,
    mail: Option<Timed>,
    /// What they were when the form was made.
    known: Office,
    roles: Vec<RoleChoice>,
    is_self: bool,
    wrong: Option<String>,
}

#[derive(Template)]
#[template(path = "portal/administrator_removal.html")]
struct RemovalPage {
    frame: Frame,
    list: String,
    address: String,
    called: String,
    email: String,
    role: String,
    is_self: bool,
}

/// All of them.
pub(crate) async fn list(desk: Desk, Noticed(notice): Noticed) -> Answer {
    let found = look(&desk, (String::new(), String::new()), Role::Admin, None).await?;
    let frame = desk.frame(Nav::Administrators).noticing(notice);
    Ok(page(&Page { frame, ..found }))
}

/// Makes somebody administrator.
pub(crate) async fn add(order: Order<Owner>) -> Answer {
    let (email, office) = (order.form.text("email").to_owned(), office(&order, "")?);
    order.confirmed().await?;
    order.desk.web.attempts.take_notice(&email)?;
    let (org, tag) = (order.desk.org(), order.desk.language().tag());
    let (asked, wanted) = (email.clone(), office.clone());
    let added = order.write("add administrator", move |work, actor| {
        administrators::add(work, actor, org, &asked, &wanted, Some(tag))
    });
    let language = order.desk.language();
    let why = match added.await {
        Ok(Some(_)) => {
            return Ok(Notice::AdministratorAdded.at(&order.desk.address("/administrators")));
        }
        Ok(None) => language.administrators_already(),
        Err(Error::Refused(why @ (Refusal::BadEmail | Refusal::BadPersonName))) => language.refusal(&why),
        Err(error) => return Err(error.into()),
    };
    let page = look(&order.desk, (email, office.name), office.role, Some(why)).await?;
    Ok(frame::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// One of them, for owners, who alone change them.
pub(crate) async fn show(desk: Desk, parts: Parts, Noticed(notice): Noticed) -> Answer {
    if !desk.may(Role::Owner) {
        return Err(Trouble::Forbidden(Role::Owner));
    }
    let found = look_at(&desk, id(&parts)?).await?;
    let frame = desk.frame(Nav::Administrators).noticing(notice);
    Ok(page(&OnePage { frame, ..found }))
}

/// Gives somebody another role or name.
pub(crate) async fn change(parts: Parts, order: Order<Owner>) -> Answer {
    let (id, known, office) = (id(&parts)?, office(&order, "known_")?, office(&order, "")?);
    order.confirmed().await?;
    let (org, shown, wanted) = (order.desk.org(), known.clone(), office.clone());
    let changed = order.write("change administrator", move |work, actor| {
        administrators::change(work, actor, org, id, (&shown, &wanted))
    });
    answer(&order, id, changed.await, Some((known, office)), Notice::AdministratorChanged).await
}

/// What comes of ending an appointment.
pub(crate) async fn removal(desk: Desk, parts: Parts) -> Answer {
    if !desk.may(Role::Owner) {
        return Err(Trouble::Forbidden(Role::Owner));
    }
    let found = look_at(&desk, id(&parts)?).await?;
    let role = desk.language().role(found.known.role).0;
    let OnePage { frame, list, action: address, called, email, is_self, .. } = found;
    Ok(page(&RemovalPage { frame, list, address, called, email, role, is_self }))
}

/// Ends an appointment.
pub(crate) async fn remove(parts: Parts, order: Order<Owner>) -> Answer {
    let (id, org) = (id(&parts)?, order.desk.org());
    order.confirmed().await?;
    let removed = order
        .write("remove administrator", move |work, actor| administrators::remove(work, actor, org, id))
        .await;
    answer(&order, id, removed, None, Notice::AdministratorRemoved).await
}

/// Sends the mail once more that tells somebody what they are.
pub(crate) async fn tell_again(parts: Parts, order: Order<Owner>) -> Answer {
    let (id, org, tag) = (id(&parts)?, order.desk.org(), order.desk.language().tag());
    order.confirmed().await?;
    order.desk.web.attempts.take_notice(&id.to_string())?;
    let told = order
        .write("tell administrator again", move |work, actor| {
            administrators::tell_again(work, actor, org, id, Some(tag))
        })
        .await;
    told?;
    Ok(Notice::AdministratorTold.at(&order.desk.address(&format!("/administrators/{id}"))))
}

async fn answer(
    order: &Order<Owner>,
    id: AdministratorId,
    done: Result<(), Error>,
    sent: Option<(Office, Office)>,
    notice: Notice,
) -> Answer {
    let (desk, language) = (&order.desk, order.desk.language());
    let (error, is_stale) = match done {
        Ok(()) => return Ok(notice.at(&desk.address("/administrators"))),
        Err(Error::Refused(why @ (Refusal::BadPersonName | Refusal::LastOwner))) => {
            (language.refusal(&why), false)
        }
        Err(Error::Stale) => (String::new(), true),
        Err(error) => return Err(error.into()),
    };
    let mut page = look_at(desk, id).await?;
    let why = if is_stale {
        let role = language.role(page.known.role).0;
        language.administrators_stale(&page.known.name, role)
    } else {
        error
    };
    page.wrong = Some(why);
    if let Some((known, typed)) = sent {
        // Whoever saves over what somebody else did has seen it.
        if !is_stale {
            page.known = known;
        }
        page.roles = roles(language, typed.role);
        page.name = typed.name;
    }
    let status = if is_stale { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(frame::page_with(status, &page))
}

async fn look(
    desk: &Desk,
    (email, name): (String, String),
    role: Role,
    wrong: Option<String>,
) -> Result<Page, Trouble> {
    let org = desk.org();
    // An account has one such time, and where somebody was then is no other organization's business.
    let tells_times = desk.who.role_in(OrgId::INSTALLATION).is_some();
    let all = desk.read("list administrators", move |work| administrators::list(work, org)).await?;
    let language = desk.language();
    let row = |one: Appointed| Row {
        state: state(&one, language),
        signed_in: one.administrator.signed_in.filter(|_| tells_times).map(Time::from),
        address: desk.address(&format!("/administrators/{}", one.administrator.id)),
        role: language.role(one.appointment.role).0,
        name: one.appointment.name,
        email: one.administrator.email,
    };
    Ok(Page {
        frame: desk.frame(Nav::Administrators),
        action: desk.address("/administrators"),
        rows: all.into_iter().map(row).collect(),
        tells_times,
        email,
        name,
        roles: roles(language, role),
        wrong,
    })
}

async fn look_at(desk: &Desk, id: AdministratorId) -> Result<OnePage, Trouble> {
    let org = desk.org();
    let one = desk.read("look at administrator", move |work| administrators::one(work, org, id)).await?;
    let language = desk.language();
    let state = state(&one, language);
    let Appointed { appointment, administrator, mail } = one;
    let office = Office { name: appointment.name, role: appointment.role };
    Ok(OnePage {
        frame: desk.frame(Nav::Administrators),
        list: desk.address("/administrators"),
        action: desk.address(&format!("/administrators/{id}")),
        email: administrator.email,
        called: office.name.clone(),
        name: office.name.clone(),
        state,
        mail: mail.map(|mail| told(&mail, language)),
        roles: roles(language, office.role),
        known: office,
        is_self: desk.who.administrator.id == id,
        wrong: None,
    })
}

/// Whether somebody has come yet.
fn state(one: &Appointed, language: Language) -> Pill {
    match &one.mail {
        _ if one.has_come() => Pill::new(Tone::Good, language.administrators_state_active()),
        Some(mail) if mail.error.is_some() => Pill::new(Tone::Bad, language.administrators_state_unreached()),
        _ => Pill::new(Tone::Waiting, language.administrators_state_invited()),
    }
}

/// What has become of the mail to somebody.
fn told(mail: &Mail, language: Language) -> Timed {
    match (mail.sent, &mail.error) {
        (Some(at), _) => Timed::of(language.administrators_mail_sent(at.to_minute()), at),
        (None, Some(why)) => language.administrators_mail_failed(why).into(),
        (None, None) => language.administrators_mail_waiting().into(),
    }
}

fn roles(language: Language, chosen: Role) -> Vec<RoleChoice> {
    let choice = |role: Role| {
        let (name, about) = language.role(role);
        RoleChoice { word: role.as_str(), name, about, chosen: role == chosen }
    };
    Role::ALL.map(choice).into_iter().collect()
}

/// What the form says that somebody is to be, or in other fields that they were. The words of the roles are those of the
/// form.
fn office(order: &Order<Owner>, before: &str) -> Result<Office, Trouble> {
    let text = |name: &str| order.form.text(&format!("{before}{name}"));
    let role = Role::parse(text("role")).ok_or(Trouble::NotFound)?;
    Ok(Office { name: text("name").to_owned(), role })
}

fn id(parts: &Parts) -> Result<AdministratorId, Trouble> {
    parts.get("id").and_then(|id| AdministratorId::parse(id)).ok_or(Trouble::NotFound)
}

impl Page {
    /// Those of the installation see everything: who is about to add somebody shall not take them for those of a customer.
    fn title(&self) -> String {
        let language = self.frame.language;
        match self.frame.organization {
            Some(_) => language.frame_administrators(),
            None => language.administrators_installation_title(),
        }
    }

    fn most_email(&self) -> usize {
        EMAIL_CHARS_MAX
    }

    fn most_name(&self) -> usize {
        NAME_CHARS_MAX
    }
}

impl OnePage {
    fn most_name(&self) -> usize {
        NAME_CHARS_MAX
    }
}
