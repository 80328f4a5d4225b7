//! What several topics need: people, groups, and a look at everything that an organization has.

use directory::{OrgId, Provider};
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;
use testkit::{Answer, Client, Door, TestServer};

pub(crate) const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
pub(crate) const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
pub(crate) const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
pub(crate) const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
pub(crate) const SEARCH: &str = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";
pub(crate) const PATCH: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
pub(crate) const BULK: &str = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";

/// An id of the right form that nobody has.
pub(crate) const NOBODY: &str = "0199ffff-ffff-7fff-bfff-ffffffffffff";

/// A server with one connection, and a client of it.
pub(crate) fn stage(provider: Provider) -> (TestServer, Door, Client) {
    let server = TestServer::start();
    let door = server.connect("Acme", provider);
    let client = door.client();
    (server, door, client)
}

/// A user as a provider would send it.
pub(crate) fn person(user_name: &str) -> Value {
    json!({
        "schemas": [USER],
        "userName": user_name,
        "name": { "givenName": "Jane", "familyName": "Doe" },
        "emails": [{ "primary": true, "value": user_name, "type": "work" }],
        "displayName": "Jane Doe",
        "active": true,
    })
}

/// Makes a user and returns its id, which is greater than those of all users before.
#[track_caller]
pub(crate) fn add_user(client: &mut Client, user_name: &str) -> String {
    tick();
    client.post("/Users", &person(user_name)).expect(201).id()
}

/// A group as a provider would send it.
pub(crate) fn group(name: &str, members: &[&str]) -> Value {
    let members: Vec<Value> = members.iter().map(|id| json!({ "value": id })).collect();
    json!({ "schemas": [GROUP], "displayName": name, "members": members })
}

/// Makes a group and returns its id, which is greater than those of all groups before.
#[track_caller]
pub(crate) fn add_group(client: &mut Client, name: &str, members: &[&str]) -> String {
    tick();
    client.post("/Groups", &group(name, members)).expect(201).id()
}

/// The ids of a group's members, sorted.
#[track_caller]
pub(crate) fn members(client: &mut Client, group: &str) -> Vec<String> {
    let answer = client.get(&format!("/Groups/{group}")).expect(200);
    let mut ids: Vec<String> = each(&answer.body["members"], "value");
    ids.sort();
    ids
}

/// One text of each element of a list.
#[track_caller]
pub(crate) fn each(list: &Value, name: &str) -> Vec<String> {
    let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter()
        .map(|one| one[name].as_str().unwrap_or_else(|| panic!("no {name} in {one}")).to_owned())
        .collect()
}

/// Long enough for the next resource to be a younger one: ids count milliseconds.
pub(crate) fn tick() {
    std::thread::sleep(Duration::from_millis(2));
}

/// A filter as the target of a GET.
pub(crate) fn filtered(endpoint: &str, filter: &str) -> String {
    format!("{endpoint}?filter={}", encoded(filter))
}

/// Percent-encoded, as a query wants it.
pub(crate) fn encoded(text: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    text.bytes().map(|b| if plain(&b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// Everything that a door shows and the organization's place in its own history: what a refused request must not move.
#[track_caller]
pub(crate) fn everything(server: &TestServer, door: &Door) -> (u64, usize, String, String) {
    let mut client = door.client();
    let users = client.get("/Users?count=1000").expect(200);
    let groups = client.get("/Groups?count=1000").expect(200);
    (server.event_sequence(door.org), events(server, door.org).len(), users.text, groups.text)
}

/// The kinds of all events of an organization, in order, with whom they are about.
pub(crate) fn events(server: &TestServer, org: OrgId) -> Vec<(String, String)> {
    let all = server.read(move |work| Ok(work.tx.org(org).events_after(0, 100_000)?));
    for (place, (sequence, _)) in (1..).zip(&all) {
        assert_eq!(*sequence, place, "the numbers of events have no gap");
    }
    all.into_iter().map(|(_, event)| (event.kind.as_str().to_owned(), event.subject)).collect()
}

/// Sends these bytes on a connection of their own and reads all that comes back until the server closes.
pub(crate) fn raw(url: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(url.trim_start_matches("http://")).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(50))).expect("a time-out");
    // The server may answer and close before it has read everything.
    drop(stream.write_all(request.as_bytes()));
    let mut answer = Vec::new();
    drop(stream.read_to_end(&mut answer));
    String::from_utf8_lossy(&answer).into_owned()
}

/// A raw answer, taken apart.
#[track_caller]
pub(crate) fn answer(text: &str) -> Answer {
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text:?}"));
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).expect("a status line");
    let header = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned()));
    Answer {
        status: status.parse().expect("a status"),
        headers: lines.filter_map(header).collect(),
        body: serde_json::from_str(body).unwrap_or(Value::Null),
        text: body.to_owned(),
    }
}

/// What must be the same of two answers for nobody to tell them apart: all but the time at which they were given.
pub(crate) fn looks(answer: &Answer) -> (u16, Vec<(String, String)>, String) {
    let mut headers = answer.headers.clone();
    headers.retain(|(name, _)| !name.eq_ignore_ascii_case("date"));
    (answer.status, headers, answer.text.clone())
}
