//! An extension that is declared by the names of its attributes, in the forms in which providers send it, and types of
//! users that know less than the RFC's.

use scim::dialect::{Dialect, Fired};
use scim::filter::{Filter, Syntax};
use scim::patch::PatchRequest;
use scim::project::Projection;
use scim::schema::{ENTERPRISE_USER_URN, USER_URN};
use scim::{Error, Resource, ResourceType, Schema};
use serde_json::{Value, json};

const ACME: &str = "urn:ietf:params:scim:schemas:extension:acme:2.0:User";

fn ty() -> ResourceType {
    ResourceType::user().with_extension(Schema::declared_user("acme", ["badge", "costCentre"]))
}

/// Users with the department only, and what was declared.
fn narrow() -> ResourceType {
    ResourceType::core_user()
        .with_extension(Schema::enterprise_user().only(&["department"]))
        .with_extension(Schema::declared_user("acme", ["badge"]))
}

/// The body of a POST as the engine keeps it, and what the dialect had to let pass.
fn create(dialect: &Dialect, ty: &ResourceType, more: &Value) -> (Result<Resource, Error>, Vec<String>) {
    let mut body = json!({ "schemas": [USER_URN], "userName": "jane" });
    for (name, value) in more.as_object().expect("an object") {
        body[name] = value.clone();
    }
    let mut fired = Fired::default();
    let legal = dialect.resource(body, ty, &mut fired);
    let fired =
        fired.iter().map(|(tolerance, place, _)| format!("{} at {place}", tolerance.as_str())).collect();
    (Resource::parse(&legal, ty), fired)
}

fn patch(dialect: &Dialect, before: &Resource, operation: &Value) -> Result<Value, Error> {
    let mut fired = Fired::default();
    let request = PatchRequest::parse(&json!({ "Operations": [operation] }), &ty(), dialect, &mut fired)?;
    let after = request.apply(before, &ty(), dialect, &mut fired)?;
    Ok(after.extension(ACME).cloned().map_or(Value::Null, Value::Object))
}

fn badge(value: &Value) -> Value {
    json!({ ACME: { "badge": value } })
}

#[test]
fn each_provider_creates_it_in_its_own_form() {
    let expected = json!({ "badge": "B-7" });
    let forms = [
        (Dialect::STRICT, badge(&json!("B-7")), vec![]),
        (Dialect::OKTA, badge(&json!("B-7")), vec![]),
        (Dialect::OKTA, json!({ ACME.to_ascii_uppercase(): { "BADGE": "B-7" } }), vec![]),
        (
            Dialect::ENTRA,
            json!({ format!("{ACME}:badge"): "B-7" }),
            vec![format!("dotted_key at {ACME}:badge")],
        ),
        (
            Dialect::ENTRA,
            json!({ format!("{ACME}.badge"): "B-7" }),
            vec![format!("dotted_key at {ACME}.badge")],
        ),
        (Dialect::ENTRA, json!({ "badge": "B-7" }), vec!["unqualified_name at badge".to_owned()]),
    ];
    for (dialect, more, tolerated) in forms {
        let (created, fired) = create(&dialect, &ty(), &more);
        let created = created.unwrap_or_else(|error| panic!("{more}: {error}"));
        assert_eq!(created.extension(ACME), expected.as_object(), "{more}");
        assert_eq!(created.get("schemas"), Some(&json!([USER_URN, ACME])), "{more}");
        assert_eq!(fired, tolerated, "{more}");
    }
}

#[test]
fn each_provider_changes_it_in_its_own_form() {
    let (before, _) = create(&Dialect::STRICT, &ty(), &badge(&json!("B-7")));
    let before = before.expect("legal");
    let replaced = json!({ "badge": "B-8" });
    for (dialect, operation, expected) in [
        (
            Dialect::STRICT,
            json!({ "op": "replace", "path": format!("{ACME}:badge"), "value": "B-8" }),
            &replaced,
        ),
        (Dialect::STRICT, json!({ "op": "add", "value": { ACME: { "badge": "B-8" } } }), &replaced),
        (Dialect::OKTA, json!({ "op": "replace", "value": { ACME: { "badge": "B-8" } } }), &replaced),
        (
            Dialect::ENTRA,
            json!({ "op": "Replace", "path": format!("{ACME}:badge"), "value": "B-8" }),
            &replaced,
        ),
        (Dialect::ENTRA, json!({ "op": "Add", "value": { format!("{ACME}:badge"): "B-8" } }), &replaced),
        (
            Dialect::ENTRA,
            json!({ "op": "Replace", "path": format!("{ACME}:badge"), "value": "" }),
            &Value::Null,
        ),
        (Dialect::STRICT, json!({ "op": "remove", "path": format!("{ACME}:badge") }), &Value::Null),
        (Dialect::STRICT, json!({ "op": "remove", "path": ACME }), &Value::Null),
    ] {
        assert_eq!(patch(&dialect, &before, &operation).as_ref(), Ok(expected), "{operation}");
    }
}

