//! §3.1, §3.8, §3.10 to §3.14, §4 and §7: what holds of every request.

use crate::heard;
use crate::support::{
    ENTERPRISE, LIST, NOBODY, USER, add_group, add_user, encoded, filtered, op, remove, shown, stage, state,
    user,
};
use scim::ScimType;
use serde_json::{Value, json};
use testkit::Client;

#[test]
fn rfc7644_3_8_both_media_types_are_taken_with_any_charset() {
    let (_server, _, mut client) = stage();
    for (at, sent) in [
        "application/scim+json",
        "application/json",
        "application/scim+json; charset=utf-8",
        "APPLICATION/JSON;charset=UTF-8",
    ]
    .into_iter()
    .enumerate()
    {
        let body = user(&format!("u{at}"), json!({})).to_string();
        let made = client.send_with("POST", "/Users", Some(&body), &[("Content-Type", sent)]).expect(201);
        assert_eq!(made.header("content-type"), Some("application/scim+json"), "{sent}");
    }
}

#[test]
fn rfc7644_3_8_answers_are_scim_json() {
    let (_server, _, mut client) = stage();
    let id = add_user(&mut client, "ann", json!({}));
    for target in
        [&*format!("/Users/{id}"), "/Users", "/Schemas", "/ServiceProviderConfig", "/Nothing", "/Me"]
    {
        for accept in ["application/scim+json", "*/*", "text/html", "application/scim+json, application/json"]
        {
            let answer = client.send_with("GET", target, None, &[("Accept", accept)]);
            assert_eq!(answer.header("content-type"), Some("application/scim+json"), "{target} as {accept}");
            assert!(answer.body["schemas"].is_array(), "{target} as {accept}");
        }
        let answer = client.send_with("GET", target, None, &[("Accept", "application/json")]);
        assert_eq!(answer.header("content-type"), Some("application/json"), "{target}");
    }
}

#[test]
fn rfc7644_3_8_another_media_type_is_415_as_a_scim_error() {
    let (_server, _, mut client) = stage();
    for sent in ["text/plain", "application/xml", "application/x-www-form-urlencoded", "text/json"] {
        let body = user("ann", json!({})).to_string();
        let answer = client.send_with("POST", "/Users", Some(&body), &[("Content-Type", sent)]);
        answer.expect_error(415, None);
    }
    assert_eq!(filtered(&mut client, "userName pr"), Vec::<String>::new());
}

#[test]
fn rfc7644_3_10_urns_compare_without_case() {
    let (_server, _, mut client) = stage();
    let upper = ENTERPRISE.to_ascii_uppercase();
    let id = add_user(&mut client, "ann", json!({ upper.clone(): { "DEPARTMENT": "Sales" } }));
    let target = format!("/Users/{id}");
    assert_eq!(shown(&mut client, &target)[ENTERPRISE], json!({ "department": "Sales" }));
    let write = op("replace", &format!("{upper}:Department"), &json!("Tours"));
    assert_eq!(client.patch(&target, &write).expect(200).body[ENTERPRISE]["department"], "Tours");
    assert_eq!(filtered(&mut client, &format!("{upper}:DEPARTMENT eq \"tours\"")), ["ann"]);
    let core = USER.to_ascii_lowercase();
    assert_eq!(filtered(&mut client, &format!("{core}:username eq \"ann\"")), ["ann"]);
    let shown = shown(&mut client, &format!("{target}?attributes={upper}:department"));
    assert_eq!(shown[ENTERPRISE]["department"], "Tours");
}

#[test]
fn rfc7644_3_11_me_is_not_implemented() {
    let (_server, _, mut client) = stage();
    for (method, body) in [("GET", None), ("PUT", Some("{}")), ("PATCH", Some("{}")), ("DELETE", None)] {
        client.send(method, "/Me", body).expect_error(501, None);
    }
}

