//! What must not get in: each is refused with a clear SCIM error and leaves no trace.

use crate::support::{
    ENTERPRISE, GROUP, PATCH, SEARCH, USER, add_group, add_user, answer, encoded, everything, person, raw,
    stage,
};
use directory::Provider;
use serde_json::{Value, json};
use std::io::{Write as _, read_to_string};
use std::net::TcpStream;
use std::time::{Duration, Instant};
use testkit::{Client, Door, TestServer};

/// A server with somebody in it, and what it looked like before the bad request came.
struct Scene {
    door: Door,
    client: Client,
    user: String,
    group: String,
    before: (u64, usize, String, String),
    // Dropped last: a server that stops waits for those who are connected.
    server: TestServer,
}

fn scene(provider: Provider) -> Scene {
    let (server, door, mut client) = stage(provider);
    let user = add_user(&mut client, "ada@example.com");
    let group = add_group(&mut client, "Ops", &[&user]);
    let before = everything(&server, &door);
    Scene { door, client, user, group, before, server }
}

impl Scene {
    #[track_caller]
    fn assert_untouched(&self) {
        assert_eq!(everything(&self.server, &self.door), self.before, "a refused request leaves no trace");
    }

    /// Sends the text as the body of every request that takes one.
    #[track_caller]
    fn refused_everywhere(&mut self, body: &str, status: u16, scim_type: Option<&str>) {
        let places = [
            ("POST", "/Users".to_owned()),
            ("PUT", format!("/Users/{}", self.user)),
            ("PATCH", format!("/Users/{}", self.user)),
            ("POST", "/Groups".to_owned()),
            ("PUT", format!("/Groups/{}", self.group)),
            ("PATCH", format!("/Groups/{}", self.group)),
            ("POST", "/Users/.search".to_owned()),
            ("POST", "/Groups/.search".to_owned()),
            ("POST", "/.search".to_owned()),
            ("POST", "/Bulk".to_owned()),
        ];
        for (method, path) in places {
            self.client.send(method, &path, Some(body)).expect_error(status, scim_type);
        }
    }
}

#[test]
fn a_body_that_is_no_json_object_is_refused_everywhere() {
    let mut scene = scene(Provider::Generic);
    for body in
        ["", "   ", "nonsense", "{", "{\"userName\": }", "{} {}", "\"text\"", "[]", "null", "7", "{'a':1}"]
    {
        scene.refused_everywhere(body, 400, Some("invalidSyntax"));
    }
    scene.assert_untouched();
}

#[test]
fn json_that_two_readers_could_read_differently_is_refused_everywhere() {
    let mut scene = scene(Provider::Generic);
    let schemas = format!("\"schemas\":[\"{USER}\"]");
    for body in [
        format!("{{{schemas},\"userName\":\"a\",\"username\":\"b\"}}"),
        format!("{{{schemas},\"userName\":\"a\",\"userName\":\"a\"}}"),
        format!("{{{schemas},\"userName\":\"a\",\"name\":{{\"givenName\":\"a\",\"GIVENNAME\":\"b\"}}}}"),
        format!("{{{schemas},\"userName\":\"a\\u0000b\"}}"),
        format!("{{{schemas},\"userName\":\"a\",\"x\\u0000\":1}}"),
        format!("{{{schemas},\"userName\":\"\\ud800\"}}"),
        format!("{{{schemas},\"userName\":\"\\udc00\\ud800\"}}"),
        format!("{{{schemas},\"userName\":\"a\nb\"}}"),
        format!("{{{schemas},\"userName\":\"{}\"}}", "a".repeat(64 * 1024 + 1)),
        format!("{{{schemas},\"userName\":\"a\",\"x\":{}{}}}", "[".repeat(40), "]".repeat(40)),
        "[".repeat(1_000_000),
        "{\"a\":".repeat(200_000),
    ] {
        scene.refused_everywhere(&body, 400, Some("invalidSyntax"));
    }
    scene.refused_everywhere("{\"x\": 1e400}", 400, Some("invalidValue"));
    scene.assert_untouched();
}

