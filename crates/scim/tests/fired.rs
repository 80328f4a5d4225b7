//! What a request needed to be understood, and what is shown of it.

use scim::dialect::{Dialect, Fired, Tolerance};
use scim::patch::{PatchRequest, members};
use scim::{ResourceType, Schema, attribute};
use serde_json::{Value, json};

/// Each note has the fragment that was wrong, as it was sent.
#[test]
fn each_note_has_the_fragment_that_was_sent() {
    let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let operations = json!([
        { "op": "Replace", "path": "active", "value": "False" },
        { "op": "Add", "path": format!("{enterprise}:manager"), "value": "26118915" },
        { "op": "replace", "value": { "name.givenName": "Jane", "costCentre": { "no": [1, true, null] } } },
        { "op": "Replace", "path": "emails[type eq \"work\"]", "value": "jane@example.com" },
        { "op": "Remove", "path": "phoneNumbers", "value": [{ "value": "555" }] },
        { "op": "replace", "path": "title", "value": "" },
        { "op": "replace", "path": "department", "value": "Sales" },
        { "op": "replace", "value": "{\"nickName\":\"Jay\"}" },
    ]);
    let examples = [
        ("string_scalar", "active", r#"{"active":"False"}"#),
        ("dotted_key", "name.givenName", r#"{"name.givenName":"Jane"}"#),
        ("unqualified_name", "department", r#"{"path":"department"}"#),
        ("remove_values", "phoneNumbers", r#"{"phoneNumbers":[{"value":"555"}]}"#),
        ("bare_value", "emails", r#"{"emails[…]":"jane@example.com"}"#),
        ("bare_value", "manager", r#"{"manager":"26118915"}"#),
        ("blank_clears", "title", r#"{"title":""}"#),
        ("encoded_value", "value", r#"{"value":{"nickName":"Jay"}}"#),
        ("unknown_attribute", "costCentre", r#"{"costCentre":{"no":[1,true,null]}}"#),
    ];
    assert_eq!(notes(&patched(&operations, &ResourceType::user())), examples);
}

/// The members of a group are a list of many; their example is short, and made once.
#[test]
fn an_example_is_short() {
    let ids: Vec<String> = (0..10_000).map(|n| n.to_string()).collect();
    let mut fired = Fired::default();
    let mut body = json!({ "members": ids, "displayName": "Ops", "x": "\u{1f600}".repeat(500) });
    members::take(&mut body, &Dialect::GENERIC, &mut fired).expect("members");
    drop(Dialect::GENERIC.resource(body, &ResourceType::group(), &mut fired));
    let long = format!("{{\"x\":\"{}…", "\u{1f600}".repeat(193));
    assert_eq!(
        notes(&fired),
        [
            ("bare_value", "members", r#"{"members":"0"}"#),
            ("unknown_attribute", "x", long.as_str()),
            ("missing_schema", "schemas", r#"{"schemas":null}"#),
        ]
    );
    let longest = fired.iter().map(|(_, _, example)| example.chars().count()).max();
    assert_eq!(longest, Some(200));
}

/// No secret is in an example: not by its name, not by its schema, not inside an object, not in JSON text.
#[test]
fn no_example_has_a_secret() {
    let mut pin = attribute::Attribute::new("pin", attribute::Type::Integer, "For the door.");
    pin.returned = attribute::Returned::Never;
    let urn = "urn:example:2.0:Door";
    let ty = ResourceType::user().with_extension(Schema {
        id: urn.into(),
        name: "Door".into(),
        description: "What a door wants to know.".into(),
        attributes: vec![pin],
    });
    let operations = json!([
        { "op": "replace", "value": {
            "urn:ietf:params:scim:schemas:core:2.0:User:password": "1hush",
            "oldPassword": "2hush",
            "nested": { "list": [{ "PASSWORD": "3hush" }] },
            "text": "{\"password\":\"4hush\"}",
            "pin": "5777",
        } },
        { "op": "replace", "value": { "urn:ietf:params:scim:schemas:core:2.0:User": { "password": "6hush" } } },
        { "op": "replace", "path": format!("{urn}:pin"), "value": "7777" },
        { "op": "replace", "value": "{\"password\":\"8hush\"}" },
        { "op": "replace", "value": [{ "password": "9hush" }] },
        { "op": "replace", "path": "passwordHistory", "value": "0hush" },
    ]);
    let fired = patched(&operations, &ty);
    let examples: String = fired.iter().map(|(_, _, example)| example).collect();
    assert!(!examples.contains("hush") && !examples.contains("777"), "{examples}");
    let secret = [
        (
            "dotted_key",
            "urn:ietf:params:scim:schemas:core:2.0:User",
            "{\"urn:ietf:params:scim:schemas:core:2.0:User\":{\"password\":\"…\"}}",
        ),
        ("bare_value", "value", "{\"value\":[{\"password\":\"…\"}]}"),
        ("string_scalar", "pin", "{\"pin\":\"…\"}"),
        ("encoded_value", "value", "{\"value\":{\"password\":\"…\"}}"),
        ("unknown_attribute", "nested", "{\"nested\":{\"list\":[{\"PASSWORD\":\"…\"}]}}"),
    ];
    for one in secret {
        assert!(notes(&fired).contains(&one), "{one:?} in {:#?}", notes(&fired));
    }
}

fn patched(operations: &Value, ty: &ResourceType) -> Fired {
    let mut fired = Fired::default();
    let body = json!({ "Operations": operations });
    PatchRequest::parse(&body, ty, &Dialect::GENERIC, &mut fired).expect("a PATCH");
    fired
}

fn notes(fired: &Fired) -> Vec<(&'static str, &str, &str)> {
    fired.iter().map(|(tolerance, place, example)| (Tolerance::as_str(tolerance), place, example)).collect()
}
