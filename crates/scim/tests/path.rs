//! Paths of PATCH operations, and attribute paths.

use scim::filter::{Filter, Syntax};
use scim::path::{AttributePath, Path};
use scim::{ResourceType, Schema, ScimType};

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

fn parse(text: &str) -> Path {
    Path::parse(text, &ResourceType::user(), Syntax::LENIENT)
        .unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn attribute(schema: Option<&str>, name: &str, sub: Option<&str>) -> AttributePath {
    AttributePath { schema: schema.map(str::to_owned), name: name.to_owned(), sub: sub.map(str::to_owned) }
}

fn plain(schema: Option<&str>, name: &str, sub: Option<&str>) -> Path {
    Path::Attribute { target: attribute(schema, name, sub), filter: None }
}

#[test]
fn reads_and_prints_every_form() {
    let core = "urn:ietf:params:scim:schemas:core:2.0:User";
    for (text, expected) in [
        ("members", plain(None, "members", None)),
        ("name.familyName", plain(None, "name", Some("familyName"))),
        ("manager.$ref", plain(None, "manager", Some("$ref"))),
        ("my-odd_name2", plain(None, "my-odd_name2", None)),
        (&format!("{core}:name.givenName"), plain(Some(core), "name", Some("givenName"))),
        (&format!("{ENTERPRISE}:manager"), plain(Some(ENTERPRISE), "manager", None)),
        (&format!("{ENTERPRISE}:manager.value"), plain(Some(ENTERPRISE), "manager", Some("value"))),
        (ENTERPRISE, Path::Extension(ENTERPRISE.into())),
    ] {
        assert_eq!(parse(text), expected);
        assert_eq!(parse(text).to_string(), text);
    }
    for text in [
        r#"addresses[type eq "work"]"#,
        r#"members[value eq "2819c223-7f76-453a-919d-413861904646"].displayName"#,
        r#"urn:ietf:params:scim:schemas:core:2.0:User:emails[type eq "a.b:c]" and primary eq true].value"#,
    ] {
        assert_eq!(parse(text).to_string(), text);
        assert_eq!(parse(&parse(text).to_string()), parse(text));
    }
}

#[test]
fn a_filter_stands_before_the_sub_attribute() {
    let expected = Path::Attribute {
        target: attribute(None, "addresses", Some("Formatted")),
        filter: Some(Box::new(Filter::parse(r#"type eq "other""#, Syntax::STRICT).expect("valid"))),
    };
    assert_eq!(parse(r#" addresses[type eq "other"].Formatted "#), expected);
    assert_eq!(parse("addresses[type eq other].Formatted"), expected);
    let error =
        Path::parse("addresses[type eq other]", &ResourceType::user(), Syntax::STRICT).expect_err("strict");
    assert_eq!(error.scim_type, Some(ScimType::InvalidFilter));
}

/// RFC 7644 §3.10: URNs compare without case; the one of a registered extension is spelt as its schema spells it.
#[test]
fn the_bare_urn_of_an_extension() {
    assert_eq!(parse(&ENTERPRISE.to_ascii_uppercase()), Path::Extension(ENTERPRISE.into()));
    let schema = |id: &str| Schema { id: id.into(), ..Schema::enterprise_user() };
    let ty = ResourceType::user()
        .with_extension(schema("urn:example:hr"))
        .with_extension(schema("urn:example:hr:more"));
    let parse = |text: &str| Path::parse(text, &ty, Syntax::STRICT).expect(text);
    assert_eq!(parse("urn:example:hr:more"), Path::Extension("urn:example:hr:more".into()));
    assert_eq!(parse("urn:example:hr:more:badge"), plain(Some("urn:example:hr:more"), "badge", None));
    assert_eq!(parse("urn:example:hr:badge"), plain(Some("urn:example:hr"), "badge", None));
}

#[test]
fn refuses_what_is_no_path() {
    for (text, scim_type) in [
        ("", ScimType::InvalidPath),
        ("[type eq \"work\"]", ScimType::InvalidPath),
        ("emails[type eq \"work\"]value", ScimType::InvalidPath),
        ("emails[type eq \"work\"].a.b", ScimType::InvalidPath),
        ("emails[type eq \"work\"].value eq \"x\"", ScimType::InvalidPath),
        ("emails.value[type eq \"work\"]", ScimType::InvalidPath),
        ("emails[type eq \"work\"", ScimType::InvalidFilter),
        ("emails[]", ScimType::InvalidFilter),
        ("emails[type]", ScimType::InvalidFilter),
        ("emails[a[b pr]]", ScimType::InvalidFilter),
        ("a b", ScimType::InvalidPath),
        ("name.", ScimType::InvalidPath),
        (".name", ScimType::InvalidPath),
        ("name.a.b", ScimType::InvalidPath),
        ("/name", ScimType::InvalidPath),
        ("\"name\"", ScimType::InvalidPath),
        ("urn:x:", ScimType::InvalidPath),
        (":name", ScimType::InvalidPath),
        ("na\0me", ScimType::InvalidPath),
    ] {
        let error = Path::parse(text, &ResourceType::user(), Syntax::LENIENT).expect_err(text);
        assert_eq!((error.status, error.scim_type), (400, Some(scim_type)), "{text}: {}", error.detail);
    }
    let error = Path::parse("emails[type eq \"work\"]value", &ResourceType::user(), Syntax::STRICT);
    assert_eq!(
        error.expect_err("refused").detail,
        "The path is not valid at character 23: found `value`, expected a dot and a sub-attribute, or the end of the \
         path."
    );
}

#[test]
fn attribute_paths() {
    assert_eq!(AttributePath::parse("name.givenName"), Ok(attribute(None, "name", Some("givenName"))));
    let text = format!("{ENTERPRISE}:manager.value");
    assert_eq!(AttributePath::parse(&text).expect("valid").to_string(), text);
    for text in ["", "a b", "emails[type eq \"work\"]", "a.b.c", "1st", "a(", &"a".repeat(1_025)] {
        assert_eq!(AttributePath::parse(text).expect_err(text).scim_type, Some(ScimType::InvalidPath));
    }
}
