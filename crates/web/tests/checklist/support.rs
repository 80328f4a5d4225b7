//! A server that takes the RFCs at their word, and what several boxes need.

use directory::Provider;
use scim::dialect::Dialect;
use serde_json::{Value, json};
use testkit::{Answer, Client, Door, TestServer};

pub(crate) use scim::list::{LIST_RESPONSE_URN as LIST, SEARCH_REQUEST_URN as SEARCH};
pub(crate) use scim::schema::{ENTERPRISE_USER_URN as ENTERPRISE, GROUP_URN as GROUP, USER_URN as USER};

/// The schema of a Bulk request (RFC 7644 §3.7).
pub(crate) const BULK: &str = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
/// An id of the right form that nobody has.
pub(crate) const NOBODY: &str = "0199ffff-ffff-7fff-bfff-ffffffffffff";

/// A server with a connection in the strict dialect, and a client of it.
pub(crate) fn stage() -> (TestServer, Door, Client) {
    stage_in(Dialect::STRICT)
}

/// The same in another dialect.
pub(crate) fn stage_in(dialect: Dialect) -> (TestServer, Door, Client) {
    let server = TestServer::start();
    let door = server.connect_as("Acme", Provider::Generic, Some(dialect));
    let client = door.client();
    (server, door, client)
}

/// The body of a user with these attributes.
pub(crate) fn user(user_name: &str, also: Value) -> Value {
    with(json!({ "schemas": [USER], "userName": user_name }), also)
}

/// The body of a group with these members.
pub(crate) fn group(name: &str, members: &[&str]) -> Value {
    let members: Vec<Value> = members.iter().map(|id| json!({ "value": id })).collect();
    json!({ "schemas": [GROUP], "displayName": name, "members": members })
}

/// A body with further attributes, or other ones.
pub(crate) fn with(mut body: Value, also: Value) -> Value {
    let (Some(body_of), Value::Object(also)) = (body.as_object_mut(), also) else { panic!("two objects") };
    body_of.extend(also);
    body
}

/// Makes a user and returns its id; a younger one has a greater id.
#[track_caller]
pub(crate) fn add_user(client: &mut Client, user_name: &str, also: Value) -> String {
    std::thread::sleep(std::time::Duration::from_millis(2));
    client.post("/Users", &user(user_name, also)).expect(201).id()
}

/// Makes a group and returns its id.
#[track_caller]
pub(crate) fn add_group(client: &mut Client, name: &str, members: &[&str]) -> String {
    std::thread::sleep(std::time::Duration::from_millis(2));
    client.post("/Groups", &group(name, members)).expect(201).id()
}

/// The resource at a target.
#[track_caller]
pub(crate) fn shown(client: &mut Client, target: &str) -> Value {
    client.get(target).expect(200).body
}

/// The `userName`s of those who are found, in their order.
#[track_caller]
pub(crate) fn found(client: &mut Client, query: &str) -> Vec<String> {
    names(&client.get(&format!("/Users?{query}")).expect(200), "userName")
}

/// The same by a filter.
#[track_caller]
pub(crate) fn filtered(client: &mut Client, filter: &str) -> Vec<String> {
    found(client, &format!("filter={}", encoded(filter)))
}

/// One text of each resource in a list.
#[track_caller]
pub(crate) fn names(answer: &Answer, attribute: &str) -> Vec<String> {
    let all = answer.body["Resources"].as_array().unwrap_or_else(|| panic!("no list: {}", answer.text));
    all.iter().map(|one| one[attribute].as_str().unwrap_or_else(|| panic!("{one}")).to_owned()).collect()
}

/// The ids of a group's members, sorted.
#[track_caller]
pub(crate) fn members(client: &mut Client, id: &str) -> Vec<String> {
    let group = shown(client, &format!("/Groups/{id}"));
    let all = group["members"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut ids: Vec<String> =
        all.iter().map(|one| one["value"].as_str().expect("a value").to_owned()).collect();
    ids.sort();
    ids
}

/// One PATCH operation without a value.
pub(crate) fn remove(path: &str) -> Value {
    json!([{ "op": "remove", "path": path }])
}

/// One PATCH operation with a value.
pub(crate) fn op(op: &str, path: &str, value: &Value) -> Value {
    json!([{ "op": op, "path": path, "value": value }])
}

/// The names of an object's members, sorted.
pub(crate) fn keys(object: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = object.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

/// Percent-encoded, as a query wants it.
pub(crate) fn encoded(text: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    text.bytes().map(|b| if plain(&b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// What a resource is, without what tells when it was written.
pub(crate) fn state(client: &mut Client, target: &str) -> String {
    client.get(target).expect(200).text
}
