//! Who is let in, at which address: a sweep of every route with every credential that must not work.

use crate::support::{
    BULK, GROUP, PATCH, SEARCH, USER, add_group, add_user, answer, everything, person, raw, stage,
};
use directory::{Actor, ConnectionId, Provider, TokenId};
use serde_json::{Value, json};
use std::time::Duration;
use testkit::{Answer, Client, Door, TestServer};

/// A request that does something to whoever is let in.
struct Route {
    method: &'static str,
    path: String,
    body: Option<Value>,
}

/// Every route, each with a request that would work.
fn routes(user: &str, group: &str) -> Vec<Route> {
    let route = |method, path: String, body| Route { method, path, body };
    let patch = |name: &str| {
        Some(
            json!({ "schemas": [PATCH], "Operations": [{ "op": "replace", "path": name, "value": "Mallory" }] }),
        )
    };
    let search = || Some(json!({ "schemas": [SEARCH], "count": 10 }));
    let new_group = || Some(json!({ "schemas": [GROUP], "displayName": "Mallory" }));
    let bulk = json!({
        "schemas": [BULK],
        "Operations": [{ "method": "POST", "path": "/Users", "bulkId": "1", "data": person("bulk@example.com") }],
    });
    let mut all = vec![
        route("GET", "/Users".into(), None),
        route("POST", "/Users".into(), Some(person("mallory@example.com"))),
        route("POST", "/Users/.search".into(), search()),
        route("GET", format!("/Users/{user}"), None),
        route("HEAD", format!("/Users/{user}"), None),
        route("PUT", format!("/Users/{user}"), Some(person("mallory@example.com"))),
        route("PATCH", format!("/Users/{user}"), patch("displayName")),
        route("DELETE", format!("/Users/{user}"), None),
        route("GET", "/Groups".into(), None),
        route("POST", "/Groups".into(), new_group()),
        route("POST", "/Groups/.search".into(), search()),
        route("GET", format!("/Groups/{group}"), None),
        route("HEAD", format!("/Groups/{group}"), None),
        route("PUT", format!("/Groups/{group}"), new_group()),
        route("PATCH", format!("/Groups/{group}"), patch("displayName")),
        route("DELETE", format!("/Groups/{group}"), None),
        route("POST", "/.search".into(), search()),
        route("POST", "/Bulk".into(), Some(bulk)),
        route("GET", "/ServiceProviderConfig".into(), None),
        route("GET", "/ResourceTypes".into(), None),
        route("GET", "/ResourceTypes/User".into(), None),
        route("GET", "/Schemas".into(), None),
        route("GET", format!("/Schemas/{USER}"), None),
    ];
    for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
        all.push(route(method, "/Me".into(), None));
    }
    all
}

/// Sends the request on a connection of its own, with these header lines.
fn ask(server: &TestServer, route: &Route, prefix: &str, headers: &str) -> Answer {
    let body = route.body.as_ref().map(Value::to_string).unwrap_or_default();
    let request = format!(
        "{} {prefix}{} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/scim+json\r\n\
         Content-Length: {}\r\n{headers}\r\n{body}",
        route.method,
        route.path,
        body.len()
    );
    answer(&raw(server.url(), &request))
}

#[track_caller]
fn assert_refused(answer: &Answer, route: &Route, case: &str) {
    let what = format!("{} {} with {case}", route.method, route.path);
    assert_eq!(answer.status, 401, "{what}: {}", answer.text);
    if route.method != "HEAD" {
        answer.expect_error(401, None);
    }
    assert_eq!(answer.header("www-authenticate"), Some("Bearer realm=\"rollbook\""), "{what}");
    assert!(!answer.text.contains("rbk_"), "{what}: the answer repeats a secret");
}

/// A server with somebody in it: door, user, group.
fn furnished() -> (TestServer, Door, String, String) {
    let (server, door, mut client) = stage(Provider::Okta);
    let user = add_user(&mut client, "ada@example.com");
    let group = add_group(&mut client, "Ops", &[&user]);
    (server, door, user, group)
}

