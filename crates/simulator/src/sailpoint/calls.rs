//! `SailPoint`'s requests as pure functions.

use crate::attribute::{ENTERPRISE_URN, PATCH_URN, USER_URN};
use crate::call::{Call, literal};
use crate::directory::Person;
use crate::http::percent_encode;
use serde_json::json;

/// The page size of an aggregation.
const PAGE: usize = 100;

/// Nothing is known but the token; these are the fewest that a client can send.
pub(super) fn headers(host: &str, token: &str, length: Option<usize>) -> Vec<(&'static str, String)> {
    let mut headers =
        vec![("Accept", "application/scim+json".to_owned()), ("Authorization", format!("Bearer {token}"))];
    if let Some(length) = length {
        headers.push(("Content-Type", "application/scim+json".to_owned()));
        headers.push(("Content-Length", length.to_string()));
    }
    headers.push(("Host", host.to_owned()));
    headers
}

/// A resource type by its name, or a schema by its URN, whose colons go out as they are.
pub(super) fn single(endpoint: &str, id: &str) -> Call {
    Call::get(format!("{endpoint}/{}", percent_encode(id, b"-._~:")))
}

pub(super) fn page(endpoint: &str, start: usize) -> Call {
    Call::get(format!("{endpoint}?startIndex={start}&count={PAGE}"))
}

pub(super) fn match_user(user_name: &str) -> Call {
    let filter = percent_encode(&format!("userName eq {}", literal(user_name)), b"-._~");
    Call::get(format!("/Users?filter={filter}"))
}

pub(super) fn create_user(person: &Person) -> Call {
    Call::post(
        "/Users",
        json!({
            "schemas": [USER_URN, ENTERPRISE_URN],
            "userName": person.user_name,
            "name": { "givenName": person.given_name, "familyName": person.family_name },
            "displayName": person.display_name(),
            "emails": [{ "value": person.user_name, "type": "work", "primary": true }],
            "active": true,
            ENTERPRISE_URN: { "department": person.department, "employeeNumber": person.employee_number },
        }),
    )
}

/// One operation that changes nothing.
pub(super) fn same_name(id: &str, name: &str) -> Call {
    Call::patch(user(id), &[json!({ "op": "replace", "path": "displayName", "value": name })])
}

/// The same as one operation of a bulk request (RFC 7644 §3.7).
pub(super) fn same_name_in_bulk(id: &str, name: &str) -> Call {
    let operation = json!({ "op": "replace", "path": "displayName", "value": name });
    let data = json!({ "schemas": [PATCH_URN], "Operations": [operation] });
    Call::post(
        "/Bulk",
        json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
            "Operations": [{ "method": "PATCH", "path": user(id), "data": data }],
        }),
    )
}

pub(super) fn sorted() -> Call {
    Call::get("/Users?sortBy=userName&sortOrder=ascending&startIndex=1&count=10".to_owned())
}

pub(super) fn most(count: u64) -> Call {
    Call::get(format!("/Users?startIndex=1&count={count}"))
}

/// The first page of a list by cursor (RFC 9865 §2).
pub(super) fn first_cursor() -> Call {
    Call::get("/Users?cursor&count=1".to_owned())
}

pub(super) fn get_user(id: &str) -> Call {
    Call::get(user(id))
}

fn user(id: &str) -> String {
    format!("/Users/{}", percent_encode(id, b"-._~"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_forms_keep_their_colons() {
        assert_eq!(single("/Schemas", USER_URN).to_string(), format!("GET /Schemas/{USER_URN}"));
        assert_eq!(page("/Groups", 101).to_string(), "GET /Groups?startIndex=101&count=100");
        assert_eq!(
            same_name_in_bulk("7", "X").body_text().unwrap_or_default(),
            concat!(
                r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"#,
                r#""Operations":[{"method":"PATCH","path":"/Users/7","data":"#,
                r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"#,
                r#""Operations":[{"op":"replace","path":"displayName","value":"X"}]}}]}"#
            )
        );
    }
}
