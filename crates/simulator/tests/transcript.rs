//! What goes over the wire, request by request, against a server that answers from a list.

use simulator::{Fault, Options, Outcome, Provider, Report, Scenario, Session};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

const EMPTY: &str = r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"startIndex":1,"itemsPerPage":0,"Resources":[]}"#;

const PAUSE: Duration = Duration::from_millis(60);

/// Answers each request with the next of the list, then closes. Joining it gives the requests.
struct Canned {
    url: String,
    requests: JoinHandle<Vec<String>>,
}

fn canned(answers: Vec<(u16, String)>) -> Canned {
    let whole = |(status, body): (u16, String)| {
        let length =
            if status == 204 { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
        format!("HTTP/1.1 {status} x\r\n{length}\r\n{body}")
    };
    serve(answers.into_iter().map(whole).collect())
}

/// The same with the answers as they go over the wire. A vertical bar in them is a pause.
fn serve(answers: Vec<String>) -> Canned {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/scim/v2/", listener.local_addr().expect("it is bound"));
    let requests = thread::spawn(move || {
        let (stream, _) = listener.accept().expect("a client");
        let mut reader = BufReader::new(stream);
        let mut requests = Vec::new();
        for answer in answers {
            requests.push(read_request(&mut reader));
            for (number, piece) in answer.split('|').enumerate() {
                thread::sleep(PAUSE * u32::from(number > 0));
                reader.get_mut().write_all(piece.as_bytes()).expect("the client reads");
            }
        }
        requests
    });
    Canned { url, requests }
}

fn read_request(reader: &mut BufReader<TcpStream>) -> String {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert_ne!(reader.read_line(&mut head).expect("text"), 0, "one more request");
    }
    let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().expect("a number"))];
    reader.read_exact(&mut body).expect("a body");
    head + &String::from_utf8(body).expect("text")
}

/// An answer that asks for patience.
fn busy(headers: &str) -> String {
    format!("HTTP/1.1 429 Too Many Requests\r\n{headers}Content-Length: 0\r\n\r\n")
}

fn empty() -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{EMPTY}", EMPTY.len())
}

fn one(resource: &str) -> String {
    EMPTY.replace(":0,\"s", ":1,\"s").replace("Page\":0", "Page\":1").replace("[]", &format!("[{resource}]"))
}

/// One user, one group; without the headers and the PATCH envelope.
fn push(scenario: impl Into<&'static Scenario>, answers: &[(u16, &str)]) -> Vec<String> {
    let server = canned(answers.iter().map(|(status, body)| (*status, (*body).to_owned())).collect());
    let options = options(&server.url);
    let mut session = Session::open(scenario, &options).expect("good options");
    session.push().expect("the server answers");
    assert!(session.report().clean(), "{}", session.report());
    // Closes the connection, so that a server that still waits for a request gives up.
    drop(session);
    let patch = r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":"#;
    let shorten = |request: &String| {
        let (head, body) = request.split_once("\r\n\r\n").expect("a head");
        let line = head.lines().next().expect("a line").trim_end_matches(" HTTP/1.1");
        let body = body.strip_prefix(patch).map_or(body, |rest| rest.trim_end_matches('}'));
        format!("{} {body}", line.replace("/scim/v2", "")).trim_end().to_owned()
    };
    server.requests.join().expect("all answers were used").iter().map(shorten).collect()
}

fn run(provider: Provider, answers: &[(u16, &str)]) -> (Report, usize) {
    let server = canned(answers.iter().map(|(status, body)| (*status, (*body).to_owned())).collect());
    let report = provider.run(&options(&server.url), &mut |_| ()).expect("the server answers");
    (report, server.requests.join().expect("all answers were used").len())
}

fn options(url: &str) -> Options {
    Options {
        users: 1,
        groups: 1,
        cycles: 1,
        domain: Some("acme.example".into()),
        ..Options::new(url, "a-real-s3cret-of-some-length")
    }
}

fn failures(report: &Report) -> Vec<(String, Option<u16>, String, String, bool)> {
    let row = |f: &simulator::Failure| {
        (f.request.clone(), f.status, f.expected.clone(), f.got.clone(), f.own_check)
    };
    report.failures.iter().map(row).collect()
}

#[test]
fn the_flag_of_a_pasted_url_is_on_the_wire_only_where_the_scenario_shows_it() {
    for (scenario, line) in [
        ("entra:flag", "GET /scim/v2/Users?filter=userName+eq+"),
        (
            "entra:raw-quotes",
            "GET /scim/v2/Users/?aadOptscim062020&filter=emails[type+eq+\"work\"].value+eq+",
        ),
    ] {
        let server = canned(vec![(401, "{}".to_owned())]);
        let options = options(&format!("{}?aadOptscim062020", server.url));
        let scenario = Scenario::parse(scenario).expect("there is one");
        let report = scenario.run(&options, &mut |_| ()).expect("an answer");
        let requests = server.requests.join().expect("a request");
        assert!(requests[0].starts_with(line), "{requests:?}");
        // The report shows what was sent.
        assert!(report.failures[0].request.starts_with(&line.replace("/scim/v2", "")), "{report}");
    }
}

