//! An extension that an organization declares at run time (RFC 7643 §3.3), through all that the crate does with it.

use scim::attribute::{Attribute, Mutability, Returned, Type};
use scim::dialect::{Dialect, Fired};
use scim::filter::{Filter, Syntax};
use scim::patch::PatchRequest;
use scim::project::Projection;
use scim::schema::USER_URN;
use scim::{Error, Resource, ResourceType, Schema, sort};
use serde_json::{Map, Value, json};

const ACME: &str = "urn:ietf:params:scim:schemas:extension:acme:2.0:User";

/// One attribute of each type, and one with each characteristic.
fn schema() -> Schema {
    let text = |name: &str| Attribute::new(name, Type::String, "");
    Schema {
        id: ACME.into(),
        name: "Acme".into(),
        description: "What Acme knows about its people".into(),
        attributes: vec![
            text("costCentre").required(),
            text("badge").mutability(Mutability::Immutable),
            text("code").case_exact(),
            text("pin").mutability(Mutability::WriteOnly),
            text("hash").returned(Returned::Never),
            text("score").mutability(Mutability::ReadOnly),
            text("notes").returned(Returned::Request),
            Attribute::new("remote", Type::Boolean, ""),
            Attribute::new("weight", Type::Decimal, ""),
            Attribute::new("floor", Type::Integer, ""),
            Attribute::new("hired", Type::DateTime, ""),
            Attribute::new("key", Type::Binary, ""),
            Attribute::new("page", Type::Reference, "").references(&["external"]),
            text("tags").multi_valued(),
            text("labels").case_exact().multi_valued(),
            Attribute::new("desk", Type::Complex, "").with(vec![
                text("building").required().mutability(Mutability::Immutable),
                text("seat"),
                text("views").multi_valued(),
                text("allocatedBy").mutability(Mutability::ReadOnly),
            ]),
            Attribute::new("devices", Type::Complex, "").multi_valued().with(vec![
                text("value").required(),
                text("type").canonical(&["laptop", "phone"]),
                text("model").mutability(Mutability::Immutable),
                text("seen").mutability(Mutability::ReadOnly),
                Attribute::new("primary", Type::Boolean, ""),
            ]),
        ],
    }
}

fn ty() -> ResourceType {
    ResourceType::user().with_extension(schema())
}

fn with(acme: &Value) -> Value {
    json!({ "schemas": [USER_URN, ACME], "userName": "jane", ACME: acme })
}

/// A user as it is stored.
fn jane() -> Resource {
    let acme = json!({
        "costCentre": "C1", "badge": "B-7", "code": "aB", "remote": true, "weight": 61.5, "floor": 3,
        "hired": "2024-02-29T08:00:00Z", "key": "AAEC", "page": "https://example.com/jane", "notes": "shy",
        "tags": ["Red", "blue"], "labels": ["x"],
        "desk": { "building": "North", "seat": "12", "views": ["sea"] },
        "devices": [
            { "value": "L1", "type": "laptop", "model": "T14", "primary": true },
            { "value": "P1", "type": "phone", "model": "S9" },
        ],
    });
    Resource::parse(&with(&acme), &ty()).expect("legal")
}

fn acme_of(resource: &Resource) -> Value {
    Value::Object(resource.extension(ACME).cloned().unwrap_or_default())
}

/// Jane's extension after one operation.
fn patch(operation: &Value) -> Result<Value, Error> {
    patch_in(&Dialect::STRICT, operation)
}

fn patch_in(dialect: &Dialect, operation: &Value) -> Result<Value, Error> {
    let mut fired = Fired::default();
    let body = json!({ "Operations": [operation] });
    let request = PatchRequest::parse(&body, &ty(), dialect, &mut fired)?;
    Ok(acme_of(&request.apply(&jane(), &ty(), dialect, &mut fired)?))
}

/// What [`jane`] has, with some of it changed; null takes an attribute away.
fn changed(changes: &Value) -> Value {
    let mut acme = acme_of(&jane());
    for (name, value) in changes.as_object().expect("an object") {
        match value {
            Value::Null => drop(acme.as_object_mut().expect("an object").shift_remove(name)),
            value => acme[name] = value.clone(),
        }
    }
    acme
}

