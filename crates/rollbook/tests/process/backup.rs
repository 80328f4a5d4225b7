//! `rollbook backup` and `rollbook restore`: a state that was, while a server writes, and what follows from its return.

use crate::installation::{Door, Installation};
use crate::process::{Ended, Process, rollbook};
use directory::{Action, EventKind, OrgId, UserId};
use serde_json::{Value, json};
use simulator::load::{self, Plan, Shot};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

const CONNECTIONS: usize = 8;
/// How many users each connection makes.
const USERS: usize = 250;
/// How many are there before the backup begins.
const HEAD_START: usize = 400;

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// Makes users through some connections and notes the ids of those that are acknowledged.
fn load(door: &Door, acknowledged: &Mutex<BTreeSet<String>>) {
    let make = |connection, number| {
        let name = format!("{connection}-{number}@acme.example");
        let user =
            json!({ "schemas": [scim::schema::USER_URN], "userName": name, "emails": [{ "value": name }] });
        Shot { method: "POST", target: "/Users".into(), body: user.to_string().into_bytes() }
    };
    let see = |_, _, response: &simulator::http::Response| {
        assert_eq!(response.status, 201);
        let body: Value = serde_json::from_slice(&response.body).expect("JSON");
        let id = body["id"].as_str().expect("an id").to_owned();
        acknowledged.lock().expect("unpoisoned").insert(id);
    };
    let done = load::run_and_see(&door.url, &door.token, &Plan::closed(CONNECTIONS, USERS), make, see)
        .expect("a usable URL");
    assert_eq!((done.lost, done.first_loss), (0, None));
}

/// The events and audit entries of an organization, from the oldest, as text.
fn books(at: &Installation, org: OrgId) -> (Vec<String>, Vec<String>) {
    at.read(move |tx| {
        let org = tx.org(org);
        let events = org.events_after(0, u64::MAX >> 1)?;
        let mut audit: Vec<_> = org.audit_entries(u64::MAX >> 1)?;
        audit.reverse();
        let audit = audit.iter().map(|entry| format!("{entry:?}")).collect();
        Ok((events.iter().map(|event| format!("{event:?}")).collect(), audit))
    })
}

#[test]
fn a_backup_under_load_is_a_state_that_was_and_comes_back_marked() {
    let at = Installation::in_folder();
    let file = at.around().join("rollbook.backup");
    let server = at.serve();
    let door = at.connect("Acme", "okta");
    let org = OrgId::parse(&door.organization).expect("an id");
    let acknowledged = Mutex::<BTreeSet<String>>::default();
    let count = || acknowledged.lock().expect("unpoisoned").len();
    let (before, said) = thread::scope(|scope| {
        let loading = scope.spawn(|| load(&door, &acknowledged));
        while count() < HEAD_START && !loading.is_finished() {
            thread::sleep(Duration::from_millis(1));
        }
        let before = acknowledged.lock().expect("unpoisoned").clone();
        let said = at.json(&["backup", "--to", text(&file)]);
        let during = count() - before.len();
        loading.join().expect("the load");
        assert!(
            during > 0 && before.len() + during < CONNECTIONS * USERS,
            "{during} users were made meanwhile"
        );
        (before, said)
    });
    server.stop();
    let (events, audit) = books(&at, org);

    // The backup as it says it is, and as it is when it is restored.
    let last = said["contents"]["organizations"][0]["event_sequence"].as_u64().expect("a number");
    let taken = usize::try_from(last).expect("a number");
    assert_eq!(said["contents"]["users"], last);
    assert_eq!(said["contents"]["bytes"], file.metadata().expect("the backup").len());
    let copy = Installation::in_folder();
    let restored = copy.json(&["restore", text(&file)]);
    assert_eq!(restored["former_database"], Value::Null);
    let (mut events_then, mut audit_then) = books(&copy, org);
    let (event, entry) = (events_then.pop().expect("one more"), audit_then.pop().expect("one more"));
    assert_eq!(events_then, events[..taken], "the events are the first ones of those that came to be");
    assert!(audit.starts_with(&audit_then), "and so are the audit entries");
    for id in &before {
        assert!(events_then.iter().any(|event| event.contains(id.as_str())), "{id} was acknowledged before");
    }
    let users = copy.read(move |tx| {
        let org = tx.org(org);
        let mut users = 0;
        for (_, event) in org.events_after(0, last)? {
            users += usize::from(org.user(UserId::parse(&event.subject).expect("an id"))?.is_some());
        }
        Ok(users)
    });
    assert_eq!(users, taken, "whoever has an event is there");

    // What came after the backup is unknown to it, so the numbers go on far behind all that was given out.
    let marked = &copy.json(&["organization", "list"])[0];
    let number = marked["event_sequence"].as_u64().expect("a number");
    assert!(number > 1_000 * u64::try_from(events.len()).expect("a number"), "{marked}");
    assert_eq!(
        marked,
        &json!({
            "id": door.organization, "name": "Acme", "event_sequence": number, "created": marked["created"],
            "resync_since": restored["organizations"][0]["resync_since"], "seats": { "used": users, "max": null },
        })
    );
    assert!(event.starts_with(&format!("({number}, Event {{ kind: OrganizationRestored")), "{event}");
    assert!(event.contains(&format!("\\\"last_sequence\\\":{last}}}")), "{event}");
    assert!(entry.contains("action: OrganizationRestored"), "{entry}");
    let server = copy.serve();
    let url = format!("{}/scim/v2/{}", server.url, door.connection);
    let mut client = testkit::Client::new(&url, Some(&door.token));
    assert_eq!(client.get("/Users?count=1").expect(200).body["totalResults"], last);
    let user = json!({ "schemas": [scim::schema::USER_URN], "userName": "new@acme.example" });
    assert_eq!(client.post("/Users", &user).status, 201);
    assert_eq!(copy.event_sequence(), number + 1);
    assert_eq!(copy.says(&["organization", "resynced", "acme"]), "Acme is marked no more.\n");
    assert_eq!(copy.json(&["organization", "list"])[0]["resync_since"], Value::Null);
    server.stop();
}

