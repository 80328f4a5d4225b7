//! Versions, and what clients ask of them (RFC 7644 §3.14).

use crate::support::{add_group, add_user, answer, events, group, person, raw, stage};
use directory::Provider;
use serde_json::{Value, json};
use testkit::{Client, Door, TestServer};

fn version(client: &mut Client, target: &str) -> String {
    let answer = client.get(target).expect(200);
    let tag = answer.header("etag").expect("an entity tag").to_owned();
    assert_eq!(answer.body["meta"]["version"], tag, "the header and meta.version say the same");
    assert!(tag.starts_with("W/\""), "{tag}");
    tag
}

#[test]
fn every_answer_with_a_resource_carries_its_entity_tag() {
    let (_server, _, mut client) = stage(Provider::Okta);
    let made = client.post("/Users", &person("a@example.com")).expect(201);
    let target = format!("/Users/{}", made.id());
    let tag = version(&mut client, &target);
    assert_eq!(made.header("etag"), Some(tag.as_str()));
    let patch = json!([{ "op": "replace", "path": "title", "value": "Dr" }]);
    let patched = client.patch(&target, &patch).expect(200);
    assert_ne!(patched.header("etag"), Some(tag.as_str()), "a change is a new version");
    assert_eq!(patched.body["meta"]["version"].as_str(), patched.header("etag"));
    let replaced = client.put(&target, &person("a@example.com")).expect(200);
    assert_eq!(replaced.body["meta"]["version"].as_str(), replaced.header("etag"));
    let id = add_group(&mut client, "Ops", &[]);
    let rename = json!([{ "op": "replace", "path": "displayName", "value": "New" }]);
    let renamed = client.patch(&format!("/Groups/{id}"), &rename).expect(204);
    assert_eq!(renamed.header("etag"), Some(version(&mut client, &format!("/Groups/{id}")).as_str()));
}

#[test]
fn if_match_lets_the_current_version_through_and_no_other() {
    let (server, door, mut client) = stage(Provider::Generic);
    let user = add_user(&mut client, "a@example.com");
    let ops = add_group(&mut client, "Ops", &[]);
    let rename = |name: &str| {
        let operations = json!([{ "op": "replace", "path": "displayName", "value": name }]);
        json!({ "Operations": operations }).to_string()
    };
    for (target, body) in [
        (format!("/Users/{user}"), person("a@example.com").to_string()),
        (format!("/Groups/{ops}"), group("Ops", &[]).to_string()),
    ] {
        let tag = version(&mut client, &target);
        let before = (client.get(&target).text, server.event_sequence(door.org));
        for stale in ["W/\"999\"", "\"999\"", "\"nonsense\"", "nonsense", "W/\"998\", W/\"999\"", ""] {
            for (method, body) in
                [("PATCH", Some(rename("Stale"))), ("PUT", Some(body.clone())), ("DELETE", None)]
            {
                let headers = [("If-Match", stale)];
                let answer = client.send_with(method, &target, body.as_deref(), &headers);
                assert_eq!(answer.status, 412, "{method} with {stale:?}: {}", answer.text);
                answer.expect_error(412, None);
            }
        }
        assert_eq!(
            (client.get(&target).text, server.event_sequence(door.org)),
            before,
            "nothing was changed"
        );
        for (round, fresh) in
            [tag.clone(), tag.trim_start_matches("W/").to_owned(), format!("\"0\", {tag}"), "*".into()]
                .into_iter()
                .enumerate()
        {
            let current = version(&mut client, &target);
            let fresh = fresh.replace(tag.trim_start_matches("W/"), current.trim_start_matches("W/"));
            let body = rename(&format!("Fresh {round}"));
            let answer = client.send_with("PATCH", &target, Some(&body), &[("If-Match", &fresh)]);
            assert!([200, 204].contains(&answer.status), "{fresh}: {}", answer.text);
        }
        let current = version(&mut client, &target);
        drop(client.send_with("DELETE", &target, None, &[("If-Match", &current)]).expect(204));
        client.get(&target).expect_error(404, None);
    }
}

