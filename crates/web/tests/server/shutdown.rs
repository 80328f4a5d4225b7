//! The server stops while clients go on: whoever sent a request gets its answer.

use crate::support::{person, raw, stage};
use directory::Provider;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;
use testkit::Door;

/// A client that keeps its connection as long as the server lets it, and nothing else: no second try, nowhere.
struct KeepAlive<'d> {
    door: &'d Door,
    stream: TcpStream,
}

/// How a request ended.
#[derive(Debug, PartialEq)]
enum Ending {
    /// Answered in full; the connection stays.
    Answered(u16),
    /// Answered in full, and the server said that it closes.
    Last(u16),
    /// Sent, but not answered in full.
    Lost(String),
}

impl<'d> KeepAlive<'d> {
    fn open(door: &'d Door, address: &str) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        stream.set_nodelay(true)?;
        Ok(Self { door, stream })
    }

    fn ask(&mut self, method: &str, path: &str, body: &str) -> Ending {
        let request = format!(
            "{method} /scim/v2/{}{path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\n\
             Content-Type: application/scim+json\r\nContent-Length: {}\r\n\r\n{body}",
            self.door.connection,
            self.door.token,
            body.len()
        );
        if let Err(error) = self.stream.write_all(request.as_bytes()) {
            return Ending::Lost(format!("writing: {error}"));
        }
        let mut answer = Vec::new();
        let mut chunk = [0; 4_096];
        loop {
            match self.stream.read(&mut chunk) {
                Ok(0) => return Ending::Lost(format!("closed after {} bytes", answer.len())),
                Ok(length) => answer.extend_from_slice(&chunk[..length]),
                Err(error) => return Ending::Lost(format!("reading: {error}")),
            }
            let text = String::from_utf8_lossy(&answer).into_owned();
            let Some((head, rest)) = text.split_once("\r\n\r\n") else { continue };
            let head = head.to_ascii_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap_or("0");
            if rest.len() < length.parse().expect("a length") {
                continue;
            }
            let status = head.split(' ').nth(1).and_then(|it| it.parse().ok()).expect("a status");
            let last = head.contains("connection: close");
            return if last { Ending::Last(status) } else { Ending::Answered(status) };
        }
    }
}

#[test]
fn no_request_that_was_sent_fails_while_the_server_stops() {
    let (mut server, door, mut client) = stage(Provider::Okta);
    let address = server.url().trim_start_matches("http://").to_owned();
    let (stopping, asked) = (AtomicBool::new(false), AtomicUsize::new(0));
    let made = AtomicUsize::new(0);
    thread::scope(|scope| {
        for number in 0..16 {
            let (door, address, asked, made) = (&door, &address, &asked, &made);
            scope.spawn(move || {
                let mut client = KeepAlive::open(door, address).expect("the server is there");
                for turn in 0.. {
                    let body = person(&format!("u{number}-{turn}@example.com")).to_string();
                    let (ending, expected) = if turn % 2 == 0 {
                        (client.ask("POST", "/Users", &body), 201)
                    } else {
                        (client.ask("GET", "/Users?count=2", ""), 200)
                    };
                    asked.fetch_add(1, Ordering::SeqCst);
                    match ending {
                        Ending::Answered(status) | Ending::Last(status) => assert_eq!(status, expected),
                        Ending::Lost(how) => panic!("client {number} was not answered in turn {turn}: {how}"),
                    }
                    if expected == 201 {
                        made.fetch_add(1, Ordering::SeqCst);
                    }
                    // The server announced the end: a client opens a new connection then, elsewhere.
                    if matches!(ending, Ending::Last(_)) {
                        break;
                    }
                }
            });
        }
        // A client that is idle when the stop begins and asks once more a little later.
        let (door, address, stopping) = (&door, &address, &stopping);
        scope.spawn(move || {
            let mut client = KeepAlive::open(door, address).expect("the server is there");
            assert_eq!(client.ask("GET", "/Users?count=1", ""), Ending::Answered(200));
            while !stopping.load(Ordering::SeqCst) {
                thread::sleep(Duration::from_millis(1));
            }
            thread::sleep(Duration::from_millis(100));
            assert_eq!(client.ask("GET", "/Users?count=1", ""), Ending::Last(200));
        });
        thread::sleep(Duration::from_millis(700));
        drop(client.get("/Users?count=0").expect(200));
        stopping.store(true, Ordering::SeqCst);
        server.stop();
    });
    assert!(asked.load(Ordering::SeqCst) > 100, "the clients were busy: {}", asked.load(Ordering::SeqCst));
    assert!(TcpStream::connect(&address).is_err(), "nobody listens any more");
    // Whatever was answered with 201 is there.
    let org = door.org;
    let events = server.read(move |work| Ok(work.tx.org(org).events_after(0, 100_000)?));
    assert_eq!(events.len(), made.load(Ordering::SeqCst));
}

#[test]
fn a_request_under_way_is_finished_after_the_stop_began() {
    let (mut server, door, _) = stage(Provider::Okta);
    let address = server.url().trim_start_matches("http://").to_owned();
    let body = person("slow@example.com").to_string();
    let (first, rest) = body.split_at(body.len() / 2);
    let mut stream = TcpStream::connect(&address).expect("the server is there");
    let head = format!(
        "POST /scim/v2/{}/Users HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\nContent-Length: {}\r\n\r\n",
        door.connection,
        door.token,
        body.len()
    );
    stream.write_all(format!("{head}{first}").as_bytes()).expect("half a request");
    thread::sleep(Duration::from_millis(200));
    server.begin_to_stop();
    // Longer than idle connections are kept.
    thread::sleep(Duration::from_millis(1_200));
    stream.write_all(rest.as_bytes()).expect("the other half");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    server.stop();
    let org = door.org;
    assert_eq!(server.read(move |work| Ok(work.tx.org(org).events_after(0, 10)?)).len(), 1);
}

#[test]
fn a_server_without_clients_stops_at_once() {
    let (mut server, _, client) = stage(Provider::Okta);
    drop(client);
    let address = server.url().to_owned();
    let began = std::time::Instant::now();
    server.stop();
    assert!(began.elapsed() < Duration::from_secs(3), "it took {:?}", began.elapsed());
    assert!(TcpStream::connect(address.trim_start_matches("http://")).is_err());
}

#[test]
fn http_1_0_and_connection_close_are_answered_and_closed() {
    let (server, door, _) = stage(Provider::Okta);
    let head = format!("Host: localhost\r\nAuthorization: Bearer {}\r\n", door.token);
    for request in [
        format!("GET /scim/v2/{}/Users HTTP/1.0\r\n{head}\r\n", door.connection),
        format!("GET /scim/v2/{}/Users HTTP/1.1\r\nConnection: close\r\n{head}\r\n", door.connection),
    ] {
        let answer = crate::support::answer(&raw(server.url(), &request));
        assert_eq!(answer.status, 200);
    }
}
