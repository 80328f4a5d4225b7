//! A server that has hardly any rules, and that can be made to answer wrongly.

use serde_json::{Value, json};
use simulator::{Options, Report, Scenario};
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// Makes an answer wrong, given the method and the target of the request.
pub(crate) type Twist = fn(request: &str, status: &mut u16, body: &mut Value);

/// What came of a scenario of one cycle, with one user and one group.
pub(crate) struct Played {
    pub(crate) report: Report,
    /// Each request as it came, head and body.
    pub(crate) requests: Vec<(String, String)>,
    /// Where the server was.
    pub(crate) address: String,
}

/// Plays a scenario against a new server.
pub(crate) fn play(scenario: &str, twist: Twist) -> Played {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it is bound").to_string();
    let server = thread::spawn(move || serve(&listener, twist));
    let options = Options {
        users: 1,
        groups: 1,
        cycles: 1,
        domain: Some("acme.example".into()),
        ..Options::new(format!("http://{address}/scim"), "a-real-s3cret-of-some-length")
    };
    let scenario = Scenario::parse(scenario).expect("it is there");
    let report = scenario.run(&options, &mut |_| ()).expect("the server answers");
    // A connection that says nothing ends the server.
    drop(TcpStream::connect(&address).expect("it listens"));
    Played { report, requests: server.join().expect("it serves"), address }
}

/// Keeps what is sent and gives it back; a PATCH changes nothing.
struct Naive {
    resources: BTreeMap<String, Value>,
    made: usize,
}

impl Naive {
    fn new() -> Self {
        let urn = "urn:ietf:params:scim:schemas:core:2.0:User";
        let user = json!({ "id": "User", "name": "User", "endpoint": "/Users", "schema": urn });
        let schema = json!({ "id": urn, "attributes": [{ "name": "userName" }] });
        let resources = [("/ResourceTypes/User".to_owned(), user), (format!("/Schemas/{urn}"), schema)];
        Self { resources: resources.into(), made: 0 }
    }

    fn answer(&mut self, method: &str, target: &str, body: &str) -> (u16, Value) {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let endpoint = format!("/{}", path.split('/').nth(1).unwrap_or_default());
        match method {
            "GET" if path == "/ServiceProviderConfig" => (200, config()),
            "GET" if path == endpoint => (200, self.list(&endpoint, query)),
            "GET" => self.resources.get(path).map_or((404, error("404")), |found| (200, found.clone())),
            "POST" => self.create(&endpoint, body),
            "PUT" => {
                let mut sent: Value = serde_json::from_str(body).expect("JSON");
                sent["id"] = path.rsplit('/').next().into();
                self.resources.insert(path.to_owned(), sent.clone());
                (200, sent)
            }
            "DELETE" => {
                self.resources.remove(path);
                (204, Value::Null)
            }
            _ => (204, Value::Null),
        }
    }

    fn list(&self, endpoint: &str, query: &str) -> Value {
        let filter = query.split('&').find_map(|part| part.strip_prefix("filter="));
        let asked = filter.map(|filter| filter.replace("%40", "@").replace("%20", " ").replace('+', " "));
        let is_asked = |resource: &&Value| {
            let named = |name: &str| resource[name].as_str();
            let keys = ["userName", "displayName", "externalId"];
            asked.as_ref().is_none_or(|asked| {
                keys.iter().any(|key| named(key).is_some_and(|value| asked.contains(value)))
            })
        };
        let of_type = self
            .resources
            .iter()
            .filter(|(path, _)| path.starts_with(endpoint))
            .map(|(_, resource)| resource);
        let found: Vec<&Value> = of_type.filter(is_asked).collect();
        json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
            "totalResults": found.len(),
            "startIndex": 1,
            "itemsPerPage": found.len(),
            "Resources": found,
        })
    }

    fn create(&mut self, endpoint: &str, body: &str) -> (u16, Value) {
        let mut sent: Value = serde_json::from_str(body).expect("JSON");
        let is_taken = self
            .resources
            .values()
            .any(|there| !there["userName"].is_null() && there["userName"] == sent["userName"]);
        if is_taken {
            return (409, error("409"));
        }
        self.made += 1;
        sent["id"] = format!("id{}", self.made).into();
        if endpoint == "/Groups" {
            sent["members"] = json!([]);
        }
        self.resources.insert(format!("{endpoint}/id{}", self.made), sent.clone());
        (201, sent)
    }
}

fn config() -> Value {
    json!({ "patch": { "supported": true }, "filter": { "supported": true }, "bulk": { "maxOperations": 2 } })
}

fn error(status: &str) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
        "status": status,
        "scimType": "uniqueness",
        "detail": "No.",
    })
}

/// Serves one connection after the other, up to one that says nothing. Gives each request as it came, head and body.
fn serve(listener: &TcpListener, twist: Twist) -> Vec<(String, String)> {
    let mut naive = Naive::new();
    let mut requests = Vec::new();
    loop {
        let (stream, _) = listener.accept().expect("a client");
        let before = requests.len();
        serve_one(stream, &mut naive, twist, &mut requests);
        if requests.len() == before {
            return requests;
        }
    }
}

fn serve_one(stream: TcpStream, naive: &mut Naive, twist: Twist, requests: &mut Vec<(String, String)>) {
    let mut reader = BufReader::new(stream);
    loop {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if reader.read_line(&mut head).expect("text") == 0 {
                return;
            }
        }
        let length = head
            .lines()
            .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ").map(str::to_owned));
        let mut body = vec![0; length.map_or(0, |length| length.parse().expect("a number"))];
        reader.read_exact(&mut body).expect("a body");
        let body = String::from_utf8(body).expect("text");
        let mut words = head.split(' ');
        let (method, target) = (words.next().expect("a method"), words.next().expect("a target"));
        let target = target.trim_start_matches("/scim");
        let (mut status, mut answer) = naive.answer(method, target, &body);
        twist(&format!("{method} {target}"), &mut status, &mut answer);
        let answer = if status == 204 {
            format!("HTTP/1.1 {status} x\r\n\r\n")
        } else {
            let answer = answer.to_string();
            format!("HTTP/1.1 {status} x\r\nContent-Length: {}\r\n\r\n{answer}", answer.len())
        };
        requests.push((head, body));
        if reader.get_mut().write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}
