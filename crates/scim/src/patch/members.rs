//! The membership of a group, apart from its other attributes.
//!
//! A group may have a million members, so that membership is never part of a document: a PATCH turns into the ids
//! that come and go.

mod tally;

use super::{Op, Operation, PatchRequest, numbered};
use crate::dialect::{Dialect, Fired, Switch, Tolerance, example, members_replace_is_add, put_keeps_members};
use crate::filter::{Bound, Filter, Literal, Operator};
use crate::limits::{MEMBERS_MAX, REPLACE_DROPS_MAX};
use crate::path::{AttributePath, Path};
use crate::schema::GROUP_URN;
use crate::{Error, ResourceType, fold};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use tally::Tally;

/// A member as a client names it (RFC 7643 §4.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The id of a user or group.
    pub value: String,
    /// `User` or `Group`, as sent.
    pub kind: Option<String>,
}

/// What one operation does to the membership (RFC 7644 §3.5.2).
#[derive(Clone, Debug, PartialEq)]
pub enum MemberOperation {
    /// These are members afterwards.
    Add(Vec<Member>),
    /// Those are not.
    Remove(Selection),
    /// These are the members afterwards, and nobody else.
    Replace(Vec<Member>),
}

/// Which members an operation removes (RFC 7644 §3.5.2.2).
#[derive(Clone, Debug, PartialEq)]
pub enum Selection {
    /// All of them.
    All,
    /// Those with these ids, folded: to compare them without regard to case (RFC 7643 §8.7.1 has `members.value` so)
    /// works where the server's own ids are what [`fold()`] makes of them.
    Ids(Vec<String>),
    /// Those that a filter selects, by `value` or `type` and by nothing else.
    Filter(Bound),
}

/// What member operations come to, one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delta {
    /// Whoever was a member before is none unless added; `remove` is then empty.
    pub cleared: bool,
    /// Ids that are members afterwards, each once, in the order in which they came.
    pub add: Vec<String>,
    /// Ids that are no members afterwards, each once. They need not have been members before.
    pub remove: Vec<String>,
}

impl MemberOperation {
    /// How many members it names.
    fn named(&self) -> usize {
        match self {
            Self::Add(members) | Self::Replace(members) => members.len(),
            Self::Remove(Selection::Ids(ids)) => ids.len(),
            Self::Remove(Selection::All | Selection::Filter(_)) => 0,
        }
    }
}

impl Delta {
    /// Whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.cleared && self.add.is_empty() && self.remove.is_empty()
    }
}

/// Takes the membership out of a PATCH: what remains changes the document, the rest changes rows.
///
/// The two never touch the same attribute, so that their order among each other does not matter.
///
/// # Errors
///
/// `invalidValue` for members that are none; `invalidFilter` for members selected by their name; `mutability` for a
/// change inside a member, as RFC 7643 §4.2 makes their sub-attributes immutable; `invalidSyntax` for a `remove` with a
/// value where the dialect does not know it; 413 for more than [`MEMBERS_MAX`] members over all operations.
pub fn separate(
    request: PatchRequest,
    ty: &ResourceType,
    dialect: &Dialect,
    fired: &mut Fired,
) -> Result<(PatchRequest, Vec<MemberOperation>), Error> {
    let mut rest = PatchRequest::default();
    let mut members = Vec::new();
    let mut named = 0;
    for operation in request.operations {
        let number = operation.number;
        let (left, membership) = part(operation, ty, dialect, fired)
            .and_then(|parts| {
                named += parts.1.as_ref().map_or(0, MemberOperation::named);
                if named > MEMBERS_MAX { Err(too_many(named)) } else { Ok(parts) }
            })
            .map_err(|error| numbered(error, number))?;
        rest.operations.extend(left);
        members.extend(membership);
    }
    Ok((rest, members))
}

