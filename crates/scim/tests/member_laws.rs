//! Laws that hold for whatever is sent as members.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use scim::dialect::{Dialect, Fired, Tolerance};
use scim::patch::members::{self, Member, MemberOperation};
use scim::patch::{Operation, PatchRequest};
use scim::{Error, ResourceType};
use serde_json::{Value, json};

proptest! {
    /// Nothing is tolerated in silence, and nothing is noted that is legal; but null beside other attributes is legal and
    /// unlikely to mean "nobody".
    #[test]
    fn what_fires_nothing_is_legal_and_what_is_legal_fires_nothing(operations in vec(operation(), 1..4)) {
        let body = json!({ "Operations": operations });
        let strict = patched(&body, &Dialect::STRICT, &mut Fired::default());
        for dialect in Dialect::ALL {
            let mut fired = Fired::default();
            let outcome = patched(&body, &dialect, &mut fired);
            if outcome.is_ok() && fired.is_empty() {
                prop_assert_eq!(&strict, &outcome, "{}", dialect);
            }
            if strict.is_ok() && !fired.contains(Tolerance::PutKeepsMembers) {
                prop_assert!(fired.is_empty(), "{}: {:?}", dialect, fired);
            }
        }
    }

    /// The same for the members in the body of a POST or PUT.
    #[test]
    fn what_fires_nothing_in_a_body_is_legal(members in value()) {
        let taken = |dialect: &Dialect, fired: &mut Fired| -> Result<Option<Vec<Member>>, Error> {
            members::take(&mut json!({ "displayName": "Ops", "members": members }), dialect, fired)
        };
        let strict = taken(&Dialect::STRICT, &mut Fired::default());
        for dialect in Dialect::ALL {
            let mut fired = Fired::default();
            let outcome = taken(&dialect, &mut fired);
            if outcome.is_ok() && fired.is_empty() {
                prop_assert_eq!(&strict, &outcome, "{}", dialect);
            }
            if strict.is_ok() {
                prop_assert!(fired.is_empty(), "{}: {:?}", dialect, fired);
            }
        }
    }
}

fn patched(
    body: &Value,
    dialect: &Dialect,
    fired: &mut Fired,
) -> Result<(Vec<Operation>, Vec<MemberOperation>), Error> {
    let group = ResourceType::group();
    let request = PatchRequest::parse(body, &group, dialect, fired)?;
    let (rest, members) = members::separate(request, &group, dialect, fired)?;
    Ok((rest.operations, members))
}

fn member() -> impl Strategy<Value = Value> {
    select(vec![
        json!({ "value": "1" }),
        json!({ "value": "2", "display": "Jo", "type": "User", "$ref": null }),
        json!({ "VALUE": "3" }),
        json!({ "value": "4", "displayName": "Jo" }),
        json!({ "value": 5 }),
        json!({ "value": "" }),
        json!({ "display": "Jo" }),
        json!("6"),
        json!(null),
    ])
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![4 => vec(member(), 0..3).prop_map(Value::Array), 2 => member()]
}

fn operation() -> impl Strategy<Value = Value> {
    let op = select(vec!["add", "Replace", "remove"]);
    let path =
        select(vec!["members", "Members", "members[value eq \"1\"]", "members[type eq User]", "displayName"]);
    let pathless = value().prop_map(|members| json!({ "displayName": "Ops", "members": members }));
    prop_oneof![
        4 => (op.clone(), path, value())
            .prop_map(|(op, path, value)| json!({ "op": op, "path": path, "value": value })),
        1 => (op, pathless).prop_map(|(op, value)| json!({ "op": op, "value": value })),
    ]
}
