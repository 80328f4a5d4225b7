//! Many operations in one request (RFC 7644 §3.7).

use crate::support::{
    BULK, ENTERPRISE, NOBODY, add_group, add_user, everything, group, members, person, stage,
};
use directory::Provider;
use serde_json::{Value, json};
use testkit::{Answer, Client};

const RESPONSE: &str = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";

fn send(client: &mut Client, operations: &Value) -> Answer {
    client.post("/Bulk", &json!({ "schemas": [BULK], "Operations": operations }))
}

/// The results of a Bulk request that was carried out, one per operation.
#[track_caller]
fn results(client: &mut Client, operations: &Value) -> Vec<Value> {
    let answer = send(client, operations).expect(200);
    assert_eq!(answer.body["schemas"], json!([RESPONSE]));
    answer.body["Operations"].as_array().expect("a list").clone()
}

fn statuses(results: &[Value]) -> Vec<&str> {
    results.iter().map(|result| result["status"].as_str().expect("status is a string")).collect()
}

/// The id at the end of a result's location.
fn id(result: &Value) -> String {
    result["location"]
        .as_str()
        .and_then(|it| it.rsplit('/').next())
        .unwrap_or_else(|| panic!("{result}"))
        .to_owned()
}

fn post(path: &str, bulk_id: &str, data: &Value) -> Value {
    json!({ "method": "POST", "path": path, "bulkId": bulk_id, "data": data })
}

#[test]
fn each_method_does_what_it_does_alone() {
    let (server, door, mut client) = stage(Provider::Generic);
    let (user, gone) = (add_user(&mut client, "a@example.com"), add_user(&mut client, "b@example.com"));
    let ops = add_group(&mut client, "Ops", &[&user]);
    let mut replaced = person("a@example.com");
    replaced["displayName"] = json!("Replaced");
    let patch = json!({ "Operations": [{ "op": "replace", "path": "displayName", "value": "New Ops" }] });
    let results = results(
        &mut client,
        &json!([
            post("/Users", "made", &person("c@example.com")),
            { "method": "PUT", "path": format!("/Users/{user}"), "data": replaced },
            { "method": "patch", "path": format!("/Groups/{ops}"), "data": patch },
            { "method": "DELETE", "path": format!("/Users/{gone}") },
        ]),
    );
    assert_eq!(statuses(&results), ["201", "200", "200", "204"]);
    let base = &door.url;
    assert_eq!(results[0]["bulkId"], "made");
    assert_eq!(results[0]["method"], "POST");
    assert_eq!(results[0]["location"], format!("{base}/Users/{}", id(&results[0])));
    assert_eq!(results[1]["location"], format!("{base}/Users/{user}"));
    assert_eq!(results[2]["location"], format!("{base}/Groups/{ops}"));
    assert_eq!(results[3]["location"], format!("{base}/Users/{gone}"));
    // What the user is shown with has changed once more since: the name of its group.
    assert!(results[1]["version"].as_str().is_some_and(|tag| tag.starts_with("W/\"2.")), "{}", results[1]);
    for (result, target) in [(&results[0], "Users"), (&results[2], "Groups")] {
        let shown = client.get(&format!("/{target}/{}", id(result))).expect(200);
        assert_eq!(result["version"].as_str(), shown.header("etag"), "{result}");
    }
    for result in &results {
        assert_eq!(result.get("response"), None, "only an error has one: {result}");
    }
    assert_eq!(client.get(&format!("/Users/{user}")).body["displayName"], "Replaced");
    assert_eq!(client.get(&format!("/Groups/{ops}")).body["displayName"], "New Ops");
    assert_eq!(members(&mut client, &ops), [user]);
    client.get(&format!("/Users/{gone}")).expect_error(404, None);
    drop(server);
}

#[test]
fn a_reference_may_point_forward() {
    let (_server, _, mut client) = stage(Provider::Generic);
    let results = results(
        &mut client,
        &json!([
            post("/Groups", "g", &group("Ops", &["bulkId:u1", "bulkId:u2"])),
            post("/Users", "u1", &person("a@example.com")),
            post("/Users", "u2", &person("b@example.com")),
            { "method": "PATCH", "path": "/Users/bulkId:u2",
              "data": { "Operations": [{ "op": "replace", "path": "title", "value": "Dr" }] } },
        ]),
    );
    assert_eq!(statuses(&results), ["201", "201", "201", "200"]);
    assert_eq!(
        results.iter().map(|it| it["bulkId"].as_str()).collect::<Vec<_>>(),
        [Some("g"), Some("u1"), Some("u2"), None]
    );
    let mut expected = [id(&results[1]), id(&results[2])];
    expected.sort();
    assert_eq!(members(&mut client, &id(&results[0])), expected);
    assert_eq!(client.get(&format!("/Users/{}", id(&results[2]))).body["title"], "Dr");
    assert_eq!(id(&results[3]), id(&results[2]));
}

