//! PATCH beyond single examples: limits, large groups, and what member operations come to.

use scim::dialect::{Dialect, Fired, Switch, Tolerance};
use scim::limits::{PATCH_OPERATIONS_MAX, VALUES_MAX};
use scim::patch::members::{self, Delta, Member, MemberOperation, Selection};
use scim::patch::{Op, PatchRequest};
use scim::{Error, Resource, ResourceType, ScimType};
use serde_json::{Value, json};

#[test]
fn as_many_operations_as_allowed_and_not_one_more() {
    let operation = json!({ "op": "replace", "path": "title", "value": "Boss" });
    let allowed = patch_user(&json!({ "userName": "jane" }), &vec![operation.clone(); PATCH_OPERATIONS_MAX]);
    assert_eq!(allowed.expect("the limit itself is fine")["title"], "Boss");

    let refused = patch_user(&json!({ "userName": "jane" }), &vec![operation; PATCH_OPERATIONS_MAX + 1]);
    let error = refused.expect_err("one too many");
    assert_eq!((error.status, error.scim_type), (413, None));
    assert!(error.detail.contains("1001") && error.detail.contains("1000"), "{}", error.detail);
}

#[test]
fn dotted_keys_do_not_get_around_the_limit_on_operations() {
    let keys = (0..=PATCH_OPERATIONS_MAX).map(|n| {
        // All spell the same attribute, each in another case.
        let name: String = "honorificprefix"
            .chars()
            .enumerate()
            .map(|(i, c)| if n >> i & 1 == 1 { c.to_ascii_uppercase() } else { c })
            .collect();
        (format!("name.{name}"), json!("Dr"))
    });
    let value = Value::Object(keys.collect());
    let refused = patch_user(&json!({ "userName": "jane" }), &[json!({ "op": "add", "value": value })]);
    assert_eq!(refused.expect_err("too many").status, 413);
}

#[test]
fn an_attribute_has_a_limit_on_its_values() {
    let emails =
        |count: usize| (0..count).map(|n| json!({ "value": format!("{n}@example.com") })).collect::<Value>();
    let full = json!({ "userName": "jane", "emails": emails(VALUES_MAX) });
    let same = patch_user(&full, &[json!({ "op": "add", "path": "emails", "value": emails(VALUES_MAX) })]);
    assert_eq!(same.expect("nothing was added")["emails"], full["emails"]);

    let more = json!({ "op": "add", "path": "emails", "value": { "value": "one@more" } });
    let error = patch_user(&full, &[more]).expect_err("one too many");
    assert_eq!(error.scim_type, Some(ScimType::InvalidValue));
    assert!(error.detail.contains("emails") && error.detail.contains("1001"), "{}", error.detail);
}

#[test]
fn a_refusal_says_which_operation_was_refused_and_why() {
    let operations = [
        json!({ "op": "replace", "path": "title", "value": "Boss" }),
        json!({ "op": "replace", "path": "shoeSize", "value": 44 }),
    ];
    let error = patch_user(&json!({ "userName": "jane" }), &operations).expect_err("unknown attribute");
    assert!(error.detail.starts_with("Operation 2: `shoeSize` is no attribute of User."), "{}", error.detail);

    let operations = [
        json!({ "op": "replace", "path": "title", "value": "Boss" }),
        json!({ "op": "remove", "path": "userName" }),
    ];
    let error = patch_user(&json!({ "userName": "jane" }), &operations).expect_err("required attribute");
    assert!(error.detail.starts_with("Operation 2: `userName` is required"), "{}", error.detail);

    // One operation became three, and another one nothing: it is still the third of the request.
    let operations = [
        json!({ "op": "add", "value": { "name.givenName": "Jane", "title": "Boss", "name.familyName": "Doe" } }),
        json!({ "op": "remove", "path": "emails", "value": [] }),
        json!({ "op": "replace", "path": "emails[type eq \"work\"]", "value": { "value": "x" } }),
    ];
    let dialect = Dialect::GENERIC.with(Switch::MissingElement, false);
    let error = patch_user_as(&json!({ "userName": "jane" }), &operations, &dialect).expect_err("no e-mail");
    assert!(error.detail.starts_with("Operation 3: No value of `emails` matches"), "{}", error.detail);

    let operations = [
        json!({ "op": "replace", "path": "displayName", "value": "Ops" }),
        json!({ "op": "replace", "path": "members[value eq \"1\"].value", "value": "2" }),
    ];
    let error = group_operations(&operations, &Dialect::STRICT).expect_err("members are immutable");
    assert!(error.detail.starts_with("Operation 2: A member cannot be altered"), "{}", error.detail);
}