/// Takes the members out of the body of a POST or PUT (RFC 7643 §4.2). `None` says that the body does not mention them,
/// or only as null; for a PUT that is not the same as an empty list in each dialect ([`Switch::PutKeepsMembers`]).
///
/// # Errors
///
/// As [`parse`].
pub fn take(body: &mut Value, dialect: &Dialect, fired: &mut Fired) -> Result<Option<Vec<Member>>, Error> {
    let Value::Object(body) = body else { return Ok(None) };
    let mut found: Vec<Value> = remove_field(body, "members").into_iter().collect();
    if dialect.has(Switch::DottedKeys) {
        let qualified = remove_field(body, &format!("{GROUP_URN}:members"));
        let apart = body.iter_mut().find(|(key, _)| key.eq_ignore_ascii_case(GROUP_URN));
        let apart = apart.and_then(|(_, fields)| fields.as_object_mut());
        let nested = apart.and_then(|fields| remove_field(fields, "members"));
        if let Some(sent) = qualified.as_ref().or(nested.as_ref()) {
            fired.note(Tolerance::DottedKey, "members", || example::members(sent));
        }
        found.extend(qualified.into_iter().chain(nested));
    }
    let mut members: Option<Vec<Member>> = None;
    for value in found.iter().filter(|value| !value.is_null()) {
        members.get_or_insert_default().extend(parse(value, dialect, fired)?);
    }
    let count = members.as_ref().map_or(0, Vec::len);
    if count > MEMBERS_MAX { Err(too_many(count)) } else { Ok(members) }
}

/// The members after a PUT whose body names these (RFC 7644 §3.5.1): none says that they stay as they are.
#[must_use]
pub fn after_put<T>(named: Option<Vec<T>>, dialect: &Dialect, fired: &mut Fired) -> Option<Vec<T>> {
    match named {
        None if put_keeps_members::applies(dialect, fired) => None,
        named => Some(named.unwrap_or_default()),
    }
}

/// Notes a `replace` by one member that took more than [`REPLACE_DROPS_MAX`] out of the group. To the RFC it is right;
/// some tenants of Entra ID mean `add` by it, and lose a group so.
pub fn note_drops(operations: &[MemberOperation], removed: usize, fired: &mut Fired) {
    let one = operations.iter().find_map(|operation| match operation {
        MemberOperation::Replace(members) if members.len() == 1 => members.first(),
        _ => None,
    });
    if let Some(member) = one.filter(|_| removed > REPLACE_DROPS_MAX) {
        let example = || json!({ "members": [{ "value": member.value }], "removed": removed }).to_string();
        fired.note(Tolerance::ReplaceDropsMany, "members", example);
    }
}

/// Reads a list of members (RFC 7643 §4.2): `[{"value": "…"}]`; `display`, `$ref` and what else comes with them is the
/// server's.
///
/// # Errors
///
/// `invalidValue` for what is no list of members, and for a member without an id; 413 for more than
/// [`MEMBERS_MAX`] members.
pub fn parse(value: &Value, dialect: &Dialect, fired: &mut Fired) -> Result<Vec<Member>, Error> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Array(list) if list.len() > MEMBERS_MAX => Err(too_many(list.len())),
        Value::Array(list) => list.iter().map(|entry| member(entry, dialect, fired)).collect(),
        // RFC 7644 §3.5.2.1 adds "a new value": one may stand without a list around it.
        one => Ok(vec![member(one, dialect, fired)?]),
    }
}

/// Whether [`delta`] must be told who is a member now.
#[must_use]
pub fn needs_current(operations: &[MemberOperation]) -> bool {
    let clears = |operation: &&MemberOperation| {
        matches!(operation, MemberOperation::Replace(_) | MemberOperation::Remove(Selection::All))
    };
    // After a clearing operation, only those can be members whom the request itself has added.
    operations
        .iter()
        .take_while(|operation| !clears(operation))
        .any(|operation| filter_of(operation).is_some())
}

/// The ids of which [`delta`] must be told who exists, and as what: those that the operations add before one of them
/// selects by a filter.
#[must_use]
pub fn needs_known(operations: &[MemberOperation]) -> Vec<String> {
    let filtered = operations.iter().rposition(|operation| filter_of(operation).is_some()).unwrap_or(0);
    let added = operations[..filtered].iter().flat_map(|operation| match operation {
        MemberOperation::Add(members) | MemberOperation::Replace(members) => members.as_slice(),
        MemberOperation::Remove(_) => &[],
    });
    let ids: BTreeSet<&str> = added.map(|member| member.value.as_str()).collect();
    ids.into_iter().map(str::to_owned).collect()
}

