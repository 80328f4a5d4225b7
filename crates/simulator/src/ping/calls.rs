//! Ping's requests as pure functions.

use crate::attribute::{Path, USER_URN};
use crate::call::Call;
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

/// The filter as it was typed, with the value in the place of `%s`.
pub(super) fn look_up(filter: &str, value: &str) -> Call {
    Call::get(format!("/Users?filter={}", encode(&filter.replace("%s", value))))
}

pub(super) fn create_user(person: &Person) -> Call {
    Call::post("/Users", user(person))
}

pub(super) fn put_user(id: &str, person: &Person) -> Call {
    Call::put(format!("/Users/{}", encode(id)), user(person))
}

pub(super) fn delete_user(id: &str) -> Call {
    Call::delete(format!("/Users/{}", encode(id)))
}

fn user(person: &Person) -> Value {
    let mut user = json!({ "schemas": [USER_URN] });
    for (path, value) in profile(person) {
        path.write(&mut user, value);
    }
    user
}

pub(super) fn profile(person: &Person) -> Vec<(Path, Value)> {
    vec![
        (Path::Plain("externalId"), person.object_id.as_str().into()),
        (Path::Plain("userName"), person.user_name.as_str().into()),
        (Path::Sub("name", "givenName"), person.given_name.as_str().into()),
        (Path::Sub("name", "familyName"), person.family_name.as_str().into()),
        (Path::Plain("displayName"), person.display_name().into()),
        (Path::Typed("emails", "work", "value"), person.user_name.as_str().into()),
        (Path::Plain("active"), person.active.into()),
    ]
}

fn encode(text: &str) -> String {
    percent_encode(text, b"-._~")
}

#[cfg(test)]
mod tests {
    use super::look_up;

    #[test]
    fn a_filter_goes_out_as_it_was_typed() {
        assert_eq!(
            look_up("username Eq \"%s\"", "a@b").to_string(),
            "GET /Users?filter=username%20Eq%20%22a%40b%22"
        );
        assert_eq!(
            look_up("email Co \"%s\"", "a b").to_string(),
            "GET /Users?filter=email%20Co%20%22a%20b%22"
        );
    }
}
