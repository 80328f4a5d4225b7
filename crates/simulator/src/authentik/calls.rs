//! authentik's requests as pure functions.

use crate::attribute::{GROUP_URN, Path, USER_URN};
use crate::call::{Call, literal};
use crate::directory::{Person, Team};
use crate::http::percent_encode;
use serde_json::{Value, json};

/// In the order of the HTTP library that it uses. All requests have a Content-Type, those without a body as well.
pub(super) fn headers(host: &str, token: &str, length: Option<usize>) -> Vec<(&'static str, String)> {
    let mut headers = vec![
        ("Host", host.to_owned()),
        ("User-Agent", "authentik@2025.10.0".to_owned()),
        ("Accept-Encoding", "gzip, deflate".to_owned()),
        ("Accept", "application/scim+json".to_owned()),
        ("Connection", "keep-alive".to_owned()),
        ("Authorization", format!("Bearer {token}")),
        ("Content-Type", "application/scim+json".to_owned()),
    ];
    if let Some(length) = length {
        headers.push(("Content-Length", length.to_string()));
    }
    headers
}

pub(super) fn service_provider_config() -> Call {
    Call::get("/ServiceProviderConfig".to_owned())
}

/// The first page has no number, and no page has a size.
pub(super) fn page(endpoint: &str, seen: usize) -> Call {
    match seen {
        0 => Call::get(endpoint.to_owned()),
        _ => Call::get(format!("{endpoint}?startIndex={}", seen + 1)),
    }
}

/// The value stands without quotes.
pub(super) fn match_user(user_name: &str) -> Call {
    Call::get(format!("/Users?filter={}", form(&format!("userName eq {user_name}"))))
}

/// The value stands in quotes.
pub(super) fn match_group(name: &str) -> Call {
    Call::get(format!("/Groups?filter={}", form(&format!("displayName eq {}", literal(name)))))
}

/// By the mapping that authentik comes with; of `id` only what the server has given.
pub(super) fn user(person: &Person, id: Option<&str>) -> Value {
    let mut user = json!({ "schemas": [USER_URN] });
    if let Some(id) = id {
        user["id"] = id.into();
    }
    for (path, value) in profile(person) {
        path.write(&mut user, value);
    }
    user["emails"] = json!([{ "value": person.user_name, "type": "other", "primary": true }]);
    user
}

pub(super) fn profile(person: &Person) -> Vec<(Path, Value)> {
    vec![
        (Path::Plain("externalId"), person.object_id.as_str().into()),
        (Path::Plain("userName"), person.user_name.as_str().into()),
        (Path::Sub("name", "formatted"), person.display_name().into()),
        (Path::Sub("name", "familyName"), person.family_name.as_str().into()),
        (Path::Sub("name", "givenName"), person.given_name.as_str().into()),
        (Path::Plain("displayName"), person.display_name().into()),
        (Path::Plain("locale"), person.language.into()),
        (Path::Plain("active"), person.active.into()),
        (Path::Typed("emails", "other", "value"), person.user_name.as_str().into()),
    ]
}

pub(super) fn create_user(person: &Person) -> Call {
    Call::post("/Users", user(person, None))
}

pub(super) fn put_user(id: &str, user: Value) -> Call {
    Call::put(format!("/Users/{id}"), user)
}

/// `members` only where the server has no PATCH.
pub(super) fn group(team: &Team, id: Option<&str>, members: Option<&[String]>) -> Value {
    let mut group = json!({ "schemas": [GROUP_URN] });
    if let Some(id) = id {
        group["id"] = id.into();
    }
    group["externalId"] = team.object_id.as_str().into();
    group["displayName"] = team.name.as_str().into();
    if let Some(members) = members.filter(|members| !members.is_empty()) {
        group["members"] = members.iter().map(|id| json!({ "value": id })).collect();
    }
    group
}

pub(super) fn create_group(group: Value) -> Call {
    Call::post("/Groups", group)
}

pub(super) fn get_group(id: &str) -> Call {
    Call::get(format!("/Groups/{id}"))
}