#[test]
fn a_manager_may_be_made_in_the_same_request() {
    let (_server, _, mut client) = stage(Provider::Generic);
    let staff = |name: &str, manager: &str| {
        let mut body = person(name);
        body[ENTERPRISE] = json!({ "manager": { "value": manager } });
        body
    };
    let made = results(
        &mut client,
        &json!([
            post("/Users", "staff", &staff("staff@example.com", "bulkId:boss")),
            post("/Users", "boss", &person("boss@example.com")),
            // Two who are each other's managers.
            post("/Users", "x", &staff("x@example.com", "bulkId:y")),
            post("/Users", "y", &staff("y@example.com", "bulkId:x")),
        ]),
    );
    assert_eq!(statuses(&made), ["201", "201", "201", "201"]);
    let manager = |client: &mut Client, of: &Value| {
        client.get(&format!("/Users/{}", id(of))).expect(200).body[ENTERPRISE]["manager"]["value"].clone()
    };
    assert_eq!(manager(&mut client, &made[0]), id(&made[1]));
    assert_eq!(manager(&mut client, &made[2]), id(&made[3]));
    assert_eq!(manager(&mut client, &made[3]), id(&made[2]));
}

#[test]
fn people_may_refer_to_each_other_in_a_circle_and_groups_may_not() {
    let (_server, _, mut client) = stage(Provider::Generic);
    let led_by = |name: &str, reference: &str| {
        let mut body = person(name);
        body[ENTERPRISE] = json!({ "manager": { "value": reference } });
        body
    };
    let made = results(
        &mut client,
        &json!([
            post("/Users", "a", &led_by("a@example.com", "bulkId:b")),
            post("/Users", "b", &led_by("b@example.com", "bulkId:c")),
            post("/Users", "c", &led_by("c@example.com", "bulkId:a")),
        ]),
    );
    assert_eq!(statuses(&made), ["201", "201", "201"], "{made:?}");
    for (own, next) in [(0, 1), (1, 2), (2, 0)] {
        let shown = client.get(&format!("/Users/{}", id(&made[own]))).expect(200).body;
        assert_eq!(shown[ENTERPRISE]["manager"]["value"], json!(id(&made[next])));
    }
    let made = results(
        &mut client,
        &json!([
            post("/Groups", "a", &group("A", &["bulkId:b"])),
            post("/Groups", "b", &group("B", &["bulkId:c"])),
            post("/Groups", "c", &group("C", &["bulkId:a"])),
        ]),
    );
    assert_eq!(statuses(&made), ["201", "201", "400"], "{made:?}");
    assert_eq!(members(&mut client, &id(&made[0])), [id(&made[1])]);
    assert_eq!(members(&mut client, &id(&made[1])), [""; 0], "the third is gone again");
}

#[test]
fn an_operation_that_fails_fails_alone_and_says_why() {
    let (_server, _, mut client) = stage(Provider::Generic);
    let user = add_user(&mut client, "a@example.com");
    let results = results(
        &mut client,
        &json!([
            post("/Users", "1", &person("A@example.com")),
            post("/Users", "2", &json!({ "displayName": "nobody" })),
            post("/Users", "3", &person("c@example.com")),
            { "method": "DELETE", "path": format!("/Users/{NOBODY}") },
            { "method": "PUT", "path": format!("/Groups/{NOBODY}"), "data": group("X", &[]) },
            { "method": "PATCH", "path": format!("/Users/{user}"), "data": { "Operations": [{ "op": "x" }] } },
            post("/Nothing", "7", &json!({})),
            { "method": "GET", "path": "/Users" },
            { "method": "PUT", "path": "/Users", "data": {} },
            { "method": "DELETE", "path": format!("/Users/{user}"), "version": "W/\"999\"" },
            "nonsense",
            post("/Groups", "12", &group("Y", &["bulkId:2"])),
            post("/Groups", "13", &group("Z", &["bulkId:nobody"])),
            { "method": "DELETE", "path": "/Users/bulkId:nobody" },
        ]),
    );
    let expected =
        ["409", "400", "201", "404", "404", "400", "404", "400", "400", "412", "400", "409", "409", "409"];
    assert_eq!(statuses(&results), expected, "{results:#?}");
    for result in results.iter().filter(|result| result["status"] != "201") {
        assert_eq!(result["response"]["status"], result["status"], "{result}");
        assert!(result["response"]["detail"].as_str().is_some_and(|it| !it.is_empty()), "{result}");
        // RFC 7644 §3.7: everything but a POST that failed has a location.
        if result["method"] == "POST" {
            assert_eq!(result.get("location"), None, "{result}");
        }
    }
    assert_eq!(results[0]["response"]["scimType"], "uniqueness");
    assert_eq!(client.get("/Users").body["totalResults"], 2);
    assert_eq!(client.get("/Groups").body["totalResults"], 0);
}

