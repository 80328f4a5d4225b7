//! What a POST and a PUT make of a body.

use scim::attribute::{Attribute, Mutability, Returned, Type};
use scim::schema::{ENTERPRISE_USER_URN, GROUP_URN, USER_URN};
use scim::{Resource, ResourceType, Schema};
use serde_json::{Map, Value, json};

const BADGE_URN: &str = "urn:example:scim:schemas:1.0:Badge";

fn parsed(body: &Value, ty: &ResourceType) -> Value {
    Value::Object(Resource::parse(body, ty).expect("legal").into_attributes())
}

fn refused(body: &Value) -> String {
    Resource::parse(body, &ResourceType::user()).expect_err("should be refused").to_string()
}

fn user(more: &Value) -> Value {
    let mut body = json!({ "schemas": [USER_URN], "userName": "zoe" });
    body.as_object_mut().expect("object").extend(more.as_object().expect("object").clone());
    body
}

/// Users with an extension that has one attribute of each kind that the core lacks.
fn badge_holders() -> ResourceType {
    let attributes = vec![
        Attribute::new("number", Type::Integer, "").mutability(Mutability::Immutable),
        Attribute::new("height", Type::Decimal, ""),
        Attribute::new("issued", Type::DateTime, ""),
        Attribute::new("doors", Type::String, "").multi_valued(),
        Attribute::new("pin", Type::String, "").mutability(Mutability::WriteOnly).returned(Returned::Never),
        Attribute::new("site", Type::Complex, "").with(vec![
            Attribute::new("code", Type::String, "").required().mutability(Mutability::Immutable),
            Attribute::new("floor", Type::Integer, ""),
        ]),
    ];
    let schema =
        Schema { id: BADGE_URN.into(), name: "Badge".into(), description: String::new(), attributes };
    ResourceType::user().with_extension(schema)
}

fn badge_holder(badge: &Value) -> Value {
    json!({ "schemas": [USER_URN, BADGE_URN], "userName": "zoe", BADGE_URN: badge })
}

#[test]
fn a_whole_user_comes_out_in_canonical_case_and_schema_order() {
    let body = json!({
        "URN:ietf:params:scim:schemas:extension:enterprise:2.0:user": {
            "MANAGER": { "displayName": "ignored", "VALUE": "26118915", "$REF": "../Users/26118915" },
            "department": "Tour Operations",
        },
        "ACTIVE": true,
        "Emails": [{ "PRIMARY": true, "Type": "work", "value": "Zoe@Example.com" }],
        "name": { "givenName": "Zoë", "FamilyName": "Doe" },
        "x509Certificates": [{ "value": "MIIB+w==" }],
        "username": "zoe",
        "externalID": "42",
        "SCHEMAS": [USER_URN.to_ascii_uppercase()],
        "groups": [{ "value": "somebody else's" }],
        "meta": "ignored whatever it is",
        "id": 7,
    });
    let expected = json!({
        "schemas": [USER_URN, ENTERPRISE_USER_URN],
        "externalId": "42",
        "userName": "zoe",
        "name": { "familyName": "Doe", "givenName": "Zoë" },
        "active": true,
        "emails": [{ "value": "Zoe@Example.com", "type": "work", "primary": true }],
        "x509Certificates": [{ "value": "MIIB+w==" }],
        ENTERPRISE_USER_URN: {
            "department": "Tour Operations",
            "manager": { "value": "26118915", "$ref": "../Users/26118915" },
        },
    });
    let user = parsed(&body, &ResourceType::user());
    // As text, because the order of names is part of the promise.
    assert_eq!(user.to_string(), expected.to_string());
    let again = Resource::normalized(user.as_object().expect("object"), &ResourceType::user());
    assert_eq!(again.expect("stays legal").attributes(), user.as_object().expect("object"));
}

#[test]
fn null_empty_lists_and_empty_objects_are_not_kept() {
    let body = user(&json!({
        "title": null,
        "emails": [],
        "phoneNumbers": [{}, null, { "value": null }],
        "name": { "givenName": null },
        "nickName": "",
        ENTERPRISE_USER_URN: { "department": null, "manager": {} },
    }));
    assert_eq!(parsed(&body, &ResourceType::user()), user(&json!({ "nickName": "" })));
    let without_extension = user(&json!({ ENTERPRISE_USER_URN: null }));
    assert_eq!(parsed(&without_extension, &ResourceType::user()), user(&json!({})));
}

