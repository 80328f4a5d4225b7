//! `JumpCloud`'s requests as pure functions.

use crate::attribute::{ENTERPRISE_URN, GROUP_URN, Path, USER_URN};
use crate::call::{Call, literal};
use crate::directory::Person;
use crate::http::percent_encode;
use serde_json::{Value, json};

/// Nothing is known but the token; these are the fewest that a client can send.
pub(super) fn headers(host: &str, token: &str, length: Option<usize>) -> Vec<(&'static str, String)> {
    let mut headers = vec![("Authorization", format!("Bearer {token}"))];
    if let Some(length) = length {
        headers.push(("Content-Type", "application/scim+json".to_owned()));
        headers.push(("Content-Length", length.to_string()));
    }
    headers.push(("Host", host.to_owned()));
    headers
}

pub(super) fn match_user(user_name: &str) -> Call {
    Call::get(format!("/Users?filter={}", encode(&format!("userName eq {}", literal(user_name)))))
}

pub(super) fn match_group(name: &str) -> Call {
    Call::get(format!("/Groups?filter={}", encode(&format!("displayName eq {}", literal(name)))))
}

pub(super) fn create_user(person: &Person) -> Call {
    Call::post("/Users", user(person))
}

/// The whole user.
pub(super) fn put_user(id: &str, person: &Person) -> Call {
    Call::put(format!("/Users/{}", encode(id)), user(person))
}

pub(super) fn delete(endpoint: &str, id: &str) -> Call {
    Call::delete(format!("{endpoint}/{}", encode(id)))
}

/// Where the test user cannot be deleted.
pub(super) fn deactivate(id: &str) -> Call {
    Call::patch(format!("/Users/{}", encode(id)), &[json!({ "op": "replace", "value": { "active": false } })])
}

fn user(person: &Person) -> Value {
    let mut user = json!({ "schemas": [USER_URN, ENTERPRISE_URN] });
    for (path, value) in profile(person) {
        path.write(&mut user, value);
    }
    user["emails"][0]["primary"] = true.into();
    user
}

pub(super) fn profile(person: &Person) -> Vec<(Path, Value)> {
    let mut profile = vec![
        (Path::Plain("externalId"), person.object_id.as_str().into()),
        (Path::Plain("userName"), person.user_name.as_str().into()),
        (Path::Sub("name", "givenName"), person.given_name.as_str().into()),
        (Path::Sub("name", "familyName"), person.family_name.as_str().into()),
        (Path::Plain("displayName"), person.display_name().into()),
        (Path::Typed("emails", "work", "value"), person.user_name.as_str().into()),
        (Path::Typed("phoneNumbers", "work", "value"), person.work_phone.as_str().into()),
        (Path::Enterprise("employeeNumber"), person.employee_number.as_str().into()),
        (Path::Enterprise("department"), person.department.as_str().into()),
        (Path::Plain("active"), person.active.into()),
    ];
    if let Some(title) = &person.title {
        profile.push((Path::Plain("title"), title.as_str().into()));
    }
    profile
}

pub(super) fn create_group(name: &str) -> Call {
    Call::post("/Groups", json!({ "schemas": [GROUP_URN], "displayName": name }))
}

/// Without a path.
pub(super) fn rename_group(id: &str, name: &str) -> Call {
    patch_group(id, json!({ "op": "replace", "value": { "displayName": name } }))
}

pub(super) fn add_members(id: &str, members: &[String]) -> Call {
    patch_group(id, json!({ "op": "add", "path": "members", "value": values(members) }))
}

/// One member by a path with a filter (RFC 7644 §3.5.2.2).
pub(super) fn remove_member(id: &str, member: &str) -> Call {
    let path = format!("members[value eq {}]", literal(member));
    patch_group(id, json!({ "op": "remove", "path": path }))
}

/// All of them by an array of values, of which one article tells.
pub(super) fn remove_values(id: &str, members: &[String]) -> Call {
    patch_group(id, json!({ "op": "remove", "path": "members", "value": values(members) }))
}

fn patch_group(id: &str, operation: Value) -> Call {
    Call::patch(format!("/Groups/{}", encode(id)), &[operation])
}

fn values(members: &[String]) -> Vec<Value> {
    members.iter().map(|id| json!({ "value": id })).collect()
}

fn encode(text: &str) -> String {
    percent_encode(text, b"-._~")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_changed_in_lower_case() {
        let patch = |operation: &str| {
            format!(
                "PATCH /Groups/9 {{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\
                 \"Operations\":[{operation}]}}"
            )
        };
        let written = |call: &Call| format!("{call} {}", call.body_text().unwrap_or_default());
        assert_eq!(
            written(&rename_group("9", "X")),
            patch(r#"{"op":"replace","value":{"displayName":"X"}}"#)
        );
        assert_eq!(
            written(&add_members("9", &["1".into(), "2".into()])),
            patch(r#"{"op":"add","path":"members","value":[{"value":"1"},{"value":"2"}]}"#)
        );
        assert_eq!(
            written(&remove_member("9", "1")),
            patch(r#"{"op":"remove","path":"members[value eq \"1\"]"}"#)
        );
        assert_eq!(
            written(&remove_values("9", &["1".into()])),
            patch(r#"{"op":"remove","path":"members","value":[{"value":"1"}]}"#)
        );
    }
}
