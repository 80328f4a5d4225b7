//! The people of the benchmark: always the same ones, so that two runs do the same work.

use scim::schema::{ENTERPRISE_USER_URN, GROUP_URN, USER_URN};
use serde_json::{Value, json};

/// How many titles there are; so many people share one.
pub(crate) const TITLES: usize = 1_000;

const GIVEN_NAMES: [&str; 16] = [
    "Amélie", "Bruno", "Chiyo", "Dmitri", "Elena", "Farid", "Grace", "Hiroshi", "Ines", "Jonas", "Kaori",
    "Luc", "Mary", "Nils", "Olga", "Pedro",
];
const FAMILY_NAMES: [&str; 16] = [
    "Abe", "Bernard", "Costa", "Dubois", "Eriksen", "Fontaine", "García", "Hayashi", "Ito", "Jansen",
    "Kowalski", "Leroy", "Müller", "Novak", "Okafor", "Petrov",
];
const DEPARTMENTS: [&str; 8] =
    ["Engineering", "Finance", "Legal", "Marketing", "Operations", "Sales", "Support", "Tours"];

/// What Okta sends to create somebody: the number `n` of a crowd. Names come from the number alone.
pub(crate) fn body(crowd: &str, n: usize) -> Value {
    let (given, family) = (GIVEN_NAMES[n % 16], FAMILY_NAMES[n / 16 % 16]);
    let user_name = user_name(crowd, n);
    json!({
        "schemas": [USER_URN, ENTERPRISE_USER_URN],
        "userName": user_name,
        "name": { "givenName": given, "familyName": family },
        "emails": [{ "primary": true, "value": user_name, "type": "work" }],
        "displayName": format!("{given} {family}"),
        "locale": "en-GB",
        "externalId": external_id(crowd, n),
        "active": true,
        "title": title(n),
        "phoneNumbers": [{ "type": "work", "value": format!("+44 20 7946 {:04}", n % 10_000) }],
        ENTERPRISE_USER_URN: {
            "employeeNumber": format!("{:06}", 100_000 + n),
            "department": DEPARTMENTS[n / 3 % 8],
        },
    })
}

/// The same with another title: what Okta puts when somebody changes.
pub(crate) fn body_with_title(crowd: &str, n: usize, title: &str) -> Value {
    let mut body = body(crowd, n);
    body["title"] = title.into();
    body
}

pub(crate) fn user_name(crowd: &str, n: usize) -> String {
    format!("person{n:07}@{crowd}.example")
}

/// In the order in which people came, as the ids of most providers are.
pub(crate) fn external_id(crowd: &str, n: usize) -> String {
    format!("00u{n:013}{crowd}")
}

pub(crate) fn title(n: usize) -> String {
    format!("Consultant {}", n % TITLES)
}

pub(crate) fn group_body(name: &str) -> Value {
    json!({ "schemas": [GROUP_URN], "displayName": name })
}

/// A PATCH request with these operations (RFC 7644 §3.5.2).
pub(crate) fn patch(operations: &Value) -> Vec<u8> {
    let urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    json!({ "schemas": [urn], "Operations": operations }).to_string().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn nobody_is_there_twice() {
        let names: HashSet<String> = (0..20_000).map(|n| user_name("a", n)).collect();
        let ids: HashSet<String> = (0..20_000).map(|n| external_id("a", n)).collect();
        assert_eq!((names.len(), ids.len()), (20_000, 20_000));
    }

    #[test]
    fn everybody_fits_the_schema() {
        let resource = scim::Resource::parse(&body("a", 7), &scim::ResourceType::user()).unwrap();
        assert_eq!(resource.get("title"), Some(&"Consultant 7".into()));
    }
}
