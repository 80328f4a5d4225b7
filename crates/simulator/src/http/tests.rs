use super::{ANSWER_LIMIT, Client, Endpoint, Error, Request, Response, percent_encode};
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(5);

/// What a scripted server does after it has read one request.
#[derive(Clone)]
enum Act {
    Say(Vec<u8>),
    SayAndClose(Vec<u8>),
    Stay,
}

fn say(text: &str) -> Act {
    Act::Say(text.as_bytes().to_vec())
}

fn say_and_close(text: &str) -> Act {
    Act::SayAndClose(text.as_bytes().to_vec())
}

/// Serves the acts in order over as many connections as it takes; hands back each request as it came.
fn serve(acts: Vec<Act>) -> (Endpoint, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut acts = acts.into_iter().peekable();
        while acts.peek().is_some() {
            let (mut stream, _) = listener.accept().expect("a client");
            while acts.peek().is_some() {
                let Some(request) = read_request(&mut stream) else { break };
                sender.send(request).expect("the test waits");
                match acts.next().expect("it was peeked") {
                    Act::Say(bytes) => stream.write_all(&bytes).expect("the client reads"),
                    Act::SayAndClose(bytes) => {
                        stream.write_all(&bytes).expect("the client reads");
                        break;
                    }
                    Act::Stay => thread::sleep(Duration::from_millis(400)),
                }
            }
        }
    });
    (Endpoint::parse(&format!("http://{address}/scim/")).expect("a URL"), receiver)
}

fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte).ok()? == 0 {
            return None;
        }
        bytes.push(byte[0]);
    }
    let head = String::from_utf8(bytes).expect("text");
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("Content-Length: "))
        .map_or(0, |l| l.parse().expect("a number"));
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    Some(head + &String::from_utf8(body).expect("text"))
}

fn get(client: &mut Client) -> Result<Response, Error> {
    client.send(&Request { method: "GET", target: "/x", headers: &[], body: b"" })
}

/// The answer to one GET that the server answers with this.
fn answer(act: Act) -> Result<Response, Error> {
    let (endpoint, _requests) = serve(vec![act]);
    get(&mut Client::new(endpoint, PATIENCE))
}

fn refusal(act: Act) -> String {
    answer(act).expect_err("it cannot be read").to_string()
}

#[test]
fn the_request_goes_out_byte_for_byte() {
    let (endpoint, requests) = serve(vec![say("HTTP/1.1 204 No Content\r\n\r\n")]);
    let headers = [("x-ODD", "a  b".to_owned()), ("Content-Length", "2".to_owned())];
    let request =
        Request { method: "PUT", target: "/Users/1?filter=a+eq+\"b%40\"&?", headers: &headers, body: b"{}" };
    let response = Client::new(endpoint, PATIENCE).send(&request).expect("an answer");
    assert_eq!(response, Response { status: 204, headers: vec![], body: vec![] });
    assert_eq!(
        requests.recv().expect("a request"),
        "PUT /Users/1?filter=a+eq+\"b%40\"&? HTTP/1.1\r\nx-ODD: a  b\r\nContent-Length: 2\r\n\r\n{}"
    );
}

#[test]
fn bodies_end_as_the_head_says() {
    let counted =
        answer(say("HTTP/1.1 200 OK\r\ncontent-LENGTH: 3\r\nETag: W/\"1\"\r\n\r\nabcd")).expect("read");
    assert_eq!(
        (counted.status, counted.body.as_slice(), counted.header("etag")),
        (200, &b"abc"[..], Some("W/\"1\""))
    );
    let chunked = answer(say(
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: 1\r\n\r\n",
    ))
    .expect("read");
    assert_eq!((chunked.status, chunked.body.as_slice()), (201, &b"abc0123456789"[..]));
    let until_the_end = answer(say_and_close("HTTP/1.0 200 OK\r\n\r\nall of it")).expect("read");
    assert_eq!(until_the_end.body, b"all of it");
}

#[test]
fn compressed_bodies_are_read() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(b"{}").expect("memory");
    let body = encoder.finish().expect("memory");
    let head = |length: usize, encoding: &str| {
        format!("HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\nContent-Length: {length}\r\n\r\n")
            .into_bytes()
    };
    let whole = [head(body.len(), "gzip"), body.clone()].concat();
    assert_eq!(answer(Act::Say(whole)).expect("read").body, b"{}");
    let broken = [head(5, "gzip"), body[..5].to_vec()].concat();
    assert!(
        refusal(Act::Say(broken)).starts_with("The answer is not HTTP/1.1: its body cannot be decompressed")
    );
    assert_eq!(
        refusal(Act::Say([head(1, "br"), b"x".to_vec()].concat())),
        "The answer is not HTTP/1.1: it is encoded as \"br\", which was not asked for."
    );
}

#[test]
fn a_connection_is_used_again() {
    let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    let (endpoint, _requests) = serve(vec![say(ok), say(ok), say(ok)]);
    let mut client = Client::new(endpoint, PATIENCE);
    get(&mut client).expect("read");
    let port = client.idle.as_ref().expect("kept").local_port();
    get(&mut client).expect("read");
    assert_eq!(client.idle.as_ref().expect("kept").local_port(), port);
}