#[test]
fn secrets_are_checked_and_thrown_away() {
    assert_eq!(parsed(&user(&json!({ "password": "hunter2" })), &ResourceType::user()), user(&json!({})));
    let refusal = refused(&user(&json!({ "password": ["hunter2"] })));
    assert_eq!(refusal, "400 invalidValue: \"password\" must be a string.");
}

#[test]
fn an_attribute_has_a_thousand_values_at_most() {
    let emails = |count: usize| {
        let email = |number: usize| json!({ "value": format!("{number}@b.c") });
        user(&json!({ "emails": (0..count).map(email).collect::<Vec<_>>() }))
    };
    let kept = parsed(&emails(1_000), &ResourceType::user());
    assert_eq!(kept["emails"].as_array().map(Vec::len), Some(1_000));
    assert_eq!(
        refused(&emails(1_001)),
        "400 invalidValue: \"emails\" would have 1001 values, and 1000 is the most."
    );
}

#[test]
fn schemas_name_the_base_and_nothing_unknown() {
    for schemas in [json!(null), json!([]), json!(USER_URN)] {
        let missing = format!(
            "400 invalidValue: \"schemas\" is missing or empty; it must be a list that contains \"{USER_URN}\"."
        );
        assert_eq!(refused(&user(&json!({ "schemas": schemas }))), missing);
    }
    assert_eq!(
        refused(&user(&json!({ "schemas": [USER_URN, GROUP_URN] }))),
        format!("400 invalidSyntax: \"schemas\" names \"{GROUP_URN}\", which is not a schema of a User.")
    );
    assert_eq!(
        refused(&user(&json!({ "schemas": [ENTERPRISE_USER_URN] }))),
        format!("400 invalidSyntax: \"schemas\" must contain \"{USER_URN}\" for a User.")
    );
    assert_eq!(
        refused(&user(&json!({ "schemas": [7] }))),
        "400 invalidValue: \"schemas\" must be a list of URNs, each of them a string, but is 7."
    );
    // RFC 7643 §3: "Duplicate values MUST NOT be included."
    assert_eq!(
        refused(&user(&json!({ "schemas": [USER_URN, ENTERPRISE_USER_URN, USER_URN.to_ascii_uppercase()] }))),
        format!("400 invalidValue: \"schemas\" names \"{}\" twice.", USER_URN.to_ascii_uppercase())
    );
    let announced_but_absent = user(&json!({ "schemas": [ENTERPRISE_USER_URN, USER_URN] }));
    assert_eq!(parsed(&announced_but_absent, &ResourceType::user()), user(&json!({})));
}

#[test]
fn refusals_name_the_attribute_what_came_and_what_was_expected() {
    let unknown = |name: &str, owner: &str| {
        format!(
            "400 invalidSyntax: \"{name}\" is not an attribute of {owner}. Remove it from the request, or declare it in \
             an extension schema."
        )
    };
    let department = format!("{ENTERPRISE_USER_URN}:departement");
    let cases = [
        (json!({ "userNam": "x" }), unknown("userNam", "a User")),
        (json!({ "name": { "first": "x" } }), unknown("name.first", "\"name\"")),
        (json!({ "emails": [{ "value": "x", "kind": "work" }] }), unknown("emails.kind", "\"emails\"")),
        (
            json!({ ENTERPRISE_USER_URN: { "departement": "x" } }),
            unknown(&department, &format!("\"{ENTERPRISE_USER_URN}\"")),
        ),
        (
            json!({ "active": "True" }),
            "400 invalidValue: \"active\" must be true or false, without quotation marks, but is the string \"True\"."
                .into(),
        ),
        (json!({ "title": 5 }), "400 invalidValue: \"title\" must be a string, but is 5.".into()),
        (json!({ "title": ["x"] }), "400 invalidValue: \"title\" must be a string, but is a list.".into()),
        (json!({ "name": "Zoë" }), "400 invalidValue: \"name\" must be an object, but is the string \"Zoë\".".into()),
        (
            json!({ "emails": { "value": "x" } }),
            "400 invalidValue: \"emails\" must be a list, because it is multi-valued, but is an object.".into(),
        ),
        (
            json!({ "emails": ["x"] }),
            "400 invalidValue: \"emails\" must be an object, but is the string \"x\".".into(),
        ),
        (
            json!({ "x509Certificates": [{ "value": "-----BEGIN" }] }),
            "400 invalidValue: \"x509Certificates.value\" must be a string in base64, but is the string \"-----BEGIN\"."
                .into(),
        ),
        (
            json!({ "emails": [{ "value": "a", "primary": true }, { "value": "b", "primary": true }] }),
            "400 invalidValue: \"emails\" has 2 values with \"primary\": true, but only one can be the primary one."
                .into(),
        ),
        (
            json!({ ENTERPRISE_USER_URN: [] }),
            format!(
                "400 invalidValue: \"{ENTERPRISE_USER_URN}\" must be an object with the extension's attributes, but is \
                 a list."
            ),
        ),
    ];
    for (more, expected) in cases {
        assert_eq!(refused(&user(&more)), expected, "{more}");
    }
    assert_eq!(
        refused(&json!([])),
        "400 invalidSyntax: The request body is a list, but a User is a JSON object."
    );
}