#[test]
fn rfc7644_3_12_an_error_has_schemas_a_status_as_text_and_a_detail() {
    let (_server, door, mut client) = stage();
    let error = client.get(&format!("/Users/{NOBODY}")).expect(404).body;
    assert_eq!(error["schemas"], json!(["urn:ietf:params:scim:api:messages:2.0:Error"]));
    assert_eq!(error["status"], "404");
    for (method, target, status) in
        [("GET", "/Nothing", 404), ("POST", "/ServiceProviderConfig", 405), ("GET", "/Me", 501)]
    {
        client.send(method, target, (method == "POST").then_some("{}")).expect_error(status, None);
    }
    client.send("POST", "/Users", Some("nonsense")).expect_error(400, Some("invalidSyntax"));
    door.client_with(None).get("/Users").expect_error(401, None);
    door.client_with(Some("nonsense")).get("/Users").expect_error(401, None);
}

#[test]
fn rfc7644_3_12_each_keyword_is_used_as_the_table_says() {
    let (_server, _, mut client) = stage();
    let id = add_user(&mut client, "ann", json!({}));
    let target = format!("/Users/{id}");
    let patch = |client: &mut Client, operations: &Value, keyword: &str| {
        client.patch(&target, operations).expect_error(400, Some(keyword));
    };
    client.get("/Users?filter=userName").expect_error(400, Some("invalidFilter"));
    patch(&mut client, &remove("emails[nothing eq \"x\"]"), "invalidFilter");
    client.post("/Users", &user("ann", json!({}))).expect_error(409, Some("uniqueness"));
    patch(&mut client, &op("replace", "groups", &json!([])), "mutability");
    client.post("/Users", &user("bob", json!({ "colour": "red" }))).expect_error(400, Some("invalidSyntax"));
    patch(&mut client, &op("replace", "colour", &json!("red")), "invalidPath");
    patch(&mut client, &op("replace", "name.a.b", &json!("red")), "invalidPath");
    patch(&mut client, &op("replace", "emails[type eq \"work\"].value", &json!("a@b")), "noTarget");
    patch(&mut client, &op("replace", "active", &json!("yes")), "invalidValue");
    // Nothing that this server is asked for is too much to be found, of another version, or too sensitive for a URL;
    // how it would say so is as the table has it.
    for (keyword, text) in [
        (ScimType::TooMany, "tooMany"),
        (ScimType::InvalidVers, "invalidVers"),
        (ScimType::Sensitive, "sensitive"),
    ] {
        let error = scim::Error::new(keyword, "A sentence.").to_json();
        assert_eq!(error["scimType"], text);
        assert!(error["status"].is_string(), "{error}");
    }
}

#[test]
fn rfc7644_3_13_the_version_is_in_the_address() {
    let (server, door, mut client) = stage();
    let id = add_user(&mut client, "ann", json!({}));
    assert!(door.url.starts_with(&format!("{}/scim/v2/", server.url())), "{}", door.url);
    let mut common = Client::new(&format!("{}/scim/v2", server.url()), Some(&door.token));
    assert_eq!(shown(&mut common, &format!("/Users/{id}"))["userName"], "ann");
    for other in ["/scim/v1/Users", "/scim/v3/Users", "/scim/Users", "/v2/Users"] {
        Client::new(server.url(), Some(&door.token)).get(other).expect_error(404, None);
    }
}

#[test]
fn rfc7644_3_14_entity_tags_are_weak_and_change_with_the_resource() {
    let (_server, _, mut client) = stage();
    for target in [
        format!("/Users/{}", add_user(&mut client, "ann", json!({}))),
        format!("/Groups/{}", add_group(&mut client, "Ops", &[])),
    ] {
        let before = client.get(&target).expect(200);
        let tag = before.header("etag").expect("a tag");
        assert!(tag.starts_with("W/\"") && tag.ends_with('"'), "{tag}");
        assert_eq!(before.body["meta"]["version"], tag);
        let changed = client.patch(&target, &op("replace", "externalId", &json!("7"))).expect(200);
        assert_ne!(changed.header("etag"), Some(tag));
    }
}

