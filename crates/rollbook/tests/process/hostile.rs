//! Hostile texts in all that commands take and providers send, and what commands print of it, to people and to programs.

use crate::installation::{Door, Installation};
use crate::process::Ended;
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};
use testkit::Received;
use testkit::hostile::{LONG_BYTES, check_mail, check_printed, texts};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const CUSTOM: &str = "urn:ietf:params:scim:schemas:extension:rollbook:2.0:User";
const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";

/// Longer than mails take, short enough to notice.
const PATIENCE: Duration = Duration::from_secs(30);

/// Runs a command, which may be refused, for people and for programs. Says whether it was done.
#[track_caller]
fn look(at: &Installation, arguments: &[&str]) -> bool {
    let ended = at.run(arguments);
    check(&ended, arguments);
    ended.code == Some(0)
}

#[track_caller]
fn look_twice(at: &Installation, arguments: &[&str]) {
    look(at, arguments);
    let ended = at.run(&[arguments, &["--json"]].concat());
    check(&ended, arguments);
    if ended.code == Some(0) {
        let parsed: Result<Value, _> = serde_json::from_str(&ended.stdout);
        assert!(parsed.is_ok(), "{arguments:?}: {parsed:?}");
    }
}

#[track_caller]
fn check(ended: &Ended, arguments: &[&str]) {
    let Ended { code, stdout, stderr } = ended;
    // A command line that cannot be read is shown to whoever typed it, by the library that reads it.
    if *code == Some(2) {
        return;
    }
    assert!(matches!(code, Some(0 | 1)), "{arguments:?}: {ended:?}");
    check_printed(stdout);
    check_printed(stderr);
    // What an operator has typed may stand in what is said about it, once, and of others' long texts nothing.
    assert!(*code == Some(0) || stderr.len() < LONG_BYTES + 1_024, "{arguments:?}: {} bytes", stderr.len());
}

/// What a provider sends with the text wherever it can be.
fn provider_sends(door: &Door, text: &str) {
    let mut client = door.client();
    let words: String = text.chars().take(2_000).collect();
    let user = json!({
        "schemas": [USER, ENTERPRISE, CUSTOM],
        "userName": words, "displayName": text, "title": text, "externalId": words, "preferredLanguage": words,
        "locale": words,
        "name": { "givenName": text, "familyName": words, "formatted": words },
        "emails": [{ "value": "ann@acme.example", "type": words, "primary": true }],
        ENTERPRISE: { "department": words, "manager": { "value": words } },
        CUSTOM: { "badge": words },
    });
    let made = client.post("/Users", &user);
    let members = match made.status {
        201 => json!([{ "value": made.id() }]),
        status => {
            assert_eq!(status, 400, "{}", made.text);
            json!([])
        }
    };
    client.post("/Groups", &json!({ "schemas": [GROUP], "displayName": words, "members": members }));
    // Refused, let pass, and at the door: the request log has it all.
    client.post(
        "/Users",
        &json!({ "schemas": [USER, words], "userName": "guest", "nobody": words, words.clone(): words }),
    );
    client.patch("/Users/nobody", &json!([{ "op": words, "path": words, "value": words }]));
    door.client().header("User-Agent", "curl").get("/Users?filter=userName%20eq%20%22%1b[2J%0aFORGED%22%20x");
}

