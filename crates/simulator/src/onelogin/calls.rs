//! `OneLogin`'s requests as pure functions.

use crate::attribute::Path;
use crate::call::{Call, literal};
use crate::directory::Person;
use crate::http::percent_encode;
use serde_json::{Value, json};

/// The URN of users and groups from before RFC 7643.
const CORE_URN: &str = "urn:scim:schemas:core:2.0";
const ENTERPRISE_URN: &str = "urn:scim:schemas:extension:enterprise:2.0";

/// There is a User-Agent, and it is empty.
pub(super) fn headers(host: &str, token: &str, length: Option<usize>) -> Vec<(&'static str, String)> {
    let mut headers = vec![("Authorization", format!("Bearer {token}"))];
    if let Some(length) = length {
        headers.push(("Content-Type", "application/scim+json".to_owned()));
        headers.push(("Content-Length", length.to_string()));
    }
    headers.push(("Host", host.to_owned()));
    headers.push(("User-Agent", String::new()));
    headers
}

/// With an ampersand that nothing follows.
pub(super) fn match_user(user_name: &str) -> Call {
    let filter = percent_encode(&format!("userName eq {}", literal(user_name)), b"-._~ ").replace(' ', "+");
    Call::get(format!("/Users?filter={filter}&"))
}

/// All that a server lists at once. How it goes on where there is more is not known, so that is as RFC 7644 §3.4.2.4
/// has it.
pub(super) fn list(endpoint: &str, seen: usize) -> Call {
    match seen {
        0 => Call::get(endpoint.to_owned()),
        _ => Call::get(format!("{endpoint}?startIndex={}", seen + 1)),
    }
}

pub(super) fn create_user(person: &Person) -> Call {
    Call::post("/Users", template(person))
}

pub(super) fn put_user(id: &str, person: &Person) -> Call {
    Call::put(format!("/Users/{}?", encode(id)), template(person))
}

pub(super) fn delete_user(id: &str) -> Call {
    Call::delete(format!("/Users/{}", encode(id)))
}

/// The JSON template that an administrator edits, filled in: `active` is text, and the extension has keys of its own.
pub(super) fn template(person: &Person) -> Value {
    json!({
        "schemas": [CORE_URN, ENTERPRISE_URN],
        "id": null,
        "externalId": person.object_id,
        "userName": person.user_name,
        "name": {
            "givenName": person.given_name,
            "familyName": person.family_name,
            "formatted": person.display_name(),
        },
        "displayName": person.display_name(),
        "title": person.title.as_deref().unwrap_or_default(),
        "emails": [{ "value": person.user_name, "type": "work", "primary": true }],
        "phoneNumbers": [{ "value": person.work_phone, "type": "work" }],
        "active": if person.active { "true" } else { "false" },
        ENTERPRISE_URN: { "department": person.department, "manager": { "managerId": "" } },
    })
}

/// The mapped attributes that RFC 7643 knows.
pub(super) fn profile(person: &Person) -> Vec<(Path, Value)> {
    let mut profile = vec![
        (Path::Plain("externalId"), person.object_id.as_str().into()),
        (Path::Plain("userName"), person.user_name.as_str().into()),
        (Path::Sub("name", "givenName"), person.given_name.as_str().into()),
        (Path::Sub("name", "familyName"), person.family_name.as_str().into()),
        (Path::Sub("name", "formatted"), person.display_name().into()),
        (Path::Plain("displayName"), person.display_name().into()),
        (Path::Typed("emails", "work", "value"), person.user_name.as_str().into()),
        (Path::Typed("phoneNumbers", "work", "value"), person.work_phone.as_str().into()),
        (Path::Plain("active"), person.active.into()),
    ];
    if let Some(title) = &person.title {
        profile.push((Path::Plain("title"), title.as_str().into()));
    }
    profile
}

pub(super) fn create_group(name: &str) -> Call {
    Call::post("/Groups", json!({ "schemas": [CORE_URN], "displayName": name }))
}

/// Only the request line of this one is known, with a question mark that nothing follows. What the operations look
/// like is not, so they are those of RFC 7644 §3.5.2.
fn patch_group(id: &str, operations: &[Value]) -> Call {
    Call::patch(format!("/Groups/{}?", encode(id)), operations)
}

pub(super) fn rename_group(id: &str, name: &str) -> Call {
    patch_group(id, &[json!({ "op": "replace", "path": "displayName", "value": name })])
}

pub(super) fn change_members(id: &str, joined: &[String], left: &[String]) -> Call {
    let remove =
        |id: &String| json!({ "op": "remove", "path": format!("members[value eq {}]", literal(id)) });
    let mut operations: Vec<Value> = left.iter().map(remove).collect();
    if !joined.is_empty() {
        let members: Vec<Value> = joined.iter().map(|id| json!({ "value": id })).collect();
        operations.push(json!({ "op": "add", "path": "members", "value": members }));
    }
    patch_group(id, &operations)
}

fn encode(text: &str) -> String {
    percent_encode(text, b"-._~")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::Directory;

    fn written(call: &Call) -> String {
        format!("{call}\n{}", call.body_text().unwrap_or_default())
    }

    #[test]
    fn request_lines_end_in_what_means_nothing() {
        assert_eq!(match_user("a b@c").to_string(), "GET /Users?filter=userName+eq+%22a+b%40c%22&");
        let person = Directory::new(1, 1, 0, "acme.example", |_| "1".into()).people.remove(0);
        assert_eq!(put_user("7", &person).to_string(), "PUT /Users/7?");
        assert_eq!(rename_group("9", "X").to_string(), "PATCH /Groups/9?");
        let lines: Vec<String> =
            headers("h", "T", None).iter().map(|(name, value)| format!("{name}: {value}")).collect();
        assert_eq!(lines, ["Authorization: Bearer T", "Host: h", "User-Agent: "]);
    }

    #[test]
    fn the_template_is_of_before_the_rfc() {
        let person = Directory::new(1, 1, 0, "acme.example", |_| "1".into()).people.remove(0);
        assert_eq!(
            written(&create_user(&person)),
            concat!(
                "POST /Users\n",
                r#"{"schemas":["urn:scim:schemas:core:2.0","urn:scim:schemas:extension:enterprise:2.0"],"#,
                r#""id":null,"externalId":"1","userName":"joao.svobodova@acme.example","#,
                r#""name":{"givenName":"João","familyName":"Svobodová","formatted":"João Svobodová"},"#,
                r#""displayName":"João Svobodová","title":"Office Manager","#,
                r#""emails":[{"value":"joao.svobodova@acme.example","type":"work","primary":true}],"#,
                r#""phoneNumbers":[{"value":"+1 425-555-0148","type":"work"}],"active":"true","#,
                r#""urn:scim:schemas:extension:enterprise:2.0":"#,
                r#"{"department":"Marketing","manager":{"managerId":""}}}"#
            )
        );
    }

    #[test]
    fn a_group_is_created_and_changed() {
        assert_eq!(
            written(&create_group("X")),
            "POST /Groups\n{\"schemas\":[\"urn:scim:schemas:core:2.0\"],\"displayName\":\"X\"}"
        );
        assert_eq!(
            written(&change_members("9", &["1".into()], &["2".into()])),
            concat!(
                "PATCH /Groups/9?\n",
                r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":["#,
                r#"{"op":"remove","path":"members[value eq \"2\"]"},"#,
                r#"{"op":"add","path":"members","value":[{"value":"1"}]}]}"#
            )
        );
    }
}
