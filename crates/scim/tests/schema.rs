//! The schemas of RFC 7643 §8.7, and what the server says about itself.

use scim::attribute::{Attribute, Mutability, Returned, Type, Uniqueness};
use scim::schema::{Features, service_provider_config};
use scim::{ResourceType, Schema};
use serde_json::json;

/// Every attribute on a line: its name and what differs from the defaults of RFC 7643 §2.2.
fn outline(schema: &Schema) -> String {
    let mut lines = String::new();
    for attribute in &schema.attributes {
        lines += &line(attribute, "");
        for sub in &attribute.sub_attributes {
            lines += &line(sub, "  ");
        }
    }
    lines
}

fn line(attribute: &Attribute, indent: &str) -> String {
    let mut line = format!("{indent}{}", attribute.name);
    let mut say = |word: &str| line += &format!(" {word}");
    if attribute.kind != Type::String {
        say(attribute.kind.as_str());
    }
    if attribute.multi_valued {
        say("list");
    }
    if attribute.required {
        say("required");
    }
    if attribute.mutability != Mutability::ReadWrite {
        say(attribute.mutability.as_str());
    }
    if attribute.returned != Returned::Default {
        say(attribute.returned.as_str());
    }
    if attribute.uniqueness != Uniqueness::None {
        say(attribute.uniqueness.as_str());
    }
    line + "\n"
}

#[test]
fn the_user_is_that_of_the_rfc() {
    let list = "  value\n  display\n  type\n  primary boolean\n";
    let expected = [
        "userName required server\n",
        "name complex\n  formatted\n  familyName\n  givenName\n  middleName\n  honorificPrefix\n  honorificSuffix\n",
        "displayName\nnickName\nprofileUrl reference\ntitle\nuserType\npreferredLanguage\nlocale\ntimezone\n",
        "active boolean\npassword writeOnly never\n",
        &format!("emails complex list\n{list}phoneNumbers complex list\n{list}ims complex list\n{list}"),
        &format!("photos complex list\n{}", list.replace("value", "value reference")),
        "addresses complex list\n  formatted\n  streetAddress\n  locality\n  region\n  postalCode\n  country\n  type\n",
        "  primary boolean\n",
        "groups complex list readOnly\n  value readOnly\n  $ref reference readOnly\n  display readOnly\n",
        "  type readOnly\n",
        &format!("entitlements complex list\n{list}roles complex list\n{list}"),
        &format!("x509Certificates complex list\n{}", list.replace("value", "value binary")),
    ];
    assert_eq!(outline(&Schema::user()), expected.concat());
}

#[test]
fn the_group_and_the_extension_are_those_of_the_rfc() {
    assert_eq!(
        outline(&Schema::group()),
        "displayName required\nmembers complex list\n  value immutable\n  $ref reference immutable\n  \
         display readOnly request\n  type immutable\n"
    );
    assert_eq!(
        outline(&Schema::enterprise_user()),
        "employeeNumber\ncostCenter\norganization\ndivision\ndepartment\nmanager complex\n  value\n  \
         $ref reference\n  displayName readOnly\n"
    );
}

#[test]
fn a_definition_has_every_characteristic() {
    let schema = Schema::user().to_json("https://example.com/v2/Schemas/x");
    assert_eq!(
        schema["attributes"][0],
        json!({
            "name": "userName",
            "type": "string",
            "multiValued": false,
            "description": "The name with which the user signs in.",
            "required": true,
            "caseExact": false,
            "mutability": "readWrite",
            "returned": "default",
            "uniqueness": "server",
        })
    );
    let types = &schema["attributes"][12]["subAttributes"][2]["canonicalValues"];
    assert_eq!(*types, json!(["work", "home", "other"]));
}

/// RFC 7643 §2.3.8, and §2.1: names compare without case.
#[test]
fn every_schema_is_sound() {
    let mut schemas = vec![Schema::user(), Schema::group(), Schema::enterprise_user()];
    schemas.extend(Schema::discovery());
    assert_eq!(schemas.len(), 6);
    for schema in &schemas {
        sound(&schema.attributes, &schema.id, schema.id.ends_with(":Schema"));
    }
}

