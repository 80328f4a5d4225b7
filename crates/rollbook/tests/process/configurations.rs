//! Attributes and configurations from the command line, beside a running server.

use crate::installation::{Door, Installation};
use directory::{Action, Actor, AuditEntry, Change, ConnectionId, Ids, OrgId, Purge, Row, Timestamp};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const CUSTOM: &str = "urn:ietf:params:scim:schemas:extension:rollbook:2.0:User";

fn person(user_name: &str, badge: Option<&str>) -> Value {
    let mut person = json!({ "schemas": [USER], "userName": user_name, "name": { "givenName": "Jane" } });
    if let Some(badge) = badge {
        person[CUSTOM] = json!({ "badge": badge });
    }
    person
}

fn unpadded(text: &str) -> Vec<String> {
    text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn refused(at: &Installation, arguments: &[&str]) -> String {
    let ended = at.run(arguments);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(1), ""), "{arguments:?}");
    ended.stderr
}

#[test]
fn an_operator_declares_attributes_and_writes_configurations() {
    let at = Installation::new();
    let server = at.serve();
    let door = at.connect("Acme", "okta");
    let second = at.connect("Acme", "entra");
    let said = at.says(&["attribute", "declare", &door.connection, "badge"]);
    let warning = format!(
        "Warning: the connection \"Entra ID\" does not declare \"badge\": whoever comes through it has no value of it. \
         Declare it there, too: rollbook attribute declare {} badge",
        second.connection
    );
    assert_eq!(
        said,
        format!(
            "The connection \"Okta\" declares \"badge\" now.\n\
             Send it as \"badge\" of {CUSTOM}, or as {CUSTOM}:badge.\n\
             Configurations write it as ${{badge}}.\n{warning}\n"
        )
    );
    let mut client = door.client();
    let jane = client.post("/Users", &person("jane@example.com", Some("B-7"))).expect(201).id();
    drop(client.post("/Users", &person("joe", None)).expect(201));

    let made = at.json(&[
        "configuration",
        "create",
        "Acme",
        "Wi-Fi",
        "--field",
        "login=${userUIDLocalPart}",
        "--field",
        "pin=${badge}=",
    ]);
    let id = made["id"].as_str().expect("an id").to_owned();
    let gap = json!({ "connection": second.connection, "name": "Entra ID", "attribute": "badge", "configurations": ["Wi-Fi"] });
    let fields = json!({ "login": "${userUIDLocalPart}", "pin": "${badge}=" });
    assert_eq!(made, json!({ "id": id, "name": "Wi-Fi", "fields": fields, "gaps": [gap] }));
    assert_eq!(
        at.json(&["configuration", "render", "Acme", "wi-fi", "--user", &jane]),
        json!({ "user": jane, "configuration": { "id": id, "name": "Wi-Fi" },
            "fields": { "login": { "value": "jane" }, "pin": { "value": "B-7=" } } })
    );
    assert_eq!(
        unpadded(&at.says(&["configuration", "render", "Acme", &id, "--user", "JOE"])),
        [
            "FIELD VALUE",
            "login (no value: the user has no userUIDLocalPart)",
            "pin (no value: the user has no badge)"
        ]
    );
    operator_changes(&at, &door, &id);
    server.stop();
}

fn operator_changes(at: &Installation, door: &Door, id: &str) {
    let set = [
        "configuration",
        "set",
        "Acme",
        id,
        "--name",
        "WLAN",
        "--field",
        "login=${userUID}",
        "--field",
        "new=x",
    ];
    assert_eq!(
        at.says(&set).lines().next(),
        Some(&*format!("Changed the configuration \"WLAN\" with the id {id}."))
    );
    let said = refused(at, &["attribute", "delete", &door.connection, "badge"]);
    assert_eq!(said, "error: The attribute \"badge\" is used by \"WLAN\". Take ${badge} out there first.\n");
    let said = refused(at, &["configuration", "set", "Acme", "wlan", "--field", "pin=${bagde}"]);
    assert_eq!(
        said,
        "error: The field \"pin\" cannot be used. At character 1: there is no variable \"bagde\". Did you mean \
         \"badge\"?\n"
    );
    at.says(&["configuration", "set", "Acme", "wlan", "--remove-field", "pin"]);
    assert_eq!(
        unpadded(&at.says(&["configuration", "show", "Acme", "wlan"])),
        [format!("\"WLAN\", with the id {id}").as_str(), "", "FIELD TEXT", "login ${userUID}", "new x"]
    );
    let variables = at.says(&["configuration", "variables", "Acme"]);
    assert!(
        variables.starts_with("${userUID}\n") && variables.ends_with("${department}\n${badge}\n"),
        "{variables}"
    );
    assert_eq!(
        at.json(&["attribute", "delete", &door.connection, "badge"]),
        json!({ "connection": door.connection, "deleted": "badge", "values_removed": 1 })
    );
    let empty = json!({ "attributes": [], "gaps": [], "being_removed": [] });
    assert_eq!(at.json(&["attribute", "list", "Acme"]), empty);
    assert_eq!(at.json(&["configuration", "delete", "Acme", "wlan"]), json!({ "deleted": id }));
    assert_eq!(at.json(&["configuration", "list", "Acme"]), json!([]));
    let said = refused(at, &["configuration", "show", "Acme", "wlan"]);
    assert!(said.contains("no configuration of the organization has the id or name \"wlan\""), "{said}");
    let said = refused(at, &["attribute", "delete", &door.connection, "badge"]);
    assert!(said.contains("that declares \"badge\""), "{said}");
}

/// The command that deleted the attribute was killed before it removed a value.
#[test]
fn a_server_ends_what_a_command_has_left() {
    let at = Installation::new();
    let server = at.serve();
    let door = at.connect("Acme", "okta");
    at.says(&["attribute", "declare", &door.connection, "badge"]);
    let jane = door.client().post("/Users", &person("jane", Some("B-7"))).expect(201).id();
    server.stop();

    let (org, connection) = (OrgId::parse(&door.organization), ConnectionId::parse(&door.connection));
    let (org, connection) = (org.expect("an id"), connection.expect("an id"));
    let now = Timestamp::from_millis(1_763_675_425_120);
    let audit = AuditEntry::new(
        &mut Ids::new(now, [7; 32]),
        now,
        &Actor::CommandLine,
        Action::AttributeDeleted,
        String::new(),
    );
    let purge = Purge { connection, attribute: "badge".to_owned(), urn: CUSTOM.to_owned(), after: None };
    at.write(Change::new(org, audit).row(Row::PurgeBegun(purge)));

    let server = at.serve();
    let door = Door { url: format!("{}/scim/v2/{}", server.url, door.connection), ..door };
    let begun = Instant::now();
    while door.client().get(&format!("/Users/{jane}")).expect(200).body.get(CUSTOM).is_some() {
        assert!(begun.elapsed() < Duration::from_secs(30), "the value is still there");
        std::thread::sleep(Duration::from_millis(50));
    }
    server.stop();
}
