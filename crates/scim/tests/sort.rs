//! The order of a sorted list (RFC 7644 §3.4.2.3).

use scim::attribute::{Attribute, Type};
use scim::limits::SORT_KEY_BYTES_MAX;
use scim::schema::ENTERPRISE_USER_URN;
use scim::{ResourceType, Schema, sort};
use serde_json::{Value, json};

fn users() -> ResourceType {
    let attributes = vec![
        Attribute::new("number", Type::Integer, ""),
        Attribute::new("height", Type::Decimal, ""),
        Attribute::new("code", Type::String, "").case_exact(),
        Attribute::new("site", Type::Complex, "").with(vec![Attribute::new("floor", Type::Integer, "")]),
    ];
    let schema = Schema { id: "urn:x:Y".into(), name: "Y".into(), description: String::new(), attributes };
    ResourceType::user().with_extension(schema)
}

/// The ids of the resources in ascending order.
fn sorted(by: &str, resources: &Value) -> String {
    let ty = users();
    let path = sort::check(by, &ty).expect("legal");
    let mut resources = resources.as_array().expect("a list").clone();
    resources.sort_by_key(|resource| sort::key(resource.as_object().expect("object"), &path, &ty));
    resources.iter().map(|resource| resource["id"].as_str().expect("an id")).collect()
}

#[test]
fn text_sorts_without_case_unless_it_is_case_exact() {
    let names = json!([
        { "id": "c", "userName": "Émile" }, { "id": "a", "userName": "ann" }, { "id": "b", "userName": "Bob" },
        { "id": "d" },
    ]);
    assert_eq!(sorted("USERNAME", &names), "abcd");
    let codes = json!([
        { "id": "b", "urn:x:Y": { "code": "ann" } }, { "id": "a", "urn:x:Y": { "code": "Bob" } }, { "id": "c" },
    ]);
    assert_eq!(sorted("urn:x:y:Code", &codes), "abc");
}

#[test]
fn the_beginning_of_a_long_text_is_its_key() {
    let long = |id: &str, end: &str| json!({ "id": id, "title": format!("ø{}{end}", "x".repeat(SORT_KEY_BYTES_MAX - 3)) });
    // Half of a character is none of it.
    assert_eq!(sorted("title", &json!([long("b", "yz"), long("c", "ya"), long("a", "ø")])), "abc");
}

#[test]
fn a_list_sorts_by_its_primary_or_first_value() {
    let users = json!([
        { "id": "b", "emails": [{ "value": "a" }, { "value": "m", "type": "work", "primary": true }] },
        { "id": "c", "emails": [{ "value": "z" }, { "value": "a", "primary": false }] },
        { "id": "a", "emails": [{ "value": "B", "type": "x" }] },
        { "id": "d", "emails": [{ "type": "home" }] },
    ]);
    assert_eq!(sorted("emails", &users), "abcd");
    assert_eq!(sorted("emails.value", &users), "abcd");
    assert_eq!(sorted("emails.type", &users), "dbac");
}

/// A filter finds `manager` in the extension, and so does an order.
#[test]
fn a_name_of_an_extension_sorts_without_its_urn() {
    let managed = |id: &str, manager: &str| json!({ "id": id, ENTERPRISE_USER_URN: { "manager": { "value": manager } } });
    let users = json!([managed("b", "2"), { "id": "c" }, managed("a", "1")]);
    for by in
        ["manager", "manager.value", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"]
    {
        assert_eq!(sorted(by, &users), "abc", "{by}");
    }
    let path = sort::check("Manager", &ResourceType::user()).expect("legal");
    assert_eq!(path.to_string(), format!("{ENTERPRISE_USER_URN}:manager.value"));
}

#[test]
fn numbers_booleans_and_times_sort_by_what_they_mean() {
    let numbers = json!([
        { "id": "b", "urn:x:Y": { "number": 9 } }, { "id": "c", "urn:x:Y": { "number": 10 } },
        { "id": "a", "urn:x:Y": { "number": -10 } },
    ]);
    assert_eq!(sorted("urn:x:Y:number", &numbers), "abc");
    let heights =
        json!([{ "id": "b", "urn:x:Y": { "height": 1.5 } }, { "id": "a", "urn:x:Y": { "height": 1 } }]);
    assert_eq!(sorted("urn:x:Y:height", &heights), "ab");
    let active = json!([{ "id": "b", "active": true }, { "id": "c" }, { "id": "a", "active": false }]);
    assert_eq!(sorted("active", &active), "abc");
    let created = json!([
        { "id": "b", "meta": { "created": "2026-01-01T00:00:00Z" } },
        { "id": "a", "meta": { "created": "2026-01-01T01:00:00+02:00" } },
    ]);
    assert_eq!(sorted("meta.created", &created), "ab");
}

#[test]
fn missing_comes_first_in_descending_order() {
    let ty = users();
    let path = sort::check("title", &ty).expect("legal");
    let key = |resource: &Value| sort::key(resource.as_object().expect("object"), &path, &ty);
    let (missing, guide) = (key(&json!({})), key(&json!({ "title": "Guide" })));
    assert!(missing > guide);
    assert_eq!(std::cmp::Reverse(missing).cmp(&std::cmp::Reverse(guide)), std::cmp::Ordering::Less);
}

#[test]
fn a_complex_attribute_stands_for_its_value() {
    let manager = sort::check(&format!("{ENTERPRISE_USER_URN}:MANAGER"), &users()).expect("legal");
    assert_eq!(manager.to_string(), format!("{ENTERPRISE_USER_URN}:manager.value"));
    let refusals = [
        (
            "name",
            "400 invalidValue: \"name\" has several parts. Sort by one of them, such as \"name.formatted\".",
        ),
        (
            "urn:x:Y:site",
            "400 invalidValue: \"site\" has several parts. Sort by one of them, such as \"site.floor\".",
        ),
        ("shoeSize", "400 invalidValue: \"sortBy\" names \"shoeSize\", which is not an attribute of a User."),
        (
            "name.first",
            "400 invalidValue: \"sortBy\" names \"name.first\", which is not an attribute of a User.",
        ),
        (
            "password",
            "400 invalidValue: \"password\" is never returned, so resources cannot be sorted by it.",
        ),
    ];
    for (by, expected) in refusals {
        assert_eq!(sort::check(by, &users()).expect_err("should be refused").to_string(), expected);
    }
}
