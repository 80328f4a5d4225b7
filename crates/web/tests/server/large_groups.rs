//! Groups whose members are more than are written at once: the same bytes, by and by.

use crate::support::{GROUP, LIST, PATCH, SEARCH, USER, each, stage};
use directory::change::Member;
use directory::user::Source;
use directory::{
    Action, Actor, AuditEntry, Change, Group, GroupId, Ids, Provider, Row, Stage, Status, Timestamp, User,
    UserId,
};
use scim::Resource;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use testkit::{Answer, Client, Door, TestServer};

const NOW: Timestamp = Timestamp::from_millis(1_763_675_425_120);

/// People and groups that come into being at once, where making them one by one would take too long.
pub(crate) struct Crowd {
    ids: Ids,
    source: Source,
    change: Change,
}

impl Crowd {
    pub(crate) fn new(door: &Door) -> Self {
        let mut ids = Ids::new(NOW, [9; 32]);
        let audit = AuditEntry::new(&mut ids, NOW, &Actor::CommandLine, Action::GroupCreated, String::new());
        Self { ids, source: Source::Connection(door.connection), change: Change::new(door.org, audit) }
    }

    pub(crate) fn user(&mut self, name: &str) -> UserId {
        let resource = resource(json!({ "schemas": [USER], "userName": name }));
        let (id, source) = (self.ids.id(), self.source);
        let status = Status::On(Stage::Confirmed);
        let (created, last_modified, protected) = (NOW, NOW, false);
        let user = User { id, source, resource, version: 1, created, last_modified, status, protected };
        self.change.rows.push(Row::UserCreated(user));
        id
    }

    fn group(&mut self, name: &str, members: &[Member]) -> GroupId {
        let resource = resource(json!({ "schemas": [GROUP], "displayName": name }));
        let (id, source) = (self.ids.id(), self.source);
        let (created, last_modified, adopted) = (NOW, NOW, false);
        let group = Group { id, source, resource, version: 1, created, last_modified, adopted };
        self.change.rows.push(Row::GroupCreated(group));
        if !members.is_empty() {
            self.change.rows.push(Row::MembersAdded(id, members.to_vec()));
        }
        id
    }

    pub(crate) fn save(self, server: &TestServer) {
        let change = self.change;
        server.write(move |work| Ok(work.tx.save(&change)?));
    }
}

fn resource(attributes: Value) -> Resource {
    let Value::Object(attributes) = attributes else { panic!("{attributes} is no object") };
    Resource::from_stored(attributes)
}

/// A group of that many people and of one group, and the members with their names, by id.
fn large(server: &TestServer, door: &Door, people: usize) -> (String, Vec<(Member, String)>) {
    let mut crowd = Crowd::new(door);
    let odd = ["\"quoted\"", "back\\slash", "Zoë", "名前 😀", "tab\tend"];
    let mut members = Vec::new();
    for number in 0..people {
        let name = format!("{} {number}", odd[number % odd.len()]);
        members.push((Member::User(crowd.user(&name)), name));
    }
    members.push((Member::Group(crowd.group("Inner", &[])), "Inner".to_owned()));
    members.sort_by_key(|(member, _)| member.id());
    let all: Vec<Member> = members.iter().map(|(member, _)| *member).collect();
    let id = crowd.group("Large", &all);
    crowd.save(server);
    (id.to_string(), members)
}

/// The group as one value, its members with these sub-attributes.
fn whole(door: &Door, id: &str, members: &[(Member, String)], version: u64, parts: &[&str]) -> Value {
    let member = |(member, name): &(Member, String)| {
        let (id, kind) = (member.id(), member.kind());
        let mut all = json!({
            "value": id, "display": name, "type": kind, "$ref": format!("{}/{kind}s/{id}", door.url),
        });
        all.as_object_mut().expect("an object").retain(|name, _| parts.contains(&name.as_str()));
        all
    };
    json!({
        "schemas": [GROUP],
        "id": id,
        "displayName": "Large",
        "members": members.iter().map(member).collect::<Value>(),
        "meta": {
            "resourceType": "Group", "created": NOW.to_string(), "lastModified": NOW.to_string(),
            "version": format!("W/\"{version}\""), "location": format!("{}/Groups/{id}", door.url),
        },
    })
}

fn only(mut whole: Value, names: &[&str]) -> Value {
    whole.as_object_mut().expect("an object").retain(|name, _| names.contains(&name.as_str()));
    whole
}

const DEFAULT: &[&str] = &["value", "type", "$ref"];

