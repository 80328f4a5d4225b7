//! The settings of an organization, and those of the installation.

mod limits;
pub(super) mod texts;

use super::notice::Noticed;
use super::parts::{Copy, Pill, Tone};
use super::{Answer, Desk, Frame, Nav, Notice, Order, Trouble, frame, page};
use crate::portal::order::Admin;
use app::sessions::appointed;
use app::{Error, notices, organizations};
use askama::Template;
use axum::http::StatusCode;
use directory::administrator::{Notice as Mail, NoticeKind};
use directory::organization::{NAME_CHARS_MAX, SEATS_MAX};
use directory::{OrgId, Organization, Refusal, Role};
use i18n::Language;
use limits::Limit;

/// How often a page is looked at again while a mail is under way, in seconds.
const SECONDS: u32 = 3;

#[derive(Template)]
#[template(path = "portal/settings.html")]
struct Page {
    frame: Frame,
    action: String,
    /// The organization, or nothing for the installation.
    organization: Option<OrganizationPart>,
    /// What the installation is, or nothing for an organization.
    installation: Option<InstallationPart>,
    mail_way: String,
    mail: Option<(Pill, Option<String>)>,
    is_waiting: bool,
    email: String,
    limits: Vec<Limit>,
}

struct OrganizationPart {
    id: Copy,
    name: String,
    name_wrong: Option<String>,
    seats_used: u64,
    seats_max: Option<u64>,
    seats: String,
    seats_wrong: Option<String>,
    /// Whether they may say how it is called, and how many seats it has.
    may_found: bool,
    /// Who may, where they may not.
    name_hint: String,
}

struct InstallationPart {
    version: &'static str,
    public_url: String,
    database: String,
}

/// What was typed, and why it was refused.
enum Refused {
    Name(String, String),
    Seats(String, String),
}

/// The page.
pub(crate) async fn show(desk: Desk, Noticed(notice): Noticed) -> Answer {
    let found = look(&desk, None).await?;
    Ok(page(&Page { frame: found.frame.noticing(notice), ..found }))
}

