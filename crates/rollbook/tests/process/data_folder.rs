//! The data folder: who may use it, and who may look into it.

use crate::installation::{Installation, Server};
use crate::process::{Ended, Process, rollbook};
use serde_json::json;

#[test]
fn a_folder_that_cannot_be_used_is_named() {
    let at = Installation::in_folder();
    let file = at.around().join("file");
    std::fs::write(&file, "mine").expect("written");
    for folder in [file.clone(), file.join("below")] {
        for arguments in [&["organization", "create", "Acme"][..], &["serve", "--listen", "127.0.0.1:0"]] {
            let ended = Process::start(rollbook().args(arguments).arg("--data-dir").arg(&folder)).end();
            let start = format!("error: The data folder {} cannot be used: ", folder.display());
            assert_eq!((ended.code, ended.stdout.as_str()), (Some(1), ""), "{ended:?}");
            assert!(ended.stderr.starts_with(&start), "{}", ended.stderr);
            assert!(
                ended.stderr.ends_with("Rollbook needs to read, write and lock files in it.\n"),
                "{}",
                ended.stderr
            );
        }
    }
    assert_eq!(std::fs::read_to_string(&file).expect("still there"), "mine");
}

#[test]
fn a_second_server_is_kept_out_until_the_first_is_gone() {
    let at = Installation::in_folder();
    let first = at.serve();
    let door = at.connect("Acme", "okta");
    let second = Process::start(
        rollbook().args(["serve", "--listen", "127.0.0.1:0", "--data-dir"]).arg(at.data_dir()),
    );
    let text = format!(
        "error: Another Rollbook server uses the data folder {}. Stop it first, or give this one another folder.\n",
        at.data_dir().display()
    );
    assert_eq!(second.end(), Ended { code: Some(1), stdout: String::new(), stderr: text });
    assert_eq!(door.client().get("/Users").status, 200);
    assert_eq!(at.connect("Beta", "okta").url.split("/scim").next(), Some(&*first.url));
    // The lock of a server that was killed does not stay behind.
    first.process.kill();
    at.serve().stop();
}

#[test]
fn a_server_that_cannot_listen_says_so() {
    let at = Installation::in_folder();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let ended =
        Process::start(rollbook().args(["serve", "--listen", &address, "--data-dir"]).arg(at.data_dir()))
            .end();
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(1), ""));
    let text = format!("error: {address} cannot be listened on; choose another address with --listen: ");
    assert!(ended.stderr.contains(&text), "{}", ended.stderr);
}

#[test]
fn the_files_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let at = Installation::in_folder();
    // A server that is started with no mask at all keeps its files closed all the same.
    let mut shell = std::process::Command::new("sh");
    let line = "umask 0; exec \"$0\" serve --listen 127.0.0.1:0 --data-dir \"$1\"";
    shell.args(["-c", line, env!("CARGO_BIN_EXE_rollbook")]).arg(at.data_dir());
    let server = Server::of(Process::start(&mut shell));
    let door = at.connect("Acme", "okta");
    assert_eq!(door.client().post("/Users", &json!({ "userName": "a" })).status, 201);
    let mode = |path: &std::path::Path| path.metadata().expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(&at.data_dir()), 0o700);
    let mut names = Vec::new();
    for entry in at.data_dir().read_dir().expect("a folder") {
        let path = entry.expect("an entry").path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
        names.push(path.file_name().expect("a name").to_string_lossy().into_owned());
    }
    names.sort();
    assert_eq!(names, ["rollbook.db", "rollbook.db-shm", "rollbook.db-wal", "rollbook.lock"]);
    server.stop();
}

#[test]
fn a_command_on_its_own_leaves_a_database_in_one_file() {
    let at = Installation::in_folder();
    at.says(&["organization", "create", "Acme"]);
    for _ in 0..100 {
        at.says(&["organization", "list"]);
        let mut names: Vec<_> = at
            .data_dir()
            .read_dir()
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name())
            .collect();
        names.sort();
        assert_eq!(names, ["rollbook.db", "rollbook.lock"]);
    }
}

#[test]
fn a_look_at_a_wrong_folder_makes_nothing_there() {
    let at = Installation::in_folder();
    for arguments in [
        &["organization", "list"][..],
        &["connection", "list"],
        &["connection", "create", "Acme", "--provider", "okta"],
        &["token", "list", "01a1fb28-6df8-7caa-90a6-251a325c9a01"],
    ] {
        let ended = at.run(arguments);
        let start = format!("error: there is no Rollbook in the folder {}; ", at.data_dir().display());
        assert_eq!((ended.code, ended.stdout.as_str()), (Some(1), ""), "{ended:?}");
        assert!(ended.stderr.starts_with(&start), "{}", ended.stderr);
        assert!(!at.data_dir().exists(), "{arguments:?} made a folder");
    }
}
