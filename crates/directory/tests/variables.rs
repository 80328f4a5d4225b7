//! Text with variables in it.

use directory::configuration::{CONFIGURATIONS_MAX, FIELD_NAME_CHARS_MAX, FIELDS_MAX};
use directory::variables::{
    BuiltIn, RENDERED_BYTES_MAX, Rendered, TEMPLATE_CHARS_MAX, TEMPLATE_VARIABLES_MAX, Template, Variables,
    user_value,
};
use proptest::collection::vec;
use proptest::prelude::*;
use scim::Resource;
use scim::schema::{ENTERPRISE_USER_URN, USER_URN};
use serde_json::{Value, json};

const ACME: &str = "urn:ietf:params:scim:schemas:extension:acme:2.0:User";

fn variables() -> Variables {
    Variables::of_users(["costCentre", "badge"])
}

fn user(attributes: &Value) -> Resource {
    Resource::from_stored(attributes.as_object().expect("an object").clone())
}

fn jane() -> Resource {
    user(&json!({
        "schemas": [USER_URN, ENTERPRISE_USER_URN, ACME],
        "userName": "jane.doe@login.example",
        "name": { "givenName": "Jane", "familyName": "Doe" },
        "displayName": "Jane Doe",
        "locale": "fr-FR",
        "emails": [
            { "value": "home@example.org", "type": "home" },
            { "value": "jane@example.com", "type": "work", "primary": true },
        ],
        ENTERPRISE_USER_URN: { "department": "Tours", "badge": "not this one" },
        ACME: { "costCentre": "C-1" },
    }))
}

fn render(template: &str, user: &Resource) -> Rendered {
    Template::parse(template, &variables())
        .unwrap_or_else(|mistake| panic!("{template}: {mistake}"))
        .render_for(user)
}

fn text(text: &str) -> Rendered {
    Rendered::Text(text.to_owned())
}

fn missing(names: &[&str]) -> Rendered {
    Rendered::Missing(names.iter().map(|name| (*name).to_owned()).collect())
}

#[test]
fn each_variable_has_its_value() {
    let values: Vec<_> = variables()
        .names()
        .map(|name| (name.to_owned(), user_value(&jane(), name).map(str::to_owned)))
        .collect();
    let expected = [
        ("userUID", Some("jane.doe@login.example")),
        ("userUIDLocalPart", Some("jane.doe")),
        ("userUIDDomain", Some("login.example")),
        ("userEmailAddress", Some("jane@example.com")),
        ("userEmailAddressLocalPart", Some("jane")),
        ("userEmailAddressDomain", Some("example.com")),
        ("userFirstName", Some("Jane")),
        ("userLastName", Some("Doe")),
        ("userDisplayName", Some("Jane Doe")),
        ("userLocale", Some("fr-FR")),
        ("userUPN", Some("jane.doe@login.example")),
        ("department", Some("Tours")),
        ("costCentre", Some("C-1")),
        ("badge", None),
    ];
    let expected: Vec<_> =
        expected.iter().map(|(name, value)| ((*name).to_owned(), value.map(str::to_owned))).collect();
    assert_eq!(values, expected);
    let nobody = user(&json!({ "schemas": [USER_URN], "userName": " " }));
    assert!(variables().names().all(|name| user_value(&nobody, name).is_none()));
    // What stands in for the names of somebody who has not joined yet is no value.
    let pending = json!({ "name": { "givenName": "NO_GIVEN_NAME", "familyName": "NO_FAMILY_NAME" } });
    assert_eq!(
        render("${userFirstName} ${userLastName}", &user(&pending)),
        missing(&["userFirstName", "userLastName"])
    );
}

#[test]
fn the_page_names_each_variable_and_limit() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/configurations.md"));
    let page = page.expect("the page");
    for variable in BuiltIn::ALL {
        assert!(page.contains(&format!("`{}`", variable.as_str())), "{variable:?}");
    }
    for row in [
        format!("| configurations of an organization | {CONFIGURATIONS_MAX} |"),
        format!("| fields of a configuration | {FIELDS_MAX} |"),
        format!("| name of a field | {FIELD_NAME_CHARS_MAX} characters |"),
        format!("| variables in a text | {TEMPLATE_VARIABLES_MAX} |"),
    ] {
        assert!(page.contains(&row), "{row}");
    }
    assert_eq!((TEMPLATE_CHARS_MAX, RENDERED_BYTES_MAX), (4_096, 16_384));
    assert!(page.contains("| 4,096 characters |") && page.contains("| 16,384 bytes;"));
}

