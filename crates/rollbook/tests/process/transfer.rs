//! `rollbook move`: everything or nothing, in any direction, and nobody else in between.

use crate::installation::{Door, Installation, Server};
use crate::process::{Ended, Process, rollbook};
use directory::user::Source;
use directory::{
    Action, Actor, AuditEntry, Change, ConnectionId, Ids, OrgId, Row, Stage, Status, Timestamp, User,
};
use scim::Resource;
use serde_json::{Value, json};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};
use testkit::database::{SERVER_VARIABLE, server};
use testkit::{Client, TestDatabase};

/// Enough to be killed in the middle of.
const USERS: usize = 6_000;
const NOW: Timestamp = Timestamp::from_millis(1_763_675_425_120);
/// Longer than a move takes here, and than a database server takes to notice that a program was killed.
const PATIENCE: Duration = Duration::from_secs(20);

fn move_data(from: &str, to: &str) -> Ended {
    Process::start(rollbook().args(["move", "--from", from, "--to", to, "--json"])).end()
}

/// What a move says that has to succeed.
fn moved(from: &str, to: &str) -> Value {
    let ended = move_data(from, to);
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "{ended:?}");
    let said: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    assert_eq!((said["from"].as_str(), said["to"].as_str()), (Some(from), Some(to)));
    said["tables"].clone()
}

fn refusal(from: &str, to: &str) -> String {
    let ended = move_data(from, to);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(1), ""), "{ended:?}");
    ended.stderr
}

fn serve(arguments: &[&str]) -> Process {
    Process::start(rollbook().args(["serve", "--listen", "127.0.0.1:0"]).args(arguments))
}

fn text(path: &Path) -> String {
    path.to_str().expect("UTF-8").to_owned()
}

/// A database on the server that the environment names; none if it names none, which is said.
fn remote() -> Option<TestDatabase> {
    let database = server().map(|server| TestDatabase::on(&server));
    if database.is_none() {
        let text = format!("skipped, because {SERVER_VARIABLE} names no database server");
        std::io::Write::write_all(&mut std::io::stderr(), format!("{text}\n").as_bytes())
            .expect("standard error");
    }
    database
}

/// The users as a connection shows them, without the address of the server in them.
fn shown(client: &mut Client, url: &str) -> Vec<String> {
    let page = client.get("/Users?count=200").expect(200).body;
    assert_eq!(page["totalResults"], page["Resources"].as_array().map_or(0, Vec::len));
    let base = url.split("/scim/").next().expect("an address").to_owned();
    page["Resources"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|user| user.to_string().replace(&base, ""))
        .collect()
}

fn flag(database: &str) -> [&str; 2] {
    [if database.starts_with("postgres://") { "--database" } else { "--data-dir" }, database]
}

#[test]
fn everything_arrives_and_a_server_goes_on_behind_it() {
    let at = Installation::in_folder();
    let server = at.serve();
    let door = at.connect("Acme", "okta");
    let okta =
        ["simulate", "okta", "--users", "60", "--groups", "5", "--url", &door.url, "--token", &door.token];
    assert_eq!(Process::start(rollbook().args(okta)).end().code, Some(0));
    let before = shown(&mut door.client(), &door.url);
    assert_eq!(before.len(), 60);
    server.stop();

    let remote = remote();
    let middle = remote.as_ref().and_then(TestDatabase::url);
    // Without a database server the way leads through another folder.
    let middle = middle.unwrap_or_else(|| text(&at.around().join("middle")));
    let (first, last) = (text(&at.data_dir()), text(&at.around().join("last")));
    let there = moved(&first, &middle);
    let rows = |name: &str| {
        let tables = there.as_array().expect("a list");
        tables.iter().find(|table| table["table"] == name).expect("the table")["rows"].clone()
    };
    assert_eq!(
        (rows("organizations"), rows("users"), rows("directory_groups")),
        (json!(1), json!(60), json!(5))
    );

    // The old place is left, for servers and for commands.
    let words = format!("was moved to {middle} and has not followed what happened there since.");
    for ended in [serve(&flag(&first)).end(), at.run(&["organization", "list"])] {
        assert_eq!(ended.code, Some(1), "{ended:?}");
        assert!(ended.stderr.contains(&words), "{}", ended.stderr);
    }
    let back = moved(&middle, &last);
    assert_eq!(there, back, "the same tables with the same digests");
    let left = serve(&flag(&middle)).end();
    assert!(left.stderr.contains(&format!("was moved to {last} ")), "{left:?}");

    // A server of either kind goes on where the first one stopped.
    let freed = Process::start(rollbook().args(["move", "--take-back", &middle])).end();
    assert_eq!(freed.code, Some(0), "{freed:?}");
    for database in [&middle, &last] {
        let server = Server::of(serve(&flag(database)));
        let url = format!("{}/scim/v2/{}", server.url, door.connection);
        let mut client = Client::new(&url, Some(&door.token));
        assert_eq!(shown(&mut client, &url), before);
        let made = client
            .post("/Users", &json!({ "schemas": [scim::schema::USER_URN], "userName": "new@acme.example" }));
        assert_eq!(made.status, 201, "{:?}", made.body);
        assert_eq!(shown(&mut client, &url).len(), 61);
        server.stop();
    }
}

