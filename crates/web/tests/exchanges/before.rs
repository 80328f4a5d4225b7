//! What must have been there when the recording began: a log begins in the middle of a life.
//!
//! Whoever the recording shows or writes on without having made them is made beforehand, as they are first shown.

use crate::comparison::address;
use crate::recording::{Answer, Body, Entry};
use scim::schema::{GROUP_URN, USER_URN};
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// What the server makes up, or keeps to itself.
const NOT_SENT: [&str; 5] = ["id", "meta", "groups", "members", "password"];

/// What is either a user or a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    User,
    Group,
}

/// A user or a group that is made beforehand.
#[derive(Debug, PartialEq)]
pub(crate) struct Resource {
    pub(crate) kind: Kind,
    /// As the recording has it.
    pub(crate) id: String,
    /// The recorded ids of a group's members.
    pub(crate) members: Vec<String>,
    /// As the recording first shows it.
    shown: Map<String, Value>,
    /// It was named by somebody else, and not shown itself.
    is_glimpse: bool,
}

/// All that the recording takes for granted, in the order in which it is needed.
pub(crate) fn before(entries: &[Entry]) -> Vec<Resource> {
    let mut made: HashSet<String> = HashSet::new();
    let mut needed: Vec<Resource> = Vec::new();
    // What was refused says nothing of who was there.
    for entry in entries.iter().filter(|entry| (200..300).contains(&entry.status)) {
        made.extend(body(entry).into_iter().flat_map(|answer| newly_made(entry.status, answer)));
        for mention in mentions(entry).into_iter().filter(|mention| !made.contains(&mention.id)) {
            match needed.iter_mut().find(|known| known.id == mention.id) {
                Some(known) if known.is_glimpse && !mention.is_glimpse => known.complete(mention),
                Some(_) => {}
                None => needed.push(mention),
            }
        }
    }
    // Who is shown with a group was in it.
    let belongs: Vec<(String, String)> = needed.iter().flat_map(Resource::belongs).collect();
    for group in needed.iter_mut().filter(|resource| resource.kind == Kind::Group) {
        group.members =
            belongs.iter().filter(|(_, of)| *of == group.id).map(|(who, _)| who.clone()).collect();
        group.members.sort();
        group.members.dedup();
    }
    needed.sort_by_key(|resource| resource.kind == Kind::Group);
    needed
}

impl Kind {
    pub(crate) fn endpoint(self) -> &'static str {
        match self {
            Self::User => "/Users",
            Self::Group => "/Groups",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::User => "userName",
            Self::Group => "displayName",
        }
    }
}

impl Resource {
    /// The body of the POST that makes it; who has no name in the recording is called after the id.
    pub(crate) fn body(&self) -> Value {
        let mut body = self.shown.clone();
        body.retain(|name, _| !NOT_SENT.contains(&name.as_str()));
        let urn = if self.kind == Kind::User { USER_URN } else { GROUP_URN };
        body.entry("schemas").or_insert_with(|| json!([urn]));
        body.entry(self.kind.name()).or_insert_with(|| json!(self.id));
        Value::Object(body)
    }

    fn seen(kind: Kind, id: &str, shown: Map<String, Value>) -> Self {
        Self { is_glimpse: false, ..Self::glimpsed(kind, id, shown) }
    }

    fn glimpsed(kind: Kind, id: &str, shown: Map<String, Value>) -> Self {
        Self { kind, id: id.to_owned(), members: Vec::new(), shown, is_glimpse: true }
    }

    /// Who is in which group, as far as this shows it.
    fn belongs(&self) -> Vec<(String, String)> {
        let members = ids_in(self.shown.get("members")).map(|(id, _)| (id.to_owned(), self.id.clone()));
        let groups = ids_in(self.shown.get("groups")).map(|(id, _)| (self.id.clone(), id.to_owned()));
        members.chain(groups).collect()
    }

    /// Takes from a later sight what the first did not show.
    fn complete(&mut self, later: Self) {
        for (name, value) in later.shown {
            self.shown.entry(name).or_insert(value);
        }
        self.is_glimpse = false;
    }
}

