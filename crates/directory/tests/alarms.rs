//! Which refused calls somebody still has to look at.

use directory::{Actor, Call, CallId, Connection, Denial, Ids, Json, Provider, Timestamp, Token, alarm};
use scim::dialect::{Dialect, Switch};
use serde_json::{Value, json};

const USER: &str = "/Users/1";

fn connection(dialect: Option<Dialect>) -> (Connection, Token) {
    let (now, mut ids) = (Timestamp::from_millis(0), Ids::new(Timestamp::from_millis(0), [2; 32]));
    let described = (Provider::Entra, None, dialect);
    let connection =
        Connection::create(ids.id(), described, &Actor::CommandLine, &mut ids, now).expect("a name").0;
    let token = Token::create(&connection, &[], 9, &Actor::CommandLine, &mut ids, now).expect("a token").0;
    (connection, token)
}

/// What came, the oldest first: `METHOD /target STATUS`, and behind that the request.
fn calls(lines: &[(&str, Value)]) -> Vec<Call> {
    let now = Timestamp::from_millis(0);
    let (mut ids, (_, token)) = (Ids::new(now, [1; 32]), connection(None));
    let call = |(line, request): &(&str, Value)| {
        let parts: Vec<&str> = line.splitn(4, ' ').collect();
        let status = parts[2].parse().expect("a status");
        Call {
            id: ids.id::<CallId>(),
            at: now,
            micros: 1,
            token: (status != 401).then(|| token.id.clone()),
            method: parts[0].into(),
            target: parts[1].into(),
            status,
            why: parts.get(3).copied().unwrap_or_default().into(),
            request: Json::from(request.clone()),
            answer: Json::null(),
            cut: false,
            tolerated: Json::from(json!([])),
        }
    };
    let mut all: Vec<Call> = lines.iter().map(call).collect();
    all.reverse();
    all
}

/// Those that are open, as `METHOD /target STATUS`.
fn open(lines: &[&str]) -> Vec<String> {
    let (connection, token) = connection(None);
    let lines: Vec<_> = lines.iter().map(|line| (*line, Value::Null)).collect();
    shown(&alarm::open(&connection, &[token], &calls(&lines)))
}

fn shown(calls: &[&Call]) -> Vec<String> {
    calls.iter().map(|call| format!("{} {} {}", call.method, call.target, call.status)).collect()
}

#[test]
fn who_was_shut_out_counts_until_somebody_is_let_in() {
    let mistyped = "GET /Users?count=1 401 unknown or deleted token";
    assert_eq!(open(&[mistyped, mistyped]).len(), 2);
    assert_eq!(open(&["GET /Users 200", mistyped]).len(), 1);
    assert_eq!(open(&[mistyped, "GET /Users 200"]), [""; 0]);
    // Also a call that is refused for something else shows that the token is right.
    assert_eq!(open(&[mistyped, "PATCH /Users/1 400"]), ["PATCH /Users/1 400"]);
}

#[test]
fn what_shut_somebody_out_and_is_mended_counts_no_more() {
    let (connected, token) = connection(None);
    let inactive = Token { active: false, ..token.clone() };
    let denied = |denial: Denial| calls(&[(&format!("GET /Users 401 {}", denial.as_str()), Value::Null)]);
    let count = |connection: &Connection, token: &Token, denial| {
        alarm::open(connection, std::slice::from_ref(token), &denied(denial)).len()
    };
    assert_eq!(count(&connected, &inactive, Denial::InactiveToken), 1);
    assert_eq!(count(&connected, &token, Denial::InactiveToken), 0);
    assert_eq!(count(&connected, &token, Denial::WrongSecret), 1);
    assert_eq!(count(&connected, &token, Denial::RawToken), 1);
    let lenient = connection(Some(Dialect::ENTRA.with(Switch::RawToken, true))).0;
    assert_eq!(count(&lenient, &token, Denial::RawToken), 0);
    let off = Connection { enabled: false, ..connected.clone() };
    assert_eq!(count(&off, &token, Denial::DisabledConnection), 1);
    assert_eq!(count(&connected, &token, Denial::DisabledConnection), 0);
}

#[test]
fn what_is_gone_may_be_asked_for() {
    assert_eq!(open(&["DELETE /Users/1 204", "GET /Users/1 404", "DELETE /Groups/2 404"]), [""; 0]);
    assert_eq!(open(&["PATCH /Users/1 404", "GET /Users/2 200"]), ["PATCH /Users/1 404"]);
    assert_eq!(open(&["PATCH /Users/1 500", "DELETE /Users/1 204"]), [""; 0]);
}

#[test]
fn a_wrong_address_counts_until_a_right_one_is_called() {
    let wrong = "GET /Users/Users?count=1 404";
    assert_eq!(open(&[wrong]), [wrong]);
    assert_eq!(open(&[wrong, "GET /Users/7 404"]), [wrong]);
    assert_eq!(open(&[wrong, "GET /v2/Users 404", "GET /Users?count=1 200"]), [""; 0]);
}

#[test]
fn anything_else_counts_until_the_same_is_done() {
    let patch = "PATCH /Users/1 400";
    assert_eq!(open(&[patch, "PATCH /Users/2 200", "GET /Users/1 200"]), [patch]);
    for done in ["PATCH /Users/1 204", "PUT /Users/1?attributes=id 200"] {
        assert_eq!(open(&[patch, done]), [""; 0]);
    }
    let by_id = "GET /Users?filter=externalId+eq+%221%22 400";
    assert_eq!(open(&[by_id, "GET /Users?filter=userName+eq+%221%22 200", "GET /Users 200"]), [by_id]);
    assert_eq!(open(&[by_id, "GET /Users?filter=EXTERNALID%20eq%20%222%22&count=1 200"]), [""; 0]);
    assert_eq!(open(&["POST /Bulk 413", "POST /Bulk 200"]), [""; 0]);

    let (connected, token) = connection(None);
    let ann = |name: &str| json!({ "USERNAME": name, "displayName": "Ann" });
    let told = |lines: &[(&str, Value)]| {
        shown(&alarm::open(&connected, std::slice::from_ref(&token), &calls(lines)))
    };
    let refused = ("POST /Users 409", ann("ann"));
    let other = ("POST /Users 201", ann("bob"));
    assert_eq!(told(&[refused.clone(), other.clone()]), ["POST /Users 409"]);
    assert_eq!(told(&[refused.clone(), ("POST /Users 201", ann("ANN"))]), [""; 0]);
    assert_eq!(told(&[refused, (&format!("PUT {USER} 200"), ann("ann"))]), [""; 0]);
}
