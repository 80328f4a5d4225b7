//! One group: its members and its history.

use super::asked::{Asked, address};
use super::frame::page_with;
use super::history::{self as trail, History};
use super::listed::{source_name, tone};
use super::notice::Noticed;
use super::order::Admin;
use super::parts::{Copy, Pager, Pill, Time};
use super::{Answer, Desk, Frame, Nav, Notice, Order, Trouble, page};
use app::listing::{self, GroupRow, MemberRow};
use app::{Error, Work, groups};
use askama::Template;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use directory::change::Member;
use directory::{Connection, GroupId, Refusal, Role};
use serde_json::Value;
use std::convert::Infallible;
use store::{Spot, Turn};

/// Which group the address names.
pub(crate) struct At(Option<GroupId>);

impl<S: Send + Sync> FromRequestParts<S> for At {
    type Rejection = Infallible;

    /// What it does not name is found out by the handler, which knows by then whether somebody is signed in.
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let params = RawPathParams::from_request_parts(parts, state).await.ok();
        let group = params.iter().flatten().find(|(name, _)| *name == "group");
        Ok(Self(group.and_then(|(_, id)| GroupId::parse(id))))
    }
}

#[derive(Template)]
#[template(path = "portal/group/members.html")]
struct MembersPage {
    frame: Frame,
    head: Head,
    ids: Vec<(String, Copy)>,
    rows: Vec<Row>,
    total: String,
    /// What the userName of those who are shown begins with, if it was asked for.
    start: String,
    /// Whether there are more who begin so.
    more: bool,
    pager: Pager,
    typed: String,
    wrong: Option<String>,
}

#[derive(Template)]
#[template(path = "portal/group/history.html")]
struct HistoryPage {
    frame: Frame,
    head: Head,
    history: History,
}

#[derive(Template)]
#[template(path = "portal/group/removal.html")]
struct Removal {
    frame: Frame,
    head: Head,
}

/// What stands above each page of a group.
struct Head {
    groups: String,
    address: String,
    name: String,
    source: String,
    members: String,
    created: Time,
    last_modified: Time,
    /// The provider whose group it is: its name, and the address of its connection.
    provider: Option<(String, String)>,
    tabs: [(String, String, bool); 2],
}

struct Row {
    id: String,
    address: String,
    name: String,
    user_name: String,
    status: Option<Pill>,
}

/// Which of a group's pages is there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    Members,
    History,
}

/// A group, its external id, and the connections of the organization.
struct Seen {
    row: GroupRow,
    external_id: Option<String>,
    connections: Vec<Connection>,
}

/// Its members.
pub(crate) async fn show(desk: Desk, at: At, asked: Asked, Noticed(notice): Noticed) -> Answer {
    let mut shown = members(&desk, &at, &asked).await?;
    shown.frame = shown.frame.noticing(notice);
    Ok(page(&shown))
}

/// What was done to it.
pub(crate) async fn history(desk: Desk, at: At, asked: Asked) -> Answer {
    let seen = seen(&desk, &at).await?;
    let head = Head::of(&desk, &seen, Tab::History);
    let here = format!("{}/history", head.address);
    let history = trail::history(&desk, seen.row.id.to_string(), &asked, &here).await?;
    Ok(page(&HistoryPage { frame: desk.frame(Nav::Groups), head, history }))
}

/// What its removal means.
pub(crate) async fn removal(desk: Desk, at: At) -> Answer {
    if !desk.may(Role::Admin) {
        return Err(Trouble::Forbidden(Role::Admin));
    }
    let seen = seen(&desk, &at).await?;
    if let Some(name) = connection_name(&seen) {
        return Err(Trouble::Refused(Refusal::GroupOfConnection { connection: name }));
    }
    Ok(page(&Removal { frame: desk.frame(Nav::Groups), head: Head::of(&desk, &seen, Tab::Members) }))
}

/// Removes it.
pub(crate) async fn delete(at: At, order: Order<Admin>) -> Answer {
    let (org, id) = (order.desk.org(), at.0.ok_or(Trouble::NotFound)?.to_string());
    order
        .write("delete group", move |work, actor| groups::local::delete(work, actor, org, &id).map(drop))
        .await?;
    Ok(Notice::GroupDeleted.at(&order.desk.address("/groups")))
}

/// Puts somebody into it.
pub(crate) async fn add(at: At, order: Order<Admin>) -> Answer {
    let who = order.form.text("member").to_owned();
    change(at, order, who, Notice::MemberAdded).await
}

/// Takes somebody out of it.
pub(crate) async fn remove(at: At, order: Order<Admin>) -> Answer {
    let who = order.form.text("member").to_owned();
    change(at, order, who, Notice::MemberRemoved).await
}

async fn change(at: At, order: Order<Admin>, who: String, notice: Notice) -> Answer {
    let desk = &order.desk;
    let (org, id) = (desk.org(), at.0.ok_or(Trouble::NotFound)?);
    let (group, members) = (id.to_string(), vec![who.clone()]);
    let changed = order.write("change members", move |work, actor| {
        let change = if notice == Notice::MemberAdded { groups::local::add } else { groups::local::remove };
        change(work, actor, org, &group, &members).map(drop)
    });
    match changed.await {
        Ok(()) => Ok(notice.at(&desk.address(&format!("/groups/{id}")))),
        Err(Error::Refused(why)) => refused(desk, &at, who, &why).await,
        Err(error) => Err(error.into()),
    }
}

