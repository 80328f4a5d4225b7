//! Entra ID's requests as pure functions. What a PATCH says is [`super::writing`].

use super::setup::Key;
use crate::attribute::{ENTERPRISE_URN, GROUP_URN, Path, USER_URN};
use crate::call::{Call, literal};
use crate::directory::{Person, Team};
use crate::http::percent_encode;
use serde_json::{Value, json};

/// The second schema of every group that Entra creates. It belongs to no standard.
const ADSCIM_GROUP_URN: &str = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group";

/// Users on a page of account discovery.
const PAGE: usize = 100;

/// No User-Agent, and no Accept: nothing shows that Entra sends either.
pub(crate) fn headers(host: &str, token: &str, length: Option<usize>) -> Vec<(&'static str, String)> {
    let mut headers = vec![("Authorization", format!("Bearer {token}"))];
    if let Some(length) = length {
        headers.push(("Content-Type", "application/scim+json; charset=utf-8".to_owned()));
        headers.push(("Content-Length", length.to_string()));
    }
    headers.push(("Host", host.to_owned()));
    headers
}

pub(super) fn find_user(key: Key, value: &str) -> Call {
    let filter = encode(&key.user_filter(value));
    Call::get(match key {
        Key::Name | Key::ObjectId => format!("/Users?filter={filter}"),
        // The tenant URL was pasted with a slash and the flag at its end.
        Key::Raw => format!("/Users/?filter={filter}"),
    })
}

pub(super) fn find_group(key: Key, value: &str) -> Call {
    let filter = encode(&key.group_filter(value));
    Call::get(match key {
        Key::Name | Key::ObjectId => format!("/Groups?excludedAttributes=members&filter={filter}"),
        Key::Raw => format!("/Groups/?excludedAttributes=members&filter={filter}"),
    })
}

/// A page of account discovery. How many users Entra asks for at once is not documented.
pub(super) fn page(start: usize) -> Call {
    Call::get(format!("/Users?startIndex={start}&count={PAGE}"))
}

pub(super) fn get_user(id: &str) -> Call {
    Call::get(user(id))
}

pub(super) fn get_group(id: &str) -> Call {
    Call::get(format!("{}?excludedAttributes=members", group(id)))
}

pub(super) fn create_user(key: Key, person: &Person) -> Call {
    let mut phones = vec![json!({ "type": "work", "value": person.work_phone })];
    phones.extend(person.mobile_phone.iter().map(|phone| json!({ "type": "mobile", "value": phone })));
    let addresses: Vec<Value> = person
        .address
        .iter()
        .map(|address| {
            json!({
                "type": "work",
                "streetAddress": address.street,
                "locality": address.city,
                "postalCode": address.postal_code,
                "country": address.country,
                "formatted": address.office,
            })
        })
        .collect();
    let mut body = json!({
        "schemas": [USER_URN, ENTERPRISE_URN],
        "externalId": key.external_id(person),
        "userName": person.user_name,
        "active": person.active,
        "displayName": person.display_name(),
        "title": person.title,
        "preferredLanguage": person.language,
        "name": {
            "formatted": person.display_name(),
            "familyName": person.family_name,
            "givenName": person.given_name,
        },
        "emails": [{ "primary": true, "type": "work", "value": person.user_name }],
        "phoneNumbers": phones,
        "addresses": addresses,
        ENTERPRISE_URN: { "department": person.department, "employeeNumber": person.employee_number },
        "roles": [],
        "meta": { "resourceType": "User" },
    });
    if key.mail(person).is_none() {
        body.as_object_mut().expect("it was made an object").shift_remove("emails");
    }
    Call::post("/Users", body)
}

pub(super) fn patch_user(id: &str, operations: &[Value]) -> Call {
    Call::patch(user(id), operations)
}