#[test]
fn text_that_is_not_utf_8_is_refused() {
    let scene = scene(Provider::Generic);
    let body = b"{\"userName\":\"\xff\xfe\"}";
    let head = format!(
        "POST /scim/v2/{}/Users HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {}\r\n\
         Content-Length: {}\r\n\r\n",
        scene.door.connection,
        scene.door.token,
        body.len()
    );
    let mut stream =
        TcpStream::connect(scene.server.url().trim_start_matches("http://")).expect("a connection");
    stream.write_all(&[head.as_bytes(), body].concat()).expect("written");
    let text = read_to_string(stream).expect("an answer");
    answer(&text).expect_error(400, Some("invalidSyntax"));
    scene.assert_untouched();
}

#[test]
fn users_with_values_of_the_wrong_type_are_refused() {
    let mut scene = scene(Provider::Generic);
    let cases = [
        ("userName", json!(7), "invalidValue"),
        ("userName", json!(["a"]), "invalidValue"),
        ("userName", json!(null), "invalidValue"),
        ("userName", json!(""), "invalidValue"),
        ("userName", json!("   "), "invalidValue"),
        ("active", json!("perhaps"), "invalidValue"),
        ("active", json!(1), "invalidValue"),
        ("name", json!("Jane Doe"), "invalidValue"),
        ("name", json!({ "givenName": { "x": 1 } }), "invalidValue"),
        ("displayName", json!({ "x": 1 }), "invalidValue"),
        ("emails", json!([{ "value": 7 }]), "invalidValue"),
        (
            "emails",
            json!([{ "value": "a", "primary": true }, { "value": "b", "primary": true }]),
            "invalidValue",
        ),
        ("emails", json!([["a"]]), "invalidValue"),
        ("x509Certificates", json!([{ "value": "not base64!" }]), "invalidValue"),
        ("password", json!({ "secret": "canary" }), "invalidValue"),
        (ENTERPRISE, json!("text"), "invalidValue"),
        (ENTERPRISE, json!({ "department": 7 }), "invalidValue"),
    ];
    for (name, value, scim_type) in cases {
        let mut body = person("new@example.com");
        body[name] = value.clone();
        let made = scene.client.post("/Users", &body);
        assert_eq!(made.status, 400, "{name}: {value} gave {}", made.text);
        made.expect_error(400, Some(scim_type));
        assert!(!made.text.contains("canary"), "an error repeats no secret: {}", made.text);
        let replaced = scene.client.put(&format!("/Users/{}", scene.user), &body);
        replaced.expect_error(400, Some(scim_type));
    }
    scene.assert_untouched();
}

#[test]
fn groups_with_values_of_the_wrong_type_are_refused() {
    let mut scene = scene(Provider::Generic);
    let user = scene.user.clone();
    let own = scene.group.clone();
    let members = [
        json!("text"),
        json!([7]),
        json!([{ "display": "no value" }]),
        json!([{ "value": 7 }]),
        json!([{ "value": "" }]),
        json!([{ "value": "no-such-id" }]),
        json!([{ "value": user }, { "value": "no-such-id" }]),
        json!([{ "value": user.to_ascii_uppercase() + "x" }]),
    ];
    for value in &members {
        let body = json!({ "schemas": [GROUP], "displayName": "New", "members": value });
        scene.client.post("/Groups", &body).expect_error(400, Some("invalidValue"));
        scene.client.put(&format!("/Groups/{own}"), &body).expect_error(400, Some("invalidValue"));
        for op in ["add", "replace"] {
            let operations = json!([
                { "op": "replace", "path": "displayName", "value": "Renamed" },
                { "op": op, "path": "members", "value": value },
            ]);
            scene
                .client
                .patch(&format!("/Groups/{own}"), &operations)
                .expect_error(400, Some("invalidValue"));
        }
    }
    for name in [json!(null), json!(""), json!(7), json!(["a"])] {
        let body = json!({ "schemas": [GROUP], "displayName": name });
        scene.client.post("/Groups", &body).expect_error(400, Some("invalidValue"));
    }
    let itself = json!([{ "op": "add", "path": "members", "value": [{ "value": own }] }]);
    scene.client.patch(&format!("/Groups/{own}"), &itself).expect_error(400, Some("invalidValue"));
    scene.assert_untouched();
}

