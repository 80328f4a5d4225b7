//! The commands, for people and for programs, with and without a running server.

use crate::installation::Installation;
use serde_json::{Value, json};
use testkit::Client;

/// The same text with readable words for what differs from run to run.
fn masked(text: &str, words: &[(&str, &str)]) -> String {
    let line = |line: &str| line.split(' ').map(mask).collect::<Vec<_>>().join(" ");
    let mut text = text.split('\n').map(line).collect::<Vec<_>>().join("\n");
    for (value, word) in words {
        text = text.replace(value, word);
    }
    text
}

fn mask(word: &str) -> &str {
    let is_token = word.starts_with("rbk_") && word.len() == 66;
    let is_time = word.len() == 24 && word.ends_with('Z') && word.as_bytes()[10] == b'T';
    if is_token {
        "TOKEN"
    } else if is_time {
        "TIME"
    } else {
        word
    }
}

/// The same for JSON.
fn masked_json(value: &Value, words: &[(&str, &str)]) -> Value {
    match value {
        Value::String(text) => masked(text, words).into(),
        Value::Array(items) => items.iter().map(|item| masked_json(item, words)).collect(),
        Value::Object(members) => {
            let member = |(name, value): (&String, &Value)| (name.clone(), masked_json(value, words));
            Value::Object(members.iter().map(member).collect())
        }
        other => other.clone(),
    }
}

fn text<'a>(answer: &'a Value, name: &str) -> &'a str {
    answer[name].as_str().unwrap_or_else(|| panic!("no {name} in {answer}"))
}

#[test]
fn programs_manage_an_installation_without_a_server() {
    programs_manage(&Installation::new(), "http://127.0.0.1:8080");
}

#[test]
fn programs_manage_an_installation_while_its_server_runs() {
    let installation = Installation::new();
    let server = installation.serve();
    programs_manage(&installation, &server.url);
    server.stop();
}

fn programs_manage(at: &Installation, url: &str) {
    let made = at.json(&["organization", "create", " Acme "]);
    let org = text(&made, "id").to_owned();
    let organization = json!({
        "id": "ORG", "name": "Acme", "event_sequence": 0, "created": "TIME", "resync_since": null,
        "seats": { "used": 0, "max": null },
    });
    assert_eq!(masked_json(&made, &[(&org, "ORG")]), organization);
    assert_eq!(at.json(&["organization", "list"]), json!([made]));

    let made = at.json(&["connection", "create", "ACME", "--provider", "okta", "--name", "Okta EU"]);
    let id = text(&made, "id").to_owned();
    let connection = json!({
        "id": "ID", "organization": "ORG", "name": "Okta EU", "provider": "okta", "dialect": "okta",
        "policy": "standard", "enabled": true, "request_log": true, "scim_url": "URL/scim/v2/ID", "created": "TIME",
    });
    assert_eq!(masked_json(&made, &[(&org, "ORG"), (&id, "ID"), (url, "URL")]), connection);
    let mut disabled = made.clone();
    disabled["enabled"] = json!(false);
    // The second time changes nothing and is no mistake.
    for _ in 0..2 {
        assert_eq!(at.json(&["connection", "disable", &id]), disabled);
        assert_eq!(at.json(&["connection", "list"]), json!([disabled]));
    }
    assert_eq!(at.json(&["connection", "enable", &id]), made);
    for named in [&*org, "Acme", "aCME"] {
        assert_eq!(at.json(&["connection", "list", named]), json!([made]));
    }
    at.json(&["organization", "create", "Beta"]);
    assert_eq!(at.json(&["connection", "list", "Beta"]), json!([]));
    programs_manage_tokens(at, &id);
}

