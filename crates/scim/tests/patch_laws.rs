//! Laws that hold for any PATCH, on random users and random operations.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use scim::dialect::{Dialect, Fired, Tolerance};
use scim::patch::members::{self, Member};
use scim::patch::{Op, PatchRequest};
use scim::{Error, Resource, ResourceType};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

proptest! {
    #[test]
    fn nothing_to_do_changes_nothing(user in user()) {
        let same = PatchRequest::default().apply(&user, &ty(), &Dialect::STRICT, &mut Fired::default());
        prop_assert_eq!(same, Ok(user));
    }

    #[test]
    fn what_succeeds_is_a_valid_resource(user in user(), operations in vec(operation(), 1..6)) {
        if let Ok(after) = patch(&user, &operations, &Dialect::STRICT) {
            prop_assert_eq!(Resource::normalized(after.attributes(), &ty()), Ok(after.clone()));
            for (name, value) in after.attributes() {
                let primaries = value.as_array().into_iter().flatten().filter(|e| e["primary"] == true).count();
                prop_assert!(primaries <= 1, "{} has {} primary values", name, primaries);
            }
        }
    }

    /// RFC 7644 §3.5.2: "the resulting resource becomes the target of the next operation".
    #[test]
    fn one_request_is_its_operations_one_by_one(user in user(), operations in vec(operation(), 1..6)) {
        let one_by_one = operations.iter().try_fold(user.clone(), |user, operation| {
            patch(&user, std::slice::from_ref(operation), &Dialect::STRICT)
        });
        // Within one request, what is not valid in between may be mended by a later operation.
        if let Ok(after) = one_by_one {
            prop_assert_eq!(patch(&user, &operations, &Dialect::STRICT), Ok(after));
        }
    }

    /// RFC 7644 §3.5.2: all or nothing, wherever the failing operation stands.
    #[test]
    fn a_failing_operation_fails_the_request(
        user in user(),
        operations in vec(operation(), 0..5),
        at in any::<Index>(),
    ) {
        let mut operations = operations;
        operations.insert(at.index(operations.len() + 1), json!({ "op": "remove", "path": "userName" }));
        prop_assert!(patch(&user, &operations, &Dialect::STRICT).is_err());
    }

    #[test]
    fn to_add_or_replace_twice_is_to_do_it_once(user in user(), write in write()) {
        // A whole element may be replaced by one that the filter does not select any more.
        prop_assume!(!write["path"].as_str().is_some_and(|path| path.ends_with(']')));
        let once = patch(&user, std::slice::from_ref(&write), &Dialect::STRICT);
        let twice = patch(&user, &[write.clone(), write], &Dialect::STRICT);
        prop_assert_eq!(twice, once);
    }

    #[test]
    fn to_remove_twice_is_to_do_it_once(user in user(), path in path()) {
        let remove = json!({ "op": "remove", "path": path });
        let once = patch(&user, std::slice::from_ref(&remove), &Dialect::STRICT);
        let twice = patch(&user, &[remove.clone(), remove], &Dialect::STRICT);
        prop_assert_eq!(twice, once);
    }

    /// RFC 7643 §2.5: null is "unassigned", so to replace by null is to remove.
    #[test]
    fn null_removes(user in user(), path in select(vec!["title", "name", "name.givenName", "emails", "active"])) {
        let removed = patch(&user, &[json!({ "op": "remove", "path": path })], &Dialect::STRICT);
        let nulled = patch(&user, &[json!({ "op": "replace", "path": path, "value": null })], &Dialect::STRICT);
        prop_assert_eq!(nulled, removed);
    }

    #[test]
    fn to_remove_what_was_added_restores(user in user()) {
        let new = json!({ "type": "new", "value": "new@example.com" });
        let operations = [
            json!({ "op": "add", "path": "emails", "value": [new] }),
            json!({ "op": "remove", "path": "emails[type eq \"new\"]" }),
        ];
        prop_assert_eq!(patch(&user, &operations, &Dialect::STRICT), Ok(user));
    }

    /// A dialect makes more legal; what is legal already means the same in each.
    #[test]
    fn no_dialect_changes_what_is_legal(user in user(), operations in vec(operation(), 1..6)) {
        if let Ok(strict) = patch(&user, &operations, &Dialect::STRICT) {
            for dialect in Dialect::ALL {
                let outcome = patch(&user, &operations, &dialect);
                prop_assert_eq!(outcome.as_ref(), Ok(&strict), "{}", dialect);
            }
        }
    }

    /// Any JSON as a PATCH body is refused or read, in each dialect.
    #[test]
    fn any_json_is_refused_or_read(user in user(), body in any_body()) {
        for dialect in Dialect::ALL {
            let mut fired = Fired::default();
            match PatchRequest::parse(&body, &ty(), &dialect, &mut fired) {
                Ok(request) => drop(request.apply(&user, &ty(), &dialect, &mut fired)),
                Err(error) => prop_assert!(matches!(error.status, 400 | 403 | 413), "{error}"),
            }
            let legal = dialect.resource(body.clone(), &ty(), &mut fired);
            prop_assert_eq!(legal.is_object(), body.is_object());
        }
    }

    /// Nothing is tolerated in silence: what no tolerance was needed for is legal, and means the same by the RFC. And what
    /// is legal needs none, but for blank texts, of which an empty one is legal and unlikely to be meant.
    #[test]
    fn what_fires_nothing_is_legal_and_what_is_legal_fires_nothing(
        user in user(),
        body in any_body(),
        person in any_person(),
    ) {
        let patched = |dialect: &Dialect, fired: &mut Fired| {
            PatchRequest::parse(&body, &ty(), dialect, fired)
                .and_then(|request| request.apply(&user, &ty(), dialect, fired))
        };
        let created = |dialect: &Dialect, fired: &mut Fired| {
            Resource::parse(&dialect.resource(person.clone(), &ty(), fired), &ty())
        };
        for act in [&patched as &dyn Fn(&Dialect, &mut Fired) -> Result<Resource, Error>, &created] {
            let strict = act(&Dialect::STRICT, &mut Fired::default());
            for dialect in Dialect::ALL {
                let mut fired = Fired::default();
                let outcome = act(&dialect, &mut fired);
                let is_plain = fired.iter().all(|(tolerance, ..)| tolerance.switch().is_none());
                if outcome.is_ok() && is_plain {
                    prop_assert_eq!(&strict, &outcome, "{}", dialect);
                }
                if strict.is_ok() && !fired.contains(Tolerance::BlankClears) {
                    prop_assert!(is_plain, "{}: {:?}", dialect, fired);
                }
            }
        }
    }

    /// The delta is what the operations come to, one after the other, on a set.
    #[test]
    fn member_operations_come_to_a_delta(
        before in vec(0..6_u8, 0..6),
        operations in vec(member_operation(), 0..8),
    ) {
        let before: BTreeSet<String> = before.into_iter().map(|n| format!("m{n}")).collect();
        let mut expected = before.clone();
        for operation in &operations {
            model(operation, &mut expected);
        }

        let body = json!({ "Operations": operations });
        let group = ResourceType::group();
        let mut fired = Fired::default();
        let delta = if operations.is_empty() {
            members::delta(&[], &[], &[])
        } else {
            let request = PatchRequest::parse(&body, &group, &Dialect::ENTRA, &mut fired).expect("legal");
            let (_, operations) =
                members::separate(request, &group, &Dialect::ENTRA, &mut fired).expect("legal");
            let seen = |id: &String| Member { value: id.clone(), kind: Some(kind(id).into()) };
            let current: Vec<Member> = before.iter().map(seen).collect();
            let current: &[Member] = if members::needs_current(&operations) { &current } else { &[] };
            let known: Vec<Member> = members::needs_known(&operations).iter().map(seen).collect();
            members::delta(&operations, current, &known)
        };
        let delta = delta.expect("little work");
        let mut actual = if delta.cleared { BTreeSet::new() } else { before };
        for id in &delta.remove {
            prop_assert!(!delta.add.contains(id));
            actual.remove(id);
        }
        actual.extend(delta.add);
        prop_assert_eq!(actual, expected);
    }
}