/// The ids of what an answer says was made, by itself or in a Bulk request (RFC 7644 §3.7.3).
fn newly_made(status: u16, answer: &Value) -> Vec<String> {
    if status == 201 {
        return text(answer, "id").into_iter().collect();
    }
    let done = answer.get("Operations").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let locations = done.iter().filter(|one| one["status"] == "201").filter_map(|one| text(one, "location"));
    locations.filter_map(|location| Some(address(&location)?.1.to_owned())).collect()
}

/// Everybody that an exchange shows to be there.
fn mentions(entry: &Entry) -> Vec<Resource> {
    let path = entry.target.split('?').next().unwrap_or_default();
    let mut mentions = Vec::new();
    let listed = body(entry).and_then(|body| body.get("Resources")).and_then(Value::as_array);
    let answered = listed.map(Vec::as_slice).or(body(entry).map(std::slice::from_ref)).unwrap_or_default();
    for shown in answered.iter().filter_map(Value::as_object) {
        let id = shown.get("id").and_then(Value::as_str);
        if let (Some(kind), Some(id)) = (kind_of(path), id) {
            mentions.push(Resource::seen(kind, id, shown.clone()));
        }
        mentions.extend(members(shown.get("members")));
        mentions.extend(groups(shown.get("groups")));
    }
    if let (Some(kind), Some((_, id))) = (kind_of(path), address(path).filter(|(_, id)| is_id(id))) {
        let sent = if entry.method == "PUT" { sent(entry).cloned() } else { None };
        mentions.push(match sent {
            Some(sent) => Resource::seen(kind, id, sent),
            None => Resource::glimpsed(kind, id, Map::new()),
        });
    }
    mentions.extend(sent(entry).map(named_members).unwrap_or_default());
    mentions
}

/// The members that a request wants to be there; to remove somebody does not take them for granted.
fn named_members(request: &Map<String, Value>) -> Vec<Resource> {
    let mut named = members(request.get("members"));
    let operations =
        request.get("Operations").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    for operation in operations {
        let removes = text(operation, "op").is_none_or(|op| op.eq_ignore_ascii_case("remove"));
        match operation.get("path").and_then(Value::as_str) {
            _ if removes => {}
            None => named.extend(members(operation.get("value").and_then(|value| value.get("members")))),
            Some(path) if path.eq_ignore_ascii_case("members") => {
                named.extend(members(operation.get("value")));
            }
            Some(_) => {}
        }
    }
    named
}

/// Whoever is listed is there, a user unless it says otherwise.
fn members(list: Option<&Value>) -> Vec<Resource> {
    let kind = |one: &Value| if one["type"] == "Group" { Kind::Group } else { Kind::User };
    ids_in(list).map(|(id, member)| Resource::glimpsed(kind(member), id, Map::new())).collect()
}

/// The groups that a user is shown with have names.
fn groups(list: Option<&Value>) -> Vec<Resource> {
    let shown = |one: &Value| {
        one.get("display").map(|name| ("displayName".to_owned(), name.clone())).into_iter().collect()
    };
    ids_in(list).map(|(id, group)| Resource::glimpsed(Kind::Group, id, shown(group))).collect()
}

fn ids_in(list: Option<&Value>) -> impl Iterator<Item = (&str, &Value)> {
    let list = list.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(|one| Some((one.get("value")?.as_str()?, one)))
}

fn kind_of(path: &str) -> Option<Kind> {
    match path.split('/').find(|part| !part.is_empty())? {
        "Users" => Some(Kind::User),
        "Groups" => Some(Kind::Group),
        _ => None,
    }
}

/// Otherwise it is the end of an endpoint, such as `/Users` or `/Users/.search`.
fn is_id(part: &str) -> bool {
    kind_of(part).is_none() && !part.starts_with('.')
}

fn body(entry: &Entry) -> Option<&Value> {
    match &entry.answer {
        Answer::Holds(body) | Answer::Is(body) => Some(body),
        Answer::Unknown | Answer::Nothing => None,
    }
}

fn sent(entry: &Entry) -> Option<&Map<String, Value>> {
    match &entry.request {
        Body::Json(body) => body.as_object(),
        Body::Nothing | Body::Text(_) => None,
    }
}

fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name)?.as_str().map(str::to_owned)
}
