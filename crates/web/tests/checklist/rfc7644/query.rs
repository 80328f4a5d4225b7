//! §3.4 and §3.9: reading.

use crate::support::{
    BULK, ENTERPRISE, LIST, SEARCH, add_group, add_user, encoded, filtered, found, group, keys, names, op,
    shown, stage, user, with,
};
use serde_json::{Value, json};
use testkit::Client;

/// Ann and Cas work at example.com, Bob is somewhere else and inactive.
fn town() -> (testkit::TestServer, Client) {
    let (server, _, mut client) = stage();
    let email = |kind: &str, value: &str| json!({ "type": kind, "value": value });
    for (name, also) in [
        (
            "ann",
            json!({ "title": "Dr", "externalId": "Xa", "active": true, "emails": [
            email("work", "ann@example.com"), email("home", "ann@home.example") ] }),
        ),
        (
            "bob",
            json!({ "externalId": "Xb", "active": false, "emails": [
            email("work", "bob@other.example"), email("home", "bob@example.com") ] }),
        ),
        ("cas", json!({ "title": "Prof", "active": true, "emails": [email("work", "cas@example.com")] })),
    ] {
        add_user(&mut client, name, also);
    }
    (server, client)
}

#[test]
fn rfc7644_3_4_2_unknown_query_parameters_are_ignored() {
    let (_server, mut client) = town();
    let plain = client.get("/Users").expect(200).text;
    for query in ["aadOptscim062020", "foo=bar&baz=%7B%7D", "&&", "filters=x"] {
        assert_eq!(client.get(&format!("/Users?{query}")).expect(200).text, plain, "{query}");
    }
}

#[test]
fn rfc7644_3_4_2_no_hits_are_an_empty_list() {
    let (_server, mut client) = town();
    for endpoint in ["/Users", "/Groups"] {
        let filter = encoded("externalId eq \"nobody\"");
        let answer = client.get(&format!("{endpoint}?filter={filter}")).expect(200);
        assert_eq!(
            answer.body,
            json!({ "schemas": [LIST], "totalResults": 0, "startIndex": 1, "itemsPerPage": 0,
                    "Resources": [] })
        );
    }
}

#[test]
fn rfc7644_3_4_2_numbers_of_a_list_are_integers() {
    let (_server, mut client) = town();
    let list = shown(&mut client, "/Users?startIndex=2&count=1");
    for (name, number) in [("totalResults", 3), ("startIndex", 2), ("itemsPerPage", 1)] {
        assert_eq!(list[name].as_u64(), Some(number), "{name}");
    }
}

#[test]
fn rfc7644_3_4_2_2_names_and_operators_are_case_insensitive() {
    let (_server, mut client) = town();
    for filter in ["USERNAME EQ \"ann\"", "userName Eq \"ann\" AND Title PR", "NOT (username NE \"ann\")"] {
        assert_eq!(filtered(&mut client, filter), ["ann"], "{filter}");
    }
}

#[test]
fn rfc7644_3_4_2_2_not_binds_before_and_and_before_or() {
    let (_server, mut client) = town();
    for (filter, expected) in [
        ("userName eq \"bob\" or userName eq \"ann\" and title eq \"Prof\"", vec!["bob"]),
        ("(userName eq \"bob\" or userName eq \"ann\") and title eq \"Dr\"", vec!["ann"]),
        ("not (title pr) and active eq false or title eq \"Prof\"", vec!["bob", "cas"]),
        ("not (title pr and active eq true)", vec!["bob"]),
    ] {
        assert_eq!(filtered(&mut client, filter), expected, "{filter}");
    }
}

#[test]
fn rfc7644_3_4_2_2_pr_asks_for_a_value() {
    let (_server, mut client) = town();
    assert_eq!(filtered(&mut client, "title pr"), ["ann", "cas"]);
    assert_eq!(filtered(&mut client, "emails[type eq \"home\"] and externalId pr"), ["ann", "bob"]);
    assert_eq!(filtered(&mut client, "name pr"), Vec::<String>::new());
}

#[test]
fn rfc7644_3_4_2_2_case_exact_decides_how_values_compare() {
    let (_server, mut client) = town();
    for (filter, expected) in [
        ("userName eq \"ANN\"", vec!["ann"]),
        ("title sw \"DR\"", vec!["ann"]),
        ("emails.value co \"ANN@HOME\"", vec!["ann"]),
        ("externalId eq \"Xa\"", vec!["ann"]),
        ("externalId eq \"xa\"", vec![]),
        ("externalId co \"X\"", vec!["ann", "bob"]),
    ] {
        assert_eq!(filtered(&mut client, filter), expected, "{filter}");
    }
}