fn ty() -> ResourceType {
    ResourceType::user()
}

fn patch(user: &Resource, operations: &[Value], dialect: &Dialect) -> Result<Resource, Error> {
    let mut fired = Fired::default();
    let request = PatchRequest::parse(&json!({ "Operations": operations }), &ty(), dialect, &mut fired)?;
    request.apply(user, &ty(), dialect, &mut fired)
}

fn text() -> impl Strategy<Value = String> {
    "[a-c]{1,2}"
}

fn element() -> impl Strategy<Value = Value> {
    (select(vec!["work", "home"]), text(), any::<bool>(), any::<bool>()).prop_map(
        |(kind, value, named, primary)| {
            let mut element = json!({ "value": value, "type": kind });
            if named {
                element["display"] = json!("D");
            }
            if primary {
                element["primary"] = json!(true);
            }
            element
        },
    )
}

fn name() -> impl Strategy<Value = Value> {
    let parts = subsequence(vec!["givenName", "familyName", "formatted"], 1..=3);
    (parts, text())
        .prop_map(|(parts, text)| parts.into_iter().map(|part| (part.to_owned(), json!(text))).collect())
}

/// A user as it may be stored.
fn user() -> impl Strategy<Value = Resource> {
    let extension = prop_oneof![
        Just(json!({})),
        text().prop_map(|text| json!({ "department": text })),
        text().prop_map(|text| json!({ "department": text, "manager": { "value": "1" } })),
    ];
    let parts = (text(), prop::option::of(text()), prop::option::of(name()), vec(element(), 0..4), extension);
    parts.prop_filter_map("a valid user", |(user_name, title, name, emails, extension)| {
        let mut user = json!({ "userName": user_name, "title": title, "name": name, "emails": emails });
        user[ENTERPRISE] = extension;
        Resource::normalized(user.as_object()?, &ResourceType::user()).ok()
    })
}

