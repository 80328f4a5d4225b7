//! An administrator says what shall happen, and to whom.

use crate::installation::Installation;
use directory::{Action, OrgId};
use serde_json::{Value, json};

#[test]
fn a_policy_is_turned_and_each_turn_is_in_the_audit_trail() {
    let at = Installation::new();
    let made = at.json(&["connect", "Acme", "--provider", "okta", "--policy", "vault"]);
    let id = made["connection"].as_str().expect("an id").to_owned();
    let set = at.json(&["connection", "set", &id, "--knob", "invite=manual", "--knob", "page_max=500"]);
    assert_eq!(set["policy"], "vault invite=manual page_max=500");
    let shown = at.json(&["connection", "show", &id]);
    assert_eq!(
        (&shown["knobs"]["invite"], &shown["knobs"]["onboarding"]),
        (&json!("manual"), &json!("confirm"))
    );
    assert!(at.says(&["connection", "show", &id]).contains("vault invite=manual page_max=500"));
    at.json(&["connection", "set", &id, "--policy", "workspace", "--knob", "invite=manual"]);

    let org = OrgId::parse(made["organization"].as_str().expect("an id")).expect("an id");
    let entries = at.read(move |tx| tx.org(org).audit_entries(100));
    let turned: Vec<(Value, Value)> = entries
        .iter()
        .rev()
        .filter(|entry| entry.action == Action::ConnectionUpdated)
        .map(|entry| {
            let policy = |json: &directory::Json| json.to_value().expect("JSON")["policy"].clone();
            (policy(&entry.before), policy(&entry.after))
        })
        .collect();
    let policies = ["standard", "vault", "vault invite=manual page_max=500", "workspace invite=manual"];
    let steps = policies.windows(2).map(|two| (json!(two[0]), json!(two[1]))).collect::<Vec<_>>();
    assert_eq!(turned, steps);
}

#[test]
fn another_policy_keeps_the_name_under_which_values_are_stored_unless_it_says_another() {
    let at = Installation::new();
    let made = at.json(&["connect", "Acme", "--provider", "okta"]);
    let id = made["connection"].as_str().expect("an id").to_owned();
    at.json(&["attribute", "declare", &id, "badge"]);
    let set = at.json(&["connection", "set", &id, "--policy", "vault page_max=500"]);
    assert_eq!(set["policy"], "vault custom_extension=rollbook page_max=500");
    let knob = ["connection", "set", &id, "--knob", "custom_extension=none"];
    for refused in [&knob[..], &["connection", "set", &id, "--policy", "standard custom_extension=acme"]] {
        let said = at.run(refused);
        assert!(said.code == Some(1) && said.stderr.contains("Leave custom_extension=rollbook"), "{said:?}");
    }
    at.json(&["attribute", "delete", &id, "badge"]);
    assert_eq!(at.json(&["connection", "set", &id, "--policy", "vault"])["policy"], "vault");
}

#[test]
fn an_administrator_keeps_people_out_lets_them_in_and_caps_the_seats() {
    let at = Installation::new();
    at.json(&["organization", "create", "Acme"]);
    assert_eq!(
        at.json(&["organization", "set", "Acme", "--seats", "1"])["seats"],
        json!({ "used": 0, "max": 1 })
    );
    let zoe = at.json(&["user", "create", "Acme", "zoe@acme.example"]);
    assert_eq!((&zoe["status"], &zoe["source"]), (&json!("confirmed"), &json!("local")));
    let full = at.run(&["user", "create", "Acme", "max@acme.example"]);
    assert!(full.code == Some(1) && full.stderr.contains("All 1 seats"), "{full:?}");
    let status = |act: &str, whom: &str| at.json(&["user", act, "Acme", whom])["status"].clone();
    assert_eq!(status("disable", "ZOE@acme.example"), "disabled:confirmed");
    at.json(&["user", "create", "Acme", "max@acme.example"]);
    let full = at.run(&["user", "restore", "Acme", "zoe@acme.example"]);
    assert!(full.code == Some(1) && full.stderr.contains("All 1 seats"), "{full:?}");
    assert_eq!(at.json(&["user", "remove", "Acme", "max@acme.example"])["removed"], true);
    assert_eq!(status("restore", "zoe@acme.example"), "confirmed");
    assert_eq!(at.json(&["user", "protect", "Acme", "zoe@acme.example"])["protected"], true);
    let listed = at.json(&["user", "list", "Acme", "--filter", "active eq true"]);
    assert_eq!((&listed["total"], &listed["users"][0]["user_name"]), (&json!(1), &json!("zoe@acme.example")));
    assert_eq!(
        at.json(&["organization", "set", "Acme", "--seats", "unlimited"])["seats"]["max"],
        Value::Null
    );
}
