//! Queries in, lists out (RFC 7644 §3.4.2, §3.4.3, RFC 9865).

use scim::list::{ListResponse, SearchRequest, SortOrder};
use serde_json::{Value, json};

fn query(text: &str) -> Result<SearchRequest, scim::Error> {
    let pairs = text.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    SearchRequest::from_query(
        &pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect::<Vec<_>>(),
    )
}

fn search(members: &Value) -> Result<SearchRequest, scim::Error> {
    let mut body = json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"] });
    body.as_object_mut().expect("object").extend(members.as_object().expect("object").clone());
    SearchRequest::from_json(&body)
}

#[test]
fn a_url_and_a_body_ask_the_same() {
    let expected = SearchRequest {
        filter: Some("userName sw \"z\"".into()),
        sort_by: Some("name.familyName".into()),
        sort_order: SortOrder::Descending,
        start_index: Some(11),
        count: Some(10),
        cursor: None,
        attributes: vec!["userName".into(), "emails[type eq \"a,b\"]".into()],
        excluded_attributes: Vec::new(),
    };
    let url = "FILTER=userName sw \"z\"&sortBy=name.familyName&sortOrder=Descending&startindex=11&count=10\
               &attributes=userName, emails[type eq \"a,b\"],&aadOptscim062020&token=x";
    assert_eq!(query(url), Ok(expected.clone()));
    let body = json!({
        "filter": "userName sw \"z\"", "sortBy": "name.familyName", "SortOrder": "descending", "startIndex": 11,
        "count": 10, "attributes": ["userName", "emails[type eq \"a,b\"]"], "excludedAttributes": null, "more": 1,
    });
    assert_eq!(search(&body), Ok(expected));
}

#[test]
fn an_empty_query_asks_for_everything() {
    assert_eq!(query(""), Ok(SearchRequest::default()));
    assert_eq!(query("startIndex=&count=&sortBy=&sortOrder=&attributes="), Ok(SearchRequest::default()));
    assert_eq!(search(&json!({})), Ok(SearchRequest::default()));
    // Not the same as no filter: whoever meant to look for somebody must not get everybody.
    assert_eq!(query("filter=").map(|request| request.filter), Ok(Some(String::new())));
}

#[test]
fn numbers_are_taken_as_the_rfc_says() {
    let page = |text| query(text).map(|request| (request.start_index, request.count));
    assert_eq!(page("startIndex=0&count=-1"), Ok((Some(1), Some(0))));
    assert_eq!(page("startIndex=-5&count=0"), Ok((Some(1), Some(0))));
    assert_eq!(page("startIndex=+3&count= 4 "), Ok((Some(3), Some(4))));
    for text in ["count=ten", "count=1.5", "startIndex=1e3", "count=99999999999999999999"] {
        let error = query(text).expect_err("no integer").to_string();
        assert!(error.contains("must be a whole number, but is \""), "{error}");
    }
    assert_eq!(
        search(&json!({ "count": "10" })).expect_err("a string").to_string(),
        "400 invalidValue: \"count\" must be a whole number, but is \"10\"."
    );
}

#[test]
fn a_cursor_goes_its_own_way() {
    assert_eq!(query("cursor&count=5").map(|request| request.cursor), Ok(Some(String::new())));
    assert_eq!(search(&json!({ "cursor": "VZUTiy" })).map(|r| r.cursor), Ok(Some("VZUTiy".into())));
    // RFC 9865 §2.1, wherever the count stands.
    let refused = "400 invalidCount: With a cursor, \"count\" must be a whole number of at least 1.";
    for bad in ["cursor&count=0", "count=-1&cursor=x", "count=many&cursor", "cursor=x&count=1.5"] {
        assert_eq!(query(bad).expect_err(bad).to_string(), refused);
    }
    for bad in [json!(0), json!(-1), json!("5")] {
        assert_eq!(
            search(&json!({ "count": bad, "cursor": "" })).expect_err("no count").to_string(),
            refused
        );
    }
    assert_eq!(
        query("cursor=VZUTiy&startIndex=1").expect_err("both").to_string(),
        "400 invalidValue: \"cursor\" and \"startIndex\" cannot be used together. Send one of them."
    );
}

#[test]
fn what_is_unclear_is_refused() {
    let refusals = [
        (
            query("filter=a&Filter=b"),
            "400 invalidValue: The query parameter \"filter\" is given twice, so it is not clear which one counts.",
        ),
        (
            query("sortOrder=up"),
            "400 invalidValue: \"sortOrder\" must be \"ascending\" or \"descending\", but is \"up\".",
        ),
        (search(&json!({ "filter": 1 })), "400 invalidValue: \"filter\" must be a string, but is 1."),
        (
            search(&json!({ "attributes": "userName" })),
            "400 invalidValue: \"attributes\" must be a list of attribute names, but is \"userName\".",
        ),
        (
            SearchRequest::from_json(&json!({ "filter": "a" })),
            "400 invalidSyntax: The body of a search is a JSON object whose \"schemas\" contains \
             \"urn:ietf:params:scim:api:messages:2.0:SearchRequest\".",
        ),
    ];
    for (result, expected) in refusals {
        assert_eq!(result.expect_err("should be refused").to_string(), expected);
    }
}

#[test]
fn a_list_always_has_its_numbers_and_its_resources() {
    assert_eq!(
        ListResponse::default().into_json().to_string(),
        json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
            "totalResults": 0,
            "itemsPerPage": 0,
            "Resources": [],
        })
        .to_string()
    );
    let page = ListResponse {
        total_results: 30,
        start_index: Some(11),
        resources: vec![json!({ "id": "1" })],
        next_cursor: Some("n".into()),
        previous_cursor: Some("p".into()),
    };
    assert_eq!(
        page.into_json().to_string(),
        json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
            "totalResults": 30,
            "startIndex": 11,
            "itemsPerPage": 1,
            "nextCursor": "n",
            "previousCursor": "p",
            "Resources": [{ "id": "1" }],
        })
        .to_string()
    );
}
