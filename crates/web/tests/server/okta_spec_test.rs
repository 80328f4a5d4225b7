//! The twelve steps of Okta's SCIM 2.0 specification test, with its assertions.

use crate::support::{LIST, USER, encoded, filtered, stage};
use directory::Provider;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use testkit::{Answer, Client};

#[test]
fn the_twelve_steps_of_the_spec_test_pass_in_order() {
    let (_server, door, mut client) = stage(Provider::Okta);
    // The test's precondition: somebody active, with names and an e-mail.
    drop(client.post("/Users", &newcomer("ada@example.com", "Ada", "Lovelace")).expect(201));

    let listed = the_first_user_is_listed(&mut client);
    the_same_user_is_there_by_id(&mut client, &listed);
    nobody_has_an_invalid_name(&mut client);
    an_invalid_id_is_not_found(&mut client);
    nobody_has_a_random_e_mail(&mut client);
    let made = a_user_is_made(&mut client);
    the_new_user_is_there(&mut client, &made);
    the_same_user_again_is_a_conflict(&mut client);
    a_filter_does_not_regard_case(&mut client);
    groups_are_listed_quickly(&mut client);
    junk_is_no_token(&mut door.client_with(Some("junk-authorization-value")));
    the_spec_tests_own_id_is_not_found(&mut client);
}

fn newcomer(name: &str, given: &str, family: &str) -> Value {
    json!({
        "schemas": [USER],
        "userName": name,
        "name": { "givenName": given, "familyName": family },
        "emails": [{ "primary": true, "value": name, "type": "work" }],
        "displayName": format!("{given} {family}"),
        "active": true,
    })
}

fn the_first_user_is_listed(client: &mut Client) -> Value {
    let list = client.get("/Users?count=1&startIndex=1").expect(200);
    assert_eq!(list.body["schemas"], json!([LIST]));
    for counter in ["itemsPerPage", "startIndex", "totalResults"] {
        assert!(list.body[counter].is_u64(), "{counter} is a number: {}", list.text);
    }
    let user = list.body["Resources"][0].clone();
    assert_is_whole(&user);
    user
}

fn the_same_user_is_there_by_id(client: &mut Client, listed: &Value) {
    let id = listed["id"].as_str().expect("an id");
    let user = client.get(&format!("/Users/{id}")).expect(200);
    assert_is_whole(&user.body);
    assert_eq!(&user.body, listed, "the list and the resource tell the same");
}

fn nobody_has_an_invalid_name(client: &mut Client) {
    let none = client.get(&filtered("/Users", r#"userName eq "nobody-is-called-this""#)).expect(200);
    assert_is_empty_list(&none);
}

fn an_invalid_id_is_not_found(client: &mut Client) {
    client.get("/Users/this-is-no-id").expect_error(404, None);
}

fn nobody_has_a_random_e_mail(client: &mut Client) {
    let none = client.get(&filtered("/Users", r#"userName eq "x9f2@example.org""#)).expect(200);
    assert_is_empty_list(&none);
}

fn a_user_is_made(client: &mut Client) -> Value {
    let body = newcomer("runscope300@example.com", "Runscope", "Test");
    let made = client
        .send_with("POST", "/Users", Some(&body.to_string()), &[("Content-Type", "application/json")])
        .expect(201);
    assert_is_whole(&made.body);
    assert_eq!(made.body["active"], true);
    assert_eq!(made.body["userName"], "runscope300@example.com");
    assert_eq!(made.body["schemas"], json!([USER]));
    assert_eq!(made.header("location"), made.body["meta"]["location"].as_str());
    made.body
}

fn the_new_user_is_there(client: &mut Client, made: &Value) {
    let id = made["id"].as_str().expect("an id");
    assert_eq!(&client.get(&format!("/Users/{id}")).expect(200).body, made);
}

fn the_same_user_again_is_a_conflict(client: &mut Client) {
    let body = newcomer("runscope300@example.com", "Runscope", "Test");
    client.post("/Users", &body).expect_error(409, Some("uniqueness"));
}

fn a_filter_does_not_regard_case(client: &mut Client) {
    let target = format!("/Users?filter={}", encoded(r#"userName eq "RUNSCOPE300@EXAMPLE.COM""#));
    let found = client.get(&target).expect(200);
    assert_eq!(found.body["totalResults"], 1);
    assert_eq!(found.body["Resources"][0]["userName"], "runscope300@example.com");
}

fn groups_are_listed_quickly(client: &mut Client) {
    let began = Instant::now();
    let groups = client.get("/Groups").expect(200);
    assert!(groups.body["Resources"].is_array(), "{}", groups.text);
    assert!(began.elapsed() < Duration::from_millis(600), "the spec test allows 600 ms");
}

fn junk_is_no_token(stranger: &mut Client) {
    stranger.get("/Users?count=1&startIndex=1").expect_error(401, None);
}

fn the_spec_tests_own_id_is_not_found(client: &mut Client) {
    client.get("/Users/00919288221112222").expect_error(404, None);
}

fn assert_is_empty_list(answer: &Answer) {
    assert_eq!(answer.body["schemas"], json!([LIST]));
    assert_eq!(answer.body["totalResults"], 0);
    assert_eq!(answer.body["Resources"], json!([]));
}

/// The fields that the spec test wants to see in each user.
fn assert_is_whole(user: &Value) {
    let texts = [
        &user["id"],
        &user["userName"],
        &user["name"]["givenName"],
        &user["name"]["familyName"],
        &user["emails"][0]["value"],
    ];
    for text in texts {
        assert!(text.as_str().is_some_and(|text| !text.is_empty()), "{user}");
    }
    assert!(user["active"].is_boolean(), "{user}");
}