#[test]
fn entra_sends_its_request_line_and_headers_as_they_are() {
    let server = canned(vec![(401, "{}".to_owned())]);
    let report = Provider::Entra.run(&options(&server.url), &mut |_| ()).expect("an answer");
    assert!(!report.clean());
    let host = server.url.trim_start_matches("http://").trim_end_matches("/scim/v2/").to_owned();
    assert_eq!(
        server.requests.join().expect("served"),
        [format!(
            "GET /scim/v2/Users?filter=userName+eq+\"f3203e90-39f4-4821-ba56-949915dcf9e9\" HTTP/1.1\r\n\
             Authorization: Bearer a-real-s3cret-of-some-length\r\nHost: {host}\r\n\r\n"
        )]
    );
}

#[test]
fn okta_pushes_to_an_empty_server() {
    let requests = push(
        Provider::Okta,
        &[
            (200, EMPTY),
            (404, r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404"}"#),
            (201, r#"{"id":"u1"}"#),
            (200, EMPTY),
            (201, r#"{"id":"g1"}"#),
            (200, r#"{"id":"g1"}"#),
            (204, ""),
            (204, ""),
        ],
    );
    insta::assert_snapshot!(requests.join("\n"));
}

#[test]
fn okta_links_what_is_there() {
    let user = r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"u1","active":false,"userName":"joao.svobodova@acme.example","emails":[],"nickName":"","groups":[{"value":"g1"}],"meta":{"version":"W/\"3\""}}"#;
    let requests = push(
        Provider::Okta,
        &[
            (200, EMPTY),
            (200, &one(user)),
            (204, ""),
            (200, &user.replace("false", "true")),
            (200, user),
            (200, &one(r#"{"id":"g1"}"#)),
            (200, r#"{"id":"g1"}"#),
            (200, r#"{"id":"g1"}"#),
            (204, ""),
        ],
    );
    insta::assert_snapshot!(requests.join("\n"));
}

#[test]
fn entra_pushes_to_an_empty_server() {
    let requests = push(
        Provider::Entra,
        &[
            (200, EMPTY),
            (200, EMPTY),
            (200, EMPTY),
            (201, r#"{"id":"u1"}"#),
            (200, EMPTY),
            (201, r#"{"id":"g1"}"#),
            (200, r#"{"id":"g1"}"#),
            (204, ""),
        ],
    );
    insta::assert_snapshot!(requests.join("\n"));
}

#[test]
fn entra_matches_what_is_there() {
    let user = r#"{"id":"u1","active":false,"userName":"JOAO@acme.example","preferredLanguage":"fr-FR","phoneNumbers":[{"type":"work","value":""}]}"#;
    let requests = push(
        Provider::Entra,
        &[
            (200, EMPTY),
            (200, EMPTY),
            (200, &one(user)),
            (200, user),
            (200, user),
            (200, &one(r#"{"id":"g1"}"#)),
            (200, r#"{"id":"g1","displayName":"acme Everyone"}"#),
            (204, ""),
            (200, EMPTY),
            (204, ""),
        ],
    );
    insta::assert_snapshot!(requests.join("\n"));
}

#[test]
fn entra_with_the_flag_matches_what_is_there() {
    let user = r#"{"id":"u1","active":false,"userName":"JOAO@acme.example","preferredLanguage":"fr-FR","phoneNumbers":[{"type":"work","value":""}]}"#;
    let requests = push(
        Scenario::parse("entra:flag").expect("there is one"),
        &[
            (200, EMPTY),
            (200, EMPTY),
            (200, &one(user)),
            (200, user),
            (200, user),
            (200, &one(r#"{"id":"g1"}"#)),
            (200, r#"{"id":"g1","displayName":"acme Everyone"}"#),
            (204, ""),
            (200, EMPTY),
            (204, ""),
        ],
    );
    insta::assert_snapshot!(requests.join("\n"));
}

#[test]
fn a_script_cannot_be_opened_and_takes_no_faults() {
    let script = Scenario::parse("entra:validator").expect("there is one");
    let options = Options { faults: vec![Fault::Slow], ..options("http://127.0.0.1:1") };
    let refused = Session::open(script, &options).err().expect("a refusal").to_string();
    assert!(refused.starts_with("entra:validator is a script"), "{refused}");
    let refused = script.run(&options, &mut |_| ()).expect_err("a refusal").to_string();
    assert!(refused.contains("no fault can be put"), "{refused}");
}

#[test]
fn nothing_is_pushed_after_a_failed_connection_test() {
    let counters_as_text = EMPTY.replace(":0,", ":\"0\",");
    let (report, requests) = run(Provider::Okta, &[(200, &counters_as_text)]);
    let expected = "a ListResponse whose totalResults, startIndex and itemsPerPage are numbers";
    assert_eq!(
        failures(&report),
        [("GET /Users?startIndex=1&count=2".into(), Some(200), expected.into(), counters_as_text, false)]
    );
    assert_eq!((requests, report.requests, report.users), (1, 1, 0));

    let (report, requests) = run(Provider::Entra, &[(200, EMPTY), (404, "")]);
    assert_eq!(report.failures[0].expected, "status 200");
    assert_eq!((requests, report.steps[0].outcome), (2, Outcome::Failed(1)));
}

#[test]
fn a_refused_token_ends_the_run_and_is_not_shown() {
    let (report, requests) =
        run(Provider::Okta, &[(200, EMPTY), (401, "no such token:\na-real-s3cret-of-some-length")]);
    assert_eq!((requests, report.requests, report.failures.len()), (2, 2, 1));
    assert_eq!(report.failures[0].got, "no such token: [token]");
    assert!(
        !report.to_string().contains("a-real-s3cret-of-some-length")
            && !report.to_json().to_string().contains("a-real-s3cret-of-some-length")
    );
}

#[test]
fn a_server_that_goes_away_is_a_failure_without_a_status() {
    let (report, _) = run(Provider::Okta, &[(200, EMPTY)]);
    let [failure] = report.failures.as_slice() else { panic!("one failure: {report}") };
    assert_eq!((failure.status, failure.expected.as_str()), (None, "an answer"));
    assert!(failure.request.starts_with("GET /Users?filter="), "{failure}");
}

#[test]
fn nobody_listening_is_an_error() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("it is bound"));
    drop(listener);
    let error = Provider::Entra.run(&options(&url), &mut |_| ()).expect_err("nobody listens");
    assert!(error.to_string().starts_with("Cannot connect to "), "{error}");
}

#[test]
fn okta_stops_at_an_empty_body_and_at_a_page_that_is_not_scim() {
    let page = "<html>Bad gateway</html>";
    let (report, _) = run(Provider::Okta, &[(200, EMPTY), (200, EMPTY), (201, "")]);
    assert_eq!(report.failures[0].expected, "the whole user as the body, with its id");
    let (report, _) = run(Provider::Okta, &[(200, EMPTY), (404, page)]);
    assert!(report.failures[0].expected.starts_with("JSON ("), "{report}");
    assert_eq!(report.failures[0].got, page);
}

#[test]
fn a_busy_server_is_waited_for() {
    let date = "Date: Sat, 21 Nov 2026 06:00:00 GMT\r\nRetry-After: Sat, 21 Nov 2026 06:00:01 GMT\r\n";
    let server = serve(vec![busy("Retry-After: 0\r\n"), busy(date), empty(), busy("")]);
    let begun = Instant::now();
    let report = Provider::Okta.run(&options(&server.url), &mut |_| ()).expect("an answer");
    assert!(begun.elapsed() >= Duration::from_secs(1), "{:?}", begun.elapsed());
    let requests = server.requests.join().expect("served");
    // The same request again and again; it is counted once. The last one of the report met nobody.
    assert!(requests[0] == requests[1] && requests[1] == requests[2] && requests[2] != requests[3]);
    assert_eq!((report.requests, report.waits), (3, 2));
    assert_eq!(report.failures[0].status, Some(429));
    assert!(report.failures[0].expected.contains("a Retry-After of 60 seconds at most"), "{report}");
}

#[test]
fn patience_has_an_end() {
    let server = serve(vec![busy("Retry-After: 0\r\n"); 6]);
    let report = Provider::Okta.run(&options(&server.url), &mut |_| ()).expect("an answer");
    assert_eq!(server.requests.join().expect("served").len(), 6);
    assert_eq!((report.requests, report.waits, report.failures.len()), (1, 5, 1));

    let server = serve(vec![busy("Retry-After: 61\r\n")]);
    let report = Provider::Okta.run(&options(&server.url), &mut |_| ()).expect("an answer");
    assert_eq!((server.requests.join().expect("served").len(), report.waits, report.clean()), (1, 0, false));
}

#[test]
fn a_slow_answer_is_waited_for() {
    let slow = empty().replace("\r\n", "|\r\n").replace("totalResults", "|totalResults|");
    let pauses = u32::try_from(slow.matches('|').count()).expect("a few");
    let server = serve(vec![slow]);
    let begun = Instant::now();
    let report = Provider::Okta.run(&options(&server.url), &mut |_| ()).expect("an answer");
    assert!(begun.elapsed() >= PAUSE * pauses && pauses == 5, "{:?}", begun.elapsed());
    assert_eq!(report.steps[0].outcome, Outcome::Passed);
    drop(server.requests.join().expect("served"));
}

#[test]
fn a_report_can_be_read_by_people_and_programs() {
    let (report, _) = run(Provider::Okta, &[(200, EMPTY), (409, r#"{"detail":"taken"}"#)]);
    let report = Report { elapsed: Duration::from_millis(1500), ..report };
    let failure =
        simulator::Failure { got: "The server closed the connection.".into(), ..report.failures[1].clone() };
    let report = Report { failures: vec![report.failures[0].clone(), failure], ..report };
    insta::assert_snapshot!(report);
    insta::assert_json_snapshot!(report.to_json());
}
