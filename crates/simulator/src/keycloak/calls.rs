//! The requests of two outbound extensions of Keycloak as pure functions.

use crate::attribute::{GROUP_URN, Path, USER_URN};
use crate::call::{Call, literal};
use crate::directory::{Person, Team};
use crate::http::percent_encode;
use serde_json::{Value, json};

/// In the order of the HTTP library of both. All requests have a Content-Type, those without a body as well.
pub(super) fn headers(host: &str, token: &str, length: Option<usize>) -> Vec<(&'static str, String)> {
    let mut headers = vec![
        ("Authorization", format!("Bearer {token}")),
        ("Content-Type", "application/scim+json".to_owned()),
    ];
    if let Some(length) = length {
        headers.push(("Content-Length", length.to_string()));
    }
    headers.push(("Host", host.to_owned()));
    headers.push(("Connection", "Keep-Alive".to_owned()));
    headers.push(("User-Agent", "Apache-HttpClient/4.5.14 (Java/21)".to_owned()));
    headers.push(("Accept-Encoding", "gzip,deflate".to_owned()));
    headers
}

/// All there is, without a page.
pub(super) fn list(endpoint: &str) -> Call {
    Call::get(endpoint.to_owned())
}

pub(super) fn search(endpoint: &str, attribute: &str, value: &str) -> Call {
    let filter = percent_encode(&format!("{attribute} eq {}", literal(value)), b"-._~");
    Call::get(format!("{endpoint}?filter={filter}"))
}

/// Mails have no type.
pub(super) fn user(person: &Person, id: Option<&str>) -> Value {
    let mut user = json!({ "schemas": [USER_URN] });
    for (path, value) in profile(person) {
        path.write(&mut user, value);
        if path == Path::Plain("userName")
            && let Some(id) = id
        {
            user["id"] = id.into();
        }
    }
    user
}

pub(super) fn profile(person: &Person) -> Vec<(Path, Value)> {
    vec![
        (Path::Plain("externalId"), person.object_id.as_str().into()),
        (Path::Plain("userName"), person.user_name.as_str().into()),
        (Path::Plain("displayName"), person.display_name().into()),
        (Path::Sub("name", "givenName"), person.given_name.as_str().into()),
        (Path::Sub("name", "familyName"), person.family_name.as_str().into()),
        (Path::First("emails", "value"), person.user_name.as_str().into()),
        (Path::Plain("active"), person.active.into()),
    ]
}

pub(super) fn create_user(person: &Person) -> Call {
    Call::post("/Users", user(person, None))
}

pub(super) fn put_user(id: &str, person: &Person) -> Call {
    Call::put(format!("/Users/{id}"), user(person, Some(id)))
}

/// Members have a type and a relative reference.
pub(super) fn create_group(team: &Team, members: &[String]) -> Call {
    let mut group = json!({ "schemas": [GROUP_URN], "externalId": team.object_id, "displayName": team.name });
    if !members.is_empty() {
        let member = |id: &String| json!({ "value": id, "type": "User", "$ref": format!("Users/{id}") });
        group["members"] = members.iter().map(member).collect();
    }
    Call::post("/Groups", group)
}

/// All that is known of a group, as three operations. An empty group is a removal of null.
pub(super) fn patch_group(id: &str, team: &Team, members: &[String]) -> Call {
    let values: Vec<Value> = members.iter().map(|id| json!({ "value": id, "type": "User" })).collect();
    let membership = match values.is_empty() {
        true => json!({ "path": "members", "op": "remove", "value": null }),
        false => json!({ "path": "members", "op": "replace", "value": values }),
    };
    Call::patch(
        format!("/Groups/{id}"),
        &[
            membership,
            json!({ "path": "displayName", "op": "replace", "value": team.name }),
            json!({ "path": "externalId", "op": "replace", "value": team.object_id }),
        ],
    )
}

/// One operation without a path, whose value is the JSON text of an object.
pub(super) fn patch_text(endpoint: &str, id: &str, value: &Value) -> Call {
    Call::patch(format!("{endpoint}/{id}"), &[json!({ "op": "replace", "value": value.to_string() })])
}

/// The whole list of members, however many there are.
pub(super) fn replace_members(id: &str, members: &[String]) -> Call {
    let values: Vec<Value> = members.iter().map(|id| json!({ "value": id })).collect();
    Call::patch(format!("/Groups/{id}"), &[json!({ "op": "replace", "path": "members", "value": values })])
}

pub(super) fn delete(endpoint: &str, id: &str) -> Call {
    Call::delete(format!("{endpoint}/{id}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::Directory;

    fn written(call: &Call) -> String {
        format!("{call}\n{}", call.body_text().unwrap_or_default())
    }

    fn patch(operations: &str) -> String {
        format!(
            "PATCH /Groups/9\n{{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\
             \"Operations\":[{operations}]}}"
        )
    }

    #[test]
    fn users_are_sent_whole() {
        let person = Directory::new(1, 1, 0, "acme.example", |_| "1".into()).people.remove(0);
        assert_eq!(
            written(&put_user("7", &person)),
            concat!(
                "PUT /Users/7\n",
                r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"externalId":"1","#,
                r#""userName":"joao.svobodova@acme.example","id":"7","displayName":"João Svobodová","#,
                r#""name":{"givenName":"João","familyName":"Svobodová"},"#,
                r#""emails":[{"value":"joao.svobodova@acme.example"}],"active":true}"#
            )
        );
    }

    #[test]
    fn a_group_is_replaced_as_three_operations() {
        let team = Directory::new(1, 1, 1, "acme.example", |_| "1".into()).teams.remove(0);
        let rest = concat!(
            r#"{"path":"displayName","op":"replace","value":"acme Everyone"},"#,
            r#"{"path":"externalId","op":"replace","value":"1"}"#
        );
        assert_eq!(
            written(&patch_group("9", &team, &["7".into()])),
            patch(&format!(
                r#"{{"path":"members","op":"replace","value":[{{"value":"7","type":"User"}}]}},{rest}"#
            ))
        );
        assert_eq!(
            written(&patch_group("9", &team, &[])),
            patch(&format!(r#"{{"path":"members","op":"remove","value":null}},{rest}"#))
        );
        assert_eq!(
            written(&create_group(&team, &["7".into()])),
            concat!(
                "POST /Groups\n",
                r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"externalId":"1","#,
                r#""displayName":"acme Everyone","members":[{"value":"7","type":"User","$ref":"Users/7"}]}"#
            )
        );
    }

    #[test]
    fn a_value_can_be_text() {
        assert_eq!(
            written(&patch_text("/Groups", "9", &json!({ "displayName": "X \"Y\"" }))),
            patch(r#"{"op":"replace","value":"{\"displayName\":\"X \\\"Y\\\"\"}"}"#)
        );
        assert_eq!(
            written(&replace_members("9", &["1".into(), "2".into()])),
            patch(r#"{"op":"replace","path":"members","value":[{"value":"1"},{"value":"2"}]}"#)
        );
    }
}