#[test]
fn a_required_value_is_neither_missing_nor_blank() {
    for user_name in [json!(null), json!(""), json!("  ")] {
        let refusal = refused(&json!({ "schemas": [USER_URN], "userName": user_name }));
        assert_eq!(refusal, "400 invalidValue: \"userName\" is required, but is missing or empty.");
    }
    let nameless = Resource::parse(&json!({ "schemas": [GROUP_URN] }), &ResourceType::group());
    assert_eq!(
        nameless.expect_err("RFC 7643 §4.2").to_string(),
        "400 invalidValue: \"displayName\" is required, but is missing or empty."
    );
    let ty = badge_holders();
    let codeless =
        Resource::parse(&badge_holder(&json!({ "site": { "floor": 1 } })), &ty).expect_err("required");
    assert_eq!(
        codeless.to_string(),
        format!("400 invalidValue: \"{BADGE_URN}:site.code\" is required, but is missing or empty.")
    );
    // The extension as a whole is not required, so neither is what it requires.
    assert!(Resource::parse(&badge_holder(&json!({})), &ty).is_ok());
}

#[test]
fn an_extension_demands_its_attributes_only_where_it_is_used() {
    let number = Attribute::new("number", Type::String, "").required();
    let other = Attribute::new("other", Type::String, "");
    let attributes = vec![number, other];
    let schema =
        Schema { id: BADGE_URN.into(), name: "Badge".into(), description: String::new(), attributes };
    let mut ty = ResourceType::user().with_extension(schema);
    assert_eq!(parsed(&user(&json!({})), &ty), user(&json!({})));
    let without_number = Resource::parse(&badge_holder(&json!({ "other": "x" })), &ty).expect_err("required");
    assert_eq!(
        without_number.to_string(),
        format!("400 invalidValue: \"{BADGE_URN}:number\" is required, but is missing or empty.")
    );
    // RFC 7643 §6: with `required` in the resource type, "a resource of this type MUST include this schema extension".
    ty.extensions[1].required = true;
    let without_badge = Resource::parse(&user(&json!({})), &ty).expect_err("required");
    assert_eq!(
        without_badge.to_string(),
        format!("400 invalidValue: \"{BADGE_URN}\" is required, but is missing or empty.")
    );
}

#[test]
fn every_data_type_keeps_its_text() {
    let badge = json!({
        "number": -3,
        "height": 1.75,
        "issued": "2011-05-13T04:42:34.5+02:00",
        "doors": ["north", "south"],
    });
    assert_eq!(parsed(&badge_holder(&badge), &badge_holders()), badge_holder(&badge));
    for issued in ["2011-05-13T04:42:34Z", "2011-05-13T04:42:34", "2011-05-13T04:42:34.123456-08:00"] {
        assert!(
            Resource::parse(&badge_holder(&json!({ "issued": issued })), &badge_holders()).is_ok(),
            "{issued}"
        );
    }
    let misfits = [
        json!({ "number": 1.5 }),
        json!({ "number": "1" }),
        json!({ "height": true }),
        json!({ "issued": "2011-05-13" }),
        json!({ "issued": "2011-02-30T00:00:00Z" }),
        json!({ "issued": "2011-05-13 04:42:34Z" }),
        json!({ "issued": "2011-05-13T04:42:34Z[Europe/Paris]" }),
        json!({ "issued": "" }),
        json!({ "doors": "north" }),
        json!({ "doors": [["north"]] }),
    ];
    for misfit in misfits {
        let error = Resource::parse(&badge_holder(&misfit), &badge_holders()).expect_err("does not fit");
        assert!(error.to_string().starts_with("400 invalidValue"), "{misfit}: {error}");
    }
}

