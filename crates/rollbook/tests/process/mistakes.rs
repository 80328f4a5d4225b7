//! What is said to somebody who gets a command wrong, or asks for help.

use crate::installation::{Installation, Server};
use crate::process::{Process, rollbook};

/// Commands that must fail, with their exit code and a part of what they say.
fn mistakes<'a>(connection: &'a str, secret: &'a str) -> Vec<(Vec<&'a str>, i32, &'a str)> {
    let unknown = "01999999-0000-7000-8000-000000000000";
    let no_connection =
        "no connection has the id 01999999-0000-7000-8000-000000000000; `rollbook connection list`";
    let no_token = "no token has the id abcdefghijkl; `rollbook token list CONNECTION` shows which there are";
    let known = "okta, entra, onelogin, jumpcloud, ping, google, sailpoint, cyberark, rippling, authentik, rauthy, \
                 keycloak, generic";
    vec![
        (vec!["organization", "create", "ACME"], 1, "An organization of this name exists already."),
        (vec!["organization", "create", "  "], 1, "The name must have 1 to 200 characters"),
        (
            vec!["connection", "create", "Nobody", "--provider", "okta"],
            1,
            "no organization has the id or name \"Nobody\"; `rollbook organization list`",
        ),
        (
            vec!["connection", "create", unknown, "--provider", "okta"],
            1,
            "no organization has the id or name",
        ),
        (vec!["connection", "list", "Nobody"], 1, "no organization has the id or name"),
        (
            vec!["connection", "create", "Acme", "--provider", "okta"],
            1,
            "The organization has a connection of this name already. Choose another name",
        ),
        (
            vec!["connect", "Acme", "--provider", "okta"],
            1,
            "\"Acme\" has a connection for Okta already: \"Okta\", with the id ",
        ),
        (vec!["connect", "\u{7}", "--provider", "okta"], 1, "no control characters"),
        (vec!["connect", "New", "--provider", "Oktaa"], 2, known),
        (
            vec!["connect", "New", "--provider", "okta", "--dialect", "x"],
            2,
            "one of the profiles strict, generic, ",
        ),
        (vec!["connect", "New"], 2, "--provider <PROVIDER>"),
        (
            vec!["connect", "New", "--provider", "okta", "--public-url", "example.com"],
            1,
            "\"example.com\" is not a public URL",
        ),
        (vec!["connection", "disable", "x"], 1, "\"x\" is not the id of a connection"),
        (vec!["token", "list", secret], 1, "a token is not the id of a connection"),
        (vec!["connection", "disable", unknown], 1, no_connection),
        (vec!["token", "create", unknown], 1, no_connection),
        (vec!["token", "list", unknown], 1, no_connection),
        (
            vec!["token", "create", connection],
            1,
            "The connection has two tokens already, and may have no more. Delete one first.",
        ),
        (vec!["token", "create", connection, "--days", "731"], 2, "731 is not in 1..=730"),
        (vec!["token", "create", connection, "--days", "0"], 2, "0 is not in 1..=730"),
        (vec!["token", "renew", "abcdefghijkl"], 1, no_token),
        (vec!["token", "delete", "abcdefghijkl"], 1, no_token),
        (vec!["token", "activate", "abcdefghijkl"], 1, no_token),
        (vec!["token", "deactivate", "x"], 1, "this is not the id of a token"),
        (vec!["token", "delete", secret], 1, no_token),
        (
            vec!["organization", "list", "--config", "/none.toml"],
            1,
            "the configuration file /none.toml is not usable",
        ),
        (vec!["organisation", "list"], 2, "unrecognized subcommand 'organisation'"),
    ]
}