fn at(path: &str) -> String {
    format!("{ACME}:{path}")
}

fn kind(error: &Error) -> &'static str {
    assert_eq!(error.status, 400);
    error.scim_type.expect("a keyword").as_str()
}

#[test]
fn a_create_keeps_what_fits_and_no_secrets() {
    let acme = json!({
        "COSTCENTRE": "C1", "pin": "0000", "hash": "abc", "score": "ignored",
        "desk": { "building": "North", "allocatedBy": "ignored" },
        "devices": [{ "value": "L1", "seen": "ignored" }],
    });
    let mut body = with(&acme);
    body["schemas"] = json!([USER_URN]);
    let created = Resource::parse(&body, &ty()).expect("legal");
    let expected = json!({
        "costCentre": "C1", "desk": { "building": "North" }, "devices": [{ "value": "L1" }],
    });
    assert_eq!(acme_of(&created), expected);
    // RFC 7643 §3: what the extension holds is there, whatever the client listed.
    assert_eq!(created.get("schemas"), Some(&json!([USER_URN, ACME])));
}

#[test]
fn a_create_is_refused_for_what_does_not_fit() {
    let cases = [
        (json!({}), None),
        (json!({ "floor": 1 }), Some("costCentre\" is required")),
        (json!({ "costCentre": "C", "desk": { "seat": "1" } }), Some("desk.building\" is required")),
        (json!({ "costCentre": "C", "devices": [{ "model": "T14" }] }), Some("devices.value\" is required")),
        (json!({ "costCentre": "C", "tags": "red" }), Some("tags\" must be a list")),
        (json!({ "costCentre": "C", "floor": 1.5 }), Some("floor\" must be a whole number")),
        (json!({ "costCentre": "C", "hired": "yesterday" }), Some("hired\" must be a date and time")),
        (json!({ "costCentre": "C", "key": "!" }), Some("key\" must be a string in base64")),
        (json!({ "costCentre": "C", "desk": { "views": "sea" } }), Some("desk.views\" must be a list")),
        (json!({ "costCentre": "C", "pin": [1234] }), Some("pin\" must be a string.")),
        (
            json!({ "costCentre": "C", "devices": [
                { "value": "1", "primary": true }, { "value": "2", "primary": true } ] }),
            Some("devices\" has 2 values with \"primary\": true"),
        ),
    ];
    for (acme, refusal) in cases {
        let outcome = Resource::parse(&with(&acme), &ty());
        match refusal {
            None => assert!(outcome.is_ok(), "the extension itself is not required"),
            Some(text) => {
                let error = outcome.expect_err(text);
                assert_eq!(kind(&error), "invalidValue");
                assert!(error.detail.contains(&format!("{ACME}:{text}")), "{}", error.detail);
                assert!(!error.detail.contains("1234"), "a secret stays one: {}", error.detail);
            }
        }
    }
    let error = Resource::parse(&with(&json!({ "costCentre": "C", "cost": 1 })), &ty()).expect_err("unknown");
    assert_eq!(kind(&error), "invalidSyntax");
}

/// RFC 7644 §3.5.1.
#[test]
fn a_put_replaces_all_but_what_is_immutable() {
    let put = |acme: &Value| jane().replace(&with(acme), &ty()).map(|after| acme_of(&after));
    // What is immutable may be repeated, in its own spelling or another one that is the same.
    let kept = json!({ "costCentre": "C2", "badge": "B-7", "desk": { "building": "North" } });
    for body in [
        json!({ "costCentre": "C2" }),
        json!({ "costCentre": "C2", "badge": "b-7", "desk": { "building": "NORTH" } }),
    ] {
        assert_eq!(put(&body), Ok(kept.clone()), "{body}");
    }
    for body in [
        json!({ "costCentre": "C2", "badge": "B-8" }),
        json!({ "costCentre": "C2", "desk": { "building": "South" } }),
    ] {
        assert_eq!(kind(&put(&body).expect_err("immutable")), "mutability", "{body}");
    }
    // The immutable value stays, so that the extension stays, and with it what it requires.
    let error = jane().replace(&json!({ "schemas": [USER_URN], "userName": "jane" }), &ty());
    assert_eq!(kind(&error.expect_err("no cost centre")), "invalidValue");
    // Elements of a list have no identity that outlives a PUT.
    let devices = json!([{ "value": "L1", "type": "laptop", "model": "X1" }]);
    let after = put(&json!({ "costCentre": "C2", "devices": devices })).expect("legal");
    assert_eq!(after["devices"], devices);
}

