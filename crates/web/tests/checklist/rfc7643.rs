//! RFC 7643, the core schema.

use crate::support::{
    ENTERPRISE, GROUP, USER, add_group, add_user, filtered, group, keys, members, op, remove, shown, stage,
    state, user, with,
};
use directory::Provider;
use scim::attribute::{Attribute, Type};
use scim::dialect::Dialect;
use serde_json::{Value, json};
use testkit::Client;

fn schema(client: &mut Client, urn: &str) -> Value {
    shown(client, &format!("/Schemas/{urn}"))
}

/// An attribute or sub-attribute as the Schemas endpoint describes it.
fn described(schema: &Value, name: &str, sub: Option<&str>) -> Value {
    let among = |list: &Value, name: &str| {
        let mut all = list.as_array().expect("attributes").iter();
        all.find(|one| one["name"] == name).unwrap_or_else(|| panic!("no {name}")).clone()
    };
    let attribute = among(&schema["attributes"], name);
    sub.map_or(attribute.clone(), |sub| among(&attribute["subAttributes"], sub))
}

#[test]
fn rfc7643_2_1_attribute_names_are_case_insensitive() {
    let (_server, _, mut client) = stage();
    let body = json!({ "SCHEMAS": [USER], "USERNAME": "ada", "Name": { "GIVENname": "Ada" }, "Title": "Dr" });
    let made = client.post("/Users", &body).expect(201);
    assert_eq!((&made.body["userName"], &made.body["title"]), (&json!("ada"), &json!("Dr")));
    assert_eq!(made.body["name"], json!({ "givenName": "Ada" }), "answers have the schema's own spelling");
    let target = format!("/Users/{}", made.id());
    drop(client.patch(&target, &op("replace", "NAME.givenname", &json!("Ann"))).expect(200));
    assert_eq!(
        shown(&mut client, &format!("{target}?attributes=NAME.GivenName"))["name"]["givenName"],
        "Ann"
    );
    assert_eq!(filtered(&mut client, "NAME.GIVENNAME eq \"ann\""), ["ada"]);
}

#[test]
fn rfc7643_2_1_a_dollar_is_legal_in_names() {
    let (_server, _, mut client) = stage();
    let boss = add_user(&mut client, "boss", json!({}));
    let link = format!("../Users/{boss}");
    let manager = json!({ ENTERPRISE: { "manager": { "value": boss, "$ref": link } } });
    let id = add_user(&mut client, "ada", manager);
    let path = format!("{ENTERPRISE}:manager.$ref");
    assert_eq!(filtered(&mut client, &format!("{path} eq \"{link}\"")), ["ada"]);
    let target = format!("/Users/{id}?attributes={path}");
    assert_eq!(shown(&mut client, &target)[ENTERPRISE], json!({ "manager": { "$ref": link } }));
    let other = format!("{link}?x");
    drop(client.patch(&format!("/Users/{id}"), &op("replace", &path, &json!(other))).expect(200));
    assert_eq!(shown(&mut client, &target)[ENTERPRISE]["manager"]["$ref"], other);
}

#[test]
fn rfc7643_2_2_characteristics_have_their_defaults() {
    assert_eq!(
        Attribute::new("nickName", Type::String, "A name.").to_json(),
        json!({
            "name": "nickName", "type": "string", "multiValued": false, "description": "A name.",
            "required": false, "caseExact": false, "mutability": "readWrite", "returned": "default",
            "uniqueness": "none",
        })
    );
    let (_server, _, mut client) = stage();
    let nick_name = described(&schema(&mut client, USER), "nickName", None);
    for (name, default) in [
        ("type", json!("string")),
        ("required", json!(false)),
        ("caseExact", json!(false)),
        ("mutability", json!("readWrite")),
        ("returned", json!("default")),
        ("uniqueness", json!("none")),
    ] {
        assert_eq!(nick_name[name], default, "{name}");
    }
}

