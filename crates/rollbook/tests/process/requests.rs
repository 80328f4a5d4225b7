//! What an operator sees of a provider's calls.

use crate::installation::Installation;
use serde_json::{Value, json};
use testkit::Client;

/// Runs a command until its answer has what is waited for: the server writes the log down twice a second.
fn until(at: &Installation, arguments: &[&str], is_there: impl Fn(&Value) -> bool) -> Value {
    for _ in 0..100 {
        let answer = at.json(arguments);
        if is_there(&answer) {
            return answer;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("still not there: {}", at.json(arguments));
}

#[test]
fn an_operator_reads_why_a_provider_failed_and_what_to_do() {
    let at = Installation::new();
    let server = at.serve();
    let door = at.json(&["connect", "Acme", "--provider", "entra", "--dialect", "strict"]);
    let text = |name: &str| door[name].as_str().expect("a text").to_owned();
    let (id, url, token) = (text("connection"), text("scim_url"), text("token"));
    let mut client = Client::new(&url, Some(&token));
    let jane = json!({ "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "jane" });
    let user = client.post("/Users", &jane).expect(201).id();
    let operation = json!([{ "op": "Add", "value": "26118915",
        "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager" }]);
    client.patch(&format!("/Users/{user}"), &operation).expect_error(400, Some("invalidValue"));

    let log =
        until(&at, &["requests", &id], |log| log["entries"].as_array().is_some_and(|all| all.len() == 2));
    assert_eq!((&log["format"], &log["dialect"]), (&json!("rollbook-exchange/1"), &json!("strict")));
    let (made, refused) = (&log["entries"][0], &log["entries"][1]);
    assert_eq!(
        (&made["method"], &made["target"], &made["status"]),
        (&json!("POST"), &json!("/Users"), &json!(201))
    );
    assert_eq!((&made["request"], &made["advice"]), (&jane, &Value::Null));
    assert_eq!(
        refused["advice"],
        "Entra ID sent `manager` as text. Set the type of the `manager` mapping to Reference."
    );
    let said = at.says(&["requests", &id, "--refused"]);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 3, "{said}");
    assert!(
        lines[0].contains(&format!("400  PATCH  /Users/{user}")) && lines[0].ends_with("(invalidValue)"),
        "{said}"
    );
    assert!(
        lines[1].starts_with("    answer     ")
            && lines[2].starts_with("    to do      Entra ID sent `manager`")
    );

    // The dialect of the provider takes it, and says that it had to.
    let said = at.says(&[
        "connection",
        "set",
        &id,
        "--dialect",
        "ENTRA -string_scalars",
        "--switch",
        "dotted_keys=off",
    ]);
    assert!(said.contains("the dialect \"entra -dotted_keys -string_scalars\" and the policy"), "{said}");
    drop(client.patch(&format!("/Users/{user}"), &operation).expect(200));
    let shown = until(&at, &["connection", "show", &id], |shown| shown["tolerated"][0]["times"] == 1);
    let tolerated = &shown["tolerated"][0];
    assert_eq!((&tolerated["tolerance"], &tolerated["place"]), (&json!("bare_value"), &json!("manager")));
    assert_eq!(tolerated["example"], "{\"manager\":\"26118915\"}");
    assert_eq!(
        (&shown["switches"]["dotted_keys"], &shown["switches"]["bare_values"]),
        (&json!(false), &json!(true))
    );
    let said = at.says(&["connection", "show", &id]);
    assert!(said.contains("bare_value  manager  1 ") && said.contains("request log  on, "), "{said}");

    assert!(
        said.contains("All that this client has needed so far is in the profile \"entra\", which it has."),
        "{said}"
    );
    let said = at.says(&["connection", "set", &id, "--request-log", "off"]);
    assert!(said.contains("its request log is off"), "{said}");
    let before = at.json(&["requests", &id])["entries"].as_array().map(Vec::len);
    drop(client.get("/Users").expect(200));
    server.stop();
    assert_eq!(at.json(&["requests", &id])["entries"].as_array().map(Vec::len), before);
}

#[test]
fn a_server_that_is_stopped_has_written_its_log() {
    let at = Installation::new();
    let server = at.serve();
    let door = at.json(&["connect", "Acme", "--provider", "okta"]);
    let text = |name: &str| door[name].as_str().expect("a text").to_owned();
    for _ in 0..20 {
        drop(Client::new(&text("scim_url"), Some(&text("token"))).get("/Users").expect(200));
    }
    server.stop();
    let log = at.json(&["requests", &text("connection")]);
    assert_eq!(log["entries"].as_array().map(Vec::len), Some(20));
}

#[test]
fn mistakes_in_settings_are_explained() {
    let at = Installation::new();
    let id =
        at.json(&["connect", "Acme", "--provider", "okta"])["connection"].as_str().expect("an id").to_owned();
    for (arguments, reason) in [
        (&["--dialect", "octa"][..], "it begins with one of the profiles strict, generic, entra"),
        (&["--switch", "raw_tokens=on"], "there is no switch \"raw_tokens\"; the switches are remove_values"),
        (&["--switch", "raw_token"], "it is written like members_replace_is_add=on"),
        (&["--request-log", "maybe"], "it is on or off"),
        (&[], "required"),
    ] {
        let ended = at.run(&[&["connection", "set", &id], arguments].concat());
        assert!(ended.code != Some(0) && ended.stderr.contains(reason), "{arguments:?}: {}", ended.stderr);
    }
    let unknown = at.run(&["requests", "0198c0de-0000-7000-8000-000000000001"]);
    assert!(
        unknown.code != Some(0) && unknown.stderr.contains("`rollbook connection list`"),
        "{}",
        unknown.stderr
    );
}
