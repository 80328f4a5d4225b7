//! Laws of filters: printing and reading undo each other, and evaluation agrees with a naive model.

use proptest::collection::vec;
use proptest::prelude::*;
use scim::attribute::{Attribute, Type};
use scim::filter::{Filter, Gradual, Literal, Operator, Syntax};
use scim::path::{AttributePath, Path};
use scim::{ResourceType, Schema};
use serde_json::{Map, Value, json};

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const BADGE: &str = "urn:example:badge";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn what_is_printed_reads_back(filter in any_filter()) {
        let text = filter.to_string();
        prop_assume!(text.chars().count() <= 4_096);
        prop_assert_eq!(Filter::parse(&text, Syntax::STRICT), Ok(filter.clone()));
        prop_assert_eq!(Filter::parse(&text, Syntax::LENIENT), Ok(filter));
    }

    #[test]
    fn a_printed_path_reads_back(target in attribute_path(), filter in proptest::option::of(part_of_element())) {
        let path = Path::Attribute { target, filter: filter.map(Box::new) };
        let text = path.to_string();
        prop_assume!(text.chars().count() <= 1_024);
        prop_assert_eq!(Path::parse(&text, &ResourceType::user(), Syntax::STRICT), Ok(path));
    }

    /// Reading never panics, and whatever was read prints as something that reads the same.
    #[test]
    fn anything_may_be_sent(text in prop_oneof![soup(), any::<String>()]) {
        for syntax in [Syntax::STRICT, Syntax::LENIENT] {
            if let Ok(filter) = Filter::parse(&text, syntax) {
                prop_assert_eq!(Filter::parse(&filter.to_string(), syntax), Ok(filter.clone()));
                let _ = filter.bind(&ResourceType::user());
            }
            if let Ok(path) = Path::parse(&text, &ResourceType::user(), syntax) {
                prop_assert_eq!(Path::parse(&path.to_string(), &ResourceType::user(), syntax), Ok(path));
            }
        }
    }

    /// What the strict grammar accepts and the schema has a meaning for, the lenient one accepts too.
    #[test]
    fn lenient_only_adds(text in soup()) {
        if let Ok(filter) = Filter::parse(&text, Syntax::STRICT) {
            let lenient = Filter::parse(&text, Syntax::LENIENT).expect("lenient reads it too");
            let ty = badge_user();
            prop_assert!(filter.bind_any(&ty).is_err() || lenient.bind_any(&ty).is_ok());
        }
    }

    #[test]
    fn evaluation_agrees_with_the_model(filter in meaningful_filter(), user in user()) {
        let bound = filter.bind(&badge_user()).expect("the filter is made to fit");
        prop_assert_eq!(bound.matches(&user), model(&filter, &Value::Object(user.clone())), "{}", filter);
        // The text means what the tree means.
        let again = Filter::parse(&filter.to_string(), Syntax::STRICT).expect("reads back");
        prop_assert_eq!(again.bind(&badge_user()).expect("binds").matches(&user), bound.matches(&user));
    }

    #[test]
    fn a_list_may_be_looked_at_part_by_part(filter in meaningful_filter(), user in user(), size in 1_usize..3) {
        let bound = filter.bind(&badge_user()).expect("the filter is made to fit");
        let mut gradual = Gradual::new(&bound);
        let emails = user.get("emails").and_then(Value::as_array).cloned().unwrap_or_default();
        for part in emails.chunks(size) {
            let mut user = user.clone();
            user.insert("emails".into(), json!(part));
            gradual.see(&user);
        }
        if emails.is_empty() {
            gradual.see(&user);
        }
        prop_assert_eq!(gradual.holds(), bound.matches(&user), "{}", filter);
    }
}

// Filters that need not mean anything.

fn name() -> impl Strategy<Value = String> {
    "[a-zA-Z$_][a-zA-Z0-9$_-]{0,6}".prop_filter("not is a keyword", |name| !name.eq_ignore_ascii_case("not"))
}

fn attribute_path() -> impl Strategy<Value = AttributePath> {
    let urn = proptest::option::of("urn(:[a-z0-9.]{1,4}){1,3}");
    let sub = proptest::option::of("[a-zA-Z$_][a-zA-Z0-9$_-]{0,6}");
    (urn, name(), sub).prop_map(|(schema, name, sub)| AttributePath { schema, name, sub })
}