/// What an operator writes with the text wherever it can be.
fn operator_writes(at: &Installation, organization: &str, connection: &str, text: &str) {
    look(at, &["connection", "create", organization, "--provider", "entra", "--name", text]);
    look(at, &["connection", "set", connection, "--knob", &format!("page_max={text}")]);
    look(at, &["connection", "show", text]);
    look(at, &["attribute", "declare", connection, text]);
    look(at, &["attribute", "delete", connection, text]);
    let names = ["--given-name", text, "--family-name", text, "--language", text];
    look(at, &[&["user", "create", organization, "bob@acme.example", "--invite"], &names[..]].concat());
    // Of a name that nobody can read nothing is made: this one gets a mail of the organization and its texts all the same.
    assert!(look(at, &["user", "create", organization, "zoe@acme.example", "--invite"]));
    look(at, &["user", "create", organization, text, "--email", "eve@acme.example"]);
    look(at, &["user", "create", organization, "mallory", "--email", text, "--invite"]);
    for (action, whom) in [("disable", text), ("restore", text), ("protect", text), ("unprotect", text)] {
        look_twice(at, &["user", action, organization, whom]);
    }
    look(at, &["user", "list", organization, "--filter", text]);
    look(at, &["group", "create", organization, text]);
    look(at, &["group", "add", organization, text, "bob@acme.example", text]);
    look_twice(at, &["group", "show", organization, text]);
    let field = |name: &str, words: &str| format!("{name}={words}");
    for (name, field) in
        [(text, field("login", "${userUID} ${badge}")), ("a", field(text, "x")), ("b", field("login", text))]
    {
        look(at, &["configuration", "create", organization, name, "--field", &field]);
        look_twice(at, &["configuration", "show", organization, name]);
    }
    for name in ["invitation-subject", "invitation-text"] {
        look(at, &["invitation", "text", "set", organization, name, "en", text]);
    }
    for action in ["send", "resend", "accept", "confirm", "withdraw"] {
        look_twice(at, &["invitation", action, organization, text]);
    }
}

/// Everything that prints what others wrote.
fn operator_reads(at: &Installation, organization: &str, connection: &str) {
    for arguments in [
        &["organization", "list"][..],
        &["connection", "list"],
        &["connection", "show", connection],
        &["token", "list", connection],
        &["requests", connection],
        &["requests", connection, "--bodies"],
        &["attribute", "list", organization],
        &["configuration", "list", organization],
        &["configuration", "variables", organization],
        &["user", "list", organization],
        &["group", "list", organization],
        &["invitation", "list", organization],
        &["invitation", "text", "list", organization],
    ] {
        look_twice(at, arguments);
    }
    let users = at.json(&["user", "list", organization]);
    for user in users["users"].as_array().expect("a list") {
        let id = user["id"].as_str().expect("an id");
        look_twice(at, &["user", "show", organization, id]);
        for name in ["a", "b"] {
            look_twice(at, &["configuration", "render", organization, name, "--user", id]);
        }
    }
    let groups = at.json(&["group", "list", organization]);
    for group in groups.as_array().expect("a list") {
        look_twice(at, &["group", "show", organization, group["id"].as_str().expect("an id")]);
    }
}

/// The mails in the folder, once there are so many.
fn mails(folder: &Path, count: usize) -> Vec<Received> {
    let begun = Instant::now();
    loop {
        let files: Vec<_> =
            folder.read_dir().into_iter().flatten().map(|entry| entry.expect("one").path()).collect();
        let whole: Vec<_> =
            files.iter().filter(|file| file.extension().is_some_and(|end| end == "eml")).collect();
        if whole.len() >= count {
            for file in &whole {
                let name = file.file_stem().and_then(|name| name.to_str()).expect("a name");
                assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'), "{name:?}");
            }
            return whole.iter().map(|file| Received::read(&std::fs::read(file).expect("a file"))).collect();
        }
        assert!(begun.elapsed() < PATIENCE, "{files:?}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn whatever_somebody_writes_commands_print_words_and_mails_have_no_more_than_words() {
    // An argument may have 128 KiB on Linux, so that the longest text is one.
    for (kind, text) in texts() {
        let at = Installation::in_folder();
        let server = at.serve();
        let named = look(&at, &["organization", "create", &text]);
        let organization = if named { text.as_str() } else { "Acme" };
        let door = at.connect(organization, "okta");
        look(&at, &["attribute", "declare", &door.connection, "badge"]);
        let policy = ["--knob", "onboarding=join", "--knob", "invite=automatic"];
        assert!(look(&at, &[&["connection", "set", &door.connection], &policy[..]].concat()), "{kind}");
        provider_sends(&door, &text);
        operator_writes(&at, organization, &door.connection, &text);
        let folder = at.data_dir().join("mail");
        mails(&folder, 1);
        // The request log is written down twice a second, and whole when the server stops.
        check_printed(&server.stop().stderr);
        for mail in mails(&folder, 1) {
            check_mail(&mail, &mail.to[0]);
        }
        operator_reads(&at, organization, &door.connection);
    }
}