#[test]
fn patches_that_make_no_sense_are_refused_whole() {
    let mut scene = scene(Provider::Okta);
    // The first operation would work; it must not be there afterwards.
    let good = json!({ "op": "replace", "path": "displayName", "value": "Changed" });
    let bad = [
        (json!({ "op": "move", "path": "title", "value": "x" }), "invalidSyntax"),
        (json!({ "op": 7, "path": "title", "value": "x" }), "invalidSyntax"),
        (json!({ "path": "title", "value": "x" }), "invalidSyntax"),
        (json!("replace"), "invalidSyntax"),
        (json!({ "op": "remove" }), "noTarget"),
        (json!({ "op": "replace", "path": "title" }), "invalidValue"),
        (json!({ "op": "replace", "value": "text" }), "invalidValue"),
        (json!({ "op": "replace", "path": 7, "value": "x" }), "invalidPath"),
        (json!({ "op": "replace", "path": "emails[", "value": "x" }), "invalidFilter"),
        (json!({ "op": "replace", "path": "emails[type eq]", "value": "x" }), "invalidFilter"),
        (json!({ "op": "replace", "path": "a".repeat(1_025), "value": "x" }), "invalidPath"),
        (json!({ "op": "replace", "path": "active", "value": "perhaps" }), "invalidValue"),
        (json!({ "op": "remove", "path": "userName" }), "mutability"),
        (json!({ "op": "replace", "path": "id", "value": "x" }), "mutability"),
        (json!({ "op": "remove", "path": "meta" }), "mutability"),
        (json!({ "op": "replace", "path": "userName", "value": "" }), "invalidValue"),
    ];
    let target = format!("/Users/{}", scene.user);
    for (operation, scim_type) in &bad {
        let answer = scene.client.patch(&target, &json!([good, operation]));
        assert_eq!(answer.body["scimType"], *scim_type, "{operation}: {}", answer.text);
        answer.expect_error(400, Some(scim_type));
        assert!(answer.body["detail"].as_str().is_some_and(|it| !it.is_empty()), "{}", answer.text);
    }
    for operations in [json!([]), json!({}), json!(null), json!("x")] {
        scene.client.patch(&target, &operations).expect_error(400, Some("invalidSyntax"));
    }
    scene.client.send("PATCH", &target, Some("{}")).expect_error(400, Some("invalidSyntax"));
    let many: Vec<Value> = vec![good; 1_001];
    let answer = scene.client.patch(&target, &json!(many));
    assert!([400, 413].contains(&answer.status), "{}", answer.text);
    scene.assert_untouched();
}

#[test]
fn a_body_over_the_limit_and_a_wrong_media_type_are_refused() {
    let mut scene = scene(Provider::Generic);
    let huge =
        format!("{{\"schemas\":[\"{USER}\"],\"userName\":\"x\",\"x\":\"{}\"}}", "a".repeat(16 * 1024 * 1024));
    for (method, path) in
        [("POST", "/Users".to_owned()), ("PUT", format!("/Users/{}", scene.user)), ("POST", "/Bulk".into())]
    {
        let answer = scene.door.client().send(method, &path, Some(&huge));
        answer.expect_error(413, None);
        assert!(answer.text.contains("16777216"), "the answer says the limit: {}", answer.text);
        assert_eq!(answer.header("connection"), Some("close"), "nothing else can come on this connection");
    }
    let body = person("new@example.com").to_string();
    for media_type in
        ["text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data", "x"]
    {
        let headers = [("Content-Type", media_type)];
        scene.client.send_with("POST", "/Users", Some(&body), &headers).expect_error(415, None);
    }
    scene.assert_untouched();
    for (number, media_type) in
        ["application/json", "Application/SCIM+JSON; charset=UTF-8"].into_iter().enumerate()
    {
        let body = person(&format!("good{number}@example.com")).to_string();
        let headers = [("Content-Type", media_type)];
        drop(scene.client.send_with("POST", "/Users", Some(&body), &headers).expect(201));
    }
}

