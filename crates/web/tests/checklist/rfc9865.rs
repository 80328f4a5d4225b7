//! RFC 9865, paging by cursor.

use crate::support::{LIST, SEARCH, add_group, add_user, encoded, names, shown, stage};
use directory::Actor;
use serde_json::{Value, json};
use testkit::{Answer, Client, Door, TestServer};

/// Seven people.
fn crowd() -> (TestServer, Door, Client) {
    let (server, door, mut client) = stage();
    for number in 0..7 {
        add_user(&mut client, &format!("u{number}"), json!({}));
    }
    (server, door, client)
}

fn next(page: &Answer) -> Option<String> {
    page.body.get("nextCursor").map(|cursor| cursor.as_str().expect("a text").to_owned())
}

#[test]
fn rfc9865_2_a_walk_by_cursor_sees_everybody_once() {
    let (_server, _, mut client) = crowd();
    let (mut seen, mut cursor, mut pages) = (Vec::new(), String::new(), 0);
    loop {
        let page = client.get(&format!("/Users?cursor={cursor}&count=3")).expect(200);
        assert_eq!((&page.body["schemas"], &page.body["totalResults"]), (&json!([LIST]), &json!(7)));
        assert_eq!(page.body.get("startIndex"), None, "that is for paging by index");
        seen.extend(names(&page, "userName"));
        pages += 1;
        match next(&page) {
            Some(next) => cursor = next,
            None => break,
        }
    }
    assert_eq!((seen, pages), (["u0", "u1", "u2", "u3", "u4", "u5", "u6"].map(str::to_owned).to_vec(), 3));
}

#[test]
fn rfc9865_2_only_the_last_page_has_no_next_cursor() {
    let (_server, _, mut client) = crowd();
    let first = client.get("/Users?cursor=&count=5").expect(200);
    let cursor = next(&first).expect("there is more");
    let last = client.get(&format!("/Users?cursor={cursor}&count=2")).expect(200);
    assert_eq!(
        (names(&last, "userName"), next(&last)),
        (vec!["u5".to_owned(), "u6".into()], None),
        "a full one"
    );
    let none = client.get(&format!("/Users?cursor=&filter={}", encoded("title pr"))).expect(200);
    assert_eq!((&none.body["totalResults"], next(&none)), (&json!(0), None));
    assert_eq!(last.body.get("previousCursor"), None, "which a server need not offer");
}

#[test]
fn rfc9865_2_a_cursor_is_of_unreserved_characters() {
    let (_server, _, mut client) = crowd();
    for sort in ["", "&sortBy=userName", "&sortBy=title&sortOrder=descending"] {
        let cursor = next(&client.get(&format!("/Users?cursor=&count=1{sort}")).expect(200)).expect("more");
        assert_eq!(encoded(&cursor), cursor, "nothing in it needs encoding");
    }
}

#[test]
fn rfc9865_2_1_what_is_no_cursor_is_invalid_cursor() {
    let (_server, _, mut client) = crowd();
    add_group(&mut client, "Ops", &[]);
    let cursor = next(&client.get("/Users?cursor=&count=1").expect(200)).expect("more");
    for query in [
        "/Users?cursor=nonsense".to_owned(),
        format!("/Users?cursor={cursor}x"),
        format!("/Groups?cursor={cursor}"),
        format!("/Users?cursor={cursor}&filter={}", encoded("title pr")),
    ] {
        client.get(&query).expect_error(400, Some("invalidCursor"));
    }
}

#[test]
fn rfc9865_2_1_a_cursor_does_not_expire_while_resources_come_and_go() {
    let (_server, _, mut client) = crowd();
    let first = client.get("/Users?cursor=&count=3").expect(200);
    let cursor = next(&first).expect("there is more");
    for one in first.body["Resources"].as_array().expect("a list") {
        drop(client.delete(&format!("/Users/{}", one["id"].as_str().expect("an id"))).expect(204));
    }
    add_user(&mut client, "u7", json!({}));
    let rest = client.get(&format!("/Users?cursor={cursor}&count=10")).expect(200);
    assert_eq!(names(&rest, "userName"), ["u3", "u4", "u5", "u6", "u7"]);
    // As none expires, `cursorTimeout` and `expiredCursor` do not occur; the keyword is as the RFC has it.
    assert_eq!(scim::ScimType::ExpiredCursor.as_str(), "expiredCursor");
}

#[test]
fn rfc9865_2_1_a_count_that_is_none_is_invalid_count() {
    let (_server, _, mut client) = crowd();
    for count in ["many", "0", "-5", "1.5"] {
        client.get(&format!("/Users?cursor=&count={count}")).expect_error(400, Some("invalidCount"));
    }
    let search = json!({ "schemas": [SEARCH], "cursor": "", "count": 0 });
    client.post("/Users/.search", &search).expect_error(400, Some("invalidCount"));
    let all = client.get("/Users?cursor=&count=100000").expect(200);
    assert_eq!((names(&all, "userName").len(), next(&all)), (7, None), "a server may return fewer");
}

#[test]
fn rfc9865_4_the_configuration_says_how_to_page() {
    let (_server, _, mut client) = stage();
    assert_eq!(
        shown(&mut client, "/ServiceProviderConfig")["pagination"],
        json!({ "cursor": true, "index": true, "defaultPaginationMethod": "index", "defaultPageSize": 100,
                "maxPageSize": 1000 }),
        "without cursorTimeout, as no cursor expires"
    );
}

#[test]
fn rfc9865_2_4_the_index_is_the_default() {
    let (_server, _, mut client) = crowd();
    for query in ["", "?count=3", "?startIndex=2&count=3"] {
        let page = client.get(&format!("/Users{query}")).expect(200);
        assert_eq!((page.body["startIndex"].is_u64(), next(&page)), (true, None), "{query}");
    }
}

#[test]
fn rfc9865_3_cursors_work_in_a_posted_search() {
    let (_server, _, mut client) = crowd();
    add_group(&mut client, "Ops", &[]);
    for (path, total) in [("/Users/.search", 7), ("/Groups/.search", 1), ("/.search", 8)] {
        let (mut seen, mut cursor) = (0, json!(""));
        loop {
            let body = json!({ "schemas": [SEARCH], "cursor": cursor, "count": 3 });
            let page = client.post(path, &body).expect(200).body;
            seen += page["Resources"].as_array().map_or(0, Vec::len);
            match page.get("nextCursor") {
                Some(next) => cursor = next.clone(),
                None => break,
            }
        }
        assert_eq!(seen, total, "{path}");
    }
}

#[test]
fn rfc9865_5_each_page_asks_for_the_credential_anew() {
    let (server, door, mut client) = crowd();
    let cursor = next(&client.get("/Users?cursor=&count=3").expect(200)).expect("more");
    let target = format!("/Users?cursor={cursor}&count=3");
    let mut beside = server.connect("Globex", directory::Provider::Okta).client();
    beside.get(&target).expect_error(400, Some("invalidCursor"));
    let connection = door.connection;
    drop(
        server.write(move |work| app::connections::set_enabled(work, &Actor::CommandLine, connection, false)),
    );
    let refused = client.get(&target);
    refused.expect_error(401, None);
    assert_eq!(refused.body.get("Resources"), Option::<&Value>::None);
}