#[test]
fn rfc7643_2_3_8_complex_attributes_do_not_nest() {
    let (_server, _, mut client) = stage();
    for schema in shown(&mut client, "/Schemas")["Resources"].as_array().expect("a list") {
        // The schema of schemas describes sub-attributes of sub-attributes itself (RFC 7643 §8.7.2).
        let is_of_schemas = schema["id"] == "urn:ietf:params:scim:schemas:core:2.0:Schema";
        for attribute in schema["attributes"].as_array().expect("a list") {
            for sub in attribute["subAttributes"].as_array().into_iter().flatten() {
                assert!(sub["type"] != "complex" || is_of_schemas, "{} {sub}", schema["id"]);
            }
        }
    }
    let id = add_user(&mut client, "ada", json!({}));
    let deep = op("replace", "name.givenName.first", &json!("Ada"));
    client.patch(&format!("/Users/{id}"), &deep).expect_error(400, Some("invalidPath"));
    let nested = user("bob", json!({ "name": { "givenName": { "first": "Bob" } } }));
    client.post("/Users", &nested).expect_error(400, Some("invalidValue"));
}

#[test]
fn rfc7643_2_4_at_most_one_value_is_the_primary_one() {
    let (_server, _, mut client) = stage();
    let email = |value: &str, primary: bool| json!({ "value": value, "primary": primary });
    let two = user("ada", json!({ "emails": [email("a@b", true), email("c@d", true)] }));
    client.post("/Users", &two).expect_error(400, Some("invalidValue"));
    let id = add_user(&mut client, "ada", json!({ "emails": [email("a@b", true), email("c@d", false)] }));
    let both = op("replace", "emails", &json!([email("a@b", true), email("c@d", true)]));
    client.patch(&format!("/Users/{id}"), &both).expect_error(400, Some("invalidValue"));
    let kept = shown(&mut client, &format!("/Users/{id}"));
    assert_eq!(kept["emails"], json!([email("a@b", true), email("c@d", false)]));
}

#[test]
fn rfc7643_2_4_lists_have_the_default_sub_attributes() {
    let (_server, _, mut client) = stage();
    let (users, groups) = (schema(&mut client, USER), schema(&mut client, GROUP));
    let subs = |attribute: &Value| {
        let all = attribute["subAttributes"].as_array().expect("a list").iter();
        all.map(|sub| sub["name"].as_str().expect("a name").to_owned()).collect::<Vec<_>>()
    };
    for list in ["emails", "phoneNumbers", "ims", "photos", "entitlements", "roles", "x509Certificates"] {
        assert_eq!(subs(&described(&users, list, None)), ["value", "display", "type", "primary"], "{list}");
    }
    assert_eq!(subs(&described(&users, "groups", None)), ["value", "$ref", "display", "type"]);
    assert_eq!(subs(&described(&groups, "members", None)), ["value", "$ref", "display", "type"]);
}

#[test]
fn rfc7643_2_4_no_value_and_type_twice() {
    let (_server, _, mut client) = stage();
    let emails = json!([
        { "type": "work", "value": "ada@example.com" },
        { "type": "Work", "value": "ADA@example.com", "display": "Ada" },
        { "type": "home", "value": "ada@example.com" },
    ]);
    let id = add_user(&mut client, "ada", json!({ "emails": emails }));
    let kept = shown(&mut client, &format!("/Users/{id}"));
    assert_eq!(
        kept["emails"],
        json!([
            { "value": "ada@example.com", "display": "Ada", "type": "work" },
            { "value": "ada@example.com", "type": "home" },
        ])
    );
}

