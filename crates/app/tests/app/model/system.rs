//! The use cases over a real database, called as the model is.

use super::call::{
    At, Attribute, Call, Condition, Door, Edit, Kind, Operator, Person, Place, Search, Team, TeamEdit, What,
};
use super::reference::{Answer, Event, Linked, Organization, Page, View, Why};
use super::text::Text;
use app::groups::{Found, GroupView};
use app::search::Shown;
use app::users::UserView;
use app::{
    App, Caller, Credential, Error, IfMatch, Work, connections, groups, organizations, search, tokens, users,
};
use directory::change::Member;
use directory::token::Presented;
use directory::{Actor, GroupId, Ids, OrgId, Provider, Refusal, Timestamp, TokenId, UserId};
use scim::dialect::{Dialect, Fired};
use scim::list::{SearchRequest, SortOrder};
use scim::patch::{PATCH_URN, PatchRequest, members};
use scim::schema::{GROUP_URN, USER_URN};
use scim::{Resource, ScimType};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use store::{
    Access, CountedGroup, Document, GroupsOrder, GroupsQuery, Mode, Names, PeopleOrder, PeopleQuery, Roster,
    Sorted, Store, Total, Turn,
};
use testkit::TestDatabase;
use tokio::runtime::Runtime;

/// When it all begins.
const BEGIN: i64 = 1_763_675_425_120;
const NAMES: Option<Names> = Some(Names::Shown);

/// A server without its HTTP, for all histories.
pub(super) struct System {
    app: App,
    runtime: Runtime,
    stages: AtomicU64,
    // Last, so that it goes after the store.
    _database: TestDatabase,
}

/// Two new organizations for one history.
pub(super) struct Stage<'s> {
    system: &'s System,
    doors: Vec<Entrance>,
}

#[derive(Clone)]
struct Entrance {
    org: OrgId,
    token: TokenId,
    credential: Credential,
}

impl System {
    pub(super) fn start() -> Self {
        let database = TestDatabase::new();
        let app = App::new(Store::open(database.database(), Mode::Server).expect("a new database"));
        Self {
            app,
            runtime: Runtime::new().expect("a runtime"),
            stages: AtomicU64::new(0),
            _database: database,
        }
    }

    pub(super) fn stage(&self) -> Stage<'_> {
        let number = self.stages.fetch_add(1, Ordering::Relaxed);
        let make = move |work: &mut Work<'_, '_>| {
            work.now = time(0);
            let actor = &Actor::CommandLine;
            let acme = organizations::create(work, actor, &format!("Acme {number}"))?.id;
            let bolt = organizations::create(work, actor, &format!("Bolt {number}"))?.id;
            let mut doors = Vec::new();
            for (org, name) in [(acme, "One"), (acme, "Two"), (bolt, "One")] {
                let described = (Provider::Generic, Some(name), Some(Dialect::STRICT));
                let connection = connections::create(work, actor, org, described)?.id;
                let (token, secret) = tokens::create(work, actor, connection, 365)?;
                let presented = Presented::parse(secret.reveal()).expect("a token");
                let credential = Credential { token: presented, raw: false, connection: Some(connection) };
                doors.push(Entrance { org, token: token.id, credential });
            }
            Ok(doors)
        };
        let doors = self.runtime.block_on(self.app.write("stage", make)).expect("two new organizations");
        Stage { system: self, doors }
    }
}