#[test]
fn rfc7644_3_4_2_2_any_value_of_a_list_may_match() {
    let (_server, mut client) = town();
    assert_eq!(filtered(&mut client, "emails.value eq \"bob@example.com\""), ["bob"]);
    assert_eq!(filtered(&mut client, "emails co \"example.com\""), ["ann", "bob", "cas"]);
    assert_eq!(filtered(&mut client, "emails.type eq \"home\""), ["ann", "bob"]);
}

#[test]
fn rfc7644_3_4_2_2_brackets_bind_to_one_value() {
    let (_server, mut client) = town();
    let one = "emails[type eq \"work\" and value co \"@example.com\"]";
    assert_eq!(filtered(&mut client, one), ["ann", "cas"]);
    let any = "emails.type eq \"work\" and emails.value co \"@example.com\"";
    assert_eq!(filtered(&mut client, any), ["ann", "bob", "cas"]);
}

#[test]
fn rfc7644_3_4_2_2_booleans_and_binaries_have_no_order() {
    let (_server, mut client) = town();
    for operator in ["gt", "ge", "lt", "le"] {
        for filter in
            [format!("active {operator} true"), format!("x509Certificates.value {operator} \"YWJj\"")]
        {
            let answer = client.get(&format!("/Users?filter={}", encoded(&filter)));
            answer.expect_error(400, Some("invalidFilter"));
        }
    }
    assert_eq!(filtered(&mut client, "userName gt \"ann\" and userName le \"bob\""), ["bob"]);
    assert_eq!(filtered(&mut client, "meta.created lt \"2001-01-01T00:00:00Z\""), Vec::<String>::new());
}

#[test]
fn rfc7644_3_4_2_2_an_unknown_operator_is_an_invalid_filter() {
    let (_server, mut client) = town();
    for filter in
        ["userName regex \"a\"", "userName = \"ann\"", "userName", "userName eq", "pr", "(", "email pr"]
    {
        let answer = client.get(&format!("/Users?filter={}", encoded(filter)));
        answer.expect_error(400, Some("invalidFilter"));
        let search = json!({ "schemas": [SEARCH], "filter": filter });
        client.post("/Users/.search", &search).expect_error(400, Some("invalidFilter"));
    }
}

#[test]
fn rfc7644_3_4_2_2_a_dollar_and_a_missing_blank_are_read() {
    let (_server, mut client) = town();
    let manager = json!({ ENTERPRISE: { "manager": { "value": "7", "$ref": "../Users/7" } } });
    add_user(&mut client, "eve", manager);
    let by_reference = format!("{ENTERPRISE}:manager.$ref eq \"../Users/7\"");
    assert_eq!(filtered(&mut client, &by_reference), ["eve"]);
    assert_eq!(filtered(&mut client, "userName eq\"ann\""), ["ann"]);
    assert_eq!(filtered(&mut client, "emails[type eq\"home\"and value sw\"ann\"]"), ["ann"]);
}

#[test]
fn rfc7644_3_4_2_3_sorting_goes_by_the_primary_or_first_value() {
    let (_server, _, mut client) = stage();
    let email = |value: &str, primary: bool| json!({ "value": value, "primary": primary });
    add_user(&mut client, "x", json!({ "emails": [email("a@b", false), email("z@b", true)] }));
    add_user(&mut client, "y", json!({ "emails": [email("m@b", false), email("b@b", false)] }));
    add_user(&mut client, "z", json!({ "emails": [email("n@b", true), email("c@b", false)] }));
    assert_eq!(found(&mut client, "sortBy=emails.value"), ["y", "z", "x"]);
    assert_eq!(found(&mut client, "sortBy=emails"), ["y", "z", "x"]);
}

#[test]
fn rfc7644_3_4_2_3_the_default_is_ascending_and_the_missing_come_last() {
    let (_server, mut client) = town();
    assert_eq!(found(&mut client, "sortBy=title"), ["ann", "cas", "bob"]);
    assert_eq!(found(&mut client, "sortBy=title&sortOrder=ascending"), ["ann", "cas", "bob"]);
    assert_eq!(found(&mut client, "sortBy=title&sortOrder=descending"), ["bob", "cas", "ann"]);
}

