//! Which attributes an answer shows (RFC 7644 §3.9).

use scim::attribute::{Attribute, Mutability, Returned, Type};
use scim::project::Projection;
use scim::schema::{ENTERPRISE_USER_URN, USER_URN};
use scim::{ResourceType, Schema};
use serde_json::{Value, json};

fn stored() -> Value {
    json!({
        "schemas": [USER_URN, ENTERPRISE_USER_URN],
        "id": "1",
        "externalId": "e",
        "userName": "zoe",
        "password": "must never be seen",
        "name": { "familyName": "Doe", "givenName": "Zoë" },
        "emails": [{ "value": "a", "type": "work" }, { "value": "b" }],
        ENTERPRISE_USER_URN: { "department": "Tours", "manager": { "value": "2", "displayName": "Ann" } },
        "meta": { "resourceType": "User", "version": "W/\"1\"" },
        "leftover": "of a schema that is gone",
    })
}

fn shown(attributes: Option<&str>, excluded: Option<&str>, ty: &ResourceType) -> Value {
    let projection = Projection::parse(attributes, excluded, ty).expect("legal");
    let Value::Object(mut resource) = stored() else { unreachable!("an object") };
    projection.apply(&mut resource, ty);
    Value::Object(resource)
}

fn only(attributes: &str) -> Value {
    shown(Some(attributes), None, &ResourceType::user())
}

fn without(excluded: &str) -> Value {
    shown(None, Some(excluded), &ResourceType::user())
}

/// What is always there, and more.
fn always(more: &Value) -> Value {
    let mut resource = json!({ "schemas": [USER_URN, ENTERPRISE_USER_URN], "id": "1" });
    resource.as_object_mut().expect("object").extend(more.as_object().expect("object").clone());
    resource
}

#[test]
fn by_default_everything_but_secrets_and_strangers_is_shown() {
    let mut expected = stored();
    let object = expected.as_object_mut().expect("object");
    object.shift_remove("password");
    object.shift_remove("leftover");
    assert_eq!(shown(None, None, &ResourceType::user()).to_string(), expected.to_string());
    assert_eq!(shown(Some(" , "), Some(""), &ResourceType::user()), expected);
    assert!(Projection::default().is_default());
}

#[test]
fn attributes_selects_by_any_way_of_naming() {
    assert_eq!(only("USERNAME"), always(&json!({ "userName": "zoe" })));
    assert_eq!(only("name"), always(&json!({ "name": { "familyName": "Doe", "givenName": "Zoë" } })));
    assert_eq!(only("name.givenname"), always(&json!({ "name": { "givenName": "Zoë" } })));
    assert_eq!(only("emails.type"), always(&json!({ "emails": [{ "type": "work" }] })));
    assert_eq!(only("emails.display"), always(&json!({})));
    assert_eq!(only(&format!("{USER_URN}:userName , id")), always(&json!({ "userName": "zoe" })));
    assert_eq!(
        only(&format!("{ENTERPRISE_USER_URN}:manager.value")),
        always(&json!({ ENTERPRISE_USER_URN: { "manager": { "value": "2" } } }))
    );
    assert_eq!(
        only(&ENTERPRISE_USER_URN.to_ascii_lowercase()),
        always(&json!({ ENTERPRISE_USER_URN: stored()[ENTERPRISE_USER_URN] }))
    );
    assert_eq!(only("name.givenName,name"), only("name"));
    assert_eq!(
        only("emails[type eq \"a,b\"].value,userName"),
        always(&json!({ "userName": "zoe", "emails": [{ "value": "a" }, { "value": "b" }] }))
    );
}

#[test]
fn unknown_names_select_nothing_and_are_no_error() {
    assert_eq!(only("shoeSize,name.first,urn:example:x"), always(&json!({})));
    assert_eq!(without("shoeSize"), shown(None, None, &ResourceType::user()));
}