#[test]
fn the_mark_can_be_set_by_hand_and_is_written_down() {
    let at = Installation::new();
    let door = at.connect("Acme", "okta");
    at.connect("Beta", "generic");
    let org = OrgId::parse(&door.organization).expect("an id");
    let one = at.json(&["organization", "needs-resync", "Acme"]);
    assert_eq!(one.as_array().map(Vec::len), Some(1));
    let advice = one[0]["connections"][0]["resync"].as_str().expect("a sentence");
    assert!(advice.contains("Force Sync") && advice.contains("Push Now"), "{advice}");
    let said = at.says(&["organization", "needs-resync", "--all"]);
    for word in ["\nAcme\n", "Okta (", "\nBeta\n", "start a full synchronization", "who is active here"] {
        assert!(said.contains(word), "{word} is not in {said}");
    }
    let numbers: Vec<u64> = at
        .json(&["organization", "list"])
        .as_array()
        .expect("a list")
        .iter()
        .map(|organization| organization["event_sequence"].as_u64().expect("a number"))
        .collect();
    assert!(numbers.iter().all(|number| *number > 1_000_000_000_000_000), "{numbers:?}");
    at.says(&["organization", "resynced", "Acme"]);
    // A second time there is nothing to say, and nothing is written.
    at.says(&["organization", "resynced", "Acme"]);
    let (events, actions) = at.read(move |tx| {
        let org = tx.org(org);
        let events: Vec<_> = org.events_after(0, 100)?.iter().map(|(_, event)| event.kind).collect();
        let actions: Vec<_> = org.audit_entries(3)?.iter().map(|entry| entry.action).collect();
        Ok((events, actions))
    });
    assert_eq!(events, [EventKind::OrganizationRestored; 2]);
    let (restored, resynced) = (Action::OrganizationRestored, Action::OrganizationResynced);
    assert_eq!(actions, [resynced, restored, restored]);
}