#[test]
fn rfc7643_2_5_null_empty_and_absent_are_one_state() {
    let (_server, _, mut client) = stage();
    let empty = json!({ "title": null, "emails": [], "name": null, "phoneNumbers": null, ENTERPRISE: null });
    let body = |name: &str, also: Value| user(name, with(json!({ "externalId": "7" }), also));
    let made = client.post("/Users", &body("ada", empty.clone())).expect(201);
    let bare = client.post("/Users", &body("bob", json!({}))).expect(201);
    assert_eq!(keys(&made.body), keys(&bare.body), "neither is shown");
    for filter in ["title pr", "emails pr", "name pr", "not (title eq null)"] {
        assert_eq!(filtered(&mut client, filter), Vec::<String>::new(), "{filter}");
    }
    let target = format!("/Users/{}", made.id());
    let before = state(&mut client, &target);
    drop(client.put(&target, &body("ada", json!({}))).expect(200));
    drop(client.put(&target, &body("ada", empty)).expect(200));
    drop(client.patch(&target, &op("replace", "title", &json!(null))).expect(200));
    drop(client.patch(&target, &op("replace", "emails", &json!([]))).expect(200));
    assert_eq!(state(&mut client, &target), before, "no change, so no new time of change either");
}

#[test]
fn rfc7643_3_schemas_is_not_empty() {
    let (_server, _, mut client) = stage();
    for schemas in [json!([]), json!(null), json!("x"), Value::Null] {
        client
            .post("/Users", &user("ada", json!({ "schemas": schemas })))
            .expect_error(400, Some("invalidValue"));
    }
    client.post("/Users", &json!({ "userName": "ada" })).expect_error(400, Some("invalidValue"));
}

#[test]
fn rfc7643_3_schemas_has_no_duplicates() {
    let (_server, _, mut client) = stage();
    let twice = user("ada", json!({ "schemas": [USER, USER] }));
    client.post("/Users", &twice).expect_error(400, Some("invalidValue"));
    let id = add_user(&mut client, "ada", json!({ ENTERPRISE: { "department": "Sales" } }));
    let more = op("add", &format!("{ENTERPRISE}:costCenter"), &json!("7"));
    let changed = client.patch(&format!("/Users/{id}"), &more).expect(200).body;
    assert_eq!(changed["schemas"], json!([USER, ENTERPRISE]));
}

#[test]
fn rfc7643_3_the_order_of_schemas_means_nothing() {
    let (_server, _, mut client) = stage();
    let body = |name: &str, schemas: Value| {
        user(name, json!({ "schemas": schemas, ENTERPRISE: { "department": "Sales" } }))
    };
    let one = client.post("/Users", &body("ada", json!([USER, ENTERPRISE]))).expect(201);
    let other = client.post("/Users", &body("bob", json!([ENTERPRISE, USER]))).expect(201);
    assert_eq!(one.body["schemas"], other.body["schemas"]);
    let target = format!("/Users/{}", one.id());
    let before = state(&mut client, &target);
    drop(client.put(&target, &body("ada", json!([ENTERPRISE, USER]))).expect(200));
    assert_eq!(state(&mut client, &target), before);
}

#[test]
fn rfc7643_3_1_id_is_exact_read_only_and_always_returned() {
    let (_server, _, mut client) = stage();
    let made = client.post("/Users", &user("ada", json!({ "id": "mine" }))).expect(201);
    let id = made.id();
    assert_ne!(id, "mine");
    assert_eq!(filtered(&mut client, &format!("id eq \"{id}\"")), ["ada"]);
    let upper = id.to_ascii_uppercase();
    assert_eq!(filtered(&mut client, &format!("id eq \"{upper}\"")), Vec::<String>::new());
    let target = format!("/Users/{id}");
    drop(client.put(&target, &user("ada", json!({ "id": "mine" }))).expect(200));
    client.patch(&target, &op("replace", "id", &json!("mine"))).expect_error(400, Some("mutability"));
    client.patch(&target, &remove("id")).expect_error(400, Some("mutability"));
    for query in ["attributes=userName", "excludedAttributes=id", "excludedAttributes=id,userName"] {
        assert_eq!(shown(&mut client, &format!("{target}?{query}"))["id"], id.as_str(), "{query}");
    }
}

