//! Laws of PATCH and PUT on an extension with every characteristic (RFC 7643 §7, RFC 7644 §3.5).

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use scim::attribute::{Attribute, Mutability, Returned, Type};
use scim::dialect::{Dialect, Fired};
use scim::patch::PatchRequest;
use scim::schema::USER_URN;
use scim::{Error, Resource, ResourceType, Schema};
use serde_json::{Value, json};

const ACME: &str = "urn:ietf:params:scim:schemas:extension:acme:2.0:User";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Whatever operations come through: the outcome is valid and says the same when it is sent back.
    #[test]
    fn an_outcome_is_valid_and_an_echo_changes_nothing(
        before in user(),
        operations in vec(operation(), 1..6),
    ) {
        if let Ok(after) = patch(&before, &operations) {
            prop_assert_eq!(Resource::normalized(after.attributes(), &ty()), Ok(after.clone()));
            let echo = Value::Object(after.attributes().clone());
            prop_assert_eq!(after.replace(&echo, &ty()), Ok(after.clone()));
            prop_assert_eq!(Resource::parse(&echo, &ty()), Ok(after));
        }
    }

    #[test]
    fn what_is_immutable_stays_and_secrets_are_not_kept(
        before in user(),
        operations in vec(operation(), 1..6),
        put in any::<bool>(),
    ) {
        let after = if put {
            // Only what an operation without a path says, as the body of a PUT.
            let mut body = json!({ "schemas": [USER_URN], "userName": "jane" });
            body[ACME] = operations[0]["value"].get(ACME).cloned().unwrap_or_default();
            before.replace(&body, &ty())
        } else {
            patch(&before, &operations)
        };
        if let Ok(after) = after {
            let badge = |user: &Resource| user.extension(ACME).and_then(|acme| acme.get("badge").cloned());
            let building = |user: &Resource| user.extension(ACME).and_then(|acme| acme.get("desk")?.get("building").cloned());
            for part in [badge, building] {
                prop_assert!(part(&before).is_none_or(|value| part(&after) == Some(value)));
            }
            let acme = after.extension(ACME).cloned().unwrap_or_default();
            prop_assert!(!acme.contains_key("pin") && !acme.contains_key("hash") && !acme.contains_key("score"));
            let primary = |device: &&Value| device["primary"] == json!(true);
            let devices = acme.get("devices").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            prop_assert!(devices.iter().filter(primary).count() <= 1);
        }
    }

    #[test]
    fn to_do_it_twice_is_to_do_it_once(before in user(), operation in operation()) {
        let once = patch(&before, std::slice::from_ref(&operation));
        let twice = patch(&before, &[operation.clone(), operation]);
        prop_assert_eq!(twice, once);
    }
}

fn ty() -> ResourceType {
    let text = |name: &str| Attribute::new(name, Type::String, "");
    ResourceType::user().with_extension(Schema {
        id: ACME.into(),
        name: "Acme".into(),
        description: String::new(),
        attributes: vec![
            text("badge").mutability(Mutability::Immutable),
            text("pin").mutability(Mutability::WriteOnly),
            text("hash").returned(Returned::Never),
            text("score").mutability(Mutability::ReadOnly),
            text("tags").multi_valued(),
            text("labels").case_exact().multi_valued(),
            Attribute::new("desk", Type::Complex, "").with(vec![
                text("building").mutability(Mutability::Immutable),
                text("seat"),
                text("views").multi_valued(),
            ]),
            Attribute::new("devices", Type::Complex, "").multi_valued().with(vec![
                text("value").required(),
                text("type"),
                text("model").mutability(Mutability::Immutable),
                Attribute::new("primary", Type::Boolean, ""),
            ]),
        ],
    })
}

fn patch(user: &Resource, operations: &[Value]) -> Result<Resource, Error> {
    let mut fired = Fired::default();
    let body = json!({ "Operations": operations });
    let request = PatchRequest::parse(&body, &ty(), &Dialect::STRICT, &mut fired)?;
    request.apply(user, &ty(), &Dialect::STRICT, &mut fired)
}

fn user() -> impl Strategy<Value = Resource> {
    acme().prop_filter_map("a valid user", |acme| {
        let body = json!({ "schemas": [USER_URN], "userName": "jane", ACME: acme });
        Resource::parse(&body, &ty()).ok()
    })
}

fn operation() -> impl Strategy<Value = Value> {
    let op = || select(vec!["add", "replace"]);
    let whole = (op(), acme()).prop_map(|(op, acme)| json!({ "op": op, "value": { ACME: acme } }));
    let part = (op(), acme()).prop_filter_map("an attribute", |(op, acme)| {
        let (name, value) = acme.as_object()?.iter().next_back()?;
        Some(json!({ "op": op, "path": format!("{ACME}:{name}"), "value": value }))
    });
    let remove =
        select(vec!["badge", "tags", "desk", "desk.seat", "desk.views", "devices", "devices[type eq \"A\"]"])
            .prop_map(|path| json!({ "op": "remove", "path": format!("{ACME}:{path}") }));
    let inside = (
        op(),
        select(vec!["desk.seat", "desk.building", "desk.views", "devices[value eq \"a\"].model"]),
        text(),
    )
        .prop_map(|(op, path, text)| json!({ "op": op, "path": format!("{ACME}:{path}"), "value": text }));
    let extension = Just(json!({ "op": "remove", "path": ACME }));
    prop_oneof![4 => whole, 4 => part, 2 => remove, 3 => inside, 1 => extension]
}

fn text() -> impl Strategy<Value = String> {
    "[abAB]"
}

fn acme() -> impl Strategy<Value = Value> {
    let some = |name: &'static str| proptest::option::of(text().prop_map(move |text| (name, json!(text))));
    let many = |name: &'static str| {
        proptest::option::of(vec(text(), 0..3).prop_map(move |list| (name, json!(list))))
    };
    let desk = (some("building"), some("seat"), many("views"))
        .prop_map(|(building, seat, views)| ("desk", object([building, seat, views])));
    let device = (some("value"), some("type"), some("model"), any::<bool>()).prop_map(
        |(value, kind, model, primary)| {
            object([value, kind, model, primary.then(|| ("primary", json!(true)))])
        },
    );
    let devices = vec(device, 0..3).prop_map(|list| ("devices", json!(list)));
    let secrets = (some("pin"), some("hash"));
    let plain = (some("badge"), some("score"), many("tags"), many("labels"));
    let complex = (proptest::option::of(desk), proptest::option::of(devices));
    (secrets, plain, complex).prop_map(|((pin, hash), (badge, score, tags, labels), (desk, devices))| {
        object([pin, hash, badge, score, tags, labels, desk, devices])
    })
}

fn object<const N: usize>(members: [Option<(&str, Value)>; N]) -> Value {
    Value::Object(members.into_iter().flatten().map(|(name, value)| (name.to_owned(), value)).collect())
}