/// The default attribute mapping but for the manager, which is a reference.
pub(super) fn profile(key: Key, person: &Person) -> Vec<(Path, Value)> {
    let mut profile: Vec<(Path, Value)> = vec![
        (Path::Plain("userName"), person.user_name.as_str().into()),
        (Path::Plain("active"), person.active.into()),
        (Path::Plain("displayName"), person.display_name().into()),
        (Path::Plain("preferredLanguage"), person.language.into()),
        (Path::Sub("name", "givenName"), person.given_name.as_str().into()),
        (Path::Sub("name", "familyName"), person.family_name.as_str().into()),
        (Path::Sub("name", "formatted"), person.display_name().into()),
    ];
    if let Some(mail) = key.mail(person) {
        profile.push((Path::Typed("emails", "work", "value"), mail.into()));
    }
    profile.extend([
        (Path::Typed("phoneNumbers", "work", "value"), person.work_phone.as_str().into()),
        (Path::Plain("externalId"), key.external_id(person).into()),
        (Path::Enterprise("employeeNumber"), person.employee_number.as_str().into()),
        (Path::Enterprise("department"), person.department.as_str().into()),
    ]);
    if let Some(title) = &person.title {
        profile.push((Path::Plain("title"), title.as_str().into()));
    }
    if let Some(phone) = &person.mobile_phone {
        profile.push((Path::Typed("phoneNumbers", "mobile", "value"), phone.as_str().into()));
    }
    if let Some(address) = &person.address {
        profile.extend([
            (Path::Typed("addresses", "work", "streetAddress"), address.street.into()),
            (Path::Typed("addresses", "work", "locality"), address.city.into()),
            (Path::Typed("addresses", "work", "postalCode"), address.postal_code.into()),
            (Path::Typed("addresses", "work", "country"), address.country.into()),
            (Path::Typed("addresses", "work", "formatted"), address.office.into()),
        ]);
    }
    profile
}

pub(super) fn delete_user(id: &str) -> Call {
    Call::delete(user(id))
}

/// Whether the user has that manager.
pub(super) fn check_manager(id: &str, manager: &str) -> Call {
    let filter = format!("id eq {} and manager eq {}", literal(id), literal(manager));
    Call::get(format!("/Users?filter={}&attributes=id", encode(&filter)))
}

pub(super) fn create_group(team: &Team) -> Call {
    let body = json!({
        "schemas": [GROUP_URN, ADSCIM_GROUP_URN],
        "externalId": team.object_id,
        "displayName": team.name,
        "meta": { "resourceType": "Group" },
    });
    Call::post("/Groups", body)
}

pub(super) fn patch_group(id: &str, operations: &[Value]) -> Call {
    Call::patch(group(id), operations)
}

/// What is mapped of a group but for its members.
pub(super) fn group_profile(team: &Team) -> Vec<(Path, Value)> {
    vec![
        (Path::Plain("displayName"), team.name.as_str().into()),
        (Path::Plain("externalId"), team.object_id.as_str().into()),
    ]
}

/// Whether the group has that member.
pub(super) fn check_member(id: &str, member: &str) -> Call {
    let filter = format!("id eq {} and members eq {}", literal(id), literal(member));
    Call::get(format!("/Groups?filter={}&attributes=id", encode(&filter)))
}

pub(super) fn delete_group(id: &str) -> Call {
    Call::delete(group(id))
}

pub(super) fn user(id: &str) -> String {
    format!("/Users/{}", encode(id))
}

pub(super) fn group(id: &str) -> String {
    format!("/Groups/{}", encode(id))
}

