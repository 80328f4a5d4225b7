//! An end that fails nobody; and one at once, for those who ask twice.

use crate::installation::{Door, Installation};
use crate::process::Process;
use serde_json::{Value, json};
use simulator::http::{Client, Endpoint, Error, Request, Response, TIMEOUT};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, ScopedJoinHandle};
use std::time::{Duration, Instant};

const CONNECTIONS: usize = 12;
/// How many requests are answered before the signal comes.
const WARM: usize = 300;

#[test]
fn sigterm_fails_no_request() {
    fails_no_request("TERM");
}

#[test]
fn sigint_fails_no_request() {
    fails_no_request("INT");
}

fn fails_no_request(signal: &str) {
    let at = Installation::new();
    let server = at.serve();
    let door = at.connect("Acme", "okta");
    let answers = AtomicUsize::new(0);
    let (door_of, count) = (&door, &answers);
    let created: Vec<Vec<String>> = thread::scope(|scope| {
        let clients: Vec<_> =
            (0..CONNECTIONS).map(|number| scope.spawn(move || load(door_of, number, count))).collect();
        while answers.load(Ordering::Relaxed) < WARM && !clients.iter().all(ScopedJoinHandle::is_finished) {
            thread::sleep(Duration::from_millis(1));
        }
        server.process.signal(signal);
        clients.into_iter().map(|client| client.join().expect("every request is answered")).collect()
    });
    let ended = server.process.end();
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.stdout.ends_with("\nRollbook has stopped.\n"), "{}", ended.stdout);
    assert!(ended.stderr.contains("the server has stopped"), "{}", ended.stderr);
    assert!(!ended.stderr.contains("they were cut off"), "{}", ended.stderr);

    let server = at.serve();
    let door = Door { url: format!("{}/scim/v2/{}", server.url, door.connection), ..door };
    let mut there: Vec<String> = door.all("Users").iter().map(|user| user["id"].to_string()).collect();
    let mut created: Vec<String> = created.into_iter().flatten().collect();
    there.sort();
    created.sort();
    assert!(created.len() > WARM / 4, "{} users", created.len());
    assert_eq!(there, created, "what was answered with 201, and nothing else, is there");
    server.stop();
}

/// Writes and reads on one connection until an answer asks to close it, and returns whom it has made. Every request
/// must be answered; all are POST, because the client would send most others a second time.
fn load(door: &Door, client: usize, answers: &AtomicUsize) -> Vec<String> {
    let endpoint = Endpoint::parse(&door.url).expect("a URL");
    let mut http = Client::new(endpoint.clone(), TIMEOUT);
    let mut created = Vec::new();
    for number in 0.. {
        let user = json!({ "userName": format!("{client}-{number}") });
        let response = post(&mut http, &endpoint, door, "/Users", &user).expect("an answer");
        assert_eq!(response.status, 201, "{}", String::from_utf8_lossy(&response.body));
        let made: Value = serde_json::from_slice(&response.body).expect("JSON");
        created.push(made["id"].to_string());
        answers.fetch_add(1, Ordering::Relaxed);
        if closes(&response) {
            break;
        }
        let search = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "startIndex": 1, "count": 2,
        });
        let response = post(&mut http, &endpoint, door, "/Users/.search", &search).expect("an answer");
        assert_eq!(response.status, 200, "{}", String::from_utf8_lossy(&response.body));
        answers.fetch_add(1, Ordering::Relaxed);
        if closes(&response) {
            break;
        }
    }
    created
}

fn post(
    http: &mut Client,
    endpoint: &Endpoint,
    door: &Door,
    target: &str,
    body: &Value,
) -> Result<Response, Error> {
    let body = body.to_string();
    let headers = [
        ("Host", endpoint.authority.clone()),
        ("Authorization", format!("Bearer {}", door.token)),
        ("Content-Type", "application/scim+json".to_owned()),
        ("Content-Length", body.len().to_string()),
    ];
    let target = format!("{}{target}", endpoint.base);
    http.send(&Request { method: "POST", target: &target, headers: &headers, body: body.as_bytes() })
}

fn closes(response: &Response) -> bool {
    response.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close"))
}