/// What the operations come to, in order (RFC 7644 §3.5.2). `current` may be empty unless [`needs_current`] asks for
/// it; `known` are those of [`needs_known`] who exist.
///
/// A filter by `type` sees what the server knows of a member, and not what a request says about it.
///
/// # Errors
///
/// 413 over [`crate::limits::PATCH_WORK_BYTES_MAX`].
pub fn delta(operations: &[MemberOperation], current: &[Member], known: &[Member]) -> Result<Delta, Error> {
    let mut tally = Tally::new(current, known);
    operations.iter().try_for_each(|operation| tally.apply(operation))?;
    Ok(tally.into_delta())
}

fn filter_of(operation: &MemberOperation) -> Option<&Bound> {
    match operation {
        MemberOperation::Remove(Selection::Filter(filter)) => Some(filter),
        _ => None,
    }
}

/// What one operation does to the document, and what to the membership.
fn part(
    mut operation: Operation,
    ty: &ResourceType,
    dialect: &Dialect,
    fired: &mut Fired,
) -> Result<(Option<Operation>, Option<MemberOperation>), Error> {
    if ty.schema.id != GROUP_URN {
        return Ok((Some(operation), None));
    }
    match (&operation.path, &mut operation.value) {
        (Some(path), _) if is_membership(path, ty) => {
            Ok((None, Some(member_operation(operation, ty, dialect, fired)?)))
        }
        (None, Some(Value::Object(fields))) => {
            let members = match remove_field(fields, "members") {
                // In the middle of other attributes, null more likely says "not asked for" than "nobody".
                Some(Value::Null) if put_keeps_members::applies(dialect, fired) => None,
                Some(value) => Some(write(operation.op, &value, dialect, fired)?),
                None => None,
            };
            let is_left = !fields.is_empty();
            Ok((is_left.then_some(operation), members))
        }
        _ => Ok((Some(operation), None)),
    }
}

/// Whether a path leads to the membership of a group.
pub(crate) fn is_membership(path: &Path, ty: &ResourceType) -> bool {
    match path {
        Path::Attribute { target, .. } if ty.schema.id == GROUP_URN => ty
            .find(&AttributePath { sub: None, ..target.clone() })
            .is_some_and(|found| found.extension.is_none() && found.attribute.name == "members"),
        _ => false,
    }
}

fn member_operation(
    operation: Operation,
    ty: &ResourceType,
    dialect: &Dialect,
    fired: &mut Fired,
) -> Result<MemberOperation, Error> {
    let Some(Path::Attribute { target, filter }) = operation.path else {
        return Err(Error::invalid_path("The path does not lead to members."));
    };
    // RFC 7643 §4.2: the sub-attributes of members are "immutable".
    if target.sub.is_some() || (filter.is_some() && operation.op != Op::Remove) {
        return Err(Error::mutability(
            "A member cannot be altered, only added and removed. Remove the old one and add the new one.",
        ));
    }
    let value = operation.value.unwrap_or(Value::Null);
    match (operation.op, filter) {
        (Op::Remove, Some(filter)) => {
            if !value.is_null() {
                if !dialect.has(Switch::RemoveValues) {
                    return Err(super::remove_with_value("members"));
                }
                fired.note(Tolerance::RemoveValues, "members", || example::members(&value));
                let listed =
                    parse(&value, dialect, fired)?.iter().map(|member| fold(&member.value)).collect();
                return both(selection(&filter, ty)?, &listed).map(MemberOperation::Remove);
            }
            selection(&filter, ty).map(MemberOperation::Remove)
        }
        (Op::Remove, None) if value.is_null() => Ok(MemberOperation::Remove(Selection::All)),
        (Op::Remove, None) if dialect.has(Switch::RemoveValues) => {
            fired.note(Tolerance::RemoveValues, "members", || example::members(&value));
            let ids = parse(&value, dialect, fired)?.iter().map(|member| fold(&member.value)).collect();
            Ok(MemberOperation::Remove(Selection::Ids(ids)))
        }
        (Op::Remove, None) => Err(super::remove_with_value("members")),
        (op, _) => write(op, &value, dialect, fired),
    }
}

fn write(op: Op, value: &Value, dialect: &Dialect, fired: &mut Fired) -> Result<MemberOperation, Error> {
    let members = parse(value, dialect, fired)?;
    Ok(match members_replace_is_add::meant(op, value, dialect, fired) {
        Op::Add => MemberOperation::Add(members),
        Op::Replace | Op::Remove => MemberOperation::Replace(members),
    })
}

