//! Many clients at once: nothing is lost, nothing is doubled.

use crate::support::{GROUP, add_group, add_user, events, group, members, person, stage};
use directory::Provider;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Barrier;
use std::thread;
use testkit::{Answer, Client, Door};

const CLIENTS: usize = 64;

/// Runs as many clients at the same time, each with its number, and collects what they got.
fn at_once<T: Send>(door: &Door, work: impl Fn(usize, &mut Client) -> T + Sync) -> Vec<T> {
    let barrier = Barrier::new(CLIENTS);
    thread::scope(|scope| {
        let start = |number| {
            let (barrier, work) = (&barrier, &work);
            scope.spawn(move || {
                let mut client = door.client();
                // The connection is open before the race begins.
                drop(client.get("/ServiceProviderConfig").expect(200));
                barrier.wait();
                work(number, &mut client)
            })
        };
        let threads: Vec<_> = (0..CLIENTS).map(start).collect();
        threads.into_iter().map(|thread| thread.join().expect("a client")).collect()
    })
}

fn count(answers: &[Answer], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status == status).count()
}

#[test]
fn one_of_many_creates_of_the_same_user_wins() {
    let (server, door, mut client) = stage(Provider::Okta);
    let answers = at_once(&door, |number, client| {
        // The same name in many spellings.
        let name: String = "contested@example.com"
            .chars()
            .enumerate()
            .map(|(place, c)| if (number >> (place % 6)) & 1 == 1 { c.to_ascii_uppercase() } else { c })
            .collect();
        client.post("/Users", &person(&name))
    });
    assert_eq!((count(&answers, 201), count(&answers, 409)), (1, CLIENTS - 1));
    for answer in answers.iter().filter(|answer| answer.status == 409) {
        answer.expect_error(409, Some("uniqueness"));
    }
    assert_eq!(client.get("/Users").body["totalResults"], 1);
    assert_eq!(events(&server, door.org).len(), 1);
}

#[test]
fn one_of_many_creates_of_the_same_group_wins() {
    let (server, door, mut client) = stage(Provider::Okta);
    let answers = at_once(&door, |number, client| {
        let name = if number % 2 == 0 { "Contested" } else { "CONTESTED" };
        client.post("/Groups", &group(name, &[]))
    });
    assert_eq!((count(&answers, 201), count(&answers, 409)), (1, CLIENTS - 1));
    assert_eq!(client.get("/Groups").body["totalResults"], 1);
    assert_eq!(events(&server, door.org).len(), 1);
}

#[test]
fn one_of_many_renames_to_the_same_name_wins() {
    let (_server, door, mut client) = stage(Provider::Entra);
    let users: Vec<String> =
        (0..CLIENTS).map(|n| add_user(&mut client, &format!("u{n}@example.com"))).collect();
    let rename = json!([{ "op": "replace", "path": "userName", "value": "contested@example.com" }]);
    let answers =
        at_once(&door, |number, client| client.patch(&format!("/Users/{}", users[number]), &rename));
    assert_eq!((count(&answers, 200), count(&answers, 409)), (1, CLIENTS - 1));
    assert_eq!(client.get("/Users?count=0").body["totalResults"], CLIENTS);
}

#[test]
fn members_that_come_and_go_at_once_end_as_each_of_them_was_told() {
    let (server, door, mut client) = stage(Provider::Entra);
    let users: Vec<String> =
        (0..CLIENTS).map(|n| add_user(&mut client, &format!("u{n}@example.com"))).collect();
    // The even ones are there and go, the odd ones come; each ends where its own client left it.
    let there: Vec<&str> = users.iter().step_by(2).map(String::as_str).collect();
    let ops = add_group(&mut client, "Ops", &there);
    let target = format!("/Groups/{ops}");
    let statuses = at_once(&door, |number, client| {
        let id = &users[number];
        let add = json!([{ "op": "Add", "path": "members", "value": [{ "value": id }] }]);
        let remove = if number % 4 < 2 {
            json!([{ "op": "Remove", "path": "members", "value": [{ "value": id }] }])
        } else {
            json!([{ "op": "remove", "path": format!("members[value eq \"{id}\"]") }])
        };
        let turns = if number % 2 == 0 { [&remove, &add, &remove] } else { [&add, &remove, &add] };
        turns.map(|operations| client.patch(&target, operations).status)
    });
    assert!(statuses.iter().flatten().all(|status| *status == 204), "{statuses:?}");
    let mut expected: Vec<String> = users.iter().skip(1).step_by(2).cloned().collect();
    expected.sort();
    assert_eq!(members(&mut client, &ops), expected);
    // The feed tells the same story: whoever follows it ends with the same members.
    let mut followed: BTreeSet<String> = there.iter().map(|id| (*id).to_owned()).collect();
    let org = door.org;
    let all = server.read(move |work| Ok(work.tx.org(org).events_after(0, 100_000)?));
    let mut created = false;
    for (_, event) in all {
        if event.kind.as_str() == "group.members_changed" {
            let data = event.data.to_value().expect("JSON");
            // The first one tells of those whom the group was made with.
            if !std::mem::replace(&mut created, true) {
                assert_eq!(texts(&data["added"]), followed);
                continue;
            }
            for id in texts(&data["removed"]) {
                assert!(followed.remove(&id), "somebody goes who was not there");
            }
            for id in texts(&data["added"]) {
                assert!(followed.insert(id), "somebody comes who is there already");
            }
        }
    }
    assert_eq!(followed.into_iter().collect::<Vec<_>>(), expected);
}