#[test]
fn no_route_lets_anybody_in_without_a_live_token_of_its_own_connection() {
    let (server, door, user, group) = furnished();
    let before = everything(&server, &door);
    let good = &door.token;
    let flipped = {
        let last = if good.ends_with('0') { '1' } else { '0' };
        format!("{}{last}", &good[..good.len() - 1])
    };
    let foreign = server.connect("Acme", Provider::Entra).token;
    let elsewhere = server.connect("Globex", Provider::Okta).token;
    let cases = [
        ("no token", String::new()),
        ("an empty header", "Authorization: \r\n".into()),
        ("an empty token", "Authorization: Bearer \r\n".into()),
        ("no space", "Authorization: Bearer\r\n".into()),
        ("null", "Authorization: Bearer null\r\n".into()),
        ("undefined", "Authorization: Bearer undefined\r\n".into()),
        ("a wrong token", format!("Authorization: Bearer {flipped}\r\n")),
        ("half a token", format!("Authorization: Bearer {}\r\n", &good[..40])),
        ("a token without Bearer", format!("Authorization: {good}\r\n")),
        ("another scheme", format!("Authorization: Basic {good}\r\n")),
        ("a list of tokens", format!("Authorization: Bearer {flipped}, Bearer {good}\r\n")),
        ("two headers", format!("Authorization: Bearer {good}\r\nAuthorization: Bearer {good}\r\n")),
        (
            "a wrong and a good one",
            format!("Authorization: Bearer {flipped}\r\nAuthorization: Bearer {good}\r\n"),
        ),
        ("another header", format!("X-Authorization: Bearer {good}\r\n")),
        ("a cookie", format!("Cookie: Authorization=Bearer {good}\r\n")),
        ("another connection's token", format!("Authorization: Bearer {foreign}\r\n")),
        ("another organization's token", format!("Authorization: Bearer {elsewhere}\r\n")),
    ];
    let prefix = format!("/scim/v2/{}", door.connection);
    for route in routes(&user, &group) {
        for (case, headers) in &cases {
            assert_refused(&ask(&server, &route, &prefix, headers), &route, case);
        }
        // At the common address another connection's token is its own key, so only the worthless ones are tried.
        for (case, headers) in &cases[..15] {
            assert_refused(&ask(&server, &route, "/scim/v2", headers), &route, case);
        }
    }
    assert_eq!(everything(&server, &door), before, "nothing was changed");
}

#[test]
fn the_token_in_the_query_opens_nothing() {
    let (server, door, user, group) = furnished();
    let prefix = format!("/scim/v2/{}", door.connection);
    for route in routes(&user, &group) {
        let path = format!("{}?access_token={}&token={}", route.path, door.token, door.token);
        let route = Route { path, ..route };
        let answer = ask(&server, &route, &prefix, "");
        assert_eq!(answer.status, 401, "{} {}", route.method, route.path);
    }
}

#[test]
fn an_inactive_token_and_a_disabled_connection_open_no_route() {
    let (server, door, user, group) = furnished();
    let before = everything(&server, &door);
    let headers = format!("Authorization: Bearer {}\r\n", door.token);
    let prefix = format!("/scim/v2/{}", door.connection);
    let sweep = |case: &str| {
        for route in routes(&user, &group) {
            assert_refused(&ask(&server, &route, &prefix, &headers), &route, case);
            assert_refused(&ask(&server, &route, "/scim/v2", &headers), &route, case);
        }
    };
    set_token_active(&server, &door.token_id, false);
    sweep("an inactive token");
    set_token_active(&server, &door.token_id, true);
    assert_eq!(everything(&server, &door), before, "nothing was changed, and the token works again");
    set_enabled(&server, door.connection, false);
    sweep("a disabled connection");
    set_enabled(&server, door.connection, true);
    assert_eq!(everything(&server, &door), before, "nothing was changed, and the connection works again");
}

