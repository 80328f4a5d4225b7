//! Pages: by index (RFC 7644 §3.4.2.4) and by cursor (RFC 9865).

use crate::support::{SEARCH, add_group, add_user, each, encoded, person, stage};
use directory::Provider;
use serde_json::json;
use std::collections::BTreeSet;
use testkit::{Client, TestServer};

fn crowd(people: usize) -> (TestServer, Client) {
    let (server, _, mut client) = stage(Provider::Generic);
    for number in 0..people {
        add_user(&mut client, &format!("u{number:03}@example.com"));
    }
    (server, client)
}

fn numbers(list: &serde_json::Value) -> Vec<usize> {
    each(list, "userName").iter().map(|name| name[1..4].parse().expect("a number")).collect()
}

#[test]
fn start_index_and_count_take_what_is_there() {
    let (_server, mut client) = crowd(7);
    // What is asked, and then startIndex, itemsPerPage, and who is on the page.
    let cases: [(&str, u64, std::ops::Range<usize>); 14] = [
        ("", 1, 0..7),
        ("startIndex=1&count=3", 1, 0..3),
        ("startIndex=4&count=3", 4, 3..6),
        ("startIndex=7&count=3", 7, 6..7),
        ("startIndex=8&count=3", 8, 7..7),
        ("startIndex=1000000&count=3", 1_000_000, 7..7),
        ("startIndex=0&count=2", 1, 0..2),
        ("startIndex=-5&count=2", 1, 0..2),
        ("startIndex=3", 3, 2..7),
        ("count=0", 1, 0..0),
        ("count=-1", 1, 0..0),
        ("count=100000", 1, 0..7),
        ("count=&startIndex=", 1, 0..7),
        ("startIndex=9223372036854775807&count=1000", 9_223_372_036_854_775_807, 7..7),
    ];
    for (query, start, page) in cases {
        let answer = client.get(&format!("/Users?{query}")).expect(200);
        assert_eq!(answer.body["totalResults"], 7, "{query}");
        assert_eq!(answer.body["startIndex"], start, "{query}");
        assert_eq!(answer.body["itemsPerPage"], page.len(), "{query}");
        assert_eq!(numbers(&answer.body["Resources"]), page.collect::<Vec<_>>(), "{query}");
        assert_eq!(answer.body.get("nextCursor"), None, "{query}");
    }
    let filter = encoded(r#"userName gt "u004@""#);
    let answer = client.get(&format!("/Users?filter={filter}&startIndex=2&count=1")).expect(200);
    assert_eq!((&answer.body["totalResults"], numbers(&answer.body["Resources"])), (&json!(3), vec![5]));
}

#[test]
fn a_page_has_a_hundred_unless_asked_and_a_thousand_at_most() {
    let (_server, door, mut client) = stage(Provider::Generic);
    for batch in 0..2 {
        let operations: Vec<_> = (0..510)
            .map(|number| {
                let data = person(&format!("u{batch}-{number}@example.com"));
                json!({ "method": "POST", "path": "/Users", "bulkId": number.to_string(), "data": data })
            })
            .collect();
        let bulk = json!({ "schemas": [crate::support::BULK], "Operations": operations });
        drop(client.post("/Bulk", &bulk).expect(200));
    }
    let size = |client: &mut Client, query: &str| {
        let answer = client.get(&format!("/Users?{query}&attributes=id")).expect(200);
        assert_eq!(answer.body["totalResults"], 1_020);
        (answer.body["itemsPerPage"].as_u64(), answer.body["Resources"].as_array().map(Vec::len))
    };
    let mut client = door.client();
    assert_eq!(size(&mut client, "startIndex=1"), (Some(100), Some(100)));
    assert_eq!(size(&mut client, "count=5000"), (Some(1_000), Some(1_000)));
    assert_eq!(size(&mut client, "startIndex=1001&count=1000"), (Some(20), Some(20)));
    assert_eq!(size(&mut client, "cursor=&count=5000"), (Some(1_000), Some(1_000)));
}

#[test]
fn a_cursor_walk_sees_everybody_once_while_others_come_and_go() {
    let (_server, mut client) = crowd(20);
    let mut seen = Vec::new();
    let mut cursor = String::new();
    for page in 0.. {
        let answer = client.get(&format!("/Users?cursor={cursor}&count=6")).expect(200);
        assert_eq!(answer.body.get("startIndex"), None, "a cursor page has no index");
        seen.extend(numbers(&answer.body["Resources"]));
        // Somebody who was seen leaves, and somebody new comes.
        let gone = answer.body["Resources"][0]["id"].as_str().expect("an id").to_owned();
        drop(client.delete(&format!("/Users/{gone}")).expect(204));
        if page < 3 {
            add_user(&mut client, &format!("u{:03}@example.com", 100 + page));
        }
        match answer.body.get("nextCursor") {
            Some(next) => cursor = next.as_str().expect("text").to_owned(),
            None => break,
        }
        assert!(cursor.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b)), "{cursor}");
    }
    let unique: BTreeSet<usize> = seen.iter().copied().collect();
    assert_eq!(unique.len(), seen.len(), "nobody twice: {seen:?}");
    assert!((0..20).all(|number| unique.contains(&number)), "nobody missed: {seen:?}");
}