/// One operation without a path, with the group as a whole.
pub(super) fn patch_group(id: &str, group: &Value) -> Call {
    Call::patch(format!("/Groups/{id}"), &[json!({ "op": "replace", "value": group })])
}

pub(super) fn put_group(id: &str, group: Value) -> Call {
    Call::put(format!("/Groups/{id}"), group)
}

/// One operation for each member, and so many operations in one request as `bulk.maxOperations` says.
pub(super) fn change_members(id: &str, joined: &[String], left: &[String], most: usize) -> Vec<Call> {
    let operation =
        |op: &str, member: &String| json!({ "op": op, "path": "members", "value": [{ "value": member }] });
    let joined = joined.iter().map(|member| operation("add", member));
    let left = left.iter().map(|member| operation("remove", member));
    let operations: Vec<Value> = joined.chain(left).collect();
    let most = if most == 0 { operations.len().max(1) } else { most };
    operations.chunks(most).map(|some| Call::patch(format!("/Groups/{id}"), some)).collect()
}

pub(super) fn delete(endpoint: &str, id: &str) -> Call {
    Call::delete(format!("{endpoint}/{id}"))
}

/// As a form is encoded: a space becomes a plus sign.
fn form(text: &str) -> String {
    percent_encode(text, b"-._~ ").replace(' ', "+")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::Directory;

    fn written(call: &Call) -> String {
        format!("{call}\n{}", call.body_text().unwrap_or_default())
    }

    #[test]
    fn searches_and_pages() {
        assert_eq!(match_user("a b@c").to_string(), "GET /Users?filter=userName+eq+a+b%40c");
        assert_eq!(match_group("R & D").to_string(), "GET /Groups?filter=displayName+eq+%22R+%26+D%22");
        assert_eq!(page("/Users", 0).to_string(), "GET /Users");
        assert_eq!(page("/Users", 100).to_string(), "GET /Users?startIndex=101");
    }

    #[test]
    fn users_and_groups_are_sent_whole() {
        let directory = Directory::new(1, 1, 1, "acme.example", |_| "1".into());
        let body = concat!(
            r#""externalId":"1","userName":"joao.svobodova@acme.example","#,
            r#""name":{"formatted":"João Svobodová","familyName":"Svobodová","givenName":"João"},"#,
            r#""displayName":"João Svobodová","locale":"fr-FR","active":true,"#,
            r#""emails":[{"value":"joao.svobodova@acme.example","type":"other","primary":true}]}"#
        );
        let urn = r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"#;
        let person = &directory.people[0];
        assert_eq!(written(&create_user(person)), format!("POST /Users\n{urn}{body}"));
        let put = put_user("7", user(person, Some("7")));
        assert_eq!(written(&put), format!("PUT /Users/7\n{urn}\"id\":\"7\",{body}"));

        let team = &directory.teams[0];
        assert_eq!(
            written(&patch_group("9", &group(team, Some("9"), None))),
            concat!(
                "PATCH /Groups/9\n",
                r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","#,
                r#""value":{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"9","#,
                r#""externalId":"1","displayName":"acme Everyone"}}]}"#
            )
        );
        let with_members = group(team, None, Some(&["1".to_owned()]));
        assert_eq!(with_members["members"].to_string(), r#"[{"value":"1"}]"#);
    }

    #[test]
    fn each_member_is_an_operation() {
        let ids = |text: &str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
        let calls = change_members("9", &ids("1 2"), &ids("3"), 2);
        let texts: Vec<String> = calls.iter().map(|call| call.body_text().unwrap_or_default()).collect();
        assert_eq!(
            texts,
            [
                concat!(
                    r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":["#,
                    r#"{"op":"add","path":"members","value":[{"value":"1"}]},"#,
                    r#"{"op":"add","path":"members","value":[{"value":"2"}]}]}"#
                ),
                concat!(
                    r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":["#,
                    r#"{"op":"remove","path":"members","value":[{"value":"3"}]}]}"#
                ),
            ]
        );
        assert_eq!(change_members("9", &ids("1 2"), &ids("3"), 0).len(), 1);
        assert!(change_members("9", &[], &[], 0).is_empty());
    }
}