#[test]
fn a_mistake_is_explained_and_changes_nothing() {
    let at = Installation::in_folder();
    let door = at.connect("Acme", "okta");
    at.says(&["token", "create", &door.connection]);
    // A token that is nobody's, with a secret that must not be repeated.
    let secret = format!("rbk_abcdefghijkl_{}", "S".repeat(49));
    for server in [None, Some(at.serve())] {
        let before = at.everything();
        for (arguments, code, part) in mistakes(&door.connection, &secret) {
            let ended = at.run(&[arguments.as_slice(), &["--json"]].concat());
            assert_eq!((ended.code, ended.stdout.as_str()), (Some(code), ""), "{arguments:?}: {ended:?}");
            assert!(ended.stderr.starts_with("error: "), "{arguments:?}: {}", ended.stderr);
            assert!(ended.stderr.contains(part), "{arguments:?}: {}", ended.stderr);
            assert!(!ended.stderr.contains("SSSS"), "{arguments:?}: {}", ended.stderr);
        }
        assert_eq!(at.everything(), before);
        server.map(Server::stop);
    }
}

/// Every command with the environment variables of its options.
const HELP: &[(&[&str], &[&str])] = &[
    (
        &["serve"],
        &[
            "DATA_DIR",
            "DATABASE",
            "LISTEN",
            "PUBLIC_URL",
            "SMTP",
            "MAIL_FROM",
            "MAIL_DIR",
            "LOG",
            "PROVISIONING",
            "CONFIG",
        ],
    ),
    (&["demo"], &[]),
    (&["connect"], AT),
    (&["organization"], &[]),
    (&["organization", "create"], AT),
    (&["organization", "list"], AT),
    (&["connection"], &[]),
    (&["connection", "create"], AT),
    (&["connection", "list"], AT),
    (&["connection", "enable"], AT),
    (&["connection", "disable"], AT),
    (&["token"], &[]),
    (&["token", "create"], AT),
    (&["token", "list"], AT),
    (&["token", "activate"], AT),
    (&["token", "deactivate"], AT),
    (&["token", "renew"], AT),
    (&["token", "delete"], AT),
    (&["invitation"], &[]),
    (&["invitation", "list"], AT),
    (&["invitation", "send"], AT),
    (&["invitation", "resend"], AT),
    (&["invitation", "withdraw"], AT),
    (&["invitation", "accept"], AT),
    (&["invitation", "confirm"], AT),
    (&["invitation", "text"], &[]),
    (&["invitation", "text", "list"], AT),
    (&["invitation", "text", "set"], AT),
    (&["invitation", "text", "clear"], AT),
    (&["simulate"], &["SIMULATE_TOKEN"]),
    (&["sample-config"], &[]),
];
const AT: &[&str] = &["DATA_DIR", "DATABASE", "CONFIG", "PUBLIC_URL"];

#[test]
fn help_names_every_environment_variable_and_no_secret() {
    for (command, variables) in HELP {
        let mut asked = rollbook();
        asked.args(*command).arg("--help").env("ROLLBOOK_SIMULATE_TOKEN", "rbk_very_secret");
        asked.env("ROLLBOOK_DATABASE", "postgres://rollbook:very_secret@localhost/rollbook");
        let ended = Process::start(&mut asked).end();
        assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "{command:?}");
        let joined = ended.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        let named: Vec<&str> = joined
            .split("[env: ROLLBOOK_")
            .skip(1)
            .filter_map(|rest| rest.split(['=', ']']).next())
            .collect();
        let sorted = |mut names: Vec<&str>| {
            names.sort_unstable();
            names.join(" ")
        };
        assert_eq!(sorted(named), sorted(variables.to_vec()), "{command:?}: {}", ended.stdout);
        assert!(!ended.stdout.contains("very_secret"), "{}", ended.stdout);
        let usage = format!("Usage: rollbook {}", command.join(" "));
        assert!(ended.stdout.contains(&usage), "{}", ended.stdout);
    }
    let bare = Process::start(&mut rollbook()).end();
    assert_eq!(bare.code, Some(2));
    assert!(bare.stderr.contains("Usage: rollbook <COMMAND>"), "{bare:?}");
    let version = Process::start(rollbook().arg("--version")).end();
    assert_eq!(version.stdout, format!("rollbook {}\n", env!("CARGO_PKG_VERSION")));
}
