//! Whom or what a call is about, told from what the request log keeps of it.

use crate::Call;
use crate::outcome::{filter_of, filter_of_body, member};
use crate::target::{Kind, Target, parameter};
use scim::filter::{Filter, Literal, Operator};
use serde_json::{Map, Value};

/// Whom or what a call is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// A user or a group.
    pub kind: Kind,
    /// Its id, where the call or its answer has one; nobody says that there is such a resource.
    pub id: Option<String>,
    /// What the call or its answer calls it; what it is called by now may be something else.
    pub name: Option<String>,
}

impl Subject {
    /// Whom or what this call is about; nothing where that is nobody, or several.
    #[must_use]
    pub fn of(call: &Call) -> Option<Self> {
        let (request, answer) = (call.request.to_value()?, call.answer.to_value()?);
        match (call.method.as_str(), Target::of(call)) {
            (_, Target::One(kind)) => {
                let path = call.target.split('?').next().unwrap_or_default();
                let id = path.split('/').filter(|part| !part.is_empty()).nth(1).map(str::to_owned);
                Some(Self { kind, id, name: name(&answer).or_else(|| name(&request)) })
            }
            ("POST", Target::All(kind)) => Some(Self {
                kind,
                id: answer.as_object().and_then(|fields| text(fields, "id")),
                name: name(&answer).or_else(|| name(&request)),
            }),
            ("GET", Target::All(kind)) => looked_for(kind, parameter(call, "filter"), &answer),
            ("POST", Target::Search(Some(kind))) => looked_for(kind, filter_of_body(call), &answer),
            _ => None,
        }
    }
}

/// The only one that was found, or else whom a filter names.
fn looked_for(kind: Kind, filter: Option<String>, answer: &Value) -> Option<Subject> {
    let filter = filter_of(&filter?)?;
    let found = answer.as_object().and_then(|fields| member(fields, "Resources")).and_then(Value::as_array);
    match found.map_or(&[][..], Vec::as_slice) {
        [one] => Some(Subject { kind, id: text(one.as_object()?, "id"), name: name(one) }),
        [] => match filter {
            Filter::Compare(_, Operator::Eq, Literal::String(name)) => {
                Some(Subject { kind, id: None, name: Some(name) })
            }
            _ => None,
        },
        _ => None,
    }
}

/// What a resource is called, as far as the call tells: by now it may have another name, which its id leads to.
fn name(resource: &Value) -> Option<String> {
    let fields = resource.as_object()?;
    text(fields, "displayName").or_else(|| text(fields, "userName"))
}

fn text(fields: &Map<String, Value>, name: &str) -> Option<String> {
    let text = member(fields, name)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{Body, Heard};
    use crate::{ConnectionId, Ids, Timestamp};
    use serde_json::json;

    fn about(method: &str, target: &str, status: u16, (request, answer): (Value, Value)) -> Option<Subject> {
        let mut ids = Ids::new(Timestamp::from_millis(0), [3; 32]);
        let body = |value: &Value| match value {
            Value::Null => Body::None,
            value => Body::Whole(value.to_string().into_bytes()),
        };
        let heard = Heard {
            connection: ids.id::<ConnectionId>(),
            token: None,
            at: Timestamp::from_millis(0),
            micros: 0,
            method: method.to_owned(),
            target: target.to_owned(),
            status,
            why: "",
            request: body(&request),
            answer: body(&answer),
            tolerated: Vec::new(),
        };
        Subject::of(&heard.call(&mut ids, 0))
    }

    fn subject(kind: Kind, id: Option<&str>, name: Option<&str>) -> Option<Subject> {
        Some(Subject { kind, id: id.map(str::to_owned), name: name.map(str::to_owned) })
    }

    #[test]
    fn a_call_is_about_one_person_or_group_or_about_nobody_in_particular() {
        use Kind::{Group, User};
        let none = || (Value::Null, Value::Null);
        let ada = || json!({ "USERNAME": "ada@acme.example" });
        let made = json!({ "id": "17", "userName": "ada@acme.example", "displayName": "Ada Lovelace" });
        let list = |resources: Value| (Value::Null, json!({ "totalResults": 9, "Resources": resources }));
        let search = json!({ "filter": "displayName eq \"Crew\"" });
        let filter = "/Users?filter=userName+eq+%22ada@acme.example%22&count=2";
        for (call, expected) in [
            (
                about("POST", "/Users", 201, (ada(), made.clone())),
                subject(User, Some("17"), Some("Ada Lovelace")),
            ),
            (
                about("POST", "/Users", 409, (ada(), json!({ "detail": "no" }))),
                subject(User, None, Some("ada@acme.example")),
            ),
            (about("PATCH", "/Groups/4?attributes=id", 204, none()), subject(Group, Some("4"), None)),
            (about("DELETE", "/Users/17", 404, none()), subject(User, Some("17"), None)),
            (about("GET", filter, 200, list(json!([made]))), subject(User, Some("17"), Some("Ada Lovelace"))),
            (about("GET", filter, 200, list(json!([]))), subject(User, None, Some("ada@acme.example"))),
            (
                about("POST", "/Groups/.search", 200, (search, list(json!([])).1)),
                subject(Group, None, Some("Crew")),
            ),
            (about("GET", "/Users?filter=title+pr", 200, list(json!([]))), None),
            (about("GET", filter, 200, list(json!([{ "id": "1" }, { "id": "2" }]))), None),
            (about("GET", "/Users?startIndex=1&count=1", 200, list(json!([{ "id": "1" }]))), None),
            (about("GET", "/ServiceProviderConfig", 200, none()), None),
            (about("POST", "/Bulk", 200, none()), None),
        ] {
            assert_eq!(call, expected);
        }
    }
}
