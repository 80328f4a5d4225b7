//! Okta's requests as pure functions.

use crate::attribute::{ENTERPRISE_URN, GROUP_URN, Path, USER_URN};
use crate::call::{Call, literal};
use crate::directory::Person;
use crate::http::percent_encode;
use serde_json::{Value, json};

/// The page size of imports and of the search for a group.
pub(super) const PAGE: usize = 100;

/// As published request logs show them.
pub(crate) fn headers(host: &str, token: &str, length: Option<usize>) -> Vec<(&'static str, String)> {
    with_authorization(host, &format!("Bearer {token}"), length)
}

/// An app with Header Auth sends what the administrator typed, which may be the token alone.
pub(super) fn raw_token_headers(
    host: &str,
    token: &str,
    length: Option<usize>,
) -> Vec<(&'static str, String)> {
    with_authorization(host, token, length)
}

fn with_authorization(host: &str, authorization: &str, length: Option<usize>) -> Vec<(&'static str, String)> {
    let mut headers = vec![
        ("User-Agent", "Okta SCIM Client 1.0.0".to_owned()),
        ("Accept", "application/scim+json".to_owned()),
        ("Accept-Charset", "utf-8".to_owned()),
        ("Accept-Encoding", "gzip,deflate".to_owned()),
        ("Authorization", authorization.to_owned()),
    ];
    if let Some(length) = length {
        headers.push(("Content-Type", "application/scim+json; charset=utf-8".to_owned()));
        headers.push(("Content-Length", length.to_string()));
    }
    headers.push(("Host", host.to_owned()));
    headers.push(("Connection", "Keep-Alive".to_owned()));
    headers
}

pub(super) fn probe() -> Call {
    Call::get("/Users?startIndex=1&count=2".to_owned())
}

pub(super) fn page(endpoint: &str, start: usize) -> Call {
    Call::get(format!("{endpoint}?startIndex={start}&count={PAGE}"))
}

pub(super) fn match_user(user_name: &str) -> Call {
    Call::get(format!("/Users?filter={}", encode(&format!("userName eq {}", literal(user_name)))))
}

pub(super) fn get_user(id: &str) -> Call {
    Call::get(user(id))
}

/// The random password comes even where password synchronisation is off.
pub(super) fn create_user(person: &Person, password: &str) -> Call {
    let mut body = json!({
        "schemas": [USER_URN, ENTERPRISE_URN],
        "userName": person.user_name,
        "name": { "givenName": person.given_name, "familyName": person.family_name },
        "emails": [{ "primary": true, "value": person.user_name, "type": "work" }],
        "displayName": person.display_name(),
        "locale": person.language,
        "externalId": person.object_id,
        "groups": [],
        "password": password,
        "active": person.active,
    });
    for (path, value) in optional(person) {
        path.write(&mut body, value);
    }
    Call::post("/Users", body)
}

/// Okta's read-modify-write: what the server returned goes back with the profile put in, `id`, `meta`, `groups` and
/// all that the server added included.
pub(super) fn put_user(id: &str, returned: &Value, person: &Person) -> Call {
    let mut body = returned.clone();
    for (path, value) in profile(person) {
        path.write(&mut body, value);
    }
    Call::put(user(id), body)
}

/// The mapped attributes but for `active`, which goes by PATCH.
pub(super) fn profile(person: &Person) -> Vec<(Path, Value)> {
    let mut profile = vec![
        (Path::Plain("userName"), person.user_name.as_str().into()),
        (Path::Sub("name", "givenName"), person.given_name.as_str().into()),
        (Path::Sub("name", "familyName"), person.family_name.as_str().into()),
        (Path::Typed("emails", "work", "value"), person.user_name.as_str().into()),
        (Path::Plain("displayName"), person.display_name().into()),
        (Path::Plain("locale"), person.language.into()),
        (Path::Plain("externalId"), person.object_id.as_str().into()),
    ];
    profile.extend(optional(person));
    profile
}