/// Calls the organization something else, which only the product's staff may: no name is given twice, and which ones are
/// taken is no organization's business.
pub(crate) async fn rename(order: Order<Admin>) -> Answer {
    let (org, name) = (order.desk.org(), order.form.text("name").to_owned());
    let (asked, who) = (name.clone(), order.desk.who.administrator.id);
    let renamed = order.write("rename organization", move |work, actor| {
        appointed(work, who, OrgId::INSTALLATION, Role::Admin)?;
        organizations::rename(work, actor, org, &asked)
    });
    match renamed.await {
        Ok(_) => Ok(Notice::SettingsSaved.at(&order.desk.address("/settings"))),
        Err(Error::Refused(why @ (Refusal::BadName | Refusal::OrganizationNameTaken))) => {
            refused(&order.desk, Refused::Name(name, order.desk.language().refusal(&why))).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Says how many seats there are, which only the product's staff may.
pub(crate) async fn cap_seats(order: Order<Admin>) -> Answer {
    let typed = order.form.text("seats").to_owned();
    let max = if typed.is_empty() { Some(None) } else { typed.parse().ok().map(Some) };
    let Some(max) = max.filter(|max| max.is_none_or(|max: u64| max <= SEATS_MAX)) else {
        let why = order.desk.language().settings_seats_wrong(SEATS_MAX);
        return refused(&order.desk, Refused::Seats(typed, why)).await;
    };
    let (org, who) = (order.desk.org(), order.desk.who.administrator.id);
    let capped = order.write("cap seats", move |work, actor| {
        appointed(work, who, OrgId::INSTALLATION, Role::Admin)?;
        organizations::cap_seats(work, actor, org, max)
    });
    capped.await?;
    Ok(Notice::SettingsSaved.at(&order.desk.address("/settings")))
}

/// Sends whoever asks a mail, to see whether mails arrive.
pub(crate) async fn test_mail(order: Order<Admin>) -> Answer {
    let who = order.desk.who.administrator.clone();
    order.desk.web.attempts.take_notice(&who.id.to_string())?;
    let (org, tag) = (order.desk.org(), order.desk.language().tag());
    let queued = order.write("queue test mail", move |work, _| {
        notices::queue(work, &who, (org, NoticeKind::Test), Some(tag))
    });
    queued.await?;
    Ok(Notice::SettingsMail.at(&order.desk.address("/settings#mail")))
}

async fn refused(desk: &Desk, refused: Refused) -> Answer {
    let page = look(desk, Some(refused)).await?;
    Ok(frame::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

async fn look(desk: &Desk, refused: Option<Refused>) -> Result<Page, Trouble> {
    let (org, who) = (desk.org(), desk.who.administrator.clone());
    let email = who.email.clone();
    let looked = desk.read("look at settings", move |work| {
        Ok((notices::last(work, &who, (org, NoticeKind::Test))?, work.tx.organization(org)?))
    });
    let (mail, organization) = looked.await?;
    let language = desk.language();
    let is_waiting = mail.as_ref().is_some_and(|mail| mail.sent.is_none() && !mail.is_given_up());
    let frame = desk.frame(Nav::Settings);
    let installed = &desk.web.installed;
    let is_staff = desk.who.role_in(OrgId::INSTALLATION).is_some();
    let installation = InstallationPart {
        version: env!("CARGO_PKG_VERSION"),
        public_url: desk.web.public_url.to_string(),
        database: match &installed.data_folder {
            Some(folder) => language.settings_database_folder(folder),
            None => language.settings_database_server(),
        },
    };
    Ok(Page {
        frame: if is_waiting { frame.refreshing(SECONDS) } else { frame },
        action: desk.address("/settings"),
        installation: organization.is_none().then_some(installation),
        organization: organization.map(|organization| part(desk, &organization, refused)),
        mail_way: match &installed.mail_folder {
            // Where on the server is for the product's staff to know.
            Some(folder) if is_staff => language.settings_mail_folder(folder),
            Some(_) => language.settings_mail_files(),
            None if is_staff => language.settings_mail_server(),
            None => language.settings_mail_sends(),
        },
        mail: mail.map(|mail| state(&mail, installed.mail_folder.is_some(), language)),
        is_waiting,
        email,
        limits: limits::all(language, is_staff),
    })
}

fn part(desk: &Desk, organization: &Organization, refused: Option<Refused>) -> OrganizationPart {
    let language = desk.language();
    let seats = organization.seats;
    let staff = desk.who.role_in(OrgId::INSTALLATION);
    let known = OrganizationPart {
        id: Copy::new(language, "organization-id", language.settings_id(), organization.id.to_string()),
        name: organization.name.clone(),
        name_wrong: None,
        seats_used: seats.used,
        seats_max: seats.max,
        seats: seats.max.map(|max| max.to_string()).unwrap_or_default(),
        seats_wrong: None,
        may_found: staff >= Some(Role::Admin),
        name_hint: match staff {
            Some(_) => language.settings_name_hint_staff(),
            None => language.settings_name_hint(),
        },
    };
    match refused {
        Some(Refused::Name(name, why)) => OrganizationPart { name, name_wrong: Some(why), ..known },
        Some(Refused::Seats(seats, why)) => OrganizationPart { seats, seats_wrong: Some(why), ..known },
        None => known,
    }
}

/// What has become of a test mail, and why.
fn state(mail: &Mail, is_file: bool, language: Language) -> (Pill, Option<String>) {
    let why = mail.error.clone();
    match mail.sent {
        Some(at) if is_file => {
            (Pill::timed(Tone::Waiting, language.settings_mail_saved(at.to_minute()), at), None)
        }
        Some(at) => (Pill::timed(Tone::Good, language.settings_mail_sent(at.to_minute()), at), None),
        None if mail.is_given_up() => (Pill::new(Tone::Bad, language.settings_mail_given_up()), why),
        None if why.is_some() => (Pill::new(Tone::Bad, language.settings_mail_tried_again()), why),
        None => (Pill::new(Tone::Waiting, language.settings_mail_waiting()), None),
    }
}

impl Page {
    fn most_name(&self) -> usize {
        NAME_CHARS_MAX
    }

    fn most_seats(&self) -> u64 {
        SEATS_MAX
    }
}