#[test]
fn fail_on_errors_stops_after_so_many() {
    let (_server, _, mut client) = stage(Provider::Generic);
    add_user(&mut client, "taken@example.com");
    let operations = json!([
        post("/Users", "1", &person("a@example.com")),
        post("/Users", "2", &person("taken@example.com")),
        post("/Users", "3", &person("b@example.com")),
        post("/Users", "4", &person("taken@example.com")),
        post("/Users", "5", &person("c@example.com")),
    ]);
    for (limit, expected) in
        [(1, vec!["201", "409"]), (2, vec!["409", "409"]), (3, vec!["409", "409", "201", "409"])]
    {
        let body = json!({ "schemas": [BULK], "failOnErrors": limit, "Operations": operations });
        let answer = client.post("/Bulk", &body).expect(200);
        let list = answer.body["Operations"].as_array().expect("a list");
        assert_eq!(statuses(list), expected, "after {limit}");
    }
    // Each limit let one more be tried, and nobody was made behind it.
    assert_eq!(client.get("/Users").body["totalResults"], 3);
    let everything =
        client.post("/Bulk", &json!({ "schemas": [BULK], "Operations": operations })).expect(200);
    assert_eq!(
        statuses(everything.body["Operations"].as_array().expect("a list")),
        ["409", "409", "409", "409", "201"]
    );
    for bad in [json!(0), json!(-1), json!("1"), json!(1.5)] {
        let body = json!({ "schemas": [BULK], "failOnErrors": bad, "Operations": operations });
        client.post("/Bulk", &body).expect_error(400, Some("invalidValue"));
    }
}

#[test]
fn what_failed_leaves_nothing_behind() {
    let (server, door, mut client) = stage(Provider::Generic);
    add_user(&mut client, "a@example.com");
    let before = everything(&server, &door);
    let results = results(
        &mut client,
        &json!([
            post("/Groups", "1", &group("One", &[NOBODY])),
            post("/Groups", "2", &group("Two", &["bulkId:3"])),
            post("/Users", "3", &person("a@example.com")),
            { "method": "PATCH", "path": "/Groups/bulkId:1",
              "data": { "Operations": [{ "op": "replace", "path": "displayName", "value": "X" }] } },
        ]),
    );
    assert!(statuses(&results).iter().all(|status| status.starts_with('4')), "{results:#?}");
    assert_eq!(everything(&server, &door), before);
}

#[test]
fn a_circle_that_cannot_be_closed_leaves_none_of_its_broken_parts() {
    let (_server, _, mut client) = stage(Provider::Generic);
    let made = results(
        &mut client,
        &json!([
            post("/Groups", "a", &group("A", &["bulkId:b", NOBODY])),
            post("/Groups", "b", &group("B", &["bulkId:a"])),
        ]),
    );
    let list = client.get("/Groups").expect(200).body;
    for (result, name) in made.iter().zip(["A", "B"]) {
        let there =
            list["Resources"].as_array().is_some_and(|all| all.iter().any(|it| it["displayName"] == name));
        assert_eq!(result["status"] == "201", there, "what is answered is what is there: {made:#?} {list}");
    }
    assert_ne!(made[0]["status"], "201", "{made:#?}");
}

#[test]
fn over_a_limit_nothing_is_done() {
    let (server, door, mut client) = stage(Provider::Generic);
    add_user(&mut client, "a@example.com");
    let before = everything(&server, &door);
    let many: Vec<Value> =
        (0..1_001).map(|n| post("/Users", &n.to_string(), &person(&format!("u{n}@example.com")))).collect();
    let answer = send(&mut client, &json!(many));
    answer.expect_error(413, None);
    assert!(answer.text.contains("1000"), "the limit is stated (RFC 7644 §3.7.4): {}", answer.text);
    let huge = json!({ "schemas": [BULK], "Operations": [], "x": "a".repeat(60_000) });
    let padded = format!("{huge}{}", " ".repeat(16 * 1024 * 1024));
    door.client().send("POST", "/Bulk", Some(&padded)).expect_error(413, None);
    assert_eq!(everything(&server, &door), before);
}

#[test]
fn a_body_that_is_no_bulk_request_is_refused_whole() {
    let (server, door, mut client) = stage(Provider::Generic);
    add_user(&mut client, "a@example.com");
    let before = everything(&server, &door);
    let good = post("/Users", "1", &person("b@example.com"));
    for (body, scim_type) in [
        (json!({ "Operations": [good] }), "invalidSyntax"),
        (json!({ "schemas": ["urn:x"], "Operations": [good] }), "invalidSyntax"),
        (json!({ "schemas": [BULK] }), "invalidSyntax"),
        (json!({ "schemas": [BULK], "Operations": "x" }), "invalidSyntax"),
        (json!({ "schemas": [BULK], "Operations": [good, good] }), "invalidValue"),
        (
            json!({ "schemas": [BULK], "Operations": [{ "method": "POST", "path": "/Users", "data": {} }] }),
            "invalidValue",
        ),
    ] {
        client.post("/Bulk", &body).expect_error(400, Some(scim_type));
    }
    assert_eq!(everything(&server, &door), before);
    assert_eq!(results(&mut client, &json!([])), Vec::<Value>::new());
}