#[test]
fn rfc7643_3_1_id_is_never_bulk_id_and_never_used_again() {
    let (_server, _, mut client) = stage();
    let mut seen = Vec::new();
    for _ in 0..3 {
        let id = client.post("/Users", &user("ada", json!({ "id": "bulkId" }))).expect(201).id();
        assert!(!id.contains("bulkId") && !seen.contains(&id), "{id} after {seen:?}");
        drop(client.delete(&format!("/Users/{id}")).expect(204));
        seen.push(id);
    }
    client.get("/Users/bulkId").expect_error(404, None);
}

#[test]
fn rfc7643_3_1_external_id_is_exact_and_each_connections_own() {
    let (server, _, mut client) = stage();
    let mut beside = server.connect_as("Acme", Provider::Okta, Some(Dialect::STRICT)).client();
    add_user(&mut client, "ada", json!({ "externalId": "Ab" }));
    add_user(&mut client, "bob", json!({ "externalId": "Ab" }));
    add_user(&mut beside, "eve", json!({ "externalId": "Ab" }));
    assert_eq!(filtered(&mut client, "externalId eq \"Ab\""), ["ada", "bob"], "not unique, and our own");
    assert_eq!(filtered(&mut client, "externalId eq \"ab\""), Vec::<String>::new(), "caseExact");
    assert_eq!(filtered(&mut beside, "externalId eq \"Ab\""), ["eve"]);
}

#[test]
fn rfc7643_3_1_meta_from_clients_is_ignored_and_its_version_is_the_entity_tag() {
    let (_server, door, mut client) = stage();
    let meta = json!({ "resourceType": "Group", "created": "1999-01-01T00:00:00Z", "version": "W/\"x\"",
                       "location": "https://evil.example" });
    let made = client.post("/Users", &user("ada", json!({ "meta": meta }))).expect(201);
    let target = format!("/Users/{}", made.id());
    let own = &made.body["meta"];
    assert_eq!((&own["resourceType"], &own["created"]), (&json!("User"), &own["lastModified"]));
    assert_eq!(own["location"], format!("{}{target}", door.url));
    assert_eq!(own["version"].as_str(), made.header("etag"));
    let before = state(&mut client, &target);
    drop(client.put(&target, &user("ada", json!({ "meta": meta }))).expect(200));
    drop(client.patch(&target, &json!([{ "op": "replace", "value": { "meta": meta } }])).expect(200));
    assert_eq!(state(&mut client, &target), before);
}

#[test]
fn rfc7643_4_1_user_name_is_required_unique_and_not_case_exact() {
    let (_server, _, mut client) = stage();
    for body in [json!({ "schemas": [USER] }), user("", json!({})), user(" ", json!({}))] {
        client.post("/Users", &body).expect_error(400, Some("invalidValue"));
    }
    let id = add_user(&mut client, "Ada@Example.com", json!({}));
    client.post("/Users", &user("ADA@example.COM", json!({}))).expect_error(409, Some("uniqueness"));
    assert_eq!(filtered(&mut client, "userName eq \"ada@EXAMPLE.com\""), ["Ada@Example.com"]);
    client.patch(&format!("/Users/{id}"), &remove("userName")).expect_error(400, Some("mutability"));
    drop(client.put(&format!("/Users/{id}"), &user("ada@example.com", json!({}))).expect(200));
}

#[test]
fn rfc7643_4_1_groups_of_a_user_are_read_only() {
    let (_server, door, mut client) = stage();
    let groups = json!({ "groups": [{ "value": "7", "display": "Admins" }] });
    let id = client.post("/Users", &user("ada", groups.clone())).expect(201).id();
    let ops = add_group(&mut client, "Ops", &[&id]);
    let target = format!("/Users/{id}");
    let own = json!([{ "value": ops, "$ref": format!("{}/Groups/{ops}", door.url), "display": "Ops",
                       "type": "direct" }]);
    assert_eq!(client.put(&target, &user("ada", groups)).expect(200).body["groups"], own);
    let write = op("add", "groups", &json!([{ "value": ops }]));
    client.patch(&target, &write).expect_error(400, Some("mutability"));
    client.patch(&target, &remove("groups")).expect_error(400, Some("mutability"));
    assert_eq!(shown(&mut client, &target)["groups"], own);
}

