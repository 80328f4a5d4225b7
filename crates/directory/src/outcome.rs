//! What came of a call, told from what the request log keeps of it.
//!
//! It is what was asked for and answered: how a policy understood it, such as by disabling somebody whom the provider
//! deleted, is said by the user's own page.

use crate::Call;
use crate::cause::Cause;
use crate::target::{Kind, Target, decoded, parameter};
use scim::filter::{Filter, Syntax};
use scim::path::AttributePath;
use serde_json::{Map, Value};

/// Most attributes that an outcome names.
pub const NAMED_MAX: usize = 5;

/// What came of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was refused.
    Refused(Cause),
    /// A resource was made.
    Created(Kind),
    /// A user who was inactive was taken back, instead of being made.
    TakenBack,
    /// A resource was read.
    Read(Kind),
    /// Resources were listed, of one kind or of both; so many there are.
    Listed(Option<Kind>, Option<u64>),
    /// Resources were looked for.
    LookedFor {
        /// Of one kind, or of both.
        kind: Option<Kind>,
        /// The attributes that the filter compares, each once.
        by: Vec<String>,
        /// How many were found, if the answer was kept.
        found: Option<u64>,
    },
    /// A resource was changed; the attributes that the request names, at most [`NAMED_MAX`], or none where it is not kept.
    Updated(Kind, Vec<String>),
    /// A user was set to active.
    Activated,
    /// A user was set to inactive.
    Deactivated,
    /// Members were added to a group, and others removed.
    Members {
        /// How many were added.
        added: usize,
        /// How many were removed.
        removed: usize,
    },
    /// A group has these members now, so many, and no others.
    MembersReplaced(usize),
    /// A resource was deleted.
    Deleted(Kind),
    /// A Bulk request; how many of its operations were done, and how many were refused.
    Bulk {
        /// Those that were done.
        done: usize,
        /// Those that were refused.
        refused: usize,
    },
    /// The provider asked what the server can do.
    Discovered,
    /// It was done, and there is nothing more to say of it.
    Done,
}

impl Outcome {
    /// What came of this call.
    #[must_use]
    pub fn of(call: &Call) -> Self {
        if let Some(cause) = Cause::of(call) {
            return Self::Refused(cause);
        }
        match (call.method.as_str(), Target::of(call)) {
            ("POST", Target::All(Kind::User)) if fired(call, "post_reactivates") => Self::TakenBack,
            ("POST", Target::All(kind)) => Self::Created(kind),
            ("GET", Target::All(kind)) => found(call, Some(kind), parameter(call, "filter")),
            ("POST", Target::Search(kind)) => found(call, kind, filter_of_body(call)),
            ("GET", Target::One(kind)) => Self::Read(kind),
            ("PUT", Target::One(Kind::User)) => Self::Updated(Kind::User, Vec::new()),
            ("PUT", Target::One(Kind::Group)) => replaced_group(call),
            ("PATCH", Target::One(Kind::User)) => changed_user(call),
            ("PATCH", Target::One(Kind::Group)) => changed_group(call),
            ("DELETE", Target::One(kind)) => Self::Deleted(kind),
            ("POST", Target::Bulk) => bulk(call),
            ("GET", Target::Discovery) => Self::Discovered,
            _ => Self::Done,
        }
    }
}

fn fired(call: &Call, tolerance: &str) -> bool {
    call.tolerated().iter().any(|(name, _)| name == tolerance)
}

pub(crate) fn filter_of_body(call: &Call) -> Option<String> {
    let request = call.request.to_value()?;
    member(request.as_object()?, "filter")?.as_str().map(str::to_owned)
}

fn found(call: &Call, kind: Option<Kind>, filter: Option<String>) -> Outcome {
    let answer = call.answer.to_value().unwrap_or_default();
    let total = answer["totalResults"].as_u64();
    let by = filter.map(|filter| compared(&filter)).unwrap_or_default();
    if by.is_empty() { Outcome::Listed(kind, total) } else { Outcome::LookedFor { kind, by, found: total } }
}

/// The attributes that a filter compares.
fn compared(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    if let Some(filter) = filter_of(text) {
        attributes(&filter, &mut names);
    }
    names
}

/// The filter that a text is. It may be one that was encoded twice.
pub(crate) fn filter_of(text: &str) -> Option<Filter> {
    let parse = |text: &str| Filter::parse(text, Syntax::LENIENT).ok();
    parse(text).or_else(|| parse(&decoded(text)))
}

fn attributes(filter: &Filter, names: &mut Vec<String>) {
    match filter {
        Filter::And(terms) | Filter::Or(terms) => terms.iter().for_each(|term| attributes(term, names)),
        Filter::Not(inner) => attributes(inner, names),
        Filter::Compare(path, ..) | Filter::Present(path) | Filter::Element(path, _) => {
            let AttributePath { name, sub, .. } = path;
            let name = sub.as_ref().map_or_else(|| name.clone(), |sub| format!("{name}.{sub}"));
            push(name, names);
        }
    }
}

fn changed_user(call: &Call) -> Outcome {
    let operations = operations(call);
    let mut names = Vec::new();
    for operation in &operations {
        operation.name_attributes(&mut names);
    }
    let active = operations.iter().rev().find_map(Operation::active).filter(|_| names.len() == 1);
    match active {
        Some(true) => Outcome::Activated,
        Some(false) => Outcome::Deactivated,
        None => Outcome::Updated(Kind::User, names),
    }
}