#[test]
fn the_primary_address_counts_or_else_the_first() {
    let of = |emails: Value| {
        user_value(&user(&json!({ "emails": emails })), "userEmailAddress").map(str::to_owned)
    };
    assert_eq!(of(json!([{ "value": "a@x" }, { "value": "b@x" }])), Some("a@x".into()));
    assert_eq!(of(json!([{ "value": "a@x" }, { "value": "b@x", "primary": true }])), Some("b@x".into()));
    assert_eq!(of(json!([{ "type": "work", "primary": true }, { "value": "b@x" }])), Some("b@x".into()));
    assert_eq!(of(json!([{ "type": "work" }])), None);
    assert_eq!(of(json!([])), None);
}

#[test]
fn parts_of_what_is_no_address_are_missing() {
    let of = |name: &str, user_name: &str| {
        user_value(&user(&json!({ "userName": user_name })), name).map(str::to_owned)
    };
    for (user_name, local_part, domain) in [
        ("jane", None, None),
        ("jane@", Some("jane"), None),
        ("@example.com", None, Some("example.com")),
        ("\"a@b\"@example.com", Some("\"a@b\""), Some("example.com")),
        (" @ ", None, None),
    ] {
        assert_eq!(of("userUIDLocalPart", user_name).as_deref(), local_part, "{user_name}");
        assert_eq!(of("userUIDDomain", user_name).as_deref(), domain, "{user_name}");
    }
}

#[test]
fn text_and_variables_mix() {
    for (template, rendered) in [
        ("", text("")),
        ("plain", text("plain")),
        ("${userUID}", text("jane.doe@login.example")),
        ("cn=${userFirstName} ${userLastName},ou=${department}", text("cn=Jane Doe,ou=Tours")),
        ("${costCentre}${costCentre}", text("C-1C-1")),
        ("${badge}-${userUID}-${badge}", missing(&["badge"])),
        // Each dollar but the last before a brace is a dollar.
        ("$${userUID}", text("${userUID}")),
        ("$$${userUID}", text("$${userUID}")),
        ("$5 $ {x} } $", text("$5 $ {x} } $")),
        ("$${", text("${")),
        ("$${${userFirstName}}", text("${Jane}")),
        ("${userFirstName}$${", text("Jane${")),
        ("東京\t${userFirstName}\n", text("東京\tJane\n")),
    ] {
        assert_eq!(render(template, &jane()), rendered, "{template}");
        let parsed = Template::parse(template, &variables()).expect("legal");
        assert_eq!(parsed.as_str(), template);
        assert_eq!(Template::from_stored(template), Some(parsed));
    }
}

/// What a provider sends is text and nothing else.
#[test]
fn values_are_not_looked_into() {
    for hostile in [
        "${userUID}",
        "$${userUID}",
        "<script>alert(1)</script>",
        "=cmd()",
        "a\r\nBcc: b@example.com",
        "\u{202e}evil\u{2066}",
        "\u{0}",
        "${",
    ] {
        let mut jane = jane().into_attributes();
        jane.insert("displayName".into(), json!(hostile));
        let jane = Resource::from_stored(jane);
        assert_eq!(render("<${userDisplayName}>", &jane), text(&format!("<{hostile}>")));
    }
    let long =
        |bytes: usize| render("${userDisplayName}", &user(&json!({ "displayName": "x".repeat(bytes) })));
    assert_eq!(long(RENDERED_BYTES_MAX), text(&"x".repeat(RENDERED_BYTES_MAX)));
    assert_eq!(long(64 * 1_024), Rendered::TooLong);
}

