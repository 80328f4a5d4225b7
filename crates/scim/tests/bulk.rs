//! Bulk beyond single examples: limits, long chains and circles of references, answers.

use scim::bulk::{BulkRequest, BulkResponse, Step, references};
use scim::limits::BULK_OPERATIONS_MAX;
use scim::{Error, ResourceType, ScimType};
use serde_json::{Value, json};
use std::collections::HashMap;

#[test]
fn as_many_operations_as_allowed_and_not_one_more() {
    let delete = json!({ "method": "DELETE", "path": "/Users/7" });
    let allowed = parse(&json!({ "Operations": vec![delete.clone(); BULK_OPERATIONS_MAX] }));
    assert_eq!(allowed.expect("the limit itself is fine").operations.len(), BULK_OPERATIONS_MAX);

    let error =
        parse(&json!({ "Operations": vec![delete; BULK_OPERATIONS_MAX + 1] })).expect_err("one too many");
    assert_eq!((error.status, error.scim_type), (413, None));
    // RFC 7644 §3.7.4: "The returned response MUST specify the limit exceeded".
    assert!(error.detail.contains("maxOperations is 1000"), "{}", error.detail);
}

#[test]
fn failures_are_counted() {
    let delete = json!([{ "method": "DELETE", "path": "/Users/7" }]);
    let patient = parse(&json!({ "Operations": delete })).expect("legal");
    assert!(!patient.stops_after(1_000));
    let strict = parse(&json!({ "failOnErrors": 2, "Operations": delete })).expect("legal");
    assert_eq!([1, 2, 3].map(|failures| strict.stops_after(failures)), [false, true, true]);
}

#[test]
fn a_chain_as_long_as_the_request_is_made_from_its_end() {
    let groups: Vec<Value> = (0..BULK_OPERATIONS_MAX).map(|n| group(n, &[n + 1])).collect();
    let request = parse(&json!({ "Operations": groups })).expect("legal");
    // The last one refers to nothing that is made: that is for whoever takes the step to find out.
    let expected: Vec<Step> =
        (0..BULK_OPERATIONS_MAX).rev().map(|operation| Step::Run { operation, data: None }).collect();
    assert_eq!(request.plan(), expected);
}

#[test]
fn a_circle_as_long_as_the_request_is_closed_at_the_end() {
    let groups: Vec<Value> =
        (0..BULK_OPERATIONS_MAX).map(|n| group(n, &[(n + 1) % BULK_OPERATIONS_MAX])).collect();
    let steps = parse(&json!({ "Operations": groups })).expect("legal").plan();
    assert_eq!(steps.len(), BULK_OPERATIONS_MAX + 1);
    let last = BULK_OPERATIONS_MAX - 1;
    assert_eq!(
        steps[0],
        Step::Run { operation: last, data: Some(json!({ "displayName": "g", "members": [] })) }
    );
    let Some(Step::Link { operation, data }) = steps.last() else { panic!("{:?}", steps.last()) };
    assert_eq!(*operation, last);
    assert_eq!(data["Operations"][0]["value"], json!({ "members": [{ "value": "bulkId:0" }] }));
}

#[test]
fn groups_that_all_contain_each_other_are_all_made_and_all_linked() {
    let all: Vec<usize> = (0..12).collect();
    let groups: Vec<Value> = all.iter().map(|&n| group(n, &all)).collect();
    let request = parse(&json!({ "Operations": groups })).expect("legal");
    let mut ids = HashMap::new();
    let mut members: HashMap<usize, usize> = HashMap::new();
    for step in request.plan() {
        let (operation, list) = match &step {
            Step::Run { operation, data: Some(data) } => (*operation, data["members"].clone()),
            Step::Run { operation, data: None } => {
                (*operation, groups[*operation]["data"]["members"].clone())
            }
            Step::Link { operation, data } => (*operation, data["Operations"][0]["value"]["members"].clone()),
        };
        references::resolve(&json!({ "members": list }), &ids).expect("each reference is made before");
        *members.entry(operation).or_default() += list.as_array().map_or(0, Vec::len);
        ids.insert(operation.to_string(), format!("id-{operation}"));
    }
    assert_eq!(members, all.iter().map(|&n| (n, all.len())).collect());
}

#[test]
fn the_answer_says_what_came_of_each_operation() {
    let request = parse(&json!({ "Operations": [
        { "method": "POST", "path": "/Users", "bulkId": "a", "data": { "userName": "a" } },
        { "method": "POST", "path": "/Users", "bulkId": "b", "data": { "userName": "a" } },
        { "method": "DELETE", "path": "/Users/7", "version": "W/\"1\"" },
    ]}))
    .expect("legal");
    assert_eq!(request.operations[2].version.as_deref(), Some("W/\"1\""));
    let [first, second, third] = &request.operations[..] else { panic!("three operations") };
    let taken = Error::uniqueness("The userName \"a\" is taken.");
    let location = |id: &str| Some(format!("https://example.com/Users/{id}"));
    let answer = BulkResponse {
        operations: vec![
            first.result(location("1"), Some("W/\"2\"".into()), Ok(201)),
            second.result(None, None, Err(taken)),
            third.result(location("7"), None, Ok(204)),
        ],
    };
    assert_eq!(
        answer.to_json(),
        json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkResponse"],
            "Operations": [
                { "method": "POST", "location": "https://example.com/Users/1", "bulkId": "a", "version": "W/\"2\"",
                  "status": "201" },
                { "method": "POST", "bulkId": "b", "status": "409", "response": {
                    "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
                    "status": "409", "scimType": "uniqueness", "detail": "The userName \"a\" is taken." } },
                { "method": "DELETE", "location": "https://example.com/Users/7", "status": "204" },
            ],
        })
    );
}

#[test]
fn what_makes_no_bulk_request_is_refused() {
    let cases = [
        json!([]),
        json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [] }),
        json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": {} }),
    ];
    for body in cases {
        let error = BulkRequest::parse(&body, &types()).expect_err("no Bulk request");
        assert_eq!(error.scim_type, Some(ScimType::InvalidSyntax), "{body}");
    }
}

fn group(n: usize, members: &[usize]) -> Value {
    let members: Vec<Value> = members.iter().map(|m| json!({ "value": format!("bulkId:{m}") })).collect();
    let data = json!({ "displayName": "g", "members": members });
    json!({ "method": "POST", "path": "/Groups", "bulkId": n.to_string(), "data": data })
}

fn parse(body: &Value) -> Result<BulkRequest, Error> {
    let mut body = body.clone();
    body["schemas"] = json!(["urn:ietf:params:scim:api:messages:2.0:BulkRequest"]);
    BulkRequest::parse(&body, &types())
}

fn types() -> [ResourceType; 2] {
    [ResourceType::user(), ResourceType::group()]
}
