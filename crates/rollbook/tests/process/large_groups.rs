//! Groups of a hundred thousand members, on a server of a few dozen MiB.
#![cfg(target_os = "linux")]

use crate::installation::{Door, Installation, Server};
use directory::change::Member;
use directory::user::Source;
use directory::{
    Action, Actor, AuditEntry, Change, ConnectionId, Group, GroupId, Ids, OrgId, Row, Stage, Status,
    Timestamp, User, UserId,
};
use scim::Resource;
use serde_json::{Map, Value, json};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

const MEMBERS: usize = 100_000;
const NOW: Timestamp = Timestamp::from_millis(1_763_675_425_120);
/// What an answer may add to the peak of the server's memory, in MiB.
const RISE_MAX: u64 = 63;
/// More clients than the server has threads.
const SLOW_CLIENTS: usize = 24;

/// A server with a group of [`MEMBERS`] users, who are all there is, and their ids in order.
struct Scene {
    // The server goes before its folder.
    server: Server,
    door: Door,
    group: String,
    members: Vec<String>,
    _at: Installation,
}

fn resource(attributes: Value) -> Resource {
    let Value::Object(attributes) = attributes else { panic!("{attributes} is no object") };
    Resource::from_stored(attributes)
}

fn scene() -> Scene {
    let at = Installation::in_folder();
    let mut door = at.connect("Acme", "okta");
    let org = OrgId::parse(&door.organization).expect("an id");
    let source = Source::Connection(ConnectionId::parse(&door.connection).expect("an id"));
    let mut ids = Ids::new(NOW, [7; 32]);
    let audit = AuditEntry::new(&mut ids, NOW, &Actor::CommandLine, Action::GroupCreated, String::new());
    let mut change = Change::new(org, audit);
    let mut members: Vec<UserId> = Vec::new();
    for number in 0..MEMBERS {
        let id = ids.id();
        members.push(id);
        let name = format!("user{number:06}@example.com");
        let resource = resource(json!({ "schemas": [scim::schema::USER_URN], "userName": name }));
        let status = Status::On(Stage::Confirmed);
        let (created, last_modified, protected) = (NOW, NOW, false);
        let user = User { id, source, resource, version: 1, created, last_modified, status, protected };
        change = change.row(Row::UserCreated(user));
    }
    let id: GroupId = ids.id();
    let resource = resource(json!({ "schemas": [scim::schema::GROUP_URN], "displayName": "Everybody" }));
    let (created, last_modified, adopted) = (NOW, NOW, false);
    let group = Group { id, source, resource, version: 1, created, last_modified, adopted };
    let all = members.iter().copied().map(Member::User).collect();
    at.write(change.row(Row::GroupCreated(group)).row(Row::MembersAdded(id, all)));
    let server = at.serve();
    door.url = format!("{}/scim/v2/{}", server.url, door.connection);
    let mut members: Vec<String> = members.iter().map(ToString::to_string).collect();
    members.sort();
    Scene { server, door, group: id.to_string(), members, _at: at }
}

impl Scene {
    /// The answer to a request, and by how much it raised the peak of the server's memory.
    fn ask(&self, method: &str, target: &str, body: Option<&Value>) -> (Value, u64) {
        let before = self.server.process.peak_memory();
        let body = body.map(Value::to_string);
        let answer = self.door.client().send(method, target, body.as_deref()).expect(200);
        (answer.body, self.server.process.peak_memory() - before)
    }

    /// The members as an answer shows them that was made in the simplest way.
    fn shown(&self) -> Value {
        let member = |id: &String| json!({ "value": id, "type": "User", "$ref": self.at("Users", id) });
        self.members.iter().map(member).collect()
    }

    fn at(&self, kind: &str, id: &str) -> String {
        format!("{}/{kind}/{id}", self.door.url)
    }
}