/// Okta and Entra ID let an administrator give a custom attribute a type; the name alone says nothing of it.
#[test]
fn numbers_and_booleans_are_kept_as_their_text() {
    for (sent, kept) in [
        (json!(42), "42"),
        (json!(-7), "-7"),
        (json!(1.5), "1.5"),
        (json!(9_007_199_254_740_993_u64), "9007199254740993"),
        (json!(true), "true"),
        (json!(false), "false"),
        (json!(""), ""),
        (json!("042"), "042"),
    ] {
        let (created, _) = create(&Dialect::STRICT, &ty(), &badge(&sent));
        let kept = json!({ "badge": kept });
        assert_eq!(created.expect("legal").extension(ACME), kept.as_object(), "{sent}");
        let operation = json!({ "op": "add", "path": format!("{ACME}:badge"), "value": sent });
        let (before, _) = create(&Dialect::STRICT, &ty(), &badge(&json!("B-7")));
        assert_eq!(patch(&Dialect::STRICT, &before.expect("legal"), &operation), Ok(kept), "{sent}");
    }
    for (sent, refusal) in [
        (json!(["B-7"]), "badge\" must be a string"),
        (json!({ "value": "B-7" }), "badge\" must be a string"),
        (json!(1e300), "is not kept exactly"),
    ] {
        let (created, _) = create(&Dialect::STRICT, &ty(), &badge(&sent));
        let error = created.expect_err("refused");
        assert!(error.detail.contains(refusal), "{sent}: {}", error.detail);
    }
    // What the RFC calls a string stays one.
    assert!(create(&Dialect::STRICT, &ty(), &json!({ "title": 42 })).0.is_err());
}

#[test]
fn it_is_found_and_shown_by_its_urn() {
    let (jane, _) = create(&Dialect::STRICT, &ty(), &json!({ ACME: { "badge": "B-7", "costCentre": 42 } }));
    let jane = jane.expect("legal");
    for (filter, holds) in [
        (format!("{ACME}:badge eq \"b-7\""), true),
        (format!("{ACME}:BADGE sw \"B\" and {ACME}:costCentre eq \"42\""), true),
        ("badge eq \"B-7\"".to_owned(), true),
        (format!("not ({ACME}:badge pr)"), false),
    ] {
        let bound =
            Filter::parse(&filter, Syntax::STRICT).and_then(|filter| filter.bind(&ty())).expect("legal");
        assert_eq!(bound.matches(jane.attributes()), holds, "{filter}");
    }
    let mut shown = jane.into_attributes();
    let only = Projection::parse(Some(&format!("{ACME}:badge")), None, &ty()).expect("legal");
    only.apply(&mut shown, &ty());
    assert_eq!(shown.get(ACME), Some(&json!({ "badge": "B-7" })));
    assert!(!shown.contains_key("userName"));
}

#[test]
fn what_the_type_does_not_have_is_unknown() {
    let sent = json!({ ENTERPRISE_USER_URN: { "department": "Tours", "division": "Theme Park" } });
    let (refused, _) = create(&Dialect::STRICT, &narrow(), &sent);
    let division = format!("\"{ENTERPRISE_USER_URN}:division\" is not an attribute");
    assert!(refused.expect_err("unknown").detail.contains(&division));
    let (created, fired) = create(&Dialect::OKTA, &narrow(), &sent);
    let kept = json!({ "department": "Tours" });
    assert_eq!(created.expect("legal").extension(ENTERPRISE_USER_URN), kept.as_object());
    assert_eq!(fired, [format!("unknown_attribute at {ENTERPRISE_USER_URN}:division")]);

    let (created, fired) = create(&Dialect::OKTA, &ResourceType::core_user(), &sent);
    assert_eq!(created.expect("legal").get("schemas"), Some(&json!([USER_URN])));
    assert_eq!(fired, [format!("unknown_attribute at {ENTERPRISE_USER_URN}")]);
    let (refused, _) = create(&Dialect::STRICT, &ResourceType::core_user(), &sent);
    assert!(refused.is_err());
}

/// What was stored when the type knew more is neither shown nor in the way of the next change.
#[test]
fn a_type_that_became_narrower_passes_over_what_it_lost() {
    let stored = json!({
        "schemas": [USER_URN, ENTERPRISE_USER_URN, ACME],
        "userName": "jane",
        ENTERPRISE_USER_URN: { "department": "Tours", "manager": { "value": "1" } },
        ACME: { "costCentre": "C-1" },
    });
    let stored = Resource::from_stored(stored.as_object().expect("an object").clone());
    let expected = json!({
        "schemas": [USER_URN, ENTERPRISE_USER_URN],
        "userName": "jane",
        ENTERPRISE_USER_URN: { "department": "Tours" },
    });
    let known = stored.narrowed(&narrow()).expect("it knows less");
    assert_eq!(Some(known.attributes()), expected.as_object());
    assert_eq!((known.narrowed(&narrow()), stored.narrowed(&ty())), (None, None));
    assert_eq!(stored.clone().without(ACME, "badge"), stored);
    assert_eq!(
        stored.clone().without(ACME, "costCentre").get("schemas"),
        Some(&json!([USER_URN, ENTERPRISE_USER_URN]))
    );

    assert!(!Projection::default().shows_all(&narrow()) && Projection::default().shows_all(&ty()));
    let mut shown = stored.into_attributes();
    Projection::default().apply(&mut shown, &narrow());
    assert_eq!(Some(&shown), expected.as_object());
}