#[test]
fn a_connection_that_was_closed_while_idle_is_replaced() {
    let ok = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".to_vec();
    let (endpoint, requests) = serve(vec![Act::SayAndClose(ok.clone()), Act::SayAndClose(ok)]);
    let mut client = Client::new(endpoint, PATIENCE);
    get(&mut client).expect("read");
    thread::sleep(Duration::from_millis(50));
    let post = Request { method: "POST", target: "/x", headers: &[], body: b"" };
    assert_eq!(client.send(&post).expect("a second connection").body, b"ok");
    assert_eq!(requests.iter().count(), 2);
}

#[test]
fn connection_close_is_obeyed() {
    let (endpoint, _requests) =
        serve(vec![say("HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n")]);
    let mut client = Client::new(endpoint, PATIENCE);
    get(&mut client).expect("read");
    assert!(client.idle.is_none());
}

#[test]
fn what_is_no_answer_is_named() {
    assert_eq!(refusal(say_and_close("")), "The server closed the connection before it answered.");
    let cut_short = "The server closed the connection in the middle of its answer.";
    assert_eq!(refusal(say_and_close("HTTP/1.1 200 OK\r\nContent-Le")), cut_short);
    assert_eq!(refusal(say_and_close("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")), cut_short);
    assert_eq!(
        refusal(say_and_close("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")),
        cut_short
    );
    assert_eq!(
        refusal(say("SSH-2.0-OpenSSH\r\n")),
        "The answer is not HTTP/1.1: the status line is \"SSH-2.0-OpenSSH\"."
    );
    assert_eq!(
        refusal(say("HTTP/1.1 2000 x\r\n\r\n")),
        "The answer is not HTTP/1.1: the status line is \"HTTP/1.1 2000 x\"."
    );
    assert_eq!(
        refusal(say("HTTP/1.1 200 OK\r\nodd\r\n\r\n")),
        "The answer is not HTTP/1.1: a header line is \"odd\"."
    );
    assert_eq!(
        refusal(say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n")),
        "The answer is not HTTP/1.1: a chunk size is \"xyz\"."
    );
    assert_eq!(
        refusal(say("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab")),
        "The answer is not HTTP/1.1: it has two different Content-Length headers."
    );
}

#[test]
fn what_is_too_large_is_not_read() {
    let huge = format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "x".repeat(70_000));
    assert_eq!(
        refusal(say_and_close(&huge)),
        "The answer is too large: the header section may be 65536 bytes long."
    );
    let words = format!("The answer is too large: a body may be {ANSWER_LIMIT} bytes long.");
    assert_eq!(refusal(say("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")), words);
    assert_eq!(refusal(say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffff\r\n")), words);
}

#[test]
fn patience_ends() {
    let (endpoint, _requests) = serve(vec![Act::Stay]);
    let error = get(&mut Client::new(endpoint, Duration::from_millis(100))).expect_err("too slow");
    assert_eq!(error.to_string(), "The server did not answer within 100ms.");
}

#[test]
fn nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    drop(listener);
    let endpoint = Endpoint::parse(&format!("http://{address}")).expect("a URL");
    let error = get(&mut Client::new(endpoint, PATIENCE)).expect_err("nobody").to_string();
    assert!(error.starts_with(&format!("Cannot connect to {address}: ")), "{error}");
    assert!(error.ends_with("Check that the server runs and listens there."), "{error}");
}

#[test]
fn base_urls() {
    let parts = |url: &str| Endpoint::parse(url).map(|e| (e.authority, e.host, e.port, e.base));
    let encrypted = |url: &str| Endpoint::parse(url).map(|e| (e.port, e.encrypted)).ok();
    let expected = |a: &str, h: &str, p: u16, b: &str| (a.to_owned(), h.to_owned(), p, b.to_owned());
    assert_eq!(parts("http://a.example").expect("fine"), expected("a.example", "a.example", 80, ""));
    assert_eq!(parts("HTTP://a:8080/scim/v2/").expect("fine"), expected("a:8080", "a", 8080, "/scim/v2"));
    assert_eq!(parts("http://[::1]:9/s").expect("fine"), expected("[::1]:9", "::1", 9, "/s"));
    assert_eq!(parts("http://[::1]").expect("fine"), expected("[::1]", "::1", 80, ""));
    // As it is pasted into Entra ID.
    for pasted in ["http://a/scim/v2/?aadOptscim062020", "http://a/scim/v2?aadOptscim062020"] {
        assert_eq!(parts(pasted).expect("fine"), expected("a", "a", 80, "/scim/v2"));
    }
    assert_eq!(encrypted("HTTPS://a/scim"), Some((443, true)));
    assert_eq!(encrypted("https://a:8443"), Some((8443, true)));
    assert_eq!(encrypted("http://a"), Some((80, false)));
    for (url, reason) in [
        ("ftp://a", "start with https:// or http://"),
        ("http://", "names no host"),
        ("http://a b", "space"),
        ("http://a/?x", "without ? or #"),
        ("http://a/?x&aadOptscim062020", "without ? or #"),
        ("http://a/?aadOptscim062020&x", "only ?aadOptscim062020"),
        ("http://a/#?aadOptscim062020", "without ? or #"),
        ("http://u:p@a", "user name or password"),
        ("http://a:99999", "port"),
        ("é", "start with https:// or http://"),
    ] {
        let error = parts(url).expect_err(url).to_string();
        assert!(error.contains(reason), "{url}: {error}");
    }
}

#[test]
fn percent_encoding_is_of_utf_8() {
    assert_eq!(percent_encode("a@b \"é\"", b"\""), "a%40b%20\"%C3%A9\"");
}