#[test]
fn rfc7643_4_1_a_password_is_write_only_and_never_returned() {
    let (_server, _, mut client) = stage();
    let described = described(&schema(&mut client, USER), "password", None);
    assert_eq!((&described["mutability"], &described["returned"]), (&json!("writeOnly"), &json!("never")));
    let secret = "hush-4711";
    let made = client.post("/Users", &user("ada", json!({ "password": secret }))).expect(201);
    let target = format!("/Users/{}", made.id());
    let answers = [
        made,
        client.put(&target, &user("ada", json!({ "password": secret }))).expect(200),
        client.patch(&target, &op("replace", "password", &json!(secret))).expect(200),
        client.get(&format!("{target}?attributes=password,userName")).expect(200),
        client.get("/Users?attributes=password").expect(200),
    ];
    for answer in answers {
        assert!(!answer.text.contains("hush") && !answer.text.contains("password"), "{}", answer.text);
    }
}

#[test]
fn rfc7643_4_2_a_group_has_a_name_and_members_that_cannot_be_altered() {
    let (_server, _, mut client) = stage();
    client.post("/Groups", &json!({ "schemas": [GROUP] })).expect_error(400, Some("invalidValue"));
    let (ada, bob) = (add_user(&mut client, "ada", json!({})), add_user(&mut client, "bob", json!({})));
    let ops = add_group(&mut client, "Ops", &[&ada]);
    for sub in ["value", "$ref", "type"] {
        assert_eq!(described(&schema(&mut client, GROUP), "members", Some(sub))["mutability"], "immutable");
        let path = format!("members[value eq \"{ada}\"].{sub}");
        let write = op("replace", &path, &json!(bob));
        client.patch(&format!("/Groups/{ops}"), &write).expect_error(400, Some("mutability"));
    }
    assert_eq!(members(&mut client, &ops), [ada.as_str()]);
    drop(client.put(&format!("/Groups/{ops}"), &group("Ops", &[&bob])).expect(200));
    assert_eq!(members(&mut client, &ops), [bob], "members come and go as a whole");
}

#[test]
fn rfc7643_4_3_a_manager_is_complex_and_its_name_read_only() {
    let (_server, _, mut client) = stage();
    let enterprise = schema(&mut client, ENTERPRISE);
    let manager = described(&enterprise, "manager", None);
    assert_eq!((&manager["type"], &manager["multiValued"]), (&json!("complex"), &json!(false)));
    for (sub, mutability) in [("value", "readWrite"), ("$ref", "readWrite"), ("displayName", "readOnly")] {
        assert_eq!(described(&enterprise, "manager", Some(sub))["mutability"], mutability, "{sub}");
    }
    let boss = add_user(&mut client, "boss", json!({}));
    let sent = json!({ ENTERPRISE: { "manager": { "value": boss, "displayName": "Mallory" } } });
    let id = add_user(&mut client, "ada", sent);
    let target = format!("/Users/{id}");
    assert_eq!(shown(&mut client, &target)[ENTERPRISE], json!({ "manager": { "value": boss } }));
    let path = format!("{ENTERPRISE}:manager");
    for (path, value) in [
        (path.clone(), json!({ "displayName": "Mallory" })),
        (format!("{path}.displayName"), json!("Mallory")),
    ] {
        client.patch(&target, &op("replace", &path, &value)).expect_error(400, Some("mutability"));
    }
    client.patch(&target, &op("replace", &path, &json!(boss))).expect_error(400, Some("invalidValue"));
}