#[test]
fn rfc7644_3_4_2_4_an_index_below_one_is_one_and_a_count_below_zero_is_zero() {
    let (_server, mut client) = town();
    for query in ["startIndex=0&count=2", "startIndex=-7&count=2"] {
        let list = client.get(&format!("/Users?{query}")).expect(200);
        assert_eq!(
            (&list.body["startIndex"], names(&list, "userName")),
            (&json!(1), vec!["ann".into(), "bob".into()])
        );
    }
    for query in ["count=0", "count=-7"] {
        let list = shown(&mut client, &format!("/Users?{query}"));
        let expected = json!({ "schemas": [LIST], "totalResults": 3, "startIndex": 1, "itemsPerPage": 0,
                               "Resources": [] });
        assert_eq!(list, expected, "only the total: {query}");
    }
}

#[test]
fn rfc7644_3_4_2_4_a_page_may_have_fewer_than_asked_for() {
    let (_server, _, mut client) = stage();
    for batch in 0..2 {
        let operations: Vec<Value> = (0..550)
            .map(|n| {
                json!({ "method": "POST", "path": "/Users", "bulkId": n.to_string(),
                             "data": user(&format!("u{batch}-{n}"), json!({})) })
            })
            .collect();
        drop(client.post("/Bulk", &json!({ "schemas": [BULK], "Operations": operations })).expect(200));
    }
    let page = shown(&mut client, "/Users?count=100000&attributes=id");
    let many = page["Resources"].as_array().map(Vec::len);
    assert_eq!(
        (&page["totalResults"], &page["itemsPerPage"], many),
        (&json!(1_100), &json!(1_000), Some(1_000))
    );
    let rest = shown(&mut client, "/Users?startIndex=1001&count=1000&attributes=id");
    assert_eq!((&rest["totalResults"], &rest["itemsPerPage"]), (&json!(1_100), &json!(100)));
}

#[test]
fn rfc7644_3_4_2_4_the_order_is_stable_without_sort_by() {
    let (_server, mut client) = town();
    let pages = |client: &mut Client| {
        (1..=3).flat_map(|at| found(client, &format!("startIndex={at}&count=1"))).collect::<Vec<_>>()
    };
    assert_eq!(pages(&mut client), ["ann", "bob", "cas"]);
    let ann = shown(&mut client, "/Users?count=1")["Resources"][0]["id"].as_str().expect("an id").to_owned();
    let changed = op("replace", "userName", &json!("zoe"));
    drop(client.patch(&format!("/Users/{ann}"), &changed).expect(200));
    assert_eq!(pages(&mut client), ["zoe", "bob", "cas"], "a change moves nobody");
}

#[test]
fn rfc7644_3_9_attributes_and_excluded_attributes_exclude_each_other() {
    let (_server, mut client) = town();
    let query = "attributes=userName&excludedAttributes=title";
    client.get(&format!("/Users?{query}")).expect_error(400, Some("invalidValue"));
    client.post(&format!("/Users?{query}"), &user("x", json!({}))).expect_error(400, Some("invalidValue"));
    let both = json!({ "schemas": [SEARCH], "attributes": ["userName"], "excludedAttributes": ["title"] });
    client.post("/Users/.search", &both).expect_error(400, Some("invalidValue"));
    assert_eq!(found(&mut client, ""), ["ann", "bob", "cas"], "and nobody was made");
}

#[test]
fn rfc7644_3_9_attributes_are_chosen_in_every_answer() {
    let (_server, _, mut client) = stage();
    let body = user("ann", json!({ "title": "Dr", "displayName": "Ann" }));
    for (query, member, expected) in [
        ("attributes=title", ("attributes", "title"), vec!["id", "schemas", "title"]),
        (
            "excludedAttributes=title,meta",
            ("excludedAttributes", "title"),
            vec!["active", "displayName", "id", "schemas", "userName"],
        ),
    ] {
        let made = client.post(&format!("/Users?{query}"), &body).expect(201);
        let target = format!("/Users/{}?{query}", made.id());
        let patch = op("replace", "displayName", &json!("Ann"));
        let search = json!({ "schemas": [SEARCH], member.0: [member.1, "meta"] });
        let mut answers = vec![
            made.body,
            shown(&mut client, &target),
            client.put(&target, &body).expect(200).body,
            client.patch(&target, &patch).expect(200).body,
            shown(&mut client, &format!("/Users?{query}"))["Resources"][0].clone(),
        ];
        let searched = client.post("/Users/.search", &search).expect(200).body["Resources"][0].clone();
        let also = if member.0 == "attributes" { vec!["meta"] } else { vec![] };
        for answer in &mut answers {
            assert_eq!(keys(answer), expected, "{query}");
        }
        let mut with_meta = [expected, also].concat();
        with_meta.sort_unstable();
        assert_eq!(keys(&searched), with_meta, "{query}");
        drop(client.delete(target.split('?').next().expect("a path")).expect(204));
    }
}