impl Stage<'_> {
    /// What the server answers.
    pub(super) fn answer(&self, call: &Call) -> Answer {
        match &call.what {
            What::SetToken(active) => {
                self.set_token(call.door, *active);
                Answer::Done
            }
            What::Search(asked) => self.pages(call, asked).map_or_else(no, Answer::Pages),
            _ => self.run(call, answer).unwrap_or_else(no),
        }
    }

    /// All events of an organization.
    pub(super) fn events(&self, org: Organization) -> Vec<(u64, Event)> {
        let org = self.doors[if org == Organization::Acme { 0 } else { 2 }].org;
        let read = move |work: &mut Work<'_, '_>| {
            let last = work.tx.organization(org)?.map(|found| found.event_sequence);
            let all = work.tx.org(org).events_after(0, 10_000)?;
            assert_eq!(last, Some(all.len() as u64), "the organization counts its events");
            Ok(all)
        };
        let all = self.system.runtime.block_on(self.system.app.read("events", read)).expect("events");
        let ids = |list: &Value| -> BTreeSet<At> {
            list.as_array().into_iter().flatten().map(|id| at_of(id.as_str().expect("an id"))).collect()
        };
        let event = |(number, event): (u64, directory::Event)| {
            let data = event.data.to_value().expect("JSON");
            let (added, removed) = (ids(&data["added"]), ids(&data["removed"]));
            let kind = event.kind.as_str().to_owned();
            (number, Event { kind, subject: at_of(&event.subject), added, removed })
        };
        all.into_iter().map(event).collect()
    }

    /// All users and groups that each door sees; the doors are open afterwards.
    pub(super) fn everything(&self) -> Vec<Answer> {
        let all = |users, door| {
            let search = Search { users, filter: None, sort: None, start: Some(1), count: 1_000 };
            self.answer(&Call { at: 0, door, what: What::Search(search) })
        };
        Door::ALL.into_iter().for_each(|door| self.set_token(door, true));
        self.doors.iter().for_each(|door| self.check_lists(door.org));
        Door::ALL.into_iter().flat_map(|door| [all(true, door), all(false, door)]).collect()
    }

    /// The lists of administrators have everybody, and each group has as many members as it says.
    fn check_lists(&self, org: OrgId) {
        let check = move |work: &mut Work<'_, '_>| {
            let org = work.tx.org(org);
            let by_name = Sorted { by: GroupsOrder::Name, descending: false };
            let (groups, total) =
                org.group_page(&GroupsQuery::default(), by_name, &Turn::Beginning, 10_000)?;
            assert_eq!(groups.items.len() as u64, total);
            for CountedGroup { group, members } in groups.items {
                let mut count = 0;
                org.each_member(group.id, |_| count += 1)?;
                assert_eq!(members, count, "{} counts its members", group.display_name());
            }
            let by_name = Sorted { by: PeopleOrder::Name, descending: false };
            let people =
                org.people(&PeopleQuery::default(), by_name, &Turn::Beginning, (10_000, work.now))?;
            assert_eq!(people.total, Total::Exactly(people.leaf.items.len() as u64));
            Ok(())
        };
        self.system.runtime.block_on(self.system.app.run(Access::Search, "lists", check)).expect("lists");
    }

    fn set_token(&self, door: Door, active: bool) {
        let Entrance { org, token, .. } = self.doors[door as usize].clone();
        let set =
            move |work: &mut Work<'_, '_>| tokens::set_active(work, &Actor::CommandLine, &token, active);
        let set = self.system.app.write_in(org, "set token", set);
        self.system.runtime.block_on(set).expect("the token is there");
    }

    fn pages(&self, call: &Call, asked: &Search) -> Result<Vec<Page>, Error> {
        let mut request = SearchRequest {
            filter: asked.filter.as_ref().map(printed),
            sort_by: asked.sort.map(|(attribute, _)| path(attribute).to_owned()),
            start_index: asked.start,
            count: Some(asked.count),
            cursor: asked.start.is_none().then(String::new),
            ..SearchRequest::default()
        };
        if let Some((_, true)) = asked.sort {
            request.sort_order = SortOrder::Descending;
        }
        let (users, mut pages) = (asked.users, Vec::new());
        loop {
            let asked = request.clone();
            let (page, next) = self.run(call, move |work, caller, _| found(work, caller, &asked, users))?;
            pages.push(page);
            if next.is_none() || pages.len() > 1_000 {
                return Ok(pages);
            }
            request.cursor = next;
        }
    }

    /// Runs a use case as the one at the door, at the time of the call.
    fn run<T: Send + 'static>(
        &self,
        call: &Call,
        work: impl Fn(&mut Work<'_, '_>, &Caller, &Call) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let Entrance { org, credential, .. } = self.doors[call.door as usize].clone();
        let access = match call.what {
            What::GetUser(_) | What::GetGroup(_) => Access::Read,
            What::Search(_) => Access::Search,
            _ => Access::Write(Some(org)),
        };
        let call = call.clone();
        let job = move |tx: &mut Work<'_, '_>| {
            tx.now = time(call.at);
            tx.ids = Ids::new(tx.now, [7; 32]);
            let caller = tx.caller(&credential)?;
            work(tx, &caller, &call)
        };
        self.system.runtime.block_on(self.system.app.run(access, "model", job))
    }
}