#[test]
fn rfc7643_5_the_configuration_has_its_shape() {
    let (_server, door, mut client) = stage();
    let config = shown(&mut client, "/ServiceProviderConfig");
    assert_eq!(config["schemas"], json!(["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"]));
    for (name, parts) in [
        ("patch", vec!["supported"]),
        ("bulk", vec!["maxOperations", "maxPayloadSize", "supported"]),
        ("filter", vec!["maxResults", "supported"]),
        ("changePassword", vec!["supported"]),
        ("sort", vec!["supported"]),
        ("etag", vec!["supported"]),
    ] {
        assert_eq!(keys(&config[name]), parts, "{name}");
        assert!(config[name]["supported"].is_boolean(), "{name}");
    }
    let scheme = &config["authenticationSchemes"][0];
    assert_eq!(scheme["type"], "oauthbearertoken");
    assert!(scheme["name"].is_string() && scheme["description"].is_string(), "{scheme}");
    assert_eq!(config["meta"]["resourceType"], "ServiceProviderConfig");
    assert_eq!(config["meta"]["location"], format!("{}/ServiceProviderConfig", door.url));
    assert_eq!(config.get("id"), None, "RFC 7643 §5: it has none");
}

#[test]
fn rfc7643_6_a_resource_type_has_its_shape() {
    let (_server, door, mut client) = stage();
    let location = format!("{}/ResourceTypes/User", door.url);
    assert_eq!(
        shown(&mut client, "/ResourceTypes/User"),
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
            "id": "User", "name": "User", "endpoint": "/Users", "description": "User Account",
            "schema": USER, "schemaExtensions": [{ "schema": ENTERPRISE, "required": false }],
            "meta": { "resourceType": "ResourceType", "location": location },
        })
    );
    assert_eq!(shown(&mut client, "/ResourceTypes/Group")["schema"], GROUP);
}

#[test]
fn rfc7643_7_a_schema_has_its_shape() {
    let (_server, door, mut client) = stage();
    let schema = schema(&mut client, USER);
    assert_eq!(keys(&schema), ["attributes", "description", "id", "meta", "name", "schemas"]);
    assert_eq!(schema["schemas"], json!(["urn:ietf:params:scim:schemas:core:2.0:Schema"]));
    assert_eq!((&schema["id"], &schema["name"]), (&json!(USER), &json!("User")));
    let location = format!("{}/Schemas/{USER}", door.url);
    assert_eq!(schema["meta"], json!({ "resourceType": "Schema", "location": location }));
    let user_name = described(&schema, "userName", None);
    assert_eq!((&user_name["required"], &user_name["uniqueness"]), (&json!(true), &json!("server")));
    let kind = described(&schema, "emails", Some("type"));
    assert_eq!(kind["canonicalValues"], json!(["work", "home", "other"]));
    let photo = described(&schema, "photos", Some("value"));
    assert_eq!((&photo["type"], &photo["referenceTypes"]), (&json!("reference"), &json!(["external"])));
}

#[test]
fn rfc7643_8_7_the_schemas_of_the_discovery_resources_describe_them() {
    let (_server, _, mut client) = stage();
    for (urn, example) in [
        ("ServiceProviderConfig", "/ServiceProviderConfig"),
        ("ResourceType", "/ResourceTypes/User"),
        ("Schema", &*format!("/Schemas/{GROUP}")),
    ] {
        let schema = schema(&mut client, &format!("urn:ietf:params:scim:schemas:core:2.0:{urn}"));
        let shown = shown(&mut client, example);
        let common = ["schemas", "meta", "externalId"];
        for name in keys(&shown).into_iter().filter(|name| !common.contains(name)) {
            let known = schema["attributes"].as_array().expect("a list").iter();
            assert!(known.clone().any(|one| one["name"] == name) || name == "id", "{urn} shows {name}");
        }
        for attribute in schema["attributes"].as_array().expect("a list") {
            let name = attribute["name"].as_str().expect("a name");
            assert!(attribute["required"] == false || shown.get(name).is_some(), "{urn} lacks {name}");
        }
    }
}
