//! Settings from flags, the environment and a file, and the address that commands print.

use crate::installation::{Installation, Server};
use crate::process::{Process, rollbook};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use testkit::{Client, TestDatabase};

/// What a server says of itself at the start: its data folder and its public URL.
fn greeting(command: &mut Command) -> [String; 2] {
    let mut process = Process::start(command);
    let lines: Vec<String> = (0..5).map(|_| process.line()).collect();
    let url = lines[0].strip_prefix("Rollbook listens on ").expect("an address").to_owned();
    process.signal("TERM");
    assert_eq!(process.end().code, Some(0));
    let part =
        |line: &str, name: &str| line.trim().strip_prefix(name).expect(name).trim().replace(&url, "SELF");
    [part(&lines[1], "data folder"), part(&lines[2], "public URL")]
}

fn serve(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> [String; 2] {
    let mut command = rollbook();
    command.current_dir(folder).arg("serve").args(arguments).envs(environment.iter().copied());
    greeting(&mut command)
}

#[test]
fn a_flag_wins_over_the_environment_and_that_over_the_file_and_that_over_the_default() {
    let at = Installation::in_folder();
    let folder = at.around();
    let listen = ("ROLLBOOK_LISTEN", "127.0.0.1:0");
    let below = |name: &str| folder.join(name).display().to_string();
    let of = |name: &str, url: &str| [below(name), url.to_owned()];
    assert_eq!(serve(folder, &[], &[listen]), of("rollbook-data", "SELF"));
    // A variable that is set to nothing is not set.
    let nothing = [
        listen,
        ("ROLLBOOK_DATA_DIR", ""),
        ("ROLLBOOK_DATABASE", ""),
        ("ROLLBOOK_PUBLIC_URL", ""),
        ("ROLLBOOK_LOG", ""),
        ("ROLLBOOK_CONFIG", ""),
    ];
    assert_eq!(serve(folder, &[], &nothing), of("rollbook-data", "SELF"));
    let file = "data_dir = \"of-file\"\nlisten = \"127.0.0.1:0\"\npublic_url = \"https://file.example\"\n";
    std::fs::write(folder.join("rollbook.toml"), file).expect("written");
    let config = ("ROLLBOOK_CONFIG", "rollbook.toml");
    let of_file = of("of-file", "https://file.example");
    assert_eq!(serve(folder, &["--config", "rollbook.toml"], &[]), of_file);
    assert_eq!(serve(folder, &[], &[config]), of_file);
    let environment =
        [config, ("ROLLBOOK_DATA_DIR", "of-env"), ("ROLLBOOK_PUBLIC_URL", "https://env.example/x/")];
    assert_eq!(serve(folder, &[], &environment), of("of-env", "https://env.example/x"));
    let flags = ["--data-dir", "of-flag", "--public-url", "https://flag.example"];
    assert_eq!(serve(folder, &flags, &environment), of("of-flag", "https://flag.example"));
    assert_eq!(serve(folder, &flags[..2], &environment), of("of-flag", "https://env.example/x"));
    for made in ["rollbook-data", "of-file", "of-env", "of-flag"] {
        assert!(folder.join(made).join("rollbook.db").is_file(), "{made}");
    }
}

#[test]
fn the_sample_file_changes_nothing() {
    let at = Installation::in_folder();
    let sample = Process::start(rollbook().arg("sample-config")).end();
    assert_eq!(sample.code, Some(0));
    let folder = at.around();
    std::fs::write(folder.join("sample.toml"), &sample.stdout).expect("written");
    let listen = ("ROLLBOOK_LISTEN", "127.0.0.1:0");
    let default = [folder.join("rollbook-data").display().to_string(), "SELF".to_owned()];
    assert_eq!(serve(folder, &["--config", "sample.toml"], &[listen]), default);
    // Every setting is in it, and can be taken from it.
    let settings: String = sample
        .stdout
        .lines()
        .filter_map(|line| {
            line.strip_prefix('#').filter(|rest| rest.contains(" =") && !rest.starts_with(' '))
        })
        .map(|line| format!("{line}\n"))
        .collect();
    let names: Vec<&str> = settings.lines().filter_map(|line| line.split(' ').next()).collect();
    let expected = [
        "data_dir",
        "database",
        "listen",
        "public_url",
        "smtp",
        "mail_from",
        "mail_dir",
        "provisioning",
        "log",
    ];
    assert_eq!(names, expected, "{}", sample.stdout);
}

#[test]
fn settings_that_cannot_be_used_are_named() {
    let at = Installation::in_folder();
    let file = at.around().join("bad.toml");
    std::fs::write(&file, "lisen = \"127.0.0.1:0\"\n").expect("written");
    let bad = file.to_str().expect("text");
    for (arguments, part) in [
        (&["--config", bad][..], "lisen"),
        (
            &["--config", "/none.toml"],
            "the configuration file /none.toml is not usable: required configuration file does not exist",
        ),
        (&["--listen", "here"], "--listen <ADDRESS>"),
        (&["--listen", "127.0.0.1:0", "--public-url", "ftp://x"], "\"ftp://x\" is not a public URL"),
        (
            &["--listen", "127.0.0.1:0", "--log", "loud"],
            "--log does not understand \"loud\": give off, error",
        ),
        (&["--listen", "127.0.0.1:0", "--log", "info,store=loud"], "--log does not understand"),
    ] {
        let ended = Process::start(rollbook().current_dir(at.around()).arg("serve").args(arguments)).end();
        assert!(ended.code.is_some_and(|code| code != 0), "{arguments:?}: {ended:?}");
        assert!(
            ended.stderr.starts_with("error: ") && ended.stderr.contains(part),
            "{arguments:?}: {ended:?}"
        );
        assert_eq!(ended.stdout, "", "{arguments:?}");
        assert!(!at.around().join("rollbook-data").exists(), "{arguments:?} made a folder");
    }
}

/// The address that `connect` prints, with these flags and this environment.
fn printed(at: &Installation, name: &str, arguments: &[&str], environment: &[(&str, &str)]) -> String {
    let mut command = rollbook();
    command.args(["connect", name, "--provider", "okta", "--json", "--data-dir"]).arg(at.data_dir());
    let ended = Process::start(command.args(arguments).envs(environment.iter().copied())).end();
    let made: Value = serde_json::from_str(&ended.stdout).unwrap_or_else(|_| panic!("{ended:?}"));
    let end = format!("/scim/v2/{}", made["connection"].as_str().expect("an id"));
    made["scim_url"].as_str().and_then(|url| url.strip_suffix(&end)).expect("the address").to_owned()
}

#[test]
fn commands_print_the_address_of_the_running_or_last_server() {
    let at = Installation::in_folder();
    assert_eq!(printed(&at, "a", &[], &[]), "http://127.0.0.1:8080");
    assert_eq!(printed(&at, "b", &[], &[("ROLLBOOK_LISTEN", "0.0.0.0:9000")]), "http://127.0.0.1:9000");
    let server = at.serve();
    let url = server.url.clone();
    assert_eq!(printed(&at, "c", &[], &[]), url);
    server.stop();
    assert_eq!(printed(&at, "d", &[], &[]), url);
    let server = at.serve_with(&["--public-url", "https://id.example/rollbook/"]);
    assert_eq!(printed(&at, "e", &[], &[]), "https://id.example/rollbook");
    assert_eq!(
        printed(&at, "f", &[], &[("ROLLBOOK_PUBLIC_URL", "https://env.example")]),
        "https://env.example"
    );
    let flag = ["--public-url", "https://flag.example"];
    assert_eq!(
        printed(&at, "g", &flag, &[("ROLLBOOK_PUBLIC_URL", "https://env.example")]),
        "https://flag.example"
    );
    server.stop();
}

#[test]
fn a_folder_and_a_database_server_are_not_given_together() {
    let around = tempfile::tempdir().expect("a temporary folder");
    let folder = around.path().join("data").display().to_string();
    let url = "postgres://nobody@127.0.0.1:1/none";
    for arguments in [
        &["organization", "create", "Acme", "--data-dir", &folder, "--database", url][..],
        &["serve", "--listen", "127.0.0.1:0", "--data-dir", &folder],
        &["organization", "list", "--data-dir", &folder],
    ] {
        let mut command = rollbook();
        let in_arguments = arguments.contains(&"--database");
        command.envs((!in_arguments).then_some(("ROLLBOOK_DATABASE", url))).args(arguments);
        let ended = Process::start(&mut command).end();
        assert_eq!(ended.code, Some(2), "{ended:?}");
        assert!(ended.stderr.contains("the data is in one of them only"), "{ended:?}");
    }
    assert!(!around.path().join("data").exists());
    // An environment with both means the database server, which takes the place of the folder.
    let mut command = rollbook();
    command.envs([("ROLLBOOK_DATABASE", url), ("ROLLBOOK_DATA_DIR", &folder)]).args(["organization", "list"]);
    let ended = Process::start(&mut command).end();
    assert!(ended.stderr.contains("127.0.0.1:1/none"), "{ended:?}");
}

#[test]
fn the_log_says_what_was_wrong_with_a_token() {
    let at = Installation::in_folder();
    let server = at.serve();
    let (door, other) = (at.connect("Acme", "okta"), at.connect("Other", "okta"));
    let refused = |url: &str, token: Option<&str>| {
        drop(Client::new(url, token).get("/Users").expect(401));
    };
    refused(&door.url, None);
    refused(&door.url, Some("secret"));
    refused(&other.url, Some(&door.token));
    at.says(&["token", "deactivate", &door.token]);
    refused(&door.url, Some(&door.token));
    at.says(&["token", "activate", &door.token]);
    at.says(&["connection", "disable", &door.connection]);
    refused(&door.url, Some(&door.token));
    at.says(&["connection", "enable", &door.connection]);
    at.says(&["token", "renew", &door.token]);
    refused(&door.url, Some(&door.token));
    at.says(&["token", "delete", &door.token]);
    refused(&door.url, Some(&door.token));
    let log = server.stop().stderr;
    let why =
        |line: &str| line.split("why=\"").nth(1).and_then(|rest| rest.split('"').next().map(str::to_owned));
    let all: Vec<String> = log.lines().filter_map(why).collect();
    assert_eq!(
        all,
        [
            "no token",
            "no token of this server",
            "the address of no connection, or of another one than the token's",
            "inactive token",
            "disabled connection",
            "wrong secret, or that of before a renewal",
            "unknown or deleted token",
        ],
        "{log}"
    );
    assert!(!log.contains(&door.token), "{log}");
}

#[test]
fn provisioning_is_switched_off_for_the_whole_installation() {
    let at = Installation::in_folder();
    let server = at.serve_with(&["--provisioning", "false"]);
    let door = at.connect("Acme", "okta");
    let refused = Client::new(&door.url, Some(&door.token)).get("/Users").expect(401);
    assert!(refused.text.contains("the setting `provisioning`"), "{}", refused.text);
    let log = server.stop().stderr;
    assert!(log.contains("provisioning is off") && log.contains("for the installation"), "{log}");
}

/// The address that `connect` prints in this working folder, for the database of these arguments.
fn printed_in(folder: &Path, name: &str, database: &[&str]) -> String {
    let mut command = rollbook();
    command.current_dir(folder).args(["connect", name, "--provider", "okta", "--json"]).args(database);
    let ended = Process::start(&mut command).end();
    let made: Value = serde_json::from_str(&ended.stdout).unwrap_or_else(|_| panic!("{ended:?}"));
    let url = made["scim_url"].as_str().expect("the address");
    url.split("/scim/").next().expect("a part").to_owned()
}

#[test]
fn the_address_of_a_server_belongs_to_its_database() {
    let around = tempfile::tempdir().expect("a temporary folder");
    let (here, elsewhere) = (around.path().join("here"), around.path().join("elsewhere"));
    for folder in [&here, &elsewhere] {
        std::fs::create_dir(folder).expect("a folder");
    }
    let serve = |folder: &Path, url: &str, database: &[&str]| {
        let mut command = rollbook();
        command.current_dir(folder).args(["serve", "--listen", "127.0.0.1:0", "--public-url", url]);
        Server::of(Process::start(command.args(database)))
    };
    serve(&here, "https://one.example", &[]).stop();
    assert_eq!(printed_in(&here, "a", &[]), "https://one.example");

    // A copy in another place is another installation, until its own server says where that is reached.
    let command = |arguments: &[&str]| {
        let ended = Process::start(rollbook().current_dir(&here).args(arguments)).end();
        assert_eq!(ended.code, Some(0), "{ended:?}");
    };
    command(&["backup", "--to", "backup"]);
    command(&["restore", "backup", "--data-dir", "restored"]);
    command(&["move", "--from", "restored", "--to", "moved"]);
    command(&["move", "--take-back", "restored"]);
    for copy in ["restored", "moved"] {
        assert_eq!(printed_in(&here, copy, &["--data-dir", copy]), "http://127.0.0.1:8080", "{copy}");
    }

    if testkit::database::server().is_none() {
        return;
    }
    let remote = TestDatabase::new();
    let url = remote.url().expect("a server's");
    let database: &[&str] = &["--database", &url];
    assert_eq!(printed_in(&here, "a", database), "http://127.0.0.1:8080");
    let two = serve(&here, "https://two.example", database);
    // Also on a machine that has never seen the server.
    assert_eq!(printed_in(&elsewhere, "b", database), "https://two.example");
    assert_eq!(printed_in(&here, "b", &[]), "https://one.example");
    let three = serve(&elsewhere, "https://three.example", database);
    assert_eq!(printed_in(&here, "c", database), "https://three.example");
    // One that was told nothing knows better than nobody, and worse than the others.
    let mut command = rollbook();
    command.current_dir(&here).args(["serve", "--listen", "127.0.0.1:0"]).args(database);
    let told_nothing = Server::of(Process::start(&mut command));
    assert_eq!(printed_in(&here, "d", database), "https://three.example");
    let log = told_nothing.stop().stderr;
    assert!(log.contains("without --public-url") && log.contains("https://three.example"), "{log}");
    for server in [two, three] {
        server.stop();
    }
    assert_eq!(printed_in(&here, "e", database), "https://three.example");
    for folder in [&here, &elsewhere] {
        let made = folder.join("rollbook-data").exists();
        assert_eq!(made, folder == &here, "a folder beside a database server is for nothing");
    }
}

#[test]
fn links_carry_the_public_url_and_never_what_a_request_says() {
    let at = Installation::in_folder();
    let server: Server = at.serve_with(&["--public-url", "https://id.example/rollbook"]);
    let door = at.connect("Acme", "okta");
    let base = format!("https://id.example/rollbook/scim/v2/{}", door.connection);
    assert_eq!(door.url, base);
    let near = format!("{}/scim/v2/{}", server.url, door.connection);
    let mut client = Client::new(&near, Some(&door.token))
        .header("X-Forwarded-Host", "evil.example")
        .header("Forwarded", "host=evil.example;proto=http");
    let made = client.post("/Users", &json!({ "userName": "a" })).expect(201);
    let location = format!("{base}/Users/{}", made.id());
    assert_eq!(made.body["meta"]["location"], location);
    assert_eq!(made.header("location"), Some(&*location));
    server.stop();
}
