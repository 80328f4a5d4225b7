//! Who may open a data folder, and what is in it afterwards.

use crate::support::{Fixture, parsed, read, write};
use std::sync::mpsc;
use store::{Access, Error, Mode, Store};

#[test]
fn what_was_saved_is_there_after_a_new_start() {
    let f = Fixture::new();
    let (user, made) = f.user("zoe");
    f.save(&[&made]).unwrap();
    drop(f.store);
    let store = Store::open(f.database.database(), Mode::Server).unwrap();
    let (org, id) = (f.org, user.id);
    assert_eq!(read(&store, move |tx| Ok(tx.org(org).user(id)?.map(parsed))), Ok(Some(user)));
}

#[test]
fn closing_does_what_waits() {
    let f = Fixture::new();
    let users: Vec<_> = (0..50).map(|number| f.user(&format!("user{number}"))).collect();
    let (tell, told) = mpsc::channel();
    for (_, made) in users {
        let tell = tell.clone();
        f.store.run(
            Access::Write(Some(f.org)),
            "before closing",
            move |tx| tx.save(&made),
            move |outcome| tell.send(outcome).unwrap(),
        );
    }
    drop(f.store);
    assert_eq!(told.try_iter().collect::<Vec<_>>(), vec![Ok(()); 50]);
}

#[test]
fn a_second_server_is_refused_and_a_command_is_not() {
    let f = Fixture::in_folder();
    let refusal = Store::open(f.database.database(), Mode::Server).map(drop).unwrap_err().to_string();
    assert!(refusal.starts_with("Another Rollbook server uses the data folder"), "{refusal}");

    let command = Store::open(f.database.database(), Mode::Command).unwrap();
    let (user, made) = f.user("zoe");
    write(&command, move |tx| tx.save(&made)).unwrap();
    let (org, id) = (f.org, user.id);
    assert_eq!(read(&f.store, move |tx| Ok(tx.org(org).user(id)?.map(parsed))), Ok(Some(user)));
    drop(command);
    f.save(&[&f.user("yan").1]).unwrap();

    drop(f.store);
    let again = Store::open(f.database.database(), Mode::Server);
    assert!(again.is_ok());
}

#[test]
fn a_command_alone_makes_the_tables_and_leaves_the_lock_to_a_server() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new").join("data");
    let command = Store::open(&path, Mode::Command).unwrap();
    let server = Store::open(&path, Mode::Server).unwrap();
    assert_eq!(read(&server, |tx| tx.organizations()), Ok(Vec::new()));
    drop(command);
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_look_into_the_folder() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data");
    let store = Store::open(&path, Mode::Server).unwrap();
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o700);
    let mut files: Vec<_> = std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let names: Vec<_> = files.iter().filter_map(|file| file.file_name()?.to_str()).collect();
    assert_eq!(names, ["rollbook.db", "rollbook.db-shm", "rollbook.db-wal", "rollbook.lock"]);
    assert!(
        files.iter().all(|file| mode(file) == 0o600),
        "{:?}",
        files.iter().map(|f| mode(f)).collect::<Vec<_>>()
    );
    drop(store);
}

#[test]
fn a_folder_that_cannot_be_used_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "not a folder").unwrap();
    let refusal = Store::open(&file, Mode::Server).map(drop).unwrap_err().to_string();
    assert!(refusal.contains(&file.display().to_string()), "{refusal}");
}

#[test]
fn a_file_that_is_no_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("rollbook.db"), "x".repeat(8_192)).unwrap();
    let refusal = Store::open(folder.path(), Mode::Server).map(drop).unwrap_err().to_string();
    assert!(refusal.starts_with("The database could not be opened."), "{refusal}");
}

#[test]
fn work_after_a_command_has_the_lock_waits_for_it() {
    // Two processes write through the database's own locking: each sees the other's rows.
    let f = Fixture::in_folder();
    let command = Store::open(f.database.database(), Mode::Command).unwrap();
    for turn in 0..20 {
        let (_, made) = f.user(&format!("user{turn}"));
        let store = if turn % 2 == 0 { &f.store } else { &command };
        assert_eq!(write(store, move |tx| tx.save(&made)), Ok::<_, Error>(()));
    }
    let org = f.org;
    let events = read(&command, move |tx| tx.org(org).events_after(0, 100)).unwrap();
    assert_eq!(
        events.iter().map(|(sequence, _)| *sequence).collect::<Vec<_>>(),
        (1..=20).collect::<Vec<_>>()
    );
}