#[test]
fn a_move_that_may_not_be_changes_nothing() {
    let at = Installation::in_folder();
    let (full, other) = (text(&at.data_dir()), Installation::in_folder());
    let (empty, nothing) = (text(&at.around().join("empty")), text(&at.around().join("nothing")));
    at.connect("Acme", "okta");
    let before = at.everything();

    assert_eq!(refusal(&nothing, &empty), format!("error: There is no data of Rollbook in {nothing}.\n"));
    assert_eq!(refusal(&full, &full), format!("error: {full} cannot be moved to itself.\n"));
    let server = at.serve();
    let running = format!("error: A Rollbook server uses the data folder {full}. Stop it first.\n");
    assert_eq!(refusal(&full, &empty), running);
    other.connect("Beta", "okta");
    assert_eq!(refusal(&text(&other.data_dir()), &full), running);
    server.stop();
    let taken = format!(
        "error: The folder {full} is not empty: it has organizations. Data is only moved into an empty one; give \
         another.\n"
    );
    assert_eq!(refusal(&text(&other.data_dir()), &full), taken);
    for folder in [empty, nothing] {
        assert!(!Path::new(&folder).exists(), "{folder} was made for nothing");
    }
    if let Some(remote) = remote() {
        let url = remote.url().expect("a server's");
        let server = Server::of(serve(&flag(&url)));
        let text = refusal(&full, &url);
        assert!(
            text.contains("servers or commands of Rollbook are connected to it. Stop them first"),
            "{text}"
        );
        server.stop();
    }
    assert_eq!(at.everything(), before);
    at.serve().stop();
}

#[test]
fn data_that_was_left_is_not_moved_again() {
    let at = Installation::in_folder();
    at.connect("Acme", "okta");
    let (first, second) = (text(&at.around().join("first")), text(&at.around().join("second")));
    let remote = remote();
    let urls = remote.as_ref().and_then(TestDatabase::url);
    for source in [Some(text(&at.data_dir())), urls].into_iter().flatten() {
        if source.starts_with("postgres://") {
            moved(&second, &source);
            for folder in [&first, &second] {
                std::fs::remove_dir_all(folder).expect("a folder");
            }
        }
        moved(&source, &first);
        let words = format!(
            "error: The data of {source} was moved to {first} and has not followed what happened there since. Use \
             that one; or, to give up what is there and go on here, run `rollbook move --take-back DATABASE` with \
             this one.\n"
        );
        for target in [&first, &second] {
            assert_eq!(refusal(&source, target), words);
        }
        assert!(!Path::new(&second).exists(), "{second} was made for nothing");

        // As it is when a move is killed between its commit and the mark: the target is complete, and says so.
        let freed = Process::start(rollbook().args(["move", "--take-back", &source])).end();
        assert_eq!(freed.code, Some(0), "{freed:?}");
        let taken = format!(
            "error: The folder {first} is not empty: it has organizations. Data is only moved into an empty one; give \
             another.\n"
        );
        assert_eq!(refusal(&source, &first), taken);
        // Who gave up what is there can move elsewhere; that is where the data is then.
        moved(&source, &second);
        let left = serve(&flag(&source)).end();
        assert!(left.stderr.contains(&format!("was moved to {second} and")), "{left:?}");
    }
}

