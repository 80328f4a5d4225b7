//! Why a call was refused, as far as it can be told from what the request log keeps of it.

use crate::target::{Kind, Target};
use crate::{Call, Denial};
use serde_json::Value;

/// Why a call was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The credential lets nobody in (401).
    Denied(Denial),
    /// The resource is not there any more, or never was (404).
    Gone(Kind),
    /// What was to be deleted is not there any more (404).
    DeletedBefore(Kind),
    /// What was to be read is not there any more, or never was (404).
    Missed(Kind),
    /// The address of an endpoint was taken for that of the server (404, 405).
    Doubled(Kind),
    /// There is no such address (404).
    NoAddress,
    /// The address has no such method (405).
    NoMethod,
    /// Another user has the userName, or another group the displayName (409).
    Taken(Kind),
    /// The connection's policy does not let it happen; the knobs that say so.
    Policy(String),
    /// The user is protected (403).
    Protected,
    /// The organization has no free seat.
    NoSeat,
    /// A member of a group is nobody whom the connection knows.
    UnknownMember,
    /// The resource has another version than the caller expected (412).
    ChangedMeanwhile,
    /// The request is larger than it may be (413, 414, 431).
    TooLarge,
    /// The body is of another form than JSON (415).
    NotJson,
    /// There were more calls than there may be (429).
    TooOften,
    /// It is not offered here (501).
    NotOffered,
    /// The server could not do it at that moment (500 and above).
    Unavailable,
    /// The manager of a user was no object.
    Manager(Shape),
    /// `active` was a text.
    ActiveAsText,
    /// A filter that cannot be answered.
    Filter,
    /// A path to a value that is not there.
    NoTarget,
    /// An attribute that only the server sets.
    ReadOnly(String),
    /// An attribute that there is not.
    UnknownAttribute(String),
    /// A value that does not fit its attribute.
    BadValue(String),
    /// Anything else that cannot be understood.
    Malformed,
}

/// As what a value was sent that should be an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// As text.
    Text,
    /// As a list.
    List,
}

impl Cause {
    /// Why this call was refused; nothing if it was not.
    #[must_use]
    pub fn of(call: &Call) -> Option<Self> {
        if !call.is_refused() {
            return None;
        }
        let target = Target::of(call);
        Some(match call.status {
            401 => Self::Denied(Denial::parse(&call.why).unwrap_or(Denial::UnknownToken)),
            404 | 405 if let Target::Doubled(kind) = target => Self::Doubled(kind),
            404 => match target {
                Target::One(kind) if call.method == "DELETE" => Self::DeletedBefore(kind),
                Target::One(kind) if call.method == "GET" => Self::Missed(kind),
                Target::One(kind) => Self::Gone(kind),
                _ => Self::NoAddress,
            },
            405 => Self::NoMethod,
            409 => conflict(target, &detail(call)),
            412 => Self::ChangedMeanwhile,
            413 | 414 | 431 => Self::TooLarge,
            415 => Self::NotJson,
            429 => Self::TooOften,
            501 => Self::NotOffered,
            500.. => Self::Unavailable,
            _ => malformed(call),
        })
    }
}

fn conflict(target: Target, detail: &str) -> Cause {
    let kind = match target {
        Target::All(Kind::Group) | Target::One(Kind::Group) => Kind::Group,
        _ => Kind::User,
    };
    policy(detail).unwrap_or(Cause::Taken(kind))
}

/// 400 and 403: the shape of what was sent tells more than the keyword.
fn malformed(call: &Call) -> Cause {
    let request = call.request.to_value().unwrap_or_default();
    if let Some(shape) = shape_of_manager(&request) {
        return Cause::Manager(shape);
    }
    if is_active_text(&request) {
        return Cause::ActiveAsText;
    }
    let detail = detail(call);
    // These are said in the words of `Refusal`, as tests hold.
    if detail.contains("group of this connection has the id") {
        return Cause::UnknownMember;
    }
    if let Some(cause) = policy(&detail) {
        return cause;
    }
    if call.status == 403 && detail.contains("is protected") {
        return Cause::Protected;
    }
    let attribute = quoted(&detail).filter(|_| call.method != "GET").map(str::to_owned);
    match (call.why.as_str(), attribute) {
        ("invalidFilter", _) => Cause::Filter,
        ("noTarget", _) => Cause::NoTarget,
        ("mutability", Some(attribute)) => Cause::ReadOnly(attribute),
        ("invalidPath" | "invalidSyntax", Some(attribute)) if detail.contains("attribute") => {
            Cause::UnknownAttribute(attribute)
        }
        ("invalidValue", _) if detail.contains(" seats of the organization are taken") => Cause::NoSeat,
        ("invalidValue", Some(attribute)) => Cause::BadValue(attribute),
        _ => Cause::Malformed,
    }
}

/// The knobs that a detail names, as each refusal by a policy does.
fn policy(detail: &str) -> Option<Cause> {
    let (_, behind) = detail.split_once("(Policy: ")?;
    let (knobs, _) = behind.split_once(')')?;
    Some(Cause::Policy(knobs.to_owned()))
}

fn detail(call: &Call) -> String {
    let answer = call.answer.to_value().unwrap_or_default();
    answer["detail"].as_str().unwrap_or_default().to_owned()
}

/// The first name that the sentence has in quotes.
fn quoted(detail: &str) -> Option<&str> {
    let at = detail.find(['`', '"'])?;
    let (mark, rest) = (detail[at..].chars().next()?, &detail[at + 1..]);
    rest.split_once(mark).map(|(name, _)| name).filter(|name| !name.is_empty())
}

/// As what, if not as the object that it is, a manager was sent.
fn shape_of_manager(request: &Value) -> Option<Shape> {
    let shape = |value: &Value| match value {
        Value::String(_) => Some(Shape::Text),
        Value::Array(_) => Some(Shape::List),
        _ => None,
    };
    match request {
        Value::Array(items) => items.iter().find_map(shape_of_manager),
        Value::Object(fields) => fields.iter().find_map(|(name, value)| {
            let is_manager =
                |name: &str| name.rsplit(':').next().is_some_and(|n| n.eq_ignore_ascii_case("manager"));
            let operation = name.eq_ignore_ascii_case("path") && value.as_str().is_some_and(is_manager);
            match is_manager(name) {
                true => shape(value),
                false if operation => fields.get("value").and_then(shape),
                false => shape_of_manager(value),
            }
        }),
        _ => None,
    }
}

/// Whether `active` was sent as `"True"` or `"False"`.
fn is_active_text(request: &Value) -> bool {
    match request {
        Value::Array(items) => items.iter().any(is_active_text),
        Value::Object(fields) => fields.iter().any(|(name, value)| {
            let is_active = |name: &str| name.eq_ignore_ascii_case("active");
            let operation = name.eq_ignore_ascii_case("path") && value.as_str().is_some_and(is_active);
            match is_active(name) {
                true => value.is_string(),
                false if operation => fields.get("value").is_some_and(Value::is_string),
                false => is_active_text(value),
            }
        }),
        _ => false,
    }
}
