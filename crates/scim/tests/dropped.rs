//! Nothing that a client sends is dropped in silence: either a tolerance tells it, or the request is refused.

use scim::dialect::{Dialect, Envelope, Fired, Switch, Tolerance};
use scim::patch::members::{self, Member, MemberOperation};
use scim::patch::{PATCH_URN, PatchRequest};
use scim::schema::{ENTERPRISE_USER_URN, GROUP_URN, USER_URN};
use scim::{Error, Resource, ResourceType, Schema};
use serde_json::{Map, Value, json};

/// What each dialect drops of the PATCH of a user is noted with what was there; without the switch the RFC's error comes.
#[test]
fn what_a_patch_of_a_user_loses_is_noted_or_refused() {
    let manager = format!("{ENTERPRISE_USER_URN}:manager");
    let cases = [
        (one("replace", "title", &json!("Boss"), json!({ "id": 7 })), "stray_member", "id", r#"{"id":7}"#),
        (one("remove", "title", &json!("Boss"), json!({})), "remove_values", "title", r#"{"title":"Boss"}"#),
        (
            one("remove", "emails[type eq \"work\"]", &json!([{ "value": "a@b" }]), json!({})),
            "remove_values",
            "emails",
            r#"{"emails":[{"value":"a@b"}]}"#,
        ),
        (json!([{ "op": "replace", "value": { "id": "7" } }]), "read_only_echo", "id", r#"{"id":"7"}"#),
        (
            json!([{ "op": "replace", "value": { "groups": [{ "value": "7" }] } }]),
            "read_only_echo",
            "groups",
            r#"{"groups":[{"value":"7"}]}"#,
        ),
        (
            one("replace", &manager, &json!({ "value": "7", "displayName": "Jo" }), json!({})),
            "read_only_echo",
            "manager.displayName",
            r#"{"manager.displayName":"Jo"}"#,
        ),
        (
            json!([{ "op": "add", "value": { ENTERPRISE_USER_URN: { "manager": { "displayName": "Jo" } } } }]),
            "read_only_echo",
            "manager.displayName",
            r#"{"manager.displayName":"Jo"}"#,
        ),
        (
            one("replace", "emails[type eq \"home\"].display", &json!(null), json!({})),
            "missing_element",
            "emails.display",
            r#"{"emails.display":null}"#,
        ),
        (
            one("replace", "costCentre", &json!("7"), json!({})),
            "unknown_attribute",
            "costCentre",
            r#"{"costCentre":"7"}"#,
        ),
        (
            one("replace", "name", &json!({ "nick": "J" }), json!({})),
            "unknown_attribute",
            "name.nick",
            r#"{"name.nick":"J"}"#,
        ),
    ];
    for (operations, tolerance, place, example) in cases {
        patch_of_jane(&operations, tolerance, place, example);
    }
}

/// The same for what its paths are called and select by.
#[test]
fn what_a_path_loses_is_noted_or_refused() {
    let cases = [
        (
            one("replace", "emails[kind eq \"x\"].value", &json!("a@b"), json!({})),
            "unknown_attribute",
            "emails.kind",
            r#"{"emails[kind eq \"x\"].value":"a@b"}"#,
        ),
        (
            one("remove", "emails[type eq \"work\" and not (kind pr)]", &json!(null), json!({})),
            "unknown_attribute",
            "emails.kind",
            r#"{"emails[type eq \"work\" and not (kind pr)]":null}"#,
        ),
        (
            one("replace", "urn:scim:schemas:extension:enterprise:1.0.division", &json!("West"), json!({})),
            "old_urn",
            "urn:scim:schemas:extension:enterprise:1.0",
            r#"{"path":"urn:scim:schemas:extension:enterprise:1.0.division"}"#,
        ),
    ];
    for (operations, tolerance, place, example) in cases {
        patch_of_jane(&operations, tolerance, place, example);
    }
}

/// The same for the envelope of a PATCH.
#[test]
fn what_the_envelope_of_a_patch_loses_is_noted_or_refused() {
    let operations = json!([{ "op": "replace", "path": "title", "value": "Boss" }]);
    let cases = [
        (
            json!({ "schemas": [PATCH_URN], "Operations": operations, "name": "x" }),
            ("stray_member", "name", r#"{"name":"x"}"#.to_owned()),
        ),
        (
            json!({ "schemas": [PATCH_URN, "urn:x"], "Operations": operations }),
            ("unknown_schema", "schemas", format!(r#"{{"schemas":["{PATCH_URN}","urn:x"]}}"#)),
        ),
        (
            json!({ "schemas": PATCH_URN, "Operations": operations }),
            ("unknown_schema", "schemas", format!(r#"{{"schemas":"{PATCH_URN}"}}"#)),
        ),
    ];
    for (body, (tolerance, place, example)) in cases {
        told_or_refused(tolerance, place, &example, |dialect, fired| {
            PatchRequest::parse(&body, &user(), dialect, fired).map(drop)
        });
    }
}

/// The same for a search and for many operations at once.
#[test]
fn what_other_envelopes_lose_is_noted_or_refused() {
    let delete = json!({ "method": "DELETE", "path": "/Users/7", "note": "x" });
    let cases = [
        (Envelope::Search, json!({ "filters": "title pr" }), "filters", r#"{"filters":"title pr"}"#),
        (
            Envelope::Bulk,
            json!({ "FAILonErrors": 1, "failOnError": 1 }),
            "failOnError",
            r#"{"failOnError":1}"#,
        ),
        (Envelope::Bulk, json!({ "operations": ["x", delete] }), "note", r#"{"note":"x"}"#),
    ];
    for (envelope, body, place, example) in cases {
        told_or_refused("stray_member", place, example, |dialect, fired| {
            dialect.envelope(&body, envelope, fired)
        });
    }
    let known =
        json!({ "schemas": [], "FILTER": "x", "sortBy": "x", "count": 1, "cursor": "", "attributes": [] });
    let mut fired = Fired::default();
    Dialect::STRICT.envelope(&known, Envelope::Search, &mut fired).expect("all known");
    Dialect::STRICT
        .envelope(&json!("x"), Envelope::Bulk, &mut fired)
        .expect("no object: for whoever reads it");
    assert!(fired.is_empty(), "{fired:?}");
}

/// The same for members, which are no part of a document.
#[test]
fn what_a_patch_of_a_group_loses_is_noted_or_refused() {
    let cases = [
        (
            one("add", "members", &json!([{ "value": "1", "displayName": "Jo" }]), json!({})),
            ("unknown_attribute", "members.displayName", r#"{"members":{"displayName":"Jo"}}"#),
        ),
        (
            one("remove", "members[value eq \"1\"]", &json!([{ "value": "1" }]), json!({})),
            ("remove_values", "members", r#"{"members":[{"value":"1"}]}"#),
        ),
        (
            one("remove", "members", &json!([{ "value": "1" }]), json!({})),
            ("remove_values", "members", r#"{"members":[{"value":"1"}]}"#),
        ),
    ];
    for (operations, (tolerance, place, example)) in cases {
        let body = json!({ "schemas": [PATCH_URN], "Operations": operations });
        told_or_refused(tolerance, place, example, |dialect, fired| {
            let request = PatchRequest::parse(&body, &group(), dialect, fired)?;
            members::separate(request, &group(), dialect, fired).map(drop)
        });
    }
}

/// The same for the body of a POST or a PUT. What is read-only there is ignored by the RFC's own words (RFC 7644 §3.3).
#[test]
fn what_a_body_loses_is_noted_or_refused() {
    let with = |name: &str, value: Value| {
        let mut body =
            json!({ "schemas": [USER_URN], "userName": "jane", "id": "7", "groups": [], "meta": {} });
        body[name] = value;
        body
    };
    let twice = format!(r#"{{"schemas":["{USER_URN}","{USER_URN}"]}}"#);
    let cases = [
        (with("colour", json!("red")), ("unknown_attribute", "colour", r#"{"colour":"red"}"#)),
        (with("schemas", json!([USER_URN, USER_URN])), ("repeated_schema", USER_URN, twice.as_str())),
        (
            with("schemas", json!([USER_URN, "urn:x"])),
            ("unknown_schema", "urn:x", &*format!(r#"{{"schemas":["{USER_URN}","urn:x"]}}"#)),
        ),
        (
            with("emails", json!([{ "type": "work", "mail": "a@b" }])),
            ("unknown_attribute", "emails.mail", r#"{"emails.mail":"a@b"}"#),
        ),
    ];
    for (body, (tolerance, place, example)) in cases {
        told_or_refused(tolerance, place, example, |dialect, fired| {
            Resource::parse(&dialect.resource(body.clone(), &user(), fired), &user()).map(drop)
        });
    }
    let mut fired = Fired::default();
    let plain = Dialect::GENERIC.resource(with("title", json!(null)), &user(), &mut fired);
    Resource::parse(&plain, &user()).expect("legal");
    assert!(fired.is_empty(), "{fired:?}");
}

/// An element that goes as its value is blank says so.
#[test]
fn an_element_without_a_value_is_dropped_with_a_note() {
    let phones =
        json!([{ "type": "fax", "value": null }, { "value": null }, { "type": "work", "value": "" }]);
    let body = json!({ "schemas": [USER_URN], "userName": "jane", "phoneNumbers": phones });
    let mut fired = Fired::default();
    let legal = Dialect::OKTA.resource(body.clone(), &user(), &mut fired);
    let resource = Resource::parse(&legal, &user()).expect("legal");
    assert_eq!(resource.get("phoneNumbers"), None);
    assert_eq!(notes(&fired), [("blank_clears", "phoneNumbers.value", r#"{"phoneNumbers.value":null}"#)]);
    let strict = Resource::parse(&body, &user()).expect("blank text is text to the RFC");
    assert_eq!(
        strict.get("phoneNumbers"),
        Some(&json!([{ "type": "fax" }, { "type": "work", "value": "" }]))
    );
}

/// An element that blanks leave with its labels alone goes and says so; one that was sent so stays.
#[test]
fn an_element_of_labels_alone_is_dropped_with_a_note() {
    let addresses = json!([
        { "primary": true, "type": "", "streetAddress": "" },
        { "type": "home", "locality": "Ulm", "region": "" },
        { "type": "other" },
    ]);
    let body = json!({ "schemas": [USER_URN], "userName": "jane", "addresses": addresses });
    let kept = json!([{ "type": "home", "locality": "Ulm" }, { "type": "other" }]);
    let mut fired = Fired::default();
    let resource = Resource::parse(&Dialect::OKTA.resource(body.clone(), &user(), &mut fired), &user());
    assert_eq!(resource.expect("legal").get("addresses"), Some(&kept));
    let gone = r#"{"addresses":{"primary":true,"type":null,"streetAddress":null}}"#;
    assert!(notes(&fired).contains(&("blank_clears", "addresses", gone)), "{fired:#?}");
    assert_eq!(Dialect::STRICT.resource(body.clone(), &user(), &mut Fired::default()), body);

    let patched = |operations: Value| {
        let (dialect, mut fired) = (Dialect::OKTA, Fired::default());
        let request =
            PatchRequest::parse(&json!({ "Operations": operations }), &user(), &dialect, &mut fired)
                .expect("a PATCH");
        request.apply(&jane(), &user(), &dialect, &mut fired).expect("legal").get("emails").cloned()
    };
    let email = json!([{ "type": "work", "value": "jane@example.com" }]);
    let nothing = json!({ "type": "home", "display": "" });
    assert_eq!(patched(json!([{ "op": "add", "path": "emails", "value": nothing }])), Some(email.clone()));
    assert_eq!(patched(json!([{ "op": "add", "value": { "emails": [nothing] } }])), Some(email));
    let part = json!({ "type": "work", "display": "" });
    let selected = one("replace", "emails[type eq \"work\"]", &part, json!({}));
    assert_eq!(patched(selected), Some(json!([{ "type": "work" }])), "an element is replaced whole");
}

/// RFC 7643 §2.4 has no value twice; what the second one says otherwise is lost in every dialect, and told.
#[test]
fn a_repeated_value_that_says_something_else_is_noted_in_every_dialect() {
    let email = |value: &str, display: &str| json!({ "type": "work", "value": value, "display": display });
    let body = |emails: Value| json!({ "schemas": [USER_URN], "userName": "jane", "emails": emails });
    for dialect in Dialect::ALL {
        let mut fired = Fired::default();
        let emails =
            json!([email("a@b", "Jane"), email("A@B", "J."), email("c@d", "Jo"), email("c@d", "jo")]);
        let legal = dialect.resource(body(emails), &user(), &mut fired);
        let resource = Resource::parse(&legal, &user()).expect("legal");
        assert_eq!(
            resource.get("emails"),
            Some(&json!([
                { "value": "a@b", "display": "Jane", "type": "work" },
                { "value": "c@d", "display": "Jo", "type": "work" },
            ]))
        );
        let example = r#"{"emails":{"type":"work","value":"A@B","display":"J."}}"#;
        assert_eq!(notes(&fired), [("repeated_value", "emails", example)], "{dialect}");
    }
}

/// A filter that only a dialect understands is noted, in a query and in a path.
#[test]
fn a_filter_beyond_the_grammar_is_noted() {
    let mut fired = Fired::default();
    let text = "emails[type eq work].value eq \"a@b\" and password eq hush";
    Dialect::ENTRA.filter(text, &user(), &mut fired).expect("Entra ID writes so");
    Dialect::ENTRA.filter("userName eq \"jane\" and active eq true", &user(), &mut fired).expect("legal");
    let example = r#"{"filter":"emails[type eq work].value eq \"a@b\" and password eq hush"}"#;
    assert_eq!(
        notes(&fired),
        [("unquoted_literal", "filter", example), ("element_comparison", "filter", example)]
    );
    Dialect::STRICT.filter(text, &user(), &mut fired).expect_err("beyond the grammar");

    let mut fired = Fired::default();
    let body = json!({ "Operations": one("remove", "emails[type eq work]", &json!(null), json!({})) });
    PatchRequest::parse(&body, &user(), &Dialect::ENTRA, &mut fired).expect("Entra ID writes so");
    assert_eq!(notes(&fired), [("unquoted_literal", "path", r#"{"path":"emails[type eq work]"}"#)]);
}

/// An old URN is read as today's, and whoever has declared a schema of the old name means that one.
#[test]
fn an_old_urn_is_noted_unless_it_is_declared() {
    let old = "urn:scim:schemas:extension:enterprise:2.0";
    let body = json!({ "schemas": [USER_URN, old], "userName": "jane", old: { "division": "West" } });
    let mut fired = Fired::default();
    let legal = Dialect::ONELOGIN.resource(body.clone(), &user(), &mut fired);
    let resource = Resource::parse(&legal, &user()).expect("legal");
    assert_eq!(resource.get(ENTERPRISE_USER_URN), Some(&json!({ "division": "West" })));
    let example = format!(r#"{{"{old}":{{"division":"West"}}}}"#);
    assert_eq!(notes(&fired), [("old_urn", old, &*example)]);

    let mut declared = Schema::clone(&user().extensions[0].schema);
    declared.id = old.into();
    let declared = user().with_extension(declared);
    let mut fired = Fired::default();
    assert_eq!(Dialect::ONELOGIN.resource(body.clone(), &declared, &mut fired), body);
    Dialect::ONELOGIN.filter(&format!("{old}:division pr"), &declared, &mut fired).expect("legal");
    assert!(fired.is_empty(), "{fired:?}");
}

/// A filter that was encoded twice is read and noted; one that can be read as it is keeps what looks encoded.
#[test]
fn a_filter_that_was_encoded_twice_is_noted() {
    let twice = "userName%20eq%20%22j%C3%B6%40b%22";
    let mut fired = Fired::default();
    let filter = Dialect::ENTRA.filter(twice, &user(), &mut fired).expect("encoded twice");
    assert_eq!(filter.to_string(), "userName eq \"jö@b\"");
    let example = r#"{"filter":"userName%20eq%20%22j%C3%B6%40b%22"}"#;
    assert_eq!(notes(&fired), [("encoded_filter", "filter", example)]);

    let mut fired = Fired::default();
    let plain = "userName eq \"a%20b%22\"";
    let filter = Dialect::ENTRA.filter(plain, &user(), &mut fired).expect("legal");
    assert_eq!(filter.to_string(), plain);
    for wrong in ["userName%20eq", "userName%20eq%20%2", "userName%20eq%20%+1", "userName%20eq%20%22%FF%22"] {
        Dialect::ENTRA.filter(wrong, &user(), &mut fired).expect_err(wrong);
    }
    for dialect in [Dialect::STRICT, Dialect::ENTRA.with(Switch::EncodedFilters, false)] {
        let error = dialect.filter(twice, &user(), &mut fired).expect_err("encoded twice");
        assert_eq!(error.status, 400);
    }
    assert!(fired.is_empty(), "{fired:?}");
}

/// A request about a group that does not speak of members keeps them by a tolerance, and clears them by the RFC.
#[test]
fn members_that_nobody_spoke_of_are_kept_with_a_note() {
    let mut fired = Fired::default();
    assert_eq!(members::after_put::<u8>(None, &Dialect::STRICT, &mut fired), Some(vec![]));
    assert_eq!(members::after_put(Some(vec![7]), &Dialect::OKTA, &mut fired), Some(vec![7]));
    assert!(fired.is_empty());
    assert_eq!(members::after_put::<u8>(None, &Dialect::OKTA, &mut fired), None);
    let kept = [("put_keeps_members", "members", r#"{"members":null}"#)];
    assert_eq!(notes(&fired), kept);

    let body =
        json!({ "Operations": [{ "op": "replace", "value": { "displayName": "Ops", "members": null } }] });
    let separate = |dialect: &Dialect| {
        let mut fired = Fired::default();
        let request = PatchRequest::parse(&body, &group(), dialect, &mut fired).expect("legal");
        (members::separate(request, &group(), dialect, &mut fired).expect("legal").1, fired)
    };
    let (operations, fired) = separate(&Dialect::OKTA);
    assert_eq!((operations, notes(&fired)), (vec![], kept.to_vec()));
    assert_eq!(separate(&Dialect::STRICT), (vec![MemberOperation::Replace(vec![])], Fired::default()));
}

/// Some tenants of Entra ID replace the members by one when they mean to add one: what it costs is told, not guessed at.
#[test]
fn a_replace_by_one_that_drops_many_is_noted() {
    let member = |id: &str| Member { value: id.into(), kind: None };
    let noted = |operations: &[MemberOperation], removed| {
        let mut fired = Fired::default();
        members::note_drops(operations, removed, &mut fired);
        notes(&fired).into_iter().map(|(name, _, example)| (name, example.to_owned())).collect::<Vec<_>>()
    };
    let one = [MemberOperation::Replace(vec![member("673")])];
    let told = ("replace_members_drops_many", r#"{"members":[{"value":"673"}],"removed":11}"#.to_owned());
    assert_eq!(noted(&one, 11), [told]);
    assert_eq!(noted(&one, 10), []);
    assert_eq!(noted(&[MemberOperation::Replace(vec![member("1"), member("2")])], 11), []);
    assert_eq!(noted(&[MemberOperation::Add(vec![member("1")])], 11), []);
}

/// With every tolerance it is noted, with these words; without the switch that it belongs to, and by the RFC, it is a 400.
#[track_caller]
fn told_or_refused(
    name: &str,
    place: &str,
    example: &str,
    act: impl Fn(&Dialect, &mut Fired) -> Result<(), Error>,
) {
    let mut fired = Fired::default();
    act(&Dialect::GENERIC, &mut fired).unwrap_or_else(|error| panic!("{name} at {place}: {error}"));
    assert!(notes(&fired).contains(&(name, place, example)), "{name} at {place}: {fired:#?}");

    let tolerance = Tolerance::parse(name).expect("a tolerance");
    let switch: Switch = tolerance.switch().expect("a switch of its own");
    for dialect in [Dialect::STRICT, Dialect::GENERIC.with(switch, false)] {
        let mut fired = Fired::default();
        let error = act(&dialect, &mut fired).expect_err(name);
        assert_eq!(error.status, 400, "{name} at {place}: {error}");
        assert!(!fired.contains(tolerance), "{name} at {place}: {fired:#?}");
    }
}

#[track_caller]
fn patch_of_jane(operations: &Value, tolerance: &str, place: &str, example: &str) {
    let body = json!({ "schemas": [PATCH_URN], "Operations": operations });
    told_or_refused(tolerance, place, example, |dialect, fired| {
        PatchRequest::parse(&body, &user(), dialect, fired)?.apply(&jane(), &user(), dialect, fired).map(drop)
    });
}

fn one(op: &str, path: &str, value: &Value, also: Value) -> Value {
    let mut operation = json!({ "op": op, "path": path, "value": value });
    operation.as_object_mut().expect("an object").extend(object(also));
    json!([operation])
}

fn notes(fired: &Fired) -> Vec<(&'static str, &str, &str)> {
    fired.iter().map(|(tolerance, place, example)| (tolerance.as_str(), place, example)).collect()
}

fn jane() -> Resource {
    let emails = json!([{ "type": "work", "value": "jane@example.com" }]);
    let body = json!({ "schemas": [USER_URN], "userName": "jane", "title": "Boss", "emails": emails });
    Resource::from_stored(object(body))
}

fn user() -> ResourceType {
    ResourceType::user()
}

fn group() -> ResourceType {
    let group = ResourceType::group();
    assert_eq!(group.schema.id, GROUP_URN);
    group
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        other => panic!("{other} is no object"),
    }
}

/// A request has more places than are noted each for itself: the others are noted together.
#[test]
fn of_many_unknown_attributes_none_goes_without_a_word() {
    let mut body = json!({ "schemas": [USER_URN], "userName": "jane" });
    for number in 0..60 {
        body[format!("x{number:02}")] = json!(number);
    }
    let mut fired = Fired::default();
    let resource = Dialect::GENERIC.resource(body, &ResourceType::user(), &mut fired);
    assert_eq!(resource.as_object().map(Map::len), Some(2));
    let places: Vec<&str> = fired.iter().map(|(_, place, _)| place).collect();
    assert_eq!((places.len(), places.contains(&"x49"), places.contains(&"…")), (51, true, true));
}

/// An operation that makes one element the same as another one loses what was said of it.
#[test]
fn an_element_that_becomes_the_same_as_another_one_is_noted() {
    let ty = ResourceType::user();
    let jane = json!({ "schemas": [USER_URN], "userName": "jane", "emails": [
        { "value": "a@x", "type": "work", "display": "A" }, { "value": "b@x", "type": "work", "display": "B" }] });
    let jane = Resource::parse(&jane, &ty).expect("a user");
    let body = json!({ "schemas": [PATCH_URN], "Operations": [
        { "op": "replace", "path": "emails[value eq \"b@x\"].value", "value": "a@x" }] });
    for dialect in Dialect::ALL {
        let mut fired = Fired::default();
        let request = PatchRequest::parse(&body, &ty, &dialect, &mut fired).expect("a request");
        let after = request.apply(&jane, &ty, &dialect, &mut fired).expect("a user");
        assert_eq!(after.get("emails").and_then(Value::as_array).map(Vec::len), Some(1));
        assert!(fired.contains(Tolerance::RepeatedValue), "{dialect}");
    }
}
