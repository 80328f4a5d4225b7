//! The organizations that somebody sees.

use super::asked::Asked as Fields;
use super::notice::Noticed;
use super::order::Admin;
use super::parts::{Pill, Time, Tone, encoded};
use super::{Answer, Frame, Nav, Notice, Order, Trouble, Visitor, frame, page};
use crate::Web;
use app::sessions::SignedIn;
use app::{Error, organizations, overview};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use directory::organization::NAME_CHARS_MAX;
use directory::{OrgId, Refusal, Role};
use i18n::Language;
use std::sync::Arc;
use store::{Concern, OrganizationLine, OrganizationsPlace};

#[derive(Template)]
#[template(path = "portal/organizations.html")]
struct Page {
    frame: Frame,
    find: String,
    rows: Vec<Row>,
    previous: Option<String>,
    next: Option<String>,
    /// Whether they may make one.
    creates: bool,
    typed: String,
    wrong: Option<String>,
}

/// An organization in the list.
struct Row {
    name: String,
    address: String,
    /// What somebody may do there who is none of the staff.
    role: Option<String>,
    users: u64,
    groups: u64,
    connections: u64,
    seats: (u64, Option<u64>),
    last_activity: Option<Time>,
    concerns: Vec<Pill>,
}

/// Which part of the list is asked for.
#[derive(Clone, Default)]
struct Asked {
    find: String,
    place: OrganizationsPlace,
}

/// All organizations for the product's staff, and for others their own.
pub(crate) async fn list(
    State(web): State<Web>,
    visitor: Visitor,
    Noticed(notice): Noticed,
    fields: Fields,
) -> Answer {
    let id = |name: &str| OrgId::parse(fields.text(name));
    let place = match (id("after"), id("before")) {
        (Some(id), _) => OrganizationsPlace::Behind(id),
        (None, Some(id)) => OrganizationsPlace::Before(id),
        (None, None) => OrganizationsPlace::First,
    };
    let find = fields.text("find").to_owned();
    let shown = Page::of(&web, &visitor, Asked { find, place }).await?;
    Ok(page(&Page { frame: shown.frame.noticing(notice), ..shown }))
}

/// Makes one.
pub(crate) async fn create(order: Order<Admin>) -> Answer {
    let name = order.form.text("name").to_owned();
    let asked = name.clone();
    let created =
        order.write("create organization", move |work, actor| organizations::create(work, actor, &asked));
    match created.await {
        Ok(made) => {
            let address = format!("{}/organizations/{}", order.desk.visitor.base, made.id);
            Ok(Notice::OrganizationCreated.at(&address))
        }
        Err(Error::Refused(why @ (Refusal::BadName | Refusal::OrganizationNameTaken))) => {
            let visitor = &order.desk.visitor;
            let wrong = Some(visitor.language.refusal(&why));
            let shown = Page::of(&order.desk.web, visitor, Asked::default()).await?;
            let page = Page { typed: name, wrong, ..shown };
            Ok(frame::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(error) => Err(error.into()),
    }
}

impl Page {
    async fn of(web: &Web, visitor: &Visitor, asked: Asked) -> Result<Self, Trouble> {
        let who = visitor.signed_in.clone().ok_or(Trouble::SignIn)?;
        let role = who.role_in(OrgId::INSTALLATION);
        let frame = Frame::bare(visitor, Nav::Organizations);
        let empty = Self {
            frame,
            find: asked.find.clone(),
            rows: Vec::new(),
            previous: None,
            next: None,
            creates: role >= Some(Role::Admin),
            typed: String::new(),
            wrong: None,
        };
        if role.is_none() {
            return Ok(Self { rows: own(web, visitor, who).await?, find: String::new(), ..empty });
        }
        web.attempts.take_search(who.administrator.id)?;
        let Asked { find, place } = asked.clone();
        let read = move |work: &mut app::Work<'_, '_>| overview::organizations(work, &find, place);
        let found = web.app.run(store::Access::Search, "list organizations", read).await?;
        let address = |place: OrganizationsPlace| asked.address(&visitor.base, place);
        Ok(Self {
            rows: found.lines.into_iter().map(|line| Row::of(visitor, line)).collect(),
            previous: found.previous.map(address),
            next: found.next.map(address),
            ..empty
        })
    }

    fn most(&self) -> usize {
        NAME_CHARS_MAX
    }
}

/// Those of which somebody is administrator.
async fn own(web: &Web, visitor: &Visitor, who: Arc<SignedIn>) -> Result<Vec<Row>, Trouble> {
    let mut own = web
        .app
        .read("list own organizations", move |work| {
            let mut all = Vec::new();
            for appointment in &who.appointments {
                all.extend(work.tx.organization(appointment.org)?.map(|found| (found, appointment.role)));
            }
            Ok(all)
        })
        .await?;
    own.sort_by_key(|(organization, _)| scim::fold(&organization.name));
    let row = |(organization, role): (directory::Organization, Role)| Row {
        address: format!("{}/organizations/{}", visitor.base, organization.id),
        name: organization.name,
        role: Some(visitor.language.role(role).0),
        users: 0,
        groups: 0,
        connections: 0,
        seats: (0, None),
        last_activity: None,
        concerns: Vec::new(),
    };
    Ok(own.into_iter().map(row).collect())
}

impl Row {
    fn of(visitor: &Visitor, line: OrganizationLine) -> Self {
        let OrganizationLine { organization, size, connections, last_activity, concerns } = line;
        let concern = |concern| {
            // As loud as on the pages of the organization.
            let is_bad = matches!(concern, Concern::HeldChanges | Concern::RefusedCalls);
            let tone = if is_bad { Tone::Bad } else { Tone::Waiting };
            Pill::new(tone, word(visitor.language, concern))
        };
        Self {
            address: format!("{}/organizations/{}", visitor.base, organization.id),
            name: organization.name,
            role: None,
            users: size.users,
            groups: size.groups,
            connections,
            seats: (organization.seats.used, organization.seats.max),
            last_activity: last_activity.map(Time::from),
            concerns: concerns.into_iter().map(concern).collect(),
        }
    }
}

impl Asked {
    fn address(&self, base: &str, place: OrganizationsPlace) -> String {
        let find = encoded(&self.find);
        let place = match place {
            OrganizationsPlace::First => String::new(),
            OrganizationsPlace::Behind(id) => format!("&after={id}"),
            OrganizationsPlace::Before(id) => format!("&before={id}"),
        };
        format!("{base}/organizations?find={find}{place}")
    }
}

fn word(language: Language, concern: Concern) -> String {
    match concern {
        Concern::Resync => language.organizations_concern_resync(),
        Concern::Tokens => language.organizations_concern_tokens(),
        Concern::RefusedCalls => language.organizations_concern_refused(),
        Concern::HeldChanges => language.organizations_concern_held(),
        Concern::ToConfirm => language.organizations_concern_confirm(),
        Concern::Mails => language.organizations_concern_mails(),
        Concern::Seats => language.organizations_concern_seats(),
    }
}