fn programs_manage_tokens(at: &Installation, connection: &str) {
    let made = at.json(&["token", "create", connection]);
    let id = text(&made, "id").to_owned();
    let token = json!({
        "id": "ID", "active": true, "created": "TIME", "expires": "TIME", "last_used": null, "token": "TOKEN",
    });
    assert_eq!(masked_json(&made, &[(&id, "ID")]), token);
    let secret = text(&made, "token").to_owned();
    let mut shown = made.clone();
    shown.as_object_mut().expect("an object").remove("token");
    assert_eq!(at.json(&["token", "list", connection]), json!([shown]));
    let mut inactive = shown.clone();
    inactive["active"] = json!(false);
    assert_eq!(at.json(&["token", "deactivate", &id]), inactive);
    assert_eq!(at.json(&["token", "list", connection]), json!([inactive]));
    // Whoever has the whole token at hand need not cut out the id.
    assert_eq!(at.json(&["token", "activate", &secret]), shown);

    let renewed = at.json(&["token", "renew", &id, "--days", "30"]);
    assert_ne!(text(&renewed, "token"), secret);
    assert_eq!((text(&renewed, "id"), &renewed["created"]), (&*id, &made["created"]));
    assert!(text(&renewed, "expires") < text(&made, "expires"), "{renewed}");
    at.json(&["token", "create", connection, "--days", "730"]);
    assert_eq!(at.json(&["token", "delete", &secret]), json!({ "deleted": id }));
    assert_eq!(at.json(&["token", "list", connection]).as_array().map(Vec::len), Some(1));
}

#[test]
fn people_are_told_in_sentences_and_tables() {
    let at = Installation::new();
    let server = at.serve();
    let said = at.says(&["organization", "create", "Acme"]);
    let org = at.json(&["organization", "list"])[0]["id"].as_str().expect("an id").to_owned();
    let said = masked(&said, &[(&org, "ORG")]);
    assert_eq!(said, "Made Acme with the id ORG.\n");
    let said = at.says(&["connection", "create", "Acme", "--provider", "entra"]);
    let connection = at.json(&["connection", "list"])[0]["id"].as_str().expect("an id").to_owned();
    let words = [(&*org, "ORG"), (&*connection, "ID"), (&*server.url, "URL")];
    assert_eq!(
        masked(&said, &words),
        "Made the connection \"Entra ID\" with the id ID.\n\
         Its SCIM URL is URL/scim/v2/ID\n\
         It needs a token: rollbook token create ID\n"
    );
    let said = at.says(&["token", "create", &connection]);
    assert_eq!(masked(&said, &[]), "TOKEN\n\nThis token is good until TIME and is not shown again.\n");
    let token = at.json(&["token", "list", &connection])[0]["id"].as_str().expect("an id").to_owned();
    let say =
        |arguments: &[&str]| masked(&at.says(arguments), &[words.as_slice(), &[(&token, "TOK")]].concat());
    assert_eq!(say(&["token", "deactivate", &token]), "The token TOK is inactive now.\n");
    assert_eq!(say(&["token", "activate", &token]), "The token TOK is active now.\n");
    assert_eq!(
        say(&["connection", "disable", &connection]),
        "The connection \"Entra ID\" is disabled now.\n"
    );
    assert_eq!(say(&["connection", "enable", &connection]), "The connection \"Entra ID\" is enabled now.\n");
    let unpadded = |text: String| {
        let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        text.lines().map(words).collect::<Vec<_>>()
    };
    assert_eq!(
        unpadded(say(&["token", "list", &connection])),
        ["ID STATE EXPIRES LAST USED", "TOK active TIME never"]
    );
    assert_eq!(
        unpadded(say(&["connection", "list"])),
        [
            "ID ORGANIZATION NAME PROVIDER DIALECT STATE SCIM URL",
            "ID Acme Entra ID entra entra enabled URL/scim/v2/ID"
        ]
    );
    assert_eq!(
        unpadded(say(&["organization", "list"])),
        ["ID NAME EVENTS SEATS CREATED NEEDS RESYNC SINCE", "ORG Acme 0 0 of unlimited TIME"]
    );
    let said = at.says(&["token", "renew", &token]);
    assert_eq!(masked(&said, &[]), "TOKEN\n\nThis token is good until TIME and is not shown again.\n");
    assert_eq!(say(&["token", "delete", &token]), "The token TOK is deleted.\n");
    let said = at.says(&["connect", "Acme", "--provider", "okta"]);
    let okta = at.json(&["connection", "list"])[1]["id"].as_str().expect("an id").to_owned();
    assert_eq!(
        masked(&said, &[(&okta, "OKTA"), words[0], words[2]]),
        "Acme is connected to Okta.\n\n  SCIM URL      URL/scim/v2/OKTA\n  Token         TOKEN\n  \
         Expires       TIME\n  Organization  ORG\n  Connection    OKTA\n\n\
         Paste the SCIM URL and the token into Okta. The token is not shown again.\n\n\
         This URL works on this machine only. For Okta itself, put a TLS proxy in front of the server and start it \
         with --public-url.\n"
    );
    server.stop();
}

