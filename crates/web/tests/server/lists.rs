//! Filters, sorting and `.search`, on all three levels (RFC 7644 §3.4).

use crate::support::{
    ENTERPRISE, LIST, SEARCH, USER, add_group, add_user, each, encoded, events, filtered, person, stage, tick,
};
use directory::Provider;
use serde_json::{Value, json};
use testkit::{Client, TestServer};

/// Five people and two groups.
fn town() -> (TestServer, Client, Vec<String>) {
    let (server, _, mut client) = stage(Provider::Generic);
    let mut ids = Vec::new();
    for (name, given, title, active, department) in [
        ("ann@example.com", "Ann", Some("Dr"), true, Some("Sales")),
        ("Bob@Example.com", "Bob", None, true, Some("sales")),
        ("çelik@example.com", "Çelik", Some("Prof"), false, None),
        ("dora@example.org", "Dora", Some("dr"), true, Some("IT")),
        ("eve_%@example.org", "Eve \"E\" \\", None, true, None),
    ] {
        let mut body = person(name);
        body["name"] = json!({ "givenName": given, "familyName": "Town" });
        body["externalId"] = json!(format!("Ext-{given}"));
        body["active"] = json!(active);
        body["displayName"] = json!(given);
        if let Some(title) = title {
            body["title"] = json!(title);
        }
        if let Some(department) = department {
            body[ENTERPRISE] = json!({ "department": department });
        }
        body["phoneNumbers"] = json!([{ "type": "work", "value": "1" }, { "type": "home", "value": given }]);
        // Resources are listed in the order in which they came, to the millisecond.
        tick();
        ids.push(client.post("/Users", &body).expect(201).id());
    }
    add_group(&mut client, "Alpha", &[&ids[0], &ids[1]]);
    add_group(&mut client, "beta", &[&ids[1]]);
    (server, client, ids)
}

#[track_caller]
fn names(client: &mut Client, target: &str) -> Vec<String> {
    let answer = client.get(target).expect(200);
    assert_eq!(answer.body["schemas"], json!([LIST]));
    each(&answer.body["Resources"], "displayName")
}