#[test]
fn excluded_attributes_spare_what_is_always_returned() {
    let everything = [
        "schemas,id,externalId,meta",
        USER_URN,
        &format!("{ENTERPRISE_USER_URN}:department"),
        &format!("{ENTERPRISE_USER_URN}:manager"),
    ]
    .join(",");
    assert_eq!(without(&everything), always(&json!({})));

    let mut expected = shown(None, None, &ResourceType::user());
    expected["emails"] = json!([{ "value": "a" }, { "value": "b" }]);
    expected["name"] = json!({ "familyName": "Doe" });
    expected.as_object_mut().expect("object").shift_remove(ENTERPRISE_USER_URN);
    assert_eq!(without(&format!("emails.type,name.givenName,{ENTERPRISE_USER_URN}")), expected);
}

#[test]
fn secrets_stay_secret_and_others_come_on_request() {
    assert_eq!(only("password"), always(&json!({})));
    let ty = ResourceType::user().with_extension(Schema {
        id: "urn:x:Y".into(),
        name: "Y".into(),
        description: String::new(),
        attributes: vec![
            Attribute::new("big", Type::String, "").returned(Returned::Request),
            Attribute::new("key", Type::String, "")
                .returned(Returned::Always)
                .mutability(Mutability::ReadOnly),
            Attribute::new("box", Type::Complex, "").with(vec![
                Attribute::new("seal", Type::String, "").returned(Returned::Always),
                Attribute::new("size", Type::String, ""),
                Attribute::new("weight", Type::String, "").returned(Returned::Request),
                Attribute::new("code", Type::String, "").returned(Returned::Never),
            ]),
        ],
    });
    let apply = |attributes, excluded| {
        let mut resource = json!({ "id": "1", "urn:x:Y": {
            "big": "b", "key": "k", "box": { "seal": "s", "size": "z", "weight": "w", "code": "c" },
        } });
        let projection = Projection::parse(attributes, excluded, &ty).expect("legal");
        projection.apply(resource.as_object_mut().expect("object"), &ty);
        resource["urn:x:Y"].clone()
    };
    let usual = json!({ "key": "k", "box": { "seal": "s", "size": "z" } });
    assert_eq!(apply(None, None), usual);
    assert_eq!(apply(Some("urn:x:Y"), None), usual);
    assert_eq!(apply(Some("id"), None), json!({ "key": "k" }));
    assert_eq!(apply(Some("urn:x:Y:big"), None), json!({ "big": "b", "key": "k" }));
    let weight = json!({ "key": "k", "box": { "seal": "s", "weight": "w" } });
    assert_eq!(apply(Some("urn:x:Y:box.weight,urn:x:Y:box.code"), None), weight);
    let both = json!({ "key": "k", "box": { "seal": "s", "size": "z", "weight": "w" } });
    assert_eq!(apply(Some("urn:x:Y:box.weight,urn:x:Y:box"), None), both);
    let rest = json!({ "key": "k", "box": { "seal": "s" } });
    assert_eq!(apply(None, Some("urn:x:Y:box.seal,urn:x:Y:box.size,urn:x:Y:key,urn:x:Y:box.weight")), rest);
    assert_eq!(apply(None, Some("urn:x:Y")), json!({ "key": "k" }));
}

#[test]
fn a_caller_can_ask_whether_members_are_needed() {
    let ty = ResourceType::group();
    let wants = |attributes, excluded| {
        Projection::parse(attributes, excluded, &ty).expect("legal").wants(&ty, "members")
    };
    assert!(wants(None, None));
    assert!(wants(Some("displayName,members.value"), None));
    assert!(wants(None, Some("members.display,displayName")));
    assert!(!wants(Some("displayName"), None));
    assert!(!wants(None, Some("MEMBERS")));
    assert!(!wants(None, Some("urn:ietf:params:scim:schemas:core:2.0:Group:members")));
    assert!(!Projection::default().wants(&ty, "userName"));
}

#[test]
fn both_parameters_and_too_many_names_are_refused() {
    let ty = ResourceType::user();
    let refused = |attributes, excluded| {
        Projection::parse(attributes, excluded, &ty).expect_err("should be refused").to_string()
    };
    assert_eq!(
        refused(Some("userName"), Some("emails")),
        "400 invalidValue: \"attributes\" and \"excludedAttributes\" cannot be used together. Send one of them."
    );
    assert_eq!(
        refused(Some(&"x,".repeat(201)), None),
        "400 invalidValue: The request names 201 attributes to return or to leave out, but 200 is the most."
    );
}