fn path() -> impl Strategy<Value = String> {
    let paths = [
        "title",
        "active",
        "name",
        "name.givenName",
        "emails",
        "emails.display",
        "emails[type eq \"work\"]",
        "emails[type eq \"home\" and value sw \"a\"]",
        "emails[type eq \"work\"].display",
        "emails[type eq \"work\"].value",
        ENTERPRISE,
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
        "phoneNumbers",
    ];
    select(paths.map(str::to_owned).to_vec())
}

/// An `add` or `replace` whose value fits its path.
fn write() -> impl Strategy<Value = Value> {
    let op = select(vec!["add", "replace"]);
    let pathless = (text(), name(), vec(element(), 1..3))
        .prop_map(|(title, name, emails)| json!({ "title": title, "name": name, "emails": emails }));
    let extension = text().prop_map(|text| json!({ ENTERPRISE: { "department": text } }));
    let with_path = (path(), text(), name(), vec(element(), 1..3)).prop_map(|(path, text, name, emails)| {
        let value = match path.as_str() {
            "active" => json!(text == "a"),
            "name" => name,
            "emails" | "phoneNumbers" => json!(emails),
            _ if path.ends_with(']') => emails[0].clone(),
            _ if path.ends_with(":User") => json!({ "department": text }),
            _ if path.ends_with(":manager") => json!({ "value": text }),
            _ => json!(text),
        };
        (Some(path), value)
    });
    let target = prop_oneof![
        6 => with_path,
        1 => pathless.prop_map(|value| (None, value)),
        1 => extension.prop_map(|value| (None, value)),
    ];
    (op, target).prop_map(|(op, (path, value))| match path {
        Some(path) => json!({ "op": op, "path": path, "value": value }),
        None => json!({ "op": op, "value": value }),
    })
}

fn operation() -> impl Strategy<Value = Value> {
    prop_oneof![3 => write(), 1 => path().prop_map(|path| json!({ "op": "remove", "path": path }))]
}