fn literal() -> impl Strategy<Value = Literal> {
    prop_oneof![
        "\\PC{0,8}".prop_map(Literal::String),
        "[\"\\\\()\\[\\] \n\t\u{1}\u{7f}\u{1f600}a]{0,8}".prop_map(Literal::String),
        any::<i64>().prop_map(|number| Literal::Number(number.into())),
        any::<u64>().prop_map(|number| Literal::Number(number.into())),
        any::<f64>()
            .prop_filter_map("JSON has finite numbers only", serde_json::Number::from_f64)
            .prop_map(Literal::Number),
        any::<bool>().prop_map(Literal::Boolean),
        Just(Literal::Null),
    ]
}

fn term() -> impl Strategy<Value = Filter> {
    prop_oneof![
        (attribute_path(), proptest::sample::select(&Operator::ALL[..]), literal())
            .prop_map(|(path, operator, literal)| Filter::Compare(path, operator, literal)),
        attribute_path().prop_map(Filter::Present),
    ]
}

fn part_of_element() -> impl Strategy<Value = Filter> {
    combined(term().boxed())
}

fn any_filter() -> impl Strategy<Value = Filter> {
    let element = (attribute_path(), part_of_element())
        .prop_map(|(path, inner)| Filter::Element(AttributePath { sub: None, ..path }, Box::new(inner)));
    combined(prop_oneof![3 => term(), 1 => element].boxed())
}

/// Any combination of terms, flat where it can be, as the parser makes it.
fn combined(term: BoxedStrategy<Filter>) -> BoxedStrategy<Filter> {
    let combined = term.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 2..4).prop_map(|terms| {
                Filter::And(
                    terms
                        .into_iter()
                        .flat_map(|t| if let Filter::And(all) = t { all } else { vec![t] })
                        .collect(),
                )
            }),
            vec(inner.clone(), 2..4).prop_map(|terms| {
                Filter::Or(
                    terms
                        .into_iter()
                        .flat_map(|t| if let Filter::Or(any) = t { any } else { vec![t] })
                        .collect(),
                )
            }),
            inner.prop_map(|inner| Filter::Not(Box::new(inner))),
        ]
    });
    combined.boxed()
}

/// Pieces of filters in any order.
fn soup() -> impl Strategy<Value = String> {
    const PIECES: [&str; 30] = [
        "userName", "emails", "type", ".value", "urn:x:y:", "eq", "PR", "co", "gt", "and", "or", "not", "(",
        ")", "[", "]", "\"x\"", "\"", "\\", "true", "null", "42", "1.50", "007", " ", " ", " ", "é", "$ref",
        "'",
    ];
    vec(proptest::sample::select(&PIECES[..]), 0..16).prop_flat_map(|pieces| {
        let tight = pieces.concat();
        proptest::sample::select(vec![pieces.join(" "), tight])
    })
}

// Filters and users that fit the schema, with few values so that they meet.

fn badge_user() -> ResourceType {
    ResourceType::user().with_extension(Schema {
        id: BADGE.into(),
        name: "Badge".into(),
        description: "An extension with the types that the RFC's own schemas lack.".into(),
        attributes: vec![
            Attribute::new("level", Type::Integer, "An integer."),
            Attribute::new("ratio", Type::Decimal, "A decimal."),
            Attribute::new("tags", Type::String, "Simple values.").multi_valued(),
        ],
    })
}

/// An attribute that the model knows: how filters name it, where it stands, and how it compares.
struct Known {
    named: &'static str,
    extension: Option<&'static str>,
    at: &'static [&'static str],
    kind: Type,
    case_exact: bool,
}