#[test]
fn the_last_page_has_no_next_cursor_even_when_it_is_full() {
    let (_server, mut client) = crowd(6);
    for sort in ["", "&sortBy=userName", "&sortBy=title", "&sortBy=userName&sortOrder=descending"] {
        let first = client.get(&format!("/Users?cursor=&count=3{sort}")).expect(200);
        assert_eq!(first.body["totalResults"], 6);
        let next = first.body["nextCursor"].as_str().expect("there is more");
        let second = client.get(&format!("/Users?cursor={next}&count=3{sort}")).expect(200);
        assert_eq!(second.body.get("nextCursor"), None, "{sort}");
        let mut all = numbers(&first.body["Resources"]);
        all.extend(numbers(&second.body["Resources"]));
        all.sort_unstable();
        assert_eq!(all, [0, 1, 2, 3, 4, 5], "{sort}");
    }
    for empty in ["cursor=&count=0", "cursor=&count=0&sortBy=userName"] {
        let page = client.get(&format!("/Users?{empty}")).expect(200).body;
        assert_eq!(
            (&page["totalResults"], page.get("nextCursor")),
            (&json!(6), None),
            "it would lead nowhere: {empty}"
        );
    }
    let none = client.get(&format!("/Users?cursor=&filter={}", encoded("active eq false"))).expect(200);
    assert_eq!((&none.body["totalResults"], none.body.get("nextCursor")), (&json!(0), None));
}

#[test]
fn cursors_work_in_every_search() {
    let (_server, mut client) = crowd(5);
    for name in ["a", "b", "c"] {
        add_group(&mut client, name, &[]);
    }
    for (path, total) in [("/Users/.search", 5), ("/Groups/.search", 3), ("/.search", 8)] {
        let mut cursor = String::new();
        let mut ids = BTreeSet::new();
        loop {
            let body = json!({ "schemas": [SEARCH], "cursor": cursor, "count": 2 });
            let answer = client.post(path, &body).expect(200);
            assert_eq!(answer.body["totalResults"], total, "{path}");
            ids.extend(each(&answer.body["Resources"], "id"));
            match answer.body["nextCursor"].as_str() {
                Some(next) => cursor = next.to_owned(),
                None => break,
            }
        }
        assert_eq!(ids.len(), total, "{path}");
    }
}

#[test]
fn a_cursor_of_another_search_is_refused() {
    let (_server, mut client) = crowd(5);
    add_group(&mut client, "a", &[]);
    let first = client.get("/Users?cursor=&count=2").expect(200);
    let next = first.body["nextCursor"].as_str().expect("there is more").to_owned();
    let filter = encoded("active eq true");
    for query in [
        format!("cursor={next}&filter={filter}"),
        format!("cursor={next}&sortBy=userName"),
        "cursor=nonsense".into(),
        "cursor=bnonsense.00000000".into(),
        format!("cursor={next}x"),
        format!("cursor={}", "a".repeat(4_000)),
    ] {
        client.get(&format!("/Users?{query}")).expect_error(400, Some("invalidCursor"));
        let short = query.split('&').next().unwrap_or_default();
        let cursor = short.trim_start_matches("cursor=");
        if cursor != next {
            let body = json!({ "schemas": [SEARCH], "cursor": cursor });
            client.post("/.search", &body).expect_error(400, Some("invalidCursor"));
        }
    }
    // The walk itself may go on with pages of another size.
    let second = client.get(&format!("/Users?cursor={next}&count=3")).expect(200);
    assert_eq!(numbers(&second.body["Resources"]), [2, 3, 4]);
}