fn any_body() -> impl Strategy<Value = Value> {
    let op = select(vec!["add", "Replace", "remove"]);
    let operation = (op, prop::option::of(path()), any_json())
        .prop_map(|(op, path, value)| json!({ "op": op, "path": path, "value": value }));
    prop_oneof![
        1 => any_json(),
        4 => vec(operation, 1..4).prop_map(|operations| json!({ "Operations": operations })),
    ]
}

/// The body of a POST that may be one.
fn any_person() -> impl Strategy<Value = Value> {
    let names = select(vec!["name", "emails", "active", "title", "manager", "x", "id", "groups", ENTERPRISE]);
    vec((names, any_json()), 0..3).prop_map(|fields| {
        let mut person = json!({ "schemas": [USER], "userName": "jane" });
        for (name, value) in fields {
            person[name] = value;
        }
        person
    })
}

fn any_json() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        select(vec!["", "True", "a@b", "manager", "{\"title\":\"x\"}", "bulkId:x"]).prop_map(Value::from),
        path().prop_map(Value::from),
    ];
    let keys = select(vec![
        "Operations",
        "op",
        "path",
        "value",
        "type",
        "emails",
        "name",
        "name.givenName",
        "active",
        "manager",
        "schemas",
        "primary",
        ENTERPRISE,
        "emails[type eq \"work\"].value",
        "groups",
        "id",
        "$ref",
        "x",
    ]);
    scalar.prop_recursive(4, 32, 4, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::Array),
            vec((keys.clone(), inner), 0..4).prop_map(|fields| {
                Value::Object(
                    fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>(),
                )
            }),
        ]
    })
}

fn member_operation() -> impl Strategy<Value = Value> {
    let ids = vec(0..6_u8, 0..4)
        .prop_map(|ids| ids.into_iter().map(|n| json!({ "value": format!("m{n}") })).collect::<Value>());
    prop_oneof![
        4 => ids.clone().prop_map(|ids| json!({ "op": "add", "path": "members", "value": ids })),
        3 => ids.clone().prop_map(|ids| json!({ "op": "remove", "path": "members", "value": ids })),
        1 => ids.prop_map(|ids| json!({ "op": "replace", "path": "members", "value": ids })),
        1 => Just(json!({ "op": "remove", "path": "members" })),
        3 => (0..6_u8).prop_map(|n| json!({ "op": "remove", "path": format!("members[value eq \"m{n}\"]") })),
        2 => (0..6_u8).prop_map(|n| json!({ "op": "remove", "path": format!("members[not (value eq \"m{n}\")]") })),
        2 => Just(json!({ "op": "remove", "path": "members[type eq \"User\"]" })),
        1 => Just(json!({ "op": "remove", "path": "members[not (type eq \"User\")]" })),
    ]
}

/// What the server knows of a member, whatever a request says of it.
fn kind(id: &str) -> &'static str {
    if id < "m3" { "User" } else { "Group" }
}

/// What an operation does to a set of ids, told naively.
fn model(operation: &Value, members: &mut BTreeSet<String>) {
    let ids: BTreeSet<String> = operation["value"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|member| member["value"].as_str().expect("an id").to_owned())
        .collect();
    let path = operation["path"].as_str().expect("a path");
    let id = path.split('"').nth(1);
    let op = [Op::Add, Op::Remove, Op::Replace].into_iter().find(|op| operation["op"] == op.as_str());
    match (op.expect("a known op"), id) {
        (Op::Remove, Some("User")) => {
            let negated = path.contains("not");
            members.retain(|member| (kind(member) == "User") == negated);
        }
        (Op::Add, _) => members.extend(ids),
        (Op::Replace, _) => *members = ids,
        (Op::Remove, Some(id)) if path.contains("not") => members.retain(|member| member == id),
        (Op::Remove, Some(id)) => drop(members.remove(id)),
        (Op::Remove, None) if operation["value"].is_array() => members.retain(|member| !ids.contains(member)),
        (Op::Remove, None) => members.clear(),
    }
}