#[test]
fn rfc7644_3_14_if_match_refuses_another_version_and_may_be_absent() {
    let (_server, _, mut client) = stage();
    let target = format!("/Users/{}", add_user(&mut client, "ann", json!({})));
    let tag = client.get(&target).header("etag").expect("a tag").to_owned();
    let before = state(&mut client, &target);
    let body = user("ann", json!({ "title": "Dr" })).to_string();
    let patch = json!({ "Operations": op("add", "title", &json!("Dr")) }).to_string();
    for (method, sent) in [("PUT", Some(&*body)), ("PATCH", Some(&*patch)), ("DELETE", None)] {
        client.send_with(method, &target, sent, &[("If-Match", "W/\"999\"")]).expect_error(412, None);
    }
    assert_eq!(state(&mut client, &target), before);
    drop(client.send_with("PUT", &target, Some(&body), &[("If-Match", &tag)]).expect(200));
    drop(client.put(&target, &user("ann", json!({ "title": "Prof" }))).expect(200));
    drop(client.delete(&target).expect(204));
}

#[test]
fn rfc7644_3_14_if_none_match_of_the_current_version_is_304() {
    let (_server, _, mut client) = stage();
    let target = format!("/Users/{}", add_user(&mut client, "ann", json!({})));
    let tag = client.get(&target).header("etag").expect("a tag").to_owned();
    let same = client.send_with("GET", &target, None, &[("If-None-Match", &tag)]).expect(304);
    assert_eq!((same.text.as_str(), same.header("etag")), ("", Some(tag.as_str())));
    drop(client.patch(&target, &op("add", "title", &json!("Dr"))).expect(200));
    let other = client.send_with("GET", &target, None, &[("If-None-Match", &tag)]).expect(200);
    assert_eq!(other.body["title"], "Dr");
}

#[test]
fn rfc7644_4_discovery_is_in_lists_without_sorting_or_paging() {
    let (_server, _, mut client) = stage();
    for (path, least) in [("/ResourceTypes", 2), ("/Schemas", 3)] {
        let list = client.get(path).expect(200);
        let all = list.body["Resources"].as_array().expect("a list").len();
        assert_eq!((&list.body["schemas"], &list.body["totalResults"]), (&json!([LIST]), &json!(all)));
        assert!(all >= least, "{path}");
        let query = "startIndex=2&count=1&sortBy=id&sortOrder=descending";
        assert_eq!(client.get(&format!("{path}?{query}")).expect(200).text, list.text, "{path}");
    }
    let config = shown(&mut client, "/ServiceProviderConfig");
    assert_eq!(config["schemas"], json!(["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"]));
}

#[test]
fn rfc7644_4_a_filter_on_discovery_is_403() {
    let (_server, _, mut client) = stage();
    for path in ["/ResourceTypes", "/Schemas", "/ServiceProviderConfig"] {
        client.get(&format!("{path}?filter={}", encoded("id eq \"User\""))).expect_error(403, None);
    }
}

#[test]
fn rfc7644_4_each_resource_type_and_schema_is_there_alone() {
    let (_server, _, mut client) = stage();
    for path in ["/ResourceTypes", "/Schemas"] {
        for one in shown(&mut client, path)["Resources"].as_array().expect("a list") {
            let id = one["id"].as_str().expect("an id");
            assert_eq!(&shown(&mut client, &format!("{path}/{id}")), one);
        }
        client.get(&format!("{path}/nothing")).expect_error(404, None);
    }
}

#[test]
fn rfc7644_7_5_2_no_token_is_taken_from_a_url() {
    let (_server, door, mut client) = stage();
    add_user(&mut client, "ann", json!({}));
    for query in ["access_token", "token", "bearer", "authorization"] {
        door.client_with(None).get(&format!("/Users?{query}={}", door.token)).expect_error(401, None);
    }
}

#[test]
fn rfc7644_7_5_2_what_a_filter_says_is_not_in_the_log() {
    let said = heard::listen();
    let (_server, _, mut client) = stage();
    let id = add_user(&mut client, "canary-4711", json!({}));
    for filter in
        ["userName eq \"canary-4711\"", "userName is \"canary-4711\"", "canary4711 eq \"canary-4711\""]
    {
        drop(client.get(&format!("/Users?filter={}", encoded(filter))));
        let search = json!({ "schemas": [crate::support::SEARCH], "filter": filter });
        drop(client.post("/Users/.search", &search));
    }
    client.get(&format!("/Users/{NOBODY}")).expect_error(404, None);
    let log = said();
    assert!(log.contains(NOBODY), "the log is heard at all: {log}");
    assert!(!log.contains("canary") && !log.contains("hush"), "{log}");
    drop(client.delete(&format!("/Users/{id}")).expect(204));
}