const fn known(named: &'static str, at: &'static [&'static str], kind: Type) -> Known {
    Known { named, extension: None, at, kind, case_exact: false }
}

const KNOWN: [Known; 12] = [
    known("userName", &["userName"], Type::String),
    Known { case_exact: true, ..known("externalId", &["externalId"], Type::String) },
    known("active", &["active"], Type::Boolean),
    known("name.givenName", &["name", "givenName"], Type::String),
    known("emails", &["emails", "value"], Type::String),
    known("emails.type", &["emails", "type"], Type::String),
    known("emails.primary", &["emails", "primary"], Type::Boolean),
    known("meta.created", &["meta", "created"], Type::DateTime),
    Known { extension: Some(ENTERPRISE), ..known("manager", &["manager", "value"], Type::String) },
    Known { extension: Some(BADGE), ..known("urn:example:badge:level", &["level"], Type::Integer) },
    Known { extension: Some(BADGE), ..known("ratio", &["ratio"], Type::Decimal) },
    Known { extension: Some(BADGE), ..known("tags", &["tags"], Type::String) },
];

/// What stands in the brackets of `emails[…]`.
const PARTS: [Known; 3] = [
    known("value", &["value"], Type::String),
    known("type", &["type"], Type::String),
    known("primary", &["primary"], Type::Boolean),
];

fn words() -> impl Strategy<Value = String> {
    "[aAbBÉé]{0,3}"
}

fn instants() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(
        &[
            "2011-05-13T04:42:34Z",
            "2011-05-13T06:42:34+02:00",
            "2011-05-13T04:42:34.5Z",
            "2012-01-01T00:00:00Z",
        ][..],
    )
}

fn user() -> impl Strategy<Value = Map<String, Value>> {
    let maybe = |strategy: BoxedStrategy<Value>| prop_oneof![1 => Just(Value::Null), 3 => strategy].boxed();
    let word = || words().prop_map(Value::from).boxed();
    let boolean = || any::<bool>().prop_map(Value::from).boxed();
    let email = (maybe(word()), maybe(word()), maybe(boolean())).prop_map(|(value, kind, primary)| {
        without_nulls(json!({ "value": value, "type": kind, "primary": primary }))
    });
    (
        (word(), maybe(word()), maybe(boolean()), maybe(word()), vec(email, 0..3)),
        (instants(), maybe(word()), maybe((-2_i64..3).prop_map(Value::from).boxed())),
        (maybe((-2_i64..3).prop_map(|n| Value::from(n as f64 / 2.0)).boxed()), vec(words(), 0..3)),
    )
        .prop_map(
            |((user_name, external_id, active, given, emails), (created, manager, level), (ratio, tags))| {
                let user = without_nulls(json!({
                    "userName": user_name, "externalId": external_id, "active": active,
                    "name": { "givenName": given }, "emails": emails, "meta": { "created": created },
                    ENTERPRISE: { "manager": { "value": manager } },
                    BADGE: { "level": level, "ratio": ratio, "tags": tags },
                }));
                user.as_object().expect("it is an object").clone()
            },
        )
}

/// A stored resource has neither nulls nor empty lists (RFC 7643 §2.5).
fn without_nulls(value: Value) -> Value {
    let empty = |value: &Value| matches!(value, Value::Null) || *value == json!([]) || *value == json!({});
    match value {
        Value::Object(object) => {
            let parts = object.into_iter().map(|(name, value)| (name, without_nulls(value)));
            Value::Object(parts.filter(|(_, value)| !empty(value)).collect())
        }
        other => other,
    }
}

fn fitting_term(known: &'static [Known]) -> BoxedStrategy<Filter> {
    (0..known.len(), any::<prop::sample::Index>(), words(), -2_i64..3, instants(), any::<bool>(), 0..8)
        .prop_map(move |(at, operator, word, number, instant, boolean, shape)| {
            let known = &known[at];
            let path = AttributePath::parse(known.named).expect("the model's names are valid");
            let (operators, literal): (&[Operator], Literal) = match known.kind {
                Type::Boolean => (&Operator::ALL[..2], Literal::Boolean(boolean)),
                Type::Integer | Type::Decimal if boolean => (&NUMERIC, Literal::Number(number.into())),
                Type::Integer | Type::Decimal => {
                    let half = serde_json::Number::from_f64(number as f64 / 2.0).expect("finite");
                    (&NUMERIC, Literal::Number(half))
                }
                Type::DateTime => (&NUMERIC, Literal::String(instant.to_owned())),
                _ => (&Operator::ALL, Literal::String(word)),
            };
            match shape {
                0 => Filter::Present(path),
                1 => Filter::Compare(path, Operator::ALL[usize::from(boolean)], Literal::Null),
                _ => Filter::Compare(path, *operator.get(operators), literal),
            }
        })
        .boxed()
}

