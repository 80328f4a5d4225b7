//! A load against a server that refuses every fourth request.

use simulator::load::{self, Pace, Plan, Shot};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

#[test]
fn every_request_is_counted() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/scim", listener.local_addr().expect("it is bound"));
    let server = thread::spawn(move || {
        let clients = (0..3).map(|_| listener.accept().expect("a client").0);
        clients.map(|client| thread::spawn(move || serve(BufReader::new(client)))).collect::<Vec<_>>()
    });
    let make = |connection, number| Shot {
        method: "POST",
        target: format!("/Users?{connection}-{number}"),
        body: format!("{{\"n\":{number}}}").into_bytes(),
    };
    let summary = load::run(&url, "T", &Plan::closed(3, 8), make).expect("a good URL");
    assert_eq!(summary.statuses.into_iter().collect::<Vec<_>>(), [(201, 18), (429, 6)]);
    assert_eq!((summary.lost, summary.first_loss, summary.latencies.len()), (0, None, 24));
    assert!(summary.latencies.is_sorted() && summary.elapsed > Duration::ZERO);

    let mut seen: Vec<String> =
        server.join().expect("it accepts").into_iter().flat_map(|t| t.join().expect("it serves")).collect();
    seen.sort();
    assert_eq!(seen[23], "POST /scim/Users?2-7 HTTP/1.1");
    assert_eq!(seen.len(), 24);
}

#[test]
fn what_is_lost_is_counted_as_well() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("it is bound"));
    drop(listener);
    let shot = |_, _| Shot { method: "GET", target: "/Users".into(), body: Vec::new() };
    let summary = load::run(&url, "T", &Plan::closed(2, 3), shot).expect("a good URL");
    assert_eq!((summary.lost, summary.latency(50)), (6, None));
    assert!(summary.first_loss.expect("a reason").starts_with("Cannot connect"));
}

#[test]
fn an_open_loop_keeps_its_pace_and_its_time() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("it is bound"));
    let server = thread::spawn(move || {
        let clients: Vec<_> = (0..2).map(|_| listener.accept().expect("a client").0).collect();
        let threads = clients.into_iter().map(|client| thread::spawn(move || serve(BufReader::new(client))));
        threads.collect::<Vec<_>>().into_iter().map(|t| t.join().expect("it serves").len()).sum::<usize>()
    });
    let shot = |_, _| Shot { method: "GET", target: "/Users".into(), body: Vec::new() };
    let plan = Plan { pace: Pace::PerSecond(100.0), ..Plan::closed(2, 5) };
    let summary = load::run(&url, "T", &plan, shot).expect("a good URL");
    assert_eq!((summary.answers(), server.join().expect("it accepts")), (10, 10));
    assert!(summary.elapsed >= Duration::from_millis(90), "the last is due after 90 ms: {summary:?}");

    let plan = Plan { time: Duration::ZERO, ..plan };
    let summary = load::run(&url, "T", &plan, shot).expect("a good URL");
    assert_eq!((summary.answers(), summary.lost), (0, 0));
}

fn serve(mut client: BufReader<std::net::TcpStream>) -> Vec<String> {
    let mut seen = Vec::new();
    loop {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if client.read_line(&mut head).expect("text") == 0 {
                return seen;
            }
        }
        let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: ")).expect("a length");
        let mut body = vec![0; length.parse().expect("a number")];
        client.read_exact(&mut body).expect("a body");
        seen.push(head.lines().next().expect("a line").to_owned());
        let status = if seen.len() % 4 == 0 { 429 } else { 201 };
        let answer = format!("HTTP/1.1 {status} x\r\nContent-Length: 2\r\n\r\n{{}}");
        client.get_mut().write_all(answer.as_bytes()).expect("the client reads");
    }
}