/// RFC 7644 §3.5.2: by path, by the extension as a path, by an object under its URN; flattened keys by dialect.
#[test]
fn a_patch_reaches_it_in_every_form() {
    let expected = changed(&json!({ "floor": 4 }));
    for operation in [
        json!({ "op": "replace", "path": at("floor"), "value": 4 }),
        json!({ "op": "add", "path": at("FLOOR").to_ascii_uppercase(), "value": 4 }),
        json!({ "op": "replace", "path": ACME, "value": { "floor": 4 } }),
        json!({ "op": "replace", "value": { ACME: { "floor": 4 } } }),
    ] {
        assert_eq!(patch(&operation), Ok(expected.clone()), "{operation}");
    }
    let flat = json!({ "op": "replace", "value": { at("floor"): "4", at("desk.seat"): "9" } });
    assert_eq!(kind(&patch(&flat).expect_err("no attribute name")), "invalidSyntax");
    let desk = json!({ "building": "North", "seat": "9", "views": ["sea"] });
    assert_eq!(patch_in(&Dialect::ENTRA, &flat), Ok(changed(&json!({ "floor": 4, "desk": desk }))));
    let unqualified = json!({ "op": "replace", "path": "floor", "value": "4" });
    assert_eq!(patch_in(&Dialect::ENTRA, &unqualified), Ok(expected));
    assert_eq!(kind(&patch(&unqualified).expect_err("not of the core")), "invalidPath");
}

#[test]
fn a_patch_goes_into_complex_values_and_lists() {
    let write =
        |op: &str, path: &str, value: Value| patch(&json!({ "op": op, "path": at(path), "value": value }));
    let desk =
        |seat: &str, views: Value| json!({ "desk": { "building": "North", "seat": seat, "views": views } });
    let cases = [
        // RFC 7644 §3.5.2.3: a complex value merges.
        (write("replace", "desk", json!({ "seat": "9" })), changed(&desk("9", json!(["sea"])))),
        // A list inside a complex value is a list: it is added to, by one or by several.
        (write("add", "desk.views", json!("park")), changed(&desk("12", json!(["sea", "park"])))),
        (
            write("add", "desk", json!({ "views": ["SEA", "park"] })),
            changed(&desk("12", json!(["sea", "park"]))),
        ),
        (write("replace", "desk.views", json!(["park"])), changed(&desk("12", json!(["park"])))),
        // RFC 7644 §3.5.2.1: what is there is there, as the attribute compares.
        (
            write("add", "tags", json!(["RED", "green"])),
            changed(&json!({ "tags": ["Red", "blue", "green"] })),
        ),
        (write("add", "labels", json!(["X"])), changed(&json!({ "labels": ["x", "X"] }))),
        (
            write("add", "devices", json!({ "value": "l1", "type": "Laptop", "model": "t14" })),
            changed(&json!({})),
        ),
        // §3.5.2: one is the primary one.
        (
            write("add", "devices", json!([{ "value": "W1", "primary": true }])),
            changed(&json!({ "devices": [
                { "value": "L1", "type": "laptop", "model": "T14", "primary": false },
                { "value": "P1", "type": "phone", "model": "S9" },
                { "value": "W1", "primary": true },
            ] })),
        ),
        // A selected value is replaced as a whole (§3.5.2.3): another one stands in its place.
        (
            write("replace", "devices[type eq \"PHONE\"]", json!({ "value": "P2", "model": "S10" })),
            changed(&json!({ "devices": [
                { "value": "L1", "type": "laptop", "model": "T14", "primary": true },
                { "value": "P2", "model": "S10" },
            ] })),
        ),
        (write("add", "pin", json!("1234")), changed(&json!({}))),
        (write("replace", "hash", json!("1234")), changed(&json!({}))),
        (write("add", "badge", json!("b-7")), changed(&json!({}))),
    ];
    for (at, (outcome, expected)) in cases.into_iter().enumerate() {
        assert_eq!(outcome, Ok(expected), "case {at}");
    }
}