fn optional(person: &Person) -> Vec<(Path, Value)> {
    let mut optional = Vec::new();
    if let Some(title) = &person.title {
        optional.push((Path::Plain("title"), title.as_str().into()));
    }
    optional.push((Path::Enterprise("employeeNumber"), person.employee_number.as_str().into()));
    optional.push((Path::Enterprise("department"), person.department.as_str().into()));
    optional
}

/// Deactivation and reactivation: without a path, in lower case, with a boolean.
pub(super) fn patch_active(id: &str, active: bool) -> Call {
    Call::patch(user(id), &[json!({ "op": "replace", "value": { "active": active } })])
}

pub(super) fn match_group(name: &str) -> Call {
    let filter = encode(&format!("displayName eq {}", literal(name)));
    Call::get(format!("/Groups?filter={filter}&startIndex=1&count={PAGE}"))
}

/// Without `externalId`: Okta sends none for groups.
pub(super) fn create_group(name: &str) -> Call {
    Call::post("/Groups", json!({ "schemas": [GROUP_URN], "displayName": name, "members": [] }))
}

pub(super) fn get_group(id: &str) -> Call {
    Call::get(group(id))
}

pub(super) fn rename_group(id: &str, name: &str) -> Call {
    Call::patch(group(id), &[json!({ "op": "replace", "value": { "id": id, "displayName": name } })])
}

/// Who left and who joined, as one PATCH. Both are pairs of id and user name.
pub(super) fn change_members(id: &str, joined: &[(String, String)], left: &[(String, String)]) -> Call {
    let mut operations: Vec<Value> = left
        .iter()
        .map(
            |(member, _)| json!({ "op": "remove", "path": format!("members[value eq {}]", literal(member)) }),
        )
        .collect();
    if !joined.is_empty() {
        operations.push(json!({ "op": "add", "path": "members", "value": members(joined) }));
    }
    Call::patch(group(id), &operations)
}

/// "Push now": the full list, empty for an empty group.
pub(super) fn replace_members(id: &str, all: &[(String, String)]) -> Call {
    Call::patch(group(id), &[json!({ "op": "replace", "path": "members", "value": members(all) })])
}

/// The same without a path, which some have seen.
pub(super) fn replace_members_without_path(id: &str, all: &[(String, String)]) -> Call {
    Call::patch(group(id), &[json!({ "op": "replace", "value": { "members": members(all) } })])
}

pub(super) fn delete_group(id: &str) -> Call {
    Call::delete(group(id))
}

pub(super) fn members(members: &[(String, String)]) -> Vec<Value> {
    members.iter().map(|(id, user_name)| json!({ "value": id, "display": user_name })).collect()
}

pub(super) fn user(id: &str) -> String {
    format!("/Users/{}", encode(id))
}

pub(super) fn group(id: &str) -> String {
    format!("/Groups/{}", encode(id))
}

