//! A user who was read is answered with the text that is stored, one who was written with a text that is made of
//! attributes. Nobody can tell which it was.

use crate::support::{ENTERPRISE, SEARCH, USER, add_group, filtered, person, stage, tick};
use directory::Provider;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use testkit::Client;

/// Texts that would end a string, a list or an object, if one believed them.
fn hostile() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "\"",
        "\\",
        "\\\"",
        "]",
        "]}",
        "}",
        "{\"schemas\":[",
        ",\"id\":\"x\"",
        "\u{1}",
        "\u{2028}",
        "😀",
        "e\u{301}",
    ];
    prop_oneof![
        proptest::collection::vec(prop::sample::select(PIECES), 1..6).prop_map(|pieces| pieces.concat()),
        "[^\u{0}]{1,12}",
    ]
    // What is empty is no value.
    .prop_map(|text| format!("x{text}x"))
}

fn user() -> impl Strategy<Value = Value> {
    const TEXTS: &[&str] = &["title", "displayName", "nickName", "externalId", "password", "locale"];
    let base = proptest::collection::vec((prop::sample::select(TEXTS), hostile()), 0..6);
    let emails = proptest::collection::vec((hostile(), any::<bool>()), 0..3);
    let parts = (base, emails, proptest::option::of(hostile()), proptest::option::of(hostile()));
    (parts, hostile(), any::<Option<bool>>()).prop_map(
        |((base, emails, part, of_extension), name, active)| {
            let mut all: Map<String, Value> = Map::new();
            // The order in which a client sends its attributes is that in which it gets them back.
            all.extend(base.into_iter().map(|(name, text)| (name.to_owned(), Value::from(text))));
            all.insert("schemas".into(), json!([USER]));
            all.insert("userName".into(), name.into());
            all.extend(active.map(|active| ("active".to_owned(), active.into())));
            all.extend(part.map(|part| ("name".to_owned(), json!({ "givenName": part, "formatted": "" }))));
            all.extend(
                of_extension.map(|text| (ENTERPRISE.to_owned(), json!({ "manager": { "value": text } }))),
            );
            // Only one can be the primary one.
            let email =
                |(place, (value, primary))| json!({ "value": value, "primary": primary && place == 0 });
            all.insert("emails".into(), emails.into_iter().enumerate().map(email).collect());
            Value::Object(all)
        },
    )
}

/// Everything that reads the user answers with these bytes.
fn check(client: &mut Client, written: &str) {
    let user: Value = serde_json::from_str(written).expect("JSON");
    let id = user["id"].as_str().expect("an id");
    assert_eq!(client.get(&format!("/Users/{id}")).expect(200).text, written);
    let filter = format!("id eq \"{id}\"");
    let search = json!({ "schemas": [SEARCH], "filter": filter });
    for (place, list) in [
        ("a look-up", client.get(&filtered("/Users", &filter))),
        ("a page", client.get("/Users?count=1")),
        (".search", client.post("/Users/.search", &search)),
        ("/.search", client.post("/.search", &search)),
    ] {
        let text = list.expect(200).text;
        let listed = text.split_once("\"Resources\":[").and_then(|(_, rest)| rest.strip_suffix("]}"));
        assert_eq!(listed, Some(written), "{place}");
    }
    // Whoever asks for something else gets the tree.
    let partly = client.get(&format!("/Users/{id}?excludedAttributes=userName")).expect(200).text;
    let mut rest = user;
    drop(rest.as_object_mut().expect("an object").shift_remove("userName"));
    assert_eq!(serde_json::from_str::<Value>(&partly).expect("JSON"), rest);
}

#[test]
fn whoever_is_read_looks_like_whoever_was_written() {
    let (_server, _, mut client) = stage(Provider::Generic);
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 96,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let client = std::cell::RefCell::new(&mut client);
    let outcome = runner.run(&user(), |user| {
        let mut client = client.borrow_mut();
        let made = client.post("/Users", &user).expect(201);
        prop_assert!(!made.text.contains("\"password\":"), "never returned: {}", made.text);
        check(&mut client, &made.text);
        let id = made.id();
        let groups = [add_group(&mut client, "\"]}\\", &[&id]), add_group(&mut client, "Zoë 😀", &[&id])];
        tick();
        let replaced = client.put(&format!("/Users/{id}"), &user).expect(200);
        prop_assert_eq!(replaced.body["groups"].as_array().map(Vec::len), Some(2));
        check(&mut client, &replaced.text);
        for gone in groups.iter().map(|group| format!("/Groups/{group}")).chain([format!("/Users/{id}")]) {
            drop(client.delete(&gone).expect(204));
        }
        Ok(())
    });
    assert_eq!(outcome, Ok(()));
}

#[test]
fn whoever_was_made_by_a_real_body_looks_the_same() {
    let (_server, _, mut client) = stage(Provider::Okta);
    let made = client.post("/Users", &person("ada@example.com")).expect(201);
    check(&mut client, &made.text);
}