#[test]
fn an_expired_token_opens_no_route() {
    let (server, door, user, group) = furnished();
    let before = everything(&server, &door);
    let (connection, actor) = (door.connection, Actor::CommandLine);
    // A token that is valid for no day at all.
    let expired = server.write(move |work| {
        let (_, secret) = app::tokens::create(work, &actor, connection, 0)?;
        Ok(secret.reveal().to_owned())
    });
    std::thread::sleep(Duration::from_millis(5));
    let prefix = format!("/scim/v2/{connection}");
    let headers = format!("Authorization: Bearer {expired}\r\n");
    for route in routes(&user, &group) {
        assert_refused(&ask(&server, &route, &prefix, &headers), &route, "an expired token");
    }
    assert_eq!(everything(&server, &door), before, "nothing was changed");
}

#[test]
fn a_body_is_not_read_before_the_token_is_believed() {
    let (server, door, user, group) = furnished();
    let foreign = server.connect("Globex", Provider::Okta).token;
    for route in routes(&user, &group).iter().filter(|route| route.body.is_some()) {
        for authorization in [String::new(), format!("Authorization: Bearer {foreign}\r\n")] {
            // The media type is wrong, and more is promised than ever comes: whoever looks at the body first answers
            // with 415, or waits for half a minute.
            let request = format!(
                "{} /scim/v2/{}{} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000000\r\n\
                 Content-Type: text/plain\r\nConnection: close\r\n{authorization}\r\n{{",
                route.method, door.connection, route.path
            );
            let began = std::time::Instant::now();
            assert_refused(&answer(&raw(server.url(), &request)), route, "a body that never ends");
            assert!(began.elapsed() < Duration::from_secs(10), "it took {:?}", began.elapsed());
        }
    }
}

#[test]
fn disguised_paths_lead_nowhere() {
    let (server, door, user, group) = furnished();
    let before = everything(&server, &door);
    let own = format!("/scim/v2/{}", door.connection);
    let paths = [
        format!("{own}/%55sers"),
        format!("{own}/Users%2F{user}"),
        format!("{own}/Users/%2e%2e/Groups"),
        format!("{own}/Users/../Groups"),
        format!("{own}%2FUsers"),
        format!("{own}/users"),
        format!("{own}/USERS/{user}"),
        format!("{own}/Users/%252e%252e"),
        format!("{own}/Users/{user}%00"),
        format!("{own}/Users/{user}%2F..%2F{user}"),
        format!("{own}/Users/{}", user.replace('-', "%252D")),
        format!("{own}/Groups/{group}/members"),
        format!("{own}/Groups/{group}/../../Users"),
        format!("{own};x=1/Users"),
        format!("{own}/Users;{user}"),
        format!("/SCIM/v2/{}/Users", door.connection),
        format!("/scim/V2/{}/Users", door.connection),
        "/scim/v2/%2e%2e/Users".into(),
        "/scim/v2/%00/Users".into(),
        format!("/scim/v2/{}%20/Users", door.connection),
        format!("/scim/v2/x/{}/Users", door.connection),
        "/scim".into(),
        "/scim/v2".into(),
        own,
        "/scim/v2/Users/Users/Users".into(),
    ];
    for path in &paths {
        for method in ["GET", "DELETE", "POST"] {
            for token in [None, Some(door.token.as_str())] {
                let answer = Client::new(server.url(), token).send(method, path, None);
                let what = format!("{method} {path} {token:?}: {}", answer.text);
                assert!([401, 404, 405].contains(&answer.status), "{what}");
                answer.expect_error(answer.status, None);
            }
        }
    }
    assert_eq!(everything(&server, &door), before, "nothing was changed");
}

#[test]
fn an_encoded_id_is_the_same_id_and_nobody_elses() {
    let (server, door, user, _) = furnished();
    let foreign = server.connect("Globex", Provider::Okta);
    let encoded = user.replacen('0', "%30", 1);
    assert_eq!(door.client().get(&format!("/Users/{encoded}")).expect(200).id(), user);
    foreign.client().get(&format!("/Users/{encoded}")).expect_error(404, None);
}