async fn refused(desk: &Desk, at: &At, typed: String, why: &Refusal) -> Result<Response, Trouble> {
    let mut shown = members(desk, at, &Asked::default()).await?;
    (shown.typed, shown.wrong) = (typed, Some(desk.language().refusal(why)));
    Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown))
}

async fn seen(desk: &Desk, at: &At) -> Result<Seen, Trouble> {
    let (org, id) = (desk.org(), at.0.ok_or(Trouble::NotFound)?);
    let look = move |work: &mut Work<'_, '_>| {
        let row = listing::group(work, org, id)?;
        let group = work.tx.org(org).group(id)?.ok_or(Error::NotFound)?;
        let external_id = group.resource.get("externalId").and_then(Value::as_str).map(str::to_owned);
        Ok(Seen { row, external_id, connections: work.tx.connections(Some(org))? })
    };
    desk.read("show group", look).await
}

fn connection_name(seen: &Seen) -> Option<String> {
    listing::connection_of(seen.row.source, &seen.connections).map(|connection| connection.name.clone())
}

async fn members(desk: &Desk, at: &At, asked: &Asked) -> Result<MembersPage, Trouble> {
    let seen = seen(desk, at).await?;
    let (org, id, start) = (desk.org(), seen.row.id, asked.text("q").to_owned());
    let spot = |name| Spot::<String>::parse(asked.text(name));
    let turn = match (spot("after"), spot("before")) {
        (Some(spot), _) => Turn::After(spot),
        (None, Some(spot)) => Turn::Before(spot),
        (None, None) => Turn::Beginning,
    };
    let language = desk.language();
    let here = desk.address(&format!("/groups/{id}"));
    let (rows, more, pager) = if start.is_empty() {
        let list = move |work: &mut Work<'_, '_>| Ok(listing::members(work, org, id, &turn)?.0);
        let leaf = desk.read("list members", list).await?;
        let to = |name: &'static str, row: Option<&MemberRow>| {
            Some(address(&here, [(name, row?.spot().to_string())]))
        };
        let pager = Pager {
            previous: to("before", leaf.items.first()).filter(|_| leaf.previous),
            next: to("after", leaf.items.last()).filter(|_| leaf.next),
        };
        (leaf.items, false, pager)
    } else {
        let asked = start.clone();
        let find = move |work: &mut Work<'_, '_>| listing::members_named(work, org, id, &asked);
        let (rows, more) = desk.search("find members", find).await?;
        (rows, more, Pager::default())
    };
    let copied = |id: &str, word: String, text: String| {
        let copy = Copy::new(language, id, word.clone(), text);
        (word, copy)
    };
    let mut ids = vec![copied("group-id", language.user_id(), id.to_string())];
    ids.extend(seen.external_id.clone().map(|id| copied("external-id", language.user_external_id(), id)));
    Ok(MembersPage {
        frame: desk.frame(Nav::Groups),
        head: Head::of(desk, &seen, Tab::Members),
        ids,
        rows: rows.into_iter().map(|row| Row::of(desk, row)).collect(),
        total: language.user_groups_members(seen.row.members),
        start,
        more,
        pager,
        typed: String::new(),
        wrong: None,
    })
}

impl Head {
    fn of(desk: &Desk, seen: &Seen, here: Tab) -> Self {
        let (language, row) = (desk.language(), &seen.row);
        let address = desk.address(&format!("/groups/{}", row.id));
        let tabs = [
            (Tab::Members, "", language.user_groups_tab_members()),
            (Tab::History, "/history", language.user_tab_history()),
        ];
        let provider = listing::connection_of(row.source, &seen.connections).map(|connection| {
            let provider = language.the_provider(connection.provider);
            (provider, desk.address(&format!("/connections/{}", connection.id)))
        });
        Self {
            groups: desk.address("/groups"),
            name: row.name.clone(),
            source: source_name(language, row.source, &seen.connections),
            members: language.user_groups_members(row.members),
            created: row.created.into(),
            last_modified: row.last_modified.into(),
            provider,
            tabs: tabs.map(|(tab, below, word)| (format!("{address}{below}"), word, tab == here)),
            address,
        }
    }

    /// Whether administrators may change it.
    fn is_own(&self) -> bool {
        self.provider.is_none()
    }
}

impl Row {
    fn of(desk: &Desk, row: MemberRow) -> Self {
        let below = match row.member {
            Member::User(id) => format!("/users/{id}"),
            Member::Group(id) => format!("/groups/{id}"),
        };
        let language = desk.language();
        let (user_name, status) = match row.user {
            Some((user_name, status)) => (user_name, Some(Pill::new(tone(status), language.status(status)))),
            None => (String::new(), None),
        };
        Self { id: row.member.id(), address: desk.address(&below), name: row.name, user_name, status }
    }

    /// Whether it is a group in the group.
    fn is_group(&self) -> bool {
        self.status.is_none()
    }
}