/// Those that a path selects and a value lists as well: to go by one of them alone would remove somebody whom the other
/// leaves out.
fn both(selected: Selection, listed: &BTreeSet<String>) -> Result<Selection, Error> {
    match selected {
        Selection::Ids(ids) => Ok(Selection::Ids(ids.into_iter().filter(|id| listed.contains(id)).collect())),
        Selection::All | Selection::Filter(_) => Err(super::remove_with_value("members")),
    }
}

/// `value eq "x"`, and `or` of such, name ids; any other filter has to be asked of each member.
fn selection(filter: &Filter, ty: &ResourceType) -> Result<Selection, Error> {
    fn id(filter: &Filter) -> Option<String> {
        match filter {
            Filter::Compare(at, Operator::Eq, Literal::String(id))
                if at.schema.is_none() && at.sub.is_none() && at.name.eq_ignore_ascii_case("value") =>
            {
                Some(fold(id))
            }
            _ => None,
        }
    }
    let ids = match filter {
        Filter::Or(terms) => terms.iter().map(id).collect(),
        one => id(one).map(|id| vec![id]),
    };
    if let Some(ids) = ids {
        return Ok(Selection::Ids(ids));
    }
    let attribute =
        ty.attribute("members").ok_or_else(|| Error::invalid_path(format!("{} has no members.", ty.name)))?;
    let bound = filter.bind_element(attribute)?;
    // RFC 7644 §3.12: the "comparison combination is not supported". A member's name and URL are not kept with the
    // membership; to select nobody by them would look like success.
    if let Some(part) = ["display", "$ref"].into_iter().find(|part| bound.mentions(part)) {
        return Err(Error::invalid_filter(format!(
            "Members cannot be selected by `{part}`, only by `value` (the member's id) and `type`."
        )));
    }
    Ok(Selection::Filter(bound))
}

fn member(entry: &Value, dialect: &Dialect, fired: &mut Fired) -> Result<Member, Error> {
    let text = |fields: &Map<String, Value>, name: &str| {
        let found = fields.get(name).or_else(|| {
            fields.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
        });
        found.and_then(Value::as_str).map(str::to_owned)
    };
    let (value, kind) = match entry {
        Value::Object(fields) => {
            check_parts(fields, dialect, fired)?;
            (text(fields, "value"), text(fields, "type"))
        }
        Value::String(id) if dialect.has(Switch::BareValues) => {
            fired.note(Tolerance::BareValue, "members", || example::members(entry));
            (Some(id.clone()), None)
        }
        _ => (None, None),
    };
    match value {
        Some(value) if !value.is_empty() => Ok(Member { value, kind: kind.filter(|kind| !kind.is_empty()) }),
        _ => Err(Error::invalid_value(
            "A member must be an object with the id of a user or group as its value: {\"value\": \"…\"}.",
        )),
    }
}

/// `display` and `$ref` are the server's to say; what else comes with a member is nothing that a group knows.
fn check_parts(fields: &Map<String, Value>, dialect: &Dialect, fired: &mut Fired) -> Result<(), Error> {
    const KNOWN: [&str; 4] = ["value", "display", "type", "$ref"];
    for (name, value) in fields.iter().filter(|(name, _)| !KNOWN.contains(&name.as_str())) {
        if KNOWN.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            continue;
        }
        if !dialect.has(Switch::UnknownAttributes) {
            return Err(super::unknown_field(name, "a member"));
        }
        let example = || example::members(&Value::Object(Map::from_iter([(name.clone(), value.clone())])));
        fired.note(Tolerance::UnknownAttribute, &format!("members.{name}"), example);
    }
    Ok(())
}

fn too_many(count: usize) -> Error {
    Error::status(
        413,
        format!(
            "The request names {count} members, and {MEMBERS_MAX} is the most that one request may name. Send it \
             in parts."
        ),
    )
}

fn remove_field(fields: &mut Map<String, Value>, name: &str) -> Option<Value> {
    let key = fields.keys().find(|key| key.eq_ignore_ascii_case(name))?.clone();
    fields.shift_remove(&key)
}