#[test]
fn both_addresses_open_with_the_right_token() {
    let (server, door, user, group) = furnished();
    let own = door.client().get(&format!("/Users/{user}")).expect(200).body;
    let mut common = Client::new(&format!("{}/scim/v2", server.url()), Some(&door.token));
    let there = common.get(&format!("/Users/{user}")).expect(200).body;
    assert_eq!(own["meta"]["location"], format!("{}/Users/{user}", door.url));
    assert_eq!(there["meta"]["location"], format!("{}/scim/v2/Users/{user}", server.url()));
    assert_eq!(own["userName"], there["userName"]);
    for path in ["/Users", "/Groups", "/Schemas", "/ResourceTypes", "/ServiceProviderConfig"] {
        drop(common.get(path).expect(200));
    }
    assert_eq!(common.get(&format!("/Groups/{group}")).expect(200).id(), group);
    let scheme = format!("bEaReR {}", door.token);
    drop(door.client_with(None).header("Authorization", &scheme).get("/Users").expect(200));
}

#[test]
fn slashes_and_trailing_marks_are_tolerated() {
    let (server, door, user, _) = furnished();
    let mut client = Client::new(server.url(), Some(&door.token));
    let connection = door.connection;
    let expected = client.get(&format!("/scim/v2/{connection}/Users/{user}")).expect(200).text;
    for path in [
        format!("/scim/v2/{connection}//Users/{user}"),
        format!("//scim//v2//{connection}///Users//{user}"),
        format!("/scim/v2/{connection}/Users/{user}/"),
        format!("/scim/v2/{connection}/Users/{user}//"),
        format!("/scim/v2/{connection}/Users/{user}?"),
        format!("/scim/v2/{connection}/Users/{user}/?aadOptscim062020"),
        format!("/scim/v2/{connection}/Users/{user}?aadOptscim062020&"),
        format!("/scim/v2/{connection}/Users/{user}?&&x=1&"),
    ] {
        assert_eq!(client.get(&path).expect(200).text, expected, "{path}");
    }
    let made = client.send(
        "POST",
        &format!("/scim/v2/{connection}/Users/?"),
        Some(&person("b@example.com").to_string()),
    );
    let id = made.expect(201).id();
    let body = person("b@example.com").to_string();
    drop(client.send("PUT", &format!("/scim/v2/{connection}//Users/{id}?"), Some(&body)).expect(200));
    let list = client
        .get(&format!("/scim/v2/{connection}/Users/?filter=userName+eq+%22b@example.com%22&"))
        .expect(200);
    assert_eq!(list.body["totalResults"], 1);
}

#[test]
fn locations_come_from_the_public_url_whatever_the_headers_say() {
    let (server, door, user, group) = furnished();
    let headers = format!(
        "Authorization: Bearer {}\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\n\
         Forwarded: host=evil.example;proto=https\r\n",
        door.token
    );
    let prefix = format!("/scim/v2/{}", door.connection);
    for route in routes(&user, &group) {
        let body = route.body.as_ref().map(Value::to_string).unwrap_or_default();
        let request = format!(
            "{} {prefix}{} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\
             Content-Length: {}\r\n{headers}\r\n{body}",
            route.method,
            route.path,
            body.len()
        );
        let text = raw(server.url(), &request);
        assert!(!text.contains("evil.example"), "{} {}: {text}", route.method, route.path);
        if text.contains("location") && text.contains("http") {
            assert!(text.contains(&door.url), "{} {}: {text}", route.method, route.path);
        }
    }
}

fn set_token_active(server: &TestServer, id: &TokenId, active: bool) {
    let (id, actor) = (id.clone(), Actor::CommandLine);
    server.write(move |work| app::tokens::set_active(work, &actor, &id, active).map(drop));
}

fn set_enabled(server: &TestServer, id: ConnectionId, enabled: bool) {
    let actor = Actor::CommandLine;
    server.write(move |work| app::connections::set_enabled(work, &actor, id, enabled).map(drop));
}