#[test]
fn a_patch_removes_what_may_go() {
    let remove = |path: &str| patch(&json!({ "op": "remove", "path": at(path) }));
    assert_eq!(remove("tags"), Ok(changed(&json!({ "tags": null }))));
    assert_eq!(remove("tags[value eq \"red\"]"), Ok(changed(&json!({ "tags": ["blue"] }))));
    assert_eq!(remove("labels[value eq \"X\"]"), Ok(changed(&json!({}))), "caseExact");
    let desk = json!({ "building": "North", "seat": "12" });
    assert_eq!(remove("desk.views"), Ok(changed(&json!({ "desk": desk }))));
    let phone = json!([{ "value": "P1", "type": "phone", "model": "S9" }]);
    assert_eq!(remove("devices[primary eq true]"), Ok(changed(&json!({ "devices": phone }))));

    // An extension goes with what it requires, unless something in it is immutable.
    let mut fired = Fired::default();
    let body = json!({ "Operations": [{ "op": "remove", "path": ACME }] });
    let request = PatchRequest::parse(&body, &ty(), &Dialect::STRICT, &mut fired).expect("legal");
    let apply = |before: &Value| {
        let before = Resource::parse(&with(before), &ty()).expect("legal");
        request.apply(&before, &ty(), &Dialect::STRICT, &mut Fired::default())
    };
    let after = apply(&json!({ "costCentre": "C1", "devices": [{ "value": "L1", "model": "T14" }] }));
    assert_eq!(
        after.expect("legal").into_attributes(),
        object(&json!({ "schemas": [USER_URN], "userName": "jane" }))
    );
    for acme in [
        json!({ "costCentre": "C1", "badge": "B" }),
        json!({ "costCentre": "C1", "desk": { "building": "N" } }),
    ] {
        assert_eq!(kind(&apply(&acme).expect_err("immutable")), "mutability", "{acme}");
    }
}

#[test]
fn a_patch_is_refused_with_the_keyword_that_says_why() {
    let replace = |path: &str, value: Value| json!({ "op": "replace", "path": at(path), "value": value });
    let remove = |path: &str| json!({ "op": "remove", "path": at(path) });
    let cases = [
        (replace("badge", json!("B-8")), "mutability"),
        (replace("badge", json!(null)), "mutability"),
        (remove("badge"), "mutability"),
        (remove("costCentre"), "mutability"),
        (replace("score", json!("1")), "mutability"),
        (replace("desk.allocatedBy", json!("me")), "mutability"),
        (replace("desk", json!({ "seat": "9", "allocatedBy": "me" })), "mutability"),
        (replace("desk.building", json!("South")), "mutability"),
        (remove("desk.building"), "mutability"),
        // The whole does not go while a part of it is immutable: to add another one would be a way around.
        (remove("desk"), "mutability"),
        (replace("desk", json!(null)), "mutability"),
        (replace("devices[value eq \"L1\"].model", json!("X1")), "mutability"),
        (replace("devices[value eq \"L1\"].seen", json!("now")), "mutability"),
        (remove("devices[value eq \"L1\"].value"), "mutability"),
        (
            json!({ "op": "add", "path": at("devices"), "value": { "value": "L1", "type": "laptop", "model": "X1" } }),
            "mutability",
        ),
        (json!({ "op": "replace", "value": { ACME: { "score": "1" } } }), "mutability"),
        (replace("costCentre", json!(null)), "invalidValue"),
        (replace("devices[value eq \"L1\"]", json!({ "model": "T14" })), "invalidValue"),
        (replace("devices[value pr].primary", json!(true)), "invalidValue"),
        (replace("desk.views", json!([1])), "invalidValue"),
        (replace("floor", json!("4")), "invalidValue"),
        (replace("floor", json!([4])), "invalidValue"),
        (replace("devices[value eq \"none\"].type", json!("laptop")), "noTarget"),
        (json!({ "op": "remove" }), "noTarget"),
        (replace("nothing", json!(1)), "invalidPath"),
        (replace("floor.level", json!(1)), "invalidPath"),
        (replace("desk.drawer", json!(1)), "invalidPath"),
        (replace("desk[building eq \"North\"].seat", json!("1")), "invalidPath"),
        (remove("notes[value eq \"x\"]"), "invalidPath"),
        (json!({ "op": "replace", "path": "urn:example:none:floor", "value": 1 }), "invalidPath"),
        (remove("devices[colour eq \"red\"]"), "invalidFilter"),
        (remove("devices[primary gt true]"), "invalidFilter"),
        (json!({ "op": "remove", "path": at("desk.views"), "value": ["sea"] }), "invalidSyntax"),
        (json!({ "op": "add", "value": { ACME: { "nothing": 1 } } }), "invalidSyntax"),
    ];
    for (operation, expected) in cases {
        let error = patch(&operation).expect_err(&operation.to_string());
        assert_eq!(kind(&error), expected, "{operation}: {error}");
    }
}

