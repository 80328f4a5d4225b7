//! What the protocol costs by itself, in small pieces: `cargo bench --package scim`.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use scim::dialect::{Dialect, Fired};
use scim::filter::{Filter, Syntax};
use scim::patch::PatchRequest;
use scim::project::Projection;
use scim::schema::{ENTERPRISE_USER_URN, USER_URN};
use scim::{Resource, ResourceType};
use serde_json::{Map, Value, json};
use std::hint::black_box;

fn filters(criterion: &mut Criterion) {
    let texts = [
        ("look-up", r#"userName eq "person0000042@acme.example""#.to_owned()),
        (
            "typed e-mail",
            r#"emails[type eq "work" and value co "@acme"] or not (active eq false)"#.to_owned(),
        ),
        ("100 terms", vec![r#"title eq "Consultant""#; 100].join(" or ")),
    ];
    let ty = ResourceType::user();
    let user = user();
    for (name, text) in &texts {
        criterion.bench_function(&format!("filter/parse/{name}"), |bencher| {
            bencher.iter(|| Filter::parse(black_box(text), Syntax::STRICT).expect("a filter"));
        });
        let filter = Filter::parse(text, Syntax::STRICT).expect("a filter");
        let bound = filter.bind(&ty).expect("known attributes");
        criterion.bench_function(&format!("filter/match/{name}"), |bencher| {
            bencher.iter(|| bound.matches(black_box(&user)));
        });
    }
}

fn patches(criterion: &mut Criterion) {
    let operations = [
        ("okta disables", json!([{ "op": "replace", "value": { "active": false } }])),
        (
            "entra updates",
            json!([
                { "op": "Replace", "path": "displayName", "value": "Jane Doe" },
                { "op": "Replace", "path": "emails[type eq \"work\"].value", "value": "jane.doe@acme.example" },
                { "op": "Add", "path": "phoneNumbers[type eq \"mobile\"].value", "value": "+44 20 7946 0000" },
                { "op": "Replace", "path": format!("{ENTERPRISE_USER_URN}:department"), "value": "Tours" },
                { "op": "Replace", "path": "active", "value": "False" },
            ]),
        ),
    ];
    let (ty, resource) = (ResourceType::user(), Resource::from_stored(user()));
    let dialect = Dialect::ENTRA;
    for (name, operations) in operations {
        let urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
        let body = json!({ "schemas": [urn], "Operations": operations });
        let parse = |body: &Value| {
            PatchRequest::parse(body, &ty, &dialect, &mut Fired::default()).expect("a PATCH request")
        };
        criterion.bench_function(&format!("patch/parse/{name}"), |bencher| {
            bencher.iter(|| parse(black_box(&body)));
        });
        let request = parse(&body);
        criterion.bench_function(&format!("patch/apply/{name}"), |bencher| {
            bencher.iter(|| {
                let patched = request.apply(black_box(&resource), &ty, &dialect, &mut Fired::default());
                patched.expect("it fits")
            });
        });
    }
}

fn projections(criterion: &mut Criterion) {
    let ty = ResourceType::user();
    let asked = [
        ("default", None, None),
        ("attributes", Some("userName,name.familyName,emails.value"), None),
        ("excluded", None, Some("emails,meta")),
    ];
    for (name, attributes, excluded) in asked {
        criterion.bench_function(&format!("project/parse/{name}"), |bencher| {
            bencher.iter(|| Projection::parse(black_box(attributes), excluded, &ty).expect("known names"));
        });
        let projection = Projection::parse(attributes, excluded, &ty).expect("known names");
        criterion.bench_function(&format!("project/apply/{name}"), |bencher| {
            let apply = |mut user: Map<String, Value>| {
                projection.apply(&mut user, &ty);
                user
            };
            bencher.iter_batched(user, apply, BatchSize::SmallInput);
        });
    }
}

/// Somebody as identity providers know them.
fn user() -> Map<String, Value> {
    let user = json!({
        "schemas": [USER_URN, ENTERPRISE_USER_URN],
        "id": "019b7613-5a00-7000-8000-000000000000",
        "externalId": "00u0000000000042",
        "userName": "person0000042@acme.example",
        "name": { "givenName": "Jane", "familyName": "Doe" },
        "displayName": "Jane Doe",
        "emails": [{ "primary": true, "value": "person0000042@acme.example", "type": "work" }],
        "phoneNumbers": [{ "type": "work", "value": "+44 20 7946 0042" }],
        "locale": "en-GB",
        "title": "Consultant 42",
        "active": true,
        ENTERPRISE_USER_URN: { "employeeNumber": "100042", "department": "Sales" },
        "meta": { "resourceType": "User", "version": "W/\"1\"" },
    });
    let Value::Object(user) = user else { unreachable!("it is written as an object") };
    user
}

criterion_group!(benches, filters, patches, projections);
criterion_main!(benches);
