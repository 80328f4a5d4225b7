//! Clients that close their side once they have sent their request (RFC 9112 §9.6).

use crate::support::{add_group, answer, person, stage};
use directory::Provider;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};
use testkit::TestServer;

/// Sends this, closes that side, and reads all that comes back until the server closes as well.
fn half_closed(server: &TestServer, request: &str) -> String {
    let mut stream = TcpStream::connect(server.url().trim_start_matches("http://")).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time-out");
    stream.write_all(request.as_bytes()).expect("the request");
    stream.shutdown(Shutdown::Write).expect("half of the connection");
    let mut text = String::new();
    stream.read_to_string(&mut text).expect("an answer, and then the end");
    text
}

#[test]
fn who_closes_behind_the_request_gets_the_answer_and_then_the_end() {
    let (server, door, mut client) = stage(Provider::Generic);
    let head = format!("Host: localhost\r\nAuthorization: Bearer {}\r\n", door.token);
    let get = format!("GET /scim/v2/{}/Users HTTP/1.1\r\n{head}\r\n", door.connection);
    let body = person("ada@example.com").to_string();
    let post = |length: usize| {
        format!(
            "POST /scim/v2/{}/Users HTTP/1.1\r\n{head}Content-Length: {length}\r\n\r\n{body}",
            door.connection
        )
    };
    let began = Instant::now();
    assert_eq!(answer(&half_closed(&server, &get)).body["totalResults"], 0);
    let made = answer(&half_closed(&server, &post(body.len()))).expect(201);
    assert_eq!(answer(&half_closed(&server, &get)).body["totalResults"], 1);
    // More than the connection holds at a time.
    let member = made.id();
    let name = "x".repeat(2_000);
    for number in 0..100 {
        add_group(&mut client, &format!("{number}{name}"), &[&member]);
    }
    let groups = format!("GET /scim/v2/{}/Groups HTTP/1.1\r\n{head}\r\n", door.connection);
    assert_eq!(half_closed(&server, &groups).matches("\"displayName\":").count(), 100);
    // Several requests on the way.
    assert_eq!(half_closed(&server, &get.repeat(3)).matches("HTTP/1.1 200 OK").count(), 3);
    // What is not complete is not done, and says so.
    answer(&half_closed(&server, &post(body.len() + 1))).expect_error(400, Some("invalidSyntax"));
    assert!(began.elapsed() < Duration::from_secs(20), "the connections end with their answers");
}