#[test]
fn a_long_url_and_a_big_header_are_refused() {
    let mut scene = scene(Provider::Generic);
    for length in [17 * 1024, 40 * 1024] {
        let long = format!("/Users?filter={}", "a".repeat(length));
        scene.client.get(&long).expect_error(414, None);
        scene.client.get(&format!("/Users/{}", "a".repeat(length))).expect_error(414, None);
    }
    drop(scene.client.get(&format!("/Users?x={}", "a".repeat(15 * 1024))).expect(200));
    let big = "a".repeat(33 * 1024);
    scene.client.send_with("GET", "/Users", None, &[("X-Big", &big)]).expect_error(431, None);
    scene.door.client_with(None).send_with("GET", "/Users", None, &[("X-Big", &big)]).expect_error(431, None);
    scene.assert_untouched();
}

#[test]
fn what_is_no_http_is_turned_away_and_hurts_nobody() {
    let scene = scene(Provider::Generic);
    for noise in [
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET /\u{0} HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /scim/v2/Users HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST /scim/v2/Users HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{2}TLS",
    ] {
        let text = raw(scene.server.url(), &format!("{noise}\r\n\r\n"));
        assert!(
            text.is_empty() || text.starts_with("HTTP/1.1 4") || text.starts_with("HTTP/1.0 4"),
            "{noise:?}: {text}"
        );
    }
    scene.assert_untouched();
}

#[test]
fn a_body_that_is_announced_too_large_is_not_waited_for() {
    let scene = scene(Provider::Generic);
    for expect in ["", "Expect: 100-continue\r\n"] {
        let request = format!(
            "POST /scim/v2/{}/Users HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {}\r\n\
             Content-Type: application/json\r\nContent-Length: 99999999999\r\n{expect}\r\n",
            scene.door.connection, scene.door.token
        );
        let began = Instant::now();
        let text = raw(scene.server.url(), &request);
        answer(&text).expect_error(413, None);
        assert!(!text.contains("100 Continue"), "it is not even asked for: {text}");
        assert!(began.elapsed() < Duration::from_secs(10), "it took {:?}", began.elapsed());
    }
    // Without a length, and larger than all that the network holds: who sends it all gets to read why not.
    let mut request = format!(
        "POST /scim/v2/{}/Users HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {}\r\n\
         Transfer-Encoding: chunked\r\n\r\n",
        scene.door.connection, scene.door.token
    );
    for _ in 0..40 {
        request.push_str(&format!("100000\r\n{}\r\n", " ".repeat(0x10_0000)));
    }
    let mut stream =
        TcpStream::connect(scene.server.url().trim_start_matches("http://")).expect("a connection");
    stream.write_all(request.as_bytes()).expect("all is taken");
    stream.write_all(b"0\r\n\r\n").expect("all is taken");
    answer(&read_to_string(stream).expect("an answer")).expect_error(413, None);
    scene.assert_untouched();
}

#[test]
fn a_request_names_one_host() {
    let scene = scene(Provider::Generic);
    let ask = |version: &str, hosts: &str| {
        let request = format!(
            "GET /scim/v2/{}/Users HTTP/{version}\r\n{hosts}Connection: close\r\nAuthorization: Bearer {}\r\n\r\n",
            scene.door.connection, scene.door.token
        );
        answer(&raw(scene.server.url(), &request))
    };
    for hosts in
        ["", "Host: a\r\nHost: a\r\n", "Host: a b\r\n", "Host: a/b\r\n", "Host: u@a\r\n", "Host: \u{e9}\r\n"]
    {
        ask("1.1", hosts).expect_error(400, None);
    }
    for hosts in ["Host: a.example:8443\r\n", "Host: [::1]:80\r\n", "Host:\r\n", "host: x-1.y_z\r\n"] {
        assert_eq!(ask("1.1", hosts).status, 200, "{hosts:?}");
    }
    assert_eq!(ask("1.0", "").status, 200);
}

