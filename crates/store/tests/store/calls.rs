//! The request log keeps the newest calls within its bounds, and counts what dialects let pass.

use crate::support::{Fixture, NOW, ids, read, write};
use directory::call::{CALLS_BYTES_MAX, CALLS_DAYS_MAX, CALLS_MAX, STRANGERS_MAX};
use directory::tolerated::{OTHER_PLACES, PLACES_MAX};
use directory::{Call, Json, Timestamp, TokenId, Tolerated};
use scim::dialect::Tolerance;
use serde_json::json;
use store::{CallQuery, CallTotals};

const ALL: CallQuery = CallQuery { refused: false, before: None, limit: u64::MAX >> 1 };

fn call(number: u16, at: Timestamp, token: Option<&str>, body: usize) -> Call {
    Call {
        id: ids().at(at).numbered(number),
        at,
        micros: 1_234,
        token: token.and_then(TokenId::parse),
        method: "PATCH".into(),
        target: format!("/Users/{number}"),
        status: if number.is_multiple_of(10) { 400 } else { 200 },
        why: "invalidPath".into(),
        request: Json::from(json!({ "a": "x".repeat(body) })),
        answer: Json::null(),
        cut: false,
        tolerated: Json::from(json!([["dotted_key", "name.givenName"]])),
    }
}

fn log(f: &Fixture, calls: Vec<Call>, dropped: u64, now: Timestamp) {
    let log = (f.org, f.connection.id);
    write(&f.store, move |tx| tx.log_calls(log, &calls, dropped, now)).expect("written");
}

fn kept(f: &Fixture, query: CallQuery, now: Timestamp) -> (Vec<Call>, CallTotals) {
    let (org, connection) = (f.org, f.connection.id);
    read(&f.store, move |tx| {
        Ok((tx.org(org).calls(connection, query, now)?, tx.org(org).call_totals(connection)?))
    })
    .expect("read")
}

fn numbers(calls: &[Call]) -> Vec<&str> {
    calls.iter().map(|call| &call.target["/Users/".len()..]).collect()
}

const TOKEN: Option<&str> = Some("abcdefghijkl");

#[test]
fn calls_come_back_as_they_were_kept_the_newest_first() {
    let f = Fixture::new();
    let calls: Vec<Call> = (1..=20).map(|number| call(number, NOW, TOKEN, 3)).collect();
    log(&f, calls.clone(), 2, NOW);
    let (found, totals) = kept(&f, ALL, NOW);
    let mut newest = calls.clone();
    newest.reverse();
    assert_eq!(found, newest);
    let bytes = calls.iter().map(Call::bytes).sum();
    assert_eq!(totals, CallTotals { kept: 20, strangers: 0, bytes, dropped: 2 });

    let (refused, _) = kept(&f, CallQuery { refused: true, ..ALL }, NOW);
    assert_eq!(numbers(&refused), ["20", "10"]);
    let (older, _) = kept(&f, CallQuery { before: Some(calls[4].id), limit: 2, ..ALL }, NOW);
    assert_eq!(numbers(&older), ["4", "3"]);
}

#[test]
fn the_oldest_go_where_there_are_too_many() {
    let f = Fixture::new();
    for hundred in 0..=10 {
        let calls = (0..100).map(|number| call(hundred * 100 + number, NOW, TOKEN, 3)).collect();
        log(&f, calls, 0, NOW);
    }
    let (found, totals) = kept(&f, ALL, NOW);
    assert_eq!((found.len() as u64, totals.kept), (CALLS_MAX, CALLS_MAX));
    assert_eq!((numbers(&found)[0], numbers(&found)[999]), ("1099", "100"));
    assert_eq!(totals.bytes, found.iter().map(Call::bytes).sum::<u64>());
}

#[test]
fn the_oldest_go_where_they_are_too_large_and_where_they_are_too_old() {
    let f = Fixture::new();
    let size = usize::try_from(CALLS_BYTES_MAX / 10).expect("small");
    log(&f, (0..20).map(|number| call(number, NOW, TOKEN, size)).collect(), 0, NOW);
    let (found, totals) = kept(&f, ALL, NOW);
    assert_eq!(numbers(&found), ["19", "18", "17", "16", "15", "14", "13", "12", "11"]);
    assert!(totals.bytes <= CALLS_BYTES_MAX && totals.kept == 9);

    let later = NOW.plus_days(CALLS_DAYS_MAX + 1);
    assert_eq!(kept(&f, ALL, later).0, [], "what is too old is not shown");
    log(&f, Vec::new(), 0, later);
    assert_eq!(kept(&f, ALL, NOW), (Vec::new(), CallTotals::default()), "and soon not kept either");
}

#[test]
fn strangers_do_not_push_the_providers_own_calls_out() {
    let f = Fixture::new();
    log(&f, (0..10).map(|number| call(number, NOW, TOKEN, 3)).collect(), 0, NOW);
    for hundred in 1..=12 {
        let calls = (0..100).map(|number| call(hundred * 100 + number, NOW, None, 3)).collect();
        log(&f, calls, 0, NOW);
    }
    let (found, totals) = kept(&f, ALL, NOW);
    assert_eq!((totals.kept, totals.strangers), (10 + STRANGERS_MAX, STRANGERS_MAX));
    assert_eq!(numbers(&found)[100..], ["9", "8", "7", "6", "5", "4", "3", "2", "1", "0"]);
}

#[test]
fn one_connection_does_not_see_the_calls_of_another() {
    let f = Fixture::new();
    let (other_org, other) = crate::support::organization(&f.store, "Globex");
    log(&f, vec![call(1, NOW, TOKEN, 3)], 0, NOW);
    let (own, connection) = (f.org, f.connection.id);
    let seen = read(&f.store, move |tx| {
        let of = |org, connection| tx.org(org).calls(connection, ALL, NOW).map(|calls| calls.len());
        Ok([of(own, connection)?, of(other_org, connection)?, of(own, other.id)?, of(other_org, other.id)?])
    });
    assert_eq!(seen, Ok([1, 0, 0, 0]));
}

#[test]
fn tolerances_are_counted_by_place_and_of_many_places_together() {
    let f = Fixture::new();
    let (org, connection) = (f.org, f.connection.id);
    let at = |millis| Timestamp::from_millis(millis);
    let new = |place: &str, times, last, example: &str| Tolerated {
        tolerance: Tolerance::UnknownAttribute,
        place: place.into(),
        times,
        first: at(1),
        last: at(last),
        example: example.into(),
    };
    let count = |new: Tolerated| {
        write(&f.store, move |tx| tx.count_tolerated((org, connection), &new)).expect("counted");
    };
    count(new("costCentre", 2, 5, "{\"costCentre\":\"A\"}"));
    count(new("costCentre", 3, 9, "{\"costCentre\":\"B\"}"));
    for number in 1..PLACES_MAX + 3 {
        count(new(&format!("x{number:03}"), 1, 9, ""));
    }
    let found = read(&f.store, move |tx| tx.org(org).tolerated(connection)).expect("read");
    assert_eq!(found.len() as u64, PLACES_MAX + 1);
    assert_eq!(found[0], new("costCentre", 5, 9, "{\"costCentre\":\"B\"}"));
    let others = found.iter().find(|tolerated| tolerated.place == OTHER_PLACES).expect("the others");
    assert_eq!(others.times, 3);
    assert_eq!(found.iter().map(|tolerated| tolerated.times).sum::<u64>(), 5 + PLACES_MAX + 2);
}