#[test]
fn a_mistake_is_named_with_its_place() {
    for (template, mistake) in [
        ("a ${useruid}", "At character 3: there is no variable \"useruid\". Did you mean \"userUID\"?"),
        ("é${ badge }", "At character 2: there is no variable \" badge \". Did you mean \"badge\"?"),
        (
            "${userFirstnam}",
            "At character 1: there is no variable \"userFirstnam\". Did you mean \"userFirstName\"?",
        ),
        (
            "$${x} ${userUID}${managedAppleId}",
            "At character 17: there is no variable \"managedAppleId\". Use a built-in one, declare an attribute of that \
             name on a connection first, or write $${ for the text ${.",
        ),
        (
            "$$${x} ${costcentre}",
            "At character 8: there is no variable \"costcentre\". Did you mean \"costCentre\"?",
        ),
        ("x${", "At character 2: ${ has no } behind it. Close the name, or write $${ for the text ${."),
        (
            "${userUID ${badge}",
            "At character 1: ${ has no } behind it. Close the name, or write $${ for the text ${.",
        ),
        (
            "日本 ${ }",
            "At character 4: there is no name between ${ and }. Put a variable's name there, or write $${ for the text ${.",
        ),
        ("a\u{0}b", "At character 2: a control character stands there. Take it out."),
    ] {
        let error = Template::parse(template, &variables()).expect_err(template);
        assert_eq!(error.to_string(), mistake, "{template}");
    }
}

#[test]
fn everything_has_an_end() {
    let parse = |template: String| Template::parse(&template, &variables());
    assert!(parse("é".repeat(TEMPLATE_CHARS_MAX)).is_ok());
    let long = parse("é".repeat(TEMPLATE_CHARS_MAX + 1)).expect_err("too long");
    assert_eq!(long.position, TEMPLATE_CHARS_MAX + 1);
    assert!(parse("${badge}".repeat(TEMPLATE_VARIABLES_MAX)).is_ok());
    let many = parse("${badge}".repeat(TEMPLATE_VARIABLES_MAX + 1)).expect_err("too many");
    assert_eq!(many.position, "${badge}".len() * TEMPLATE_VARIABLES_MAX + 1);
    let name = "x".repeat(1_000);
    let unknown = parse(format!("${{{name}}}")).expect_err("unknown").to_string();
    assert!(unknown.contains("…") && unknown.len() < 300, "{unknown}");
}

#[test]
fn a_kind_of_text_may_know_more() {
    let more = variables().and(["organizationName"]);
    let template = Template::parse("${organizationName}: ${badge}", &more).expect("legal");
    assert_eq!(template.variables().collect::<Vec<_>>(), ["organizationName", "badge"]);
    let value = |name: &str| (name == "organizationName").then(|| "Acme".into());
    assert_eq!(template.render(value), missing(&["badge"]));
    assert!(Template::parse("${organizationName}", &variables()).is_err());
}

proptest! {
    /// Whatever is written as text comes out as that text.
    #[test]
    fn what_is_escaped_is_itself(literal in "[${}a-z]{0,12}") {
        let escaped = literal.replace("${", "$${");
        prop_assert_eq!(render(&escaped, &jane()), text(&literal));
    }

    /// The parts come out in their order, whatever they are; only a dollar needs room before a variable.
    #[test]
    fn parts_come_out_in_their_order(parts in vec(prop_oneof![
        "[${}a-zé]{0,4}".prop_map(|literal| {
            let literal = format!("{literal}.");
            (literal.replace("${", "$${"), literal)
        }),
        Just(("${userFirstName}".to_owned(), "Jane".to_owned())),
        Just(("${department}".to_owned(), "Tours".to_owned())),
    ], 0..10)) {
        let (written, read): (String, String) = parts.into_iter().unzip();
        prop_assert_eq!(render(&written, &jane()), text(&read));
    }

    /// Any text is a template or has a mistake inside of it, and a template keeps its text.
    #[test]
    fn nothing_panics(written in "(\\$|\\{|\\}|badge|userUID|é|\u{0}|\n){0,12}") {
        match Template::parse(&written, &variables()) {
            Ok(template) => prop_assert_eq!(template.as_str(), written.as_str()),
            Err(mistake) => {
                let chars = written.chars().count();
                prop_assert!((1..=chars).contains(&mistake.position), "{}", mistake);
            }
        }
    }
}

#[test]
fn built_in_names_are_told_apart_by_case() {
    assert!(BuiltIn::ALL.into_iter().all(|variable| BuiltIn::parse(variable.as_str()) == Some(variable)));
    assert_eq!(BuiltIn::parse("useruid"), None);
}