#[test]
fn a_large_group_passes_through_a_small_memory() {
    let scene = scene();
    let target = format!("/Groups/{}", scene.group);
    let (small, _) = scene.ask("GET", &format!("{target}?excludedAttributes=members"), None);
    let mut whole = Map::new();
    for (name, value) in small.as_object().expect("an object").clone() {
        if name == "meta" {
            whole.insert("members".into(), scene.shown());
        }
        whole.insert(name, value);
    }
    let whole = Value::Object(whole);
    let (answer, rise) = scene.ask("GET", &target, None);
    assert!(answer == whole, "the group with its members");
    assert!(rise <= RISE_MAX, "GET took {rise} MiB");
    let (list, rise) = scene.ask("GET", "/Groups", None);
    assert!(list["Resources"] == json!([whole]), "the list of groups");
    assert!(rise <= RISE_MAX, "the list took {rise} MiB");

    let (leaver, rest) = scene.members.split_first().expect("members");
    let filter = format!("members[value eq \"{leaver}\"]");
    let patch = json!({
        "schemas": [scim::patch::PATCH_URN], "Operations": [{ "op": "remove", "path": filter }],
    });
    let (answer, rise) = scene.ask("PATCH", &format!("{target}?attributes=members.value"), Some(&patch));
    let left: Value = rest.iter().map(|id| json!({ "value": id })).collect();
    assert!(answer["members"] == left, "those who stay");
    assert!(rise <= RISE_MAX, "PATCH took {rise} MiB");

    let named: Value = scene.members[2..].iter().map(|id| json!({ "value": id })).collect();
    let put = json!({ "schemas": [scim::schema::GROUP_URN], "displayName": "Everybody", "members": named });
    let (answer, rise) = scene.ask("PUT", &format!("{target}?attributes=members.value"), Some(&put));
    assert!(answer["members"] == named, "those who are named");
    assert!(rise <= 2 * RISE_MAX, "PUT, whose body is held while it is read, took {rise} MiB");
    scene.server.stop();
}

#[test]
fn clients_that_stop_reading_keep_nobody_waiting() {
    let scene = scene();
    let before = scene.server.process.peak_memory();
    let request = format!(
        "GET {}/Groups/{} HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {}\r\n\r\n",
        scene.door.url.trim_start_matches(&scene.server.url),
        scene.group,
        scene.door.token
    );
    let slow = |_| {
        let address = scene.server.url.trim_start_matches("http://");
        let mut stream = TcpStream::connect(address).expect("a connection");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut begun = [0; 4_096];
        stream.read_exact(&mut begun).expect("the answer begins");
        assert!(begun.starts_with(b"HTTP/1.1 200 "));
        stream
    };
    let streams: Vec<TcpStream> = (0..SLOW_CLIENTS).map(slow).collect();
    let begun = Instant::now();
    let target = format!("/Groups/{}", scene.group);
    let one = &scene.members[0];
    let leave = json!([{ "op": "remove", "path": format!("members[value eq \"{one}\"]") }]);
    let mut client = scene.door.client();
    drop(client.patch(&target, &leave).expect(204));
    let answer = client.get(&target).expect(200).body;
    assert_eq!(answer["members"].as_array().map(Vec::len), Some(MEMBERS - 1), "all but the one who left");
    assert_eq!(client.get(&format!("/Users/{one}")).expect(200).body.get("groups"), None);
    assert!(begun.elapsed() < Duration::from_secs(20), "others waited for {:?}", begun.elapsed());
    let rise = scene.server.process.peak_memory() - before;
    // Each holds its ids, 1.7 MB, and a chunk or two.
    assert!(rise <= 128, "{SLOW_CLIENTS} slow clients took {rise} MiB");
    // They go on with what was there when they asked.
    let mut rest = Vec::new();
    let mut first = streams.into_iter().next().expect("a client");
    first.set_read_timeout(Some(Duration::from_secs(30))).expect("a time-out");
    while !rest.ends_with(b"\r\n0\r\n\r\n") {
        let mut some = [0; 65_536];
        let read = first.read(&mut some).expect("it goes on");
        assert!(read > 0, "it was cut off");
        rest.extend_from_slice(&some[..read]);
    }
    scene.server.stop();
}