fn answer(work: &mut Work<'_, '_>, caller: &Caller, call: &Call) -> Result<Answer, Error> {
    let if_match =
        |expected: &Option<u64>| expected.map_or(IfMatch::Any, |version| IfMatch::Versions(vec![version]));
    let (user, group) = (&caller.types.user, &caller.types.group);
    match &call.what {
        What::CreateUser(person) => {
            let resource = Resource::parse(&sent(&body_of_user(person))?, user)?;
            users::create(work, caller, &resource, users::Return::Allowed, &mut Fired::default())
                .map(user_view)
        }
        What::ReplaceUser(id, expected, person) => {
            let body = sent(&body_of_user(person))?;
            users::replace(work, caller, user_id(*id), &if_match(expected), &body, &mut Fired::default())
                .map(user_view)
        }
        What::PatchUser(id, expected, edits) => {
            let operations: Vec<Value> = edits.iter().map(operation).collect();
            patch_user(work, caller, *id, &if_match(expected), &json!(operations).to_string())
        }
        What::DeleteUser(id, expected) => {
            users::delete(work, caller, user_id(*id), &if_match(expected)).map(|()| Answer::Done)
        }
        What::GetUser(id) => users::get(work, caller, user_id(*id)).map(stored_user_view),
        What::CreateGroup(team, ids) => {
            let resource = Resource::parse(&sent(&body_of_group(team))?, group)?;
            groups::create(work, caller, &resource, &texts(ids), &mut Fired::default(), NAMES).map(group_view)
        }
        What::ReplaceGroup(id, expected, team, ids) => {
            let asked = (sent(&body_of_group(team))?, texts(ids));
            replace_group(work, caller, *id, &if_match(expected), &asked)
        }
        What::PatchGroup(id, expected, edits) => {
            let operations: Vec<Value> = edits.iter().map(team_operation).collect();
            let body = sent(&json!({ "schemas": [PATCH_URN], "Operations": operations }).to_string())?;
            let mut fired = Fired::default();
            let request = PatchRequest::parse(&body, group, &caller.dialect(), &mut fired)?;
            let (request, operations) = members::separate(request, group, &caller.dialect(), &mut fired)?;
            let (asked, expected) = ((&request, operations.as_slice()), if_match(expected));
            groups::patch(work, caller, group_id(*id), &expected, asked, &mut fired, NAMES).map(group_view)
        }
        What::DeleteGroup(id, expected) => {
            groups::delete(work, caller, group_id(*id), &if_match(expected)).map(|()| Answer::Done)
        }
        What::GetGroup(id) => Ok(match groups::get(work, caller, group_id(*id), NAMES)? {
            Found::Whole(view) => group_view(view),
            Found::Large(..) => panic!("no group here is large"),
        }),
        What::Unspeakable(Place::Create, text) => {
            let body = format!(r#"{{"schemas":["{USER_URN}"],"userName":{text}}}"#);
            users::create(
                work,
                caller,
                &Resource::parse(&sent(&body)?, user)?,
                users::Return::Allowed,
                &mut Fired::default(),
            )
            .map(user_view)
        }
        What::Unspeakable(Place::Patch, text) => {
            let operations = format!(r#"[{{"op":"replace","path":"userName","value":{text}}}]"#);
            patch_user(work, caller, 0, &IfMatch::Any, &operations)
        }
        What::Unspeakable(Place::Filter, text) => {
            let request =
                SearchRequest { filter: Some(format!("userName eq {text}")), ..SearchRequest::default() };
            found(work, caller, &request, true).map(|(page, _)| Answer::Pages(vec![page]))
        }
        What::Search(_) | What::SetToken(_) => panic!("not one transaction of the provider's"),
    }
}

fn replace_group(
    work: &mut Work<'_, '_>,
    caller: &Caller,
    id: At,
    expected: &IfMatch,
    (body, ids): &(Value, Vec<String>),
) -> Result<Answer, Error> {
    let (asked, mut fired) = ((body, Some(ids.as_slice())), Fired::default());
    groups::replace(work, caller, group_id(id), expected, asked, &mut fired, NAMES).map(group_view)
}

fn patch_user(
    work: &mut Work<'_, '_>,
    caller: &Caller,
    id: At,
    expected: &IfMatch,
    operations: &str,
) -> Result<Answer, Error> {
    let body = sent(&format!(r#"{{"schemas":["{PATCH_URN}"],"Operations":{operations}}}"#))?;
    let mut fired = Fired::default();
    let request = PatchRequest::parse(&body, &caller.types.user, &caller.dialect(), &mut fired)?;
    users::patch(work, caller, user_id(id), expected, &request, &mut fired).map(user_view)
}

fn found(
    work: &mut Work<'_, '_>,
    caller: &Caller,
    request: &SearchRequest,
    users: bool,
) -> Result<(Page, Option<String>), Error> {
    let shown = Shown { groups: true, members: NAMES };
    let (total, start, next, items) = if users {
        let all = search::users(work, caller, request, shown, &mut Fired::default())?;
        (all.total, all.start_index, all.next_cursor, all.items.into_iter().map(stored_user_view).collect())
    } else {
        let all = search::groups(work, caller, request, shown, &mut Fired::default())?;
        (all.total, all.start_index, all.next_cursor, all.items.into_iter().map(group_view).collect())
    };
    Ok((Page { total, start, more: next.is_some(), items }, next))
}

/// A body as it comes over the wire.
fn sent(body: &str) -> Result<Value, Error> {
    Ok(scim::json::parse(body.as_bytes())?)
}

fn body_of_user(person: &Person) -> String {
    let mut body = json!({ "schemas": [USER_URN], "userName": &*person.name, "active": person.active });
    body["externalId"] = text_or_null(&person.external);
    body["displayName"] = text_or_null(&person.display);
    body["title"] = text_or_null(&person.title);
    body["emails"] = emails(&person.emails);
    body.to_string()
}

fn body_of_group(team: &Team) -> String {
    let external = text_or_null(&team.external);
    json!({ "schemas": [GROUP_URN], "displayName": &*team.name, "externalId": external }).to_string()
}

fn text_or_null(text: &Option<Text>) -> Value {
    text.as_ref().map_or(Value::Null, |text| json!(&**text))
}

fn emails(all: &[(Kind, Text)]) -> Value {
    all.iter().map(|(kind, address)| json!({ "value": &**address, "type": kind.as_str() })).collect()
}

fn operation(edit: &Edit) -> Value {
    let text = |path: &str, text: &Option<Text>| written(path, text.as_ref().map(|text| json!(&**text)));
    match edit {
        Edit::Name(name) => written("userName", Some(json!(&**name))),
        Edit::External(external) => text("externalId", external),
        Edit::Display(display) => text("displayName", display),
        Edit::Title(title) => text("title", title),
        Edit::Active(active) => written("active", active.map(Value::Bool)),
        Edit::Emails(all) => written("emails", Some(emails(all)).filter(|_| !all.is_empty())),
    }
}

fn team_operation(edit: &TeamEdit) -> Value {
    let listed = |ids: &[At]| -> Value { texts(ids).into_iter().map(|id| json!({ "value": id })).collect() };
    match edit {
        TeamEdit::Name(name) => written("displayName", Some(json!(&**name))),
        TeamEdit::External(external) => written("externalId", external.as_ref().map(|text| json!(&**text))),
        TeamEdit::Add(ids) => json!({ "op": "add", "path": "members", "value": listed(ids) }),
        TeamEdit::Remove(id) => written(&format!("members[value eq \"{}\"]", user_id(*id)), None),
        TeamEdit::RemoveAll => written("members", None),
        TeamEdit::Replace(ids) => written("members", Some(listed(ids))),
    }
}

fn written(path: &str, value: Option<Value>) -> Value {
    match value {
        Some(value) => json!({ "op": "replace", "path": path, "value": value }),
        None => json!({ "op": "remove", "path": path }),
    }
}

fn printed(condition: &Condition) -> String {
    match condition {
        Condition::Is(attribute, operator, text) => {
            let operator = match operator {
                Operator::Eq => "eq",
                Operator::Co => "co",
                Operator::Sw => "sw",
                Operator::Lt => "lt",
            };
            format!("{} {operator} {}", path(*attribute), json!(&**text))
        }
        Condition::Present(attribute) => format!("{} pr", path(*attribute)),
        Condition::Active(active) => format!("active eq {active}"),
        Condition::Linked(user, other) => {
            format!("{} eq \"{}\"", if *user { "groups.value" } else { "members.value" }, user_id(*other))
        }
        Condition::Not(inner) => format!("not ({})", printed(inner)),
        Condition::Both(pair) => format!("({} and {})", printed(&pair.0), printed(&pair.1)),
        Condition::Either(pair) => format!("({} or {})", printed(&pair.0), printed(&pair.1)),
    }
}

fn path(attribute: Attribute) -> &'static str {
    match attribute {
        Attribute::UserName => "userName",
        Attribute::ExternalId => "externalId",
        Attribute::DisplayName => "displayName",
        Attribute::Email => "emails.value",
        Attribute::Title => "title",
    }
}

fn stored_user_view(UserView { user, groups }: UserView<Document>) -> Answer {
    user_view(UserView { user: user.try_map(Document::read).expect("what was written"), groups })
}

fn user_view(UserView { user, groups }: UserView) -> Answer {
    assert_eq!(user.id, user_id(at_of(&user.id.to_string())), "ids are made of the work's own supply");
    assert_eq!(millis(user.created), at_of(&user.id.to_string()), "made when its id says");
    let (id, said) = (at_of(&user.id.to_string()), person(user.resource.attributes()));
    Answer::User(View {
        id,
        version: user.version,
        modified: millis(user.last_modified),
        said,
        linked: linked(&groups),
    })
}

fn group_view(GroupView { group, members }: GroupView) -> Answer {
    assert_eq!(millis(group.created), at_of(&group.id.to_string()), "made when its id says");
    let attributes = group.resource.attributes();
    only(attributes, &["schemas", "displayName", "externalId"]);
    let name = text(attributes, "displayName").expect("a group has a name");
    let said = Team { name, external: text(attributes, "externalId") };
    let (id, linked) = (at_of(&group.id.to_string()), linked(&members.expect("members are shown")));
    Answer::Group(View { id, version: group.version, modified: millis(group.last_modified), said, linked })
}

fn person(attributes: &Map<String, Value>) -> Person {
    only(attributes, &["schemas", "userName", "externalId", "displayName", "emails", "active", "title"]);
    let email = |email: &Value| {
        let email = email.as_object().expect("an object");
        only(email, &["value", "type"]);
        let kind = if email["type"] == "work" { Kind::Work } else { Kind::Home };
        (kind, text(email, "value").expect("an address"))
    };
    Person {
        name: text(attributes, "userName").expect("a user has a name"),
        external: text(attributes, "externalId"),
        display: text(attributes, "displayName"),
        emails: attributes.get("emails").and_then(Value::as_array).into_iter().flatten().map(email).collect(),
        active: attributes.get("active").and_then(Value::as_bool),
        title: text(attributes, "title"),
    }
}

fn only(attributes: &Map<String, Value>, names: &[&str]) {
    let other = attributes.keys().find(|name| !names.contains(&name.as_str()));
    assert_eq!(other, None, "nobody said that");
}

fn text(attributes: &Map<String, Value>, name: &str) -> Option<Text> {
    attributes.get(name).and_then(Value::as_str).map(Text::from)
}

fn linked(roster: &Roster) -> Vec<(Linked, At, Text)> {
    let one = |(member, name): (Member, Option<&str>)| {
        let kind = if matches!(member, Member::User(_)) { Linked::User } else { Linked::Group };
        (kind, at_of(&member.id()), Text::from(name.expect("names are shown")))
    };
    roster.iter().map(one).collect()
}

fn no(error: Error) -> Answer {
    Answer::No(match error {
        Error::Unauthorized(_) => Why::Unauthorized,
        Error::NotFound => Why::NotFound,
        Error::Stale => Why::Stale,
        Error::Refused(Refusal::UserNameTaken) => Why::UserNameTaken,
        Error::Refused(Refusal::GroupNameTaken) => Why::GroupNameTaken,
        Error::Refused(Refusal::OwnMember) => Why::OwnMember,
        Error::Refused(Refusal::GroupInItself(_)) => Why::InItself,
        Error::Refused(Refusal::TooLong(_)) => Why::TooLong,
        Error::Refused(Refusal::UnknownMembers(ids, _)) => {
            Why::UnknownMembers(ids.iter().map(|id| at_of(id)).collect())
        }
        Error::Scim(error) if error.scim_type == Some(ScimType::InvalidSyntax) => Why::InvalidSyntax,
        Error::Scim(error) if error.scim_type == Some(ScimType::InvalidValue) => Why::InvalidValue,
        Error::Scim(error) if error.scim_type == Some(ScimType::InvalidFilter) => Why::InvalidFilter,
        other => Why::Other(format!("{other:?}")),
    })
}

fn time(at: At) -> Timestamp {
    Timestamp::from_millis(BEGIN + i64::try_from(at).expect("small"))
}

fn millis(time: Timestamp) -> At {
    u64::try_from(time.as_millis() - BEGIN).expect("not before the beginning")
}

/// The first id that a supply of that time gives.
fn user_id(at: At) -> UserId {
    Ids::new(time(at), [7; 32]).id()
}

fn group_id(at: At) -> GroupId {
    Ids::new(time(at), [7; 32]).id()
}

fn texts(ids: &[At]) -> Vec<String> {
    ids.iter().map(|id| user_id(*id).to_string()).collect()
}

/// When an id was given: the first 48 bits of a UUID of version 7.
fn at_of(id: &str) -> At {
    let digits: String = id.chars().filter(|c| *c != '-').take(12).collect();
    let millis = i64::from_str_radix(&digits, 16).expect("a UUID");
    u64::try_from(millis - BEGIN).expect("not before the beginning")
}
