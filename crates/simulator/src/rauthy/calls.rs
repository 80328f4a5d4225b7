//! Rauthy's requests as pure functions.

use crate::attribute::{GROUP_URN, Path, USER_URN};
use crate::call::Call;
use crate::directory::{Person, Team};
use crate::http::percent_encode;
use serde_json::{Value, json};

/// The page size of the list of groups.
pub(super) const PAGE: usize = 100;

/// In lower case, as its HTTP library writes them.
pub(super) fn headers(host: &str, token: &str, length: Option<usize>) -> Vec<(&'static str, String)> {
    let mut headers =
        vec![("authorization", format!("Bearer {token}")), ("accept", "application/scim+json".to_owned())];
    if length.is_some() {
        headers.push(("content-type", "application/scim+json".to_owned()));
    }
    headers.push(("user-agent", "Rauthy Client v0.32.0".to_owned()));
    headers.push(("accept-encoding", "gzip".to_owned()));
    headers.push(("host", host.to_owned()));
    if let Some(length) = length {
        headers.push(("content-length", length.to_string()));
    }
    headers
}

pub(super) fn page(start: usize) -> Call {
    Call::get(format!("/Groups?startIndex={start}&count={PAGE}"))
}

/// The value is put between the quotes as it is, without the escapes of a literal.
pub(super) fn search(endpoint: &str, attribute: &str, value: &str) -> Call {
    Call::get(format!("{endpoint}?filter={attribute}%20eq%20%22{}%22", raw(value)))
}

/// Mails and addresses have no type, and `custom` is an attribute of Rauthy's own.
pub(super) fn user(person: &Person, id: Option<&str>) -> Value {
    let mut user = json!({ "schemas": [USER_URN] });
    if let Some(id) = id {
        user["id"] = id.into();
    }
    for (path, value) in profile(person) {
        path.write(&mut user, value);
    }
    user["emails"][0]["primary"] = true.into();
    user["phoneNumbers"][0]["primary"] = true.into();
    user["roles"] = json!([]);
    user["custom"] = json!({ "department": person.department });
    user
}

/// The display name is the mail, too.
pub(super) fn profile(person: &Person) -> Vec<(Path, Value)> {
    let mut profile = vec![
        (Path::Plain("externalId"), person.object_id.as_str().into()),
        (Path::Plain("userName"), person.user_name.as_str().into()),
        (Path::Sub("name", "familyName"), person.family_name.as_str().into()),
        (Path::Sub("name", "givenName"), person.given_name.as_str().into()),
        (Path::Plain("displayName"), person.user_name.as_str().into()),
        (Path::Plain("preferredLanguage"), person.language.into()),
        (Path::Plain("locale"), person.language.into()),
        (Path::Plain("active"), person.active.into()),
        (Path::First("emails", "value"), person.user_name.as_str().into()),
        (Path::First("phoneNumbers", "value"), person.work_phone.as_str().into()),
    ];
    if let Some(address) = &person.address {
        profile.extend([
            (Path::First("addresses", "streetAddress"), address.street.into()),
            (Path::First("addresses", "locality"), address.city.into()),
            (Path::First("addresses", "postalCode"), address.postal_code.into()),
            (Path::First("addresses", "country"), address.country.into()),
        ]);
    }
    profile
}

pub(super) fn create_user(person: &Person) -> Call {
    Call::post("/Users", user(person, None))
}

pub(super) fn put_user(id: &str, person: &Person) -> Call {
    Call::put(format!("/Users/{id}"), user(person, Some(id)))
}

pub(super) fn create_group(team: &Team) -> Call {
    Call::post(
        "/Groups",
        json!({ "schemas": [GROUP_URN], "externalId": team.object_id, "displayName": team.name }),
    )
}

/// Without a path. Null as `externalId` unlinks the group.
pub(super) fn patch_group(id: &str, name: &str, external_id: Option<&str>) -> Call {
    Call::patch(
        format!("/Groups/{id}"),
        &[json!({ "op": "replace", "value": { "displayName": name, "externalId": external_id } })],
    )
}

pub(super) fn add_member(group: &str, user: &str, mail: &str) -> Call {
    Call::patch(
        format!("/Groups/{group}"),
        &[json!({ "op": "add", "path": "members", "value": [{ "value": user, "display": mail }] })],
    )
}

pub(super) fn remove_member(group: &str, user: &str) -> Call {
    Call::patch(
        format!("/Groups/{group}"),
        &[json!({ "op": "remove", "path": "members", "value": [{ "value": user }] })],
    )
}

pub(super) fn delete(endpoint: &str, id: &str) -> Call {
    Call::delete(format!("{endpoint}/{id}"))
}

/// What its HTTP library encodes in a query is little. An ampersand is encoded here as well: Rauthy allows none in a
/// name, while the simulated directory does.
fn raw(text: &str) -> String {
    percent_encode(text, b"-._~!$'()*+,;=:@/?[]\\^`{|}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::Directory;

    fn written(call: &Call) -> String {
        format!("{call}\n{}", call.body_text().unwrap_or_default())
    }

    #[test]
    fn searches_are_raw() {
        assert_eq!(
            search("/Users", "userName", "a+b@c").to_string(),
            "GET /Users?filter=userName%20eq%20%22a+b@c%22"
        );
        assert_eq!(
            search("/Groups", "displayName", "R & Ü").to_string(),
            "GET /Groups?filter=displayName%20eq%20%22R%20%26%20%C3%9C%22"
        );
        assert_eq!(page(101).to_string(), "GET /Groups?startIndex=101&count=100");
    }

    #[test]
    fn a_user_has_elements_without_a_type_and_something_of_its_own() {
        let person = Directory::new(1, 2, 0, "acme.example", |_| "1".into()).people.remove(0);
        let Value::Object(user) = user(&person, Some("7")) else { panic!("an object") };
        let names: Vec<&String> = user.keys().collect();
        assert_eq!(
            names,
            [
                "schemas",
                "id",
                "externalId",
                "userName",
                "name",
                "displayName",
                "preferredLanguage",
                "locale",
                "active",
                "emails",
                "phoneNumbers",
                "roles",
                "custom"
            ]
        );
        assert_eq!(user["emails"].to_string(), r#"[{"value":"joao.svobodova@acme.example","primary":true}]"#);
        assert_eq!(user["custom"].to_string(), r#"{"department":"Marketing"}"#);
    }

    #[test]
    fn groups_are_linked_and_unlinked() {
        let patch = |operation: &str| {
            format!(
                "PATCH /Groups/9\n{{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\
                 \"Operations\":[{operation}]}}"
            )
        };
        assert_eq!(
            written(&patch_group("9", "X", Some("e"))),
            patch(r#"{"op":"replace","value":{"displayName":"X","externalId":"e"}}"#)
        );
        assert_eq!(
            written(&patch_group("9", "X", None)),
            patch(r#"{"op":"replace","value":{"displayName":"X","externalId":null}}"#)
        );
        assert_eq!(
            written(&add_member("9", "7", "a@b")),
            patch(r#"{"op":"add","path":"members","value":[{"value":"7","display":"a@b"}]}"#)
        );
        assert_eq!(
            written(&remove_member("9", "7")),
            patch(r#"{"op":"remove","path":"members","value":[{"value":"7"}]}"#)
        );
    }
}