#[test]
fn a_server_is_no_proxy_and_says_so() {
    let scene = scene(Provider::Generic);
    let text = raw(
        scene.server.url(),
        "CONNECT idp.example:443 HTTP/1.1\r\nHost: idp.example:443\r\nConnection: close\r\n\r\n",
    );
    let answer = answer(&text);
    answer.expect_error(405, None);
    assert_eq!(answer.header("allow"), Some(""));
    assert!(answer.text.contains("proxy settings"), "{}", answer.text);
}

#[test]
fn bad_filters_are_refused_by_every_search() {
    let mut scene = scene(Provider::Generic);
    let bad = [
        "",
        "userName",
        "userName eq",
        "userName xx \"a\"",
        "userName eq \"a",
        "userName eq \"a\" and",
        "(userName eq \"a\"",
        "userName eq \"a\")",
        "userName eq \"a\" nor active pr",
        "emails[type eq \"work\"",
        "emails[]",
        "active gt true",
        "noSuchAttribute eq \"a\"",
        "email.value eq \"a\"",
        "password eq \"a\"",
        "password pr",
        "userName eq \"\\ud800\"",
    ];
    let bombs = [
        "(".repeat(3_000),
        "not ".repeat(1_000),
        "not (".repeat(700),
        format!("{}active pr{}", "(".repeat(30), ")".repeat(30)),
        vec!["active pr"; 101].join(" or "),
        "a".repeat(4_097),
    ];
    for filter in bad.into_iter().map(str::to_owned).chain(bombs) {
        for endpoint in ["/Users", "/Groups"] {
            let answer = scene.client.get(&format!("{endpoint}?filter={}", encoded(&filter)));
            assert_eq!(answer.status, 400, "{endpoint} {filter}: {}", answer.text);
            answer.expect_error(400, Some("invalidFilter"));
        }
    }
    scene.assert_untouched();
}

#[test]
fn filter_bombs_are_refused_quickly_by_post_as_well() {
    let mut scene = scene(Provider::Generic);
    let bombs = [
        "(".repeat(10 * 1024),
        "not ".repeat(10 * 1024),
        "not (".repeat(8 * 1024),
        "emails[".repeat(5 * 1024),
        vec!["active pr"; 4_000].join(" and "),
        format!("userName eq \"{}\"", "\\".repeat(20 * 1024)),
    ];
    for bomb in &bombs {
        for path in ["/Users/.search", "/Groups/.search", "/.search"] {
            let began = Instant::now();
            let body = json!({ "schemas": [SEARCH], "filter": bomb });
            scene.client.post(path, &body).expect_error(400, Some("invalidFilter"));
            assert!(began.elapsed() < Duration::from_secs(2), "{path} took {:?}", began.elapsed());
        }
    }
    scene.assert_untouched();
}