fn texts(list: &Value) -> BTreeSet<String> {
    let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(|text| text.as_str().map(str::to_owned)).collect()
}

#[test]
fn changes_of_different_attributes_of_one_user_are_all_kept() {
    let (server, door, mut client) = stage(Provider::Entra);
    let id = add_user(&mut client, "a@example.com");
    let paths = |number: usize| match number % 8 {
        0 => "title".to_owned(),
        1 => "nickName".into(),
        2 => "name.middleName".into(),
        3 => "name.honorificPrefix".into(),
        4 => "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department".into(),
        5 => "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter".into(),
        other => format!("phoneNumbers[type eq \"t{other}-{number}\"].value"),
    };
    let before = server.event_sequence(door.org);
    let answers = at_once(&door, |number, client| {
        let operations =
            json!([{ "op": "replace", "path": paths(number), "value": format!("value {number}") }]);
        client.patch(&format!("/Users/{id}"), &operations)
    });
    assert_eq!(count(&answers, 200), CLIENTS);
    let user = client.get(&format!("/Users/{id}")).expect(200).body;
    for (number, single) in
        [&user["title"], &user["nickName"], &user["name"]["middleName"]].into_iter().enumerate()
    {
        let last = single.as_str().and_then(|text| text.strip_prefix("value ")).expect("a value");
        assert_eq!(last.parse::<usize>().expect("a number") % 8, number);
    }
    let phones = user["phoneNumbers"].as_array().expect("a list");
    assert_eq!(phones.len(), CLIENTS / 4, "no element is lost: {phones:?}");
    assert_eq!(user["name"]["givenName"], "Jane", "what nobody wrote is as it was");
    // Each change is a version of its own, and an event.
    assert_eq!(user["meta"]["version"], format!("W/\"{}\"", CLIENTS + 1));
    assert_eq!(server.event_sequence(door.org), before + CLIENTS as u64);
}

#[test]
fn of_many_changes_on_one_version_one_is_done() {
    let (_server, door, mut client) = stage(Provider::Generic);
    let id = add_user(&mut client, "a@example.com");
    let tag = client.get(&format!("/Users/{id}")).header("etag").expect("a tag").to_owned();
    let answers = at_once(&door, |number, client| {
        let operations = json!([{ "op": "replace", "path": "title", "value": number.to_string() }]);
        let body = json!({ "Operations": operations }).to_string();
        client.send_with("PATCH", &format!("/Users/{id}"), Some(&body), &[("If-Match", &tag)])
    });
    assert_eq!((count(&answers, 200), count(&answers, 412)), (1, CLIENTS - 1));
}

#[test]
fn a_deletion_races_with_changes_and_wins_once() {
    let (_server, door, mut client) = stage(Provider::Generic);
    let id = add_user(&mut client, "a@example.com");
    let ops = add_group(&mut client, "Ops", &[]);
    let answers = at_once(&door, |number, client| match number % 4 {
        0 => client.delete(&format!("/Users/{id}")),
        1 => client
            .patch(&format!("/Users/{id}"), &json!([{ "op": "replace", "path": "active", "value": false }])),
        2 => client.put(&format!("/Users/{id}"), &person("a@example.com")),
        _ => client.patch(
            &format!("/Groups/{ops}"),
            &json!([{ "op": "add", "path": "members", "value": [{ "value": id }] }]),
        ),
    });
    assert_eq!(answers.iter().step_by(4).filter(|answer| answer.status == 204).count(), 1);
    for answer in &answers {
        assert!([200, 204, 400, 404].contains(&answer.status), "{} {}", answer.status, answer.text);
    }
    client.get(&format!("/Users/{id}")).expect_error(404, None);
    assert_eq!(
        client.get(&format!("/Groups/{ops}")).expect(200).body["members"],
        json!([]),
        "nobody is left"
    );
}

#[test]
fn creates_of_different_people_all_succeed_and_are_numbered_without_a_gap() {
    let (server, door, mut client) = stage(Provider::Generic);
    let answers = at_once(&door, |number, client| {
        let user = client.post("/Users", &person(&format!("u{number}@example.com")));
        let body = json!({ "schemas": [GROUP], "displayName": format!("G{number}"), "members": [{ "value": user.id() }] });
        drop(client.post("/Groups", &body).expect(201));
        user
    });
    assert_eq!(count(&answers, 201), CLIENTS);
    let ids: BTreeSet<String> = answers.iter().map(Answer::id).collect();
    assert_eq!(ids.len(), CLIENTS);
    assert_eq!(client.get("/Users?count=0").body["totalResults"], CLIENTS);
    // `events` checks the numbers.
    assert_eq!(events(&server, door.org).len(), CLIENTS * 3);
}