#[test]
fn if_none_match_spares_what_the_client_has() {
    let (_server, _, mut client) = stage(Provider::Generic);
    let user = add_user(&mut client, "a@example.com");
    let ops = add_group(&mut client, "Ops", &[&user]);
    for target in [
        format!("/Users/{user}"),
        format!("/Groups/{ops}"),
        format!("/Groups/{ops}?excludedAttributes=members"),
    ] {
        let tag = version(&mut client, &target);
        for known in
            [tag.clone(), format!("\"0\", {tag}"), tag.trim_start_matches("W/").to_owned(), "*".into()]
        {
            let answer = client.send_with("GET", &target, None, &[("If-None-Match", &known)]).expect(304);
            assert_eq!((answer.text.as_str(), answer.header("etag")), ("", Some(tag.as_str())));
        }
        for other in ["W/\"999\"", "nonsense"] {
            drop(client.send_with("GET", &target, None, &[("If-None-Match", other)]).expect(200));
        }
    }
}

#[test]
fn a_user_whose_groups_change_is_shown_anew_and_still_the_version_to_write_on() {
    let (_server, _, mut client) = stage(Provider::Generic);
    let user = add_user(&mut client, "a@example.com");
    let ops = add_group(&mut client, "Ops", &[]);
    let (target, group) = (format!("/Users/{user}"), format!("/Groups/{ops}"));
    let mut tags = vec![version(&mut client, &target)];
    for operation in [
        json!({ "op": "add", "path": "members", "value": [{ "value": user }] }),
        json!({ "op": "replace", "path": "displayName", "value": "Operations" }),
        json!({ "op": "remove", "path": "members" }),
    ] {
        drop(client.patch(&group, &json!([operation])).expect(204));
        let known = tags.last().expect("the one before").clone();
        let shown = client.send_with("GET", &target, None, &[("If-None-Match", &known)]).expect(200);
        tags.push(shown.header("etag").expect("an entity tag").to_owned());
    }
    assert_eq!(tags[3], tags[0], "who is in no group is shown as before");
    let patch = json!({ "Operations": [{ "op": "replace", "path": "title", "value": "Dr" }] }).to_string();
    let written = client.send_with("PATCH", &target, Some(&patch), &[("If-Match", &tags[1])]);
    assert_eq!(written.status, 200, "nobody has written the user itself: {}", written.text);
    let late = client.send_with("PATCH", &target, Some(&patch), &[("If-Match", &tags[1])]);
    late.expect_error(412, None);
}

#[test]
fn head_has_the_headers_of_get_and_no_body() {
    let (server, door, mut client) = stage(Provider::Generic);
    let user = add_user(&mut client, "a@example.com");
    let ops = add_group(&mut client, "Ops", &[&user]);
    let ask = |method: &str, path: &str| {
        let request = format!(
            "{method} /scim/v2/{}{path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\nConnection: close\r\n\r\n",
            door.connection, door.token
        );
        answer(&raw(server.url(), &request))
    };
    for path in [
        format!("/Users/{user}"),
        format!("/Groups/{ops}"),
        "/Users".into(),
        "/Users?count=0".into(),
        "/Groups".into(),
        "/ServiceProviderConfig".into(),
        "/Schemas".into(),
        "/Users/nobody".into(),
        "/Nothing".into(),
    ] {
        let (get, head) = (ask("GET", &path), ask("HEAD", &path));
        let headers = |answer: &testkit::Answer| {
            let mut headers = answer.headers.clone();
            headers.retain(|(name, _)| !name.eq_ignore_ascii_case("date"));
            headers.sort();
            headers
        };
        assert_eq!((head.status, headers(&head)), (get.status, headers(&get)), "{path}");
        assert_eq!(head.text, "", "{path}");
        assert!(!get.text.is_empty(), "{path}");
    }
}

/// What must stand still when nothing changes.
fn state(
    server: &TestServer,
    door: &Door,
    client: &mut Client,
    target: &str,
) -> (Value, Vec<(String, String)>) {
    (client.get(target).expect(200).body, events(server, door.org))
}