/// Everything but unreserved characters (RFC 3986 §2.3) is percent-encoded: `%20`, `%22`, `%40`.
fn encode(text: &str) -> String {
    percent_encode(text, b"-._~")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::Directory;
    use crate::okta::name_object;

    fn person() -> Person {
        Directory::new(1, 1, 0, "acme.example", name_object).people.remove(0)
    }

    fn written(call: &Call) -> String {
        format!("{call}\n{}", call.body_text().unwrap_or_default())
    }

    #[test]
    fn headers_are_those_of_the_published_logs() {
        let lines: Vec<String> = headers("localhost:1", "T", Some(2))
            .iter()
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        assert_eq!(
            lines,
            [
                "User-Agent: Okta SCIM Client 1.0.0",
                "Accept: application/scim+json",
                "Accept-Charset: utf-8",
                "Accept-Encoding: gzip,deflate",
                "Authorization: Bearer T",
                "Content-Type: application/scim+json; charset=utf-8",
                "Content-Length: 2",
                "Host: localhost:1",
                "Connection: Keep-Alive",
            ]
        );
        assert_eq!(raw_token_headers("h", "T", None)[4], ("Authorization", "T".to_owned()));
        assert!(headers("h", "T", None).iter().all(|(name, _)| !name.starts_with("Content")));
    }

    #[test]
    fn reads() {
        assert_eq!(probe().to_string(), "GET /Users?startIndex=1&count=2");
        assert_eq!(page("/Groups", 101).to_string(), "GET /Groups?startIndex=101&count=100");
        assert_eq!(match_user("a@b").to_string(), "GET /Users?filter=userName%20eq%20%22a%40b%22");
        assert_eq!(
            match_group("R & D Süd").to_string(),
            "GET /Groups?filter=displayName%20eq%20%22R%20%26%20D%20S%C3%BCd%22&startIndex=1&count=100"
        );
        assert_eq!(get_user("a/1").to_string(), "GET /Users/a%2F1");
        assert_eq!(get_group("1").to_string(), "GET /Groups/1");
    }

    #[test]
    fn a_user_is_created_with_a_password_and_no_groups() {
        let person = Person { object_id: "00u1".into(), ..person() };
        assert_eq!(
            written(&create_user(&person, "Pw1")),
            concat!(
                "POST /Users\n",
                r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","#,
                r#""urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"#,
                r#""userName":"joao.svobodova@acme.example","#,
                r#""name":{"givenName":"João","familyName":"Svobodová"},"#,
                r#""emails":[{"primary":true,"value":"joao.svobodova@acme.example","type":"work"}],"#,
                r#""displayName":"João Svobodová","locale":"en-GB","externalId":"00u1","groups":[],"#,
                r#""password":"Pw1","active":true,"title":"Account Manager","#,
                r#""urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":"#,
                r#"{"employeeNumber":"100001","department":"Operations"}}"#,
            )
        );
    }

    #[test]
    fn a_profile_push_sends_back_what_the_server_returned() {
        let mut person = person();
        let mut returned = create_user(&person, "x").body.expect("it has one");
        returned["id"] = "7".into();
        returned["meta"] = json!({ "resourceType": "User", "version": "W/\"1\"" });
        returned["nickName"] = "".into();
        returned["emails"][0]["display"] = Value::Null;
        assert_eq!(put_user("7", &returned, &person), Call::put("/Users/7".into(), returned.clone()));

        person.family_name = "Ängel".into();
        let mut expected = returned.clone();
        expected["name"]["familyName"] = "Ängel".into();
        expected["displayName"] = format!("{} Ängel", person.given_name).into();
        let put = put_user("7", &returned, &person);
        assert_eq!(written(&put), format!("PUT /Users/7\n{expected}"));
    }

    #[test]
    fn the_life_cycle_goes_by_pathless_patch() {
        assert_eq!(
            written(&patch_active("7", false)),
            "PATCH /Users/7\n{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\
             \"Operations\":[{\"op\":\"replace\",\"value\":{\"active\":false}}]}"
        );
    }

    #[test]
    fn group_push() {
        let pair = |id: &str| (id.to_owned(), format!("{id}@b"));
        let patch = |operations: &str| {
            format!(
                "PATCH /Groups/9\n{{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\
                 \"Operations\":[{operations}]}}"
            )
        };
        assert_eq!(
            written(&create_group("X")),
            "POST /Groups\n{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\
             \"displayName\":\"X\",\"members\":[]}"
        );
        assert_eq!(
            written(&rename_group("9", "Y")),
            patch(r#"{"op":"replace","value":{"id":"9","displayName":"Y"}}"#)
        );
        assert_eq!(
            written(&change_members("9", &[pair("1"), pair("2")], &[pair("3")])),
            patch(concat!(
                r#"{"op":"remove","path":"members[value eq \"3\"]"},"#,
                r#"{"op":"add","path":"members","value":[{"value":"1","display":"1@b"},{"value":"2","display":"2@b"}]}"#
            ))
        );
        assert_eq!(
            written(&replace_members("9", &[])),
            patch(r#"{"op":"replace","path":"members","value":[]}"#)
        );
        assert_eq!(
            written(&replace_members_without_path("9", &[pair("1")])),
            patch(r#"{"op":"replace","value":{"members":[{"value":"1","display":"1@b"}]}}"#)
        );
        assert_eq!(written(&delete_group("9")), "DELETE /Groups/9\n");
    }
}