#[test]
fn rfc7644_3_9_always_request_and_never_are_kept() {
    let (_server, _, mut client) = stage();
    let ann = add_user(&mut client, "ann", json!({ "password": "hush" }));
    let ops = add_group(&mut client, "Ops", &[&ann]);
    let target = format!("/Users/{ann}");
    for query in ["excludedAttributes=id,schemas,title", "attributes=title", "attributes=password"] {
        let user = shown(&mut client, &format!("{target}?{query}"));
        assert!(user["id"].is_string() && user["schemas"].is_array(), "{query}: {user}");
        assert_eq!(user.get("password"), None, "{query}");
    }
    // `members.display` has `returned: request`.
    let member = |client: &mut Client, query: &str| {
        shown(client, &format!("/Groups/{ops}?{query}"))["members"][0].clone()
    };
    assert_eq!(keys(&member(&mut client, "")), ["$ref", "type", "value"]);
    assert_eq!(keys(&member(&mut client, "attributes=members")), ["$ref", "type", "value"]);
    drop(client.put(&target, &user("ann", json!({ "displayName": "Ann" }))).expect(200));
    assert_eq!(member(&mut client, "attributes=members.display"), json!({ "display": "Ann" }));
}

#[test]
fn rfc7644_3_9_what_is_never_returned_cannot_be_guessed() {
    let (_server, _, mut client) = stage();
    add_user(&mut client, "ann", json!({ "password": "hush" }));
    for filter in ["password eq \"hush\"", "password pr", "password sw \"h\"", "not (password eq \"x\")"] {
        let search = json!({ "schemas": [SEARCH], "filter": filter });
        client.post("/Users/.search", &search).expect_error(400, Some("invalidFilter"));
        client.get(&format!("/Users?filter={}", encoded(filter))).expect_error(400, Some("invalidFilter"));
    }
    client.get("/Users?sortBy=password").expect_error(400, Some("invalidValue"));
}

#[test]
fn rfc7644_3_9_a_patch_with_attributes_is_answered_with_them() {
    let (_server, _, mut client) = crate::support::stage_in(scim::dialect::Dialect::ENTRA);
    let ann = add_user(&mut client, "ann", json!({}));
    let ops = add_group(&mut client, "Ops", &[]);
    let target = format!("/Groups/{ops}");
    let add = op("add", "members", &json!([{ "value": ann }]));
    assert_eq!(client.patch(&target, &add).expect(204).text, "");
    let shown = client.patch(&format!("{target}?attributes=displayName"), &add).expect(200).body;
    assert_eq!(keys(&shown), ["displayName", "id", "schemas"]);
    let shown = client.patch(&format!("{target}?excludedAttributes=members"), &add).expect(200).body;
    assert_eq!(keys(&shown), ["displayName", "id", "meta", "schemas"]);
}

#[test]
fn rfc7644_3_4_3_a_search_may_be_posted() {
    let (_server, mut client) = town();
    drop(client.post("/Groups", &group("annals", &[])).expect(201));
    let search = |client: &mut Client, path: &str, also: Value| {
        let answer = client.post(path, &with(json!({ "schemas": [SEARCH] }), also)).expect(200);
        assert_eq!(answer.body["schemas"], json!([LIST]));
        answer
    };
    let asked = json!({ "filter": "title pr", "sortBy": "userName", "sortOrder": "descending", "count": 1,
                        "startIndex": 2, "attributes": ["userName"] });
    let users = search(&mut client, "/Users/.search", asked);
    assert_eq!((&users.body["totalResults"], names(&users, "userName")), (&json!(2), vec!["ann".into()]));
    assert_eq!(keys(&users.body["Resources"][0]), ["id", "schemas", "userName"]);
    let groups = search(&mut client, "/Groups/.search", json!({ "filter": "displayName sw \"ann\"" }));
    assert_eq!(names(&groups, "displayName"), ["annals"]);
    let all = search(&mut client, "/.search", json!({ "filter": "meta.created pr" }));
    assert_eq!(all.body["totalResults"], 4);
    for path in ["/Users/.search", "/Groups/.search", "/.search"] {
        client.post(path, &json!({ "filter": "title pr" })).expect_error(400, Some("invalidSyntax"));
        client.get(path).expect_error(405, None);
    }
}
