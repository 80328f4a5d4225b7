//! The organization's own groups, from the command line.

use crate::installation::Installation;
use serde_json::{Value, json};

fn text(answer: &Value, name: &str) -> String {
    answer[name].as_str().unwrap_or_else(|| panic!("no {name} in {answer}")).to_owned()
}

#[test]
fn an_administrator_makes_groups_and_fills_them() {
    let at = Installation::new();
    at.json(&["organization", "create", "Acme"]);
    let jane = text(&at.json(&["user", "create", "Acme", "jane@example.com"]), "id");
    let board = at.json(&["group", "create", "Acme", "Board"]);
    assert_eq!(
        (&board["name"], &board["source"], &board["version"]),
        (&json!("Board"), &json!("local"), &json!(1))
    );
    let staff = text(&at.json(&["group", "create", "Acme", "Staff"]), "id");

    let added = at.json(&["group", "add", "Acme", "board", "Jane@Example.com", &staff]);
    assert_eq!(added["version"], 2);
    assert_eq!(at.json(&["group", "add", "Acme", "Board", &jane]), added, "she is in it already");
    let shown = at.json(&["group", "show", "Acme", "Board"]);
    let mut members: Vec<(String, String)> = shown["members"]
        .as_array()
        .expect("members")
        .iter()
        .map(|member| (text(member, "kind"), text(member, "id")))
        .collect();
    members.sort();
    assert_eq!(members, [("Group".to_owned(), staff.clone()), ("User".to_owned(), jane.clone())]);
    assert!(at.says(&["group", "list", "Acme"]).contains("Local"));
    assert_eq!(at.json(&["group", "list", "Acme"]).as_array().map(Vec::len), Some(2));

    let circle = at.run(&["group", "add", "Acme", "Staff", &text(&board, "id")]);
    assert!(circle.stderr.contains("\"Staff\" in \"Board\""), "{}", circle.stderr);
    let unknown = at.run(&["group", "remove", "Acme", "Board", "nobody@example.com"]);
    assert!(unknown.stderr.contains("no user of the id or userName"), "{}", unknown.stderr);
    let missing = at.run(&["group", "show", "Acme", "Nothing"]);
    assert!(missing.stderr.contains("`rollbook group list` shows which there are"), "{}", missing.stderr);

    at.json(&["group", "remove", "Acme", "Board", &jane]);
    assert_eq!(at.json(&["group", "delete", "Acme", "Staff"]), json!({ "deleted": staff }));
    assert_eq!(at.json(&["group", "show", "Acme", "Board"])["members"], json!([]));
}
