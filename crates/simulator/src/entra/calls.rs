//! Entra ID's requests as pure functions, in its default dialect.

use crate::attribute::{ENTERPRISE_URN, GROUP_URN, Path, USER_URN, difference};
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

pub(super) fn match_user(user_name: &str) -> Call {
    Call::get(format!("/Users?filter={}", encode(&format!("userName eq {}", literal(user_name)))))
}

pub(super) fn match_group(name: &str) -> Call {
    let filter = encode(&format!("displayName eq {}", literal(name)));
    Call::get(format!("/Groups?excludedAttributes=members&filter={filter}"))
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

pub(super) fn create_user(person: &Person) -> Call {
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
    let body = json!({
        "schemas": [USER_URN, ENTERPRISE_URN],
        "externalId": person.nickname,
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
    Call::post("/Users", body)
}

/// One operation for each attribute that differs. None if nothing does.
pub(super) fn update_user(id: &str, returned: &Value, person: &Person) -> Option<Call> {
    let operations = operations(profile(person), returned);
    (!operations.is_empty()).then(|| Call::patch(user(id), &operations))
}

/// The default attribute mapping but for the manager, which is a reference.
pub(super) fn profile(person: &Person) -> Vec<(Path, Value)> {
    let mut profile: Vec<(Path, Value)> = vec![
        (Path::Plain("userName"), person.user_name.as_str().into()),
        (Path::Plain("active"), person.active.into()),
        (Path::Plain("displayName"), person.display_name().into()),
        (Path::Plain("preferredLanguage"), person.language.into()),
        (Path::Sub("name", "givenName"), person.given_name.as_str().into()),
        (Path::Sub("name", "familyName"), person.family_name.as_str().into()),
        (Path::Sub("name", "formatted"), person.display_name().into()),
        (Path::Typed("emails", "work", "value"), person.user_name.as_str().into()),
        (Path::Typed("phoneNumbers", "work", "value"), person.work_phone.as_str().into()),
        (Path::Plain("externalId"), person.nickname.as_str().into()),
        (Path::Enterprise("employeeNumber"), person.employee_number.as_str().into()),
        (Path::Enterprise("department"), person.department.as_str().into()),
    ];
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

pub(super) fn disable_user(id: &str) -> Call {
    Call::patch(user(id), &[operation("Replace", Path::Plain("active"), &false.into())])
}

pub(super) fn delete_user(id: &str) -> Call {
    Call::delete(user(id))
}

/// Whether the user has that manager.
pub(super) fn check_manager(id: &str, manager: &str) -> Call {
    let filter = format!("id eq {} and manager eq {}", literal(id), literal(manager));
    Call::get(format!("/Users?filter={}&attributes=id", encode(&filter)))
}

/// The manager is the bare id, though the attribute is complex (RFC 7643 §4.3).
pub(super) fn set_manager(id: &str, manager: &str) -> Call {
    Call::patch(user(id), &[operation("Add", Path::Enterprise("manager"), &manager.into())])
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

/// One operation for each attribute that differs. None if nothing does.
pub(super) fn update_group(id: &str, returned: &Value, team: &Team) -> Option<Call> {
    let wanted = vec![
        (Path::Plain("displayName"), team.name.as_str().into()),
        (Path::Plain("externalId"), team.object_id.as_str().into()),
    ];
    let operations = operations(wanted, returned);
    (!operations.is_empty()).then(|| Call::patch(group(id), &operations))
}

pub(super) fn rename_group(id: &str, name: &str) -> Call {
    Call::patch(group(id), &[operation("Replace", Path::Plain("displayName"), &name.into())])
}

/// Whether the group has that member.
pub(super) fn check_member(id: &str, member: &str) -> Call {
    let filter = format!("id eq {} and members eq {}", literal(id), literal(member));
    Call::get(format!("/Groups?filter={}&attributes=id", encode(&filter)))
}

pub(super) fn add_members(id: &str, members: &[String]) -> Call {
    change_members(id, "Add", members)
}

/// By value array, which the RFC does not have: it removes these members and not all of them.
pub(super) fn remove_members(id: &str, members: &[String]) -> Call {
    change_members(id, "Remove", members)
}

pub(super) fn delete_group(id: &str) -> Call {
    Call::delete(group(id))
}

fn change_members(id: &str, op: &str, members: &[String]) -> Call {
    let values: Vec<Value> = members.iter().map(|member| json!({ "$ref": null, "value": member })).collect();
    Call::patch(group(id), &[json!({ "op": op, "path": "members", "value": values })])
}

fn operations(wanted: Vec<(Path, Value)>, returned: &Value) -> Vec<Value> {
    difference(wanted, returned)
        .iter()
        .map(|(path, value)| {
            let op = if path.read(returned).is_none() { "Add" } else { "Replace" };
            operation(op, *path, value)
        })
        .collect()
}

/// Booleans go as the text "True" or "False" in this dialect.
fn operation(op: &str, path: Path, value: &Value) -> Value {
    let value = match value {
        Value::Bool(true) => "True".into(),
        Value::Bool(false) => "False".into(),
        other => other.clone(),
    };
    json!({ "op": op, "path": path.to_string(), "value": value })
}

fn user(id: &str) -> String {
    format!("/Users/{}", encode(id))
}

fn group(id: &str) -> String {
    format!("/Groups/{}", encode(id))
}

/// A plus for a space, raw double quotes, and the rest percent-encoded, as a published request line shows.
fn encode(text: &str) -> String {
    percent_encode(text, b"-_.!*()\"").replace("%20", "+")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Dice;
    use crate::directory::Directory;

    fn person() -> Person {
        Directory::new(1, 2, 0, "acme.example", Dice::guid).people.remove(1)
    }

    fn written(call: &Call) -> String {
        format!("{call}\n{}", call.body_text().unwrap_or_default())
    }

    fn patch(target: &str, operations: &str) -> String {
        format!(
            "PATCH {target}\n{{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\
             \"Operations\":[{operations}]}}"
        )
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
            match_user("dale.mohr@example.com").to_string(),
            "GET /Users?filter=userName+eq+\"dale.mohr%40example.com\""
        );
        assert_eq!(
            match_group("R&D + Süd").to_string(),
            "GET /Groups?excludedAttributes=members&filter=displayName+eq+\"R%26D+%2B+S%C3%BCd\""
        );
        assert_eq!(get_group("9").to_string(), "GET /Groups/9?excludedAttributes=members");
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
            written(&create_user(&person)),
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
    fn an_unchanged_user_needs_no_request() {
        let person = person();
        let created = create_user(&person).body.expect("it has one");
        assert_eq!(update_user("1", &created, &person), None);
    }

    #[test]
    fn changes_go_one_operation_each_with_capital_letters() {
        let before = Person { mobile_phone: None, address: None, ..person() };
        let created = create_user(&before).body.expect("it has one");
        let mut after = before;
        after.active = false;
        after.department = "Legal".into();
        after.mobile_phone = Some("+1".into());
        after.given_name = "Zoë".into();
        let shown = format!("Zoë {}", after.family_name);
        assert_eq!(
            written(&update_user("1", &created, &after).expect("much has changed")),
            patch(
                "/Users/1",
                &format!(
                    concat!(
                        r#"{{"op":"Replace","path":"active","value":"False"}},"#,
                        r#"{{"op":"Replace","path":"displayName","value":"{0}"}},"#,
                        r#"{{"op":"Replace","path":"name.givenName","value":"Zoë"}},"#,
                        r#"{{"op":"Replace","path":"name.formatted","value":"{0}"}},"#,
                        r#"{{"op":"Replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:"#,
                        r#"department","value":"Legal"}},"#,
                        r#"{{"op":"Add","path":"phoneNumbers[type eq \"mobile\"].value","value":"+1"}}"#,
                    ),
                    shown
                )
            )
        );
    }

    #[test]
    fn users_are_disabled_managed_and_deleted() {
        assert_eq!(
            written(&disable_user("1")),
            patch("/Users/1", r#"{"op":"Replace","path":"active","value":"False"}"#)
        );
        assert_eq!(
            written(&set_manager("1", "2")),
            patch(
                "/Users/1",
                concat!(
                    r#"{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","#,
                    r#""value":"2"}"#
                )
            )
        );
        assert_eq!(written(&delete_user("1")), "DELETE /Users/1\n");
    }

    #[test]
    fn groups() {
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
        assert_eq!(
            written(&rename_group("9", "New")),
            patch("/Groups/9", r#"{"op":"Replace","path":"displayName","value":"New"}"#)
        );
        assert_eq!(
            written(&add_members("9", &["1".into(), "2".into()])),
            patch(
                "/Groups/9",
                r#"{"op":"Add","path":"members","value":[{"$ref":null,"value":"1"},{"$ref":null,"value":"2"}]}"#
            )
        );
        assert_eq!(
            written(&remove_members("9", &["1".into()])),
            patch("/Groups/9", r#"{"op":"Remove","path":"members","value":[{"$ref":null,"value":"1"}]}"#)
        );
        assert_eq!(written(&delete_group("9")), "DELETE /Groups/9\n");

        let found = json!({ "id": "9", "displayName": "ops", "externalId": "g-1" });
        assert_eq!(update_group("9", &found, &team), Some(rename_group("9", "Ops")));
    }
}