/// A path is wrong whether or not there is a value that it would meet.
#[test]
fn a_wrong_filter_is_refused_also_where_there_is_nothing_to_select() {
    let bare = Resource::parse(&json!({ "schemas": [USER_URN], "userName": "jane" }), &ty()).expect("legal");
    for (path, expected) in [
        (at("devices[colour eq \"red\"]"), "invalidFilter"),
        (at("notes[value eq \"x\"]"), "invalidPath"),
        ("emails[value gt 1 or primary ge true]".into(), "invalidFilter"),
        ("name[givenName pr]".into(), "invalidPath"),
    ] {
        let body = json!({ "Operations": [{ "op": "remove", "path": path }] });
        let mut fired = Fired::default();
        let refused = PatchRequest::parse(&body, &ty(), &Dialect::STRICT, &mut fired)
            .and_then(|request| request.apply(&bare, &ty(), &Dialect::STRICT, &mut fired));
        assert_eq!(kind(&refused.expect_err(&path)), expected, "{path}");
    }
}

#[test]
fn filters_compare_as_each_type_does() {
    let holds = |filter: &str| {
        let filter = filter.replace("A:", &format!("{ACME}:"));
        let bound = Filter::parse(&filter, Syntax::STRICT).and_then(|filter| filter.bind(&ty()));
        bound.unwrap_or_else(|error| panic!("{filter}: {error}")).matches(jane().attributes())
    };
    for filter in [
        "A:costCentre eq \"c1\"",
        "A:code eq \"aB\"",
        "A:code ne \"ab\"",
        "A:remote eq true",
        "A:weight gt 61",
        "A:weight le 61.5",
        "A:floor ge 3",
        "A:floor lt 10",
        "A:hired eq \"2024-02-29T09:00:00+01:00\"",
        "A:hired gt \"2024-02-29T07:59:59.999Z\"",
        "A:key eq \"AAEC\"",
        "A:page sw \"https:\"",
        "A:tags eq \"RED\"",
        "A:tags ne \"red\"",
        "A:labels co \"x\"",
        "A:desk.building ew \"TH\"",
        "A:desk.views eq \"Sea\"",
        "A:desk pr",
        "A:devices[type eq \"PHONE\" and model sw \"S\"]",
        "A:devices.model eq \"t14\"",
        "A:devices eq \"L1\"",
        "A:score eq null",
        "A:floor ne null",
        "not (A:score pr)",
        "A:score ne \"1\"",
        "costCentre gt \"C0\" and costCentre lt \"c10\"",
        "desk.seat eq \"12\"",
    ] {
        assert!(holds(filter), "{filter}");
    }
    for filter in [
        "A:code eq \"ab\"",
        "A:remote ne true",
        "A:key eq \"aaec\"",
        "A:page co \"HTTPS\"",
        "A:labels eq \"X\"",
        "A:devices[type eq \"laptop\" and model eq \"S9\"]",
        "A:floor eq null",
        "A:desk.views co \"park\"",
        "not (A:tags ne \"red\")",
        "A:weight lt 61.5",
        "A:hired lt \"2024-02-29T08:00:00Z\"",
    ] {
        assert!(!holds(filter), "{filter}");
    }
    for filter in [
        "A:pin eq \"1\"",
        "A:pin pr",
        "A:hash pr",
        "A:nothing pr",
        "A:remote gt true",
        "A:key ge \"A\"",
        "A:desk eq \"x\"",
        "A:floor eq \"x\"",
        "A:hired co \"2024\"",
        "A:tags[type eq \"x\"]",
        "A:floor gt null",
    ] {
        let filter = filter.replace("A:", &format!("{ACME}:"));
        let error = Filter::parse(&filter, Syntax::STRICT).and_then(|f| f.bind(&ty())).expect_err(&filter);
        assert_eq!(kind(&error), "invalidFilter", "{filter}");
    }
}