#[test]
fn connect_prints_what_to_paste_and_it_works() {
    let at = Installation::new();
    let server = at.serve();
    let first = at.json(&["connect", "Acme", "--provider", "okta"]);
    let keys: Vec<&str> = first.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(keys, ["organization", "connection", "scim_url", "token"]);
    let url = format!("{}/scim/v2/{}", server.url, text(&first, "connection"));
    assert_eq!(text(&first, "scim_url"), url);
    let found = Client::new(&url, Some(text(&first, "token"))).get("/Users").expect(200);
    assert_eq!(found.body["totalResults"], 0);
    // A second provider of the same organization, which is not made again.
    let second = at.json(&["connect", "acme", "--provider", "entra", "--dialect", "strict"]);
    assert_eq!(second["organization"], first["organization"]);
    assert_ne!(second["connection"], first["connection"]);
    let listed = at.json(&["connection", "list", "Acme"]);
    let dialects: Vec<&str> =
        listed.as_array().expect("a list").iter().map(|one| text(one, "dialect")).collect();
    assert_eq!(dialects, ["okta", "strict"]);
    assert_eq!(
        Client::new(text(&second, "scim_url"), Some(text(&second, "token"))).get("/Groups").status,
        200
    );
    server.stop();
}

#[test]
fn what_a_command_does_the_next_request_feels() {
    let at = Installation::new();
    let server = at.serve();
    let door = at.connect("Acme", "okta");
    let id = &door.token[4..16];
    // One connection that stays open, so that nothing is remembered on it either.
    let mut client = door.client();
    let nobody = "/Users/01999999-0000-7000-8000-000000000000";
    let feel = |client: &mut Client| {
        let operations = json!([{ "op": "replace", "path": "active", "value": false }]);
        (client.get("/Users").status, client.patch(nobody, &operations).status)
    };
    let (inside, outside) = ((200, 404), (401, 401));
    assert_eq!(feel(&mut client), inside);
    at.says(&["token", "deactivate", id]);
    assert_eq!(feel(&mut client), outside);
    at.says(&["token", "activate", id]);
    assert_eq!(feel(&mut client), inside);
    at.says(&["connection", "disable", &door.connection]);
    assert_eq!(feel(&mut client), outside);
    at.says(&["connection", "enable", &door.connection]);
    assert_eq!(feel(&mut client), inside);
    let renewed = at.json(&["token", "renew", id]);
    assert_eq!(feel(&mut client), outside);
    let mut client = Client::new(&door.url, Some(text(&renewed, "token")));
    assert_eq!(feel(&mut client), inside);
    let second = at.json(&["token", "create", &door.connection]);
    let mut other = Client::new(&door.url, Some(text(&second, "token")));
    at.says(&["token", "delete", id]);
    assert_eq!((feel(&mut client), feel(&mut other)), (outside, inside));
    server.stop();
    let used = at.json(&["token", "list", &door.connection]);
    assert!(used[0]["last_used"].is_string(), "a graceful stop writes down the last use: {used}");
}