#[test]
fn a_target_with_anything_in_it_is_refused() {
    let at = Installation::in_folder();
    at.connect("Acme", "okta");
    let source = text(&at.data_dir());
    let folder = |name: &str| text(&at.around().join(name));
    for inner in ["data/inner", "data/new/../deeper/inner"] {
        let inner = folder(inner);
        let text = refusal(&source, &inner);
        assert!(text.contains("lies in the folder of the data that is to be moved"), "{text}");
        assert!(!Path::new(&inner).exists(), "{inner} was made for nothing");
    }
    let full = folder("full");
    std::fs::create_dir(&full).expect("a folder");
    std::fs::write(Path::new(&full).join("photo.jpg"), "mine").expect("written");
    let words = |what: &str, database: &str, has: &str| {
        format!(
            "error: The {what} {database} is not empty: it has {has}. Data is only moved into an empty one; give \
             another.\n"
        )
    };
    assert_eq!(refusal(&source, &full), words("folder", &full, "photo.jpg"));
    assert_eq!(Path::new(&full).read_dir().expect("a folder").count(), 1);
    for script in ["TABLE customers (id bigint)", "TABLE users (id bigint)", "VIEW moved AS SELECT 1 AS one"]
    {
        let Some(remote) = remote() else { break };
        let url = remote.url().expect("a server's");
        remote.ask(&format!("CREATE {script}")).expect("a server");
        let name = script.split(' ').nth(1).expect("a name");
        assert_eq!(refusal(&source, &url), words("database", &url, name));
        let tables =
            "SELECT string_agg(relname, ',') FROM pg_class WHERE relnamespace = 'public'::regnamespace";
        assert_eq!(remote.ask(tables).expect("a server"), name, "nothing was made beside it");
    }
    // What a container is given as a volume is there, and as good as empty.
    let volume = folder("volume");
    std::fs::create_dir_all(Path::new(&volume).join("lost+found")).expect("a folder");
    moved(&source, &volume);
}

/// An installation of so many users, without the time that it takes to make them over HTTP.
fn large() -> (Installation, Door) {
    let at = Installation::in_folder();
    let door = at.connect("Acme", "okta");
    let org = OrgId::parse(&door.organization).expect("an id");
    let source = Source::Connection(ConnectionId::parse(&door.connection).expect("an id"));
    let mut ids = Ids::new(NOW, [7; 32]);
    let audit = AuditEntry::new(&mut ids, NOW, &Actor::CommandLine, Action::UserCreated, String::new());
    let mut change = Change::new(org, audit);
    for number in 0..USERS {
        let user = json!({ "schemas": [scim::schema::USER_URN], "userName": format!("user{number:06}@example.com") });
        let Value::Object(attributes) = user else { panic!("an object") };
        let resource = Resource::from_stored(attributes);
        let (id, status) = (ids.id(), Status::On(Stage::Confirmed));
        let (created, last_modified, protected) = (NOW, NOW, false);
        let user = User { id, source, resource, version: 1, created, last_modified, status, protected };
        change = change.row(Row::UserCreated(user));
    }
    at.write(change);
    (at, door)
}

/// How many organizations are to be seen in the target of a move that was killed.
fn organizations(target: &str) -> usize {
    let begun = Instant::now();
    loop {
        let mut command = rollbook();
        let ended = Process::start(command.args(["organization", "list", "--json"]).args(flag(target))).end();
        if ended.stderr.contains("there is no Rollbook in") {
            return 0;
        }
        if ended.code == Some(0) {
            let list: Value = serde_json::from_str(&ended.stdout).expect("JSON");
            return list.as_array().expect("a list").len();
        }
        let leaving = ended.stderr.contains("its data is being moved");
        assert!(leaving && begun.elapsed() < PATIENCE, "{ended:?}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// Kills moves later and later, until one is done before it is killed; then everything is there.
fn kill_again_and_again(door: &Door, source: &str, target: &str) {
    let (mut wait, mut killed) = (Duration::from_millis(20), 0);
    while organizations(target) == 0 {
        let process = Process::start(rollbook().args(["move", "--from", source, "--to", target]));
        thread::sleep(wait);
        process.kill();
        killed += 1;
        assert!(wait < PATIENCE, "{target}: it is never done");
        wait += wait / 2;
    }
    assert!(killed > 3, "{target}: done after {killed} runs, so hardly one was killed in the middle");
    let server = Server::of(serve(&flag(target)));
    let url = format!("{}/scim/v2/{}", server.url, door.connection);
    let page = Client::new(&url, Some(&door.token)).get("/Users?count=1").expect(200).body;
    assert_eq!(page["totalResults"], USERS);
    server.stop();
}

#[test]
fn a_move_that_is_killed_leaves_nothing_and_can_be_run_again() {
    let (at, door) = large();
    let folder = text(&at.around().join("target"));
    kill_again_and_again(&door, &text(&at.data_dir()), &folder);
    if let Some(remote) = remote() {
        kill_again_and_again(&door, &folder, &remote.url().expect("a server's"));
    }
}
