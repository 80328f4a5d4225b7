//! The user tests of Microsoft's SCIM validator and of its reference code, against an Entra connection. Those of
//! groups are in `entra_groups`.

use crate::support::{ENTERPRISE, USER, add_user, encoded, filtered, person, stage, tick};
use directory::Provider;
use serde_json::{Value, json};
use testkit::Client;

/// The body that the validator posts.
fn validator_user(name: &str) -> Value {
    json!({
        "schemas": [USER, ENTERPRISE],
        "userName": name,
        "active": true,
        "displayName": "BLFWWDTYHDLB",
        "title": "MSGUNCPHGRJQ",
        "userType": "WKRLXQPGCBVS",
        "nickName": "RAVVKKKDHVQL",
        "locale": "HOJFHPLKVEQC",
        "timezone": "Pacific/Efate",
        "profileUrl": "LRGKBPIELMRY",
        "preferredLanguage": "de-LI",
        "name": {
            "givenName": "Madisen", "familyName": "Alejandra", "formatted": "Adrain",
            "middleName": "Trey", "honorificPrefix": "Nickolas", "honorificSuffix": "Freida",
        },
        "emails": [{ "type": "work", "value": format!("{name}.mail"), "primary": true }],
        "addresses": [{
            "type": "work", "formatted": "QPOYNSRRDXJH", "streetAddress": "6910 Yost Squares", "locality": "VBIXWVECKKTZ",
            "region": "LZSEMBDNPUXQ", "postalCode": "oz1 9qt", "primary": true, "country": "Kuwait",
        }],
        "phoneNumbers": [
            { "type": "work", "value": "85-395-5180", "primary": true },
            { "type": "mobile", "value": "85-395-5181" },
            { "type": "fax", "value": "85-395-5182" },
        ],
        "roles": [{ "primary": "True", "display": "YQXOUYVOUWXD", "value": "VCBQNBSDRXTP", "type": "NVMWCDQGDBNN" }],
        ENTERPRISE: {
            "employeeNumber": "SSKRUQWDZSGX", "department": "QUTIBJFEDDWY", "costCenter": "RPSRAFYRTLZG",
            "organization": "BRHTPEPULOMN", "division": "GRMVQIXHVTDC", "manager": { "value": "ZVGNQYDBPCFR" },
        },
    })
}

