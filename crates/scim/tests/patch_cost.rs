//! What a PATCH may cost: numbers that are each within their limit must not multiply into minutes.

use scim::dialect::{Dialect, Fired};
use scim::limits::{MEMBERS_MAX, PATCH_WORK_BYTES_MAX, VALUES_MAX};
use scim::patch::PatchRequest;
use scim::patch::members::{self, Delta, Member};
use scim::{Error, Resource, ResourceType};
use serde_json::{Map, Value, json};
use std::time::{Duration, Instant};

/// Many times what it takes in an unoptimized build, and a small part of what it took without the limit.
const SOON: Duration = Duration::from_secs(20);

#[test]
fn long_texts_times_terms_times_operations_are_refused_before_they_take_long() {
    let emails: Value =
        (0..50).map(|n| json!({ "value": format!("{n}{}", "é".repeat(8_000)), "type": "other" })).collect();
    let terms: Vec<String> = (0..50).map(|n| format!("value eq \"{n}\"")).collect();
    let remove = json!({ "op": "remove", "path": format!("emails[{}]", terms.join(" or ")) });
    let began = Instant::now();
    refused(&patch(&emails, &vec![remove; 80]));
    // Texts that come are folded like those that are there, to see whether they are the same.
    refused(&patch(
        &emails,
        &vec![json!({ "op": "add", "path": "emails", "value": [{ "value": "x" }] }); 1_000],
    ));
    refused(&patch(&json!([]), &vec![json!({ "op": "replace", "path": "emails", "value": emails }); 80]));
    refused(&patch(&emails, &vec![json!({ "op": "add", "value": { "emails": emails } }); 80]));
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
}

#[test]
fn many_operations_on_a_long_list_are_refused_before_they_take_long() {
    let emails: Value = (0..VALUES_MAX).map(|n| json!({ "value": format!("{n}@example.com") })).collect();
    let began = Instant::now();
    let replace = json!({ "op": "replace", "path": "emails[value co \"x\"].display", "value": "x" });
    patch(&emails, &vec![replace.clone(); 100]).expect("a hundred times a thousand values");
    refused(&patch(&emails, &vec![replace; 1_000]));

    let terms = vec!["value pr"; 50].join(" and ");
    let remove = json!({ "op": "remove", "path": format!("emails[{terms} and type pr].display") });
    patch(&emails, std::slice::from_ref(&remove)).expect("a thousand values times fifty-one terms");
    refused(&patch(&emails, &vec![remove; 100]));
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
}

#[test]
fn what_providers_send_is_far_from_the_limit() {
    let emails: Value = (0..20).map(|n| json!({ "value": format!("jané.{n}@example.com") })).collect();
    let operations =
        vec![json!({ "op": "replace", "path": "emails[value co \"é\"].display", "value": "é" }); 999];
    patch(&emails, &operations).expect("a thousand operations on twenty addresses");
}

#[test]
fn member_filters_on_a_large_group_are_one_pass_each_and_few() {
    let add = json!({ "op": "add", "path": "members", "value": members_named(MEMBERS_MAX) });
    let filter = json!({ "op": "remove", "path": "members[type eq \"Group\"]" });
    let began = Instant::now();
    let delta = group_patch(&[add.clone(), filter.clone(), filter]).expect("two passes");
    assert_eq!((delta.add.len(), delta.remove.len()), (MEMBERS_MAX, 0));

    let terms = ["type eq \"Group\""; 10].join(" or ");
    let mut operations = vec![json!({ "op": "remove", "path": format!("members[{terms}]") }); 900];
    operations[0] = add;
    refused(&group_patch(&operations));
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
}

#[test]
fn a_million_members_can_be_asked_for_their_type() {
    let current: Vec<Member> =
        (0..1_000_000).map(|n| Member { value: format!("{n}"), kind: Some("User".into()) }).collect();
    let body = json!({ "Operations": [{ "op": "remove", "path": "members[type eq \"user\"]" }] });
    let group = ResourceType::group();
    let request = PatchRequest::parse(&body, &group, &Dialect::STRICT, &mut Fired::default()).expect("legal");
    let (_, operations) =
        members::separate(request, &group, &Dialect::STRICT, &mut Fired::default()).expect("legal");
    let delta = members::delta(&operations, &current, &[]).expect("one pass over a group of any size");
    assert_eq!(delta.remove.len(), 1_000_000);
}

#[test]
fn a_request_names_so_many_members_and_not_one_more() {
    let list = members_named(MEMBERS_MAX + 1);
    let refused = [
        group_patch(&[json!({ "op": "add", "path": "members", "value": list })]).map(drop),
        group_patch(&[json!({ "op": "replace", "value": { "members": list } })]).map(drop),
        group_patch(&[
            json!({ "op": "add", "path": "members", "value": list[1..] }),
            json!({ "op": "remove", "path": "members[value eq \"1\"]" }),
        ])
        .map(drop),
        members::take(&mut json!({ "members": list }), &Dialect::STRICT, &mut Fired::default()).map(drop),
    ];
    for refused in refused {
        let error = refused.expect_err("one too many");
        assert_eq!((error.status, error.scim_type), (413, None));
        assert!(error.detail.contains("names 200001 members, and 200000 is"), "{}", error.detail);
    }
}

#[track_caller]
fn refused<T: std::fmt::Debug>(outcome: &Result<T, Error>) {
    let error = outcome.as_ref().expect_err("too much work");
    assert_eq!((error.status, error.scim_type), (413, None));
    assert!(error.detail.contains(&PATCH_WORK_BYTES_MAX.to_string()), "{}", error.detail);
}

fn patch(emails: &Value, operations: &[Value]) -> Result<Resource, Error> {
    let user = ResourceType::user();
    let mut fired = Fired::default();
    let attributes =
        Map::from_iter([("userName".to_owned(), json!("jane")), ("emails".to_owned(), emails.clone())]);
    let body = json!({ "Operations": operations });
    let request = PatchRequest::parse(&body, &user, &Dialect::STRICT, &mut fired)?;
    request.apply(&Resource::from_stored(attributes), &user, &Dialect::STRICT, &mut fired)
}

/// On a group without members, where everybody who is named exists.
fn group_patch(operations: &[Value]) -> Result<Delta, Error> {
    let group = ResourceType::group();
    let mut fired = Fired::default();
    let body = json!({ "Operations": operations });
    let request = PatchRequest::parse(&body, &group, &Dialect::STRICT, &mut fired)?;
    let (_, operations) = members::separate(request, &group, &Dialect::STRICT, &mut fired)?;
    let user = |id| Member { value: id, kind: Some("User".into()) };
    let known: Vec<Member> = members::needs_known(&operations).into_iter().map(user).collect();
    members::delta(&operations, &[], &known)
}

fn members_named(count: usize) -> Vec<Value> {
    (0..count).map(|n| json!({ "value": format!("0199ffff-ffff-7fff-bfff-{n:012}") })).collect()
}