#[test]
fn an_answer_has_the_same_bytes_whatever_the_size_of_the_group() {
    for people in [0, 3, 450, 900] {
        let (server, door, mut client) = stage(Provider::Generic);
        let (id, members) = large(&server, &door, people);
        let target = format!("/Groups/{id}");
        let whole = |parts: &[&str]| whole(&door, &id, &members, 1, parts);
        let default = whole(DEFAULT);
        let always = ["schemas", "id", "members"];
        let without = ["schemas", "id", "displayName", "meta"];
        for (query, expected) in [
            ("", default.clone()),
            ("?attributes=members", only(default.clone(), &always)),
            ("?attributes=members.value", only(whole(&["value"]), &always)),
            ("?attributes=members.display", only(whole(&["display"]), &always)),
            (
                "?attributes=members.display,members.value,members.$ref,members.type",
                only(whole(&["value", "display", "type", "$ref"]), &always),
            ),
            ("?attributes=members,members.display", {
                only(whole(&["value", "display", "type", "$ref"]), &always)
            }),
            ("?excludedAttributes=members.$ref", whole(&["value", "type"])),
            ("?excludedAttributes=members.value,members.$ref,members.type", only(default.clone(), &without)),
            ("?excludedAttributes=members", only(default.clone(), &without)),
            ("?attributes=displayName", only(default.clone(), &["schemas", "id", "displayName"])),
        ] {
            let answer = client.get(&format!("{target}{query}")).expect(200);
            let expected = expected.to_string();
            assert!(answer.text == expected, "{people} people, {query}");
            assert_eq!(answer.header("etag"), Some("W/\"1\""));
            let listed = client.get(&format!("/Groups{}", if query.is_empty() { "?" } else { query }));
            assert!(listed.text.contains(&expected), "{people} people, {query} in a list");
        }
        let text = default.to_string();
        let is_short = text.len() < 64 * 1024;
        let answer = client.get(&target).expect(200);
        assert_eq!(answer.header("content-length").is_some(), is_short, "{people} people");
        assert_eq!(answer.header("transfer-encoding"), (!is_short).then_some("chunked"));
        assert_eq!(answer.header("content-type"), Some("application/scim+json"));
        let plain = [("Accept", "application/json"), ("If-None-Match", "W/\"0\"")];
        let answer = client.send_with("GET", &target, None, &plain).expect(200);
        assert_eq!(answer.header("content-type"), Some("application/json"));
        assert!(answer.text == text);
        let known = client.send_with("GET", &target, None, &[("If-None-Match", "W/\"1\"")]).expect(304);
        assert_eq!((known.text.as_str(), known.header("etag")), ("", Some("W/\"1\"")));
        let body =
            json!({ "schemas": [SEARCH], "attributes": ["members"], "filter": "displayName eq \"large\"" });
        let group = only(default.clone(), &always);
        let found = json!({
            "schemas": [LIST], "totalResults": 1, "startIndex": 1, "itemsPerPage": 1, "Resources": [group],
        });
        let found = found.to_string();
        for path in ["/Groups/.search", "/.search"] {
            assert!(client.post(path, &body).expect(200).text == found, "{people} people at {path}");
        }
    }
}

/// The members of an answer, and all of it but them and the times.
fn parts(answer: &Answer) -> (Vec<String>, Map<String, Value>) {
    let mut rest = answer.body.as_object().expect("an object").clone();
    let members = rest.shift_remove("members").unwrap_or_default();
    drop(rest.shift_remove("meta"));
    (each(&members, "value"), rest)
}

#[test]
fn answers_to_changes_carry_all_members_too() {
    let (server, door, mut client) = stage(Provider::Generic);
    let (id, members) = large(&server, &door, 900);
    let target = format!("/Groups/{id}?attributes=members");
    let mut ids: Vec<String> = members.iter().map(|(member, _)| member.id()).collect();
    let bare = json!({ "schemas": [GROUP], "id": id }).as_object().expect("an object").clone();

    let gone = ids.remove(500);
    let remove = json!([{ "op": "remove", "path": format!("members[value eq \"{gone}\"]") }]);
    assert_eq!(parts(&client.patch(&target, &remove).expect(200)), (ids.clone(), bare.clone()));

    // Three go and one comes back, in no order and one of them twice.
    let mut named: Vec<&String> = ids[3..].iter().rev().chain([&gone, &ids[7]]).collect();
    named.rotate_left(5);
    let named: Value = named.into_iter().map(|id| json!({ "value": id })).collect();
    let body = json!({ "schemas": [GROUP], "displayName": "Large", "members": named });
    let left = ids.drain(..3).collect::<BTreeSet<String>>();
    ids.push(gone.clone());
    ids.sort();
    assert_eq!(parts(&client.put(&target, &body).expect(200)), (ids.clone(), bare));
    let org = door.org;
    let events = server.read(move |work| Ok(work.tx.org(org).events_after(0, 9)?));
    let (_, event) = events.last().expect("an event");
    let texts = |name: &str| -> BTreeSet<String> {
        let data = event.data.to_value().expect("JSON");
        let list = data[name].as_array().expect("a list");
        list.iter().map(|id| id.as_str().expect("text").to_owned()).collect()
    };
    assert_eq!((texts("added"), texts("removed")), (BTreeSet::from([gone]), left));

    let mut body = body;
    body["displayName"] = json!("Second");
    let made = client.post("/Groups?attributes=members", &body).expect(201);
    assert_eq!(parts(&made).0, ids);
    let bulk = json!({
        "schemas": [crate::support::BULK],
        "Operations": [{ "method": "PATCH", "path": format!("/Groups/{id}"),
            "data": { "schemas": [PATCH], "Operations": remove } }],
    });
    let answer = client.post("/Bulk", &bulk).expect(200);
    assert!(answer.text.len() < 1_000, "Bulk answers carry no resource: {}", answer.text);
}