/// One operation for each leaf that the validator writes.
fn verbose(op: &str) -> Vec<(String, Value)> {
    assert!(["add", "replace"].contains(&op));
    let mut leaves: Vec<(String, Value)> = Vec::new();
    for name in ["displayName", "title", "preferredLanguage", "userType", "nickName", "locale", "profileUrl"]
    {
        leaves.push((name.into(), json!(format!("{op} {name}"))));
    }
    leaves.push(("timezone".into(), json!("America/Argentina/Buenos_Aires")));
    for part in ["givenName", "familyName", "formatted", "middleName", "honorificPrefix", "honorificSuffix"] {
        leaves.push((format!("name.{part}"), json!(format!("{op} {part}"))));
    }
    leaves.push((r#"emails[type eq "work"].value"#.into(), json!("alva@stanton.example")));
    leaves.push((r#"emails[type eq "work"].primary"#.into(), json!(true)));
    for part in ["formatted", "streetAddress", "locality", "region", "postalCode", "country"] {
        leaves.push((format!(r#"addresses[type eq "work"].{part}"#), json!(format!("{op} {part}"))));
    }
    leaves.push((r#"addresses[type eq "work"].primary"#.into(), json!(true)));
    leaves.push((r#"phoneNumbers[type eq "work"].value"#.into(), json!("34-394-0001")));
    leaves.push((r#"phoneNumbers[type eq "work"].primary"#.into(), json!(true)));
    leaves.push((r#"phoneNumbers[type eq "mobile"].value"#.into(), json!("34-394-0002")));
    leaves.push((r#"phoneNumbers[type eq "fax"].value"#.into(), json!("34-394-0003")));
    for part in ["display", "value", "type"] {
        leaves.push((format!(r#"roles[primary eq "True"].{part}"#), json!(format!("{op} role {part}"))));
    }
    for name in ["employeeNumber", "department", "costCenter", "organization", "division"] {
        leaves.push((format!("{ENTERPRISE}:{name}"), json!(format!("{op} {name}"))));
    }
    leaves
}

/// A user on whom each leaf of [`verbose`] was written, as the answer must show it.
fn verbose_user(op: &str, name: &str) -> Value {
    json!({
        "userName": name,
        "displayName": format!("{op} displayName"),
        "title": format!("{op} title"),
        "preferredLanguage": format!("{op} preferredLanguage"),
        "userType": format!("{op} userType"),
        "nickName": format!("{op} nickName"),
        "locale": format!("{op} locale"),
        "profileUrl": format!("{op} profileUrl"),
        "timezone": "America/Argentina/Buenos_Aires",
        "active": true,
        "name": {
            "givenName": format!("{op} givenName"), "familyName": format!("{op} familyName"),
            "formatted": format!("{op} formatted"), "middleName": format!("{op} middleName"),
            "honorificPrefix": format!("{op} honorificPrefix"), "honorificSuffix": format!("{op} honorificSuffix"),
        },
        "emails": [{ "type": "work", "value": "alva@stanton.example", "primary": true }],
        "addresses": [{
            "type": "work", "formatted": format!("{op} formatted"), "streetAddress": format!("{op} streetAddress"),
            "locality": format!("{op} locality"), "region": format!("{op} region"),
            "postalCode": format!("{op} postalCode"), "country": format!("{op} country"), "primary": true,
        }],
        "phoneNumbers": [
            { "type": "work", "value": "34-394-0001", "primary": true },
            { "type": "mobile", "value": "34-394-0002" },
            { "type": "fax", "value": "34-394-0003" },
        ],
        "roles": [{
            "primary": true, "display": format!("{op} role display"), "value": format!("{op} role value"),
            "type": format!("{op} role type"),
        }],
    })
}

fn operations(op: &str, leaves: Vec<(String, Value)>) -> Value {
    leaves.into_iter().map(|(path, value)| json!({ "op": op, "path": path, "value": value })).collect()
}

/// The attributes that the client wrote.
fn written(user: &Value) -> Value {
    let mut user = user.clone();
    let fields = user.as_object_mut().expect("an object");
    fields.retain(|name, _| !["schemas", "id", "meta", ENTERPRISE].contains(&name.as_str()));
    user
}

fn named(client: &mut Client, name: &str) -> u64 {
    let filter = format!("userName eq \"{name}\"");
    client.get(&filtered("/Users", &filter)).expect(200).body["totalResults"].as_u64().expect("a number")
}

#[test]
fn create_user_and_find_it_by_filter() {
    let (_server, _, mut client) = stage(Provider::Entra);
    let made = client.post("/Users", &validator_user("madisen@example.com")).expect(201);
    let mut expected = validator_user("madisen@example.com");
    expected["roles"][0]["primary"] = json!(true);
    for (name, value) in expected.as_object().expect("an object") {
        assert_eq!(&made.body[name], value, "{name} comes back as it was sent");
    }
    let found = client.get(&filtered("/Users", r#"userName eq "madisen@example.com""#)).expect(200);
    assert_eq!(found.body["totalResults"], 1);
    assert_eq!(found.body["Resources"], json!([made.body]));
}

#[test]
fn create_duplicate_user_is_a_conflict() {
    let (_server, _, mut client) = stage(Provider::Entra);
    drop(client.post("/Users", &validator_user("madisen@example.com")).expect(201));
    client.post("/Users", &validator_user("madisen@example.com")).expect_error(409, Some("uniqueness"));
    assert_eq!(named(&mut client, "madisen@example.com"), 1);
}

#[test]
fn filter_for_existing_missing_and_differently_spelled_users() {
    let (_server, _, mut client) = stage(Provider::Entra);
    add_user(&mut client, "Madisen@Example.com");
    assert_eq!(named(&mut client, "Madisen@Example.com"), 1);
    assert_eq!(named(&mut client, "mADISEN@eXAMPLE.COM"), 1);
    assert_eq!(named(&mut client, "somebody.else@example.com"), 0);
    // As Entra writes it on the wire: `+` for a space, raw quotes.
    let raw = client.get("/Users?filter=userName+eq+\"Madisen%40Example.com\"").expect(200);
    assert_eq!(raw.body["totalResults"], 1);
}

#[test]
fn patch_replaces_attributes_by_dotted_and_qualified_keys() {
    let (_server, _, mut client) = stage(Provider::Entra);
    let id = client.post("/Users", &validator_user("madisen@example.com")).expect(201).id();
    let value = json!({
        "displayName": "New Name",
        "name.givenName": "Newgiven",
        "name.familyName": "Newfamily",
        format!("{ENTERPRISE}:department"): "Newdepartment",
        format!("{ENTERPRISE}:employeeNumber"): "4711",
        "active": false,
    });
    let patched =
        client.patch(&format!("/Users/{id}"), &json!([{ "op": "replace", "value": value }])).expect(200);
    let mut expected = validator_user("madisen@example.com");
    expected["roles"][0]["primary"] = json!(true);
    expected["displayName"] = json!("New Name");
    expected["name"]["givenName"] = json!("Newgiven");
    expected["name"]["familyName"] = json!("Newfamily");
    expected["active"] = json!(false);
    expected[ENTERPRISE]["department"] = json!("Newdepartment");
    expected[ENTERPRISE]["employeeNumber"] = json!("4711");
    assert_eq!(written(&patched.body), written(&expected));
    assert_eq!(patched.body[ENTERPRISE], expected[ENTERPRISE]);
    assert_eq!(client.get(&format!("/Users/{id}")).body, patched.body);
}

#[test]
fn patch_replaces_every_attribute_one_operation_each() {
    let (_server, _, mut client) = stage(Provider::Entra);
    let id = client.post("/Users", &validator_user("madisen@example.com")).expect(201).id();
    let leaves = verbose("replace");
    assert!(leaves.len() >= 35, "{}", leaves.len());
    let patched = client.patch(&format!("/Users/{id}"), &operations("replace", leaves)).expect(200);
    assert_eq!(written(&patched.body), verbose_user("replace", "madisen@example.com"));
    assert_eq!(patched.body[ENTERPRISE]["costCenter"], "replace costCenter");
    assert_eq!(patched.body[ENTERPRISE]["manager"]["value"], "ZVGNQYDBPCFR", "what was not named stays");
}

#[test]
fn patch_adds_every_attribute_to_a_user_that_only_has_a_name() {
    for op in ["add", "Add", "replace", "Replace"] {
        let (_server, _, mut client) = stage(Provider::Entra);
        let bare = json!({ "schemas": [USER], "userName": "bare@example.com" });
        let id = client.post("/Users", &bare).expect(201).id();
        let leaves = verbose("add");
        let patched = client.patch(&format!("/Users/{id}"), &operations(op, leaves)).expect(200);
        // All operations on one filter share one element.
        assert_eq!(written(&patched.body), verbose_user("add", "bare@example.com"), "{op}");
        let enterprise = json!({
            "employeeNumber": "add employeeNumber", "costCenter": "add costCenter",
            "organization": "add organization", "division": "add division", "department": "add department",
        });
        assert_eq!(patched.body[ENTERPRISE], enterprise);
        assert_eq!(patched.body["schemas"], json!([USER, ENTERPRISE]));
    }
}

#[test]
fn update_user_name_moves_the_user_to_the_new_name() {
    let (_server, _, mut client) = stage(Provider::Entra);
    let id = add_user(&mut client, "old@example.com");
    let rename = json!([{ "op": "replace", "value": { "userName": "new@example.com" } }]);
    let patched = client.patch(&format!("/Users/{id}"), &rename).expect(200);
    assert_eq!(patched.body["userName"], "new@example.com");
    assert_eq!((named(&mut client, "old@example.com"), named(&mut client, "new@example.com")), (0, 1));
    add_user(&mut client, "old@example.com");
    client
        .patch(
            &format!("/Users/{id}"),
            &json!([{ "op": "replace", "path": "userName", "value": "OLD@example.com" }]),
        )
        .expect_error(409, Some("uniqueness"));
}

#[test]
fn a_disabled_user_stays_visible() {
    let (_server, _, mut client) = stage(Provider::Entra);
    for (name, value) in [("a@example.com", json!(false)), ("b@example.com", json!("False"))] {
        let id = add_user(&mut client, name);
        let off = json!([{ "op": "Replace", "path": "active", "value": value }]);
        assert_eq!(client.patch(&format!("/Users/{id}"), &off).expect(200).body["active"], false);
        let found = client.get(&filtered("/Users", &format!("userName eq \"{name}\""))).expect(200);
        assert_eq!(found.body["Resources"][0]["active"], false);
        assert_eq!(client.get(&format!("/Users/{id}")).expect(200).body["active"], false);
    }
}

#[test]
fn a_manager_is_added_replaced_and_removed() {
    let (_server, _, mut client) = stage(Provider::Entra);
    let id = add_user(&mut client, "staff@example.com");
    let (first, second) = (add_user(&mut client, "m1@example.com"), add_user(&mut client, "m2@example.com"));
    let target = format!("/Users/{id}");
    let path = format!("{ENTERPRISE}:manager");
    let write = |client: &mut Client, op: &str, value: Value| {
        client.patch(&target, &json!([{ "op": op, "path": path, "value": value }])).expect(200).body
    };
    assert_eq!(write(&mut client, "Add", json!(first))[ENTERPRISE]["manager"]["value"], first);
    let replaced = write(&mut client, "replace", json!({ "value": second }));
    assert_eq!(replaced[ENTERPRISE]["manager"]["value"], second);
    let listed = write(&mut client, "add", json!([{ "$ref": null, "value": first }]));
    assert_eq!(listed[ENTERPRISE]["manager"]["value"], first);
    for blank in [json!(""), json!({ "value": "" })] {
        write(&mut client, "add", json!({ "value": first }));
        let removed = write(&mut client, "replace", blank);
        assert_eq!(removed.get(ENTERPRISE), None, "{removed}");
        assert_eq!(removed["schemas"], json!([USER]));
    }
}

#[test]
fn delete_a_user_once_twice_and_unknown() {
    let (_server, _, mut client) = stage(Provider::Entra);
    let id = add_user(&mut client, "gone@example.com");
    assert_eq!(client.delete(&format!("/Users/{id}")).expect(204).text, "");
    client.get(&format!("/Users/{id}")).expect_error(404, None);
    client.delete(&format!("/Users/{id}")).expect_error(404, None);
    client.delete("/Users/5171a35d82074e068ce2").expect_error(404, None);
    assert_eq!(named(&mut client, "gone@example.com"), 0);
    add_user(&mut client, "gone@example.com");
}

#[test]
fn one_patch_may_change_different_attributes_and_one_attribute_in_order() {
    let (_server, _, mut client) = stage(Provider::Entra);
    let id = client.post("/Users", &validator_user("madisen@example.com")).expect(201).id();
    let different = json!([
        { "op": "remove", "path": "title" },
        { "op": "add", "path": "nickName", "value": "Added" },
        { "op": "replace", "path": "displayName", "value": "Replaced" },
    ]);
    let patched = client.patch(&format!("/Users/{id}"), &different).expect(200).body;
    assert_eq!((patched.get("title"), &patched["nickName"]), (None, &json!("Added")));
    assert_eq!(patched["displayName"], "Replaced");
    let same = json!([
        { "op": "remove", "path": "displayName" },
        { "op": "add", "path": "displayName", "value": "First" },
        { "op": "replace", "path": "displayName", "value": "Last" },
    ]);
    assert_eq!(client.patch(&format!("/Users/{id}"), &same).expect(200).body["displayName"], "Last");
}

#[test]
fn the_reference_codes_extra_demands_on_users_are_met() {
    let (_server, _, mut client) = stage(Provider::Entra);
    let mut active_as_text = person("text@example.com");
    active_as_text["active"] = json!("True");
    let made = client.post("/Users", &active_as_text).expect(201);
    assert_eq!(made.body["active"], true);

    client
        .post("/Users", &json!({ "schemas": [USER], "active": true }))
        .expect_error(400, Some("invalidValue"));
    client.send("POST", "/Users", Some("This is not JSON")).expect_error(400, Some("invalidSyntax"));

    let mut misspelled = person("text@example.com");
    misspelled["displayNaame"] = json!("who?");
    let replaced = client.put(&format!("/Users/{}", made.id()), &misspelled).expect(200);
    assert_eq!(replaced.body.get("displayNaame"), None);

    let target = format!("/Users?attributes={}", encoded(r#"emails[type eq "work"]"#));
    let listed = client.get(&target).expect(200);
    assert_eq!(listed.body["Resources"][0]["emails"][0]["value"], "text@example.com");
    assert_eq!(listed.body["Resources"][0].get("displayName"), None);
}

#[test]
fn the_reference_codes_filters_find_what_they_mean() {
    let (_server, _, mut client) = stage(Provider::Entra);
    for (name, display) in
        [("ann@example.com", "Ann A"), ("bob@example.com", "Bob B"), ("cat@example.org", "Cat C")]
    {
        let mut body = person(name);
        body["displayName"] = json!(display);
        body["externalId"] = json!(display.split(' ').next());
        drop(client.post("/Users", &body).expect(201));
        tick();
    }
    let cases: [(&str, &[&str]); 8] = [
        ("externalId eq Bob", &["Bob B"]),
        (r#"userName co "example.com""#, &["Ann A", "Bob B"]),
        (r#"displayName sw "C""#, &["Cat C"]),
        (r#"userName eq "ann@example.com" or userName eq "cat@example.org""#, &["Ann A", "Cat C"]),
        (r#"(displayName eq "Ann A") and (userName sw "ann")"#, &["Ann A"]),
        (r#"emails[type eq "work"].value eq "bob@example.com""#, &["Bob B"]),
        (r#"meta.lastModified gt "2020-01-01T00:00:00Z""#, &["Ann A", "Bob B", "Cat C"]),
        (r#"meta.lastModified gt "2999-01-01T00:00:00Z""#, &[]),
    ];
    for (filter, expected) in cases {
        let found = client.get(&filtered("/Users", filter)).expect(200);
        assert_eq!(crate::support::each(&found.body["Resources"], "displayName"), expected, "{filter}");
    }
    let page = client.get("/Users?startIndex=1&count=2").expect(200);
    assert_eq!((&page.body["totalResults"], &page.body["itemsPerPage"]), (&json!(3), &json!(2)));
}

#[test]
fn a_reference_is_checked_by_id_and_manager() {
    let (_server, _, mut client) = stage(Provider::Entra);
    let manager = add_user(&mut client, "m@example.com");
    let mut body = person("staff@example.com");
    body[ENTERPRISE] = json!({ "manager": { "value": manager } });
    let id = client.post("/Users", &body).expect(201).id();
    let total = |client: &mut Client, id: &str, manager: &str| {
        let filter = format!("id eq \"{id}\" and manager eq \"{manager}\"");
        client.get(&format!("{}&attributes=id", filtered("/Users", &filter))).expect(200).body["totalResults"]
            .clone()
    };
    assert_eq!(total(&mut client, &id, &manager), 1);
    assert_eq!(total(&mut client, &id, &id), 0);
    assert_eq!(total(&mut client, &manager, &manager), 0);
}