#[test]
fn idle_connections_do_not_delay_the_end() {
    let at = Installation::new();
    let server = at.serve();
    let door = at.connect("Acme", "okta");
    let mut idle: Vec<_> = (0..20).map(|_| door.client()).collect();
    for client in &mut idle {
        assert_eq!(client.get("/Users").status, 200);
    }
    let begun = Instant::now();
    server.stop();
    assert!(begun.elapsed() < Duration::from_secs(8), "it took {:?}", begun.elapsed());
}

#[test]
fn what_the_last_requests_leave_to_later_is_done_before_the_end() {
    let at = Installation::new();
    let server = at.serve();
    let door = at.connect("Acme", "okta");
    let last_used = |at: &Installation| at.json(&["token", "list", &door.connection])[0]["last_used"].clone();
    let mut idle =
        TcpStream::connect(server.url.strip_prefix("http://").expect("a URL")).expect("a connection");
    thread::sleep(Duration::from_millis(200));
    server.process.signal("TERM");
    thread::sleep(Duration::from_millis(150));
    assert_eq!(last_used(&at), Value::Null, "nobody has called yet");
    let path = door.url.strip_prefix(&server.url).expect("this server");
    let request =
        format!("GET {path}/Users HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {}\r\n\r\n", door.token);
    idle.write_all(request.as_bytes()).expect("the server still listens to it");
    let mut answer = String::new();
    idle.read_to_string(&mut answer).expect("an answer, and then the end");
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert_eq!(server.process.end().code, Some(0));
    assert!(last_used(&at).is_string(), "the last call is written down");
}

#[test]
fn a_slow_request_is_waited_for_and_a_second_signal_does_not_wait() {
    for (signals, code) in
        [(&["TERM"][..], 0), (&["TERM", "TERM"], 130), (&["INT", "TERM"], 130), (&["INT", "INT"], 130)]
    {
        let at = Installation::new();
        let server = at.serve();
        let door = at.connect("Acme", "okta");
        let (mut stream, rest) = half_a_request(&server.url, &door);
        for signal in signals {
            server.process.signal(signal);
            // Two signals at the same moment would be one.
            thread::sleep(Duration::from_millis(700));
        }
        if code == 0 {
            stream.write_all(rest.as_bytes()).expect("the server still listens to it");
            let mut answer = String::new();
            stream.read_to_string(&mut answer).expect("an answer, and then the end");
            assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
            assert!(answer.to_ascii_lowercase().contains("\r\nconnection: close\r\n"), "{answer}");
        }
        let ended = server.process.end();
        assert_eq!(ended.code, Some(code), "{signals:?}: {ended:?}");
        assert_eq!(ended.stdout.contains("has stopped"), code == 0, "{signals:?}: {ended:?}");
        let users = i32::from(code == 0);
        let server = at.serve();
        let door = Door { url: format!("{}/scim/v2/{}", server.url, door.connection), ..door };
        assert_eq!(door.client().get("/Users?count=0").body["totalResults"], users);
        server.stop();
    }
}

/// A request whose body has only begun, and the rest of the body.
fn half_a_request(url: &str, door: &Door) -> (TcpStream, String) {
    let authority = url.strip_prefix("http://").expect("a URL");
    let body = json!({ "userName": "slow" }).to_string();
    let (begin, rest) = body.split_at(5);
    let path = door.url.strip_prefix(url).expect("this server");
    let head = format!(
        "POST {path}/Users HTTP/1.1\r\nHost: {authority}\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/scim+json\r\nContent-Length: {}\r\n\r\n{begin}",
        door.token,
        body.len()
    );
    let mut stream = TcpStream::connect(authority).expect("a connection");
    stream.write_all(head.as_bytes()).expect("sent");
    // Long enough for the server to have begun with it.
    thread::sleep(Duration::from_millis(300));
    (stream, rest.to_owned())
}

#[test]
fn a_server_whose_reader_is_gone_still_ends_well() {
    let at = Installation::in_folder();
    let mut command = at.rollbook();
    command.args(["serve", "--listen", "127.0.0.1:0", "--data-dir"]).arg(at.data_dir());
    let process = Process::start_unread(&mut command);
    // It works until it is told to stop, and says so to nobody.
    while !at.data_dir().join("rollbook.db-wal").exists() {
        thread::sleep(Duration::from_millis(1));
    }
    process.signal("TERM");
    let ended = process.end();
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.stderr.contains("the server has stopped"), "{}", ended.stderr);
}