#[test]
fn a_user_that_is_written_as_it_is_stays_as_it_is() {
    let (server, door, mut client) = stage(Provider::Okta);
    let mut body = person("a@example.com");
    body["externalId"] = json!("00u1");
    let id = client.post("/Users", &body).expect(201).id();
    let target = format!("/Users/{id}");
    let ops = add_group(&mut client, "Ops", &[&id]);
    let before = state(&server, &door, &mut client, &target);
    // Okta sends back what it read, with `id`, `meta` and `groups`.
    let echo = client.get(&target).body;
    assert_eq!(echo["groups"][0]["value"], ops);
    assert_eq!(client.put(&target, &echo).expect(200).body, before.0);
    drop(client.put(&target, &body).expect(200));
    for operation in [
        json!({ "op": "replace", "path": "active", "value": true }),
        json!({ "op": "replace", "value": { "displayName": "Jane Doe", "id": id } }),
        json!({ "op": "add", "path": "emails", "value": [{ "value": "a@example.com", "type": "work", "primary": true }] }),
        json!({ "op": "replace", "path": "emails[type eq \"work\"].value", "value": "a@example.com" }),
        json!({ "op": "remove", "path": "title" }),
        json!({ "op": "replace", "path": "password", "value": "secret" }),
    ] {
        let patched = client.patch(&target, &json!([operation])).expect(200);
        assert_eq!(patched.body, before.0, "{operation}");
    }
    assert_eq!(state(&server, &door, &mut client, &target), before);
}

#[test]
fn a_group_that_is_written_as_it_is_stays_as_it_is() {
    let (server, door, mut client) = stage(Provider::Okta);
    let (a, b) = (add_user(&mut client, "a@example.com"), add_user(&mut client, "b@example.com"));
    let id = add_group(&mut client, "Ops", &[&a]);
    let target = format!("/Groups/{id}");
    let before = state(&server, &door, &mut client, &target);
    drop(client.put(&target, &before.0).expect(200));
    for operations in [
        json!([{ "op": "add", "path": "members", "value": [{ "value": a }] }]),
        json!([{ "op": "replace", "path": "members", "value": [{ "value": a }] }]),
        json!([{ "op": "remove", "path": format!("members[value eq \"{b}\"]") }]),
        json!([{ "op": "remove", "path": "members", "value": [{ "value": b }] }]),
        json!([{ "op": "replace", "value": { "id": id, "displayName": "Ops" } }]),
        json!([
            { "op": "add", "path": "members", "value": [{ "value": b }] },
            { "op": "remove", "path": format!("members[value eq \"{b}\"]") },
        ]),
    ] {
        drop(client.patch(&target, &operations).expect(204));
        assert_eq!(state(&server, &door, &mut client, &target), before, "{operations}");
    }
    let add = json!([{ "op": "add", "path": "members", "value": [{ "value": b }] }]);
    drop(client.patch(&target, &add).expect(204));
    let after = state(&server, &door, &mut client, &target);
    assert_ne!(after.0["meta"]["version"], before.0["meta"]["version"], "a new member is a new version");
    assert_eq!(after.1.len(), before.1.len() + 1);
    assert_eq!(after.1.last(), Some(&("group.members_changed".to_owned(), id)));
}

#[test]
fn a_change_moves_last_modified_and_never_created() {
    let (_server, _, mut client) = stage(Provider::Generic);
    let made = client.post("/Users", &person("a@example.com")).expect(201);
    let target = format!("/Users/{}", made.id());
    assert_eq!(made.body["meta"]["created"], made.body["meta"]["lastModified"]);
    std::thread::sleep(std::time::Duration::from_millis(5));
    let patch = json!([{ "op": "replace", "path": "title", "value": "Dr" }]);
    let meta = client.patch(&target, &patch).expect(200).body["meta"].clone();
    assert_eq!(meta["created"], made.body["meta"]["created"]);
    assert!(meta["lastModified"].as_str() > made.body["meta"]["lastModified"].as_str(), "{meta}");
    assert_eq!(client.get(&target).body["meta"], meta, "what was answered is what is kept");
}