#[test]
fn it_sorts_and_hides_as_declared() {
    let key = |path: &str, acme: &Value| {
        let path = sort::check(&at(path), &ty()).unwrap_or_else(|error| panic!("{path}: {error}"));
        sort::key(&object(&with(acme)), &path, &ty())
    };
    assert!(key("floor", &json!({ "floor": 9 })) < key("FLOOR", &json!({ "floor": 10 })));
    assert!(
        key("hired", &json!({ "hired": "2024-01-01T01:00:00+02:00" }))
            < key("hired", &json!({ "hired": "2024-01-01T00:00:00Z" }))
    );
    assert!(key("code", &json!({ "code": "B" })) < key("code", &json!({ "code": "a" })), "caseExact");
    assert!(
        key("costCentre", &json!({ "costCentre": "a" })) < key("costCentre", &json!({ "costCentre": "B" }))
    );
    assert!(
        key("desk.seat", &json!({ "desk": { "seat": "1" } })) < key("desk.seat", &json!({})),
        "missing is last"
    );
    assert_eq!(
        key("devices", &acme_of(&jane())),
        key("devices.value", &json!({ "devices": [{ "value": "l1" }] }))
    );
    for path in ["pin", "hash", "desk", "nothing"] {
        assert_eq!(kind(&sort::check(&at(path), &ty()).expect_err(path)), "invalidValue");
    }
}

#[test]
fn answers_show_it_as_declared() {
    let shown = |attributes: Option<String>, excluded: Option<String>| {
        let mut resource = jane().into_attributes();
        // Nothing keeps a secret; if something did, it would still not be shown.
        resource[ACME]["pin"] = json!("1234");
        resource[ACME]["hash"] = json!("1234");
        Projection::parse(attributes.as_deref(), excluded.as_deref(), &ty())
            .expect("legal")
            .apply(&mut resource, &ty());
        resource.get(ACME).cloned().unwrap_or_default()
    };
    assert_eq!(shown(None, None), changed(&json!({ "notes": null })));
    assert_eq!(shown(Some(ACME.into()), None), changed(&json!({ "notes": null })));
    assert_eq!(shown(Some(at("NOTES")), None), json!({ "notes": "shy" }));
    let some = json!({ "desk": { "seat": "12" }, "devices": [{ "model": "T14" }, { "model": "S9" }] });
    assert_eq!(shown(Some(format!("{},{}", at("desk.seat"), at("devices.model"))), None), some);
    assert_eq!(shown(Some(format!("{},{}", at("pin"), at("hash"))), None), Value::Null);
    assert_eq!(shown(None, Some(at("tags"))), changed(&json!({ "notes": null, "tags": null })));
    assert_eq!(shown(None, Some(ACME.to_ascii_lowercase())), Value::Null);
}

#[test]
fn discovery_lists_it_with_every_characteristic() {
    let json = schema().to_json("https://example.com/Schemas/acme");
    let attribute = |name: &str| {
        let list = json["attributes"].as_array().expect("a list");
        list.iter().find(|attribute| attribute["name"] == name).expect(name).clone()
    };
    assert_eq!(
        attribute("badge"),
        json!({
            "name": "badge", "type": "string", "multiValued": false, "description": "", "required": false,
            "caseExact": false, "mutability": "immutable", "returned": "default", "uniqueness": "none",
        })
    );
    assert_eq!(attribute("desk")["subAttributes"][2]["multiValued"], json!(true));
    assert_eq!(attribute("page")["referenceTypes"], json!(["external"]));
    assert_eq!(
        ty().to_json("https://example.com/ResourceTypes/User")["schemaExtensions"][1],
        json!({ "schema": ACME, "required": false })
    );
}

fn object(value: &Value) -> Map<String, Value> {
    value.as_object().expect("an object").clone()
}
