//! Pages: by index (RFC 7644 §3.4.2.4) and by cursor (RFC 9865).

use crate::support::{BULK, SEARCH, add_group, add_user, each, encoded, person, stage};
use directory::Provider;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use testkit::{Client, TestServer};

fn crowd(people: usize) -> (TestServer, Client) {
    let (server, _, mut client) = stage(Provider::Generic);
    for number in 0..people {
        add_user(&mut client, &format!("u{number:03}@example.com"));
    }
    (server, client)
}

fn numbers(list: &Value) -> Vec<usize> {
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
        let bulk = json!({ "schemas": [BULK], "Operations": operations });
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
    // Without a next cursor, an empty page would look like the last one.
    for empty in ["cursor=&count=0", "cursor=&count=0&sortBy=userName"] {
        client.get(&format!("/Users?{empty}")).expect_error(400, Some("invalidCount"));
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

/// The order in which a client meets what it walks through, and what happens between two pages.
fn walk(
    client: &mut Client,
    place: &str,
    query: &Value,
    mut between: impl FnMut(&mut Client, &[Value]),
) -> Vec<String> {
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let mut body = query.clone();
        body["schemas"] = json!([SEARCH]);
        body["cursor"] = json!(cursor);
        let page = client.post(place, &body).expect(200).body;
        let resources = page["Resources"].as_array().expect("a list");
        seen.extend(resources.iter().map(|one| {
            let name = one["userName"].as_str().or(one["displayName"].as_str());
            name.unwrap_or_else(|| panic!("no name in {one}")).to_owned()
        }));
        between(client, resources);
        match page["nextCursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => return seen,
        }
    }
}

#[test]
fn a_sorted_walk_sees_everybody_once_while_others_come_and_go() {
    let server = TestServer::start();
    for (place, filter) in [
        ("/Users/.search", None),
        // One that the database decides, and one that it does not.
        ("/Users/.search", Some("userName sw \"w\"")),
        ("/Users/.search", Some("userName co \"w\"")),
        ("/.search", None),
    ] {
        for sort in [None, Some("userName"), Some("title"), Some("active"), Some("id"), Some("displayName")] {
            for order in ["ascending", "descending"] {
                let mut client = server
                    .connect(&format!("{place} {filter:?} {sort:?} {order}"), Provider::Generic)
                    .client();
                let make = |client: &mut Client, name: String, number: usize| {
                    let mut data = person(&name);
                    // Some have none, and some the same.
                    let title = ["B", "a", "B", "\u{e4}"].get(number % 5);
                    data["title"] = json!(title);
                    data["active"] = json!([Some(true), Some(false), None][number % 3]);
                    data["displayName"] = json!(["Ops 1", "x"].get(number % 3));
                    let operation =
                        |data| json!({ "method": "POST", "path": "/Users", "bulkId": "1", "data": data });
                    let bulk = json!({ "schemas": [BULK], "Operations": [operation(data)] });
                    let answer = client.post("/Bulk", &bulk).expect(200);
                    assert_eq!(answer.body["Operations"][0]["status"], "201", "{}", answer.text);
                };
                for number in 0..20 {
                    make(&mut client, format!("w{:02}", (number * 7) % 20), number);
                }
                for number in 0..4 {
                    add_group(&mut client, &format!("Ops {number}"), &[]);
                }
                let query = json!({ "count": 6, "filter": filter, "sortBy": sort, "sortOrder": order });
                let mut page = 0;
                let all = walk(&mut client, place, &query, |_, _| ());
                let seen = walk(&mut client, place, &query, |client, resources| {
                    page += 1;
                    // Half of those who were seen leave, and the last one, at whom the cursor points, with them.
                    for one in resources.iter().skip(1).step_by(2) {
                        let location = one["meta"]["location"].as_str().expect("a location");
                        let path = location.split("/scim/v2/").nth(1).and_then(|path| path.split_once('/'));
                        drop(client.delete(&format!("/{}", path.expect("a path").1)).expect(204));
                    }
                    if page < 4 {
                        make(client, format!("w{page}-new"), page);
                        make(client, format!("0w{page}-new"), page);
                    }
                });
                let what = format!("{place} {query}");
                let known: Vec<&String> = seen.iter().filter(|name| !name.ends_with("-new")).collect();
                assert_eq!(
                    known,
                    all.iter().collect::<Vec<_>>(),
                    "the same order, nobody twice or missed: {what}"
                );
                let unique: BTreeSet<&String> = seen.iter().collect();
                assert_eq!(unique.len(), seen.len(), "nobody twice: {what}: {seen:?}");
                assert_eq!(all.len(), if place == "/.search" { 24 } else { 20 }, "{what}");
            }
        }
    }
}

#[test]
fn a_cursor_belongs_to_its_list_and_connection() {
    let (server, door, mut client) = stage(Provider::Generic);
    for number in 0..5 {
        add_user(&mut client, &format!("u{number:03}@example.com"));
        add_group(&mut client, &format!("Group {number}"), &[]);
    }
    let beside = server.connect("Acme", Provider::Okta);
    let elsewhere = server.connect("Globex", Provider::Okta);
    for sort in ["", "&sortBy=displayName"] {
        let first = client.get(&format!("/Users?cursor=&count=2{sort}")).expect(200);
        let next = first.body["nextCursor"].as_str().expect("there is more");
        let target = |endpoint: &str| format!("{endpoint}?cursor={next}&count=2{sort}");
        client.get(&target("/Groups")).expect_error(400, Some("invalidCursor"));
        for other in [&beside, &elsewhere] {
            other.client().get(&target("/Users")).expect_error(400, Some("invalidCursor"));
        }
        let mut search = json!({ "schemas": [SEARCH], "cursor": next, "count": 2 });
        if !sort.is_empty() {
            search["sortBy"] = json!("displayName");
        }
        for (path, good) in [("/.search", false), ("/Groups/.search", false), ("/Users/.search", true)] {
            let answer = client.post(path, &search);
            if good {
                assert_eq!(numbers(&answer.expect(200).body["Resources"]), [2, 3]);
            } else {
                answer.expect_error(400, Some("invalidCursor"));
            }
        }
        // The common address is another door to the same list.
        let mut common = Client::new(&format!("{}/scim/v2", server.url()), Some(&door.token));
        assert_eq!(numbers(&common.get(&target("/Users")).expect(200).body["Resources"]), [2, 3]);
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
        "cursor=unonsense.00000000".into(),
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
