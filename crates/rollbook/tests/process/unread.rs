//! Commands whose words go nowhere: into a pipe that nobody reads, or to a disk that is full.

use crate::installation::Installation;
use crate::process::rollbook;
use std::fs::File;
use std::io::pipe;
use std::process::Stdio;

/// The end of a pipe whose other end is closed, as that of `head -0` soon is.
fn unread() -> Stdio {
    let (reader, writer) = pipe().expect("a pipe");
    drop(reader);
    writer.into()
}

/// Runs a command, and returns its exit code and what it says on the stream that is left.
fn run(at: &Installation, arguments: &[&str], stdout: Stdio, stderr: Stdio) -> (Option<i32>, String) {
    let mut command = rollbook();
    command.args(arguments).stdin(Stdio::null()).stdout(stdout).stderr(stderr);
    if arguments[0] != "sample-config" {
        command.arg("--data-dir").arg(at.data_dir());
    }
    let output = command.output().expect("the process starts");
    (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
}

#[test]
fn a_command_does_its_work_and_is_silent_where_nobody_reads() {
    let at = Installation::in_folder();
    let door = at.connect("Acme", "okta");
    let id = &door.token[4..16];
    for arguments in [
        &["organization", "list"][..],
        &["organization", "list", "--json"],
        &["connection", "list"],
        &["connection", "disable", &door.connection],
        &["token", "list", &door.connection],
        &["token", "deactivate", id],
        &["token", "renew", id],
        &["token", "delete", id, "--json"],
        &["organization", "create", "Beta"],
        &["connection", "create", "Beta", "--provider", "okta"],
        &["connect", "Beta", "--provider", "entra"],
        &["sample-config"],
    ] {
        assert_eq!(run(&at, arguments, unread(), Stdio::piped()), (Some(0), String::new()), "{arguments:?}");
    }
    let said = at.json(&["connection", "list"]);
    let made: Vec<_> =
        said.as_array().expect("a list").iter().map(|one| (&one["name"], &one["enabled"])).collect();
    assert_eq!(
        made,
        [(&"Okta".into(), &false.into()), (&"Okta".into(), &true.into()), (&"Entra ID".into(), &true.into())]
    );
    assert_eq!(at.json(&["token", "list", &door.connection]), serde_json::json!([]));
}

#[test]
fn a_mistake_is_one_even_if_nobody_hears_of_it() {
    let at = Installation::in_folder();
    for arguments in [&["organization", "list"][..], &["connect", "Acme", "--provider", "oktaa"]] {
        let (code, said) = run(&at, arguments, Stdio::piped(), unread());
        assert_eq!(
            (code, said.as_str()),
            (Some(if arguments.len() == 2 { 1 } else { 2 }), ""),
            "{arguments:?}"
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn words_that_a_full_disk_refuses_are_an_error() {
    let at = Installation::in_folder();
    at.connect("Acme", "okta");
    let full = File::options().write(true).open("/dev/full").expect("Linux has it");
    let (code, said) = run(&at, &["organization", "list"], full.into(), Stdio::piped());
    assert_eq!(code, Some(1));
    assert!(
        said.starts_with("error: what there is to say cannot be written to standard output: No space"),
        "{said}"
    );
}
