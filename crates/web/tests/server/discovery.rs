//! What the server says about itself (RFC 7644 §4), and that it is true.

use crate::support::{ENTERPRISE, GROUP, LIST, USER, person, stage};
use directory::Provider;
use serde_json::{Value, json};
use testkit::Client;

#[test]
fn the_configuration_says_what_is_possible() {
    let (_server, door, mut client) = stage(Provider::SailPoint);
    let config = client.get("/ServiceProviderConfig").expect(200);
    assert_eq!(config.header("content-type"), Some("application/scim+json"));
    let body = &config.body;
    assert_eq!(body["schemas"], json!(["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"]));
    assert_eq!(body["patch"], json!({ "supported": true }));
    assert_eq!(
        body["bulk"],
        json!({ "supported": true, "maxOperations": 1000, "maxPayloadSize": 16_777_216 })
    );
    assert_eq!(body["filter"], json!({ "supported": true, "maxResults": 1000 }));
    assert_eq!(body["changePassword"], json!({ "supported": false }));
    assert_eq!(
        (&body["sort"], &body["etag"]),
        (&json!({ "supported": true }), &json!({ "supported": true }))
    );
    assert_eq!(
        body["pagination"],
        json!({
            "cursor": true, "index": true, "defaultPaginationMethod": "index", "defaultPageSize": 100,
            "maxPageSize": 1000,
        })
    );
    assert_eq!(body["authenticationSchemes"][0]["type"], "oauthbearertoken");
    assert_eq!(body["meta"]["location"], format!("{}/ServiceProviderConfig", door.url));
}

#[test]
fn the_resource_types_are_listed_and_are_there_by_name() {
    let (_server, door, mut client) = stage(Provider::SailPoint);
    let list = client.get("/ResourceTypes").expect(200);
    assert_eq!((&list.body["schemas"], &list.body["totalResults"]), (&json!([LIST]), &json!(2)));
    assert_eq!((&list.body["itemsPerPage"], &list.body["startIndex"]), (&json!(2), &json!(1)));
    let expected = [
        ("User", "/Users", USER, json!([{ "schema": ENTERPRISE, "required": false }])),
        ("Group", "/Groups", GROUP, Value::Null),
    ];
    for (place, (name, endpoint, schema, extensions)) in expected.into_iter().enumerate() {
        let ty = &list.body["Resources"][place];
        assert_eq!(ty["schemas"], json!(["urn:ietf:params:scim:schemas:core:2.0:ResourceType"]));
        assert_eq!((&ty["id"], &ty["name"]), (&json!(name), &json!(name)));
        assert_eq!((&ty["endpoint"], &ty["schema"]), (&json!(endpoint), &json!(schema)));
        let listed = ty.get("schemaExtensions").cloned().unwrap_or(Value::Null);
        assert!(listed == extensions || (extensions.is_null() && listed == json!([])), "{ty}");
        assert_eq!(ty["meta"]["location"], format!("{}/ResourceTypes/{name}", door.url));
        assert_eq!(&client.get(&format!("/ResourceTypes/{name}")).expect(200).body, ty);
        drop(client.get(endpoint).expect(200));
    }
    client.get("/ResourceTypes/Nothing").expect_error(404, None);
}

#[test]
fn the_schemas_are_listed_and_are_there_by_urn() {
    let (_server, door, mut client) = stage(Provider::SailPoint);
    let list = client.get("/Schemas").expect(200).body;
    assert_eq!(list["schemas"], json!([LIST]));
    let all = list["Resources"].as_array().expect("a list");
    assert_eq!(list["totalResults"], all.len());
    let ids: Vec<&str> = all.iter().filter_map(|schema| schema["id"].as_str()).collect();
    let core = |name: &str| format!("urn:ietf:params:scim:schemas:core:2.0:{name}");
    for urn in [
        USER.to_owned(),
        ENTERPRISE.into(),
        GROUP.into(),
        core("ServiceProviderConfig"),
        core("ResourceType"),
        core("Schema"),
    ] {
        assert!(ids.contains(&urn.as_str()), "{urn} is not among {ids:?}");
    }
    for schema in all {
        let id = schema["id"].as_str().expect("an id");
        assert_eq!(&client.get(&format!("/Schemas/{id}")).expect(200).body, schema);
        // RFC 7644 §3.10: URNs compare without case.
        let upper = id.to_ascii_uppercase();
        assert_eq!(&client.get(&format!("/Schemas/{upper}")).expect(200).body, schema);
        assert_eq!(schema["meta"]["location"], format!("{}/Schemas/{id}", door.url));
        assert_eq!(schema["meta"]["resourceType"], "Schema");
    }
    client.get("/Schemas/urn:nobody:knows").expect_error(404, None);
}

#[test]
fn discovery_cannot_be_filtered_and_ignores_sorting_and_paging() {
    let (_server, _, mut client) = stage(Provider::Generic);
    for path in ["/Schemas", "/ResourceTypes", "/ServiceProviderConfig"] {
        let plain = client.get(path).expect(200).text;
        client.get(&format!("{path}?filter=id%20pr")).expect_error(403, None);
        let paged =
            client.get(&format!("{path}?startIndex=2&count=1&sortBy=id&sortOrder=descending")).expect(200);
        assert_eq!(paged.text, plain, "{path}");
    }
}