#[test]
fn bad_search_parameters_are_refused() {
    let mut scene = scene(Provider::Generic);
    for query in [
        "startIndex=first",
        "startIndex=1.5",
        "count=many",
        "count=99999999999999999999999",
        "count=1&count=2",
        "sortOrder=sideways&sortBy=userName",
        "attributes=userName&excludedAttributes=emails",
        "cursor=&startIndex=1",
        "filter=%ff",
        "filter=a%00",
    ] {
        let answer = scene.client.get(&format!("/Users?{query}"));
        assert_eq!(
            (answer.status, &answer.body["scimType"]),
            (400, &json!("invalidValue")),
            "{query}: {}",
            answer.text
        );
    }
    for body in [
        json!({ "schemas": [SEARCH], "count": "1" }),
        json!({ "schemas": [SEARCH], "startIndex": 1.5 }),
        json!({ "schemas": [SEARCH], "attributes": "userName" }),
        json!({ "schemas": [SEARCH], "attributes": ["userName"], "excludedAttributes": ["emails"] }),
        json!({ "schemas": [SEARCH], "filter": ["a"] }),
        json!({ "schemas": [SEARCH], "sortOrder": true }),
    ] {
        for path in ["/Users/.search", "/Groups/.search", "/.search"] {
            scene.client.post(path, &body).expect_error(400, Some("invalidValue"));
        }
    }
    scene
        .client
        .post("/Users/.search", &json!({ "schemas": [PATCH] }))
        .expect_error(400, Some("invalidSyntax"));
    scene.client.post("/Users/.search", &json!({ "count": 1 })).expect_error(400, Some("invalidSyntax"));
    scene.assert_untouched();
}

#[test]
fn attributes_and_excluded_attributes_together_are_refused_before_anything_is_done() {
    let mut scene = scene(Provider::Generic);
    let both = "?attributes=userName&excludedAttributes=emails";
    let new = person("new@example.com");
    let (user, group) = (format!("/Users/{}{both}", scene.user), format!("/Groups/{}{both}", scene.group));
    let rename = json!([{ "op": "replace", "path": "displayName", "value": "Changed" }]);
    let new_group = json!({ "schemas": [GROUP], "displayName": "New" });
    let answers = [
        scene.client.get(&user),
        scene.client.get(&group),
        scene.client.post(&format!("/Users{both}"), &new),
        scene.client.put(&user, &new),
        scene.client.patch(&user, &rename),
        scene.client.post(&format!("/Groups{both}"), &new_group),
        scene.client.put(&group, &new_group),
        scene.client.patch(&group, &rename),
    ];
    for answer in answers {
        answer.expect_error(400, Some("invalidValue"));
    }
    scene.assert_untouched();
}

#[test]
fn a_wrong_method_says_which_are_right() {
    let mut scene = scene(Provider::Generic);
    let (user, group) = (format!("/Users/{}", scene.user), format!("/Groups/{}", scene.group));
    let cases: [(&str, &[&str], &str); 12] = [
        ("/Users", &["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"], "GET,HEAD,POST"),
        (&user, &["POST", "OPTIONS"], "GET,HEAD,PUT,PATCH,DELETE"),
        ("/Users/.search", &["GET", "PUT", "PATCH", "DELETE"], "POST"),
        ("/Groups", &["PUT", "PATCH", "DELETE"], "GET,HEAD,POST"),
        (&group, &["POST"], "GET,HEAD,PUT,PATCH,DELETE"),
        ("/Groups/.search", &["GET"], "POST"),
        ("/.search", &["GET", "DELETE"], "POST"),
        ("/Bulk", &["GET", "PUT", "DELETE"], "POST"),
        ("/ServiceProviderConfig", &["POST", "PUT", "DELETE", "PATCH"], "GET,HEAD"),
        ("/ResourceTypes", &["POST", "DELETE"], "GET,HEAD"),
        ("/ResourceTypes/User", &["PUT", "DELETE"], "GET,HEAD"),
        ("/Schemas", &["POST", "DELETE"], "GET,HEAD"),
    ];
    for (path, methods, allowed) in cases {
        for method in methods {
            let answer = scene.client.send(method, path, None);
            assert_eq!(answer.header("allow"), Some(allowed), "{method} {path}: {}", answer.status);
            answer.expect_error(405, None);
        }
    }
    for path in
        ["/Nothing", "/Users/1/2", "/Group", "/Schemas/x/y", "/../Users", "/Users.json", "/favicon.ico"]
    {
        scene.client.get(path).expect_error(404, None);
    }
    for path in ["/Schemas/urn:nobody", "/ResourceTypes/Nothing", "/Users/nobody", "/Groups/nobody"] {
        scene.client.get(path).expect_error(404, None);
    }
    scene.assert_untouched();
}