fn changed_group(call: &Call) -> Outcome {
    let adds_always = fired(call, "members_replace_is_add");
    let (mut names, mut added, mut removed, mut replaced) = (Vec::new(), 0, 0, None);
    for operation in operations(call) {
        let Some(count) = operation.members() else {
            operation.name_attributes(&mut names);
            continue;
        };
        match operation.op.as_str() {
            "add" => added += count,
            "replace" if adds_always => added += count,
            "remove" if !operation.removes_all() => removed += count,
            _ => replaced = Some(count),
        }
    }
    match replaced {
        Some(count) => Outcome::MembersReplaced(count + added),
        None if added + removed > 0 => Outcome::Members { added, removed },
        None => Outcome::Updated(Kind::Group, names),
    }
}

fn replaced_group(call: &Call) -> Outcome {
    let request = call.request.to_value().unwrap_or_default();
    match request.as_object().and_then(|fields| member(fields, "members")) {
        Some(Value::Array(members)) => Outcome::MembersReplaced(members.len()),
        _ => Outcome::Updated(Kind::Group, Vec::new()),
    }
}

fn bulk(call: &Call) -> Outcome {
    let answer = call.answer.to_value().unwrap_or_default();
    let Some(operations) = answer["Operations"].as_array() else { return Outcome::Done };
    let is_done = |operation: &&Value| operation["status"].as_str().is_some_and(|status| status < "400");
    let done = operations.iter().filter(is_done).count();
    Outcome::Bulk { done, refused: operations.len() - done }
}

/// An operation of a PATCH (RFC 7644 §3.5.2), as loosely as it may have been sent.
struct Operation {
    /// In lower case.
    op: String,
    path: String,
    value: Value,
}

fn operations(call: &Call) -> Vec<Operation> {
    let request = call.request.to_value().unwrap_or_default();
    let list = request.as_object().and_then(|fields| member(fields, "Operations")).and_then(Value::as_array);
    let read = |fields: &Map<String, Value>| {
        let text = |name| member(fields, name).and_then(Value::as_str).unwrap_or_default();
        Operation {
            op: text("op").to_ascii_lowercase(),
            path: text("path").to_owned(),
            value: member(fields, "value").cloned().unwrap_or_default(),
        }
    };
    list.into_iter().flatten().filter_map(Value::as_object).map(read).collect()
}

impl Operation {
    fn name_attributes(&self, names: &mut Vec<String>) {
        if !self.path.is_empty() {
            push(attribute(&self.path), names);
            return;
        }
        for (key, value) in self.value.as_object().into_iter().flatten() {
            match value {
                // An extension, by its URN.
                Value::Object(inner) if key.contains(':') => {
                    inner.keys().for_each(|key| push(attribute(key), names));
                }
                _ if matches!(key.as_str(), "schemas" | "id") => {}
                _ => push(attribute(key), names),
            }
        }
    }

    /// What it sets `active` to.
    fn active(&self) -> Option<bool> {
        let value = match self.path.is_empty() {
            true => member(self.value.as_object()?, "active")?,
            false if attribute(&self.path).eq_ignore_ascii_case("active") => &self.value,
            false => return None,
        };
        match value {
            Value::Bool(active) => Some(*active),
            Value::String(text) => text.to_ascii_lowercase().parse().ok(),
            _ => None,
        }
    }

    /// How many members it names; nothing where it is not about members.
    fn members(&self) -> Option<usize> {
        if self.path.is_empty() {
            return member(self.value.as_object()?, "members").map(count);
        }
        let name = attribute(&self.path);
        let is_filtered = self.path.contains('[');
        let is_members = name.eq_ignore_ascii_case("members");
        is_members.then(|| if is_filtered { filtered(&self.path) } else { count(&self.value) })
    }

    fn removes_all(&self) -> bool {
        !self.path.contains('[') && self.value.is_null()
    }
}

/// How many values a filter of members names: `members[value eq "a" or value eq "b"]` names two.
fn filtered(path: &str) -> usize {
    let filter = path.split_once('[').and_then(|(_, inner)| inner.rsplit_once(']'));
    match filter.and_then(|(inner, _)| Filter::parse(inner, Syntax::LENIENT).ok()) {
        Some(Filter::Or(terms)) => terms.len(),
        _ => 1,
    }
}

fn count(value: &Value) -> usize {
    match value {
        Value::Null => 0,
        Value::Array(list) => list.len(),
        _ => 1,
    }
}

/// The attribute that a path leads to, without its URN and what stands in brackets.
fn attribute(path: &str) -> String {
    let before = path.split('[').next().unwrap_or_default();
    before.rsplit(':').next().unwrap_or_default().to_owned()
}

fn push(name: String, names: &mut Vec<String>) {
    let is_known = names.iter().any(|known| known.eq_ignore_ascii_case(&name));
    if !is_known && !name.is_empty() && names.len() < NAMED_MAX {
        names.push(name);
    }
}

/// RFC 7643 §2.1: attribute names are without regard to case.
pub(crate) fn member<'a>(fields: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    fields.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}
