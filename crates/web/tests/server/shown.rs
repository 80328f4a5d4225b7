//! What answers show: `attributes`, `excludedAttributes`, and what is never shown (RFC 7644 §3.9, RFC 7643 §7).

use crate::support::{ENTERPRISE, SEARCH, USER, add_group, add_user, encoded, person, stage};
use directory::Provider;
use serde_json::{Value, json};
use testkit::{Client, TestServer};

fn rich() -> Value {
    let mut body = person("ada@example.com");
    body["externalId"] = json!("00u1");
    body["title"] = json!("Dr");
    body[ENTERPRISE] = json!({ "department": "Sales", "employeeNumber": "7" });
    body
}

fn keys(resource: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = resource.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

/// The same question in every place where it can be asked about a user; each answer's resource.
fn everywhere(client: &mut Client, id: &str, name: &str, value: &str) -> Vec<(String, Value)> {
    let query = format!("{name}={}", encoded(value));
    let target = format!("/Users/{id}?{query}");
    let names: Vec<&str> = value.split(',').collect();
    let search = json!({ "schemas": [SEARCH], name: names, "filter": r#"userName eq "ada@example.com""# });
    let patch = json!([{ "op": "replace", "path": "title", "value": "Dr" }]);
    drop(client.delete(&format!("/Users/{id}")).expect(204));
    let made = client.post(&format!("/Users?{query}"), &rich()).expect(201).body;
    let id = made["id"].as_str().expect("id is always returned").to_owned();
    let target = target.replace(target.split(['/', '?']).nth(2).expect("the id"), &id);
    vec![
        ("POST".into(), made),
        ("GET".into(), client.get(&target).expect(200).body),
        ("PUT".into(), client.put(&target, &rich()).expect(200).body),
        ("PATCH".into(), client.patch(&target, &patch).expect(200).body),
        ("list".into(), client.get(&format!("/Users?{query}")).expect(200).body["Resources"][0].clone()),
        (".search".into(), client.post("/Users/.search", &search).expect(200).body["Resources"][0].clone()),
        ("/.search".into(), client.post("/.search", &search).expect(200).body["Resources"][0].clone()),
    ]
}

#[test]
fn attributes_choose_what_is_shown_in_every_answer() {
    let (_server, _, mut client) = stage(Provider::Generic);
    let cases: [(&str, &[&str]); 6] = [
        ("userName", &["id", "schemas", "userName"]),
        ("USERNAME,title", &["id", "schemas", "title", "userName"]),
        ("name.givenName,emails.value", &["emails", "id", "name", "schemas"]),
        ("meta,externalId", &["externalId", "id", "meta", "schemas"]),
        ("noSuchAttribute", &["id", "schemas"]),
        ("password", &["id", "schemas"]),
    ];
    for (names, expected) in cases {
        let id = add_user(&mut client, &format!("x-{}@example.com", names.len()));
        for (place, shown) in everywhere(&mut client, &id, "attributes", names) {
            assert_eq!(keys(&shown), expected, "{names} in {place}: {shown}");
            if names.starts_with("name.") {
                assert_eq!(shown["name"], json!({ "givenName": "Jane" }), "{place}");
                assert_eq!(shown["emails"], json!([{ "value": "ada@example.com" }]), "{place}");
            }
            drop(client.delete(&format!("/Users/{}", shown["id"].as_str().expect("an id"))));
        }
    }
}

#[test]
fn extension_attributes_are_chosen_by_their_urn() {
    let (_server, _, mut client) = stage(Provider::Generic);
    let id = client.post("/Users", &rich()).expect(201).id();
    let get = |client: &mut Client, query: &str| client.get(&format!("/Users/{id}?{query}")).expect(200).body;
    let one = get(&mut client, &format!("attributes={ENTERPRISE}:department"));
    assert_eq!(one[ENTERPRISE], json!({ "department": "Sales" }));
    let all = get(&mut client, &format!("attributes={ENTERPRISE}"));
    assert_eq!(all[ENTERPRISE], json!({ "employeeNumber": "7", "department": "Sales" }));
    assert_eq!(all.get("userName"), None);
    let without = get(&mut client, &format!("excludedAttributes={ENTERPRISE}"));
    assert_eq!((without.get(ENTERPRISE), &without["title"]), (None, &json!("Dr")));
    let core = get(&mut client, &format!("attributes={USER}:userName"));
    assert_eq!(keys(&core), ["id", "schemas", "userName"]);
}

#[test]
fn excluded_attributes_are_left_out_of_every_answer_but_those_that_are_always_there() {
    let (_server, _, mut client) = stage(Provider::Generic);
    let id = add_user(&mut client, "x@example.com");
    for (place, shown) in
        everywhere(&mut client, &id, "excludedAttributes", "emails,name.familyName,meta,id,schemas")
    {
        assert_eq!(shown.get("emails"), None, "{place}");
        assert_eq!(shown.get("meta"), None, "{place}");
        assert_eq!(shown["name"], json!({ "givenName": "Jane" }), "{place}");
        assert_eq!(shown["schemas"], json!([USER, ENTERPRISE]), "{place}");
        assert!(shown["id"].is_string(), "{place}");
        assert_eq!(shown["title"], "Dr", "{place}");
    }
}

#[test]
fn a_group_is_shown_as_asked_after_a_patch_too() {
    let (_server, _, mut client) = stage(Provider::Entra);
    let user = add_user(&mut client, "a@example.com");
    let id = add_group(&mut client, "Ops", &[]);
    let add = json!([{ "op": "add", "path": "members", "value": [{ "value": user }] }]);
    let plain = client.patch(&format!("/Groups/{id}"), &add).expect(204);
    assert_eq!(plain.text, "");
    // RFC 7644 §3.5.2: with `attributes`, the answer is 200 and the resource.
    let shown = client.patch(&format!("/Groups/{id}?attributes=members"), &add).expect(200).body;
    assert_eq!(keys(&shown), ["id", "members", "schemas"]);
    assert_eq!(shown["members"][0]["value"], user);
    assert_eq!(shown["members"][0]["type"], "User");
    let shown = client.patch(&format!("/Groups/{id}?excludedAttributes=members"), &add).expect(200).body;
    assert_eq!(keys(&shown), ["displayName", "id", "meta", "schemas"]);
    let shown = client.get(&format!("/Groups/{id}?attributes=members.value")).expect(200).body;
    assert_eq!(shown["members"], json!([{ "value": user }]));
    let shown = client.get("/Groups?attributes=displayName").expect(200).body["Resources"][0].clone();
    assert_eq!(keys(&shown), ["displayName", "id", "schemas"]);
}

const CANARY: &str = "canary-9a1f7c-password";

#[test]
fn a_password_is_accepted_and_neither_shown_nor_kept() {
    let (server, door, mut client) = stage(Provider::Okta);
    let mut body = person("ada@example.com");
    body["password"] = json!(CANARY);
    let made = client.post("/Users", &body).expect(201);
    let target = format!("/Users/{}", made.id());
    let bulk = json!({
        "schemas": [crate::support::BULK],
        "Operations": [
            { "method": "PUT", "path": target, "data": body },
            { "method": "PATCH", "path": target,
              "data": { "Operations": [{ "op": "replace", "path": "password", "value": CANARY }] } },
        ],
    });
    let answers = [
        made,
        client.put(&target, &body).expect(200),
        client.patch(&target, &json!([{ "op": "replace", "path": "password", "value": CANARY }])).expect(200),
        client
            .patch(&target, &json!([{ "op": "replace", "value": { "password": CANARY, "title": "Dr" } }]))
            .expect(200),
        client.patch(
            &format!("{target}?attributes=password"),
            &json!([{ "op": "add", "value": { "password": CANARY } }]),
        ),
        client.get(&target).expect(200),
        client.get(&format!("{target}?attributes=password")).expect(200),
        client.get("/Users?attributes=password,userName").expect(200),
        client.get(&format!("/Users?filter={}", encoded(&format!("password eq \"{CANARY}\"")))),
        client.get("/Users?sortBy=password"),
        client.post("/Bulk", &bulk).expect(200),
    ];
    for answer in answers {
        assert!(!answer.text.contains("canary") && !answer.text.contains("\"password\":"), "{}", answer.text);
    }
    let events = server.read({
        let org = door.org;
        move |work| {
            Ok(format!(
                "{:?} {:?}",
                work.tx.org(org).events_after(0, 1_000)?,
                work.tx.org(org).audit_entries(1_000)?
            ))
        }
    });
    assert!(!events.contains("canary"), "{events}");
    assert_not_on_disk(&server, CANARY);
}

#[test]
fn a_token_is_nowhere_on_disk() {
    let (server, door, mut client) = stage(Provider::Okta);
    add_user(&mut client, "ada@example.com");
    assert_not_on_disk(&server, &door.token);
    let secret = door.token.rsplit('_').next().expect("the secret part");
    assert_not_on_disk(&server, secret);
}

fn assert_not_on_disk(server: &TestServer, text: &str) {
    let bytes = server.stored();
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("ada@example.com"), "the search finds what is on disk");
    assert!(!holds(text), "{text} is on disk");
}