#[test]
fn users_are_found_by_what_is_true_of_them() {
    let (_server, mut client, ids) = town();
    let id = &ids[3];
    let cases: Vec<(String, &[&str])> = vec![
        (r#"userName eq "ANN@example.com""#.into(), &["Ann"]),
        (r#"USERNAME EQ "bob@example.com""#.into(), &["Bob"]),
        (format!(r#"{USER}:userName eq "ann@example.com""#), &["Ann"]),
        (r#"userName eq "ÇELIK@example.com""#.into(), &["Çelik"]),
        (r#"userName ew "example.org""#.into(), &["Dora", "Eve \"E\" \\"]),
        (r#"userName co "_%""#.into(), &["Eve \"E\" \\"]),
        (r#"userName co "%""#.into(), &["Eve \"E\" \\"]),
        (r#"displayName eq "Eve \"E\" \\""#.into(), &["Eve \"E\" \\"]),
        (r#"externalId eq "Ext-Ann""#.into(), &["Ann"]),
        (r#"externalId eq "ext-ann""#.into(), &[]),
        (format!(r#"id eq "{id}""#), &["Dora"]),
        (format!(r#"id eq "{}""#, id.to_ascii_uppercase()), &[]),
        ("active eq false".into(), &["Çelik"]),
        ("active ne true".into(), &["Çelik"]),
        ("title pr".into(), &["Ann", "Çelik", "Dora"]),
        ("not (title pr)".into(), &["Bob", "Eve \"E\" \\"]),
        (r#"title eq "DR""#.into(), &["Ann", "Dora"]),
        (r#"title eq "dr" and not (userName sw "ann")"#.into(), &["Dora"]),
        (r#"title eq "Prof" or title eq "Dr" and active eq false"#.into(), &["Çelik"]),
        (r#"(title eq "Prof" or title eq "Dr") and active eq true"#.into(), &["Ann", "Dora"]),
        (format!(r#"{ENTERPRISE}:department eq "Sales""#), &["Ann", "Bob"]),
        (format!("{ENTERPRISE}:department pr"), &["Ann", "Bob", "Dora"]),
        (r#"name.givenName sw "d""#.into(), &["Dora"]),
        (r#"emails.value eq "ann@example.com""#.into(), &["Ann"]),
        (r#"emails eq "ann@example.com""#.into(), &["Ann"]),
        (r#"emails[type eq "work" and value co "example.org"]"#.into(), &["Dora", "Eve \"E\" \\"]),
        (r#"phoneNumbers[type eq "work" and value eq "Ann"]"#.into(), &[]),
        (r#"phoneNumbers.type eq "work" and phoneNumbers.value eq "Ann""#.into(), &["Ann"]),
        (r#"groups.display eq "beta""#.into(), &["Bob"]),
        (r#"meta.resourceType eq "User""#.into(), &["Ann", "Bob", "Çelik", "Dora", "Eve \"E\" \\"]),
        (r#"meta.created lt "2000-01-01T00:00:00Z""#.into(), &[]),
        (r#"userName gt "bob@example.com" and userName lt "e""#.into(), &["Çelik", "Dora"]),
        ("nickName eq null".into(), &["Ann", "Bob", "Çelik", "Dora", "Eve \"E\" \\"]),
    ];
    for (filter, expected) in cases {
        assert_eq!(names(&mut client, &filtered("/Users", &filter)), expected, "{filter}");
        let posted =
            client.post("/Users/.search", &json!({ "schemas": [SEARCH], "filter": filter })).expect(200);
        assert_eq!(each(&posted.body["Resources"], "displayName"), expected, "{filter}");
        assert_eq!(posted.body["totalResults"], expected.len(), "{filter}");
    }
}

#[test]
fn groups_are_found_by_name_and_by_member() {
    let (_server, mut client, ids) = town();
    let (ann, bob) = (&ids[0], &ids[1]);
    let cases: Vec<(String, &[&str])> = vec![
        (r#"displayName eq "ALPHA""#.into(), &["Alpha"]),
        (r#"displayName sw "b""#.into(), &["beta"]),
        (format!(r#"members.value eq "{ann}""#), &["Alpha"]),
        (format!(r#"members eq "{bob}""#), &["Alpha", "beta"]),
        (format!(r#"members[value eq "{bob}" and type eq "User"]"#), &["Alpha", "beta"]),
        (r#"members.value eq "nobody""#.into(), &[]),
        ("members pr".into(), &["Alpha", "beta"]),
        (r#"externalId eq "x""#.into(), &[]),
    ];
    for (filter, expected) in cases {
        assert_eq!(names(&mut client, &filtered("/Groups", &filter)), expected, "{filter}");
        let without = format!("{}&excludedAttributes=members", filtered("/Groups", &filter));
        assert_eq!(names(&mut client, &without), expected, "{filter}");
        let posted =
            client.post("/Groups/.search", &json!({ "schemas": [SEARCH], "filter": filter })).expect(200);
        assert_eq!(each(&posted.body["Resources"], "displayName"), expected, "{filter}");
    }
}

#[test]
fn lists_are_sorted_as_asked() {
    let (_server, mut client, _) = town();
    let sorted = |client: &mut Client, query: &str| names(client, &format!("/Users?{query}"));
    let by_age: &[&str] = &["Ann", "Bob", "Çelik", "Dora", "Eve \"E\" \\"];
    assert_eq!(sorted(&mut client, ""), by_age, "without sortBy, the order is that of coming");
    assert_eq!(sorted(&mut client, "sortBy=userName"), ["Ann", "Bob", "Çelik", "Dora", "Eve \"E\" \\"]);
    let mut reversed: Vec<&str> = vec!["Ann", "Bob", "Çelik", "Dora", "Eve \"E\" \\"];
    reversed.reverse();
    assert_eq!(sorted(&mut client, "sortBy=userName&sortOrder=descending"), reversed);
    assert_eq!(
        sorted(&mut client, "sortBy=username&sortOrder=ASCENDING"),
        ["Ann", "Bob", "Çelik", "Dora", "Eve \"E\" \\"]
    );
    // RFC 7644 §3.4.2.3: what has no value comes last when ascending, first when descending.
    let titled = sorted(&mut client, "sortBy=title");
    assert_eq!(titled[2..], ["Çelik", "Bob", "Eve \"E\" \\"], "{titled:?}");
    let titled = sorted(&mut client, "sortBy=title&sortOrder=descending");
    assert_eq!(titled[2..3], ["Çelik"], "{titled:?}");
    assert_eq!(sorted(&mut client, "sortBy=emails.value&count=1"), ["Ann"]);
    assert_eq!(sorted(&mut client, "sortBy=name.givenName&startIndex=2&count=2"), ["Bob", "Çelik"]);
    assert_eq!(sorted(&mut client, "sortBy=meta.created&sortOrder=descending&count=1"), ["Eve \"E\" \\"]);
    for bad in ["sortBy=noSuchAttribute", "sortBy=password"] {
        let answer = client.get(&format!("/Users?{bad}"));
        assert_eq!(answer.status, 400, "{bad}: {}", answer.text);
    }
}

#[test]
fn the_search_at_the_root_finds_users_and_groups() {
    let (_server, mut client, _) = town();
    let search = |client: &mut Client, more: Value| {
        let mut body = json!({ "schemas": [SEARCH] });
        for (name, value) in more.as_object().expect("an object") {
            body[name] = value.clone();
        }
        let answer = client.post("/.search", &body).expect(200);
        assert_eq!(answer.body["schemas"], json!([LIST]));
        (answer.body["totalResults"].clone(), each(&answer.body["Resources"], "displayName"))
    };
    let all = ["Ann", "Bob", "Çelik", "Dora", "Eve \"E\" \\", "Alpha", "beta"];
    assert_eq!(search(&mut client, json!({})), (json!(7), all.map(str::to_owned).to_vec()));
    let (total, page) = search(&mut client, json!({ "startIndex": 4, "count": 3 }));
    assert_eq!((total, page), (json!(7), vec!["Dora".into(), "Eve \"E\" \\".into(), "Alpha".into()]));
    let (total, page) = search(&mut client, json!({ "startIndex": 7, "count": 3 }));
    assert_eq!((total, page), (json!(7), vec!["beta".into()]));
    let (total, page) = search(&mut client, json!({ "filter": r#"displayName sw "a""# }));
    assert_eq!((total, page), (json!(2), vec!["Ann".into(), "Alpha".into()]));
    let (total, page) = search(&mut client, json!({ "filter": r#"userName pr"# }));
    assert_eq!((total, page.len()), (json!(5), 5), "what a group has not, it does not match");
    let (total, page) = search(&mut client, json!({ "filter": r#"meta.resourceType eq "Group""# }));
    assert_eq!((total, page), (json!(2), vec!["Alpha".into(), "beta".into()]));
    let (_, page) = search(&mut client, json!({ "sortBy": "displayName" }));
    assert_eq!(page, ["Alpha", "Ann", "beta", "Bob", "Çelik", "Dora", "Eve \"E\" \\"]);
    let (total, page) = search(&mut client, json!({ "count": 0 }));
    assert_eq!((total, page.len()), (json!(7), 0));
    let body = json!({ "schemas": [SEARCH], "filter": "noSuchAttribute pr" });
    let answer = client.post("/.search", &body);
    assert!([200, 400].contains(&answer.status), "{}", answer.text);
}

#[test]
fn unknown_query_parameters_are_ignored() {
    let (_server, mut client, _) = town();
    let plain = client.get("/Users").expect(200).text;
    for query in ["aadOptscim062020", "foo=bar", "Foo[]=1&x", "_=1699999999"] {
        assert_eq!(client.get(&format!("/Users?{query}")).expect(200).text, plain, "{query}");
    }
    let found = client.get(&format!("/Users?FILTER={}", encoded(r#"displayName eq "ann""#))).expect(200);
    assert_eq!(found.body["totalResults"], 1);
}

#[test]
fn deleted_users_are_in_no_list() {
    let (_server, mut client, ids) = town();
    drop(client.delete(&format!("/Users/{}", ids[1])).expect(204));
    assert_eq!(names(&mut client, "/Users"), ["Ann", "Çelik", "Dora", "Eve \"E\" \\"]);
    assert_eq!(client.get("/Users?count=0").expect(200).body["totalResults"], 4);
    for filter in [r#"userName eq "bob@example.com""#, r#"emails.value eq "Bob@Example.com""#] {
        assert_eq!(names(&mut client, &filtered("/Users", filter)), [""; 0], "{filter}");
    }
    let beta = client.get(&filtered("/Groups", r#"displayName eq "beta""#)).expect(200);
    assert_eq!(beta.body["Resources"][0]["members"], json!([]));
    add_user(&mut client, "bob@example.com");
}

#[test]
fn a_user_whose_active_is_removed_counts_as_inactive() {
    let (server, door, mut client) = stage(Provider::Generic);
    let id = add_user(&mut client, "a@example.com");
    let target = format!("/Users/{id}");
    drop(client.patch(&target, &json!([{ "op": "remove", "path": "active" }])).expect(200));
    assert_ne!(client.get(&target).expect(200).body["active"], true);
    assert_eq!(client.get(&filtered("/Users", "active eq true")).expect(200).body["totalResults"], 0);
    let kinds: Vec<String> = events(&server, door.org).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, ["user.created", "user.disabled"]);
}

#[test]
fn one_resource_can_be_asked_for_with_a_condition() {
    let (_server, _door, mut client) = stage(Provider::Entra);
    let boss = add_user(&mut client, "boss@example.com");
    let mut report = person("ann@example.com");
    report["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"] =
        json!({ "manager": { "value": boss } });
    let ann = client.post("/Users", &report).expect(201).id();
    let ops = add_group(&mut client, "Ops", &[&ann]);
    for (target, filter, status) in [
        (format!("/Users/{ann}"), format!("manager eq \"{boss}\""), 200),
        (format!("/Users/{ann}"), format!("manager eq \"{ann}\""), 404),
        (format!("/Users/{ann}"), "userName eq \"x\" or active eq true".to_owned(), 200),
        (format!("/Groups/{ops}"), format!("members.value eq \"{ann}\""), 200),
        (format!("/Groups/{ops}"), format!("members.value eq \"{boss}\""), 404),
        (format!("/Users/{ann}"), "userName like \"x\"".to_owned(), 400),
        (format!("/Users/{ann}"), "a) or (id pr".to_owned(), 400),
    ] {
        let answer = client.get(&filtered(&target, &filter));
        assert_eq!(answer.status, status, "{target} {filter}: {}", answer.text);
    }
}