const NUMERIC: [Operator; 6] =
    [Operator::Eq, Operator::Ne, Operator::Gt, Operator::Ge, Operator::Lt, Operator::Le];

fn meaningful_filter() -> BoxedStrategy<Filter> {
    let emails = AttributePath { schema: None, name: "EMAILS".into(), sub: None };
    let element =
        combined(fitting_term(&PARTS)).prop_map(move |f| Filter::Element(emails.clone(), Box::new(f)));
    combined(prop_oneof![3 => fitting_term(&KNOWN), 1 => element].boxed())
}

// The model: no binding, no folding crate, no instants; every value is looked at on its own.

fn model(filter: &Filter, whole: &Value) -> bool {
    match filter {
        Filter::And(terms) => !terms.iter().any(|term| !model(term, whole)),
        Filter::Or(terms) => terms.iter().filter(|term| model(term, whole)).count() > 0,
        Filter::Not(inner) => !model(inner, whole),
        Filter::Element(_, inner) => {
            whole["emails"].as_array().into_iter().flatten().any(|email| model(inner, email))
        }
        Filter::Present(path) => {
            let (known, values) = model_values(path, whole);
            // A part alone says nothing about the rest of its element: `emails pr` looks at all of it.
            if known.named == "emails" {
                return whole["emails"].as_array().into_iter().flatten().any(|email| {
                    email.as_object().expect("an e-mail is an object").values().any(|value| value != "")
                });
            }
            values.iter().any(|value| *value != "")
        }
        Filter::Compare(path, operator, Literal::Null) => {
            let (_, values) = model_values(path, whole);
            let has_value = values.iter().any(|value| *value != "");
            has_value == (*operator == Operator::Ne)
        }
        Filter::Compare(path, operator, literal) => {
            let (known, values) = model_values(path, whole);
            let holds = |value: &Value| model_compare(known, value, *operator, literal);
            (values.is_empty() && *operator == Operator::Ne) || values.iter().any(holds)
        }
    }
}

fn model_values(path: &AttributePath, whole: &Value) -> (&'static Known, Vec<Value>) {
    let printed = path.to_string();
    let in_element = whole.get("userName").is_none();
    let list: &'static [Known] = if in_element { &PARTS } else { &KNOWN };
    let known = list.iter().find(|known| known.named == printed).expect("the model knows the name");
    let mut values = vec![known.extension.map_or(whole, |urn| &whole[urn]).clone()];
    for step in known.at {
        let next = values.iter().map(|value| value[step].clone());
        values = next.flat_map(|v| v.as_array().cloned().unwrap_or_else(|| vec![v])).collect();
    }
    values.retain(|value| !value.is_null());
    (known, values)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the model folds in its own way, to be told from what it judges"
)]
fn model_compare(known: &Known, value: &Value, operator: Operator, literal: &Literal) -> bool {
    let (a, b) = match literal {
        Literal::Boolean(literal) => return (value == literal) == (operator == Operator::Eq),
        Literal::Number(literal) => {
            let (a, b) = (value.as_f64().expect("a number"), literal.as_f64().expect("a number"));
            // Text that sorts as these small numbers do.
            (format!("{:09.2}", a + 100.0), format!("{:09.2}", b + 100.0))
        }
        Literal::String(literal) => (value.as_str().expect("a text").to_owned(), literal.clone()),
        Literal::Null => panic!("null is no value"),
    };
    let plain = |text: String| match (known.kind, text.as_str()) {
        (Type::DateTime, "2011-05-13T06:42:34+02:00" | "2011-05-13T04:42:34Z") => {
            "2011-05-13T04:42:34.0Z".into()
        }
        _ if known.case_exact || known.kind == Type::DateTime => text,
        _ => text.to_lowercase(),
    };
    let (a, b) = (plain(a), plain(b));
    match operator {
        Operator::Eq => a == b,
        Operator::Ne => a != b,
        Operator::Co => a.contains(&b),
        Operator::Sw => a.starts_with(&b),
        Operator::Ew => a.ends_with(&b),
        Operator::Gt => a > b,
        Operator::Ge => a >= b,
        Operator::Lt => a < b,
        Operator::Le => a <= b,
    }
}