/// A plus for a space, raw double quotes and brackets, and the rest percent-encoded, as a published request line shows.
pub(super) fn encode(text: &str) -> String {
    percent_encode(text, b"-_.!*()\"[]").replace("%20", "+")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribute::difference;
    use crate::dice::Dice;
    use crate::directory::Directory;

    fn person() -> Person {
        Directory::new(1, 2, 0, "acme.example", Dice::guid).people.remove(1)
    }

    fn written(call: &Call) -> String {
        format!("{call}\n{}", call.body_text().unwrap_or_default())
    }

    #[test]
    fn there_is_no_user_agent() {
        let lines: Vec<String> = headers("localhost:1", "T", Some(2))
            .iter()
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        assert_eq!(
            lines,
            [
                "Authorization: Bearer T",
                "Content-Type: application/scim+json; charset=utf-8",
                "Content-Length: 2",
                "Host: localhost:1",
            ]
        );
    }

    #[test]
    fn request_lines_carry_raw_quotes_and_pluses() {
        assert_eq!(
            find_user(Key::Name, "dale.mohr@example.com").to_string(),
            "GET /Users?filter=userName+eq+\"dale.mohr%40example.com\""
        );
        assert_eq!(
            find_group(Key::Name, "R&D + Süd").to_string(),
            "GET /Groups?excludedAttributes=members&filter=displayName+eq+\"R%26D+%2B+S%C3%BCd\""
        );
        assert_eq!(find_user(Key::ObjectId, "8a-1").to_string(), "GET /Users?filter=externalId+eq+\"8a-1\"");
        assert_eq!(
            find_user(Key::Raw, "a@b.example").with_parameter("aadOptscim062020").to_string(),
            "GET /Users/?aadOptscim062020&filter=emails[type+eq+\"work\"].value+eq+\"a%40b.example\""
        );
        assert_eq!(
            find_group(Key::Raw, "8a-1").with_parameter("aadOptscim062020").to_string(),
            "GET /Groups/?aadOptscim062020&excludedAttributes=members&filter=externalId+eq+8a-1"
        );
        assert_eq!(get_group("9").to_string(), "GET /Groups/9?excludedAttributes=members");
        let flagged = get_user("1").with_parameter("aadOptscim062020");
        assert_eq!(flagged.to_string(), "GET /Users/1?aadOptscim062020");
        assert_eq!(
            check_manager("1", "2").to_string(),
            "GET /Users?filter=id+eq+\"1\"+and+manager+eq+\"2\"&attributes=id"
        );
        assert_eq!(
            check_member("9", "1").to_string(),
            "GET /Groups?filter=id+eq+\"9\"+and+members+eq+\"1\"&attributes=id"
        );
    }

    #[test]
    fn a_user_is_created_with_nulls_and_empty_lists() {
        let person = Person { title: None, mobile_phone: Some("+1".into()), address: None, ..person() };
        assert_eq!(
            written(&create_user(Key::Name, &person)),
            format!(
                concat!(
                    "POST /Users\n",
                    r#"{{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","#,
                    r#""urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"#,
                    r#""externalId":"{0}","userName":"{0}@acme.example","active":true,"displayName":"{1} {2}","#,
                    r#""title":null,"preferredLanguage":"{3}","#,
                    r#""name":{{"formatted":"{1} {2}","familyName":"{2}","givenName":"{1}"}},"#,
                    r#""emails":[{{"primary":true,"type":"work","value":"{0}@acme.example"}}],"#,
                    r#""phoneNumbers":[{{"type":"work","value":"{4}"}},{{"type":"mobile","value":"+1"}}],"#,
                    r#""addresses":[],"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":"#,
                    r#"{{"department":"{5}","employeeNumber":"100002"}},"roles":[],"#,
                    r#""meta":{{"resourceType":"User"}}}}"#,
                ),
                person.nickname,
                person.given_name,
                person.family_name,
                person.language,
                person.work_phone,
                person.department
            )
        );
    }

    #[test]
    fn what_was_created_has_the_whole_profile() {
        for person in Directory::new(1, 2, 0, "acme.example", Dice::guid).people {
            for key in [Key::Name, Key::ObjectId, Key::Raw] {
                let created = create_user(key, &person).body.expect("it has one");
                assert_eq!(difference(profile(key, &person), &created), []);
            }
        }
    }

    #[test]
    fn who_has_no_mail_is_sent_without() {
        let person = Person { has_mail: false, ..person() };
        let path = Path::Typed("emails", "work", "value");
        for (key, has) in [(Key::Name, false), (Key::ObjectId, false), (Key::Raw, true)] {
            let created = create_user(key, &person).body.expect("it has one");
            let sent = profile(key, &person).iter().any(|(mapped, _)| *mapped == path);
            assert_eq!((created.get("emails").is_some(), sent), (has, has), "{key:?}");
        }
    }

    #[test]
    fn a_group_is_created_with_a_schema_of_microsofts() {
        let team = Team { object_id: "g-1".into(), name: "Ops".into(), members: [0].into() };
        assert_eq!(
            written(&create_group(&team)),
            concat!(
                "POST /Groups\n",
                r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group","#,
                r#""http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],"#,
                r#""externalId":"g-1","displayName":"Ops","meta":{"resourceType":"Group"}}"#
            )
        );
        assert_eq!(written(&delete_group("9")), "DELETE /Groups/9\n");
        assert_eq!(written(&delete_user("1")), "DELETE /Users/1\n");
    }
}