#[test]
fn what_is_no_sound_backup_changes_nothing() {
    let at = Installation::in_folder();
    at.connect("Acme", "okta");
    let good = at.around().join("good.backup");
    at.says(&["backup", "--to", text(&good)]);
    at.connect("Beta", "okta");
    let bytes = std::fs::read(&good).expect("the backup");
    let file = |name: &str, bytes: &[u8]| {
        let file = at.around().join(name);
        std::fs::write(&file, bytes).expect("written");
        file
    };
    let mut broken = bytes.clone();
    broken[4_096..12_288].fill(0x5a);
    // A letter in somebody's name is nothing that the database could miss.
    let mut renamed = bytes.clone();
    let name = bytes.windows(4).position(|four| four == b"Acme").expect("the name");
    renamed[name] = b'B';
    let unsealed = "it does not end with the line that `rollbook backup` writes last.";
    let files: [(PathBuf, &str); 9] = [
        (at.around().join("none.backup"), "cannot be read: "),
        (file("text.backup", &[b'x'; 8_192]), "is no sound backup: "),
        (file("empty.backup", b""), unsealed),
        (file("cut.backup", &bytes[..bytes.len() - 1]), unsealed),
        (file("longer.backup", &[&bytes[..], b"\n"].concat()), unsealed),
        (file("twice.backup", &[&bytes[..], &bytes[..]].concat()), "it is damaged."),
        (file("renamed.backup", &renamed), "it is damaged."),
        (file("short.backup", &bytes[..bytes.len() / 2]), "is no sound backup: "),
        (file("broken.backup", &broken), "is no sound backup: "),
    ];
    let before = at.everything();
    for (file, words) in files {
        let ended = at.run(&["restore", text(&file), "--replace"]);
        assert_eq!((ended.code, ended.stdout.as_str()), (Some(1), ""), "{ended:?}");
        assert!(ended.stderr.starts_with(&format!("error: {}", file.display())), "{}", ended.stderr);
        assert!(ended.stderr.contains(words), "{}", ended.stderr);
        let fresh = Installation::in_folder();
        assert_eq!(fresh.run(&["restore", text(&file)]).code, Some(1));
        assert!(!fresh.data_dir().exists(), "a folder was made for nothing");
    }
    let refused = at.run(&["restore", text(&good)]);
    assert!(refused.stderr.contains("has a database already. Give --replace"), "{}", refused.stderr);
    let server = at.serve();
    let refused = at.run(&["restore", text(&good), "--replace"]);
    assert!(refused.stderr.contains("A Rollbook server uses the data folder"), "{}", refused.stderr);
    server.stop();
    assert_eq!(at.everything(), before);

    // The sound one comes in, and the former database stays beside it.
    let restored = at.json(&["restore", text(&good), "--replace"]);
    let names = |at: &Installation| {
        let list = at.json(&["organization", "list"]);
        let names = list
            .as_array()
            .expect("a list")
            .iter()
            .map(|one| one["name"].as_str().expect("a name").to_owned());
        names.collect::<Vec<_>>()
    };
    assert_eq!(names(&at), ["Acme"]);
    let former = restored["former_database"].as_str().expect("a path");
    // That is a database and no backup; it is used as one, in a folder of its own.
    let other = Installation::in_folder();
    let refused = other.run(&["restore", former]);
    assert!(refused.stderr.contains(unsealed), "{}", refused.stderr);
    std::fs::create_dir(other.data_dir()).expect("a folder");
    std::fs::copy(former, other.data_dir().join("rollbook.db")).expect("copied");
    assert_eq!(names(&other), ["Acme", "Beta"]);
}

#[test]
fn a_place_that_takes_no_backup_is_named() {
    let at = Installation::in_folder();
    at.connect("Acme", "okta");
    let around = at.around().to_owned();
    let there = around.join("there");
    std::fs::write(&there, "mine").expect("written");
    let refused = at.run(&["backup", "--to", text(&there)]);
    let words = format!(
        "error: {} is there already, and a backup never takes the place of another.",
        there.display()
    );
    assert!(refused.stderr.starts_with(&words), "{}", refused.stderr);
    for place in [there.join("below"), around.join("none/file")] {
        let Ended { code, stderr, .. } = at.run(&["backup", "--to", text(&place)]);
        assert_eq!(code, Some(1));
        let words = format!("error: The backup {} could not be written: ", place.display());
        assert!(stderr.starts_with(&words), "{stderr}");
    }
    // A limit on the size of files is as good as a full disk.
    let full = around.join("full");
    let line = "ulimit -f 64; trap '' XFSZ; exec \"$0\" backup --to \"$1\" --data-dir \"$2\"";
    let mut shell = Command::new("bash");
    shell.args(["-c", line, env!("CARGO_BIN_EXE_rollbook")]).args([&full, &at.data_dir()]);
    let ended = Process::start(&mut shell).end();
    let words =
        format!("error: The backup {} could not be written, and nothing of it was left: ", full.display());
    assert!(ended.stderr.starts_with(&words), "{ended:?}");
    let mut left: Vec<_> =
        around.read_dir().expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
    left.sort();
    assert_eq!(left, ["data", "there"]);
    // Where there is nothing, there is nothing to copy.
    let nothing = Installation::in_folder();
    let ended = nothing.run(&["backup", "--to", text(&full)]);
    assert!(ended.stderr.starts_with("error: There is no data of Rollbook in "), "{ended:?}");
    let remote = ["backup", "--to", text(&full), "--database", "postgres://rollbook@localhost/x"];
    let ended = Process::start(rollbook().args(remote)).end();
    assert!(
        ended.stderr.starts_with("error: a database server has its own backups: use pg_dump"),
        "{ended:?}"
    );
}