fn sound(attributes: &[Attribute], owner: &str, may_nest: bool) {
    assert!(!attributes.is_empty(), "{owner}");
    for (index, attribute) in attributes.iter().enumerate() {
        let name = format!("{owner}:{}", attribute.name);
        let twin = attributes[..index].iter().any(|other| other.name.eq_ignore_ascii_case(&attribute.name));
        assert!(!twin, "{name} is there twice");
        assert!(attribute.description.ends_with('.'), "{name} has no sentence for people");
        let complex = attribute.kind == Type::Complex;
        assert_eq!(complex, !attribute.sub_attributes.is_empty(), "{name}");
        assert_eq!(attribute.kind == Type::Reference, !attribute.reference_types.is_empty(), "{name}");
        if complex {
            let nested = attribute.sub_attributes.iter().any(|sub| sub.kind == Type::Complex);
            assert!(may_nest || !nested, "{name}");
            sound(&attribute.sub_attributes, &name, may_nest);
        }
    }
}

#[test]
fn common_attributes_are_found_in_every_resource_type() {
    let group = ResourceType::group();
    let names: Vec<&str> = group.attributes().map(|attribute| attribute.name.as_str()).collect();
    assert_eq!(names, ["schemas", "id", "externalId", "meta", "displayName", "members"]);
    let characteristics = |name: &str| {
        let attribute = group.attribute(name).expect("common");
        (attribute.case_exact, attribute.mutability, attribute.returned)
    };
    assert_eq!(characteristics("ID"), (true, Mutability::ReadOnly, Returned::Always));
    assert_eq!(characteristics("externalid"), (true, Mutability::ReadWrite, Returned::Default));
    assert_eq!(characteristics("meta"), (false, Mutability::ReadOnly, Returned::Default));
}

#[test]
fn the_configuration_says_what_is_supported() {
    let mut features = Features {
        bulk_operations_max: 1_000,
        bulk_payload_bytes_max: 16_777_216,
        filter_results_max: 1_000,
        page_size_default: 100,
        page_size_max: 1_000,
        cursor_timeout_seconds: Some(3_600),
        documentation_uri: Some("https://example.com/docs".into()),
    };
    let location = "https://example.com/v2/ServiceProviderConfig";
    let config = service_provider_config(&features, location);
    assert_eq!(
        config,
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
            "documentationUri": "https://example.com/docs",
            "patch": { "supported": true },
            "bulk": { "supported": true, "maxOperations": 1000, "maxPayloadSize": 16_777_216 },
            "filter": { "supported": true, "maxResults": 1000 },
            "changePassword": { "supported": false },
            "sort": { "supported": true },
            "etag": { "supported": true },
            "pagination": {
                "cursor": true,
                "index": true,
                "defaultPaginationMethod": "index",
                "defaultPageSize": 100,
                "maxPageSize": 1000,
                "cursorTimeout": 3600,
            },
            "authenticationSchemes": [{
                "type": "oauthbearertoken",
                "name": "Bearer token",
                "description": "A token that an administrator created, sent in the Authorization header.",
                "specUri": "https://www.rfc-editor.org/info/rfc6750",
                "primary": true,
            }],
            "meta": { "resourceType": "ServiceProviderConfig", "location": location },
        })
    );
    features.cursor_timeout_seconds = None;
    features.documentation_uri = None;
    let config = service_provider_config(&features, location);
    assert_eq!(config["pagination"].get("cursorTimeout"), None);
    assert_eq!(config.get("documentationUri"), None);
}

/// The discovery documents must be legal under the schemas that describe them.
#[test]
fn discovery_documents_have_no_attribute_that_their_schema_lacks() {
    let features = Features {
        bulk_operations_max: 1,
        bulk_payload_bytes_max: 1,
        filter_results_max: 1,
        page_size_default: 1,
        page_size_max: 1,
        cursor_timeout_seconds: Some(1),
        documentation_uri: Some("https://example.com".into()),
    };
    let documents = [
        service_provider_config(&features, "x"),
        ResourceType::user().to_json("x"),
        Schema::user().to_json("x"),
    ];
    for (schema, document) in Schema::discovery().iter().zip(documents) {
        assert_eq!(document["schemas"], json!([schema.id]));
        let members = document.as_object().expect("object");
        for name in members.keys().filter(|name| !["schemas", "meta"].contains(&name.as_str())) {
            known(schema.attribute(name), &members[name], &format!("{}:{name}", schema.id));
        }
        for attribute in schema.attributes.iter().filter(|attribute| attribute.required) {
            assert!(members.contains_key(&attribute.name), "{}:{}", schema.id, attribute.name);
        }
    }
}

fn known(attribute: Option<&Attribute>, value: &serde_json::Value, name: &str) {
    let attribute = attribute.unwrap_or_else(|| panic!("{name} is not in the schema"));
    assert_eq!(attribute.multi_valued, value.is_array(), "{name}");
    let elements = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    for members in elements.iter().filter_map(serde_json::Value::as_object) {
        for (part, value) in members {
            known(attribute.sub_attribute(part), value, &format!("{name}.{part}"));
        }
    }
}
