//! What each client stumbles over, as the real one does.

use crate::naive::{Twist, play};
use serde_json::{Value, json};

/// Fails unless the answer, made wrong in this way, is what the client stumbles over.
#[track_caller]
fn stumbles(scenario: &str, expected: &str, twist: Twist) {
    let report = play(scenario, twist).report;
    let found = report.failures.iter().any(|failure| failure.expected.starts_with(expected));
    assert!(found, "{scenario} does not mention {expected:?}:\n{report}");
    let report = play(scenario, |_, _, _| ()).report;
    let found = report.failures.iter().any(|failure| failure.expected.starts_with(expected));
    assert!(!found, "{scenario} stumbles over a good answer:\n{report}");
}

#[test]
fn okta_needs_whole_users_and_errors_that_it_can_read() {
    stumbles("okta:aiw", "the whole user as the body", |request, _, body| {
        if request.starts_with("PUT /Users") {
            *body = Value::Null;
        }
    });
    stumbles("okta:spec-test", "the id that was asked for", |request, _, body| {
        if request.starts_with("GET /Users/id") {
            body["id"] = "somebody else".into();
        }
    });
    stumbles("okta:spec-test", "an answer in less than 600ms", |request, _, _| {
        if request == "GET /Groups" {
            std::thread::sleep(std::time::Duration::from_millis(610));
        }
    });
    stumbles("okta:oin", "each resource on one page only", |request, _, body| {
        if request == "GET /Users?startIndex=1&count=100" {
            let first = body["Resources"][0].clone();
            body["Resources"].as_array_mut().expect("a list").push(first);
        }
    });
}

#[test]
fn onelogin_and_jumpcloud_need_lists_and_deletions() {
    stumbles("onelogin:template", "a ListResponse", |request, _, body| {
        if request == "GET /Groups" {
            *body = json!([]);
        }
    });
    stumbles("jumpcloud:test", "status 204 or 404", |request, status, _| {
        if request.starts_with("DELETE /Users") {
            *status = 500;
        }
    });
}

#[test]
fn ping_needs_filters_to_be_refused_in_words() {
    let refuse: Twist = |request, status, body| {
        if request.contains("Like") {
            *status = 400;
            *body = json!({ "status": "400" });
        }
    };
    stumbles("ping:odd-filters", "a SCIM error with the scimType invalidFilter", refuse);
    stumbles("ping:odd-filters", "status 200 or 400", |request, status, _| {
        if request.contains("email") {
            *status = 500;
        }
    });
}

#[test]
fn sailpoint_needs_the_list_and_the_single_form_to_agree() {
    stumbles("sailpoint:discovery", "the resource type as it is in the list", |request, _, body| {
        if request == "GET /ResourceTypes/User" {
            body["endpoint"] = "/People".into();
        }
    });
    stumbles("sailpoint:discovery", "the schema as it is in the list", |request, _, body| {
        if request.starts_with("GET /Schemas/") {
            body["attributes"] = json!([]);
        }
    });
}

#[test]
fn authentik_needs_members_in_a_group() {
    stumbles("authentik:sync", "members in the group", |request, _, body| {
        if request.starts_with("GET /Groups/") {
            body["members"].take();
        }
    });
    // Many a server leaves out what is empty.
    let left_out: Twist = |request, _, body| {
        if request.starts_with("GET /Groups/") && body["members"] == json!([]) {
            body.as_object_mut().expect("a group").remove("members");
        }
    };
    stumbles("authentik:sync", "members in the group", left_out);
    stumbles("authentik:sync", "members in the group, as an empty list", left_out);
}

#[test]
fn rauthy_needs_counters_and_its_own_ids() {
    stumbles("rauthy:sync", "Resources, and itemsPerPage", |_, _, body| {
        if body["itemsPerPage"].is_number() {
            body["itemsPerPage"] = "1".into();
        }
    });
    stumbles("rauthy:sync", "the externalId as it was sent", |request, _, body| {
        if request == "POST /Groups" {
            body["externalId"].take();
        }
    });
}

#[test]
fn keycloak_needs_a_clean_conflict() {
    stumbles("keycloak:libresh", "a SCIM error with the status as text", |_, status, body| {
        if *status == 409 {
            *body = json!({ "error": "exists" });
        }
    });
}