#[test]
fn of_an_unknown_member_among_many_nothing_is_changed() {
    let (server, door, mut client) = stage(Provider::Generic);
    let (id, members) = large(&server, &door, 600);
    let nobodies = [crate::support::NOBODY, "no id at all", "zzz"];
    let ids = members.iter().take(300).map(|(member, _)| member.id());
    let named: Value = ids.chain(nobodies.map(str::to_owned)).map(|id| json!({ "value": id })).collect();
    let body = json!({ "schemas": [GROUP], "displayName": "Large", "members": named });
    let answer = client.put(&format!("/Groups/{id}"), &body);
    answer.expect_error(400, Some("invalidValue"));
    assert!(nobodies.iter().all(|nobody| answer.text.contains(nobody)), "{}", answer.text);
    let now = client.get(&format!("/Groups/{id}")).expect(200);
    let before = whole(&door, &id, &members, 1, DEFAULT).to_string();
    assert!(now.text == before);
}

const EACH: usize = 5_000;
/// 205,000 members, which are more than fit on a page.
const GROUPS: usize = 41;

/// Walks by what each page says, and returns how many there were on each, with their ids.
fn walk(client: &mut Client, mut page: impl FnMut(&mut Client, Option<&Value>) -> Value) -> Vec<Vec<String>> {
    let mut pages: Vec<Vec<String>> = Vec::new();
    let mut last: Option<Value> = None;
    loop {
        let body = page(client, last.as_ref());
        let ids = each(&body["Resources"], "id");
        assert_eq!(body["itemsPerPage"], ids.len());
        let members = body["Resources"].as_array().expect("a list").iter();
        let members: usize = members.map(|one| one["members"].as_array().map_or(0, Vec::len)).sum();
        assert!(members <= app::search::MEMBERSHIPS_MAX, "{members} members on a page");
        pages.push(ids);
        let seen: usize = pages.iter().map(Vec::len).sum();
        let total = usize::try_from(body["totalResults"].as_u64().expect("a total")).expect("small");
        if body.get("startIndex").is_none() {
            assert_eq!(body["nextCursor"].is_string(), seen < total, "a cursor while there is more");
        }
        if seen >= total || pages.len() > 9 {
            return pages;
        }
        last = Some(body);
    }
}

#[test]
fn a_walk_over_large_groups_has_shorter_pages_and_misses_nobody() {
    let (server, door, mut client) = stage(Provider::Generic);
    let mut crowd = Crowd::new(&door);
    let people: Vec<Member> =
        (0..EACH).map(|number| Member::User(crowd.user(&format!("u{number}")))).collect();
    let mut groups: Vec<String> =
        (0..GROUPS).map(|number| crowd.group(&format!("g{number:02}"), &people).to_string()).collect();
    let by_name = groups.clone();
    crowd.save(&server);
    groups.sort();
    let full = app::search::MEMBERSHIPS_MAX / EACH;
    let split = |all: &[String]| vec![all[..full].to_vec(), all[full..].to_vec()];

    let shown = "attributes=members.type&count=1000";
    for (sort, expected) in [("", &groups), ("&sortBy=displayName", &by_name)] {
        let by_index = walk(&mut client, |client, last| {
            let next = last.map_or(1, |last| {
                last["startIndex"].as_u64().expect("an index")
                    + last["itemsPerPage"].as_u64().expect("a number")
            });
            client.get(&format!("/Groups?{shown}&startIndex={next}{sort}")).expect(200).body
        });
        assert_eq!(by_index, split(expected), "by index{sort}");
        let by_cursor = walk(&mut client, |client, last| {
            let next = last.map_or("", |last| last["nextCursor"].as_str().expect("there is more"));
            client.get(&format!("/Groups?{shown}&cursor={next}{sort}")).expect(200).body
        });
        assert_eq!(by_cursor, split(expected), "by cursor{sort}");
    }
    for sort in [json!(null), json!("displayName")] {
        let everything = walk(&mut client, |client, last| {
            let next = last.map_or("", |last| last["nextCursor"].as_str().expect("there is more"));
            let body = json!({
                "schemas": [SEARCH], "attributes": ["members.type"], "cursor": next, "count": 1000,
                "sortBy": sort, "filter": "displayName pr",
            });
            client.post("/.search", &body).expect(200).body
        });
        let expected = if sort.is_null() { &groups } else { &by_name };
        assert_eq!(everything, split(expected), "/.search by {sort}");
    }
    let without = client.get("/Groups?excludedAttributes=members").expect(200).body;
    assert_eq!(without["itemsPerPage"], GROUPS, "without members nothing is cut");
}
