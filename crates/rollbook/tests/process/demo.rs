//! `rollbook demo` shows what it says, and leaves nothing behind.

use crate::process::{Process, rollbook};
use serde_json::Value;
use simulator::http::percent_encode;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;
use testkit::Client;

/// A running demo that has pushed everything.
struct Demo {
    process: Process,
    /// Where it makes its database.
    around: TempDir,
    said: Vec<String>,
}

fn start(arguments: &[&str]) -> Demo {
    let around = tempfile::tempdir().expect("a temporary folder");
    let mut process = Process::start(rollbook().arg("demo").args(arguments).env("TMPDIR", around.path()));
    let mut said = Vec::new();
    while !said.last().is_some_and(|line: &String| line.starts_with("From now on")) {
        said.push(process.line());
    }
    Demo { process, around, said }
}

fn is_empty(folder: &Path) -> bool {
    folder.read_dir().expect("a folder").next().is_none()
}

/// What the printed line shows: run as it stands, or, where there is no curl, asked for by its own parts.
fn shown_by(line: &str) -> Value {
    let has_curl = Command::new("sh").args(["-c", "command -v curl >/dev/null"]).status().expect("a shell");
    let text = if has_curl.success() {
        let output = Command::new("sh").args(["-c", line]).output().expect("a shell");
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    } else {
        asked_for(line)
    };
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{line}: {error}: {text}"))
}

fn asked_for(line: &str) -> String {
    let quoted: Vec<&str> = line.split('\'').skip(1).step_by(2).collect();
    let token = quoted[0].strip_prefix("Authorization: Bearer ").expect("a token");
    let filter = quoted.get(2).and_then(|data| data.strip_prefix("filter="));
    let query = filter.map(|filter| format!("?filter={}", percent_encode(filter, b""))).unwrap_or_default();
    let (base, target) =
        quoted[1].split_at(quoted[1].find("/Users").or(quoted[1].find("/Groups")).expect("an endpoint"));
    Client::new(base, Some(token)).get(&format!("{target}{query}")).text
}

#[test]
fn the_demo_shows_people_and_what_to_try_and_ends_by_itself() {
    let Demo { process, around, said } = start(&["--seconds", "8"]);
    let url = said[0].strip_prefix("Rollbook listens on ").and_then(|rest| rest.split(',').next());
    assert!(url.is_some_and(|url| url.starts_with("http://127.0.0.1:")), "{said:?}");
    for provider in ["Okta is done after ", "Entra ID is done after "] {
        assert!(said.iter().any(|line| line.trim().starts_with(provider)), "{said:?}");
    }
    let pasted = |what: &str| said.iter().filter(|line| line.trim().starts_with(what)).count();
    assert_eq!((pasted("SCIM URL"), pasted("Token")), (2, 2), "{said:?}");

    let lines: Vec<&str> =
        said.iter().map(|line| line.trim()).filter(|line| line.starts_with("curl ")).collect();
    let [users, inactive, groups] = lines[..] else { panic!("three lines: {lines:?}") };
    let users = shown_by(users);
    assert_eq!((&users["totalResults"], users["Resources"].as_array().map(Vec::len)), (&30.into(), Some(3)));
    assert!(users["Resources"][0]["userName"].is_string(), "{users}");
    let inactive = shown_by(inactive);
    let all = inactive["Resources"].as_array().expect("a list");
    assert_eq!(inactive["totalResults"], all.len());
    assert!(all.iter().all(|user| user["active"] == false), "{inactive}");
    let groups = shown_by(groups);
    let all = groups["Resources"].as_array().expect("a list");
    assert_eq!(all.len(), 5);
    assert!(all.iter().any(|group| group["members"][0]["display"].is_string()), "{groups}");
    assert!(
        all.iter().all(|group| group.get("members").is_none_or(|all| all[0].get("value").is_none())),
        "{groups}"
    );

    let ended = process.end();
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "{}", ended.stdout);
    assert!(ended.stdout.ends_with("\nThe demo is over; its database is gone.\n"), "{}", ended.stdout);
    assert!(is_empty(around.path()));
}

#[test]
fn ctrl_c_during_the_first_push_ends_the_demo_as_well() {
    let around = tempfile::tempdir().expect("a temporary folder");
    let mut process = Process::start(rollbook().arg("demo").env("TMPDIR", around.path()));
    assert!(process.line().starts_with("Rollbook listens on "));
    process.signal("INT");
    let ended = process.end();
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.stdout.ends_with("\nThe demo is over; its database is gone.\n"), "{}", ended.stdout);
    assert!(is_empty(around.path()));
}

#[test]
fn a_demo_that_nobody_reads_ends_and_removes_its_database() {
    let around = tempfile::tempdir().expect("a temporary folder");
    let process = Process::start_unread(rollbook().arg("demo").env("TMPDIR", around.path()));
    let ended = process.end();
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
    assert!(is_empty(around.path()));
}

#[test]
fn a_demo_whose_port_is_taken_takes_another() {
    // Either this test has the port or somebody else has; in both cases it is taken.
    let _taken = std::net::TcpListener::bind("127.0.0.1:8080");
    let Demo { process, said, around: _around } = start(&[]);
    assert!(!said[0].contains("127.0.0.1:8080,"), "{said:?}");
    process.signal("TERM");
    assert_eq!(process.end().code, Some(0));
}

#[test]
fn ctrl_c_ends_the_demo_and_removes_its_database() {
    for signal in ["INT", "TERM"] {
        let Demo { mut process, around, .. } = start(&[]);
        assert!(!is_empty(around.path()));
        // Something happens at the providers by and by.
        assert!(process.line().starts_with("  "), "a change");
        process.signal(signal);
        let ended = process.end();
        assert_eq!(ended.code, Some(0), "{ended:?}");
        assert!(ended.stdout.ends_with("\nThe demo is over; its database is gone.\n"), "{}", ended.stdout);
        assert!(is_empty(around.path()));
    }
}