#[test]
fn every_attribute_is_described_with_all_its_characteristics() {
    let (_server, _, mut client) = stage(Provider::Generic);
    let list = client.get("/Schemas").expect(200).body;
    for schema in list["Resources"].as_array().expect("a list") {
        let attributes = schema["attributes"].as_array().expect("attributes");
        for attribute in attributes {
            assert_described(attribute, &schema["id"]);
            for sub in attribute["subAttributes"].as_array().into_iter().flatten() {
                assert_described(sub, &attribute["name"]);
            }
        }
    }
    assert!(!list.to_string().contains("null"), "Entra ID takes no null for a value");
}

#[track_caller]
fn assert_described(attribute: &Value, of: &Value) {
    let what = format!("{of} {}", attribute["name"]);
    let one_of = |name: &str, known: &[&str]| {
        let value = attribute[name].as_str().unwrap_or_else(|| panic!("{what} has no {name}"));
        assert!(known.contains(&value), "{what}: {name} is {value}");
    };
    one_of(
        "type",
        &["string", "boolean", "decimal", "integer", "dateTime", "reference", "binary", "complex"],
    );
    one_of("mutability", &["readOnly", "readWrite", "immutable", "writeOnly"]);
    one_of("returned", &["always", "never", "default", "request"]);
    for flag in ["multiValued", "required"] {
        assert!(attribute[flag].is_boolean(), "{what}: {flag}");
    }
    assert!(attribute["description"].as_str().is_some_and(|text| !text.is_empty()), "{what}");
    assert_eq!(attribute["type"] == "complex", attribute["subAttributes"].is_array(), "{what}");
    if attribute["type"] == "string" {
        assert!(attribute["caseExact"].is_boolean(), "{what}");
        one_of("uniqueness", &["none", "server", "global"]);
    }
    if attribute["type"] == "reference" {
        assert!(attribute["referenceTypes"].is_array(), "{what}");
    }
}

/// A value of the right type for an attribute, or of a wrong one.
fn sample(attribute: &Value, right: bool) -> Value {
    let value = match (attribute["type"].as_str().expect("a type"), right) {
        ("boolean", true) => json!(true),
        ("boolean", false) => json!("perhaps"),
        ("integer" | "decimal", true) | ("complex", false) => json!(7),
        ("integer" | "decimal", false) => json!("many"),
        ("dateTime", true) => json!("2024-02-29T12:00:00Z"),
        ("dateTime", false) => json!("yesterday"),
        ("binary", true) => json!("YWJj"),
        ("binary", false) => json!("not base64!"),
        ("complex", true) => {
            let subs = attribute["subAttributes"].as_array().expect("sub-attributes").iter();
            let subs = subs.filter(|sub| sub["mutability"] != "readOnly");
            subs.map(|sub| (sub["name"].as_str().expect("a name").to_owned(), sample(sub, true))).collect()
        }
        (_, true) => json!("a text"),
        (_, false) => json!(7),
    };
    if right && attribute["multiValued"] == true { json!([value]) } else { value }
}

/// Puts an attribute of a schema into a person, sends it, and returns the status and the attribute that came back.
fn send(client: &mut Client, number: usize, urn: &str, name: &str, value: &Value) -> (u16, Option<Value>) {
    let mut body = person(&format!("u{number}@example.com"));
    let within = |body: &mut Value| {
        if urn == USER {
            body[name] = value.clone();
        } else {
            body[urn] = json!({ name: value });
        }
    };
    within(&mut body);
    let answer = client.post("/Users", &body);
    let place = if urn == USER { &answer.body } else { &answer.body[urn] };
    (answer.status, place.get(name).cloned())
}

#[test]
fn the_schemas_describe_what_the_server_does() {
    let (_server, _, mut client) = stage(Provider::Generic);
    let mut number = 0;
    for urn in [USER, ENTERPRISE] {
        let schema = client.get(&format!("/Schemas/{urn}")).expect(200).body;
        for attribute in schema["attributes"].as_array().expect("attributes") {
            let name = attribute["name"].as_str().expect("a name");
            number += 1;
            let right = sample(attribute, true);
            let (status, shown) = send(&mut client, number, urn, name, &right);
            assert_eq!(status, 201, "{urn}:{name} takes {right}");
            let comes_back = attribute["mutability"] != "readOnly" && attribute["returned"] != "never";
            assert_eq!(shown, comes_back.then_some(right), "{urn}:{name}");
            number += 1;
            let wrong = sample(attribute, false);
            let (status, _) = send(&mut client, number, urn, name, &wrong);
            let expected = if attribute["mutability"] == "readOnly" { 201 } else { 400 };
            assert_eq!(status, expected, "{urn}:{name} with {wrong}");
            if attribute["required"] == true {
                number += 1;
                assert_eq!(
                    send(&mut client, number, urn, name, &Value::Null).0,
                    400,
                    "{urn}:{name} is required"
                );
            }
        }
    }
}

#[test]
fn there_is_no_me() {
    let (_server, _, mut client) = stage(Provider::Generic);
    for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
        client.send(method, "/Me", Some("{}")).expect_error(501, None);
    }
}
