//! Users > User Groups: an organization's groups.

use super::asked::{Asked, address};
use super::frame::page_with;
use super::listed::{Choice, Fields, Head, order, source_name, source_named, source_word, sources, turn};
use super::notice::Noticed;
use super::order::Admin;
use super::parts::{Pager, Time};
use super::{Answer, Desk, Frame, Nav, Notice, Order, Trouble, page};
use app::listing::{self, GroupPage, GroupRow};
use app::{Error, groups};
use askama::Template;
use axum::http::StatusCode;
use directory::{GroupId, Role};
use i18n::Language;
use store::{GroupsOrder, GroupsQuery, Sorted, Spot};

#[derive(Template)]
#[template(path = "portal/groups.html")]
struct Page {
    frame: Frame,
    here: String,
    rows: Vec<Row>,
    total: String,
    text: String,
    sources: Vec<Choice>,
    sort: String,
    is_all: bool,
    name: Head,
    members: Head,
    last_modified: Head,
    pager: Pager,
}

#[derive(Template)]
#[template(path = "portal/groups/new.html")]
struct New {
    frame: Frame,
    here: String,
    typed: String,
    wrong: Option<String>,
}

struct Row {
    address: String,
    name: String,
    source: String,
    members: String,
    last_modified: Time,
}

const BY_NAME: Sorted<GroupsOrder> = Sorted { by: GroupsOrder::Name, descending: false };

/// The list.
pub(crate) async fn list(desk: Desk, asked: Asked, Noticed(notice): Noticed) -> Answer {
    let org = desk.org();
    let query = GroupsQuery { text: asked.text("q").to_owned(), source: source_named(asked.text("source")) };
    let (sorted, turn) = (sorted(asked.text("sort")), turn(&asked, Spot::<GroupId>::parse));
    let find = query.clone();
    let found =
        desk.search("list groups", move |work| listing::groups(work, org, &find, sorted, &turn)).await?;
    let (language, here) = (desk.language(), desk.address("/groups"));
    let fields: Fields = [("q", query.text.clone()), ("source", source_word(query.source))]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let head = |by: GroupsOrder, word: String| {
        Head::new((&here, &fields), (order_word(sorted.by), sorted.descending), order_word(by), word)
    };
    Ok(page(&Page {
        frame: desk.frame(Nav::Groups).noticing(notice),
        name: head(GroupsOrder::Name, language.user_groups_name()),
        members: head(GroupsOrder::Members, language.user_groups_member_count()),
        last_modified: head(GroupsOrder::LastModified, language.lists_last_modified()),
        total: language.user_groups_count(found.total),
        text: query.text,
        sources: sources(language, query.source, &found.connections),
        sort: if sorted == BY_NAME { String::new() } else { sort_word(sorted) },
        is_all: fields.is_empty(),
        pager: pager(&here, &fields, sorted, &found),
        rows: rows(&desk, language, found),
        here,
    }))
}

/// The form for one more group of the organization's own.
pub(crate) async fn blank(desk: Desk) -> Answer {
    if !desk.may(Role::Admin) {
        return Err(Trouble::Forbidden(Role::Admin));
    }
    let (frame, here) = (desk.frame(Nav::Groups), desk.address("/groups"));
    Ok(page(&New { frame, here, typed: String::new(), wrong: None }))
}

/// Makes one.
pub(crate) async fn create(order: Order<Admin>) -> Answer {
    let desk = &order.desk;
    let (org, typed) = (desk.org(), order.form.text("name").to_owned());
    let name = typed.clone();
    let made = order.write("create group", move |work, actor| groups::local::create(work, actor, org, &name));
    let why = match made.await {
        Ok(group) => return Ok(Notice::GroupCreated.at(&desk.address(&format!("/groups/{}", group.id)))),
        Err(Error::Refused(why)) => desk.language().refusal(&why),
        Err(error) => return Err(error.into()),
    };
    let (frame, here) = (desk.frame(Nav::Groups), desk.address("/groups"));
    let shown = New { frame, here, typed, wrong: Some(why) };
    Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown))
}

fn rows(desk: &Desk, language: Language, found: GroupPage) -> Vec<Row> {
    let row = |row: GroupRow| Row {
        address: desk.address(&format!("/groups/{}", row.id)),
        name: row.name,
        source: source_name(language, row.source, &found.connections),
        members: language.user_groups_members(row.members),
        last_modified: row.last_modified.into(),
    };
    found.leaf.items.into_iter().map(row).collect()
}

fn order_word(by: GroupsOrder) -> &'static str {
    match by {
        GroupsOrder::Name => "name",
        GroupsOrder::LastModified => "lastModified",
        GroupsOrder::Members => "members",
    }
}

fn sorted(text: &str) -> Sorted<GroupsOrder> {
    let (word, descending) = order(text);
    let mut all = [GroupsOrder::Name, GroupsOrder::LastModified, GroupsOrder::Members].into_iter();
    all.find(|by| order_word(*by) == word).map_or(BY_NAME, |by| Sorted { by, descending })
}

fn sort_word(sorted: Sorted<GroupsOrder>) -> String {
    format!("{}{}", if sorted.descending { "-" } else { "" }, order_word(sorted.by))
}

fn pager(here: &str, fields: &Fields, sorted: Sorted<GroupsOrder>, found: &GroupPage) -> Pager {
    let leaf = &found.leaf;
    let to = |name: &'static str, row: Option<&GroupRow>| {
        let sort = if sorted == BY_NAME { String::new() } else { sort_word(sorted) };
        let spot = row?.spot(sorted.by).to_string();
        Some(address(here, fields.iter().cloned().chain([("sort", sort), (name, spot)])))
    };
    Pager {
        previous: to("before", leaf.items.first()).filter(|_| leaf.previous),
        next: to("after", leaf.items.last()).filter(|_| leaf.next),
    }
}