#[test]
fn base64_has_a_complete_last_group() {
    let certificate = |value: &str| user(&json!({ "x509Certificates": [{ "value": value }] }));
    for good in ["", "AAAA", "AAA=", "AA==", "AAA", "AA", "a+/9"] {
        assert!(Resource::parse(&certificate(good), &ResourceType::user()).is_ok(), "{good}");
    }
    for bad in ["A", "A===", "AA=", "AAAA=", "=AAA", "AA A", "a-_9", "é"] {
        assert!(Resource::parse(&certificate(bad), &ResourceType::user()).is_err(), "{bad}");
    }
}

#[test]
fn a_put_clears_what_it_leaves_out_but_for_what_is_immutable() {
    let ty = badge_holders();
    let before =
        badge_holder(&json!({ "number": 7, "doors": ["north"], "site": { "code": "P", "floor": 1 } }));
    let before = Resource::parse(&before, &ty).expect("legal");
    let put = |body: &Value| before.replace(body, &ty).map(|after| Value::Object(after.into_attributes()));

    let silent = json!({ "schemas": [USER_URN], "userName": "zoe2", "title": "Guide" });
    let after = json!({
        "schemas": [USER_URN, BADGE_URN],
        "userName": "zoe2",
        "title": "Guide",
        BADGE_URN: { "number": 7, "site": { "code": "P" } },
    });
    assert_eq!(put(&silent).expect("legal").to_string(), after.to_string());

    // The code is not caseExact, so that this is the same one; it keeps its spelling.
    let same = badge_holder(&json!({ "site": { "code": "p" }, "number": 7 }));
    let kept = badge_holder(&json!({ "number": 7, "site": { "code": "P" } }));
    assert_eq!(put(&same).expect("legal").to_string(), kept.to_string());

    let refusal = |name: &str| {
        format!(
            "400 mutability: \"{BADGE_URN}:{name}\" cannot change once it has a value. Send the value that it has, or \
             leave the attribute out."
        )
    };
    let other_number = put(&badge_holder(&json!({ "number": 8 }))).expect_err("immutable");
    assert_eq!(other_number.to_string(), refusal("number"));
    let other_site = put(&badge_holder(&json!({ "site": { "code": "Q" } }))).expect_err("immutable");
    assert_eq!(other_site.to_string(), refusal("site.code"));

    let first = Resource::parse(&user(&json!({})), &ty).expect("legal");
    assert!(first.replace(&badge_holder(&json!({ "number": 8 })), &ty).is_ok(), "set for the first time");
}

#[test]
fn an_answer_sent_back_as_a_put_changes_nothing() {
    let stored = user(&json!({ "emails": [{ "value": "z@example.com", "type": "work" }] }));
    let before = Resource::parse(&stored, &ResourceType::user()).expect("legal");
    let mut answer = stored;
    let more = json!({
        "id": "2819c223-7f76-453a-919d-413861904646",
        "groups": [{ "value": "e9e30dba", "display": "Tour Guides", "type": "direct" }],
        "meta": { "resourceType": "User", "version": "W/\"3694e05e9dff590\"" },
    });
    answer.as_object_mut().expect("object").extend(more.as_object().expect("object").clone());
    assert_eq!(before.replace(&answer, &ResourceType::user()), Ok(before));
}

#[test]
fn a_resource_gives_access_to_its_attributes() {
    let body = user(&json!({ ENTERPRISE_USER_URN: { "department": "Tours" } }));
    let resource = Resource::parse(&body, &ResourceType::user()).expect("legal");
    assert_eq!(resource.get("userName"), Some(&json!("zoe")));
    assert_eq!(resource.get("title"), None);
    let extension = Map::from_iter([("department".to_owned(), json!("Tours"))]);
    assert_eq!(resource.extension(ENTERPRISE_USER_URN), Some(&extension));
    assert_eq!(resource.extension(BADGE_URN), None);
}