#[test]
fn ten_thousand_members_are_one_pass() {
    let list: Vec<Value> =
        (0..10_000).map(|n| json!({ "value": format!("user-{n}"), "display": "x" })).collect();
    let operations = vec![
        json!({ "op": "Add", "path": "members", "value": list }),
        json!({ "op": "Remove", "path": "members", "value": list[1..] }),
        json!({ "op": "Add", "path": "members", "value": list }),
        json!({ "op": "Remove", "path": "members", "value": list[..9_999] }),
    ];
    let (rest, operations) = group_operations(&operations, &Dialect::ENTRA).expect("a legal request");
    assert!(rest.operations.is_empty() && !members::needs_current(&operations));
    let delta = members::delta(&operations, &[], &[]).expect("little work");
    assert_eq!(
        (delta.cleared, delta.add.as_slice(), delta.remove.len()),
        (false, &["user-9999".to_owned()][..], 9_999)
    );
}

#[test]
fn ids_in_a_filter_are_ids_and_other_filters_want_to_see_the_members() {
    let cases = [
        (r#"members[value eq "1"]"#, true),
        (r#"members[VALUE EQ "1" or value eq "2"]"#, true),
        (r#"members[value eq "1" and type eq "User"]"#, false),
        (r#"members[not (value eq "1")]"#, false),
        (r#"members[type eq "Group"]"#, false),
    ];
    for (path, by_id) in cases {
        let (_, operations) = group_operations(&[json!({ "op": "remove", "path": path })], &Dialect::STRICT)
            .expect("a legal path");
        let is_by_id = matches!(operations[..], [MemberOperation::Remove(Selection::Ids(_))]);
        assert_eq!((is_by_id, members::needs_current(&operations)), (by_id, !by_id), "{path}");
    }
}

#[test]
fn after_a_replacement_nobody_needs_to_know_who_was_there() {
    let operations = [
        json!({ "op": "replace", "path": "members", "value": [{ "value": "a1" }, { "value": "b1" }] }),
        json!({ "op": "remove", "path": "members[value sw \"a\"]" }),
    ];
    let (_, operations) = group_operations(&operations, &Dialect::STRICT).expect("a legal request");
    assert!(!members::needs_current(&operations));
    assert_eq!(members::needs_known(&operations), ["a1", "b1"]);
    let known = ["a1", "b1"].map(|id| Member { value: id.into(), kind: None });
    let before = [Member { value: "a0".into(), kind: None }];
    let expected = Delta { cleared: true, add: vec!["b1".into()], remove: Vec::new() };
    assert_eq!(members::delta(&operations, &[], &known).as_ref(), Ok(&expected));
    assert_eq!(members::delta(&operations, &before, &known), Ok(expected));
}

/// What is known of a member is its id and its kind; whoever names another part is told so.
#[test]
fn members_are_selected_by_what_is_known_of_them() {
    for path in [r#"members[display eq "Jane"]"#, r#"members[type eq "User" and not ($ref pr)]"#] {
        let refused = group_operations(&[json!({ "op": "remove", "path": path })], &Dialect::GENERIC);
        assert_eq!(refused.expect_err(path).scim_type, Some(ScimType::InvalidFilter), "{path}");
    }

    // RFC 7643 §8.7.1: `members.value` compares without regard to case.
    for path in [r#"members[value eq "AB-1"]"#, r#"members[value eq "x" or VALUE eq "aB-1"]"#] {
        let (_, operations) = group_operations(&[json!({ "op": "remove", "path": path })], &Dialect::STRICT)
            .expect("a legal path");
        let delta = members::delta(&operations, &[], &[]).expect("little work");
        assert!(delta.remove.contains(&"ab-1".to_owned()), "{path}: {delta:?}");
    }
}

/// Who was just added is a user or a group like everybody else, although the request need not say what.
#[test]
fn a_filter_by_type_knows_whom_the_request_has_added() {
    let member = |id: &str, kind: &str| Member { value: id.into(), kind: Some(kind.into()) };
    let current = [member("u0", "User"), member("g0", "Group")];
    // What the request says of `g1` is not so.
    let added = json!([{ "value": "u1" }, { "value": "g1", "type": "User" }, { "value": "g0" }]);
    let cases = [
        ("add", r#"members[type eq "User"]"#, vec!["g0", "g1"]),
        ("add", r#"members[not (type eq "Group")]"#, vec!["g0", "g1"]),
        ("add", r#"members[type eq "Group"]"#, vec!["u0", "u1"]),
        ("replace", r#"members[type eq "User"]"#, vec!["g0", "g1"]),
        ("replace", r#"members[not (type eq "User")]"#, vec!["u1"]),
    ];
    for (op, path, expected) in cases {
        let operations = [
            json!({ "op": op, "path": "members", "value": added }),
            json!({ "op": "remove", "path": path }),
            json!({ "op": "add", "path": "members", "value": [] }),
        ];
        let (_, operations) = group_operations(&operations, &Dialect::STRICT).expect("legal");
        assert_eq!(members::needs_current(&operations), op == "add", "{path}");
        assert_eq!(members::needs_known(&operations), ["g0", "g1", "u1"]);
        let known = [member("g0", "Group"), member("g1", "Group"), member("u1", "User")];
        let delta = members::delta(&operations, &current, &known).expect("little work");
        let before = current.iter().filter(|_| !delta.cleared).map(|member| member.value.clone());
        let mut after: Vec<String> = before.filter(|id| !delta.remove.contains(id)).collect();
        after.extend(delta.add);
        after.sort();
        after.dedup();
        assert_eq!(after, expected, "{op}, then remove {path}");
    }
}

/// A filter does not make the mistake good that somebody unknown was added.
#[test]
fn who_does_not_exist_is_still_added_after_a_filter() {
    let operations = [
        json!({ "op": "add", "path": "members", "value": [{ "value": "nobody" }] }),
        json!({ "op": "remove", "path": "members[not (type eq \"Group\")]" }),
    ];
    let (_, operations) = group_operations(&operations, &Dialect::STRICT).expect("legal");
    let delta = members::delta(&operations, &[], &[]).expect("little work");
    assert_eq!(delta.add, ["nobody"]);
}

#[test]
fn members_and_attributes_of_one_operation_part() {
    let operation =
        json!({ "op": "replace", "value": { "displayName": "Ops", "Members": [{ "value": "1" }] } });
    let (rest, operations) = group_operations(&[operation], &Dialect::STRICT).expect("a legal request");
    assert_eq!(rest.operations.len(), 1);
    assert_eq!(rest.operations[0].op, Op::Replace);
    assert_eq!(rest.operations[0].value, Some(json!({ "displayName": "Ops" })));
    let jane = Member { value: "1".into(), kind: None };
    assert_eq!(operations, [MemberOperation::Replace(vec![jane])]);
}

#[test]
fn users_have_no_membership_to_part_with() {
    let user = ResourceType::user();
    let mut fired = Fired::default();
    let body = json!({ "Operations": [{ "op": "add", "value": { "members": [{ "value": "1" }] } }] });
    let request =
        PatchRequest::parse(&body, &user, &Dialect::STRICT, &mut fired).expect("the names come later");
    let (rest, operations) =
        members::separate(request.clone(), &user, &Dialect::STRICT, &mut fired).expect("nothing to do");
    assert_eq!((rest, operations), (request, Vec::new()));
}

#[test]
fn what_fired_is_bounded_and_no_place_holds_a_value() {
    let mut fired = Fired::default();
    for n in 0..10_000 {
        fired.note(Tolerance::UnknownAttribute, &format!("attribute{n}\n{}", "x".repeat(1_000)), String::new);
    }
    fired.note(Tolerance::BareValue, "manager", || "{}".into());
    assert!(fired.iter().count() <= 53);
    assert!(fired.iter().all(|(_, place, _)| place.chars().count() <= 100 && !place.contains('\n')));
    // A tolerance that comes late is not lost for all the notes of another.
    assert!(fired.contains(Tolerance::BareValue));

    let body = json!({ "Operations": [{ "op": "replace", "path": "emails[type eq \"work\"].value", "value": "secret" }] });
    let user = ResourceType::user();
    let mut fired = Fired::default();
    let request = PatchRequest::parse(&body, &user, &Dialect::ENTRA, &mut fired).expect("a legal request");
    let before = Resource::from_stored(object(&json!({ "userName": "jane" })));
    request.apply(&before, &user, &Dialect::ENTRA, &mut fired).expect("it makes the element");
    assert_eq!(
        fired.iter().collect::<Vec<_>>(),
        [(Tolerance::MissingElement, "emails.value", "{\"emails.value\":\"secret\"}")]
    );
}

#[test]
fn dialects_are_found_by_name_and_answer_as_their_provider_wants() {
    let (user, group) = (ResourceType::user(), ResourceType::group());
    for dialect in Dialect::ALL {
        assert_eq!(Dialect::named(dialect.profile().as_str()), Some(dialect));
        assert!(dialect.patch_answers_body(&user), "{dialect}");
        assert_eq!(dialect.patch_answers_body(&group), dialect == Dialect::STRICT);
    }
    assert_eq!(Dialect::named("Entra"), None);
    assert_eq!(Dialect::default(), Dialect::GENERIC);
}

fn patch_user(before: &Value, operations: &[Value]) -> Result<Value, Error> {
    patch_user_as(before, operations, &Dialect::STRICT.with(Switch::DottedKeys, true))
}

fn patch_user_as(before: &Value, operations: &[Value], dialect: &Dialect) -> Result<Value, Error> {
    let user = ResourceType::user();
    let mut fired = Fired::default();
    let body = json!({ "Operations": operations });
    let request = PatchRequest::parse(&body, &user, dialect, &mut fired)?;
    let after = request.apply(&Resource::from_stored(object(before)), &user, dialect, &mut fired)?;
    Ok(Value::Object(after.into_attributes()))
}

fn group_operations(
    operations: &[Value],
    dialect: &Dialect,
) -> Result<(PatchRequest, Vec<MemberOperation>), Error> {
    let group = ResourceType::group();
    let mut fired = Fired::default();
    let body = json!({ "Operations": operations });
    let request = PatchRequest::parse(&body, &group, dialect, &mut fired)?;
    members::separate(request, &group, dialect, &mut fired)
}

fn object(value: &Value) -> serde_json::Map<String, Value> {
    value.as_object().expect("an object").clone()
}
